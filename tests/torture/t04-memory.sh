#!/bin/sh
# t04-memory.sh BUILD [long]: no memory: each allocation of a command fails once, and all from it on.
#
# Those of the C library and of SQLite as well, in the command as it is installed.  Nothing crashes,
# nothing leaks, the exit status is 71 (or 0, and all is complete), and the database is as before or as
# after.  Of the long form: each chain of callers, in two commands of each program at least, and every
# single allocation of some commands.
set -eu
# shellcheck source=tests/parts/harness.sh
. "$(dirname "$0")/../parts/harness.sh"
# shellcheck source=tests/parts/faults.sh
. "$parts/faults.sh"

# One that crashes, one that leaks, one that loses its output, one that leaves half a file: all seen.
control() {
	mv lines all-lines
	compile "$parts/careless.c"
	for manner in crash leak keep lost half; do
		echo "$dir/careless $manner" >lines
		faults memory
		[ -s defects ] || not_ok "careless $manner was not seen"
		: >defects
	done
	mv all-lines lines
	points=0 runs=0 odd=0
}

faults_begin
control
if $long; then
	faults memory FAULT_SEEN="$dir/seen"
	all=$commands chains=$points
	grep -E '^qser-(person (add|import)|diary add|mentor accept|report hours|org list)' lines >some
	mv some lines
	faults memory
	faults_end "$all commands, $chains allocations by their callers, $((points - chains)) of" \
		"$commands commands one by one, $runs runs"
else
	faults memory FAULT_POINTS=9
	faults_end "$commands commands, $points allocations, $runs runs"
fi
