#!/bin/sh
# run-cli.sh BIN_DIR [CASE...]: the cases of tests/cli, run with the commands of BIN_DIR.
#
# A case is a folder: cmd (a script for sh -eu), out and err (what it prints; no such file: nothing),
# rc (exit status; no such file: 0), and any files that cmd reads.  Each runs in a fresh copy of its
# folder, which is called /case in what is compared, with a database path, zone, locale and environment
# of its own.  CASE is a name or a pattern.
#
#	UPDATE=1	write out, err and rc anew: look at the difference before committing it
#	JOBS=N		how many at once
#	LEAKS=all	with a build that has the sanitizers: look for leaks as well, which takes a third longer
#	COUNTS=FILE	the last line, "N passed, M failed", goes into this file as well
#	CASES_DIR=DIR	other cases
set -eu

here=$(dirname "$0")
cases=${CASES_DIR:-$here/cli}

# rewrite FILE NEW: NEW becomes FILE, or nothing when NEW is what holds without a file.
rewrite() {
	if [ "$(cat "$2")" = "$3" ]; then
		rm -f "$1"
	else
		cp "$2" "$1"
	fi
}

# compare NAME EXPECTED GOT: a difference goes into the report.
compare() {
	[ -e "$2" ] || set -- "$1" /dev/null "$3"
	cmp -s "$2" "$3" || diff -a -u --label "expected $1" --label "$1" "$2" "$3" >>"$report" || :
}

# The name of one case; the rest is in the environment.
one() {
	from=$cases/$1
	work=$RESULTS/work/$1
	log=$RESULTS/$1
	report=$log.report
	mkdir -p "$RESULTS/work"
	cp -RL "$from" "$work" # some use files of examples/
	chmod -R u+w "$work" # the sources may be read-only
	rm -f "$work/out" "$work/err" "$work/rc"
	status=0
	# An empty environment: nothing of the caller's may matter.  What the sanitizers find goes into
	# files, as a case may well throw a command's status and standard error away.
	(
		umask 022
		cd "$work"
		exec env -i PATH="$BIN:/usr/bin:/bin" TZ=Europe/Athens LC_ALL=C.UTF-8 HOME="$work" \
			QSER_DB="$work/q.db" UBSAN_OPTIONS="$UBSAN_OPTIONS:log_path=$log.san" \
			ASAN_OPTIONS="$ASAN_OPTIONS:log_path=$log.san" \
			timeout 120 sh -eu ./cmd </dev/null
	) >"$log.out" 2>"$log.err" || status=$?
	# The folder has another name each time.
	LC_ALL=C sed -i "s|$work|/case|g" "$log.out" "$log.err"
	echo "$status" >"$log.rc"
	: >"$report"
	for found in "$log".san.*; do
		[ ! -e "$found" ] || cat "$found" >>"$report"
	done
	if [ -n "${UPDATE-}" ] && [ ! -s "$report" ]; then
		rewrite "$from/out" "$log.out" ''
		rewrite "$from/err" "$log.err" ''
		rewrite "$from/rc" "$log.rc" 0
	fi
	compare out "$from/out" "$log.out"
	compare err "$from/err" "$log.err"
	expected=0
	[ ! -e "$from/rc" ] || expected=$(cat "$from/rc")
	[ "$status" = "$expected" ] || echo "exit status $status, expected $expected" >>"$report"
	if [ -s "$report" ]; then
		echo failed >"$log.result"
		printf 'FAIL  %s\n%s\n' "$1" "$(cat "$report")"
	else
		echo passed >"$log.result"
		rm -rf "$work"
		printf 'ok    %s\n' "$1"
	fi
}

if [ "${1-}" = --one ]; then
	one "$2"
	exit
fi

[ $# -gt 0 ] || {
	echo 'usage: run-cli.sh BIN_DIR [CASE...]' >&2
	exit 64
}
if [ -n "${UPDATE-}" ] && [ -n "${CI-}" ]; then
	echo 'run-cli.sh: UPDATE is for people, who look at what changed' >&2
	exit 64
fi
BIN=$(cd "$1" && pwd)
shift
[ $# -gt 0 ] || set -- '*'
cases=$(cd "$cases" && pwd)
# In memory where the system has such a place: what is asked of the disk is asked by tests/torture.
RESULTS=$(mktemp -d /dev/shm/qser-cli-XXXXXX 2>/dev/null) || RESULTS=$(mktemp -d)
trap 'rm -rf "$RESULTS"' EXIT
trap 'exit 130' INT TERM
CASES_DIR=$cases
export BIN RESULTS CASES_DIR
# shellcheck source=tests/sanitize.sh
. "$here/sanitize.sh"
if [ "${LEAKS-}" = all ]; then
	without_leaks "$BIN/qser" --version
else
	ASAN_OPTIONS=$ASAN_OPTIONS:detect_leaks=0
fi

for pattern; do
	# A pattern is meant to match.
	# shellcheck disable=SC2231
	for cmd in "$cases"/$pattern/cmd; do
		[ -e "$cmd" ] || {
			echo "run-cli.sh: no case \"$pattern\"" >&2
			exit 1
		}
		basename "$(dirname "$cmd")"
	done
done >"$RESULTS/names"

xargs -P "${JOBS:-$(nproc)}" -n 1 sh "$0" --one <"$RESULTS/names"
passed=$(cat "$RESULTS"/*.result | grep -c passed || :)
failed=$(($(wc -l <"$RESULTS/names") - passed))
echo "$passed passed, $failed failed" >"$RESULTS/all"
[ -z "${COUNTS-}" ] || cp "$RESULTS/all" "$COUNTS"
cat "$RESULTS/all"
[ "$failed" = 0 ]
