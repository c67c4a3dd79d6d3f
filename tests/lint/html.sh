#!/bin/sh
# html.sh BUILD: the manual pages as HTML are well-formed, whole and self-contained; the four tools for
# people at work name what the commands themselves name.
set -eu

bin=$1/bin
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
failed=0
complain() {
	echo "$1:1: $2"
	failed=1
}

make --no-print-directory -s BUILD="$dir" run-html >"$dir/log" || { cat "$dir/log"; exit 1; }
for page in man/*.[157]; do
	html=$dir/html/${page#man/}.html
	[ -s "$html" ] || {
		complain "$page" 'is not made'
		continue
	}
	xmllint --noout "$html" || complain "$page" 'is not well-formed as HTML'
	if grep -nE '<script|<img|src=|@import|url\(|href="(https?|//)' "$html"; then
		complain "$page" 'as HTML asks for something from elsewhere'
	fi
	# A link leads to a page beside it.
	grep -oE 'href="[^"#]+' "$html" | sort -u | sed 's/^href="//' >"$dir/links"
	while read -r link; do
		[ -e "$dir/html/$link" ] || complain "$page" "as HTML leads to $link, which is not there"
	done <"$dir/links"
done

# ---- The four tools (B8) ------------------------------------------------------------------------
QSER_DB=$dir/q.db
export QSER_DB
unset QSER_ACTOR || :
"$bin/qser-admin" -q init >/dev/null
"$bin/qser-org" add --name O --code o >/dev/null
"$bin/qser-path" new --title P --organisation o --code p >/dev/null

# text PAGE: its words in one line.
text() {
	mandoc -T utf8 -O width=900 "man/$1.7" | sed 's/.\x08//g' | tr -s ' \n' ' '
}
tools='qser-shadowing qser-adopting qser-setting-up qser-trainer-checklist'
for tool in $tools; do
	text "$tool" >"$dir/$tool"
	grep -q 'Q-SER consortium (CC BY 4.0, Erasmus+ 2017-1-EL01-KA204-036335)' "$dir/$tool" ||
		complain "man/$tool.7" 'does not name its source'
	for other in $tools; do
		[ "$tool" = "$other" ] || grep -q "$other(7)" "$dir/$tool" ||
			complain "man/$tool.7" "does not name $other(7)"
	done
done
# Each of the 13 steps by its number and title, as the commands call it.
"$bin/qser-path" step list --path p --columns number,title --sort number -f tsv --no-header >"$dir/steps"
[ "$(wc -l <"$dir/steps")" = 13 ] || complain man/qser-adopting.7 'there are not 13 steps to compare with'
tab=$(printf '\t')
while IFS=$tab read -r number title; do
	grep -qF "Step $number: $title" "$dir/qser-adopting" ||
		complain man/qser-adopting.7 "does not name step $number, $title"
done <"$dir/steps"
# Each part of the checklist.
"$bin/qser-checklist" form show customer-service -f json | grep -o '"section_title":"[^"]*"' | sort -u |
	sed 's/.*:"//; s/"$//' >"$dir/sections"
[ "$(wc -l <"$dir/sections")" = 6 ] || complain man/qser-trainer-checklist.7 'there are not 6 parts to compare with'
while read -r section; do
	grep -qF "$section" "$dir/qser-trainer-checklist" ||
		complain man/qser-trainer-checklist.7 "does not name \"$section\""
done <"$dir/sections"
exit $failed
