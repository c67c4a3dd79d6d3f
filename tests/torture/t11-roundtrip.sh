#!/bin/sh
# t11-roundtrip.sh BUILD [long]: what is listed and imported again changes nothing.
#
# Every record that imports, over a database with all of them, as CSV and as TSV: the import says that
# all is unchanged, and the tables are byte for byte as before; a cell that is another is seen.  The
# long form goes on to tests/import/roundtrip.sh: random tables, into other databases, too.
set -eu
# shellcheck source=tests/parts/harness.sh
. "$(dirname "$0")/../parts/harness.sh"
# shellcheck source=tests/parts/base.sh
. "$parts/base.sh"

formats='csv tsv'
! sanitized || formats=csv

dump() {
	sqlite3 -batch "$QSER_DB" .dump >"$1"
}

# records: those that have a list, and an import among the lines that write; forms are exported whole,
# not listed.
records() {
	base_lines "$parts/writes.txt" | sed -n 's/ import .*//p' | sort -u | while read -r record; do
		# shellcheck disable=SC2086
		! $record list --help >out 2>/dev/null || echo "$record" | grep -v "form$" || :
	done >records
	count=$(wc -l <records)
	[ "$count" -ge 30 ] || not_ok "only $count records that import were found"
}

# again RECORD FORMAT FILE
again() {
	# shellcheck disable=SC2086
	$1 import $now - <"$3" >out 2>err || [ $? = 1 ] || not_ok "$1 list -f $2 | $1 import -: $(tail -n 1 err)"
	sed -n '$s/.*read \([0-9]*\), added \([0-9]*\), updated \([0-9]*\), unchanged \([0-9]*\), rejected \([0-9]*\)/\1 \2 \3 \4 \5/p' err
}

round_trip() {
	rows=0
	dump before
	for format in $formats; do
		while read -r record; do
			# shellcheck disable=SC2086
			$record list $now -f $format >all </dev/null || not_ok "$record list: exit status $?"
			read -r read added updated unchanged rejected <<-END
				$(again "$record" "$format" all)
			END
			[ "${read:-none}" = "${unchanged:-}" ] || not_ok "$record as $format: read ${read:-}, added ${added:-}," \
				"updated ${updated:-}, unchanged ${unchanged:-}, rejected ${rejected:-}: $(head -n 1 err)"
			[ "$read" -gt 0 ] || not_ok "$record: there is none to list"
			rows=$((rows + read))
		done <records
	done
	dump after
	cmp -s before after || not_ok "the tables are not as they were: $(diff -a before after | grep -a '^[<>]' | head -n 1 | cut -c 1-150)"
}

# A cell that is another must be seen.
control() {
	# shellcheck disable=SC2086
	qser-person list $now -f csv --columns id,name,note >all
	sed '3s/$/x/' all >other
	read -r _ _ updated _ <<-END
		$(again qser-person csv other)
	END
	same 'control: rows updated by one other cell' 1 "$updated"
	dump after
	! cmp -s before after || not_ok 'control: the dump does not show another cell'
}

long_form() {
	figure=
	$long || return 0
	sh "$top/tests/import/roundtrip.sh" "$build" long >said 2>&1 || not_ok "roundtrip.sh: $(tail -n 1 said)"
	figure="; $(sed -n '$s/^ok roundtrip: //p' said)"
}

base_make
records
round_trip
control
long_form
ok "$rows rows of $count records as $formats: 0 differences, byte for byte; another cell is seen$figure"
