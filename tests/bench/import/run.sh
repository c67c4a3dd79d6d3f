#!/bin/sh
# run.sh BUILD: imports of ROWS applications and PEOPLE people (1,000,000 and 100,000), against other
# ways to bring the same file into a database:
#
#	sqlite3		.import into one flat table of text; for applications with an index on the address
#	bare C		bare.c: the same rows into the same schema; nothing checked, looked up or hashed
#	sqlite-utils	insert --csv into one flat table, where it is installed
#
# Three rounds of one run of each, every time into a new database.  Shown are the median of the times,
# the most memory, and how many times as long qser takes: twice as fast is 0.5.  It fails when a run
# fails or brings in other rows.  It needs 2 GB in TMPDIR.
#
# Bars: 2 times sqlite3, beyond 1.3; 1.3 times bare C, beyond 1.15; 96 MiB, which are a page cache of
# 64 and 32 beyond it; people: 3 times sqlite3, beyond 2; 0.5 times sqlite-utils, beyond 0.2.
set -eu
LC_ALL=C
export LC_ALL
build=$(cd "$1" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
rows=${ROWS:-1000000}
people=${PEOPLE:-100000}
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

for program in generate bare ../measure; do
	${CC:-cc} -O2 -std=c17 -D_GNU_SOURCE -o "$dir/${program##*/}" "$here/$program.c" -lsqlite3
done
PATH=$build/bin:$PATH
export PATH
cd "$dir"

fail() {
	echo "bench: $1" >&2
	exit 1
}

# timed NAME COMMAND...: one run; its seconds and MiB are added to the figures of NAME.
timed() {
	name=$1
	shift
	# What the run before left to be written is not on the time of this one.
	sync -f .
	./measure 1 "$@" 2>err >figures || fail "$name: $1 failed: $(tail -n 1 err)"
	cat figures >>"$name.figures"
}

# said TEXT: so ends what the run said.
said() {
	[ "$(tail -n 1 err)" = "$1" ] || fail "$name: not \"$1\", but \"$(tail -n 1 err)\""
}

# holds DATABASE TABLE ROWS: after the run.
holds() {
	found=$(sqlite3 "$1" "select count(*) from $2")
	[ "$found" = "$3" ] || fail "$name: $found rows, not $3"
}

# import NAME COMMAND TABLE ROWS: NAME.csv by qser into a new database, and the same file again.
import() {
	cp new.db qser.db
	timed "$1" "$2" --db qser.db import "$1.csv"
	said "$2: read $4, added $4, updated 0, unchanged 0, rejected 0"
	holds qser.db "$3" "$4"
	timed "$1-again" "$2" --db qser.db import "$1.csv"
	said "$2: read $4, added 0, updated 0, unchanged $4, rejected 0"
	holds qser.db "$3" "$4"
}

# flat NAME ROWS [SQL]: NAME.csv by the shell of sqlite3; SQL makes more than the table.
flat() {
	columns=$(head -n 1 "$1.csv" | sed 's/,/ text, /g')
	timed "$1-sqlite3" sqlite3 -bail flat.db "create table flat ($columns text); ${3:-}" \
		".import --csv --skip 1 $1.csv flat"
	holds flat.db flat "$2"
	rm flat.db
}

bare() {
	cp new.db bare.db
	timed applications-bare ./bare bare.db applications.csv
	holds bare.db application "$rows"
	rows_of='select count(*), sum(length(name)), sum(length(email_key)), sum(length(phone)),
		sum(length(areas)), sum(years), sum(weekly_hours), sum(length(motivation)), count(batch)
		from application; select count(*) from change'
	[ "$(sqlite3 qser.db "$rows_of")" = "$(sqlite3 bare.db "$rows_of")" ] ||
		fail 'bare.c does not write the rows that qser-mentor import writes'
}

utils() {
	timed people-sqlite-utils sqlite-utils insert flat.db flat people.csv --csv
	holds flat.db flat "$people"
	rm flat.db
}

median() {
	sort -n "$1.figures" | awk 'NR == 2 { print $1 }'
}

# show LABEL NAME [OURS BARS]
show() {
	awk -v label="$1" -v seconds="$(median "$2")" -v ours="${3:+$(median "$3")}" -v bars="${4:-}" '
		$2 > most { most = $2 }
		END {
			printf "%-26s %7.2f s %6.1f MiB", label, seconds, most
			if (ours)
				printf "   qser takes %.2f times as long (%s)", ours / seconds, bars
			print ""
		}' "$2.figures"
}

./generate "$rows" >applications.csv
./generate people "$people" >people.csv
qser-admin -q --db new.db init >out
for _ in 1 2 3; do
	import applications qser-mentor application "$rows"
	flat applications "$rows" 'create index flat_email on flat (email)'
	bare
	import people qser-person person "$people"
	flat people "$people"
	! command -v sqlite-utils >out || utils
done

echo "$rows applications, $(wc -c <applications.csv) bytes"
show 'qser-mentor import' applications
show 'sqlite3 .import' applications-sqlite3 applications 'bar 2, beyond 1.3'
show 'bare C' applications-bare applications 'bar 1.3, beyond 1.15'
show 'qser-mentor, again' applications-again
echo "$people people, $(wc -c <people.csv) bytes"
show 'qser-person import' people
show 'sqlite3 .import' people-sqlite3 people 'bar 3, beyond 2'
if command -v sqlite-utils >out; then
	show 'sqlite-utils insert' people-sqlite-utils people 'bar 0.5, beyond 0.2'
else
	echo 'sqlite-utils: not installed, skipped'
fi
show 'qser-person, again' people-again
