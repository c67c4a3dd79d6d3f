#!/bin/sh
# run-fuzz.sh MINUTES BUILD PROGRAM...: fuzz targets, made for libFuzzer or AFL++ (ENGINE=afl).
#
# The minutes are shared by the targets, one after the other; none gets less than ten seconds.  What
# was found to be new stays in BUILD/corpus/NAME, what broke in BUILD/broken/NAME-*: mend it, and keep
# it in tests/fuzz/seeds/NAME, named after what it broke.  A line for each target, with its
# executions; the last one: "N passed, N failed".
set -eu

here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/sanitize.sh
. "$here/sanitize.sh"
engine=${ENGINE:-libfuzzer}
[ $# -gt 2 ] || {
	echo 'usage: run-fuzz.sh MINUTES BUILD PROGRAM...' >&2
	exit 64
}
case $1 in
'' | *[!0-9]*)
	echo "run-fuzz.sh: MIN=$1: whole minutes are wanted" >&2
	exit 64
	;;
esac
minutes=$1
build=$(cd "$2" && pwd)
shift 2
seconds=$((minutes * 60 / $#))
[ $seconds -ge 10 ] || seconds=10
broken=$build/broken
mkdir -p "$broken"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
trap 'exit 130' INT TERM

# What AFL++ asks of the machine is for whoever owns it to set.
AFL_NO_UI=1 AFL_SKIP_CPUFREQ=1 AFL_NO_AFFINITY=1 AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES=1
export AFL_NO_UI AFL_SKIP_CPUFREQ AFL_NO_AFFINITY AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES

# Each sets executions, and found: what was broken, one file a line.
run_libfuzzer() {
	corpus=$build/corpus/$name
	mkdir -p "$corpus"
	set -- "$1"
	[ ! -f "$here/fuzz/$name.dict" ] || set -- "$1" "-dict=$here/fuzz/$name.dict"
	status=0
	"$@" -max_total_time=$seconds -print_final_stats=1 -max_len=4096 -timeout=10 -rss_limit_mb=2048 \
		-close_fd_mask=1 -artifact_prefix="$broken/$name-" "$corpus" "$here/fuzz/seeds/$name" \
		>"$log" 2>&1 </dev/null || status=$?
	executions=$(awk '/number_of_executed_units/ { print $2 }' "$log")
	found=$(sed -n 's/^.*Test unit written to //p' "$log")
	[ $status = 0 ] || found=${found:-exit status $status}
}

run_afl() {
	corpus=$build/corpus/$name
	rm -rf "$corpus"
	mkdir -p "$corpus"
	set -- "$1"
	[ ! -f "$here/fuzz/$name.dict" ] || set -- -x "$here/fuzz/$name.dict" "$1"
	[ $# = 1 ] || set -- "$1" "$2" -- "$3"
	status=0
	# afl-fuzz wants these as it needs them, or unset.
	env -u ASAN_OPTIONS -u UBSAN_OPTIONS afl-fuzz -i "$here/fuzz/seeds/$name" -o "$corpus" -V $seconds \
		-t 10000 -m none "$@" >"$log" 2>&1 </dev/null || status=$?
	executions=$(awk -F ' *: *' '$1 == "execs_done" { print $2 }' "$corpus/default/fuzzer_stats" 2>/dev/null || :)
	found=''
	for file in "$corpus"/default/crashes/id:* "$corpus"/default/hangs/id:*; do
		[ -f "$file" ] || continue
		to=$broken/$name-afl-$(basename "$(dirname "$file")")-$(basename "$file" | cut -c 4-9)
		cp "$file" "$to"
		found="$found${found:+
}$to"
	done
	[ $status = 0 ] || found=${found:-exit status $status: $(tail -n 1 "$log")}
}

passed=0 failed=0 all=0
for program; do
	name=${program##*/fuzz_}
	[ "$engine" = afl ] || without_leaks "$program" -runs=0
	"run_$engine" "$program"
	executions=${executions:-0}
	all=$((all + executions))
	# A target that never ran has shown nothing.
	[ "$executions" -gt 0 ] || found=${found:-it did not run}
	if [ -z "$found" ]; then
		passed=$((passed + 1))
		echo "ok    fuzz_$name: $executions executions in $seconds s"
		continue
	fi
	failed=$((failed + 1))
	echo "FAIL  fuzz_$name, after $executions executions: $found"
	grep -aE -m 3 ': not so: |runtime error: |ERROR: |SUMMARY: ' "$log" || tail -n 5 "$log"
done
echo "$all executions with $engine"
echo "$passed passed, $failed failed"
[ $failed = 0 ]
