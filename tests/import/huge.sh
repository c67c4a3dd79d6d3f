#!/bin/sh
# huge.sh BUILD [long]: 1 GiB (short: 16 MiB) that is one mistake: a quote that is never closed, at the
# start and behind good rows; one line without an end, of text and of fields; a million columns; empty
# lines, ended by LF and by CR; NULs.  Each is refused, or is no more than one bad row, to
# "qser-admin read" and to an import, within seconds and in 16 MiB, of imports beside their cache of 68.
set -eu
# shellcheck source=tests/parts/harness.sh
. "$(dirname "$0")/../parts/harness.sh"

size=16M bar_kib=16384 cache_kib=69760 bar_seconds=10
! $long || size=1G bar_seconds=60
measured=true
! sanitized || measured=false

head='name,email,phone'
filled() { # BYTE: so many of them
	head -c "$size" /dev/zero | tr '\0' "$1"
}
huge() {
	case $1 in
	columns) seq 1000000 | tr '\n' , && echo && seq 1000000 | tr '\n' , ;;
	returns) printf '%s\r' "$head" && filled '\r' ;;
	nothing) filled '\n' ;;
	zeros) filled '\0' ;;
	*)
		echo "$head"
		case $1 in
		open) printf '"a' && filled x ;;
		open-late) seq 2000 | sed 's/.*/N &,n&@example.org,/' && printf 'N,"a\n' && filled '\n' ;;
		line) filled x ;;
		fields) filled , ;;
		blank) filled '\n' ;;
		esac
		;;
	esac 2>made || : # whose reader has seen enough
}

most=0 slowest=0
# measure WHAT STATUS WORDS: what strike says of it, and what the command said.
measure() {
	read -r status took kib <figures
	same "$1: exit status" "$2" "$status"
	[ -z "$3" ] || said "$3"
	case $1 in *imported) kib=$((kib > cache_kib ? kib - cache_kib : 0)) ;; esac
	! $measured || [ "$kib" -le $bar_kib ] || not_ok "$1: $kib KiB; bar $bar_kib"
	[ "$took" -le $((bar_seconds * 1000000)) ] || not_ok "$1: $took microseconds; bar $bar_seconds s"
	[ "$kib" -le "$most" ] || most=$kib
	[ "$took" -le "$slowest" ] || slowest=$took
}

# try WHAT READ IMPORT WORDS: both exit statuses.
try() {
	huge "$1" | ./strike 0 0 qser-admin read -f csv -o read.csv - >figures 2>err
	measure "$1, read" "$2" "$4"
	[ "$2" != 65 ] || [ ! -e read.csv ] || not_ok "$1: refused, and written"
	rm -f read.csv
	huge "$1" | ./strike 0 0 qser-mentor import - >figures 2>err
	measure "$1, imported" "$3" "$4"
}

compile "$parts/strike.c"
fresh
open='the quote opened here is not closed within 1048576 bytes'
try open 65 65 "-:2: character 1: $open"
try open-late 65 65 "-:2002: character 3: $open"
same 'applications behind refused files' '' "$(qser-mentor list --ids)"
try line 1 1 '-:2: the row is longer than 1048576 bytes'
try fields 1 1 '-:2: more than 256 fields'
try columns 65 65 '-:1: in the header: more than 256 fields'
try blank 0 0 ''
try returns 0 0 ''
try nothing 65 65 '-: empty'
try zeros 65 65 '-:1: column 1: a NUL byte at offset 0'
figures=$(awk -v "us=$slowest" -v "k=$most" 'BEGIN { printf "the slowest of 18 takes %.1f s, the largest %.1f MiB", us / 1000000, k / 1024 }')
$measured || figures="18 runs"
ok "$size each: $figures; bars $bar_seconds s and 16 MiB"
