#!/bin/sh
# t14-migrate.sh BUILD [long]: databases of every schema before that of today are brought up to date,
# and killed at each call that changes a file.
#
# For each there is a database of that schema with rows in all its tables.  "qser-admin migrate" and a
# command that writes are killed; afterwards a backup beside it is as the database was, and there is
# one, if the database is of the new schema already; migrated once more it is as one that nobody
# disturbed, and sound.  A database of a newer schema is refused by every command, with 78, and no
# byte of it changes.
#
# The control: a migration in many transactions, and one without its backup.
set -eu
# shellcheck source=tests/parts/harness.sh
. "$(dirname "$0")/../parts/harness.sh"
# shellcheck source=tests/parts/base.sh
. "$parts/base.sh"
# shellcheck source=tests/parts/older.sh
. "$parts/older.sh"

seed=14 strokes=5 crowds=2
! $long || strokes=0 crowds=100 # at each call
points=0 together=0
QSER_DB=$dir/work/q.db
ASAN_OPTIONS=$ASAN_OPTIONS:verify_asan_link_order=0

prepare() {
	compile "$parts/kills.c" -lsqlite3
	compile "$parts/fell.c" -shared -fPIC -ldl
	compile "$parts/otherwise.c" -shared -fPIC -ldl
	mkdir work
	# Rows of tables that an older schema lacks cannot be taken over, and the log would count them.
	expect 0 qser-admin -q init
	expect 0 qser-person add --name Maria --code maria --now 2026-11-20T08:00:00Z
	for which in One Two Three; do
		base_do qser-org add --name "Municipality $which"
		base_do qser-person add --name "Person $which" --organisation 1
	done
	mv "$QSER_DB" today.db
	# shellcheck disable=SC2016
	printf '%s\n' 'qser-admin -q migrate $now' 'qser-org add --name New $now' >lines
	# shellcheck disable=SC2016
	printf '%s\n' 'qser-org add --name New $now' 'qser-person add --name New $now' \
		'qser-org department add --name New --organisation 1 $now' \
		'qser-admin setting set language el $now' >several
	# After each kill, for a start.  The names of copies that were not finished end otherwise.
	cat >look.sh <<-'END'
		set -eu
		backups=0
		for backup in work/q.db.schema-*; do
			case ${backup#work/q.db.schema-} in "*" | *[!0-9.]*) continue ;; esac
			backups=$((backups + 1))
			sqlite3 -batch "$backup" .dump | cmp - old.dump
		done
		version=$(sqlite3 -batch work/q.db 'pragma user_version')
		[ "$version" = "$OLD" ] || [ $backups -gt 0 ] || {
			echo 'no backup'
			exit 1
		}
		qser-admin -q migrate
		! $CHECK || qser-admin -q check
	END
}

# step NUMBER: the database of that schema.
step() {
	OLD=$1
	older_make "$OLD" today.db old.db
	sqlite3 -batch old.db .dump >old.dump
	./kills old.db lines "$seed" $strokes 0 0 >said || not_ok "from schema $OLD: $(cat said check)"
	points=$((points + $(cut -d ' ' -f 1 <said)))
	# Several at once: one migrates, the others wait for it.
	./kills old.db several "$seed" 1 0 $crowds >said || not_ok "from schema $OLD: $(cat said check)"
	together=$((together + $(cut -d ' ' -f 1 <said) - 1))
}

control() {
	head -n 1 lines >one
	if PLANT='begin immediate>select 1|commit>select 1' ./kills old.db one "$seed" 9 0 0 >said; then
		not_ok 'a migration in many transactions passed'
	fi
	tail -n 1 said | grep -qE ' [1-9][0-9]* (unsound|partial)' || not_ok "$(tail -n 1 said)"
	if LOOK="rm -f work/q.db.schema-*; $LOOK" ./kills old.db one "$seed" 1 0 0 >said; then
		not_ok 'a migration without its backup passed'
	fi
	grep -q 'no backup' check || not_ok "$(tail -n 1 said)"
}

# Those that the newer database is given to: those with $now, most of which open it.
given() {
	printf '%s\n' 'qser-admin migrate' 'qser-admin backup copy.db' 'qser-admin restore today.db' \
		'qser-person list' 'qser-admin check' 'qser-admin status'
	every=60
	! $long || every=1
	# shellcheck disable=SC2016
	base_lines "$parts/writes.txt" "$parts/reads.txt" | grep -F '$now' | sed -n "1~${every}p"
}

# opens LINE: it fails where there is no database; what comes with qser can be had without one.
opens() {
	! env "QSER_DB=$dir/none/q.db" sh -c "$1" >/dev/null 2>&1 </dev/null
}

newer() {
	cp today.db newer.db
	sql newer.db "pragma user_version = $((older_steps + 1))"
	refused=0
	given >lines
	while read -r line; do
		rm -f work/*
		cp newer.db "$QSER_DB"
		status=0
		sh -c "$line" >out 2>err </dev/null || status=$?
		[ $status = 78 ] || opens "$line" || continue
		[ $status = 78 ] || not_ok "a newer schema: $line ended with $status: $(tail -n 1 err)"
		cmp -s newer.db "$QSER_DB" || not_ok "a newer schema: $line changed the file"
		left=$(ls work)
		[ "$left" = q.db ] || not_ok "a newer schema: $line left $left"
		refused=$((refused + 1))
	done <lines
	[ $refused -ge 6 ] || not_ok "only $refused commands were refused"
}

prepare
LOOK='sh look.sh' CHECK=$long
export OLD LOOK CHECK
for number in $(seq $((older_steps - 1))); do
	step "$number"
done
control
unset LOOK
newer
ok "$points kills of migrations from $((older_steps - 1)) schemas, $together times" \
	"several at once: 0 unsound, 0 partial, 0 without their backup; a newer schema is refused by $refused commands, byte for byte"
