#!/bin/sh
# t16-log.sh BUILD [long]: what was done can be taken back, and nobody changes what the log says.
#
# Random commands, of all that write and of the daily ones, each with a dump of the tables before it.
# Now and then the last of them are undone, one after the other: the tables are those of the dump
# again; the undoing is undone: they are those of after.  An undo may be refused only where something
# is signed, or a rule of the domain says so; its words are counted.
# Then random edits of the rows of commands and changes: "qser-admin check" names each.  A tail that
# was cut off is found by the head of the log.
set -eu
# shellcheck source=tests/parts/harness.sh
. "$(dirname "$0")/../parts/harness.sh"
# shellcheck source=tests/parts/base.sh
. "$parts/base.sh"

seed=${SEED:-16} commands=40 edits=40
! sanitized || commands=5 edits=5
! $long || commands=1000 edits=1000

# dump FILE: all tables but the log itself, in which an undo is a command like any other.
dump() {
	sqlite3 -batch "$QSER_DB" .dump | grep -avE '^INSERT INTO (command|change|history|sqlite_sequence) ' >"$1"
}

last_command() {
	sqlite3 "$QSER_DB" 'select coalesce(max(id), 0) from command'
}

# The plan: a line a command, and after each how many are undone then.
plan() {
	base_lines "$parts/writes.txt" >writes
	awk -v "seed=$seed" -v "count=$((commands * 6))" '
		function pick(n) { return int(rand() * n) + 1 }
		function daily(n) {
			what = pick(7)
			if (what == 1) return "qser-person add --name \"R " n "\" --email r" n "@example.org $now"
			if (what == 2) return "qser-person edit petros --note \"n " n "\" --languages \"el;en\" $now"
			if (what == 3) return "qser-diary add " pick(90) "min --path reception-26 --participant petros --kind discussion $now"
			if (what == 4) return "qser-diary edit " pick(50) " --note \"m " n "\" $now"
			if (what == 5) return "qser-diary rm " pick(50) " $now"
			if (what == 6) return "printf \"name,email\\nI" n ",i" n "@example.org\\nJ" n ",j" n "@example.org\\nPetros,r" pick(n) "@example.org\\n\" | qser-person import - $now"
			return "qser-path skill add --path reception-26 --name \"S " n "\" $now"
		}
		BEGIN { srand(seed) }
		{ line[NR] = $0 }
		END {
			for (n = 1; n <= count; n++)
				print (pick(10) == 1 ? pick(12) : 0) "\t" (pick(2) == 1 ? line[pick(NR)] : daily(n))
		}' writes >plan
}

# refused COMMAND: an undo that is not done; has it a reason of the domain?
refused() {
	case $status in
	65 | 77) ;;
	*) not_ok "seed $seed: the undo of command $1 ended with $status: $(tail -n 1 err)" ;;
	esac
	! grep -qE 'changed since|was changed by' err ||
		not_ok "seed $seed: command $1, the last of all, is not undone: $(tail -n 1 err)"
	sed 's/[0-9][0-9]*/N/g; s/"[^"]*"/"…"/g' err | tail -n 1 >>refusals
	refusals=$((refusals + 1))
}

# take_back COMMAND: undo it.  The state before it is dumps/COMMAND, what is undone goes into undone.
take_back() {
	status=0
	# shellcheck disable=SC2086
	qser-admin undo "$1" $now >out 2>err || status=$?
	[ $status = 0 ]
}

# redo: the undo of $id is undone, unless a rule forbids what it would do now; and undone again.
redo() {
	undo=$(last_command)
	if ! take_back "$undo"; then
		refused "$undo"
		return 0
	fi
	redone=$((redone + 1))
	dump got
	cmp -s after got || not_ok "seed $seed: command $id, undone and redone, leaves another state:" \
		"$(diff -a after got | grep -a '^[<>]' | head -n 1 | cut -c 1-150)"
	undo=$(last_command)
	take_back "$undo" || not_ok "seed $seed: command $id, redone, is not undone again: $(tail -n 1 err)"
	dump got
	cmp -s "dumps/$id" got || not_ok "seed $seed: command $id, undone for the second time, leaves another state"
}

# unwind COUNT: undo the last of the stack, one after the other, and redo the first of these half the time.
unwind() {
	want=$1
	while [ "$want" -gt 0 ] && [ -n "$stack" ]; do
		id=${stack##* }
		dump after
		if ! take_back "$id"; then
			refused "$id"
			stack= # what is below is not as it was
			rm -f dumps/*
			return 0
		fi
		dump got
		cmp -s "dumps/$id" got || not_ok "seed $seed: the undo of command $id" \
			"($(sqlite3 "$QSER_DB" "select program || ' ' || verb from command where id = $id"))" \
			"leaves another state: $(diff -a "dumps/$id" got | grep -a '^[<>]' | head -n 1 | cut -c 1-150)"
		undone=$((undone + 1))
		[ $(((id + want) % 3)) != 0 ] || redo
		rm "dumps/$id"
		stack=${stack% "$id"}
		want=$((want - 1))
	done
}

random_commands() {
	stack='' done=0 undone=0 redone=0 refusals=0 deepest=0
	mkdir dumps
	: >refusals
	tab=$(printf '\t')
	while IFS=$tab read -r back line && [ $done -lt $commands ]; do
		before=$(last_command)
		dump now.dump
		sh -c "$line" >out 2>err </dev/null || :
		after=$(last_command)
		[ "$after" != "$before" ] || continue
		same "the commands of one line ($line)" "$((before + 1))" "$after"
		done=$((done + 1))
		mv now.dump "dumps/$after"
		stack="$stack $after"
		unwind "$back"
	done <plan
	[ $done = $commands ] || not_ok "seed $seed: only $done commands were made"
	same 'stack and dumps' "$(echo "$stack" | wc -w)" "$(find dumps -type f | wc -l)"
	deepest=$(echo "$stack" | wc -w)
	unwind 1000000
	[ $undone -gt $((commands / 3)) ] || not_ok "seed $seed: only $undone of $commands were undone"
	expect 0 qser-admin check
}

# ---- Edits of the log ----

# One by chance, as SQL: of a cell, a row, or the order of rows.
edits() {
	awk -v "seed=$seed" -v "count=$((edits * 4))" '
		function pick(n) { return int(rand() * n) + 1 }
		BEGIN {
			srand(seed + 1)
			n = split("id at uid login person program verb undoes changes import_name import_hash rows_read rows_added rows_updated rows_unchanged rows_rejected reason previous_hash hash", of_command, " ")
			m = split("command seq record target op columns more", of_change, " ")
			v = split("X + 1|X - 1|-X|null|0|X || char(0)|X || '"' '"'|upper(X)|'"''"'|substr(X, 2)|'"'x'"'|X * 10", values, "|")
			while (count--) {
				command = pick(2) == 1
				table = command ? "command" : "change"
				key = command ? "id" : "command, seq"
				one = "(" key ") = (select " key " from " table " order by " key " limit 1 offset " pick(100000) " % (select count(*) from " table "))"
				kind = pick(10)
				column = command ? of_command[pick(n)] : of_change[pick(m)]
				if (kind <= 7) {
					value = values[pick(v)]
					gsub(/X/, column, value)
					print "update " table " set " column " = " value " where " one ";"
				} else if (kind == 8)
					print "delete from " table " where " one ";"
				else if (kind == 9 && command)
					print "update command set (at, program, verb) = (select at + 1, program, verb from command where id = " pick(30) ") where " one ";"
				else if (kind == 9)
					print "insert into change select command, seq + " pick(3) ", record, target + " pick(2) - 1 ", op, columns, more from change where " one ";"
				else # two change places
					print "update change set target = (select sum(target) from change b where b.command = change.command and b.seq in (" 1 ", " 2 ")) - target where seq in (1, 2) and command = " pick(60) ";"
			}
		}'
}

rows_of_log() {
	sqlite3 -batch "$1" 'select * from command order by id' 'select * from change order by command, seq' \
		'select typeof(columns), hex(columns) from change order by command, seq' \
		'select hex(reason), typeof(reason), hex(login), hex(import_name), hex(hash), hex(previous_hash), hex(program), hex(verb) from command order by id'
}

# judge FILE: is the log of it said to be altered?
judge() {
	status=0
	qser-admin --db "$1" check >out 2>err || status=$?
	case $status in
	0) return 1 ;;
	1) grep -q '^change log: ' out || not_ok "seed $seed: a finding, but not of the log: $(head -n 1 out)" ;;
	*) not_ok "seed $seed: check ended with $status: $(tail -n 1 err)" ;;
	esac
}

random_edits() {
	found=0 vain=0
	rows_of_log "$QSER_DB" >log.before
	edits >edits.sql
	while read -r edit && [ $found -lt $edits ]; do
		cp "$QSER_DB" edited.db
		# Some are refused by the schema, some change nothing.
		sqlite3 -batch edited.db "$edit" 2>/dev/null || :
		rows_of_log edited.db >log.after
		if cmp -s log.before log.after; then
			vain=$((vain + 1))
			continue
		fi
		judge edited.db || not_ok "seed $seed: an edit of the log is not found: $edit"
		found=$((found + 1))
	done <edits.sql
	[ $found = $edits ] || not_ok "seed $seed: only $found edits were made, $vain changed nothing"
}

# The judge must see that nothing is found: the old values are not in the chain, so that they can be
# pruned and erased.
control() {
	cp "$QSER_DB" edited.db
	sql edited.db "update history set old = old || 'x' where old is not null"
	! judge edited.db || not_ok 'control: an edit that no hash covers is said to be found'
	# And an undo that forgets something is seen.
	dump got
	sql "$QSER_DB" "update person set note = 'forgotten' where id = 2"
	dump after
	! cmp -s got after || not_ok 'control: a change is not in the dump'
}

cut_tail() {
	for line in 'qser-person add --name Nobody' 'qser-org edit elaionas --note nothing'; do
		# shellcheck disable=SC2086
		expect 0 $line $now
		take_back "$(last_command)" || not_ok "seed $seed: $line is not undone"
	done
	head=$(qser-admin status -f json | sed -n 's/.*"log_head": *"\([0-9a-f]*\)".*/\1/p')
	same 'the length of the head' 64 ${#head}
	expect 0 qser-admin check --head "$head"
	# One that changed what is there may be found by counting; what came to nothing, by the head alone.
	for cut in 2 4 9; do
		cp "$QSER_DB" cut.db
		sql cut.db "delete from change where command > (select max(id) from command) - $cut;
			delete from history where command > (select max(id) from command) - $cut;
			delete from command where id > (select max(id) from command) - $cut"
		[ $cut = 9 ] || expect 0 qser-admin --db cut.db check
		expect 1 qser-admin --db cut.db check --head "$head"
		[ $cut = 9 ] || grep -q 'cut off' out || not_ok "a tail of $cut that was cut off is not found"
	done
}

base_make
plan
random_commands
random_edits
cut_tail
control
ok "seed $seed: $commands random commands, $undone undone and $redone of these redone: each time the tables of then;" \
	"$deepest in one row at the end; $refusals refused ($(sort refusals | uniq -c | sort -rn | head -n 3 | tr -s ' \n' ' ' | sed 's/^ //'));" \
	"$found random edits of the log: all found; a cut tail is found by the head; an edit of old values, which no hash covers, is not"
