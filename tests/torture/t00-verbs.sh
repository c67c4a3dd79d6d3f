#!/bin/sh
# t00-verbs.sh BUILD [long]: each verb that reads does so, and leaves the database as it is.
#
# The lines of parts/reads.txt: each ends with the status it says, prints something and changes no byte.
# The short form takes every fifteenth.  (What writes is gone through by t18-undo.)  The long form also
# makes the base once more: it is the same, to the last row.
set -eu
# shellcheck source=tests/parts/harness.sh
. "$(dirname "$0")/../parts/harness.sh"
# shellcheck source=tests/parts/base.sh
. "$parts/base.sh"

# reads LINE: is it as it should be?  If not, why is in fault.
reads() {
	want=0 output=out status=0
	case $1 in
	*'# 1') want=1 ;;
	*'# quiet') output=err ;;
	esac
	sh -c "$1" >out 2>err </dev/null || status=$?
	fault=
	[ "$status" = $want ] || fault="exit status $status: $(tail -n 1 err)"
	[ -s $output ] || fault="${fault:-it prints nothing}"
	cmp -s base.db "$QSER_DB" || fault="${fault:-it changed the database}"
	[ -z "$fault" ]
}

control() {
	for line in 'qser-person list --code none --no-header' 'qser-person show none' \
		'qser-person list # 1' 'qser-org add --name New'; do
		! reads "$line" || not_ok "not seen: $line"
		cp base.db "$QSER_DB"
	done
}

base_make
cp "$QSER_DB" base.db
control
count=0 nth=0
base_lines "$parts/reads.txt" >lines
while read -r line; do
	nth=$((nth + 1))
	$long || [ $((nth % 15)) = 0 ] || continue
	reads "$line" || not_ok "$line: $fault"
	count=$((count + 1))
done <lines
[ $count -gt 15 ] || not_ok "only $count lines"
again=
if $long; then
	sqlite3 base.db .dump >base.dump
	rm "$QSER_DB"
	base_new
	sqlite3 "$QSER_DB" .dump | cmp -s base.dump - || not_ok 'the base is another one, made again'
	again=', the base is the same when it is made again'
fi
ok "$count of $nth lines read and change nothing$again; planted faults are seen"
