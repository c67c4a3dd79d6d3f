#!/bin/sh
# run-unit.sh PROGRAM...: run test programs of cmocka, as many at once as there are processors.
#
# A line for each program; of one that fails, all it said.  The last line counts tests, "N passed,
# M failed"; a program that dies, or fails after its last test (a leak), counts as one that failed.
#
#	JOBS=N		how many at once
#	SECONDS_MAX=N	how long one may take
#	COUNTS=FILE	the last line goes into this file as well
set -eu

here=$(dirname "$0")

# One program; the directory of the results, then the program.
one() {
	name=${2##*/}
	log=$1/$name
	status=0
	CMOCKA_MESSAGE_OUTPUT=TAP timeout "${SECONDS_MAX:-300}" "$2" >"$log.tap" 2>"$log.err" || status=$?
	passed=$(grep -c '^ok ' "$log.tap" || :)
	failed=$(grep -c '^not ok [1-9]' "$log.tap" || :)
	reason=
	if [ $status = 124 ]; then
		reason=', too slow'
		failed=$((failed + 1))
	elif [ $status != 0 ] && [ "$failed" = 0 ]; then
		reason=", exit status $status"
		failed=$((failed + 1))
	elif [ "$passed" = 0 ] && [ "$failed" = 0 ]; then
		reason=', no test in it'
		failed=1
	fi
	echo "$passed $failed" >"$log.count"
	if [ "$failed" = 0 ]; then
		printf 'ok    %s (%s)\n' "$name" "$passed"
	else
		# In one write, so that programs that fail together do not mix.
		said=$(cat "$log.tap" "$log.err")
		printf 'FAIL  %s (%s of %s failed%s)\n%s\n' "$name" "$failed" "$((passed + failed))" \
			"$reason" "$said"
	fi
}

if [ "${1-}" = --one ]; then
	one "$2" "$3"
	exit
fi

[ $# -gt 0 ] || {
	echo 'run-unit.sh: no test programs' >&2
	exit 1
}
# shellcheck source=tests/sanitize.sh
. "$here/sanitize.sh"
results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
trap 'exit 130' INT TERM
without_leaks "$1"

printf '%s\n' "$@" | xargs -P "${JOBS:-$(nproc)}" -n 1 sh "$0" --one "$results"
cat "$results"/*.count | awk '{ p += $1; f += $2 } END { print p + 0 " passed, " f + 0 " failed"; exit f > 0 }' \
	>"$results/all" || failed=1
[ -z "${COUNTS-}" ] || cp "$results/all" "$COUNTS"
cat "$results/all"
exit "${failed-0}"
