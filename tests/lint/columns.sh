#!/bin/sh
# columns.sh BUILD: the manual pages against the commands.
#
#   - qser(5) has the columns of each record, sum and report in the order in which they are printed,
#     and each record that can be listed;
#   - the page of a command names each of its verbs and options, and no option that there is not.
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

# ---- Columns ------------------------------------------------------------------------------------

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
		printed=$(for by in path trainer participant; do
			"$bin"/$words -q -f csv --by $by --round 15 | head -n 1 | cut -d , -f 2- | tr , '\n'
		done | awk '!seen[$0]++' | paste -sd , -)
		;;
	*) printed=$("$bin"/$words -q -f csv | head -n 1) ;;
	esac
	[ "$printed" = "$columns" ] ||
		complain man/qser.5 "$words prints $printed, the page has $columns"
done <"$dir/page"
cut -f 1 "$dir/page" >"$dir/documented"
for command in $("$bin/qser" --list-commands); do
	"$bin/qser-$command" --list-verbs | grep -E '(^| )list$' | sed "s/^/qser-$command /"
done | grep -vx 'qser-admin setting list' >"$dir/listed"
while read -r words; do
	grep -qxF "$words" "$dir/documented" || complain man/qser.5 "\"As printed by $words\" is missing"
done <"$dir/listed"

# ---- Verbs and options --------------------------------------------------------------------------

# One long line a paragraph, so that no word is broken.
page() {
	mandoc -T utf8 -O width=5000 "man/$1.1" | sed 's/.\x08//g'
}
for command in $("$bin/qser" --list-commands); do
	"$bin/qser-$command" --list-verbs | while read -r verb; do
		# shellcheck disable=SC2086
		"$bin/qser-$command" --dump-options $verb
	done | cut -f 2 | sort -u >"$dir/options.$command"
done
cat "$dir"/options.* | sort -u >"$dir/options"
echo --version >>"$dir/options"
for command in $("$bin/qser" --list-commands); do
	name=qser-$command
	if [ ! -e "man/$name.1" ]; then
		complain "man/$name.1" 'there is no such page'
		continue
	fi
	page "$name" >"$dir/text"
	grep -oE -- '(^|[^-a-z])--[a-z][-a-z0-9]*' "$dir/text" | sed 's/^[^-]*//' | sort -u >"$dir/named"
	sort -u "$dir/options.$command" | while read -r option; do
		grep -qxFe "$option" "$dir/named" || echo "man/$name.1: $option is missing"
	done
	while read -r option; do
		grep -qxFe "$option" "$dir/options" || echo "man/$name.1: there is no $option"
	done <"$dir/named"
	"$bin/$name" --list-verbs | while read -r verb; do
		grep -qE "(^|[^-a-z])$verb([^-a-z]|\$)" "$dir/text" || echo "man/$name.1: the verb $verb is missing"
	done
done >"$dir/complaints"
cat "$dir/complaints"
[ ! -s "$dir/complaints" ] || failed=1
exit $failed
