#!/bin/sh
# t21-confined.sh BUILD [long]: a running command gives nothing away, and its surroundings say little.
#
# While it waits on a pipe: no new privileges, no core dump by limit nor by leave, what it makes is not
# for others.  Killed by a signal that dumps core, it leaves none.  With any of the descriptors 0 to 2
# closed it neither reads nor writes a file that is not its own.  As a program with set-group-id it takes
# neither database nor actor nor pager from the environment (root is needed for this part).
# Controls: another program in the same place leaves its core; without the bit all of that is taken.
set -eu
# shellcheck source=tests/parts/harness.sh
. "$(dirname "$0")/../parts/harness.sh"

user=65101 group=65201
umask 022
chmod 711 "$dir"
figures=''
fresh
expect 0 qser-person add --name 'Maria Papadopoulou' --code maria

# ---- While it runs ----

# waiting COMMAND...: its number is in $child, and it reads the pipe.
waiting() {
	rm -f pipe
	mkfifo pipe
	"$@" <pipe >out 2>err &
	child=$!
	exec 9>pipe
	turns=0
	# It has begun when it catches SIGTERM; sanitizers catch others before.
	until grep -qs '^SigCgt:.*[4-7c-f][0-9a-f][0-9a-f][0-9a-f]$' "/proc/$child/status" && [ "$(cat "/proc/$child/comm")" = qser-admin ]; do
		turns=$((turns + 1))
		[ $turns -lt 2000 ] || not_ok "$* does not begin: $(cat err)"
	done
}

let_go() {
	exec 9>&-
	wait "$child" || :
}

fact() {
	sed -n "s/^$1: *	*//p" "/proc/$child/status"
}

mayor=''
[ "$(id -u)" != 0 ] || ! setpriv --reuid $user --clear-groups true 2>err || mayor="setpriv --reuid $user --regid $user --clear-groups"
reach=$build/bin/qser-admin
if [ -n "$mayor" ] && ! $mayor "$reach" --version >out 2>&1; then
	cp -R "$build/bin" "$build/lib" .
	reach=$dir/bin/qser-admin
fi
# shellcheck disable=SC2086
waiting $mayor "$reach" read -
same 'NoNewPrivs' 1 "$(fact NoNewPrivs)"
same 'the umask' 0007 "$(fact Umask)"
same 'the limit of core dumps' '0 0' "$(awk '/^Max core file size/ { print $5, $6 }' "/proc/$child/limits")"
# What may not be dumped belongs to root there, whoever runs it.
if [ -n "$mayor" ] || [ "$(id -u)" != 0 ]; then
	same 'the owner of what may not be dumped' 0 "$(stat -c %u "/proc/$child/maps")"
	figures=', none by leave'
fi
let_go

# ---- Core dumps ----

# core NAME COMMAND...: what is left when it is killed so; $signal: the sanitizers take SEGV for theirs.
signal=SEGV
! sanitized || signal=ABRT
core() {
	rm -rf core cores
	mkdir cores
	(
		cd cores
		# It is to die, which the shell would tell.
		exec python3 - "$signal" "$@" <<-'END'
		import os, resource, signal, subprocess, sys, time
		most = resource.getrlimit(resource.RLIMIT_CORE)[1]
		resource.setrlimit(resource.RLIMIT_CORE, (most, most))
		child = subprocess.Popen(sys.argv[2:], stdin=subprocess.PIPE)
		name, status = os.path.basename(sys.argv[2]), "/proc/%d/status" % child.pid
		while not ("Name:\t" + name[:15] in open(status).read() and "State:\tS" in open(status).read()):
		    time.sleep(0.005)
		time.sleep(0.05)
		child.send_signal(getattr(signal, "SIG" + sys.argv[1]))
		sys.exit(0 if child.wait() == -getattr(signal, "SIG" + sys.argv[1]) else 1)
		END
	) >out 2>err || not_ok "$1 was not killed by $signal: $(tail -n 1 err)"
	left=$(find cores -type f | wc -l)
}
core "$build/bin/qser-admin" read -
same "core dumps of qser-admin" 0 "$left"
core cat
if [ "$left" = 1 ]; then
	figures="$figures, no core where cat leaves one"
else
	figures="$figures, no core (nor of cat: this system puts none into the folder)"
fi

# ---- Descriptors ----

sum=$(sha256sum <"$QSER_DB")
closed=0
for how in '<&-' '>&-' '2>&-' '<&- >&-' '<&- 2>&-' '>&- 2>&-' '<&- >&- 2>&-'; do
	for words in 'qser-person list' 'qser-admin status' 'qser --version' 'qser person list' 'qser nothing' 'qser-person add -'; do
		status=0
		sh -c "exec $words $how" </dev/null >closed.out 2>closed.err || status=$?
		case $how/$words in
		*/'qser nothing') want=64 ;;
		'<&-'*/*add*) want=66 ;; # nothing to read from, and not the database in its place
		*/*add*) want=65 ;;
		*'>&-'*'/'*) case $how in *' >&-'* | '>&-'*) want=74 ;; *) want=0 ;; esac ;;
		*) want=0 ;;
		esac
		same "the end of $words $how" $want $status
		same "the database after $words $how" "$sum" "$(sha256sum <"$QSER_DB")"
		closed=$((closed + 1))
	done
done
figures="$figures, $closed with descriptors closed"

# ---- With set-group-id ----

# For the linker: $ORIGIN is not followed there.
secure() {
	mkdir -p safe
	cp "$build"/lib/libqser.so.* safe
	flags=''
	# Leaks are looked for by means that such a program is denied, and it has no options from outside.
	if sanitized; then
		echo 'const char *__asan_default_options(void) { return "detect_leaks=0:verify_asan_link_order=0"; }' >asan.c
		flags='-fsanitize=address,undefined asan.c'
	fi
	# shellcheck disable=SC2086
	${CC:-cc} -pie $flags -o "$1" "$build/obj/bin/qser-person.o" "$build/obj/libcli.a" -L"$build/lib" \
		-lqser -Wl,-rpath,"$dir/safe" 2>cc.err || not_ok "$1 does not link: $(head -n 1 cc.err)"
	chgrp $group "$1"
	chmod "$2" "$1"
}

with_bit() {
	secure qser-plain 0755
	secure qser-bit 2755
	compile "$parts/fell.c" -shared -fPIC -ldl
	chmod 755 fell
	mkdir open
	chmod 777 open
	cp "$QSER_DB" open/q.db
	chmod 666 open/q.db
	umask 0
	: >open/q.db-journal
	umask 022
	cat >pager <<-END
	#!/bin/sh
	echo "\$(id -g)" >$dir/open/paged
	END
	chmod 755 pager
	note=$(seq 1 60)
	QSER_DB=$dir/open/q.db expect 0 qser-person edit maria --note "$note"
	for who in plain bit; do
		run="setpriv --reuid $user --regid $user --clear-groups env QSER_DB=$dir/open/q.db QSER_ACTOR=maria ASAN_OPTIONS="
		rm -f open/paged
		# The database
		status=0
		# shellcheck disable=SC2086
		$run ./qser-$who list --columns code -f csv --no-header >out 2>err || status=$?
		grep -q maria out && database=taken || database=ignored
		! grep -q "$dir/open" err || database=taken
		# The actor
		# shellcheck disable=SC2086
		expect 0 $run ./qser-$who --db open/q.db add --name "Somebody $who"
		actor=$(QSER_DB=$dir/open/q.db qser-admin log --columns person --sort -id --limit 1 -f csv --no-header)
		[ "$actor" = maria ] && actor=taken || actor=ignored
		# What is to be preloaded
		status=0
		# shellcheck disable=SC2086
		$run LD_PRELOAD="$dir/fell" FELL_AT=1 \
			./qser-$who --db open/q.db add --name "Felled $who" >out 2>err || status=$?
		case $status in 137) preload=taken ;; 0) preload=ignored ;; *) not_ok "$who: $status: $(tail -n 1 err)" ;; esac
		# The pager
		cat >terminal.py <<-'END'
		import os, pty, sys
		sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))
		END
		# shellcheck disable=SC2086
		expect 0 python3 terminal.py $run TERM=xterm QSER_PAGER="$dir/pager" "./qser-$who" --db open/q.db show maria
		[ -e open/paged ] && pager=taken || pager=ignored
		case $who in plain) want=taken ;; *) want=ignored ;; esac
		same "$who: database, actor, preload and pager of the environment" \
			"$want $want $want $want" "$database $actor $preload $pager"
	done
	figures="$figures, set-group-id takes nothing of 4"
}

if [ -z "$mayor" ]; then
	figures="$figures, set-group-id not looked at (needs root)"
elif cp "$(command -v id)" whose && chgrp $group whose && chmod 2755 whose &&
	[ "$($mayor ./whose -g)" = $group ]; then
	with_bit
else
	figures="$figures, set-group-id has no effect here (nosuid)"
fi

ok "no new privileges, no core dumps$figures"
