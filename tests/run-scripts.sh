#!/bin/sh
# run-scripts.sh FOLDER BUILD [long] [NAME...]: the scripts of a folder, tests/import or tests/torture,
# with the commands of BUILD.
#
# Each is run as NAME.sh BUILD [long], and prints one line: "ok NAME: figure", "not ok NAME: why" or
# "skip NAME: why" (see parts/harness.sh).  One that ends otherwise has failed, and all it said is
# shown.  After long ones all lines once more, in the order of the names: a table.  The last line:
# "N passed, M failed", and how many were skipped.
#
#	JOBS=N		how many at once; long ones one by one, as some measure
#	COUNTS=FILE	the last line goes into this file as well
set -eu

# One script: its folder, the directory of the results, its name, then its words.
one() {
	folder=$1 results=$2 name=$3
	shift 3
	status=0
	sh "$folder/$name.sh" "$@" >"$results/$name.log" 2>&1 </dev/null || status=$?
	last=$(tail -n 1 "$results/$name.log")
	case $status/$last in
	"0/ok $name: "*) result=passed ;;
	"0/skip $name: "*) result=skipped ;;
	*)
		result=failed
		case $last in "not ok $name: "*) ;; *) last="not ok $name: exit status $status" ;; esac
		printf '%s\n' "$last" >"$results/$name.last"
		# In one write, so that scripts that fail together do not mix.
		last=$(cat "$results/$name.log" && echo "FAIL  $name, exit status $status")
		;;
	esac
	echo $result >"$results/$name.result"
	[ -e "$results/$name.last" ] || printf '%s\n' "$last" >"$results/$name.last"
	printf '%s\n' "$last"
}

if [ "${1-}" = --one ]; then
	shift
	one "$@"
	exit
fi

[ $# -gt 1 ] || {
	echo 'usage: run-scripts.sh FOLDER BUILD [long] [NAME...]' >&2
	exit 64
}
folder=$(cd "$1" && pwd)
build=$(cd "$2" && pwd)
shift 2
long=
if [ "${1-}" = long ]; then
	long=long
	shift
fi
if [ $# = 0 ]; then
	for script in "$folder"/*.sh; do
		[ ! -e "$script" ] || set -- "$@" "$(basename "$script" .sh)"
	done
fi
results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
trap 'exit 130' INT TERM

jobs=${JOBS:-$(nproc)}
[ -z "$long" ] || jobs=1
printf '%s\n' "$@" | xargs -P "$jobs" -I NAME sh "$0" --one "$folder" "$results" NAME "$build" $long

[ -z "$long" ] || {
	echo
	cat "$results"/*.last
}

passed=$(cat "$results"/*.result 2>/dev/null | grep -c passed || :)
skipped=$(cat "$results"/*.result 2>/dev/null | grep -c skipped || :)
failed=$(($# - passed - skipped))
[ "$skipped" = 0 ] && skipped='' || skipped=", $skipped skipped"
echo "$passed passed, $failed failed$skipped" >"$results/all"
[ -z "${COUNTS-}" ] || cp "$results/all" "$COUNTS"
cat "$results/all"
[ $failed = 0 ]
