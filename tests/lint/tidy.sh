#!/bin/sh
# tidy.sh: clang-tidy over library and commands.
set -eu

# Left out of bugprone:
#   easily-swappable-parameters, branch-clone: matters of taste, and of tables of cases
#   assignment-in-if-condition: "if ((n = next()))" is an idiom here
#   reserved-identifier: _cleanup_ and _check_ are meant to look like attributes
#   narrowing-conversions: -Wconversion says it better
#   implicit-widening-of-multiplication-result: of constants, as in 64 * 1024
# Left out of clang-analyzer:
#   security.insecureAPI.DeprecatedOrUnsafeBufferHandling: wants memcpy_s, which no C library has
checks='-*,bugprone-*,-bugprone-easily-swappable-parameters,-bugprone-branch-clone'
checks="$checks,-bugprone-assignment-in-if-condition,-bugprone-reserved-identifier"
checks="$checks,-bugprone-narrowing-conversions,-bugprone-implicit-widening-of-multiplication-result"
checks="$checks,clang-analyzer-*,-clang-analyzer-security.insecureAPI.DeprecatedOrUnsafeBufferHandling"

log=$(mktemp)
trap 'rm -f "$log"' EXIT
status=0
find lib bin -name '*.c' | sort | xargs -P "$(nproc)" -n 4 clang-tidy --quiet --checks="$checks" --warnings-as-errors='*' \
	--extra-arg=-std=c17 --extra-arg=-D_GNU_SOURCE '--extra-arg=-DQSER_VERSION=""' --extra-arg=-Ilib \
	>"$log" 2>/dev/null || status=1
top=$(pwd)
grep -E ' (error|warning): ' "$log" | sed "s|^$top/||" | sort -u || :
exit $status
