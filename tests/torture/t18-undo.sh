#!/bin/sh
# t18-undo.sh BUILD [long]: every write command is taken back, and brought back, to the last row.
#
# Each line of parts/writes.txt from the same base: "undo -n" changes nothing, "undo" restores all
# tables, the undo of that brings the change back.  The short form takes lines of every kind.  Then
# what may not be undone: refused, with the reason, and nothing has changed.
set -eu
# shellcheck source=tests/parts/harness.sh
. "$(dirname "$0")/../parts/harness.sh"
# shellcheck source=tests/parts/base.sh
. "$parts/base.sh"

# What the short form takes: of each kind of change one.
kinds='logo (set|rm)|org department edit|person import|promote
mentor (accept 9|decide|review 5 --form|template edit|picture 4|picture rm|form (import|activate))
pair (end m4 --reason|sign|round (new|publish|withdraw)|meet m4|issue resolve)
path (step draft|copy|conclude d|workshop hold|rota plan|participant rm)
diary (add|stop|sign|rm)
checklist (answer 4|adopt|revise)'

# undo LINES: what undo.py says of the lines of a file.
undo() {
	python3 "$parts/undo.py" base.db $long <"$1" >found
}

# Undos that do not restore, and lines that change nothing, must be seen.
control() {
	while read -r line; do
		printf '%s\n' "$line" >planted
		! undo planted || not_ok "not seen: $line"
	done <<-'END'
		qser-person edit petros --note new $now && sqlite3 q.db "update history set old = 'other' where name = 'note'"
		qser-person edit petros --note new $now && sqlite3 q.db "update person set job_title = 'King' where id = 5"
		qser-person edit petros --note new $now && qser-person edit sofia --note new $now
		qser-diary rm 49 $now && sqlite3 q.db "delete from history where name = 'minutes' and command = (select max(id) from command)"
		qser-person list $now
	END
}

all_lines() {
	base_lines "$parts/writes.txt" >lines
	if ! $long; then
		printf '%s' "$kinds" | tr '\n' '|' >pattern
		grep -E "^qser-($(cat pattern))" lines >few || not_ok 'no lines'
		mv few lines
	fi
	undo lines || not_ok "$(head -n 1 found)"
	figures=$(tail -n 1 found)
}

# refused HOW_MANY_BACK WORDS LINE: after the line, the undo of its last command but so many is
# refused with these words, as is a dry run of it (in the long form), and nothing has changed.
refused() {
	back=$1 words=$2
	cp base.db q.db
	sh -c "$3" >out 2>err || not_ok "$3: $(tail -n 1 err)"
	number=$(($(sqlite3 q.db 'select max(id) from command') - back))
	sqlite3 q.db .dump >before
	for dry in '' $($long && printf %s -n); do
		# shellcheck disable=SC2086
		expect 65 qser-admin undo $dry $number $now
		grep -qF "$words" err || not_ok "$3: refused, but: $(cat err)"
		sqlite3 q.db .dump | cmp -s before - || not_ok "$3: refused, and something changed"
	done
	count=$((count + 1))
}

refusals() {
	count=0
	while IFS='|' read -r back words line; do
		refused "$back" "$words" "$line"
	done <<-'END'
		1|was changed since, by command|qser-person edit petros --note a $now && qser-person edit petros --note b $now
		1|is named by role|qser-person add --name New --code new $now && qser-person role add --person new --role staff $now
		1|would be the same as|qser-org holiday rm 1 $now && qser-org holiday add --day 2026-10-28 --name Other $now
		1|needs, and there is no more|qser-org project edit empty --organisation empty $now && qser-org project edit empty --organisation '' $now && qser-org rm empty $now
		1|is signed|qser-checklist answer 2 h1.1=yes $now && qser-checklist sign 2 --as trainer $now
		1|is signed|qser-path contract edit 1 --hours 20 $now && qser-path contract sign 1 --as organisation --name E $now
		1|is signed|qser-path conclude discussed --benefits 'None' $now && qser-path conclusion sign discussed --as trainer $now
		1|is signed|qser-pair goal m4 'another' $now && qser-pair sign m4 --as mentor --by maria $now
		1|was changed since, by command|qser-diary edit 51 --minutes 50min $now && qser-diary submit 51 $now
		1|is closed|qser-path skill add --path draft --name Calm $now && qser-path close draft $now
		1|was changed since, by command|qser-pair round new --code b --again $now; qser-pair round publish b $now
		1|is undone already|qser-person edit petros --note a $now && qser-person undo $now
		0|old values|qser-person edit petros --note a $now && sqlite3 q.db 'delete from history'
		0|old values|qser-diary rm 49 $now && sqlite3 q.db 'delete from history'
	END
}

base_make
mv q.db base.db
control
all_lines
refusals
ok "$figures; $count undos refused, with the reason, and nothing changed; planted faults are seen"
