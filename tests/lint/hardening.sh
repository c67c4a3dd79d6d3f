#!/bin/sh
# hardening.sh BUILD: what was built is hardened as the Makefile says: looked up in the files themselves.
#
# Each command and the library: position independent, relocations read-only before main, no stack or
# segment that can be written and run, code apart from the rest, canaries, checked calls of the C library,
# stack probes, landing marks and shadow stacks, no search path but $ORIGIN's.
# The control comes first: a small program, compiled by the Makefile's own words with gcc and clang, passes,
# and is refused when any one of the flags is taken away.
set -eu

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
failed=0
# Marks of indirect jumps are those of this processor.
machine=$(uname -m)

# about FILE: what readelf says of it, in $dir/about; the code in $dir/code.
about() {
	readelf -hldnW "$1" >"$dir/about" 2>/dev/null
	readelf --dyn-syms -W "$1" | awk '$7 == "UND" { sub(/@.*/, "", $8); print $8 }' >"$dir/calls"
}

has() {
	grep -Eq -e "$1" "$dir/about"
}

# A frame of more than a page that is made in one step can jump over the guard page.
big_frame() {
	objdump -d --no-show-raw-insn "$1" |
		awk '/>:$/ { name = $2 }
			match($0, /sub +\$0x[0-9a-f]+,%rsp/) {
				size = substr($0, RSTART, RLENGTH)
				sub(/.*\$0x/, "", size); sub(/,.*/, "", size)
				if (size ~ /^ffffffff/) next # the other way
				if (length(size) > 4 || (length(size) == 4 && size > "1000")) { print name; exit }
			}'
}

# The note of landing marks (IBT) is lost with the start code of a C library that has none, so: does what is
# called from outside begin with a mark?
lands() {
	objdump -d --no-show-raw-insn "$1" | awk '
		/<(main|qser_[a-z_]*)>:$/ { getline; n++; if ($2 != "endbr64") bad = 1 }
		END { exit bad || !n }'
}

# flaws FILE NAME: a word each, into $dir/flaws.
flaws() {
	about "$1"
	{
		has 'Type: +DYN' || echo 'not position independent'
		case $2 in
		libqser.so*)
			has 'SONAME.*\[libqser\.so\.0\]$' || echo 'no SONAME libqser.so.0'
			! has '\((RUNPATH|RPATH)\)' || echo 'a search path'
			;;
		*)
			has 'FLAGS_1.* PIE' || echo 'not position independent (PIE)'
			! has '\((RUNPATH|RPATH)\)' || has '\(RUNPATH\).*\[.ORIGIN/\.\./lib\]$' ||
				echo "a search path other than that of \$ORIGIN"
			;;
		esac
		has '^ +GNU_RELRO' || echo 'relocations stay writable (relro)'
		has 'BIND_NOW|FLAGS_1.* NOW' || echo 'functions bound late (now)'
		has '^ +GNU_STACK .* RW +0x' || echo 'a stack that can be run'
		! has '^ +LOAD .* RWE' || echo 'a segment that can be written and run'
		awk '/^ +LOAD/ { exit $8 == "E" }' "$dir/about" || echo 'code beside headers (separate-code)'
		! has 'TEXTREL' || echo 'relocations in code'
		grep -qx __stack_chk_fail "$dir/calls" || echo 'no canaries (stack-protector)'
		grep -q '^__.*_chk$' "$dir/calls" || echo 'no checked calls (_FORTIFY_SOURCE)'
		if [ "$machine" = x86_64 ]; then
			lands "$1" || echo 'no landing marks (cf-protection)'
			has 'x86 feature:.*SHSTK' || echo 'no shadow stacks (cf-protection)'
			frame=$(big_frame "$1")
			[ -z "$frame" ] || echo "a large frame that is not probed (stack-clash), in $frame"
		fi
	} >"$dir/flaws"
}

# ---- Control ----

cat >"$dir/sample.c" <<'END'
#include <stdio.h>
#include <string.h>
int take(char *place, size_t size);
int take(char *place, size_t size)
{
	return fgets(place, (int)size, stdin) != NULL;
}
int main(int argc, char **argv)
{
	char place[64 * 1024], word[64];
	memcpy(word, argv[0], strlen(argv[0]) + 1 > sizeof word ? sizeof word : strlen(argv[0]) + 1);
	printf(word[0] ? "%d\n" : "-%d\n", argc);
	return take(place, sizeof place);
}
END

# The Makefile's own words: "CC FLAGS" to compile, "CC FLAGS LIBRARIES" to link.
words() {
	env -u MAKEFLAGS make -s --no-print-directory CC="$1" BUILD="$dir/$1" "$dir/$1/obj/compile.now" "$dir/$1/obj/link.now"
	compile=$(sed 's/-MMD -MP//' "$dir/$1/obj/compile.now")
	link=$(sed 's/-lsqlite3 -lutf8proc//; s/-Wl,--as-needed//' "$dir/$1/obj/link.now")
}

# try "FROM" "TO": the sample with other words.
try() {
	eval "$(printf '%s' "$compile" | sed "s/ $1/ $2/")" -w -fPIE -c -o "$dir/sample.o" "$dir/sample.c"
	eval "$(printf '%s' "$link" | sed "s/ $1/ $2/")" "${3--pie}" -o "$dir/sample" "$dir/sample.o"
	flaws "$dir/sample" sample
}

refused() {
	try "$1" "$2" "${4--pie}"
	grep -qF -e "$3" "$dir/flaws" || {
		echo "tests/lint/hardening.sh:1: $compiler: a program with \"$2\" for \"$1\" is not refused: $3"
		failed=1
	}
}

for compiler in gcc clang; do
	command -v $compiler >"$dir/where" || continue
	words $compiler
	try ' ' ' '
	[ ! -s "$dir/flaws" ] || {
		echo "Makefile:1: $compiler: $(head -n 1 "$dir/flaws")"
		failed=1
	}
	refused -fstack-protector-strong -fno-stack-protector 'no canaries'
	refused -D_FORTIFY_SOURCE=3 '' 'no checked calls'
	refused -Wl,-z,relro -Wl,-z,norelro 'relocations stay writable'
	refused -Wl,-z,now -Wl,-z,lazy 'functions bound late'
	refused -Wl,-z,noexecstack -Wl,-z,execstack 'a stack that can be run'
	refused -Wl,-z,separate-code -Wl,-z,noseparate-code 'code beside headers'
	refused '-Wl,-rpath,' '-Wl,-rpath,\/tmp:' 'a search path'
	refused ' ' ' ' 'not position independent' -no-pie
	if [ "$machine" = x86_64 ]; then
		refused -fcf-protection -fcf-protection=return 'no landing marks'
		refused '-z shstk' '' 'no shadow stacks'
		refused -fstack-clash-protection -fno-stack-clash-protection 'a large frame that is not probed'
	fi
done

# ---- What was built ----

count=0
for file in "$1"/bin/qser* "$1"/lib/libqser.so; do
	flaws "$file" "$(basename "$file")"
	sed "s|^|$file:1: |" "$dir/flaws"
	[ ! -s "$dir/flaws" ] || failed=1
	count=$((count + 1))
done
[ $count -gt 8 ] || {
	echo "Makefile:1: $1 holds only $count built files"
	failed=1
}
exit $failed
