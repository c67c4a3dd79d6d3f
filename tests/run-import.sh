#!/bin/sh
# run-import.sh BUILD [long] [NAME...]: the scripts of tests/import, with the commands of BUILD.
#
# Each is run as NAME.sh BUILD [long], and prints one line: "ok NAME: figure", "not ok NAME: why" or
# "skip NAME: why" (see parts/harness.sh).  One that ends otherwise has failed, and all it said is
# shown.  The last line: "N passed, M failed", and how many were skipped.
#
#	JOBS=N		how many at once; long ones one by one, as some measure
#	COUNTS=FILE	the last line goes into this file as well
set -eu

here=$(cd "$(dirname "$0")" && pwd)

# One script; the directory of the results, its name, then its words.
one() {
	results=$1 name=$2
	shift 2
	status=0
	sh "$here/import/$name.sh" "$@" >"$results/$name.log" 2>&1 </dev/null || status=$?
	last=$(tail -n 1 "$results/$name.log")
	case $status/$last in
	"0/ok $name: "*) result=passed ;;
	"0/skip $name: "*) result=skipped ;;
	*)
		result=failed
		# In one write, so that scripts that fail together do not mix.
		last=$(cat "$results/$name.log" && echo "FAIL  $name, exit status $status")
		;;
	esac
	echo $result >"$results/$name.result"
	printf '%s\n' "$last"
}

if [ "${1-}" = --one ]; then
	shift
	one "$@"
	exit
fi

[ $# -gt 0 ] || {
	echo 'usage: run-import.sh BUILD [long] [NAME...]' >&2
	exit 64
}
build=$(cd "$1" && pwd)
shift
long=
if [ "${1-}" = long ]; then
	long=long
	shift
fi
if [ $# = 0 ]; then
	for script in "$here"/import/*.sh; do
		set -- "$@" "$(basename "$script" .sh)"
	done
fi
results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
trap 'exit 130' INT TERM

jobs=${JOBS:-$(nproc)}
[ -z "$long" ] || jobs=1
printf '%s\n' "$@" | xargs -P "$jobs" -I NAME sh "$0" --one "$results" NAME "$build" $long

passed=$(cat "$results"/*.result | grep -c passed || :)
skipped=$(cat "$results"/*.result | grep -c skipped || :)
failed=$(($# - passed - skipped))
[ "$skipped" = 0 ] && skipped='' || skipped=", $skipped skipped"
echo "$passed passed, $failed failed$skipped" >"$results/all"
[ -z "${COUNTS-}" ] || cp "$results/all" "$COUNTS"
cat "$results/all"
[ $failed = 0 ]
