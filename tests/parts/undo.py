"""undo.py BASE true|false: each line of standard input, taken back and brought back again.

A line is a command of the shell that writes into q.db here, which is a copy of BASE each time.  After
it "undo" makes the tables what they were, and the undo of that what the line had made of them.  With
true also: "undo -n" changes nothing and names the command, it is undone once more by its number, and
"qser-admin check" finds nothing.  Only the change log (command, change, history) may differ.

A line with --override broke something signed: undone without a reason, its undo is undone with one,
which is kept as another exception.

Prints a line for each fault; at the end "N commands undone and redone", status 1 when there was one.
"""
import shutil
import sqlite3
import subprocess
import sys

BASE = sys.argv[1]
LOG = {"command", "change", "history", "sqlite_sequence"}


def state(path="q.db"):
    """All rows of all tables but those of the log."""
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as db:
        db.text_factory = bytes
        names = [n.decode() for n, in db.execute(
            "select name from sqlite_schema where type = 'table' order by name")]
        tables = {n: db.execute(f'select * from "{n}" order by 1, 2').fetchall()
                  for n in names if n not in LOG}
    db.close()
    return tables


def head():
    """The number of the last command."""
    with sqlite3.connect("file:q.db?mode=ro", uri=True) as db:
        last = db.execute("select max(id) from command").fetchone()[0]
    db.close()
    return last


def difference(want, got):
    """Where two states differ, in a word."""
    for table in sorted(want):
        if want[table] != got[table]:
            lost = [row for row in want[table] if row not in got[table]]
            more = [row for row in got[table] if row not in want[table]]
            return f"{table}: lost {lost[:2]}, instead {more[:2]}"
    return "nothing"


def run(command):
    """A command of the shell: its status and all it said."""
    done = subprocess.run(["sh", "-c", command], stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    return done.returncode, done.stdout.decode(errors="replace").strip()


class Line:
    """One line, and what became of it."""

    def __init__(self, text):
        self.text = text
        self.good = True
        self.again = ""

    def fault(self, what):
        """Tell what is wrong."""
        self.good = False
        print(f"{self.text}: {what}")

    def expect(self, command, want, words):
        """A command that must succeed, say these words, and leave the tables so."""
        status, said = run(command)
        if status or words not in said:
            self.fault(f"{command} ended with {status}: {said}")
        got = state()
        if self.again:
            got["exception"] = want["exception"]
        if got != want:
            self.fault(f"{command}: {difference(want, got)}")

    def check(self, before, long):
        """All of it."""
        shutil.copyfile(BASE, "q.db")
        number = head() + 1
        status, said = run(self.text)
        after = state()
        if status not in (0, 1) or after == before or head() != number:
            self.fault(f"ended with {status}, up to command {head()}, not {number}: {said}")
            return
        undo = self.text.split()[0] + " undo"
        who = self.text[self.text.index("--now"):] if "$now" not in self.text else "$now"
        if long:
            self.expect(f"{undo} -n {who}", after, f"would undo: {number} ")
        self.expect(f"{undo} {who}", before, f"undone: {number} ")
        self.again = "--override again" if "override" in self.text else ""
        self.expect(f"{undo} {number + 1} {who} {self.again}", after, f"undone: {number + 1} ")
        if long:
            self.expect(f"qser-admin undo {number} $now", before, f"undone: {number} ")
            self.expect("qser-admin check", before, "is sound")


def main():
    """Every line of standard input."""
    before = state(BASE)
    lines = [Line(text.rstrip("\n")) for text in sys.stdin]
    for line in lines:
        line.check(before, sys.argv[2] == "true")
    good = sum(line.good for line in lines)
    print(f"{good} commands undone and redone")
    return good < len(lines)


sys.exit(main())
