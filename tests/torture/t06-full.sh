#!/bin/sh
# t06-full.sh BUILD [long]: the disk is full: no file may grow beyond N bytes (RLIMIT_FSIZE), and a
# file system has only N bytes left, N at 50 sizes.
#
# No command is killed by SIGXFSZ; the exit status is 73 or 74 and the message says why; the database
# is as before or changed whole; the file that -o or --rejects would replace is as before; nothing is
# left behind.  The file system is one in memory, in a name space of its own; where that is not
# permitted, the limit has to do, and the line says so.
set -eu
if [ -z "${FULL_INSIDE-}" ] && unshare -rm mount -t tmpfs none /mnt 2>/dev/null; then
	export FULL_INSIDE=yes
	exec unshare -rm sh "$0" "$@"
fi
# shellcheck source=tests/parts/harness.sh
. "$(dirname "$0")/../parts/harness.sh"
# shellcheck source=tests/parts/faults.sh
. "$parts/faults.sh"

# A program that writes in place: what was there is gone when the disk is full.
control() {
	mv lines all-lines
	echo 'cp q.db base-copy' >lines
	faults "$1" FAULT_POINTS=5
	[ -s defects ] || not_ok "$1: half of a file was not seen"
	: >defects
	mv all-lines lines
	points=0 runs=0 odd=0
}

# The message says what is full.
words() {
	bad=$(awk -F '\t' '$7 == 74 && $8 !~ /o space left|File too large/ { print; exit }' log)
	[ -z "$bad" ] || echo "defect the message does not say that the disk is full: $bad" >>defects
}

count=50
$long || count=6
faults_begin
control size
faults size FAULT_POINTS=$count FAULT_LOG="$dir/log"
figures='a limit'
if [ -n "${FULL_INSIDE-}" ]; then
	faults_space=16m
	trap 'cd /; umount "$dir"/room-16m*; rm -rf "$dir"' EXIT
	faults space FAULT_POINTS=$count FAULT_LOG="$dir/log"
	figures="$figures and with a full file system"
else
	figures="$figures; mounting is not permitted here"
fi
words
faults_end "$commands commands, $runs runs with $figures"
