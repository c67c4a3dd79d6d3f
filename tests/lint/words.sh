#!/bin/sh
# words.sh: no unfinished business, no path of anybody's machine, no file that has grown too long.
set -eu

files=$(mktemp)
trap 'rm -f "$files"' EXIT
if [ -e .git ]; then
	git ls-files --cached --others --exclude-standard
else
	find . -type f ! -path "./build/*" | sed 's|^\./||'
fi | while read -r file; do
	[ ! -f "$file" ] || echo "$file"
done >"$files"
failed=0

# The brackets keep these lines from finding themselves.
# File names hold no blanks here.
# shellcheck disable=SC2046
grep -nIE '(^|[^A-Za-z])(TO[D]O|FIX[M]E|XX[X]|HAC[K])([^A-Za-z]|$)' $(cat "$files") && failed=1
# shellcheck disable=SC2046
grep -nIE '(^|[^A-Za-z0-9._$})])/(wor[k]|roo[t]|User[s])/[a-z]' $(cat "$files") && failed=1
# shellcheck disable=SC2046
grep -nIF "$(pwd)/" $(cat "$files") && failed=1
grep -E '\.[ch]$' "$files" | while read -r file; do
	lines=$(wc -l <"$file")
	[ "$lines" -le 600 ] || case $file in
	# A test lists its cases, the public header its prototypes.
	tests/unit/* | lib/qser.h) ;;
	*) echo "$file:$lines: $lines lines; would two rooms be easier to live in?" ;;
	esac
done | grep . && failed=1
exit $failed
