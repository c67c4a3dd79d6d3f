# shellcheck shell=sh
# older.sh: sourced behind harness.sh.  Databases of schemas released before that of today.

older_from=${top:?the folder of everything}
# shellcheck disable=SC2034
older_steps=$(find "$older_from/lib/store/schema" -name '*.sql' | wc -l)

# The words that lib/store/schema.c replaces.  One that is missing here is found by qser-admin check
# once the database is migrated: it compares the schema, as text, with its own.
older_expand() {
	sed "s/@ID/integer primary key/g; s/@INT/integer/g; s/@STRICT/strict/g
		s/@KEYED/strict, without rowid/g; s/@BOOL(\([a-z_]*\))/integer check (\1 in (0, 1))/g
		s/@DAY(\([a-z_]*\))/text check (\1 glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' \
and \1 is date(\1, '+0 days'))/g"
}

# A statement a table: what of its rows there was room for.
older_copies() {
	sqlite3 -batch "$1" "select format('insert into \"%w\" (%s) select %s from today.\"%w\";',
		t.name, group_concat(c.name), group_concat(c.name), t.name)
		from sqlite_schema t, pragma_table_info(t.name) c where t.type = 'table' group by t.name"
}

# older_make STEP FROM TO: a database of that step, with the rows of FROM, which is of today.
older_make() {
	rm -f "$3"
	for older_n in $(seq "$1"); do
		cat "$(printf '%s/lib/store/schema/%03d-' "$older_from" "$older_n")"*.sql || return
	done | older_expand >older.sql
	sqlite3 -batch -bail "$2" 'pragma application_id' | sed 's/.*/pragma application_id=&;/' >>older.sql
	echo "pragma user_version=$1;" >>older.sql
	sql "$3" <older.sql
	{
		echo "attach '$2' as today; begin;"
		older_copies "$3"
		echo 'commit;'
	} >older.sql
	sql "$3" <older.sql
}
