#!/bin/sh
# t23-restore.sh BUILD [long]: backup, restore and salvage, killed at each call that changes a file.
#
# After each kill of a restore the database is the one that was there or the one of the backup, whole,
# also where what was there is damaged, and another restore goes through.  After each kill of a backup
# no file has its name but a whole one, and the database is as it was.  After each kill of a salvage
# the damaged file is as it was.
# Functions are called by what was done, and given files by name that they do not write.
# shellcheck disable=SC2317,SC2094
set -eu
# shellcheck source=tests/parts/harness.sh
. "$(dirname "$0")/../parts/harness.sh"

strokes=6
! sanitized || strokes=2
! $long || strokes=1000000

compile "$parts/fell.c" -shared -fPIC -ldl
library=
! sanitized || library=$(${CC:-cc} -print-file-name=libasan.so):

fresh
# shellcheck disable=SC2086
{
	expect 0 qser-org add $now --name One
	expect 0 qser-admin -q backup saved.db
	expect 0 qser-org add $now --name Two
}
mv "$QSER_DB" base.db
head -c 4096 base.db >damaged.db
seq 20000 >>damaged.db
mkdir work
QSER_DB=$dir/work/q.db

# begin DATABASE: as before.
begin() {
	rm -rf work
	mkdir -m 700 work
	cp "$1" work/q.db
	chmod 600 work/q.db
}

names() {
	qser-org --db "$1" list --columns name --no-header 2>/dev/null | paste -sd ' ' -
}

# each WHAT DATABASE COMMAND...: killed at the calls; then after_WHAT.
each() {
	what=$1
	base=$2
	shift 2
	begin "$base"
	# Some of them end with 1.
	env LD_PRELOAD="$library./fell" FELL_COUNT=count "$@" >out 2>err || [ $? = 1 ] ||
		not_ok "$what: $(tail -n 1 err)"
	calls=$(cat count)
	[ "$calls" -gt 3 ] || not_ok "$what: only $calls calls were seen"
	"whole_$what"
	step=$(((calls + strokes) / strokes)) at=1 struck=0
	while [ $at -le "$calls" ]; do
		begin "$base"
		status=0
		env LD_PRELOAD="$library./fell" "FELL_AT=$at" "$@" >out 2>err || status=$?
		same "$what: the exit status at call $at" 137 "$status"
		"after_$what" "$what, killed at call $at of $calls"
		struck=$((struck + 1))
		# The last calls are those that give names: each of them.
		if [ $at -ge $((calls - 4)) ]; then
			at=$((at + 1))
		elif [ $((at + step)) -gt $((calls - 4)) ]; then
			at=$((calls - 4))
		else
			at=$((at + step))
		fi
	done
	figures="$figures, $struck of $calls of $what"
}

whole_backup() {
	same 'what was backed up' 'One Two' "$(names work/copy.db)"
}
after_backup() {
	cmp -s base.db work/q.db || not_ok "$1: the database was changed"
	[ ! -e work/copy.db ] || same "$1: the copy" 'One Two' "$(names work/copy.db)"
	rm -f work/copy.db
	expect 0 qser-admin -q backup work/copy.db
}

whole_restore() {
	same 'what was restored' One "$(names work/q.db)"
	same 'what was kept' "$kept" "$(names work/q.db.before-restore.1)"
}
after_restore() {
	got=$(names work/q.db)
	case $got in
	One | 'One Two') ;;
	*) not_ok "$1: the database holds \"$got\"" ;;
	esac
	expect 0 qser-admin -q check
	expect 0 qser-admin -q restore saved.db
	same "$1: restored again" One "$(names work/q.db)"
}

whole_damaged() {
	cmp -s damaged.db work/q.db.before-restore.1 || not_ok 'the damaged file was not kept'
	same 'what came in its place' One "$(names work/q.db)"
}
after_damaged() {
	cmp -s damaged.db work/q.db || same "$1: the database" One "$(names work/q.db)"
	expect 0 qser-admin -q restore saved.db
	same "$1: restored again" One "$(names work/q.db)"
}

whole_salvage() {
	same 'what was saved' 'One Two' "$(names work/saved/salvaged.db)"
}
after_salvage() {
	cmp -s base.db work/q.db || not_ok "$1: the damaged file was written to"
	[ ! -e work/saved/README.txt ] || same "$1: what was saved" 'One Two' "$(names work/saved/salvaged.db)"
	rm -rf work/saved
}

figures=
kept='One Two'
each backup base.db qser-admin backup work/copy.db
each restore base.db qser-admin restore saved.db
each damaged damaged.db qser-admin restore saved.db
each salvage base.db qser-admin salvage work/saved/

# The control: a database that is neither is seen.
begin base.db
sql work/q.db "update organisation set name = 'Half' where id = 2"
! (after_restore planted >planted) || not_ok 'a database that is neither was not seen'
grep -q '"One Half"' planted || not_ok "the control failed otherwise: $(cat planted)"
ok "killed at${figures#,} calls; the old or the new each time, 0 lost"
