#!/bin/sh
# sql.sh: SQL that two engines understand, and described tables written only by the record engine.
set -eu

failed=0

# Words only one engine knows, in any string outside the seam, and in the schema steps.
{
	find lib bin -name '*.[ch]' ! -path 'lib/store/*' -exec awk -f tests/lint/c.awk -v keep=strings {} +
	for step in lib/store/schema/*.sql; do
		sed 's/--.*//' "$step" | awk -v f="$step" '{ print f ":" NR ":" $0 }'
	done
} | awk '
	function refuse(pattern, what) {
		if (match(lower, pattern)) { print place ": " what ": " substr(lower, RSTART, RLENGTH); failed = 1 }
	}
	{
		split($0, part, ":")
		place = part[1] ":" part[2]
		lower = " " tolower(substr($0, length(place) + 2)) " "
		refuse("[^a-z_]insert +or +[a-z]", "say on conflict instead")
		refuse("[^a-z_](strftime|datetime|julianday|unixepoch|now|json|json_[a-z]+|group_concat|string_agg|ifnull|iif|printf|instr|to_char)\\(",
			"not in both engines")
		refuse("[^a-z_](rowid|autoincrement|ilike|glob)[^a-z_]", "not in both engines")
		refuse("[^:]::[a-z]", "a cast of one engine")
	}
	END { exit failed }' || failed=1

# "check (state in (…))" makes a table of the words for every row it looks at: an insert takes half
# as long again.
for step in lib/store/schema/*.sql; do
	if grep -n 'check *([a-z_]* in (' "$step" | grep . >&2; then
		echo "$step: a list in a CHECK: say state = 'a' or state = 'b'"
		failed=1
	fi
done

# Double quotes inside SQL make a name of one engine and a string of the other.
find lib -name '*.[ch]' -exec awk -f tests/lint/c.awk -v keep=all {} + | awk '
	{
		split($0, part, ":")
		text = substr($0, length(part[1] ":" part[2]) + 2)
		if (text ~ /(^|[^A-Za-z_])SQL_[A-Z_]+/ && text ~ /define|=/) sql = 1
		if (sql && text ~ /\\"/) { print part[1] ":" part[2] ": double quotes inside SQL"; failed = 1 }
		if (text !~ /\\$/ && text !~ /"$/) sql = 0
	}
	END { exit failed }' || failed=1

# table.c writes described tables, log.c the log; everybody else goes through them.
find lib -name '*.c' ! -path 'lib/store/*' ! -path lib/record/table.c ! -path lib/record/log.c \
	-exec awk -f tests/lint/c.awk -v keep=strings {} + | awk '
	{
		lower = tolower($0)
		# "do update set" is matched, too: there is nothing to upsert but in table.c.
		if (match(lower, /(insert into|replace into|delete from|update [a-z_%]+ set|do update set|create table|drop table|alter table)/)) {
			split($0, part, ":")
			print part[1] ":" part[2] ": writes a table itself: " substr(lower, RSTART, RLENGTH)
			failed = 1
		}
	}
	END { exit failed }' || failed=1
exit $failed
