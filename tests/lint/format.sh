#!/bin/sh
# format.sh: .clang-format holds; "make format" puts it right.
set -eu

find bin lib tests examples -name '*.[ch]' -print0 | xargs -0 clang-format --dry-run -Werror -ferror-limit=3 2>&1 |
	awk '/(error|warning):/ { split($1, part, ":"); if (!seen[part[1]]++) { print part[1] ":" part[2] ": not formatted (make format)"; failed = 1 } }
		END { exit failed }'
