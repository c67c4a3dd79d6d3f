# po.awk: a catalogue (PO file) as C that lib/base/catalogue.c reads: of each text the number of its
# forms, the English, the forms.  %<PRId64> stands for the macro, as in xgettext's files.  A text
# without a translation, or one that is marked fuzzy, is left out: English is said instead.
#
#	awk -f po.awk el.po ...

function add(part) {
	if (key == "id")
		id = id part
	else if (key == "forms")
		form[forms] = form[forms] part
	translated = translated || (key == "forms" && part != "\"\"")
}

function put(text, name) {
	while (match(text, /%<PRI[a-zA-Z0-9]+>/)) {
		name = substr(text, RSTART + 2, RLENGTH - 3)
		text = substr(text, 1, RSTART) "\" " name " \"" substr(text, RSTART + RLENGTH)
	}
	return text
}

function finish() {
	if (id != "" && id != "\"\"" && translated && !fuzzy) {
		printf "\"\\%o\" %s \"\\0\"\n", forms + 1, put(id)
		for (f = 0; f <= forms; f++)
			printf "\t%s \"\\0\"\n", put(form[f])
	}
	id = key = ""
	forms = translated = 0
	split("", form)
}

BEGIN {
	print "#include \"catalogue.h\"\n#include <inttypes.h>\n"
}
FNR == 1 {
	finish()
	fuzzy = 0
	language = FILENAME
	sub(/.*\//, "", language)
	sub(/\.po$/, "", language)
	languages[++count] = language
	if (count > 1)
		print ";"
	printf "static const char texts_%s[] =\n", language
}
/^#,.*fuzzy/ {
	marked = 1
}
/^msgid / {
	finish()
	fuzzy = marked
	marked = 0
	key = "id"
	sub(/^msgid /, "")
}
/^msgid_plural / {
	key = "plural"
	sub(/^msgid_plural /, "")
}
/^msgstr(\[[0-9]+\])? / {
	key = "forms"
	if (match($0, /\[[0-9]+\]/))
		forms = substr($0, RSTART + 1, RLENGTH - 2) + 0
	sub(/^msgstr(\[[0-9]+\])? /, "")
}
/^"/ {
	add($0)
}
END {
	finish()
	print ";\n\nconst struct catalogue_text catalogue_texts[] = {"
	for (c = 1; c <= count; c++)
		printf "\t{\"%s\", texts_%s, sizeof texts_%s - 1},\n", languages[c], languages[c], languages[c]
	print "\t{0}};"
}
