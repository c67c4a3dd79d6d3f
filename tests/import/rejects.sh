#!/bin/sh
# rejects.sh BUILD [long]: 1,000 training paths in windows-1253 with semicolons, 37 rows of them bad, of
# every kind.  The good ones are in, the bad ones come back as they were, with line, field and reason;
# mended by a script and given to the same command they go in; all again changes nothing.  --atomic,
# --max-errors and -n keep nothing.
set -eu
# shellcheck source=tests/parts/harness.sh
. "$(dirname "$0")/../parts/harness.sh"

# The file as it should be, good.csv; as it comes, bad.csv; and what is expected of each bad row,
# plan.csv: line, field, a part of the message, the cell behind it (surplus, or mark), the cells as they
# come back.
write_files() {
	awk '
	function quote(text) {
		if (text !~ /[";\n\t,|]/)
			return text
		gsub(/"/, "\"\"", text)
		return "\"" text "\""
	}
	function join(cells, n, i, out) {
		out = quote(cells[1])
		for (i = 2; i <= n; i++)
			out = out ";" quote(cells[i])
		return out
	}
	function fill(row) {
		good[1] = "path-" row
		good[2] = row % 3 ? "Εξυπηρέτηση πολιτών " row : "Υποδοχή; \"ΚΕΠ\" " row
		good[3] = row % 2 ? "lamia" : "kep"
		good[4] = row % 2 ? "lamia-front" : ""
		good[5] = row % 5 ? "eleni" : "maria@example.org"
		good[6] = row % 4 ? "path" row "@example.org" : ""
		good[7] = row % 20 + 1
		good[8] = row % 7 + 1
		good[9] = row % 3 ? "" : 12
		good[10] = row % 9 + 1 ",5"
		good[11] = "2026-09-" sprintf("%02d", row % 28 + 1)
		good[12] = "2026-12-18"
		good[13] = row % 6 ? "" : "Πρώτος στόχος\nδεύτερος; τρίτος\n\n«τέλος»"
		good[14] = row % 8 ? "μία, δύο" : ""
	}
	# The row as it comes: cell C is TEXT, which is refused in FIELD with WORDS.
	function spoil(c, text, field, words) {
		bad[c] = text
		expect_field = field
		expect_words = words
		raw = join(bad, 14)
	}
	# The row comes as LINE, out of shape.
	function misshape(line, field, words) {
		raw = line
		expect_field = field
		expect_words = words
		last = "check this row, then remove this cell"
	}
	function ruin(kind, i, long) {
		if (kind == 1) spoil(6, "eleni@", "email", "is not an address")
		else if (kind == 2) spoil(6, "eleni at example.org", "email", "is not an address")
		else if (kind == 3) spoil(6, "a@example.org, b@example.org", "email", "is not an address")
		else if (kind == 4) spoil(6, "@", "email", "is not an address")
		else if (kind == 5) spoil(11, "2026-02-30", "starts", "2026-02-30")
		else if (kind == 6) spoil(11, "31/12/2026", "starts", "31/12/2026")
		else if (kind == 7) spoil(12, "2026-13-01", "ends", "2026-13-01")
		else if (kind == 8) spoil(12, "10000-01-01", "ends", "10000-01-01")
		else if (kind == 9) spoil(12, "soon", "ends", "soon")
		else if (kind == 10) spoil(12, "2026-01-01", "*", "2026-01-01")
		else if (kind == 11) spoil(3, "athens", "organisation", "there is no organisation")
		else if (kind == 12) spoil(5, "nobody@example.org", "trainer", "there is no person")
		else if (kind == 13) spoil(4, "kep", "department", "there is no department")
		else if (kind == 14) spoil(5, "99", "trainer", "there is no person")
		else if (kind == 15) { bad[3] = "kep"; spoil(4, "lamia-front", "department", "another organisation") }
		else if (kind == 16) spoil(8, "3.5", "months", "3.5")
		else if (kind == 17) spoil(8, "0x10", "months", "0x10")
		else if (kind == 18) spoil(7, "-1", "participants_planned", "-1")
		else if (kind == 19) spoil(7, "1e3", "participants_planned", "1e3")
		else if (kind == 20) spoil(7, "²", "participants_planned", "²")
		else if (kind == 21) spoil(10, "0,001", "hours", "0,001")
		else if (kind == 22) spoil(10, "many", "hours", "many")
		else if (kind == 23) spoil(10, "9223372036854775808", "hours", "9223372036854775808")
		else if (kind == 24) spoil(2, "", "title", "is missing")
		else if (kind == 25) { bad[4] = ""; spoil(3, "", "organisation", "is missing") }
		else if (kind == 26) spoil(2, "a\nb", "title", "")
		else if (kind == 27) spoil(2, "a\tb", "title", "")
		else if (kind == 28) spoil(1, "Path 7", "code", "is not a code")
		else if (kind == 29) { spoil(2, "a\001b", "", "U+0001"); misshape(raw, "", "U+0001") }
		else if (kind == 30) { spoil(14, "\033[2J", "", "U+001B"); misshape(raw, "", "U+001B") }
		else if (kind == 31) { spoil(2, "\177", "", "U+007F"); misshape(raw, "", "U+007F") }
		else if (kind == 32) {
			long = "α"
			for (i = 0; i < 15; i++)
				long = long long
			bad[14] = long
			misshape(join(bad, 14) "α", "", "65536")
		} else if (kind == 33) { for (i = 4; i <= 14; i++) bad[i] = ""; misshape(bad[1] ";" quote(bad[2]) ";" bad[3], "", "3 fields") }
		else if (kind == 34) { for (i = 2; i <= 14; i++) bad[i] = ""; misshape(bad[1], "", "1 field") }
		else if (kind == 35) { misshape(join(bad, 14) ";\"one more; cell\"", "", "15 fields"); last = "one more; cell" }
		else if (kind == 36) { bad[2] = "say \"yes\" to it"; bad[14] = ""; misshape(bad[1] ";" bad[2] ";" tail(), "", "quote") }
		else if (kind == 37) { bad[2] = "\"Υποδοχή\" πολιτών"; bad[14] = ""; misshape(bad[1] ";" bad[2] ";" tail(), "", "closing quote") }
	}
	# All behind the second cell, as it stands: it holds nothing to quote in these rows.
	function tail(i, out) {
		bad[13] = ""
		for (i = 3; i <= 14; i++)
			out = out (i > 3 ? ";" : "") bad[i]
		return out
	}
	function lines(text) {
		return gsub(/\n/, "", text) + 1
	}
	BEGIN {
		names = "code;title;organisation;department;trainer;email;participants_planned;months;weeks;hours;starts;ends;goals;note"
		print names >"good.utf8"
		print names >"bad.utf8"
		line = 2
		for (row = 1; row <= 1000; row++) {
			fill(row)
			whole = join(good, 14)
			raw = whole
			for (i = 1; i <= 14; i++)
				bad[i] = good[i]
			if (row % 27 == 1 && row < 1000) {
				last = ""
				ruin((row - 1) / 27 + 1)
				print line ";" expect_field ";" quote(expect_words) ";" quote(last) ";" join(bad, 14) >"plan.csv"
				print line ";" whole >"mended.csv"
			}
			print whole >"good.utf8"
			print raw >"bad.utf8"
			line += lines(raw)
		}
	}'
	iconv -f UTF-8 -t cp1253 good.utf8 >good.csv
	iconv -f UTF-8 -t cp1253 bad.utf8 >bad.csv
}

prepare() {
	fresh
	for code in lamia kep; do
		expect 0 qser-org add --code $code --name $code
	done
	expect 0 qser-org department add --code lamia-front --organisation lamia --name 'Front desk'
	expect 0 qser-person add --code eleni --name 'Ελένη'
	expect 0 qser-person add --code maria --name 'Μαρία' --email maria@example.org
	mv "$QSER_DB" base.db
}

# import STATUS FILE WORDS...: always the same command line.
import() {
	want=$1 file=$2
	shift 2
	# shellcheck disable=SC2086
	expect "$want" qser-path import --encoding cp1253 $now "$@" "$file"
}

columns='code, title, organisation, department, trainer, email, participants_planned, months, weeks, hours, starts, ends, goals, note'
text=$(echo "$columns" | sed 's/,/ text,/g; s/$/ text/')

# The rejects, read by sqlite3, against the plan: "what: how many" where it is not as it should be.
check_rejects() {
	[ "$(head -c 3 rejects.csv | od -An -tx1 | tr -d ' ')" = efbbbf ] || not_ok 'no byte order mark'
	head -n 1 rejects.csv | grep -q ';note;_line;_field;_message$' || not_ok "the header: $(head -n 1 rejects.csv)"
	rm -f tables.db
	# Rows without surplus cells and mark are filled up, which it tells on standard error.
	sqlite3 -batch tables.db 2>filled <<-END || not_ok "sqlite3 cannot read the rejects: $(head -n 1 filled)"
	create table plan (line integer, field text, words text, last text, $text);
	create table back ($text, line integer, field text, message text, last text);
	create table good (line integer, $text);
	.mode csv
	.separator ";"
	.import plan.csv plan
	.import --skip 1 rejects.csv back
	.import mended.csv good
	END
	cells() {
		echo "$columns" | sed "s/\([a-z_][a-z_]*\)/coalesce($1.\1, '')/g"
	}
	same 'what came back' 'rows|37 line or field|0 message|0 last cell|0 cells|0 ' "$(sql tables.db <<-END | tr '\n' ' '
	select 'rows', count(*) from back;
	create view both as select * from plan p join back b on p.line = b.line;
	select 'line or field', (select count(*) from plan p where not exists
		(select 1 from back b where b.line = p.line and p.field in (coalesce(b.field, ''), '*')));
	select 'message', count(*) from plan p join back b on p.line = b.line
		where not instr(b.message, p.words) or b.message = '';
	select 'last cell', count(*) from plan p join back b on p.line = b.line
		where p.last <> coalesce(b.last, '');
	select 'cells', count(*) from plan p join back b on p.line = b.line
		where ($(cells p)) <> ($(cells b));
	END
	)"
}

# The right values into the cells, by line; the last cell goes.
mend() {
	{
		head -n 1 rejects.csv
		sql tables.db <<-END
		.mode csv
		.separator ";" "\n"
		select $(echo "$columns" | sed 's/\([a-z_][a-z_]*\)/g.\1/g'), b.line, b.field, b.message
			from back b join good g on g.line = b.line;
		END
	} >repaired.csv
}

# unchanged WHEN: the database is as it was.
unchanged() {
	cmp -s base.db "$QSER_DB" || not_ok "$1: the database was changed"
}

# listing: all paths as they are, but for their numbers.
listing() {
	qser-path list -f csv --sort code --columns "$(echo "$columns" | tr -d ' ')"
}

# Everything that keeps nothing.
check_nothing() {
	cp base.db "$QSER_DB"
	import 65 bad.csv --atomic --rejects atomic.csv
	said '37 of 1000 rows are rejected; nothing was imported (--atomic)'
	said 'read 1000, added 0, updated 0, unchanged 0, rejected 37'
	unchanged --atomic
	import 65 bad.csv --max-errors 10 --rejects never.csv
	said 'gave up after 10 rejected rows; nothing was imported'
	unchanged --max-errors
	import 1 bad.csv -n --rejects never.csv
	mv err dry
	unchanged -n
	[ ! -e never.csv ] || not_ok 'rejects were written of an import that kept nothing'
}

check_import() {
	import 1 bad.csv --rejects rejects.csv
	said 'read 1000, added 963, updated 0, unchanged 0, rejected 37'
	grep -v 'dry run: nothing was written' dry | cmp -s - err || not_ok "-n says: $(diff dry err | sed -n 2p)"
	! cmp -s dry err || not_ok '-n does not say that nothing was written'
	same 'the command' '1000 963 0 0 37' "$(qser-admin log -f tsv --verb import --no-header \
		--columns rows_read,rows_added,rows_updated,rows_unchanged,rows_rejected | tr '\t' ' ')"
	cmp -s rejects.csv atomic.csv || not_ok 'the rejects of --atomic are others'
	check_rejects
}

check_mended() {
	# Of the 8 with a mark 3 still hold a control character, which is told first.
	import 1 rejects.csv --rejects same.csv
	said 'read 37, added 0, updated 0, unchanged 0, rejected 37'
	same 'the rows that are still marked' 5 "$(grep -c 'still marked as rejected' same.csv)"
	mend
	import 0 repaired.csv --rejects never.csv
	said 'read 37, added 37, updated 0, unchanged 0, rejected 0'
	import 1 bad.csv --rejects again.csv
	said 'read 1000, added 0, updated 0, unchanged 963, rejected 37'
	cmp -s rejects.csv again.csv || not_ok 'the same rows are rejected otherwise the second time'
	import 0 repaired.csv
	said 'read 37, added 0, updated 0, unchanged 37, rejected 0'
	import 0 good.csv
	said 'read 1000, added 0, updated 0, unchanged 1000, rejected 0'
	[ ! -e never.csv ] || not_ok 'a file of rejects without a reject'
	expect 0 qser-admin check
	listing >mended
	cp base.db "$QSER_DB"
	import 0 good.csv
	listing >straight
	cmp -s mended straight || not_ok "mended: $(diff -a mended straight | sed -n 2p)"
}

write_files
prepare
check_nothing
check_import
check_mended
ok '1000 rows, 37 bad ones of 37 kinds: 963 in, 37 back with line, field, reason and cells; mended and fed back: all in; again: 1000 unchanged'
