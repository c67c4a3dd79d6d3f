# shellcheck shell=sh
# sanitize.sh: sourced by run-unit.sh and run-cli.sh.  What the sanitizers of a developer build do;
# other builds do not look at these.

# A defect has an exit status of its own, so that no test takes it for one it expects.
ASAN_OPTIONS=detect_leaks=1:exitcode=99:abort_on_error=0:check_initialization_order=1
UBSAN_OPTIONS=halt_on_error=1:exitcode=99:print_stacktrace=1
export ASAN_OPTIONS UBSAN_OPTIONS

# without_leaks PROGRAM [WORD...]: the leak detector stops every other thread with ptrace, which some
# containers (and strace) forbid; every program fails then, whatever it does.  Ask one.
without_leaks() {
	"$@" 2>&1 </dev/null | grep -q 'LeakSanitizer has encountered a fatal error' || return 0
	echo 'note: ptrace is not permitted here, so leaks are not looked for' >&2
	ASAN_OPTIONS=$ASAN_OPTIONS:detect_leaks=0
}
