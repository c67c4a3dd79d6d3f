#!/usr/bin/env python3
"""mutants.py TREE WORK [COUNT [SEED]]: break lib/ on purpose, and see whether the tests notice.

COUNT places (30), chosen by SEED (1), a quarter each of a relation, a constant, a return and a
condition.  Each is broken in a copy of TREE in the folder WORK, built without sanitizers, and the
tests run until the first that fails: those of the library, the cases, imports, torture.  A line for
each: "killed" with what noticed, or "survived".  The last line: "N passed, M failed"; a place that
no compiler takes, or that the tests noticed only by taking too long, counts as noticed.
"""

import os
import random
import re
import shutil
import signal
import subprocess
import sys

RELATIONS = {"<": "<=", "<=": "<", ">": ">=", ">=": ">", "==": "!=", "!=": "==", "&&": "||", "||": "&&"}
RETURNS = {"true": "false", "false": "true", "0": "1", "1": "0", "-1": "0"}
SECONDS = 900


def plain(line):
    """The line without what is in quotes and comments, of the same length."""
    line = re.sub(r'"(\\.|[^"\\])*"|\'(\\.|[^\'\\])*\'', lambda m: "~" * len(m.group()), line)
    line = re.sub(r"/\*.*?(\*/|$)|//.*", lambda m: "~" * len(m.group()), line)
    return "~" * len(line) if re.match(r"\s*(\*|#)", line) else line


def relations(line, code):
    for m in re.finditer(r" (<=?|>=?|==|!=|&&|\|\|) ", code):
        yield line[: m.start(1)] + RELATIONS[m.group(1)] + line[m.end(1) :]


def constants(line, code):
    for m in re.finditer(r"(?<![\w.~])(\d+)(?![\w.])", code):
        if not re.search(r"BUFFER_INIT|\[\w*$", code[: m.start()]):
            yield line[: m.start()] + str(int(m.group()) + 1) + line[m.end() :]


def returns(line, code):
    m = re.match(r"\s*return (\w+|-1);$", code)
    if m and m.group(1) in RETURNS:
        yield line[: m.start(1)] + RETURNS[m.group(1)] + line[m.end(1) :]
    elif m and m.group(1) == "status":
        yield line[: m.start(1)] + "QSER_OK" + line[m.end(1) :]


def conditions(line, code):
    m = re.match(r"(\s*(?:else )?if \()(.*)(\))$", code)
    if m:
        yield line[: m.end(1)] + "!(" + line[m.start(2) : m.end(2)] + ")" + line[m.start(3) :]


KINDS = (("relation", relations), ("constant", constants), ("return", returns), ("condition", conditions))


def places(tree, kind):
    """(file, number of the line, the line broken) of every place of a kind."""
    found = []
    for folder, _, names in sorted(os.walk(os.path.join(tree, "lib"))):
        for name in sorted(names):
            if not name.endswith(".c"):
                continue
            path = os.path.join(folder, name)
            with open(path, encoding="utf-8") as f:
                for number, line in enumerate(f.read().split("\n")):
                    for broken in kind(line, plain(line)):
                        found.append((os.path.relpath(path, tree), number, broken))
    return found


def kill_session(leader):
    """All that was begun in it: timeout(1) makes a group of its own, which would go on for ever."""
    for name in os.listdir("/proc"):
        try:
            if name.isdigit() and os.getsid(int(name)) == leader:
                os.kill(int(name), signal.SIGKILL)
        except OSError:
            pass


def run(words, work):
    """What noticed: the first line of a test that failed, or None."""
    env = dict(os.environ, SECONDS_MAX="300")
    child = subprocess.Popen(
        words, cwd=work, env=env, text=True, errors="replace",
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True)
    signal.alarm(SECONDS)
    noticed = last = None
    try:
        for line in child.stdout:
            last = line.strip() or last
            if re.match(r"FAIL|not ok", line):
                noticed = line.strip()
                break
    except TimeoutError:
        noticed = "too slow"
    signal.alarm(0)
    if noticed:
        kill_session(child.pid)
    if child.wait() != 0 and not noticed:
        noticed = last
    return noticed


def near(source, build, file):
    """The tests that bear the name of the file, or of its floor: they notice soonest."""
    floor, name = file.split("/")[1:]
    words = {floor, name.split(".")[0].split("_")[0]}
    cases = [c for c in os.listdir(os.path.join(source, "tests/cli")) if words & set(c.split("-"))]
    units = [u for u in os.listdir(os.path.join(build, "tests"))
             if u.startswith("test_") and "." not in u and words & set(u.split("_"))]
    if units:
        yield ["sh", "tests/run-unit.sh"] + [os.path.join(build, "tests", u) for u in sorted(units)]
    if cases:
        yield ["sh", "tests/run-cli.sh", os.path.join(build, "bin")] + sorted(cases)


def too_slow(*_):
    raise TimeoutError


def main():
    tree, work = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    count = int(sys.argv[3]) if len(sys.argv) > 3 else 30
    dice = random.Random(int(sys.argv[4]) if len(sys.argv) > 4 else 1)
    signal.signal(signal.SIGALRM, too_slow)
    shutil.rmtree(work, ignore_errors=True)
    source, build = os.path.join(work, "source"), os.path.join(work, "build")
    shutil.copytree(tree, source, symlinks=True, ignore=shutil.ignore_patterns("build", ".git"))
    make = ["make", "--no-print-directory", "-j%d" % (os.cpu_count() or 1), "BUILD=" + build]
    subprocess.run(make + ["all", "tests"], cwd=source, check=True, stdout=subprocess.DEVNULL)
    every = [
        ["sh", "tests/run-cli.sh", os.path.join(build, "bin")],
        ["sh", "-c", 'sh tests/run-unit.sh "$0"/tests/test_*[a-z]', build],
        ["sh", "tests/run-scripts.sh", "tests/import", build],
        ["sh", "tests/run-scripts.sh", "tests/torture", build],
    ]
    all_places = [places(tree, kind) for _, kind in KINDS]
    killed = survived = 0
    for turn in range(count):
        kind = turn % len(KINDS)
        file, number, broken = dice.choice(all_places[kind])
        path = os.path.join(source, file)
        with open(path, encoding="utf-8") as f:
            before = f.read()
        lines = before.split("\n")
        said = "%s:%d: %s, %s" % (file, number + 1, KINDS[kind][0], broken.strip())
        lines[number] = broken
        with open(path, "w", encoding="utf-8") as f:
            f.write("\n".join(lines))
        noticed = None
        if subprocess.run(make + ["all", "tests"], cwd=source, stdout=subprocess.DEVNULL,
                          stderr=subprocess.DEVNULL).returncode:
            noticed = "the compiler"
        for words in list(near(source, build, file)) + every:
            noticed = noticed or run(words, source)
        killed, survived = killed + bool(noticed), survived + (not noticed)
        print("killed   %s\n         by %s" % (said, noticed) if noticed else "survived " + said, flush=True)
        with open(path, "w", encoding="utf-8") as f:
            f.write(before)
    print("%d passed, %d failed" % (killed, survived))
    return survived != 0


if __name__ == "__main__":
    sys.exit(main())
