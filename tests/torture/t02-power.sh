#!/bin/sh
# t02-power.sh BUILD [long]: the power goes while commands write; what was acknowledged is there.
#
# Real commands work, one after the other, and all that they do to files is written down.  At random
# points of that the power goes: see parts/power.c for what is left then.  Every command that had
# printed or ended well is in the database, of the one under way all or nothing is, and backups that
# were made, or that a migration or a restore had to make before it changed anything, are whole.
#
# The control: the same work with other journals, of which it is known that they lose commands.
set -eu
# shellcheck source=tests/parts/harness.sh
. "$(dirname "$0")/../parts/harness.sh"
# shellcheck source=tests/parts/base.sh
. "$parts/base.sh"

seed=2 nothing=110 blind=150 rows=200
! $long || nothing=4000 blind=2000 rows=5000
points=0
QSER_DB=$dir/work/q.db
ASAN_OPTIONS=$ASAN_OPTIONS:verify_asan_link_order=0

# From nothing; what is for all databases at once is among it.
from_nothing() {
	cat <<-'END'
		qser-admin -q init --demo $now
		qser-person import many.csv $now
		qser-admin -q backup work/copy.db
		qser-person undo $now
		qser-admin -q restore work/copy.db
		qser-diary rm 49 $now
	END
}

# Every verb that writes, in one long history: what is refused, as it is done already, leaves nothing.
all() {
	base_lines "$parts/writes.txt"
	for command in org person mentor pair path diary checklist; do
		echo "qser-$command undo \$now"
	done
	from_nothing | sed 1d
}

prepare() {
	compile "$parts/power.c" -lsqlite3
	compile "$parts/record.c" -shared -fPIC -ldl
	compile "$parts/otherwise.c" -shared -fPIC -ldl
	cp "$parts"/base/* .
	awk -v "rows=$rows" 'BEGIN {
		print "name,email"
		while (i++ < rows)
			print "Person " i ",person" i "@example.org"
	}' >many.csv
	from_nothing >nothing
	# Of the control; the actor is whoever runs it.
	cat >few <<-'END'
		qser-admin -q init --now 2026-11-20T08:00:00Z
		qser-org add --name One --now 2026-11-20T08:00:00Z
		qser-org add --name Two --now 2026-11-20T08:00:00Z
	END
}

# power BASE LINES POINTS
power() {
	./power "$1" "$2" "$seed" "$3" >said || not_ok "$(cat said)"
	points=$((points + $3))
}

# blind DEFECT NAME: commands, with other settings of the database, loses commands.
blind() {
	if HELD=yes PLANT=$1 ./power none few "$seed" $blind >said; then
		not_ok "nothing was lost with $1: $(tail -n 1 said)"
	fi
	count=$(tail -n 1 said | sed -n 's/.* \([0-9]*\) lost.*/\1/p')
	[ "$count" -gt 0 ] || not_ok "nothing was lost with $1: $(tail -n 1 said)"
	control="$control, $count of $blind with $2"
}

prepare
power none nothing $nothing
if $long; then
	QSER_DB=$dir/q.db
	base_make
	mv "$QSER_DB" whole.db
	QSER_DB=$dir/work/q.db
	all >lines
	power whole.db lines 13000
	# shellcheck source=tests/parts/older.sh
	. "$parts/older.sh"
	QSER_DB=$dir/small.db
	expect 0 qser-admin -q init # a newer table's rows could not be taken over, and the log would count them
	expect 0 qser-org add --name Zero --now 2026-11-20T08:00:00Z
	QSER_DB=$dir/work/q.db
	# shellcheck disable=SC2016
	echo 'qser-admin -q migrate $now' >migrate
	grep '^qser-org add' lines >>migrate
	for step in $(seq $((older_steps - 1))); do
		older_make "$step" small.db old.db
		power old.db migrate $((3000 / (older_steps - 1)))
	done
fi
control=
blind 'journal_mode=truncate>journal_mode=delete' DELETE
blind 'journal_mode=truncate>journal_mode=wal|synchronous=full>synchronous=normal' 'WAL, NORMAL'
ok "$points power cuts: 0 acknowledged lost, 0 unsound, 0 partial; lost${control#,}"
