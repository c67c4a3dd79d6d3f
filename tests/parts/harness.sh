# shellcheck shell=sh
# harness.sh: sourced by the scripts of tests/import and tests/torture, run as NAME.sh BUILD [long].
#
# Each prints one line: "ok NAME: figure", "not ok NAME: why" (exit status 1) or "skip NAME: why".
# It has the commands of BUILD in its PATH, a fixed zone and locale, nothing else of qser in its
# environment, and a folder of its own, $dir, which is the current one and goes at the end.

[ $# -ge 1 ] || {
	echo "usage: $0 BUILD [long]" >&2
	exit 64
}
name=$(basename "$0" .sh)
build=$(cd "$1" && pwd)
top=$(cd "$(dirname "$0")/../.." && pwd)
# shellcheck disable=SC2034
parts=$top/tests/parts # programs that several of them use
# shellcheck disable=SC2034
case ${2-} in # the scripts use it
long) long=true ;;
*) long=false ;;
esac

dir=$(mktemp -d /dev/shm/qser-test-XXXXXX 2>/dev/null) || dir=$(mktemp -d)
dir=$(cd "$dir" && pwd -P)
trap 'cd /; rm -rf "$dir"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
cd "$dir" || exit 1

unset QSER_ACTOR XDG_DATA_HOME QSER_PAGER PAGER || :
PATH=$build/bin:$PATH
TZ=Europe/Athens
LC_ALL=C.UTF-8
HOME=$dir
QSER_DB=$dir/q.db
export PATH TZ LC_ALL HOME QSER_DB
umask 022

# shellcheck source=tests/sanitize.sh
. "$top/tests/sanitize.sh"
without_leaks qser --version
# Leaks are looked for by the tests of the library and, with LEAKS=all, the cases; here it would be a third of the time.
case $0 in */torture/*) ASAN_OPTIONS=$ASAN_OPTIONS:detect_leaks=0 ;; esac

now='--now 2026-11-20T08:00:00Z'

ok() {
	echo "ok $name: $*"
	exit 0
}
not_ok() {
	echo "not ok $name: $*"
	exit 1
}
skip() {
	echo "skip $name: $*"
	exit 0
}

# compile FILE.c [FLAGS...]: a program of that name, here.
compile() {
	source=$1
	shift
	# CC may hold options.
	# shellcheck disable=SC2086
	${CC:-cc} -O2 -std=c17 -D_GNU_SOURCE -o "$dir/$(basename "$source" .c)" "$source" "$@" 2>cc.err ||
		not_ok "$(basename "$source") does not compile: $(head -n 1 cc.err)"
}

# expect STATUS WORD...: a command that must end like this; what it said is in out and err.
expect() {
	want=$1
	shift
	status=0
	"$@" >out 2>err || status=$?
	[ "$status" = "$want" ] || not_ok "$* ended with $status, not $want: $(tail -n 1 err)"
}

# said WORDS: the last command said so on standard error.
said() {
	grep -qF -e "$1" err || not_ok "\"$1\" was not said, but: $(tail -n 1 err)"
}

# fresh: a new database at QSER_DB, with nothing but the built-in forms.
fresh() {
	rm -f "$QSER_DB" "$QSER_DB-journal"
	# shellcheck disable=SC2086
	expect 0 qser-admin $now -q init
}

# sql DATABASE STATEMENTS
sql() {
	sqlite3 -batch -bail "$@" || not_ok "sqlite3 failed on $1"
}

# same WHAT WANT GOT: two words that must be equal.
same() {
	[ "$2" = "$3" ] || not_ok "$1: $3, not $2"
}

sanitized() {
	grep -q __asan_init "$build/lib/libqser.so"
}
