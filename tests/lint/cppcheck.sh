#!/bin/sh
# cppcheck.sh: warning, performance and portability of cppcheck, over library and commands.
set -eu

# Left out:
#   missingIncludeSystem, normalCheckLevelMaxBranches: about its own search, not about the code
#   uninitvar, legacyUninitvar: it does not follow a value set through a pointer; gcc and clang do
cppcheck --quiet --std=c11 --enable=warning,performance,portability --inline-suppr -j "$(nproc)" \
	--error-exitcode=1 --template='{file}:{line}: {message} ({id})' \
	--suppress=missingIncludeSystem --suppress=uninitvar --suppress=legacyUninitvar \
	-D_GNU_SOURCE -D__GNUC__=12 '-DQSER_VERSION=""' -Ilib lib bin
