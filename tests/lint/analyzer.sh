#!/bin/sh
# analyzer.sh: the analyzer of gcc over library and commands.
set -eu

# Left out:
#   malloc-leak: it loses what is kept in a list that grows, and does not know that free_pointer of
#   cleanup.h frees; the leak detector of make check does
log=$(mktemp)
trap 'rm -f "$log"' EXIT
status=0
find lib bin -name '*.c' | sort | xargs -P "$(nproc)" -n 1 gcc -std=c17 -D_GNU_SOURCE '-DQSER_VERSION=""' -Ilib \
	-O1 -fanalyzer -Wno-analyzer-malloc-leak -Werror -S -o /dev/null >"$log" 2>&1 || status=1
grep -E ' (error|warning): ' "$log" | sort -u || :
# It may fail without a finding: not there, crashed.
[ $status = 0 ] || grep -q ' error: ' "$log" || cat "$log"
exit $status
