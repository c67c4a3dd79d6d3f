#!/bin/sh
# tidy.sh: clang-tidy over library and commands.
set -eu

checks='-*,bugprone-*,clang-analyzer-*'
leave_out() {
	checks="$checks,-$1"
}
# Matters of taste, and of tables of cases; "if ((n = next()))" is an idiom here.
leave_out bugprone-easily-swappable-parameters
leave_out bugprone-branch-clone
leave_out bugprone-assignment-in-if-condition
# _cleanup_ and _check_ are meant to look like attributes.
leave_out bugprone-reserved-identifier
# -Wconversion says it better.
leave_out bugprone-narrowing-conversions
leave_out bugprone-implicit-widening-of-multiplication-result
# Initialisers of tables cannot stand in brackets; sizeof of a pointer is meant in arrays of pointers.
leave_out bugprone-macro-parentheses
leave_out bugprone-sizeof-expression
# Wants memcpy_s, which no C library has.
leave_out clang-analyzer-security.insecureAPI.DeprecatedOrUnsafeBufferHandling
# The analyzer does not know _cleanup_; the leak detector of make check does.
leave_out clang-analyzer-unix.Malloc
# It loses va_start behind a call of another file.
leave_out clang-analyzer-valist.Uninitialized
# It believes that fail(), of another file, may return QSER_OK, and that a value is then not set.  The
# compilers look for these, and the sanitizers do.
leave_out clang-analyzer-core.uninitialized.Assign
leave_out clang-analyzer-core.uninitialized.ArraySubscript
leave_out clang-analyzer-core.uninitialized.Branch
leave_out clang-analyzer-core.UndefinedBinaryOperatorResult
leave_out clang-analyzer-core.CallAndMessage

log=$(mktemp)
trap 'rm -f "$log"' EXIT
status=0
find lib bin -name '*.c' | sort | xargs -P "$(nproc)" -n 4 clang-tidy --quiet --checks="$checks" \
	--warnings-as-errors='*' --extra-arg=-std=c17 --extra-arg=-D_GNU_SOURCE \
	'--extra-arg=-DQSER_VERSION=""' --extra-arg=-Ilib >"$log" 2>&1 || status=1
top=$(pwd)
grep -E ' (error|warning): ' "$log" | sed "s|^$top/||" | sort -u || :
# It may fail without a finding: not there, crashed.
[ $status = 0 ] || grep -q ' error: ' "$log" || cat "$log"
exit $status
