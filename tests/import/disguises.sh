#!/bin/sh
# disguises.sh BUILD [long]: one table of 300 people, and one of 200 applications, as different
# programs would write them: encoding x delimiter x line end x decimal point x quotes, and with other
# headings, another order of the columns, line ends inside of cells, "sep=", empty lines.  Each goes
# into a fresh database by itself; all databases must be equal, byte by byte of their dumps, but for
# the name and the hash of the file; and hold what the table says, by SQL.
# Functions are given files by name, which they do not write (SC2094).
# shellcheck disable=SC2094
set -eu
# shellcheck source=tests/parts/harness.sh
. "$(dirname "$0")/../parts/harness.sh"

people=300
applications=200

# What people refer to.
prepare() {
	fresh
	printf 'code,name,kind\n%s\n%s\n%s\n' 'lamia,"Δήμος Λαμίας, Κ.Ε.Π.",municipality' \
		'brno,"Statutární město Brno; úřad",public' 'kep,"""ΚΕΠ""",agency' >organisations.csv
	printf 'code,organisation,name\n%s\n%s\n%s\n' 'lamia-front,lamia,Front desk' \
		'brno-front,brno,Přepážka' 'kep-front,kep,Υποδοχή' >departments.csv
	# shellcheck disable=SC2086
	{
		expect 0 qser-org import $now organisations.csv
		expect 0 qser-org department import $now departments.csv
	}
	cp "$QSER_DB" base.db
}

# All that is in the database, but the name and hashes of the files.
dump() {
	sqlite3 -batch "$QSER_DB" .dump | grep -av '^INSERT INTO command VALUES'
	sqlite3 -batch -quote "$QSER_DB" 'select id, at, uid, login, person, program, verb, undoes, changes,
		rows_read, rows_added, rows_updated, rows_unchanged, rows_rejected, reason from command'
}

# encode ENCODING: from UTF-8, as programs write files in it.
encode() {
	case $1 in
	utf-8) cat ;;
	bom) printf '\357\273\277' && cat ;;
	utf-16le) printf '\377\376' && iconv -f UTF-8 -t UTF-16LE ;;
	utf-16be) printf '\376\377' && iconv -f UTF-8 -t UTF-16BE ;;
	utf-32le) printf '\377\376\000\000' && iconv -f UTF-8 -t UTF-32LE ;;
	*) iconv -f UTF-8 -t "$1" ;;
	esac
}

# What has a mark needs no --encoding, and one that is given by habit does no harm.
encoding_option() {
	case $1 in
	utf-8) ;;
	bom | utf-*) [ $((number % 2)) = 0 ] || echo '--encoding cp1253' ;;
	*) echo "--encoding $1" ;;
	esac
}

# one_table NAME ROWS ENCODING KEY=VALUE...: write it, import it.
one_table() {
	what=$1 rows=$2 encoding=$3
	shift 3
	./table "$what" rows="$rows" "$@" >utf8
	encode "$encoding" <utf8 >"$what.csv" || not_ok "iconv cannot write $what in $encoding"
	command=qser-person
	[ "$what" = people ] || command=qser-mentor
	# shellcheck disable=SC2046,SC2086
	expect 0 $command import $now $(encoding_option "$encoding") "$what.csv"
	said "read $rows, added $rows, updated 0, unchanged 0, rejected 0"
}

# disguise ENCODING KEY=VALUE...: a database of it, and its dump.
disguise() {
	number=$((number + 1))
	disguised="$*"
	cp base.db "$QSER_DB"
	one_table people $people "$@"
	one_table applications $applications "$@"
	dump >dump
}

# The tables say the same as the database: rows of one that the other has not.
check_truth() {
	./table truth rows=$people "letters=$1" >truth.sql
	cat >>truth.sql <<-END
	delete from applications where id > $applications;
	attach '$QSER_DB' as q;
	update people set organisation = coalesce(organisation,
		(select o.code from q.department d join q.organisation o on o.id = d.organisation
		 where d.code = people.department));
	create view told as select p.id, p.code, p.name, p.family_name, p.email, p.phone, o.code, d.code,
		p.job_title, s.code, p.origin, p.languages, p.note from q.person p
		left join q.organisation o on o.id = p.organisation left join q.department d on d.id = p.department
		left join q.person s on s.id = p.supervisor;
	create view heard as select id, strftime('%Y-%m-%d %H:%M', submitted_at, 'unixepoch', 'localtime'),
		name, email, phone, organisation, job_title, kind, languages, areas, years, weekly_hours,
		motivation, origin from q.application;
	select 'people', count(*) from (select * from people except select * from told);
	select 'applications', count(*) from (select * from applications except select * from heard);
	select 'more', count(*) from (select * from told except select * from people);
	END
	# A view of one database does not see another.
	sed -i 's/create view/create temp view/' truth.sql
	same "what the database holds of letters=$1" 'people|0 applications|0 more|0 ' \
		"$(sql :memory: <truth.sql | tr '\n' ' ')"
}

# compare: against the first of these letters.
compare() {
	if [ ! -e reference ]; then
		mv dump reference
		check_truth "$letters"
	elif ! cmp -s reference dump; then
		not_ok "$disguised: $(diff -a reference dump | sed -n 2p | cut -c 1-120)"
	fi
}

# Every disguise of the letters: each line is the words for one.
disguises() {
	for encoding in $1; do
		for delimiter in ',' ';' T '|'; do
			for end in lf crlf cr; do
				for point in '.' ','; do
					for quotes in needed all; do
						echo "$encoding $delimiter $end $point $quotes"
					done
				done
			done
		done
	done
}

# What else may differ goes round, each at a pace of its own, so that all meet each other.
wear() {
	tab='	'
	n=$1 encoding=$2 delimiter=$3 end=$4 point=$5 quotes=$6
	# A heading of the people comes with as many bars as commas: that cannot be told apart.
	heads=names inner=lf list=\; order=up sep=no blank=no last=yes
	[ $((n % 3)) != 1 ] || heads=labels
	[ $((n % 3)) != 2 ] || heads=local
	[ $((n % 2)) = 0 ] || inner=end
	[ $((n % 5)) -lt 3 ] || list='|'
	[ $((n % 7)) -lt 4 ] || order=down
	[ $((n % 11)) != 3 ] || sep=yes
	[ $((n % 4)) != 1 ] || blank=yes
	[ $((n % 5)) != 4 ] || last=no
	[ "$delimiter" != T ] || delimiter=$tab
	disguise "$encoding" "letters=$letters" "delimiter=$delimiter" "end=$end" "point=$point" \
		"quotes=$quotes" "heads=$heads" "inner=$inner" "list=$list" "order=$order" "sep=$sep" \
		"blank=$blank" "last=$last"
}

# all_of LETTERS STEP ENCODING...: every one, or each STEPth.
all_of() {
	letters=$1 step=$2
	shift 2
	rm -f reference
	disguises "$*" | awk -v "step=$step" 'NR % step == 1 || step == 1' >worn
	while read -r encoding delimiter end point quotes; do
		wear $number "$encoding" "$delimiter" "$end" "$point" "$quotes"
		compare
	done <worn
}

# One letter of one row is another: is it seen?
plant() {
	disguise utf-8 letters=mixed planted=137
	! cmp -s reference dump || not_ok 'a planted difference was not seen'
}

compile "$parts/table.c"
prepare
number=0
step=17 other=29 # each meets every encoding, delimiter, line end
! $long || step=1 other=1
all_of greek $step utf-8 bom cp1253 ISO-8859-7 utf-16le utf-16be
all_of central $other utf-8 cp1250 ISO-8859-2 utf-16le
all_of west $other bom cp1252 ISO-8859-15
all_of mixed $other utf-8 bom utf-16le utf-16be utf-32le
plant
ok "$((number - 1)) disguises of $people people and $applications applications, 0 differences; a planted one is seen"
