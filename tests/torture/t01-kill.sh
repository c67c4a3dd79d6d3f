#!/bin/sh
# t01-kill.sh BUILD [long]: commands that write are killed, alone and several at once on one database.
#
# SIGKILL at each call that changes a file, and at random moments; see parts/kills.c for what must be
# so afterwards: what was acknowledged is there, the database is sound, and no command is there in
# part or without its rows in the change log.
#
# The control: a command with a defect.  It answers before its commit, leaves its changes or itself out
# of the log, or writes without a journal on the disk.
set -eu
# shellcheck source=tests/parts/harness.sh
. "$(dirname "$0")/../parts/harness.sh"
# shellcheck source=tests/parts/base.sh
. "$parts/base.sh"

seed=1
ASAN_OPTIONS=$ASAN_OPTIONS:verify_asan_link_order=0
points=0 killed=0

# Those of the short form: they do without most of the base.
some() {
	for line in 'qser-admin setting set day-order' 'qser-org add' 'qser-org holiday rm' \
		'qser-person import' 'qser-mentor accept 9 10 11' \
		'qser-mentor decide' 'qser-path copy' 'qser-diary import'; do
		base_lines "$parts/writes.txt" | grep "^$line " || not_ok "writes.txt has no \"$line\""
	done
	# shellcheck disable=SC2016
	echo 'qser-person undo $now'
}

# Every verb that writes, what can be undone of the base, and what is put in the place of all.
all() {
	base_lines "$parts/writes.txt"
	for command in org person mentor pair path diary checklist; do
		echo "qser-$command undo \$now"
	done
	# shellcheck disable=SC2016
	echo 'qser-admin -q restore saved.db'
}

prepare() {
	compile "$parts/kills.c" -lsqlite3
	compile "$parts/fell.c" -shared -fPIC -ldl
	compile "$parts/otherwise.c" -shared -fPIC -ldl
	# shellcheck disable=SC2016
	echo 'qser-admin -q init $now --actor ""' >init
	if $long; then
		base_make
		all >lines
		qser-admin -q backup saved.db
		base_do qser-org add --name 'After the backup'
	else
		cp "$parts"/base/* .
		base_do qser-admin init --demo
		some >lines
		base_do qser-person add --name 'To be undone'
	fi
	mv "$QSER_DB" base.db
	QSER_DB=$dir/work/q.db
}

# kills BASE LINES EACH RANDOM TOGETHER
kills() {
	./kills "$1" "$2" "$seed" "$3" "$4" "$5" >said || not_ok "$(cat said)"
	points=$((points + $(cut -d ' ' -f 1 <said)))
	killed=$((killed + $(cut -d ' ' -f 3 <said)))
}

# blind DEFECT COUNT: with the defect in a command, this count is not 0.
blind() {
	if PLANT=$1 ./kills base.db control "$seed" $planted 0 0 >said; then
		not_ok "commands with a defect passed, $1: $(tail -n 1 said)"
	fi
	tail -n 1 said | grep -qE " [1-9][0-9]* $2" ||
		not_ok "nothing $2 was found with $1: $(tail -n 1 said)"
}

control() {
	grep '^qser-org add ' lines >control
	blind early lost
	blind 'commit>delete from change where command = (select max(id) from command); commit' partial
	if $long; then
		blind 'journal_mode=truncate>journal_mode=memory' partial
		blind 'commit>delete from command where id = (select max(id) from command); commit' \
			partial
	fi
}

prepare
if $long; then
	planted=0 # at each call
	kills base.db lines 0 1000 1000
	kills none init 0 200 0
else
	planted=2 # one of them the last
	kills base.db lines 68 18 4
	kills none init 10 0 0
fi
control
verbs=$(grep -c . <lines)
ok "$points points, $killed commands killed, of $((verbs + 1)): 0 acknowledged lost, 0 unsound," \
	"0 partial, 0 changes without their row in the log"
