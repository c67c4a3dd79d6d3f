#!/bin/sh
# memory.sh BUILD [long]: an import takes constant memory: the page cache of 64 MiB (with what heads its
# pages, 69), and 32 MiB more at most, for 1,000,000 applications as for one; also the same file again, a file of which every row is
# refused, a field of 1 GiB, as many commas, as many empty lines.  The short form has 50,000
# applications, 12 MiB and 64 MiB.
set -eu
# shellcheck source=tests/parts/harness.sh
. "$(dirname "$0")/../parts/harness.sh"

cache=69 bar=12 rows=50000 large=67108864
! $long || bar=32 rows=1000000 large=1073741824
! sanitized || skip 'the sanitizers take memory of their own'

# peak STATUS FILE WORDS...: MiB that an import with these words takes at most.  A file below 1 MiB goes
# without the large cache.
peak() {
	want=$1
	shift
	./strike 0 0 qser-mentor import "$@" >figures 2>err
	read -r status took most <figures
	same "the exit status of import $*" "$want" "$status"
	peak=$(awk -v "k=$most" 'BEGIN { printf "%.1f", k / 1024 }')
	seconds=$(awk -v "us=$took" 'BEGIN { printf "%.1f", us / 1000000 }')
	size=$cache
	[ -p "$1" ] || [ "$(stat -c %s "$1")" -ge 1048576 ] || size=0
	awk -v "k=$most" -v "most=$((size + bar))" 'BEGIN { exit k / 1024 > most }' ||
		not_ok "import $*: $peak MiB, of which the cache has $size; bar $bar"
}

# hostile WHAT CHARACTER STATUS: many of them, in a good or a bad row.
hostile() {
	mkfifo pipe
	{
		printf 'name,email,motivation\nA,a@example.org,'
		head -c $large /dev/zero | tr '\0' "$2"
		printf '\nZ,z@example.org,\n'
	} >pipe &
	peak "$3" pipe
	wait $!
	rm pipe
	said ', added'
	figures="$figures, $((large >> 20)) MiB of $1 $peak MiB"
}

compile "$top/tests/bench/import/generate.c"
compile "$parts/strike.c"
./generate $rows 3 >rows.csv
head -n 2 rows.csv >one.csv
fresh
peak 0 one.csv
figures="one application $peak MiB"
fresh
peak 0 rows.csv
said "read $rows, added $rows, updated 0, unchanged 0, rejected 0"
figures="$rows applications $peak MiB in $seconds s, $figures"
peak 0 rows.csv
said "read $rows, added 0, updated 0, unchanged $rows, rejected 0"
figures="$figures, the same again $peak MiB"
sed '1!s/@/ at /' rows.csv >bad.csv
peak 1 bad.csv --rejects refused.csv
said "read $rows, added 0, updated 0, unchanged 0, rejected $rows"
same 'the rows of the rejects' $rows "$(grep -c 'is not an address' refused.csv)"
figures="$figures, all refused $peak MiB"
hostile 'one field' a 1
hostile commas , 1
hostile 'empty lines' '\n' 0
ok "$figures; bar $cache of cache and $bar"
