#!/bin/sh
# deps.sh [demo|check|dist|lint|bench|fuzz|html|all]...: what this needs and the machine lacks, installed.
#
# Nothing is remembered between runs: each run tries to compile, or looks for the command, so it
# tells the truth after a package was removed as well.  Nothing missing: no output.
#
#	DEPS=no		only say what is missing (and fail when something is)
#	CC, PKG		the compiler and pkg-config, as in the Makefile
#	ENGINE=afl	fuzz wants AFL++
set -u

CC=${CC:-cc}
PKG=${PKG:-pkg-config}
dir=$(mktemp -d) || exit 1
trap 'rm -rf "$dir"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# Words of the command line: "check" means "demo", too, as it builds all that demo builds.
wants() {
	for word in $goals; do
		[ "$word" = "$1" ] || [ "$word" = all ] && return 0
	done
	return 1
}

# links FLAGS HEADER...: can a program with these headers be compiled and linked?
links() {
	flags=$1
	shift
	for header; do
		echo "#include <$header>"
	done >"$dir/try.c"
	cat >>"$dir/try.c" <<-'END'
	#if defined SQLITE_VERSION_NUMBER && SQLITE_VERSION_NUMBER < 3037000
	#error strict tables came with 3.37
	#endif
	int main(void) { return 0; }
	END
	# CC may hold options, flags are several words.
	# shellcheck disable=SC2086
	$CC -o "$dir/try" "$dir/try.c" $flags >"$dir/log" 2>&1
}

# need WHAT PACKAGE: one thing is missing.
need() {
	missing="$missing${missing:+, }$1"
	case " $packages " in
	*" $2 "*) ;;
	*) packages="$packages${packages:+ }$2" ;;
	esac
}

command_or() {
	command -v "$1" >/dev/null 2>&1 || need "$1" "$2"
}

# The first word of CC tells which package brings it.
compiler() {
	case ${CC##*/} in
	clang-[0-9]*) echo "${CC##*/}" ;;
	clang*) echo clang ;;
	*) echo gcc ;;
	esac
}

sanitizers=-fsanitize=address,undefined
sqlite='sqlite3.h (3.37 or newer)'

# cmocka.h does not include what it needs.
cmocka='setjmp.h stdarg.h stddef.h stdint.h cmocka.h'

find_build() {
	if ! links '' stdio.h; then
		# A compiler that is there, but cannot compile, lacks the headers of the C library.
		# shellcheck disable=SC2086
		$CC --version >/dev/null 2>&1 || need "a C compiler ($CC)" "$(compiler)"
		need 'the C library (stdio.h)' libc6-dev
		need "$sqlite" libsqlite3-dev
		need utf8proc.h libutf8proc-dev
		return
	fi
	links -lsqlite3 sqlite3.h || need "$sqlite" libsqlite3-dev
	links -lutf8proc utf8proc.h || need utf8proc.h libutf8proc-dev
}

find_check() {
	# shellcheck disable=SC2086
	links -lcmocka $cmocka || need cmocka.h libcmocka-dev
	links "$sanitizers" stdio.h || case $(compiler) in
	clang-*) need "the sanitizers of $CC" "libclang-rt-$(compiler | sed 's/clang-//')-dev" ;;
	clang) need "the sanitizers of $CC" libclang-rt-dev ;;
	*) need "the sanitizers of $CC" gcc ;;
	esac
}

# All that is compiled, in one go; only when that fails is each looked at by itself.
find_libraries() {
	# Cases of tests/cli look at, and tamper with, a database.
	! wants check || command_or sqlite3 sqlite3
	! wants check || command_or python3 python3
	if wants check; then
		# shellcheck disable=SC2086
		links "$sanitizers -lsqlite3 -lutf8proc -lcmocka" sqlite3.h utf8proc.h $cmocka && return
	else
		links '-lsqlite3 -lutf8proc' sqlite3.h utf8proc.h && return
	fi
	find_build
	! wants check || find_check
}

find_fuzzer() {
	command_or clang clang
	command -v clang >/dev/null 2>&1 || {
		need 'the fuzzer of clang' libclang-rt-dev
		return
	}
	echo 'int LLVMFuzzerTestOneInput(const char *p, unsigned long n) { return !p && n; }' >"$dir/fuzz.c"
	clang -fsanitize=fuzzer,address -o "$dir/try" "$dir/fuzz.c" >/dev/null 2>&1 ||
		need 'the fuzzer of clang' libclang-rt-dev
	[ "${ENGINE-}" != afl ] || command_or afl-clang-fast afl++
}

find_missing() {
	missing='' packages=''
	find_libraries
	[ -e /usr/share/zoneinfo/Europe/Athens ] || need 'time zones' tzdata
	if wants dist; then
		command_or "$PKG" pkg-config
	fi
	# A checkout knows its files by git, an unpacked tarball has no others.
	if [ -e "${0%/*}/../.git" ] && { wants dist || wants lint; }; then
		command_or git git
	fi
	if wants lint; then
		for tool in gcc clang clang-format clang-tidy cppcheck mandoc shellcheck zsh fish; do
			command_or $tool $tool
		done
	fi
	if wants lint; then
		command_or xmllint libxml2-utils
		wants check || command_or python3 python3
		command_or msgfmt gettext
	fi
	if wants html; then
		command_or mandoc mandoc
	fi
	if wants bench; then
		for tool in valgrind hyperfine sqlite3 sqlite-utils; do
			command_or $tool $tool
		done
		# Another python3 may stand before that of the system.
		python3 -c 'import scipy' 2>"$dir/log" || /usr/bin/python3 -c 'import scipy' 2>"$dir/log" ||
			need scipy python3-scipy
	fi
	if wants fuzz; then
		find_fuzzer
	fi
}

stop() {
	echo "deps: $1" >&2
	exit 1
}

# apt_get WORD...: quiet; what it said is shown when it failed.
apt_get() {
	# Another apt-get may be at work: wait for it.
	# shellcheck disable=SC2086
	$sudo env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300 "$@" \
		</dev/null >"$dir/log" 2>&1
}

install_missing() {
	sudo=''
	if [ "$(id -u)" != 0 ]; then
		command -v sudo >/dev/null 2>&1 ||
			stop "missing: $missing. As root: apt-get install $packages"
		sudo=sudo
	fi
	echo "deps: missing: $missing"
	echo "deps: $sudo${sudo:+ }apt-get install $packages"
	# sudo asks for its password now, while it can be seen.
	[ -z "$sudo" ] || sudo -v || stop "not permitted. As root: apt-get install $packages"
	apt_get update || echo "deps: apt-get update failed; trying with the lists there are" >&2
	# shellcheck disable=SC2086
	if ! apt_get install -y --no-install-recommends $packages; then
		tail -n 5 "$dir/log" >&2
		stop "apt-get failed. By hand: apt-get update && apt-get install $packages"
	fi
}

goals="${*:-demo}"
for goal in $goals; do
	case $goal in
	demo | check | dist | lint | bench | fuzz | html | all) ;;
	*) stop "\"$goal\": there are demo, check, dist, lint, bench, fuzz, html, all" ;;
	esac
done

find_missing
[ -n "$missing" ] || exit 0
[ "${DEPS:-yes}" != no ] || stop "missing: $missing (Debian: $packages)"
command -v apt-get >/dev/null 2>&1 || stop "missing: $missing. Please install them (Debian calls them: $packages)"

# "make check lint" may come here twice at once: the second waits, and looks again.
if command -v flock >/dev/null 2>&1; then
	exec 9<"$0"
	flock 9
	find_missing
	[ -n "$missing" ] || exit 0
fi
install_missing
find_missing
[ -z "$missing" ] || stop "still missing after the installation: $missing"
