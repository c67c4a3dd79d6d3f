#!/bin/sh
# columns.sh BUILD: qser(5) has the columns of each record, sum and report, in the order in which the
# commands print them, and leaves no record out that can be listed.
set -eu

bin=$(cd "${1:?a folder of built commands}/bin" && pwd)
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
failed=0
QSER_DB=$dir/q.db
export QSER_DB
unset QSER_ACTOR || :
"$bin/qser-admin" -q init >/dev/null
complain() {
	echo "$1: $2"
	failed=1
}

# "qser-person list<TAB>person,role,…" for each part of the page that says how it is printed.
awk '
	/^\.S[sh]/ { if (command) print command "\t" columns; command = columns = "" }
	/^\.Ql qser-/ && before ~ /^As printed by$/ { sub(/^\.Ql /, ""); sub(/ [.:,]+$/, ""); command = $0 }
	/^\.It Cm / && command {
		for (i = 3; i <= NF && $i != "Pq"; i++)
			if ($i != ",") columns = columns (columns ? "," : "") $i
	}
	{ before = $0 }
	END { if (command) print command "\t" columns }' man/qser.5 >"$dir/page"

tab=$(printf '\t')
# Words, as they would be typed.
# shellcheck disable=SC2086
while IFS=$tab read -r words columns; do
	case $words in
	'qser-diary sum')
		printed=$("$bin"/$words -f csv --by kind | head -n 1)
		printed=${printed#kind,}
		;;
	'qser-report hours')
		# What there is depends on the keys: together they have all columns.
		printed=$(for by in path trainer participant organisation department project; do
			"$bin"/$words -q -f csv --by $by --round 15 | head -n 1 | cut -d , -f 2- | tr , '\n'
		done | awk '!seen[$0]++' | paste -sd , -)
		;;
	'qser-report timesheet')
		"$bin/qser-person" -q add --name Maria --code maria >/dev/null
		printed=$("$bin"/$words -q -f csv --person maria --sensitive | head -n 1)
		;;
	*) printed=$("$bin"/$words -q -f csv | head -n 1) ;;
	esac
	[ "$printed" = "$columns" ] ||
		complain man/qser.5 "$words prints $printed, the page has $columns"
done <"$dir/page"
cut -f 1 "$dir/page" >"$dir/documented"
for command in $("$bin/qser" --list-commands); do
	"$bin/qser-$command" --list-verbs | grep -E '(^| )list$' | sed "s/^/qser-$command /"
done | grep -vxE 'qser-admin setting list|qser-mentor form list' >"$dir/listed"
while read -r words; do
	grep -qxF "$words" "$dir/documented" || complain man/qser.5 "\"As printed by $words\" is missing"
done <"$dir/listed"
exit $failed
