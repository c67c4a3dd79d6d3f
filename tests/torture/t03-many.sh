#!/bin/sh
# t03-many.sh BUILD [long]: many commands at once, and none is lost.
#
# Eight workers add people, applications, departments and diary entries, one command after the other,
# while three others make reports.  No command fails; each record is there once, under the id that its
# command printed; each command is in the change log once; the chain is sound.  And of many who add
# the same e-mail at once, exactly one succeeds.
set -eu
# shellcheck source=tests/parts/harness.sh
. "$(dirname "$0")/../parts/harness.sh"

workers=8 each=60 rivals=40
! sanitized || each=4 rivals=12
! $long || each=1000 rivals=100

# What is added, how often: command, table, its column with the name, the first letter of that name.
kinds='person person name P
mentor application name A
org department name D
diary diary_entry note E'

begin() {
	compile "$parts/crowd.c"
	# shellcheck disable=SC2086
	expect 0 qser-admin $now -q init --demo
	base=$(sqlite3 "$QSER_DB" 'select max(id) from command')
	tr ' _' '\t ' >lines <<-END
		qser-person add --name P_%w_%n --email p%w.%n@example.org -q
		qser-mentor apply --name A_%w_%n --email a%w.%n@example.org -q
		qser-org department add --name D_%w_%n --organisation elaionas -q
		qser-diary add 7min --trainer maria --path reception-26 --participant petros --kind discussion --note E_%w_%n --today 2026-11-20 -q
	END
	tr ' _' '\t ' >same.lines <<-END
		qser-person add --name Same_%w --email same@example.org -q
	END
}

# reporter N: reports until there is the file "enough"; a line with its exit status for each.
reporter() {
	while [ ! -e enough ]; do
		status=0
		qser-report overview --today 2026-11-20 -q -f json >"report.$1" 2>>"reports.err.$1" || status=$?
		[ -s "report.$1" ] || status="$status, empty"
		echo "$status" >>"reports.$1"
	done
}

# crowd FILE WORKERS EACH: in the file "ended", how they ended.
crowd() {
	./crowd "$@" >ended || not_ok "crowd: exit status $?"
}

# printed LETTER: "ID|NAME" of each record of that kind, as the commands printed them.
printed() {
	worker=$2
	while [ "$worker" -le $workers ]; do
		awk -v "letter=$1" -v "worker=$worker" '{ print $0 "|" letter " " worker " " NR }' "lines.out.$worker"
		worker=$((worker + 4))
	done | sort
}

# examine DATABASE: is there all that was acknowledged, once, and nothing else?
examine() {
	kind=0
	while read -r command table column letter; do
		kind=$((kind + 1))
		printed "$letter" $kind >want
		sqlite3 "$1" "select id, $column from $table where $column glob '$letter [0-9]* [0-9]*'" | sort >got
		cmp -s want got || not_ok "$table: $(diff want got | grep -c '^<') of $(wc -l <want) rows are lost," \
			"$(diff want got | grep -c '^>') were not acknowledged"
		same "commands of qser-$command" "$((workers * each / 4))" \
			"$(sqlite3 "$1" "select count(*) from command where id > $base and program = 'qser-$command'")"
	done <<-END
		$kinds
	END
	same 'commands' $((workers * each)) "$(sqlite3 "$1" "select count(*) from command where id > $base")"
	expect 0 qser-admin --db "$1" check
}

# planted WORDS STATEMENT: what is not as it was must be seen.
planted() {
	rm -f planted.db planted.db-journal
	cp "$QSER_DB" planted.db
	sql planted.db "$2"
	! (examine planted.db >said) || not_ok "$1: not seen"
}

many() {
	for n in 1 2 3; do
		reporter $n &
	done
	crowd lines $workers $each
	touch enough
	wait
	total=$((workers * each))
	grep -qx "0 $total" ended || not_ok "exit statuses and how often: $(grep -v took ended | tr '\n' ';')" \
		"$(cat lines.err.* | sort | uniq -c | sort -rn | head -n 1)"
	reports=$(cat reports.[123] | wc -l)
	[ "$reports" -gt 0 ] || not_ok 'no report was made'
	! grep -vx 0 reports.[123] >bad || not_ok "$(wc -l <bad) of $reports reports failed:" \
		"$(head -n 1 bad) $(cat reports.err.* | head -n 1)"
	examine "$QSER_DB"
	read -r _ seconds _ rate _ longest <<-END
		$(grep took ended)
	END
}

control() {
	planted 'a lost row' "delete from department where name = 'D 3 1'"
	planted 'a row that is there twice' "insert into diary_entry (path, trainer, day, minutes, kind, note, state, entered_at)
		select path, trainer, day, minutes, kind, note, state, entered_at from diary_entry where note = 'E 4 2'"
	planted 'a command that is not in the log' 'delete from change where command = (select max(id) from command);
		delete from command where id = (select max(id) from command)'
}

# One e-mail, many at once.
one_wins() {
	crowd same.lines $rivals 1
	[ "$(head -n 2 ended)" = "0 1
65 $((rivals - 1))" ] || not_ok "of $rivals who add one e-mail: $(tr '\n' ';' <ended)"
	same 'people of one e-mail' 1 "$(sqlite3 "$QSER_DB" "select count(*) from person where email = 'same@example.org'")"
	same 'the id of the one who won' "$(cat same.lines.out.*)" \
		"$(sqlite3 "$QSER_DB" "select id from person where email = 'same@example.org'")"
	expect 0 qser-admin check
}

begin
many
control
one_wins
ok "$workers processes x $each commands with $reports reports beside: $total rows, $total commands in the log," \
	"0 failed, chain sound ($seconds s, $rate a second, longest $longest s);" \
	"of $rivals adds of one e-mail 1 succeeded; planted ones are seen"
