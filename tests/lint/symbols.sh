#!/bin/sh
# symbols.sh BUILD: libqser.so and libqser.a export just what qser.h declares.
set -eu

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
failed=0

# Prototypes: statements outside braces with a name before a bracket, that are no typedef.
awk -f tests/lint/c.awk -v keep=code lib/qser.h | sed 's/^[^:]*:[0-9]*://; /^[ \t]*#/d; s/extern "" {//' | tr '\n' ' ' |
	awk '{ while (gsub(/[{][^{}]*[}]/, "")) ; print }' | tr ';' '\n' |
	awk '!/typedef/ && match($0, /[a-z_0-9]+ *\(/) { name = substr($0, RSTART, RLENGTH); sub(/ *\($/, "", name); print name }' |
	sort >"$dir/header"
nm -D --defined-only "$1/lib/libqser.so" | awk '$2 != "A" { sub(/@.*/, "", $3); print $3 }' | sort >"$dir/shared"
# What the compiler adds for itself (coverage, sanitizers) is in no archive of a release.
nm -g --defined-only "$1/lib/libqser.a" | awk 'NF == 3 { print $3 }' | sort >"$dir/static"

say() {
	while read -r name; do
		printf 'lib/qser.h:%s: %s: %s\n' "$(grep -n -m 1 "$name" lib/qser.h | cut -d: -f1)" "$1" "$name"
		failed=1
	done <"$dir/names"
}
for kind in shared static; do
	comm -23 "$dir/header" "$dir/$kind" >"$dir/names"
	say "declared, but not in the $kind library"
	comm -13 "$dir/header" "$dir/$kind" >"$dir/names"
	say "in the $kind library, but not declared"
done
grep -v '^qser_' "$dir/header" >"$dir/names" || :
say 'not called qser_…'
[ "$(wc -l <"$dir/header")" -gt 20 ] || {
	echo 'lib/qser.h:1: no prototypes were found'
	failed=1
}
exit $failed
