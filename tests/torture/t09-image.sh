#!/bin/sh
# t09-image.sh BUILD [long]: a database that is damaged, or means harm, harms nobody.
#
# Bits, bytes and pages of a good one are changed, its end is cut off; hostile.sql makes others, with
# views, triggers, checks, computed columns, foreign tables and values that no command writes; every
# column of every table in turn holds nothing, or what it may not.  image.c reads all of it, reports,
# checks, copies, writes and undoes; a sample goes to the real commands, each verb in turn.  Each ends
# with its answer or an error that says why: never a signal, a defect of ours, more than 5 s of the
# processor, or another file than the database and its journal; who reads changes nothing.
set -eu
# shellcheck source=tests/parts/harness.sh
. "$(dirname "$0")/../parts/harness.sh"
# shellcheck source=tests/parts/base.sh
. "$parts/base.sh"

seed=${SEED:-9} flips=30 pages=8 hostile=6 columns=60 commands=40
! sanitized || flips=2 pages=1 hostile=40 columns=900 commands=3
! $long || flips=1 pages=1 hostile=1 columns=1 commands=2000
export TZ=UTC
total=0 opened=0 found=0 refused=0

begin() {
	flags=
	! sanitized || flags='-fsanitize=address,undefined -fno-sanitize-recover=all'
	# shellcheck disable=SC2086
	compile "$parts/image.c" "-I$top/lib" $flags "-L$build/lib" -lqser "-Wl,-rpath,$build/lib"
	base_make
	cp "$QSER_DB" base.db
	size=$(wc -c <base.db)
	mkdir work
}

# image FILE KIND FROM UPTO SEED, and add up what it counts.
image() {
	rm -rf work/*
	./image "$1" work "$2" "$3" "$4" "$5" >said || not_ok "image $2 $3 $4 $5: exit status $?"
	read -r cases _ some _ <<-END
		$(tail -n 1 said)
	END
	total=$((total + cases)) opened=$((opened + some))
	sed '$d' said >>findings
}

# Long: each bit of the first page's head, each byte of the first pages, each page in each way.
damage() {
	if $long; then
		image base.db bits 0 799 "$seed"
		image base.db flip 0 16383 "$seed"
		for kind in zero swap junk grow; do
			image base.db $kind 0 $((size / 4096 - 1)) "$seed"
		done
		image base.db grow 0 $((size / 512)) $((seed + 1))
		image base.db junk 0 $((size / 1024)) $((seed + 1))
		image base.db cut 0 $((size / 1021)) 1021
		return 0
	fi
	# The head, where a bit matters most, and every so manieth byte behind it.
	n=0
	while [ $n -lt $flips ]; do
		image base.db bits $(((n * 97 + seed) % 800)) $(((n * 97 + seed) % 800)) "$seed"
		image base.db flip $((100 + n * 1021)) $((100 + n * 1021)) "$seed"
		n=$((n + 1))
	done
	for kind in zero swap junk grow; do
		image base.db $kind "$seed" $((seed + pages - 1)) "$seed"
	done
	image base.db cut 1 2 $((size / 3 + 1))
}

# plant FILE, statements on standard input: as who means harm would run them.
plant() {
	cp base.db "$1"
	{
		# Its answers to these are nothing to show.
		echo '.output /dev/null'
		echo '.dbconfig defensive off'
		echo 'pragma writable_schema = on;'
		cat
	} | sqlite3 -batch "$1" 2>plant.err || :
	[ ! -s plant.err ] || not_ok "a database that means harm was not made: $(head -n 1 plant.err)"
}

# Each of hostile.sql, or each so manieth.
hostile() {
	mkdir hostile
	awk -v "every=$hostile" '/^-- / { n++; name = substr($0, 4); next }
		(n + 1) % every == 0 { if (name) print name > "hostile/" n ".name"; name = ""; print > "hostile/" n ".sql" }' "$parts/hostile.sql"
	kinds=0
	for one in hostile/*.name; do
		plant hostile.db <"${one%.name}.sql"
		before=$(wc -l <findings)
		image hostile.db asis 0 0 "$seed"
		[ "$(wc -l <findings)" = "$before" ] || sed -i "\$s/^/$(sed 's|/|\\/|g' "$one"): /" findings
		kinds=$((kinds + 1))
		real "$(cat "$one")"
	done
}

# Each column of each table, with the schema as it was: nothing, empty, another kind, and far too much.
columns() {
	for value in null "''" "'x'" 9223372036854775807 -9223372036854775807 "cast(x'ff00' as text)"; do
		sqlite3 base.db "select m.name, c.name from sqlite_schema m, pragma_table_info(m.name) c where m.type = 'table' and c.name <> 'id'" |
			tr '|' ' ' | sed "s/\$/ $value/"
	done | awk -v "every=$columns" -v "seed=$seed" '(NR + seed) % every == 0' >cells
	while read -r table column value; do
		plant column.db <<-END
			pragma ignore_check_constraints = on;
			create temp table kept as select name, sql from sqlite_schema;
			update sqlite_schema set sql = replace(replace(replace(sql, 'not null', ''), ') strict', ')'), char(10) || ' strict', '')
			 where name = '$table';
			pragma writable_schema = reset;
			update or ignore "$table" set "$column" = $value;
			pragma writable_schema = on;
			update sqlite_schema as m set sql = (select sql from kept k where k.name = m.name);
		END
		before=$(wc -l <findings)
		image column.db asis 0 0 "$seed"
		[ "$(wc -l <findings)" = "$before" ] || sed -i "\$s/^/$table.$column = $value: /" findings
	done <cells
}

# ---- The real commands ----

# real WHAT: the next line of those that read or write, on $QSER_DB made from hostile.db; limited to
# 5 s of the processor (20 with sanitizers), a minute in all.
real() {
	line=$(sed -n "$((turn % count + 1))p" lines)
	turn=$((turn + 1))
	cp hostile.db "$QSER_DB"
	rm -f "$QSER_DB-journal"
	! sanitized && seconds=5 || seconds=20
	status=0
	(
		# shellcheck disable=SC3045
		ulimit -t "$seconds" # dash and bash have it
		exec timeout 60 sh -c "$line"
	) >out 2>err </dev/null || status=$?
	case $status in
	[0-2] | 6[4-9] | 7[1-578]) ;;
	*) echo "$line: $1: exit status $status: $(tail -n 1 err)" >>findings ;;
	esac
	[ $status -lt 2 ] || [ -s err ] || echo "$line: $1: exit status $status without a word" >>findings
	[ $status -lt 2 ] || refused=$((refused + 1))
	! grep -qE 'ERROR: |runtime error: ' err || echo "$line: $1: $(grep -E 'ERROR: |runtime error: ' err)" >>findings
	case $line in
	*"# reads"*) cmp -s hostile.db "$QSER_DB" || echo "$line: $1: reading changed the database" >>findings ;;
	esac
	[ ! -e "$QSER_DB-wal" ] && [ ! -e "$QSER_DB-shm" ] || echo "$line: $1: left a file beside the database" >>findings
}

# A sample of damage for each of them.
commands() {
	base_lines "$parts/reads.txt" | sed 's/$/ # reads/' >lines
	base_lines "$parts/writes.txt" >>lines
	echo "qser-admin migrate $now" >>lines
	awk -v "seed=$seed" 'BEGIN { srand(seed) } { print rand() "\t" $0 }' lines | sort -n | cut -f 2- >mixed
	mv mixed lines
	count=$(wc -l <lines) turn=0
}

sample() {
	n=0
	while [ $n -lt $commands ]; do
		n=$((n + 1))
		cp base.db hostile.db
		# Twenty bytes somewhere, and the first ones now and then.
		at=$((n * 7919 % (n % 3 ? size : 8192)))
		printf '%020d' $n | dd of=hostile.db bs=1 seek=$at conv=notrunc 2>/dev/null
		real "20 bytes at $at"
	done
}

# What is not clean must be seen: a command that ends by a signal, one that changes what it reads.
control() {
	cp base.db hostile.db
	: >kept
	mv findings kept
	: >findings
	echo 'echo >&2; exit 139 # reads' >lines.control
	echo "sqlite3 q.db 'pragma user_version = 3' # reads" >>lines.control
	echo 'echo >&2; exit 70' >>lines.control
	mv lines lines.kept
	mv lines.control lines
	turn=0 count=3
	for n in 1 2 3; do real control; done
	same 'what the control planted' 3 "$(grep -c control findings)"
	mv kept findings
	mv lines.kept lines
	count=$(wc -l <lines) turn=0 refused=0
}

begin
: >findings
commands
control
damage
hostile
columns
sample
[ ! -s findings ] || {
	found=$(wc -l <findings)
	! $long || head -n 40 findings
	not_ok "$found findings, seed $seed: $(head -n 1 findings)"
}
ok "seed $seed: $total images ($opened opened) read, checked, reported, copied and written to, $kinds that mean harm," \
	"$(wc -l <cells) columns with what they may not hold; $turn real commands ($refused refused):" \
	"0 signals, 0 hangs, 0 defects, 0 other files, 0 changes by reading; planted ones are seen"
