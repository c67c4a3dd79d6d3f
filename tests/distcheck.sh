#!/bin/sh
# distcheck.sh TARBALL FOLDER: what a packager does with the tarball, all of it inside FOLDER.
#
# Unpack; with the sources read-only build, check, install into a DESTDIR; use what was installed: run
# the commands, build and run examples/*.c against the shared and the static library; uninstall, and
# nothing may be left; the sources must be as they were, and make the same tarball again.
set -eu

CC=${CC:-cc}
PKG=${PKG:-pkg-config}
MAKE=${MAKE:-make}
unset DESTDIR PREFIX LIBDIR

tarball=$(cd "$(dirname "$1")" && pwd)/${1##*/}
chmod -R u+w "$2" 2>/dev/null || :
rm -rf "$2"
mkdir -p "$2"
top=$(cd "$2" && pwd)
build=$top/build
root=$top/root
prefix=/usr

step() {
	printf 'distcheck: %s\n' "$1"
}
die() {
	printf 'distcheck: %s\n' "$1" >&2
	exit 1
}
# The sources, with the time of each, as root may write what is read-only.
picture() {
	(cd "$source" && find . -type f -printf '%p %s %T@\n' | sort)
}
run_make() {
	$MAKE --no-print-directory -C "$source" BUILD="$build" PREFIX=$prefix DESTDIR="$root" "$@"
}

step 'unpack'
tar -xzf "$tarball" -C "$top"
source=$(echo "$top"/qser-*)
chmod -R a-w "$source"
picture >"$top/before"

step 'build'
run_make all >"$top/log" || { cat "$top/log"; exit 1; }
step 'check'
run_make check DEPS=no

step 'install'
run_make install >"$top/log"
for command in "$root$prefix"/bin/*; do
	"$command" --version >"$top/out" || die "${command##*/} --version does not run"
	[ -e "$root$prefix/share/man/man1/${command##*/}.1" ] || die "${command##*/} has no man page"
done
for file in qser-admin qser-person; do
	[ -x "$root$prefix/bin/$file" ] || die "$file was not installed"
done

PKG_CONFIG_SYSROOT_DIR=$root
PKG_CONFIG_LIBDIR=$root$prefix/lib/pkgconfig
PKG_CONFIG_ALLOW_SYSTEM_CFLAGS=1
PKG_CONFIG_ALLOW_SYSTEM_LIBS=1
export PKG_CONFIG_SYSROOT_DIR PKG_CONFIG_LIBDIR PKG_CONFIG_ALLOW_SYSTEM_CFLAGS PKG_CONFIG_ALLOW_SYSTEM_LIBS
for example in "$root$prefix"/share/doc/qser/examples/*.c; do
	name=$(basename "$example" .c)
	step "examples/$name.c"
	rm -f "$top/q.db"
	"$root$prefix/bin/qser-admin" -q --db "$top/q.db" init >"$top/out"
	"$root$prefix/bin/qser-person" -q --db "$top/q.db" add --name 'Μαρία' >"$top/out"
	# Both are several words.
	# shellcheck disable=SC2046
	$CC -o "$top/$name" "$example" $($PKG --cflags --libs qser)
	LD_LIBRARY_PATH="$root$prefix/lib" "$top/$name" "$top/q.db" >"$top/shared.out"
	# shellcheck disable=SC2046
	$CC -o "$top/$name" "$example" $($PKG --static --cflags --libs qser | sed 's/-lqser/-l:libqser.a/')
	"$top/$name" "$top/q.db" >"$top/static.out"
	grep -q 'Μαρία' "$top/shared.out" || die "examples/$name.c printed nothing of use"
	cmp "$top/shared.out" "$top/static.out" || die "examples/$name.c: the static library differs"
done

step 'uninstall'
run_make uninstall >"$top/log"
find "$root" ! -type d >"$top/left"
find "$root" -type d -name 'qser*' >>"$top/left"
[ ! -s "$top/left" ] || die "left by uninstall: $(cat "$top/left")"

step 'the same tarball again'
run_make dist >"$top/log"
cmp "$tarball" "$build/${tarball##*/}" || die 'the unpacked tree makes another tarball'
picture >"$top/after"
diff "$top/before" "$top/after" || die 'the build wrote into the sources'

chmod -R u+w "$top"
rm -rf "$top"
echo "distcheck: ${tarball##*/} is fine"
