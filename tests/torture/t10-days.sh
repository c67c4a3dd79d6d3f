#!/bin/sh
# t10-days.sh BUILD [long]: days and moments are those that others have; figures look the same everywhere.
#
# The days of the years 1 to 9999 are compared with SQLite; what looks like a day and is none is
# refused; all changes of the clocks from 2020 to 2037 are compared with zoneinfo of Python.  In the
# long form all of them, and the days once more through an import.  What programs read, and what they
# write, does not depend on the locale.
set -eu
# shellcheck source=tests/parts/harness.sh
. "$(dirname "$0")/../parts/harness.sh"
# shellcheck source=tests/parts/locales.sh
. "$parts/locales.sh"

step=97 zones=60
! $long || step=1 zones=1
python3 -c 'import zoneinfo; zoneinfo.ZoneInfo("Europe/Athens")' 2>/dev/null ||
	skip 'there is no python3 with zoneinfo, or no zones'

# different FILE: how many are, as the program counted.
different() {
	tail -n 1 "$1" | cut -d ' ' -f 3
}

compared() {
	flags=
	! sanitized || flags=-fsanitize=address,undefined
	# shellcheck disable=SC2086
	compile "$parts/days.c" "-I$top/lib/base" $flags "$build"/obj/lib/base/*.o \
		"$build/obj/gen/catalogue_texts.o" -lsqlite3 -lutf8proc
	./days days $step >days.out || not_ok "days: exit status $?"
	[ "$(different days.out)" = 0 ] || not_ok "$(head -n 1 days.out), $(different days.out) in all"
	! $long || same 'days compared' 3652059 "$(tail -n 1 days.out | cut -d ' ' -f 1)"
	python3 "$parts/zones.py" "$zones" >changes || not_ok 'zones.py failed'
	./days moments <changes >moments.out || not_ok "moments: exit status $?"
	[ "$(different moments.out)" = 0 ] || not_ok "$(head -n 1 moments.out), $(different moments.out) in all"
	changed=$(($(grep -vc zone changes) / 16))
	[ $changed -gt 20 ] || not_ok "only $changed changes of clocks were found"
}

# A day that is another, a moment that is not, must be seen.
control() {
	./days days 9973 1 >planted
	[ "$(different planted)" -gt 300 ] || not_ok 'control: another day is not seen'
	printf 'zone Europe/Athens\n2026-03-29 210 1 1774745400\n2026-10-25 210 1 1792888200\n' | ./days moments >planted
	[ "$(different planted)" -ge 2 ] || not_ok 'control: a gap and a repeated hour are not seen'
}

# Through the real command: a gap is refused, a repeated hour asks for the offset.
spoken() {
	fresh
	expect 0 qser-org -q add --name O --code o
	expect 0 qser-person -q add --name P --code p
	expect 0 qser-person -q add --name T --code t
	expect 0 qser-path -q new --title X --code x --organisation o --trainer t
	expect 0 qser-path -q participant add --path x --person p
	# shellcheck disable=SC2317 # expect calls it
	log() {
		qser-diary add "$1" --on "$2" --tz "$3" --path x --trainer t --participant p --kind discussion --now 2026-11-20T08:00:00Z -q
	}
	expect 65 log 3:10-3:50 2026-03-29 Europe/Athens
	expect 65 log 2:10-2:50 2026-03-29 Europe/Berlin
	expect 65 log 3:10-3:50 2025-10-26 Europe/Athens
	said +02:00
	said +03:00
	expect 0 log 3:10+03:00-3:50+03:00 2025-10-26 Europe/Athens
	expect 65 log 2:10-2:20 2025-10-05 Australia/Lord_Howe
	expect 0 log 2:10-2:20 2025-10-05 Europe/Athens
	expect 65 log 9:00-9:30 2026-02-30 Europe/Athens
}

# All that looks like a day, as holidays: those that are come in, the others do not.
imported() {
	$long || return 0
	fresh
	python3 - >all.csv <<-'END'
		print("day")
		for year in range(0, 10000):
		    for month in range(0, 14):
		        for day in range(0, 33):
		            print(f"{year:04}-{month:02}-{day:02}")
	END
	expect 1 qser-org holiday import all.csv
	# The schema's second wall, date(), takes 0300-03-01 for another day in SQLite 3.40.
	misread=$(python3 - <<-'END'
		import datetime, sqlite3
		same = "select ?1 = date(?1, '+0 days')"
		ask, first = sqlite3.connect(":memory:"), datetime.date.min
		print(sum(not ask.execute(same, ((first + datetime.timedelta(n)).isoformat(),)).fetchone()[0]
		          for n in range(3652059)))
	END
	)
	[ "$misread" -le 1 ] || not_ok "SQLite misreads $misread days"
	grep -q "added $((3652059 - misread)),.*rejected $((967941 + misread))" err ||
		not_ok "the import of all days: $(tail -n 1 err)"
	# From 400 on, see days.c.
	same 'days that SQLite has not' 0 "$(sqlite3 "$QSER_DB" "select count(*) from holiday where day >= '0400'
		and julianday(day) - julianday('0400-01-01') <> id - (select id from holiday where day = '0400-01-01')")"
	rm -f "$QSER_DB" all.csv
	imported=', imported too'
}

output() {
	# shellcheck disable=SC2086 # words of a command
	set -- $now
	for format in csv tsv json jsonl; do
		qser-diary list -f $format "$@"
		qser-diary sum --by month,kind -f $format "$@"
		qser-report hours -f $format "$@"
		qser-person list --name MARIA -f $format "$@"
		qser-checklist answers list -f $format "$@"
	done
	qser-report progress -f html "$@"
	qser-report timesheet --person maria --period 2026-10 --draft -f text "$@"
	printf 'name,email,languages\nİpek Işık,ipek@example.org,tr\nIRIS,IRIS@EXAMPLE.ORG,el\n' |
		qser-person import - -n "$@" 2>&1
	qser-diary import -n "$@" hours.csv 2>&1
}

everywhere() {
	rm -f "$QSER_DB"
	# shellcheck disable=SC2086
	expect 0 qser-admin $now -q init --demo
	printf 'day;trainer;path;participants;minutes\n2026-11-02;maria;reception-26;petros;1,5h\n2026-11-03;maria;reception-26;petros;0,25h\n' >hours.csv
	locales_make
	for locale in $locales; do
		(LC_ALL=$locale LANG=$locale && export LC_ALL LANG && output >"output.$locale") ||
			not_ok "a command failed in the locale $locale: exit status $?"
		cmp -s output.C "output.$locale" || not_ok "in the locale $locale: $(diff -a output.C "output.$locale" | sed -n 2,3p)"
	done
	grep -q 'added 2' output.C || not_ok 'the hours with a comma were not read'
}

imported=
compared
control
spoken
imported
everywhere
read -r days refused _ <<END
$(tail -n 1 days.out)
END
ok "$days days as SQLite has them, $refused that are none refused$imported; $changed changes of clocks in" \
	"$(grep -c zone changes) zones, $(tail -n 1 moments.out | cut -d ' ' -f 1) moments as zoneinfo has them, 0 different;" \
	"machines read the same in $(echo "$locales" | wc -w) locales, $locales_missing are not there; planted ones are seen"
