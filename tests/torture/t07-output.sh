#!/bin/sh
# t07-output.sh BUILD [long]: standard input, output and error of each command are closed (each subset),
# full (/dev/full), or a pipe that nobody reads, with SIGPIPE as it comes and ignored.
#
# Output that was lost is never exit status 0; no file is printed over; nothing hangs.  The same for
# --help, --version, --complete and --list-verbs.
set -eu
# shellcheck source=tests/parts/harness.sh
. "$(dirname "$0")/../parts/harness.sh"
# shellcheck source=tests/parts/faults.sh
. "$parts/faults.sh"

# A program that does not look whether its output was written, and one that prints over the database.
control() {
	mv lines all-lines
	compile "$parts/careless.c"
	for manner in lost over; do
		echo "$dir/careless $manner" >lines
		faults ends
		grep -q "$1" defects || not_ok "careless $manner was not seen"
		: >defects
		shift
	done
	mv all-lines lines
	points=0 runs=0 odd=0
}

# Pages, of each program and of each verb.
pages() {
	for program in $programs; do
		echo "$program --version"
		echo "$program --help"
		[ "$program" != qser ] || continue
		echo "$program --list-verbs"
		echo "$program --complete ''"
		! $long || "$program" --list-verbs | sed "s/.*/$program & --help/"
	done >>lines
}

# More than a pipe holds, and a reader that goes away after one line: the command ends as cat does, by
# the signal, or, where that is ignored, says what was lost.
head_of_much() {
	awk 'BEGIN { print "name,email"; for (i = 0; i < 4000; i++)
		printf "Person number %d,p%d@example.org\n", i, i }' >many.csv
	cp base/q.db many.db
	QSER_DB=$dir/many.db
	# shellcheck disable=SC2086
	expect 0 qser-person import many.csv $now
	after_head
	same '"| head -n 1" ends with' 141 "$status"
	trap '' PIPE
	after_head
	trap - PIPE
	same '"| head -n 1", SIGPIPE ignored, ends with' 74 "$status"
	said 'standard output: Broken pipe'
}

after_head() {
	{
		status=0
		qser-person list 2>err || status=$?
		echo $status >status
	} | head -n 1 >first
	[ -s first ] || not_ok 'head printed nothing'
	status=$(cat status)
}

programs='qser qser-admin qser-org qser-person qser-mentor qser-pair qser-path qser-diary
	qser-checklist qser-report'
$long || programs='qser qser-diary'
faults_begin
control lost 'the database'
pages
faults ends
! $long || head_of_much
faults_end "$commands commands, $runs runs"
