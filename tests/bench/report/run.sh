#!/bin/sh
# run.sh BUILD: reports on 10,000 paths of 50,000 participants with 1,000,000 diary entries.
# Bars for progress: 2 s, beyond 1 s; 64 MiB.  The others have none, and are shown beside.  Nothing is signed, and
# nothing appointed, so there is no certificate, signoff or calendar.
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
	# That something is due is a status of 1.
	# shellcheck disable=SC2016
	"$dir/measure" 3 sh -c 'qser-report "$@" || [ $? = 1 ]' report "$@" --today 2026-11-20 >"$dir/figures" 2>"$dir/err" || {
		cat "$dir/err" >&2
		exit 1
	}
	read -r seconds memory <"$dir/figures"
	printf '%-56s %6s s %6s MiB  %s\n' "$*" "$seconds" "$memory" "$bar"
}

for format in text csv json html; do
	report '(bar 2 s, 64 MiB)' progress --period 2026-10 -f $format
done
report '(bar 2 s, 64 MiB)' progress --period 2026-10 -f eml --to office@example.org
for key in trainer month participant; do
	report '' hours --by $key -f csv
done
for words in 'hours --by path' steps due overview contacts 'final --path path-1' \
	'timesheet --person p2 --period 2026-10 --draft' 'manager --person p2'; do
	for format in text csv html; do
		# Words, as they would be typed.
		# shellcheck disable=SC2086
		report '' $words -f $format
	done
done
report '' contacts -f vcf
