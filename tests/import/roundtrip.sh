#!/bin/sh
# roundtrip.sh BUILD [long]: what is listed as CSV or TSV can be imported into another database, and is
# listed there the same; imported where it came from, it changes nothing.
#
# The demonstration municipality with all its records, of which some refer to later ones, so that a
# second run has to take them; people and applications with awkward texts; and the random tables of
# test_roundtrip, 10,000 in the long form.
# Functions are given files by name, which they do not write (SC2094).
# shellcheck disable=SC2094
set -eu
# shellcheck source=tests/parts/harness.sh
. "$(dirname "$0")/../parts/harness.sh"

# Every record, those first that others refer to; what it is made of: the columns that people set.  Ids
# are given by each database, states are the result of verbs.
records='qser-org
qser-org department
qser-org project
qser-person
qser-person role
qser-person training
qser-mentor
qser-path
qser-path participant
qser-path skill
qser-path activity
qser-path step
qser-diary
qser-checklist
qser-checklist answers'

find_columns() {
	echo "$records" | while read -r record; do
		not='id|state|reason|reviewer|decided_at|batch|entered_at'
		[ "$record" != qser-mentor ] || not="$not|person"
		$record list -f csv --limit 1 | head -n 1 | tr , '\n' | grep -vxE "$not" | paste -sd , - \
			>"columns/$record"
	done
}

# listing FORMAT RECORD
listing() {
	$2 list -f "$1" --columns "$(cat "columns/$2")" || not_ok "$2 list failed"
}

# list_all FOLDER FORMAT: each record in a file.
list_all() {
	mkdir -p "$1"
	echo "$records" | while read -r record; do
		listing "$2" "$record" >"$1/$record" </dev/null
	done || exit 1
}

# check_unchanged RECORDS: no row of what is listed here is anything new here.
check_unchanged() {
	echo "$1" | while read -r record; do
		# shellcheck disable=SC2086
		{
			expect 0 $record list -f csv </dev/null
			mv out all.csv
			expect 0 $record import - <all.csv
		}
		read=$(sed -n 's/.*: read \([0-9]*\), added 0, updated 0, unchanged \1, rejected 0$/\1/p' err)
		[ -n "$read" ] || not_ok "$record list | $record import -: $(tail -n 1 err)"
	done || exit 1
}

# import_all FOLDER: all files; those with rows that refer to later ones come again.  The manager of a
# department may belong to it, so departments come first without them.
import_all() {
	# shellcheck disable=SC2086
	{
		expect 0 qser-org import $now "$1/qser-org"
		expect 0 qser-org department import $now departments
	}
	echo "$records" >left
	for run in 1 2 3; do
		mv left now
		: >left
		while read -r record; do
			status=0
			# shellcheck disable=SC2086
			$record import $now "$1/$record" >out 2>err </dev/null || status=$?
			[ $status != 0 ] || continue
			same "the exit status of $record import" 1 $status
			[ $run != 3 ] || not_ok "$record import, third run: $(head -n 1 err)"
			echo "$record" >>left
		done <now
	done
	! $long || check_unchanged "$records"
}

demo() {
	format=$1
	rm -f "$QSER_DB" "$QSER_DB-journal"
	# shellcheck disable=SC2086
	expect 0 qser-admin -q $now init --demo
	[ -d columns ] || {
		mkdir columns
		find_columns
	}
	check_unchanged "$records"
	list_all "demo.$format" "$format"
	expect 0 qser-org department list -f csv --columns code,organisation,name
	mv out departments
	fresh
	import_all "demo.$format"
	list_all "again.$format" "$format"
	echo "$records" | while read -r record; do
		sort "demo.$format/$record" >one
		sort "again.$format/$record" >other
		cmp -s one other || not_ok "$record of the demonstration, $format: $(diff one other | sed -n 2p)"
	done || exit 1
	expect 0 qser-admin check
	lines=$(cat "demo.$format"/* | wc -l)
}

# awkward RECORD TABLE ROWS FORMAT
awkward() {
	fresh
	./table "$2" rows="$3" letters=mixed >table.csv
	[ "$1" = qser-mentor ] || refer
	# shellcheck disable=SC2086
	expect 0 $1 import $now table.csv
	listing "$4" "$1" >one
	$1 list --ids >one.ids
	check_unchanged "$1"
	fresh
	[ "$1" = qser-mentor ] || refer
	# shellcheck disable=SC2086
	expect 0 $1 import $now - <one
	said "read $3, added $3, updated 0"
	listing "$4" "$1" >other
	$1 list --ids >other.ids
	cmp -s one other || not_ok "$2, $4: $(diff -a one other | sed -n 2p)"
	cmp -s one.ids other.ids || not_ok "$2, $4: other ids"
	expect 0 qser-admin check
}

# Whom people refer to.
refer() {
	printf '%s\n' code,name lamia,A brno,B kep,C >organisations
	printf '%s\n' code,organisation,name lamia-front,lamia,A brno-front,brno,B kep-front,kep,C >departments
	expect 0 qser-org import organisations
	expect 0 qser-org department import departments
}

random_tables() {
	tables=200
	! $long || tables=10000
	program=$build/tests/test_roundtrip
	[ -x "$program" ] || {
		figures="no test_roundtrip in this build"
		return
	}
	ROUNDTRIP_TABLES=$tables CMOCKA_MESSAGE_OUTPUT=TAP "$program" >tap 2>&1 ||
		not_ok "test_roundtrip: $(grep -m 1 '^# ' tap)"
	figures="$tables random databases"
}

compile "$parts/table.c"
demo tsv
if $long; then
	demo csv
	awkward qser-person people 20000 tsv
	awkward qser-mentor applications 20000 csv
	random_tables
else
	awkward qser-person people 300 csv
	awkward qser-mentor applications 200 tsv
	figures='the random ones are in test_roundtrip'
fi
ok "the demonstration ($lines lines), awkward people and applications, as CSV and TSV; $figures: 0 differences"
