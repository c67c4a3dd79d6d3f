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
# shellcheck source=tests/parts/older.sh
. "$parts/older.sh"

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
	if ! cmp -s q.db ../saved.db || ! cmp -s q.db.before-restore.1 damaged; then
		not_ok 'restore: what was there is not kept'
	fi
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
	for at in 20 60 100; do
		status=0
		strace -o trace -P "$QSER_DB" -e trace=pread64 -e "inject=pread64:error=EIO:when=$at" \
			qser-admin check >out 2>err || status=$?
		same "check of what the disk does not give: the exit status at $at" 74 "$status"
		[ ! -s out ] || not_ok "check: $(cat out)"
	done
}

# Where the disk fails for good at the end of a restore, what is said of it is so.
restored() {
	strace -o trace true 2>/dev/null || return 0
	qser-admin -q backup saved.db
	qser-person -q edit sofia --note later
	cp "$QSER_DB" later.db
	ended=
	for at in $(seq 8); do
		rm -f "$QSER_DB"*
		cp later.db "$QSER_DB"
		status=0
		strace -o trace -e trace=fdatasync -e "inject=fdatasync:error=EIO:when=$at+" \
			qser-admin restore saved.db 2>err || status=$?
		case $status,$(qser-person show sofia --columns note --no-header -f csv) in
		74,later) ! grep -q 'is restored' err || not_ok "restore, $at: $(cat err)" ;;
		74,*) grep -q 'whether the change was made\|is restored' err || not_ok "restore, $at: $(cat err)" ;;
		0,later | [!0]*) not_ok "restore, fdatasync $at and on: $status: $(cat err)" ;;
		esac
		ended="$ended $status"
	done
	case $ended in *' 74 0'*) ;; *) not_ok "restore: no call failed: $ended" ;; esac
}

# told FILE CALL:ERROR COUNT WORD...: the command, when the first, second, ... of these calls on the file
# says so: it prints the same as ever, or says why not and prints nothing.
told() {
	file=$1 call=$2 count=$3
	shift 3
	"$@" >same.out 2>same.err || not_ok "$*: $(cat same.err)"
	for at in $(seq "$count"); do
		status=0
		strace -o trace -P "$file" -e "trace=${call%:*}" -e "inject=${call%:*}:error=${call#*:}:when=$at" \
			"$@" >out 2>err || status=$?
		[ $status = 0 ] && cmp -s out same.out && cmp -s err same.err && continue
		[ $status != 0 ] && [ ! -s out ] && [ -s err ] && [ "$call" != read:EINTR ] && continue
		not_ok "$* ($call, $at): exit status $status: $(cat out err)"
	done
}

# What the disk does not tell of a file is not taken for granted; a read that a signal ends, which asks
# for nothing, goes on.
untold() {
	strace -o trace true 2>/dev/null || return 0
	printf 'name,e-mail\nAnn,ann@example.org\n' >few.csv
	told "$PWD/few.csv" read:EINTR 3 qser-person map few.csv
	told "$PWD/few.csv" read:EINTR 3 qser-admin read few.csv
	told "$PWD/few.csv" read:EINTR 3 qser-person import -n few.csv
	told "$QSER_DB" access:EIO 2 qser-mentor map few.csv
	told "$QSER_DB" newfstatat:EIO 16 qser-admin status
}

# signalled MADE WORD...: the command in a fresh folder, with a signal at each call that changes a file.  It
# ends by that, or with 0; MADE is a test of whether it is done; it says so if it is, and only then.
signalled() {
	made=$1 few=1
	! $long || few=16
	shift
	strikes=0
	for call in pwrite64 fdatasync fsync ftruncate link rename renameat renameat2 close; do
		at=1
		while [ $at -le 400 ]; do
			rm -rf ../struck
			cp -R . ../struck
			status=0
			{
				(cd ../struck && QSER_DB=$PWD/q.db && exec strace -o ../trace -e "trace=$call" \
					-e "inject=$call:signal=TERM:when=$at" "$@") >../out 2>../err || status=$?
			} 2>/dev/null # "Terminated"
			grep -q SIGTERM ../trace || break
			strikes=$((strikes + 1))
			done=false
			! (cd ../struck && eval "$made") || done=true
			case $status,$done in
			0,true | 143,false) ;;
			143,true) grep -qE 'interrupted: .* (made|restored|migrated)(, its output may be lost)?$' ../err ||
				not_ok "$*: SIGTERM at $call $at: it is done, and does not say so: $(cat ../err)" ;;
			*) not_ok "$*: SIGTERM at $call $at: $status, done: $done: $(cat ../err)" ;;
			esac
			[ $done = true ] || ! grep -q 'interrupted: ' ../err ||
				not_ok "$*: SIGTERM at $call $at: it says that it is done: $(cat ../err)"
			at=$((at + 1 + at / few))
		done
	done
	[ $strikes -gt 0 ] || not_ok "$*: no signal came"
	struck=$((struck + strikes))
}

# A signal that comes too late to stop anything.
signals() {
	struck=0
	strace -o trace true 2>/dev/null || return 0
	mkdir struck-from
	cp base/q.db struck-from
	cp saved.db struck-from
	cd struck-from
	rows="sqlite3 q.db 'select count(*) from organisation'"
	before=$(eval "$rows")
	signalled "[ \$($rows) != $before ]" qser-org add --name New
	signalled '[ -e new.db ]' qser-admin --db new.db init
	signalled '[ -e copy.db ]' qser-admin backup copy.db
	signalled '[ -e there/salvaged.db ]' qser-admin salvage there/
	signalled '[ -e copy.db ]' qser-admin --db copy.db restore saved.db
	sql saved.db "delete from role" # shorter, and known by that
	restored="[ \"\$(sqlite3 q.db 'select count(*) from role' 2>&1)\" = 0 ]"
	signalled "$restored" qser-admin restore --as-it-is saved.db
	head -c 4096 saved.db >q.db
	seq 20000 >>q.db
	signalled "$restored" qser-admin restore --as-it-is saved.db
	older_make $((older_steps - 1)) ../base/q.db q.db
	version="sqlite3 q.db 'pragma user_version'"
	signalled "[ \$($version) = $older_steps ]" qser-admin migrate
	cd ..
}

faults_begin
control
mkdir unreadable
(
	cd unreadable
	QSER_DB=$PWD/q.db unreadable
	QSER_DB=$PWD/q.db untold
	QSER_DB=$PWD/q.db restored
)
rm -r unreadable
cp -R base folder
(
	cd folder
	QSER_DB=$PWD/q.db folder
)
signals
rm -rf folder saved.db
agreed='no sanitized build'
sanitized || agree
if $long; then
	faults calls FAULT_SEEN="$dir/seen"
else
	faults calls FAULT_POINTS=4
fi
faults_end "$commands commands, $points calls, $runs runs, $planted defects seen in a planted lie," \
	"$struck signals," \
	"strace agrees in: $agreed"
