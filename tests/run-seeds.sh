#!/bin/sh
# run-seeds.sh PROGRAM...: replay the seeds of fuzz targets, tests/fuzz/seeds/NAME/* through fuzz_NAME.
#
# A seed that was once found to break something stays here.  The last line: "N passed, M failed".
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
for program; do
	name=${program##*/fuzz_}
	seeds=0
	without_leaks "$program"
	for seed in "$here/fuzz/seeds/$name"/*; do
		[ -f "$seed" ] || continue
		seeds=$((seeds + 1))
		if timeout 60 "$program" "$seed" >"$log" 2>&1 </dev/null; then
			passed=$((passed + 1))
		else
			failed=$((failed + 1))
			printf 'FAIL  fuzz_%s %s\n' "$name" "$seed"
			cat "$log"
		fi
	done
	if [ $seeds = 0 ]; then
		failed=$((failed + 1))
		printf 'FAIL  fuzz_%s has no seeds\n' "$name"
	else
		printf 'ok    fuzz_%s (%s seeds)\n' "$name" $seeds
	fi
done
echo "$passed passed, $failed failed" | tee "${COUNTS:-/dev/null}"
[ $failed = 0 ]
