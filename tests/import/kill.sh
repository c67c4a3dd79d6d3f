#!/bin/sh
# kill.sh BUILD [long]: an import is killed at any moment, and is in the database whole or not at all.
#
# SIGKILL at random moments from the start to beyond the end, a third of them around the commit; SIGKILL
# at each call that changes a file; SIGINT and SIGTERM at random moments.  After each the next command
# opens the database, "qser-admin check" finds nothing, and the dump is that of before, or that of an
# import nobody disturbed, with its command.
# Functions are given files by name, which they do not write (SC2094).
# shellcheck disable=SC2094
set -eu
# shellcheck source=tests/parts/harness.sh
. "$(dirname "$0")/../parts/harness.sh"

rows=4000 kills=15 strokes=8 signals=8
! sanitized || rows=1000 kills=9 strokes=6 signals=6
! $long || rows=20000 kills=500 strokes=1000000 signals=50

dump() {
	sqlite3 -batch "$QSER_DB" .dump >"$1"
}

# begin: as before the import.
begin() {
	rm -rf work
	mkdir work
	cp base.db work/q.db
	QSER_DB=$dir/work/q.db
}

# import FILE WORDS...: the arguments of the import, after whatever runs it.
import() {
	file=$1
	shift
	# shellcheck disable=SC2086
	"$@" qser-mentor import $now --rejects work/bad.csv "$file" >work/out 2>work/err
}

# state WHEN: before, all or neither, after a first command that has to recover the database.
state() {
	case $((turn % 3)) in
	0) expect 0 qser-mentor list --ids --limit 1 ;;
	1) expect 0 qser-person add --name Nobody -n ;;
	*) expect 0 qser-admin check ;;
	esac
	expect 0 qser-admin check
	dump work/dump
	if cmp -s before.dump work/dump; then
		state=before
	elif cmp -s all.dump work/dump; then
		state=all
	else
		not_ok "$1: the import is there in part: $(diff -a before.dump work/dump | grep -ac '^>') rows"
	fi
}

# The measure: how long it takes, what is there before and after.
measure() {
	compile "$top/tests/bench/import/generate.c"
	compile "$parts/strike.c"
	compile "$parts/fell.c" -shared -fPIC -ldl
	./generate $rows 7 >good.csv
	# A fifth of the rejects would fit into the buffer of a stream.
	awk -v 'FS=,' 'NR % 40 == 7 { $0 = "x" $0 "," } { print }' good.csv >rows.csv
	fresh
	./generate 50 8 >first.csv
	# shellcheck disable=SC2086
	expect 0 qser-mentor import $now first.csv
	mv "$QSER_DB" base.db
	begin
	dump before.dump
	duration=
	for run in 1 2 3; do # the fastest: the machine has other things to do
		begin
		import rows.csv ./strike 0 0
		read -r status took _ <work/out
		same "the exit status of import $run" 1 "$status"
		[ -n "$duration" ] && [ "$duration" -lt "$took" ] || duration=$took
	done
	grep -q ', added [1-9]' work/err || not_ok "the import itself failed: $(tail -n 1 work/err)"
	dump all.dump
	mv work/bad.csv bad.csv
	[ "$(wc -l <bad.csv)" -gt $((rows / 50)) ] || not_ok 'no rows were rejected'
}

# A batch that is there in part must be seen: without its command, without some of its rows.
control() {
	turn=0
	begin
	sql work/q.db "attach 'all.db' as a; insert into application select * from a.application where
		id in (select id from a.application where batch is not null order by id desc limit 100)"
	! (state planted >planted) || not_ok 'planted rows without their command were not seen'
	begin
	cp all.db work/q.db
	sql work/q.db 'delete from application where id = (select max(id) from application)'
	! (state planted >planted) || not_ok 'a missing row was not seen'
}

# moments COUNT: two thirds over the whole time and a tenth more; one third after the first change of
# the database itself, which is when its pages are written at the commit.
moments() {
	awk -v "n=$1" -v "took=$duration" 'BEGIN {
		srand(11)
		for (i = 0; i < n; i++)
			if (i % 3 == 2)
				printf "work/q.db+%d\n", took * 0.05 * rand()
			else
				printf "%d\n", took * 1.1 * rand()
	}'
}

random_kills() {
	before=0 all=0 torn=0
	moments $kills >moments
	while read -r moment; do
		turn=$((turn + 1))
		begin
		import rows.csv ./strike 9 "$moment"
		touched=true
		! cmp -s base.db work/q.db || touched=false
		state "SIGKILL after $moment us"
		case $state$touched in
		all*) all=$((all + 1)) ;;
		beforetrue) torn=$((torn + 1)) ;;
		*) before=$((before + 1)) ;;
		esac
	done <moments
	figures="$kills kills ($before before the commit, $torn in it, $all behind it)"
}

# The import of a few rows, killed at its first write, its second, and so on.
each_write() {
	head -n 120 rows.csv >few.csv
	begin
	ASAN_OPTIONS=$ASAN_OPTIONS:verify_asan_link_order=0
	import few.csv env LD_PRELOAD=./fell FELL_COUNT=count || :
	writes=$(cat count)
	[ "$writes" -gt 20 ] || not_ok "only $writes writes were seen"
	dump all.dump
	step=$(((writes + strokes) / strokes))
	at=1 struck=0
	while [ $at -le "$writes" ]; do
		turn=$((turn + 1))
		begin
		status=0
		import few.csv env LD_PRELOAD=./fell "FELL_AT=$at" 2>work/shell || status=$?
		same "the exit status at write $at" 137 "$status"
		state "SIGKILL at write $at"
		struck=$((struck + 1))
		at=$((at + step))
	done
	figures="$figures, $struck of $writes writes"
}

# What is left beside the database: nothing, or the whole file of rejects.
check_left() {
	left=$(cd work && find . -type f ! -name q.db ! -name out ! -name err ! -name dump ! -size 0)
	case $state$left in
	before) ;;
	all./bad.csv) cmp -s bad.csv work/bad.csv || not_ok "$1: half of the rejects were left" ;;
	*) not_ok "$1: $state the commit, and this is left: $left" ;;
	esac
}

# check_words STATUS, what an interrupted command ends with: interrupted and nothing in; or in, and it says so.
check_words() {
	case $state$ended in
	before"$1")
		! grep -qF 'interrupted; nothing was' work/err || told=$((told + 1))
		;;
	all"$1") grep -qE 'added [1-9]|the change itself was made' work/err || not_ok 'interrupted, all in, not said' ;;
	all1) ;;
	*) not_ok "exit status $ended, and the import: $state" ;;
	esac
}

random_signals() {
	stopped=0 told=0
	for signal in 2 15; do
		# From where it listens: before that, a signal ends it without a word.
		moments $signals | sed 's/^[0-9]/^&/' >moments
		while read -r moment; do
			turn=$((turn + 1))
			begin
			import rows.csv ./strike $signal "$moment"
			read -r ended _ <work/out
			state "signal $signal after $moment us"
			check_words $((128 + signal))
			check_left "signal $signal after $moment us"
			[ "$state" != before ] || stopped=$((stopped + 1))
		done <moments
	done
	[ "$told" = "$stopped" ] ||
		not_ok "$stopped imports were interrupted, $told said that nothing was imported"
	figures="$figures, $((2 * signals)) SIGINT and SIGTERM ($stopped stopped it, all of these said so)"
}

measure
cp work/q.db all.db
control
turn=0
random_kills
cp all.dump rows.dump
each_write
mv rows.dump all.dump
random_signals
ok "$figures: 0 partial imports, 0 unsound; planted ones are seen"
