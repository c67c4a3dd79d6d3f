#!/bin/sh
# agree.sh BUILD [long]: random files are read by "qser-admin read" as by Python's csv in strict mode,
# see agree.py.
set -eu
# shellcheck source=tests/parts/harness.sh
. "$(dirname "$0")/../parts/harness.sh"

files=300
! $long || files=10000
python3 -c 'import csv' 2>/dev/null || skip 'there is no python3'

# A reader that knows no quotes must not agree: so a difference would be seen.
if AGREE_NAIVE=1 python3 "$top/tests/import/agree.py" 60 >naive; then
	not_ok 'a reader that knows no quotes agrees, too'
fi
grep -q '^[1-9][0-9]* of 60 files differ' naive || not_ok "the reader that knows no quotes: $(tail -n 1 naive)"
said=$(python3 "$top/tests/import/agree.py" $files 2>&1) || not_ok "$said"
ok "$said"
