#!/bin/sh
# run.sh BUILD: one diary entry into ENTRIES (1,000,000) of 10,000 paths, by instructions (callgrind:
# repeatable, whatever else the machine does), against a bare C program that makes the same rows.  With
# the gates of sessions, as they are after `init`, and with all of them off.  Bar: 1.2, beyond 1.1.
set -eu
build=$(cd "$1" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

${CC:-cc} -O2 -pie -Wl,-z,relro -Wl,-z,now -o "$dir/bare_entry" "$here/bare_entry.c" -lsqlite3
PATH=$build/bin:$PATH
QSER_DB=$dir/q.db
TZ=Europe/Athens
export PATH QSER_DB TZ
sh "$here/../report/make-database.sh" "$QSER_DB" 10000 "${ENTRIES:-1000000}" >"$dir/out" 2>&1
cp "$QSER_DB" "$dir/bare.db"

count() {
	valgrind --tool=callgrind --callgrind-out-file=/dev/null "$@" 2>"$dir/err" >"$dir/out"
	sed -n 's/.*Collected : *//p' "$dir/err"
}

report() { # label, ours, bare
	awk -v l="$1" -v a="$2" -v b="$3" 'BEGIN {
		printf "%-22s %9d instructions, bare C %9d: %.3f (bar 1.2)\n", l, a, b, a / b }'
}

add() { # day
	count "$build/bin/qser-diary" add 1h30 --path path-1 --participant p501 --actor p2 \
		--today "$1" --now "${1}T12:00:00Z"
}

bare=$(count "$dir/bare_entry" "$dir/bare.db" 2027-01-11)
report 'entry, gates as preset' "$(add 2027-01-11)" "$bare"
for gate in contract confirmation checklist pre-session interval limits business-hours overlap; do
	qser-admin setting set gate-$gate off >"$dir/out"
done
report 'entry, gates off' "$(add 2027-01-15)" "$bare"
