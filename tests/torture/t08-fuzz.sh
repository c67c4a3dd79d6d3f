#!/bin/sh
# t08-fuzz.sh BUILD [long]: every fuzz target for a while: no crash, no hang, no leak.
#
# The short form is that of check-fuzz, which replays all seeds, so there is none here.  The long form
# makes the targets in BUILD/fuzz and gives them MIN minutes (5) in all, and runs each with AFL++ as
# well, where that is installed.  Control: a duration that is printed wrongly in one case out of six,
# and a read past the end of a picture, put into the library on purpose, are found.
set -eu
# shellcheck source=tests/parts/harness.sh
. "$(dirname "$0")/../parts/harness.sh"

$long || skip 'the seeds are replayed by make check-fuzz; the long form fuzzes'
command -v clang >/dev/null 2>&1 || skip 'clang is not installed'
minutes=${MIN:-5}

# fuzz ENGINE: what it printed is in ENGINE.
fuzz() {
	status=0
	MAKEFLAGS='' make -s -C "$top" DEPS=no "BUILD=$build" "MIN=$minutes" "ENGINE=$1" fuzz \
		>"$dir/$1" 2>&1 || status=$?
	grep -E '^(ok|FAIL) |executions' "$dir/$1" || cat "$dir/$1"
	tail -n 1 "$dir/$1" | grep -q ' passed, [0-9]* failed$' ||
		not_ok "make fuzz ENGINE=$1 ended with $status: $(tail -n 1 "$dir/$1")"
	executions=$(awk '$2 == "executions" && $3 == "with" { print $1 }' "$dir/$1")
	figures="${figures:+$figures, }$(grep -c '^ok ' "$dir/$1") targets, $executions executions with $1"
	[ $status = 0 ] || not_ok "$(grep -m 1 '^FAIL' "$dir/$1")"
}

# found TARGET FILE OLD NEW: with NEW in the place of OLD in a file of the library the target fails
# on an input that it finds by itself.
found() {
	target=$1 source=$2
	sed "s/$3/$4/" "$top/$source" >"$dir/planted.c"
	! cmp -s "$top/$source" "$dir/planted.c" ||
		not_ok "control: there is no \"$3\" in $source"
	clang -g -O1 -std=c17 -D_GNU_SOURCE -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=all \
		-I"$top/$(dirname "$source")" -o "$dir/planted" "$dir/planted.c" \
		"$top/tests/fuzz/$target.c" "$build/fuzz/obj/libtest.a" -lsqlite3 -lutf8proc 2>cc.err ||
		not_ok "control: $target does not compile: $(head -n 1 cc.err)"
	rm -rf corpus
	mkdir corpus
	status=0
	"$dir/planted" -max_total_time=120 -max_len=4096 -seed=8 -artifact_prefix="$dir/" corpus \
		"$top/tests/fuzz/seeds/${target#fuzz_}" >planted.log 2>&1 || status=$?
	[ $status != 0 ] || not_ok "control: $target has not found what was planted in $source"
	grep -qE "$5" planted.log || not_ok "control: $target has found something else: $(tail -n 1 planted.log)"
}

figures=
fuzz libfuzzer
if command -v afl-clang-fast >/dev/null 2>&1; then
	fuzz afl
else
	echo 'note: AFL++ is not installed, and was left out'
fi
found fuzz_duration lib/base/duration.c 'h.minutes % 3)' 'h.minutes % 6 == 1)' 'not so'
found fuzz_image lib/base/image.c 'length < 2 || length > image_left(r)' 'length < 2' heap-buffer-overflow
ok "$figures: 0 crashes, hangs, leaks; two planted defects are found"
