#!/bin/sh
# t05-calls.sh BUILD [long]: each system call of a command fails: EIO, ENOSPC, EMFILE, EINTR once, and
# EIO for ever from there on.
#
# All those that have to do with files, also those that the C library makes for itself.  The exit
# status is 0 if and only if the change is kept (and the output complete); the next "qser-admin check"
# finds the database sound.  Of the long form: every call that changes something, of each command;
# of those that only look, each chain of callers in two commands of each program at least.
set -eu
# shellcheck source=tests/parts/harness.sh
. "$(dirname "$0")/../parts/harness.sh"
# shellcheck source=tests/parts/faults.sh
. "$parts/faults.sh"

# Writes that are not made, and say that they were: the judge must see that something is amiss.
control() {
	mv lines all-lines
	grep '^qser-person add' all-lines | head -n 1 >lines
	faults calls FAULT_WAYS=lie FAULT_POINTS=15
	faults_settle
	planted=$(wc -l <defects)
	[ "$planted" -gt 0 ] || not_ok 'writes that were not made were not seen'
	: >defects
	mv all-lines lines
	points=0 runs=0 odd=0
}

# The kernel's own word for it: strace sees as many calls, and where it lets one fail, the command ends
# as it did for the judge.
agree() {
	strace -o trace true 2>/dev/null || {
		agreed='strace is not permitted here'
		return
	}
	line=$(grep '^qser-person add' lines | head -n 1)
	echo "$line" >one
	mv lines all-lines
	mv one lines
	faults calls FAULT_LOG="$dir/log" FAULT_WAYS=EIO
	mv all-lines lines
	agreed=0
	for call in pwrite64 fdatasync ftruncate fcntl pread64; do
		many=$(awk -v "c=$call" '$1 == "call" && $3 == c { print $4 }' report)
		at=1
		while [ "$at" -le "${many:-0}" ]; do
			under_strace "$call" "$at"
			at=$((at + 1 + many / ${each:-4}))
		done
	done
	points=0 runs=0 odd=0
}

# The loader has calls of its own before main: of pread64, those that are more.
under_strace() {
	rm -rf again
	cp -R base again
	QSER_DB=$dir/again/q.db
	own=0
	if [ "$1" = pread64 ] || [ "$1" = fcntl ]; then
		strace -o trace -e "trace=$1" qser-person --version >/dev/null
		own=$(grep -c "^$1(" trace || :)
		[ "$1" != fcntl ] || own=0
	fi
	status=0
	(cd again && eval "strace -o ../trace -e 'trace=$1' \
		-e 'inject=$1:error=EIO:when=$(($2 + own))' $line") >out 2>err || status=$?
	wanted=$(awk -F '\t' -v "c=$1" -v "n=$2" '$4 == c && $5 == n { print $7 }' log)
	[ "$status" = "$wanted" ] ||
		not_ok "$1 $2 fails: with strace it ends with $status, for the judge with $wanted"
	agreed=$((agreed + 1))
}

# A database takes the place of a damaged one by its name alone: where the folder cannot be synced,
# that may not last, and the command says so.
folder() {
	strace -o trace true 2>/dev/null || return 0
	qser-admin -q backup ../saved.db
	head -c 4096 ../saved.db >q.db
	seq 20000 >>q.db
	cp q.db damaged
	for at in 1 2; do
		status=0
		strace -o ../trace -e trace=fsync -e "inject=fsync:error=EIO:when=$at" \
			qser-admin -q restore ../saved.db 2>../err || status=$?
		[ "$status" = 74 ] || not_ok "restore: fsync $at fails: it ends with $status"
		if cmp -s q.db damaged; then
			[ ! -e q.db.before-restore.1 ] || not_ok "restore: fsync $at: two of one"
		elif ! cmp -s q.db ../saved.db || ! grep -q 'may be gone after a power cut' ../err; then
			not_ok "restore: fsync $at fails: $(cat ../err)"
		fi
		ls q.db.new-* 2>/dev/null && not_ok "restore: fsync $at fails: something is left"
	done
	cmp -s q.db ../saved.db && cmp -s q.db.before-restore.1 damaged ||
		not_ok 'restore: what was there is not kept'
}

# A backup says which of the two files the disk failed for.
unreadable() {
	strace -o trace true 2>/dev/null || return 0
	qser-admin -q init --demo >out
	status=0
	strace -o trace -P "$QSER_DB" -e trace=pread64 -e inject=pread64:error=EIO:when=60 \
		qser-admin -q backup copy.db 2>err || status=$?
	same 'backup of what the disk does not give: the exit status' 74 "$status"
	grep -q '/q\.db: cannot be read: ' err || not_ok "backup: $(cat err)"
	[ ! -e copy.db ] || not_ok 'backup: half a copy has its name'
}

faults_begin
control
mkdir unreadable
(
	cd unreadable
	QSER_DB=$PWD/q.db unreadable
)
rm -r unreadable
cp -R base folder
(
	cd folder
	QSER_DB=$PWD/q.db folder
)
rm -r folder saved.db
agreed='no sanitized build'
sanitized || agree
if $long; then
	faults calls FAULT_SEEN="$dir/seen"
else
	faults calls FAULT_POINTS=4
fi
faults_end "$commands commands, $points calls, $runs runs, $planted defects seen in a planted lie," \
	"strace agrees in: $agreed"
