#!/bin/sh
# run.sh BUILD: instructions of a command against a bare C program that opens the same file the same
# way and runs the same statements (callgrind: repeatable, whatever else the machine does).
# Bars: a read 1.15, beyond 1.08; a durable single write 1.2, beyond 1.1.
set -eu
build=$(cd "$1" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

for name in bare_read bare_write; do
	${CC:-cc} -O2 -pie -Wl,-z,relro -Wl,-z,now -o "$dir/$name" "$here/$name.c" -lsqlite3
done

QSER_DB=$dir/q.db
export QSER_DB
"$build/bin/qser-admin" -q init >"$dir/out"
for n in 1 2 3 4 5; do
	"$build/bin/qser-org" add --name "Organisation $n" --code "org-$n" >"$dir/out"
done

count() {
	valgrind --tool=callgrind --callgrind-out-file=/dev/null "$@" 2>"$dir/err" >"$dir/out"
	sed -n 's/.*Collected : *//p' "$dir/err"
}

report() { # label, ours, bare, bar
	awk -v l="$1" -v a="$2" -v b="$3" -v bar="$4" 'BEGIN {
		printf "%-22s %9d instructions, bare C %9d: %.3f (bar %s)\n", l, a, b, a / b, bar }'
}

report "read (org list)" "$(count "$build/bin/qser-org" list -f csv)" \
	"$(count "$dir/bare_read" "$QSER_DB")" 1.15
cp "$QSER_DB" "$dir/bare.db"
report "write (org add)" \
	"$(count "$build/bin/qser-org" add --name 'Municipality of Elaionas' --code elaionas)" \
	"$(count "$dir/bare_write" "$dir/bare.db" elaionas)" 1.2
