#!/bin/sh
# floors.sh BUILD: each floor stands only on those below it, by what it includes and by what it calls.
set -eu

floors='base store output match intake record form domain report'
# The one thing known upwards: the record engine reads the table of all records.
upward=' records '
failed=0

# What is included: "FILE:LINE:HEADER".
includes() {
	awk '/^[ \t]*#[ \t]*include/ { sub(/^[ \t]*#[ \t]*include[ \t]*/, ""); print FILENAME ":" FNR ":" $1 }' "$@"
}

includes lib/*/*.[ch] lib/qser.h | awk -v floors="$floors" '
	BEGIN {
		n = split(floors, list, " ")
		for (i = 1; i <= n; i++) height[list[i]] = i
	}
	function complain(what) { print at ": " what; failed = 1 }
	{
		split($0, part, ":")
		file = part[1]; at = file ":" part[2]; header = part[3]
		split(file, path, "/")
		floor = file == "lib/qser.h" ? "qser.h" : path[2]
		if (floor != "qser.h" && !(floor in height)) { complain("no floor of this name: " floor); next }
		if (header ~ /^</) {
			# Each library has its room.
			if (header == "<sqlite3.h>" && floor != "store") complain("only lib/store knows sqlite3.h")
			if (header == "<utf8proc.h>" && floor != "base") complain("only lib/base knows utf8proc.h")
			if (header == "<qser.h>") complain("inside the library it is \"../qser.h\"")
			next
		}
		gsub(/"/, "", header)
		if (floor == "qser.h") complain("the public header stands alone")
		else if (header ~ /^\.\.\/[a-z]+\//) {
			split(header, to, "/")
			if (to[2] == floor) complain("its own floor by a detour: " header)
			else if (!(to[2] in height) || height[to[2]] > height[floor])
				complain(floor " is below " to[2] ", which it includes: " header)
		} else if (header ~ /\// && header != "../qser.h") complain("strange path: " header)
	}
	END { exit failed }' || failed=1

# Commands know the public header and the framework; the framework knows no more of the library.
includes bin/*.[ch] | awk '
	{
		split($0, part, ":")
		header = part[3]
		command = part[1] ~ /^bin\/qser/
		if (header ~ /^"/ && (command ? header !~ /^"cli(_[a-z]+)*\.h"$/ || header ~ /private/ : header !~ /^"cli[a-z_]*\.h"$/) ||
			header ~ /^<(sqlite3|utf8proc)/) {
			print part[1] ":" part[2] ": a command includes qser.h, cli.h and the C library: " header
			failed = 1
		}
	}
	END { exit failed }' || failed=1

# What is called: names an object does not define are defined on its own floor or below.
for floor in $floors; do
	for source in "lib/$floor"/*.c; do
		[ ! -e "$source" ] || echo "$floor $source $1/obj/${source%.c}.o"
	done
done >"${list=$(mktemp)}"
trap 'rm -f "$list"' EXIT
{
	echo "store schema $1/obj/gen/schema_steps.o"
	echo "form builtin $1/obj/gen/form_builtin.o"
	echo "domain demo $1/obj/gen/demo_files.o"
} >>"$list"
while read -r floor source object; do
	nm -g "$object" | awk -v floor="$floor" -v source="$source" '{ print floor, source, $(NF - 1), $NF }'
done <"$list" | awk -v floors="$floors" -v upward="$upward" '
	BEGIN {
		n = split(floors, list, " ")
		for (i = 1; i <= n; i++) height[list[i]] = i
	}
	$3 == "U" { count++; needs[count] = $0; next }
	{ home[$4] = $1 }
	END {
		for (i = 1; i <= count; i++) {
			split(needs[i], w, " ")
			if (w[4] in home && height[home[w[4]]] > height[w[1]] && !index(upward, " " w[4] " ")) {
				print w[2] ":1: calls upwards, " w[4] " of lib/" home[w[4]]
				failed = 1
			}
		}
		exit failed
	}' || failed=1
exit $failed
