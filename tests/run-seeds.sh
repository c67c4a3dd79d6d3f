#!/bin/sh
# run-seeds.sh PROGRAM...: replay the seeds of fuzz targets, tests/fuzz/seeds/NAME/* through fuzz_NAME.
#
# A seed that was once found to break something stays here.  All seeds of a target run in one
# process; only when that fails, one by one, to name those that break it.  The last line: "N passed,
# M failed".
#
#	COUNTS=FILE	the last line goes into this file as well
set -eu

here=$(dirname "$0")
# shellcheck source=tests/sanitize.sh
. "$here/sanitize.sh"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
trap 'exit 130' INT TERM

passed=0 failed=0

replay() {
	timeout 120 "$@" >"$log" 2>&1 </dev/null
}

fails() {
	failed=$((failed + 1))
	echo "FAIL  $1"
	cat "$log"
}

# one_by_one PROGRAM SEED...: it failed with all of them.
one_by_one() {
	program=$1 before=$failed
	shift
	cp "$log" "$log.all"
	for seed; do
		if replay "$program" "$seed"; then
			passed=$((passed + 1))
		else
			fails "fuzz_$name $seed"
		fi
	done
	mv "$log.all" "$log"
	[ $failed -gt $before ] || fails "fuzz_$name, with all its seeds one after the other, with none alone"
}

for program; do
	name=${program##*/fuzz_}
	set -- "$here/fuzz/seeds/$name"/*
	if [ ! -f "$1" ]; then
		: >"$log"
		fails "fuzz_$name has no seeds"
		continue
	fi
	without_leaks "$program"
	if replay "$program" "$@"; then
		passed=$((passed + $#))
		echo "ok    fuzz_$name ($# seeds)"
	else
		one_by_one "$program" "$@"
	fi
done
echo "$passed passed, $failed failed" | tee "${COUNTS:-/dev/null}"
[ $failed = 0 ]
