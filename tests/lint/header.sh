#!/bin/sh
# header.sh: qser.h compiles alone, in C and in C++; so does each header of the library.
set -eu

failed=0
for header in lib/qser.h lib/*/*.h; do
	clang -std=c17 -D_GNU_SOURCE -Wall -Wextra -Wno-unused-function -Wno-unused-const-variable -Werror -fsyntax-only -x c "$header" || failed=1
done
# Without any extension, as somebody else would include it.
clang -std=c99 -Wall -Wextra -Wpedantic -Werror -fsyntax-only -x c lib/qser.h || failed=1
clang -std=c++11 -Wall -Wextra -Wpedantic -Werror -fsyntax-only -x c++ lib/qser.h || failed=1
exit $failed
