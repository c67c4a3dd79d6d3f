#!/bin/sh
# run-lint.sh BUILD [NAME...]: the checks of tests/lint, as many at once as there are processors.
#
# Each is a script that is given BUILD, runs in the top folder, prints "file:line: what", and fails when
# it has found something.  The last line: "N passed, M failed".
set -eu

one() {
	name=$(basename "$2" .sh)
	status=0
	sh "$2" "$BUILD" >"$1/$name.log" 2>&1 || status=$?
	if [ $status = 0 ]; then
		echo passed >"$1/$name.result"
		printf 'ok    %s\n' "$name"
	else
		echo failed >"$1/$name.result"
		printf 'FAIL  %s\n%s\n' "$name" "$(cat "$1/$name.log")"
	fi
}

if [ "${1-}" = --one ]; then
	one "$2" "$3"
	exit
fi
BUILD=$(cd "$1" && pwd)
export BUILD
shift
cd "$(dirname "$0")/.."
results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
trap 'exit 130' INT TERM

# The slow ones first, so that they do not run alone at the end.
if [ $# = 0 ]; then
	set -- tidy analyzer cppcheck
	for check in tests/lint/*.sh; do
		name=$(basename "$check" .sh)
		case $name in
		tidy | analyzer | cppcheck) ;;
		*) set -- "$@" "$name" ;;
		esac
	done
fi
for name; do
	echo "tests/lint/$name.sh"
done | xargs -P "${JOBS:-$(nproc)}" -n 1 sh "tests/run-lint.sh" --one "$results"
passed=$(cat "$results"/*.result | grep -c passed || :)
failed=$(($# - passed))
echo "$passed passed, $failed failed"
[ $failed = 0 ]
