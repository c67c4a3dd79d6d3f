#!/bin/sh
# shell.sh: scripts and completions are sound.
set -eu

failed=0
# Sourced files are looked at by themselves, too.
find tests examples man -name '*.sh' -print0 | xargs -0 shellcheck -x -f gcc || failed=1
shellcheck -x -f gcc .ci/run || failed=1
# A case is a script without its first line, under sh -eu; it may read its files freely (SC2094), and
# "done" is a state of steps (SC1010).
find tests/cli -name cmd -print0 | xargs -0 shellcheck -s sh -S warning -f gcc -e SC2094,SC1010 || failed=1
for file in completions/*; do
	case $file in
	*.bash) bash -n "$file" && shellcheck -s bash -f gcc "$file" || failed=1 ;;
	*.fish) fish --no-execute "$file" || failed=1 ;;
	*/_*) zsh -n "$file" || failed=1 ;;
	*)
		echo "$file:1: for which shell is this?"
		failed=1
		;;
	esac
done
exit $failed
