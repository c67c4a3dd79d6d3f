#!/bin/sh
# cppcheck.sh: warning, performance and portability of cppcheck, over library and commands.
set -eu

# Left out:
#   missingIncludeSystem, normalCheckLevelMaxBranches: about its own search, not about the code
#   uninitvar, legacyUninitvar: it does not follow a value set through a pointer; gcc and clang do
#   memleak: it does not know _cleanup_; the leak detector of make check does
#   nullPointer in where.c: a parameter that is no text has no text, which the condition says
cppcheck --quiet --std=c11 --enable=warning,performance,portability --inline-suppr -j "$(nproc)" \
	--error-exitcode=1 --template='{file}:{line}: {message} ({id})' \
	--suppress=missingIncludeSystem --suppress=uninitvar --suppress=legacyUninitvar \
	--suppress=memleak --suppress=nullPointer:lib/record/where.c \
	-D_GNU_SOURCE -D__GNUC__=12 '-DQSER_VERSION=""' -Ilib lib bin
