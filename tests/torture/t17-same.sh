#!/bin/sh
# t17-same.sh BUILD [long]: the same database and the same day give the same bytes.
#
# Every command that reads, reports and lists in each of their formats: in another zone and locale,
# while others write what comes to nothing; and while one writes back and forth, each output is that
# of before or that of after, never of something in between.
set -eu
# shellcheck source=tests/parts/harness.sh
. "$(dirname "$0")/../parts/harness.sh"
# shellcheck source=tests/parts/base.sh
. "$parts/base.sh"
# shellcheck source=tests/parts/locales.sh
. "$parts/locales.sh"

every=3 turns=30 # each third line
! sanitized || every=9 turns=4
! $long || every=1 turns=600

# Each verb of the reports is among the lines; the others in turn.
lines() {
	base_lines "$parts/reads.txt" | awk -v "every=$every" '
		/^qser-report/ { verb = $2; if (seen[verb]++ && every > 1 && seen[verb] % 4 != 0) next; print; next }
		NR % every == 0' >lines
	for verb in progress hours timesheet steps due overview manager final certificate signoff calendar contacts; do
		grep -q "^qser-report $verb " lines || not_ok "no line of qser-report $verb"
	done
	count=$(wc -l <lines)
}

# all FOLDER: what each line prints, and its exit status.
all() {
	mkdir "$1"
	n=0
	while read -r line; do
		n=$((n + 1))
		status=0
		sh -c "$line" >"$1/$n" 2>"$1.err" </dev/null || status=$?
		echo "status $status" >>"$1/$n"
		[ $status -le 1 ] || not_ok "$line: exit status $status: $(tail -n 1 "$1.err")"
	done <lines
}

# same_as_first FOLDER WHERE
same_as_first() {
	for n in $(seq "$count"); do
		cmp -s "first/$n" "$1/$n" || not_ok "$2: $(sed -n "${n}p" lines):" \
			"$(diff -a "first/$n" "$1/$n" | sed -n '2,4p' | cut -c 1-120 | tr '\n' ' ')"
	done
}

# places: zones and locales; each output is that of UTC and C.
places() {
	(TZ=UTC LC_ALL=C LANG=C all first)
	places=1
	# shellcheck disable=SC2086
	for zone in America/Lima Asia/Tokyo; do
		set -- $locales # the last ones are those in which figures differ
		shift $(($# - places))
		(TZ=$zone LC_ALL=$1 LANG=$1 LC_NUMERIC=$1 all "place.$places")
		same_as_first "place.$places" "in $zone and $1"
		places=$((places + 1))
	done
	# A zone that mattered would be seen.
	cp -r first blind
	date -u >>blind/1
	! (same_as_first blind control >planted) || not_ok 'control: another output is not seen'
}

# Two who write and take it back, and one who holds the database for a while.
while_others_write() {
	for writer in 1 2; do
		while [ ! -e enough ]; do
			# shellcheck disable=SC2086
			qser-person import -n person.csv $now -q >"dry.$writer" 2>&1 || [ $? = 1 ] || echo "$?" >>failed
			# shellcheck disable=SC2086
			qser-diary add 1h --path reception-26 --participant petros --kind discussion -n $now -q >"dry.$writer" 2>&1 || echo "$?" >>failed
			echo >>"wrote.$writer"
		done &
	done
	all busy
	touch enough
	wait
	[ ! -e failed ] || not_ok "a dry run ended with $(head -n 1 failed): $(tail -n 1 dry.1)"
	same_as_first busy 'while others write'
	dry=$(cat wrote.* | wc -l)
}

# One command changes three entries to and fro: reports of them before, after, or in between?
report() {
	# shellcheck disable=SC2086
	qser-report hours --by participant,kind -f json $now -q >"$1"
}

toggle() {
	# shellcheck disable=SC2086
	qser-diary edit 1 2 3 4 --minutes "$1" $now -q
}

one_moment() {
	toggle 20min
	report before
	toggle 50min
	report after
	! cmp -s before after || not_ok 'control: the two states look the same'
	rm -f enough
	while [ ! -e enough ]; do
		if toggle 20min && toggle 50min; then
			echo >>toggles
		else
			touch failed enough
		fi
	done &
	was=0 turn=0
	while [ $turn -lt $turns ]; do
		turn=$((turn + 1))
		report moment || not_ok "a report failed beside a writer: exit status $?"
		if cmp -s moment before; then
			was=$((was + 1))
		elif ! cmp -s moment after; then
			not_ok "turn $turn: a report is of no moment: $(diff moment before | sed -n 2p | cut -c 1-100)"
		fi
	done
	touch enough
	wait
	[ ! -e failed ] || not_ok 'a writer failed beside the reports'
	# What is half of each must be seen.
	# shellcheck disable=SC2086
	qser-diary edit 1 2 --minutes 20min $now -q
	report moment
	if cmp -s moment before || cmp -s moment after; then
		not_ok 'control: a mixture is not seen'
	fi
}

base_make
locales_make
lines
places
while_others_write
one_moment
ok "$count commands that read, byte-identical in $places zones and locales (${locales##* }; $locales_missing locales are not there)" \
	"and beside $dry dry runs; $turns reports beside $(wc -l <toggles) changes: $was of before, $((turns - was)) of after, 0 of between"
