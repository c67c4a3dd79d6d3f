#!/usr/bin/env python3
"""said.py PO...: the catalogues of lib/lang against what reports say.

Reads the sources as a compiler would: strings that stand beside each other are one, %" PRId64 "
is %<PRId64>, as xgettext writes it.  Literals are taken

	from the calls below, of the arguments named there,
	from .label = "..." and COLUMN(...) of tables,
	from SAID("..."), around what is said by way of a variable,
	from calls of a function of the same file that hands one of its parameters on to any of these,
	and the words that columns of the database choose from, with the names of months and days.

Prints "file:line: what" for each that no catalogue, or a wrong one, has; fails when there is any.

	--missing PO	instead: what is missing there, as lines to add to it
"""
import re
import sys
import glob

# Arguments that are looked up, counted from 0.  A plural is two.
CALLS = {
	"document_mark": [1], "document_subtitle": [1], "document_heading": [2],
	"document_paragraph": [1], "document_notice": [1], "document_fact": [1, 2],
	"document_item": [1], "document_table": [2], "document_chart": [3],
	"document_table_caption": [1], "document_chart_caption": [1], "document_say": [1],
	"report_new": [2], "report_filter": [1], "report_say": [1], "SAID": [0], "COLUMN": [1],
}
# Whose further arguments stand in the text as they are: a literal there is never looked up.
FORMATS = {"document_subtitle": 1, "document_heading": 2, "document_paragraph": 1,
	"document_notice": 1, "document_fact": 2, "document_item": 1, "report_new": 2,
	"document_table_caption": 1, "document_chart_caption": 1, "buffer_printf": 0,
	"buffer_text_add": 0}
PLURALS = {"report_plural": (2, 3)}
# Shown to programs alone, messages of the terminal, or pages that have no language yet.
NOT_YET = """agenda agreement_page compare contract_page form_print guide_page
	minutes_page path_page response_page rows timesheet_check""".split()

TOKEN = re.compile(r'''/\*.*?\*/|//[^\n]*|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[A-Za-z_]\w*|\s+|\\\n|.''',
	re.S)


def tokens(path):
	"""(line, text) without blanks and comments; a directive of the preprocessor is left out, but
	for what #define says."""
	text, line, out = open(path, encoding="utf-8").read(), 1, []
	for match in TOKEN.finditer(text):
		word = match.group()
		if not word.isspace() and not word.startswith(("/*", "//")) and word != "\\\n":
			out.append((line, word))
		line += word.count("\n")
	return out


def arguments(toks, at):
	"""The arguments of a call whose bracket opens at `at`, as lists of tokens; and its end."""
	depth, args, arg = 0, [], []
	for i in range(at, len(toks)):
		word = toks[i][1]
		if word in "([{":
			depth += 1
			if depth == 1:
				continue
		elif word in ")]}":
			depth -= 1
			if depth == 0:
				return args + [arg], i
		elif word == "," and depth == 1:
			args.append(arg)
			arg = []
			continue
		arg.append(toks[i])
	return args + [arg], len(toks)


def literals(arg):
	"""Runs of strings beside each other in an argument: (line, text).  Those inside a call of its
	own are that call's."""
	out, run, line, depth = [], None, 0, 0
	for i, (at, word) in enumerate(arg):
		if word == "(" and i > 0 and re.match(r"[A-Za-z_]\w*$", arg[i - 1][1]) or (depth and word == "("):
			depth += 1
		elif word == ")" and depth:
			depth -= 1
		if depth:
			continue
		if word.startswith('"'):
			line, run = (at, "") if run is None else (line, run)
			run += word[1:-1]
		elif run is not None and re.match(r"(PRI|SCN)\w+$", word):
			run += "<" + word + ">"
		elif run is not None:
			out.append((line, run))
			run = None
	return out + ([(line, run)] if run is not None else [])


def constants(toks):
	"""#define NAME "text": such a name is a string, too."""
	out = {}
	for i in range(len(toks) - 3):
		if toks[i][1] == "#" and toks[i + 1][1] == "define" and toks[i + 3][1].startswith('"'):
			out[toks[i + 2][1]] = toks[i + 3][1]
	return out


def functions(toks):
	"""(name, parameters, first, last) of what is defined: a name, brackets, a brace."""
	depth = 0
	for i, (_, word) in enumerate(toks):
		if word == "{":
			if depth == 0 and toks[i - 1][1] == ")":
				yield from one_function(toks, i)
			depth += 1
		elif word == "}":
			depth -= 1


def one_function(toks, brace):
	depth, i = 0, brace - 1
	while i > 0:
		depth += {")": 1, "(": -1}.get(toks[i][1], 0)
		if depth == 0:
			break
		i -= 1
	args, _ = arguments(toks, i)
	names = [[w for _, w in a if re.match(r"[A-Za-z_]\w*$", w)] for a in args]
	depth, last = 0, brace
	while last < len(toks):
		depth += {"{": 1, "}": -1}.get(toks[last][1], 0)
		if depth == 0:
			break
		last += 1
	yield toks[i - 1][1], [n[-1] if n else "" for n in names], brace, last


def handed_on(toks, calls):
	"""Functions of this file that give a parameter to a call: they are calls, too."""
	known = dict(calls)
	bodies = list(functions(toks))
	while True:
		before = {name: list(at) for name, at in known.items()}
		for name, params, first, last in bodies:
			for i in range(first, last):
				places = known.get(toks[i][1])
				if places is None or toks[i + 1][1] != "(":
					continue
				args, _ = arguments(toks, i + 1)
				for place in places:
					if place < len(args) and len(args[place]) == 1 and \
							args[place][0][1] in params and name not in CALLS:
						known.setdefault(name, [])
						at = params.index(args[place][0][1])
						if at not in known[name]:
							known[name].append(at)
		if before == known:
			return known


class Said:
	def __init__(self):
		self.where = {}    # text: file:line
		self.plural = {}   # text: the plural
		self.wrong = []

	def add(self, path, line, text, plural=None):
		if not re.search(r"[A-Za-z]", CONVERSION.sub("", text)):
			return # "%s%s" says nothing
		self.where.setdefault(text, "%s:%d" % (path, line))
		if plural is not None:
			self.plural[text] = plural

	def read(self, path):
		toks = tokens(path)
		names = constants(toks)
		toks = [(line, names.get(word, word)) if i < 2 or toks[i - 2][1] != "#" else (line, word)
			for i, (line, word) in enumerate(toks)]
		calls = handed_on(toks, CALLS)
		defined = {first: name for name, _, first, _ in functions(toks)}
		for i, (line, word) in enumerate(toks[:-1]):
			if word == "label" and toks[i - 1][1] == "." and toks[i + 1][1] == "=":
				for at, text in literals(self.until_comma(toks, i + 2)):
					self.add(path, at, text)
			if toks[i + 1][1] != "(" or not (word in calls or word in PLURALS or word in FORMATS):
				continue
			args, end = arguments(toks, i + 1)
			if end + 1 < len(toks) and toks[end + 1][1] == "{" or self.is_macro(toks, i):
				continue # its definition
			self.glue(path, word, args)
			for place in calls.get(word, []):
				if place >= len(args):
					continue
				for at, text in literals(args[place]):
					self.add(path, at, text)
			if word in PLURALS:
				one, many = (literals(args[p]) for p in PLURALS[word])
				if len(one) != 1 or len(many) != 1:
					self.wrong.append("%s:%d: %s: forms are literals" % (path, line, word))
				else:
					self.add(path, line, one[0][1], many[0][1])

	def glue(self, path, word, args):
		"""English put into a text without having been looked up; drivers write their own words."""
		if not path.startswith("lib/report/"):
			return
		for arg in args[FORMATS.get(word, len(args)) + 1:]:
			for at, text in literals(arg):
				if re.search(r"[a-z]{2,} [a-z]|[a-z]{4,}", CONVERSION.sub("", text)) and \
						not re.match(r"(select| where| and| order by) |answer %s$", text) and \
						not re.search(r"coalesce\(|select \w+\.|join \w+ \w+ on \w+\.", text): # SQL; a column
					self.wrong.append("%s:%d: \"%s\" is not looked up: document_say, report_say" %
						(path, at, text))

	@staticmethod
	def is_macro(toks, i):
		return toks[i - 1][1] == "define" or i > 1 and toks[i - 1][1] in ("*", "char")

	@staticmethod
	def until_comma(toks, i):
		out, depth = [], 0
		while i < len(toks) and (depth or toks[i][1] not in ",;}"):
			depth += {"(": 1, ")": -1}.get(toks[i][1], 0)
			out.append(toks[i])
			i += 1
		return out


def words():
	"""The words of closed lists that people read: {"running", "paused", NULL} of the domain."""
	paths = sorted(glob.glob("lib/domain/*.c") + glob.glob("lib/form/*.c"))
	texts = {path: open(path, encoding="utf-8").read() for path in paths}
	lists = set(re.findall(r"\.words = (\w+)", "".join(texts.values())))
	out = {}
	for path, text in texts.items():
		for match in re.finditer(r"const char \*const (\w+)\[[^]]*\] = \{([^{}]*)NULL\}", text):
			line = text.count("\n", 0, match.start()) + 1
			for word in re.findall(r'"([^"]*)"', match.group(2)):
				if match.group(1) in lists:
					out.setdefault(word, "%s:%d" % (path, line))
	for path, start in (("lib/base/day.c", "*month_name("), ("lib/base/day.c", "*day_name("),
			("lib/domain/path.c", "step_titles[13]")):
		text = open(path, encoding="utf-8").read()
		at = text.index(start)
		for word in re.findall(r'"([^"]+)"', text[at:text.index("};", at)]):
			out.setdefault(word, "%s:%d" % (path, text.count("\n", 0, at) + 1))
	return out


def unquote(line):
	return line[line.index('"') + 1:line.rindex('"')]


def catalogue(path):
	"""{text: (line, plural, forms, fuzzy)}, and what is wrong with the file."""
	out, wrong, entry, part = {}, [], None, None
	fuzzy = False

	def keep():
		if entry and entry["id"]:
			if entry["id"] in out:
				wrong.append("%s:%d: \"%s\" is there twice" % (path, entry["line"], entry["id"]))
			out[entry["id"]] = entry
	for number, line in enumerate(open(path, encoding="utf-8"), 1):
		line = line.rstrip("\n")
		if line.startswith("#"):
			fuzzy = fuzzy or line.startswith("#,") and "fuzzy" in line
			continue
		match = re.match(r'(msgid|msgid_plural|msgstr)(?:\[(\d)\])? "', line)
		if match and match.group(1) == "msgid":
			keep()
			entry = {"line": number, "id": "", "plural": None, "forms": {}, "fuzzy": fuzzy}
			fuzzy, part = False, "id"
			entry["id"] = unquote(line)
		elif match and match.group(1) == "msgid_plural":
			part, entry["plural"] = "plural", unquote(line)
		elif match:
			part = int(match.group(2) or 0)
			entry["forms"][part] = unquote(line)
		elif line.startswith('"') and entry is not None:
			if isinstance(part, int):
				entry["forms"][part] += unquote(line)
			else:
				entry[part] += unquote(line)
		elif line:
			wrong.append("%s:%d: not a line of a catalogue" % (path, number))
	keep()
	return out, wrong


CONVERSION = re.compile(r"%(?:(\d+)\$)?([-+ 0#]*\d*(?:\.(?:\d+|\*))?)(%|<\w+>|(?:hh|h|ll|l|z|j|t)?[a-zA-Z])")


def conversions(text):
	"""What a format takes, by place."""
	out, at = {}, 0
	for match in CONVERSION.finditer(text):
		if match.group(3) == "%":
			continue
		at = int(match.group(1)) - 1 if match.group(1) else at
		out[at] = match.group(3)
		at += 1
	return out


def check(path, said, lists, missing):
	texts, wrong = catalogue(path)
	forms = int(re.search(r"nplurals=(\d)", open(path, encoding="utf-8").read()).group(1))
	for text, where in sorted((lists | said.where).items()):
		entry = texts.get(text)
		if not entry or not any(entry["forms"].values()):
			missing.append((where, text, said.plural.get(text)))
			wrong.append("%s: %s has nothing for \"%s\"" % (where, path, text))
		elif entry["plural"] != said.plural.get(text):
			wrong.append("%s:%d: the plural of \"%s\" is another" % (path, entry["line"], text))
	for text, entry in texts.items():
		where = "%s:%d" % (path, entry["line"])
		if text not in said.where and text not in lists:
			wrong.append("%s: nobody says \"%s\"" % (where, text))
		if entry["fuzzy"]:
			wrong.append("%s: \"%s\" is marked fuzzy" % (where, text))
		if entry["plural"] is not None and sorted(entry["forms"]) != list(range(forms)):
			wrong.append("%s: \"%s\" has not %d forms" % (where, text, forms))
		for form in entry["forms"].values():
			if form and conversions(form) != conversions(text):
				wrong.append("%s: \"%s\" takes other values than \"%s\"" % (where, form, text))
	return wrong


def main():
	said, files = Said(), sys.argv[1:]
	show = files[:1] == ["--missing"]
	files = files[1:] if show else files
	for path in sorted(glob.glob("lib/report/*.c") + glob.glob("lib/report/*.h") +
			glob.glob("lib/output/*.c")):
		if re.sub(r".*/|\.\w$", "", path) not in NOT_YET:
			said.read(path)
	wrong = list(said.wrong)
	for path in files:
		missing = []
		wrong += check(path, said, words(), missing)
		if show:
			for where, text, plural in missing:
				print('#: %s\nmsgid "%s"' % (where, text))
				print('msgstr ""\n' if plural is None else
					'msgid_plural "%s"\nmsgstr[0] ""\nmsgstr[1] ""\n' % plural)
	if not show and wrong:
		print("\n".join(wrong))
	return 1 if wrong and not show else 0


sys.exit(main())
