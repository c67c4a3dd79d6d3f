#!/usr/bin/env python3
"""agree.py COUNT [SEED]: random little files, read by "qser-admin read -f json" and by Python's csv.

Python reads record by record, in strict mode.  Both must give the same rows, leave out the same rows
(named with the same lines), and refuse the same files (at the same line).  What qser does otherwise
on purpose (RFC 4180 leaves it open, or is stricter than Python) is said in `reference`, and nowhere
else:

  - the delimiter is given; a byte order mark and a first line "sep=;" are taken away;
  - the first record that holds something is the header, and every row has as many fields;
  - a line that is empty or blank is no record;
  - a quote inside a bare field is a fault of the row (Python takes it): what the grammar of RFC 4180
    does not accept.  So is a control character.  After a fault of quotes both go on with the next
    physical line; a quote that is still open at the end refuses the file;
  - line ends inside of quotes become LF.

Of every fourth file the CSV that qser makes is read again, by both.

AGREE_NAIVE=1: the reference splits lines at delimiters and knows no quotes; it must not agree.
"""
import collections
import csv
import io
import json
import os
import random
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

Answer = collections.namedtuple("Answer", "header rows faults refused")  # refused: a line, 0: none
LINE_END = re.compile("\r\n|\r|\n")
CONTROL = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")  # but TAB and line ends
SHOWN = 20  # rows that are named

# ---- Files --------------------------------------------------------------------------------------

SCRAPS = ["a", "b", "é", "Ω", "𝛼", "\u0301", "\u2028", "\ufeff", " ", " ", "1,5", ";", ",", "|", "\t", "'"]
CELL_ENDS = ["\n", "\r\n", "\r", '"', '""']
NOISE = ['"', '"', '"', "\n", "\r", "\r\n", "", "", " ", "x", "\x01", "\x7f", "\x85", "\xa0"]


def cell(dice, delimiter):
    """A cell as a program would write it: quoted where it must be, else by chance."""
    scraps = SCRAPS + (CELL_ENDS if dice.random() < 0.4 else [])
    text = "".join(dice.choice(scraps) for _ in range(dice.choice([0, 0, 1, 1, 2, 3, 5])))
    if re.search('["\r\n' + re.escape(delimiter) + "]", text) or dice.random() < 0.25:
        return '"' + text.replace('"', '""') + '"'
    return text


def table(dice, delimiter):
    width, end = dice.randint(1, 4), dice.choice(["\n", "\r\n", "\r"])
    lines = []
    if dice.random() < 0.6:
        lines.append(delimiter.join("h%d" % i for i in range(width)))
    for _ in range(dice.randint(0, 6)):
        wide = width if dice.random() < 0.9 else dice.randint(1, 5)
        lines.append(delimiter.join(cell(dice, delimiter) for _ in range(wide)))
        lines.extend([dice.choice(["", "", "  ", "\t", delimiter])] * (dice.random() < 0.15))
    text = end.join(lines)
    return text + end * dice.choice([0, 1, 1, 1, 2])


def soup(dice, delimiter):
    scraps = ["a", "b", " ", delimiter, delimiter, '"', '"', '""', "\n", "\n", "\r", "\r\n", "Ω"]
    return "".join(dice.choice(scraps) for _ in range(dice.randint(0, 40)))


def spoil(dice, text, delimiter):
    """What a hand, or a program without rules, does to a file."""
    for _ in range(dice.randint(1, 3)):
        at = dice.randint(0, len(text))
        text = text[:at] + dice.choice(NOISE + [delimiter]) + text[at + dice.randint(0, 1) :]
    return text


def make(seed, number):
    dice = random.Random("%d/%d" % (seed, number))
    delimiter = dice.choice(",,;\t|")
    text = soup(dice, delimiter) if dice.random() < 0.25 else table(dice, delimiter)
    if dice.random() < 0.35:
        text = spoil(dice, text, delimiter)
    if dice.random() < 0.05:
        text = dice.choice(["sep=;\n", '"SEP=,"\r\n', "sep=|\r"]) + text
    if dice.random() < 0.1:
        text = "\ufeff" + text
    return text, delimiter


# ---- What Python makes of them ------------------------------------------------------------------


class Grammar:
    """RFC 4180, section 2, as regular expressions, with any delimiter and line end."""

    def __init__(self, delimiter):
        d = re.escape(delimiter)
        bare, quoted = '[^"\r\n' + d + "]*", '"(?:[^"]|"")*"'
        field = "(?:" + quoted + "|" + bare + ")"
        self.record = re.compile(field + "(?:" + d + field + ")*(?:\r\n|\r|\n)?")
        self.open = re.compile("(?:" + field + d + ')*(")(?:[^"]|"")*')


def lines_before(text, at):
    return len(LINE_END.findall(text, 0, at))


def record(lines, at, delimiter, grammar):
    """The record at lines[at]: how many lines it takes, its fields (None: a fault), line of the fault.

    Fields "open" instead: a quote that is never closed.
    """
    for count in range(1, len(lines) - at + 1):
        raw = "".join(lines[at : at + count])
        try:
            fields = next(csv.reader(lines[at : at + count], delimiter=delimiter, strict=True))
            if not grammar.record.fullmatch(raw):
                fields = None  # a stray quote, which Python takes
        except csv.Error as error:
            fields = None
            match = grammar.open.fullmatch(raw)
            if str(error) == "unexpected end of data" and match:
                if at + count < len(lines):
                    continue
                return count, "open", at + 1 + lines_before(raw, match.start(1))
        control = CONTROL.search(raw)
        if control:
            return count, None, at + 1 + lines_before(raw, control.start())
        return count, fields, at + count
    raise AssertionError("no lines")


def reference(text, delimiter):
    if text.startswith("\ufeff"):
        text = text[1:]
    lines, at = list(io.StringIO(text, newline="")), 0
    if lines and re.fullmatch('("?)sep=[;,|\t]\\1(\r\n|\r|\n)?', lines[0], re.I):
        at = 1
    grammar, header, rows, faults = Grammar(delimiter), None, [], []
    while at < len(lines):
        count, fields, line = record(lines, at, delimiter, grammar)
        if fields == "open":
            return Answer(None, [], [], line)
        bare = '"' not in "".join(lines[at : at + count])
        first, at = at + 1, at + count
        if fields is None:
            if header is None:
                return Answer(None, [], [], line)
            faults.append(line)
            continue
        nothing = bare and not any(field.strip(" \t") for field in fields)
        if nothing and (len(fields) < 2 or header is None):
            continue
        fields = [LINE_END.sub("\n", field) for field in fields]
        if header is None:
            header = fields
        elif len(fields) != len(header):
            faults.append(first)
        else:
            rows.append(fields)
    return Answer(header, rows, faults, 0 if header else -1)


def naive(text, delimiter):
    lines = [line.split(delimiter) for line in text.splitlines() if line.strip(" \t")]
    header, rows = (lines or [None])[0], lines[1:]
    good = [row for row in rows if len(row) == len(header)]
    return Answer(header, good, [0] * (len(rows) - len(good)), 0 if header else -1)


# ---- What qser makes of them --------------------------------------------------------------------


def run(*words, text=None):
    return subprocess.run(["qser-admin", "read", *words], input=text, capture_output=True, check=False)


def named_lines(errors, name):
    return [int(n) for n in re.findall("^qser-admin: " + re.escape(name) + ":([0-9]+): ", errors, re.M)]


def given_keys(header):
    """What is known of the keys: a heading that stands there once is one."""
    return [h if h and header.count(h) == 1 else None for h in header]


def compare(answer, name, delimiter):
    """What is different, in words; None: nothing."""
    done = run("-f", "json", "--delimiter", delimiter, name)
    errors = done.stderr.decode()
    lines = named_lines(errors, name)
    if answer.refused:
        wanted = [answer.refused] if answer.refused > 0 else []
        if done.returncode != 65 or done.stdout or lines != wanted:
            return "status %d, lines %s; expected 65, %s" % (done.returncode, lines, wanted)
        return None
    if done.returncode != (1 if answer.faults else 0):
        return "status %d: %s" % (done.returncode, errors)
    if lines != answer.faults[:SHOWN]:
        return "lines %s; expected %s" % (lines, answer.faults)
    got = json.loads(done.stdout, object_pairs_hook=list)
    if [[value for _, value in row] for row in got] != answer.rows:
        return "rows %s; expected %s" % (got, answer.rows)
    for row in got:
        keys = [key for key, _ in row]
        if len(set(keys)) != len(keys) or "" in keys:
            return "keys %s" % keys
        if any(want not in (None, key) for want, key in zip(given_keys(answer.header), keys)):
            return "keys %s; expected %s" % (keys, answer.header)
    return None


def compare_again(answer, name, delimiter):
    """The CSV that qser makes of it: as Python reads it, and qser once more."""
    first = run("-q", "-f", "csv", "--delimiter", delimiter, name).stdout
    read = list(csv.reader(io.StringIO(first.decode(), newline=""), strict=True))
    if read != [answer.header] + answer.rows:
        return "as CSV %s; expected %s" % (read, [answer.header] + answer.rows)
    again = run("-f", "csv", "--delimiter", "comma", "-", text=first)
    if again.returncode or again.stdout != first or again.stderr:
        return "once more %s %s; expected %s" % (again.stdout, again.stderr, first)
    return None


def one(seed, number, read):
    """The answer and the difference of one file."""
    text, delimiter = make(seed, number)
    name = "%d.csv" % number
    with open(name, "w", encoding="utf-8", newline="") as out:
        out.write(text)
    answer = read(text, delimiter)
    different = compare(answer, name, delimiter)
    if not different and not answer.refused and number % 4 == 0:
        different = compare_again(answer, name, delimiter)
    os.unlink(name)
    if different:
        different = "file %d of seed %d, %r by %r: %s" % (number, seed, text, delimiter, different)
    return answer, different


def main():
    count = int(sys.argv[1])
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    read = naive if os.environ.get("AGREE_NAIVE") else reference
    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(lambda number: one(seed, number, read), range(count)))
    different = [d for _, d in results if d]
    if different:
        print("%d of %d files differ, as %s" % (len(different), count, different[0]))
        return 1
    rows = sum(len(a.rows) for a, _ in results)
    faults = sum(len(a.faults) for a, _ in results)
    refused = sum(bool(a.refused) for a, _ in results)
    print("%d files: %d rows read, %d left out and %d files refused by both" % (count, rows, faults, refused))
    # Each of the three must have been tried, or nothing is proved.
    return 0 if min(rows, faults, refused) > count // 20 else 1


if __name__ == "__main__":
    sys.exit(main())
