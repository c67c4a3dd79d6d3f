#!/bin/sh
# run.sh BUILD: reports on 10,000 paths of 50,000 participants with 1,000,000 diary entries.
# Bars for progress: 2 s, beyond 1 s; 64 MiB.  Hours have none, and are shown beside.
set -eu
build=$(cd "$1" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

${CC:-cc} -O2 -D_GNU_SOURCE -o "$dir/measure" "$here/../measure.c"
PATH=$build/bin:$PATH
QSER_DB=$dir/q.db
export PATH QSER_DB
sh "$here/make-database.sh" "$QSER_DB" 2>"$dir/err" >"$dir/out"

report() { # bar, words of the report
	bar=$1
	shift
	"$dir/measure" 3 qser-report "$@" --today 2026-11-20 >"$dir/figures"
	read -r seconds memory <"$dir/figures"
	printf '%-28s %6s s %6s MiB  %s\n' "$*" "$seconds" "$memory" "$bar"
}

for format in text csv json html; do
	report '(bar 2 s, 64 MiB)' progress --period 2026-10 -f $format
done
for key in path trainer month participant; do
	report '' hours --by $key -f csv
done
