#!/bin/sh
# t20-shared.sh BUILD [long]: a database that several users of one computer share.
#
# Anna and Bob are in the group, Rita may only read, Otto is nobody.  They are uids without accounts,
# so this needs root.  What is shown: the folder is refused until the command in the message was run;
# both write, in turn and at once, and root in between; Anna is killed at the very end of a write, and
# Bob's next command, also a mere read, finds all sound; who may not gets the reason and whom to ask.
# Controls: a journal that is not the group's is noticed, and so is one that the kill left as it was.
set -eu
# shellcheck source=tests/parts/harness.sh
. "$(dirname "$0")/../parts/harness.sh"
# shellcheck source=tests/parts/older.sh
. "$parts/older.sh"

[ "$(id -u)" = 0 ] || skip 'needs root, to be several users'
setpriv --reuid 65101 --clear-groups true 2>/dev/null || skip 'users cannot be changed here (setpriv)'

anna=65101 bob=65102 rita=65103 otto=65104 group=65200
rows=4
! $long || rows=200
chmod 711 "$dir"
umask 022

# as UID COMMAND...: everybody has a group of the same number; all but Otto are in the group.
as() {
	who=$1
	shift
	groups=$group
	[ "$who" != $otto ] || groups=$otto
	env HOME=/nonexistent setpriv --reuid "$who" --regid "$who" --groups $groups -- "$@"
}

# What the users run must be where they can get at it.
if ! as $otto qser --version >out 2>&1; then
	cp -R "$build/bin" "$build/lib" .
	chmod -R go+rX bin lib
	PATH=$dir/bin:$PATH
	as $otto qser --version >out 2>&1 || not_ok "the commands do not run as another user: $(cat out)"
fi
without_leaks as $otto qser --version
compile "$parts/fell.c" -shared -fPIC -ldl
compile "$parts/place.c" -shared -fPIC -ldl
chmod 755 fell place

refusals=0 crashes=0

# refused STATUS COMMAND...
refused() {
	expect "$@"
	refusals=$((refusals + 1))
}

owned() {
	stat -c '%u %g %a' "$1"
}

# folder MODE: a new one, Anna's.
folder() {
	rm -rf shared
	mkdir shared
	chown $anna:"${2:-$group}" shared
	chmod "$1" shared
	QSER_DB=$dir/shared/q.db
}

add() {
	as "$1" qser-person add --name "$2"
}

names() {
	as "$1" qser-person list --columns name -f csv --no-header
}

# preload LIBRARY WORD=VALUE COMMAND...: as Anna.
preload() {
	library=$dir/$1 word=$2
	shift 2
	# The sanitizers want to be the first library.
	as $anna env ASAN_OPTIONS="${ASAN_OPTIONS-}:verify_asan_link_order=0" LD_PRELOAD="$library" \
		"$word" "$@"
}

# crash NAME: Anna is killed when all is written but the journal, which would undo it.
crash() {
	: >calls
	chmod 666 calls
	cp -p shared/q.db shared/q.db-journal "$dir"
	preload fell FELL_COUNT="$dir/calls" qser-person add --name "$1" >out 2>err ||
		not_ok "the measure of a write failed: $(tail -n 1 err)"
	last=$(($(cat calls) - 2)) # behind it the empty journal is synced, and the id is printed
	cp -p q.db q.db-journal shared
	status=0
	preload fell FELL_AT="$last" qser-person add --name "$1" >out 2>err || status=$?
	same "the end of the write that was killed at call $last" 137 "$status"
	[ -s shared/q.db-journal ] || not_ok "no hot journal was left at call $last"
	crashes=$((crashes + 1))
}

# sound WHEN USER ROWS
sound() {
	expect 0 as "$2" qser-admin check
	same "the people after $1" "$3" "$(names "$2" | wc -l)"
}

# ---- The folder ----

folder 0755
refused 73 as $anna qser-admin init --group
said 'run: chmod g+rwxs,o-w '
[ ! -e "$QSER_DB" ] || not_ok 'a database was made in a folder that is not of the group'
folder 2777
refused 73 as $anna qser-admin init --group
folder 0770 $anna
refused 73 as $anna qser-admin init --group
# What it says is what helps, word for word; the group is the administrator's to choose.
sed -n 's/.* run: \(chmod [^;]*\); else first: \(chgrp GROUP .*\)/\2 \&\& \1/p' err | sed "s/GROUP/$group/" >mend
as $anna sh -eu ./mend || not_ok "what the message says does not work: $(cat mend)"
expect 0 as $anna qser-admin init --group
same 'owner, group and mode of the database' "$anna $group 660" "$(owned shared/q.db)"

# ---- In turn, and at once ----

expect 0 add $anna 'First Anna'
same 'owner, group and mode of its journal' "$anna $group 660" "$(owned shared/q.db-journal)"
expect 0 add $bob 'First Bob'
expect 0 add 0 'First Root'
expect 0 add $anna 'Second Anna'
rm -f shared/q.db-journal
expect 0 add 0 'Second Root'
expect 0 add $bob 'Second Bob'
sound 'turns' $bob 6
for who in $anna $bob; do
	(
		i=0
		while [ $((i += 1)) -le $rows ]; do
			add "$who" "At once $who $i" || exit 1
		done >"many.$who" 2>&1
	) &
done
wait
people=$((6 + 2 * rows))
sound "both at once ($(tail -qn 1 many.*))" $anna $people

# ---- Killed in the middle ----

for next in read write check; do
	crash "Lost $next"
	cp -p shared/q.db-journal hot
	case $next in
	read) expect 0 names $bob ;;
	write) expect 0 add $bob 'After the crash' && people=$((people + 1)) ;;
	check) expect 0 as $bob qser-admin check ;;
	esac
	sound "the crash, met by a $next" $bob $people
	! names $bob | grep -q Lost || not_ok "what was not committed is there after a crash, met by a $next"
	expect 0 add $anna 'Anna again'
	people=$((people + 1))
done
# Killed between the making of the journal and anything else.
rm -f shared/q.db-journal
status=0
preload place PLACE_FELL=-journal qser-person add --name Lost >out 2>err || status=$?
same 'the end of the write that was killed when the journal was made' 137 $status
expect 0 names $bob
expect 0 add $bob 'After the making'
people=$((people + 1))

# ---- Who may only read, and who may nothing ----

crash 'Lost for readers'
chmod 2755 shared
chmod o+r shared/q.db shared/q.db-journal
refused 75 as $otto qser-person list
said "an interrupted command needs recovery by a user who may write: user $anna or one of the group $group"
[ -s shared/q.db-journal ] || not_ok 'a reader took the journal away'
chmod 2775 shared
expect 0 names $bob
chmod 2755 shared
expect 0 add $anna 'And again'
people=$((people + 1))
chmod o+r shared/q.db-journal
same 'the people a reader sees after recovery' $people "$(names $otto | wc -l)"
refused 77 as $otto qser-person add --name Otto
said "no permission to write: it belongs to user $anna and the group $group, mode 0664; ask user $anna, or to be put into the group $group"
# In the group, which may read alone.
chmod 2750 shared
chmod 640 shared/q.db shared/q.db-journal
sound 'the group lost its pen' $rita $people
refused 77 as $rita qser-person add --name Rita
said "mode 0640; ask user $anna"
! grep -q 'to be put into' err || not_ok 'a group that may not write is said to help'
crash 'Lost for the group'
refused 75 as $rita qser-person list
said "by a user who may write: user $anna; ask for: qser-admin --db $QSER_DB check"
expect 0 names $anna
expect 0 add $anna 'And once more'
people=$((people + 1))
# In the group, which may write to the file and not to the folder: the journal cannot be made.
chmod 660 shared/q.db
rm -f shared/q.db-journal
refused 77 as $bob qser-person add --name Bob
said "its folder belongs to user $anna and the group $group, mode 2750"
for verb in list add; do
	refused 77 as $otto qser-person $verb
	said "the folder $dir/shared belongs to user $anna and the group $group, mode 2750; ask user $anna, or to be put into the group $group"
done

# ---- The copy that is made before a migration ----

chmod 2770 shared
chmod 660 shared/q.db
cp shared/q.db today.db
older_make $((older_steps - 1)) today.db older.db
copy=shared/q.db.schema-$((older_steps - 1))
cat older.db >shared/q.db # the file stays whose it is
expect 0 as $bob qser-admin migrate
cat older.db >shared/q.db
expect 0 qser-admin migrate
same "owner, group and mode of Bob's copy" "$bob $group 660" "$(owned $copy)"
same "owner, group and mode of root's copy" "$anna $group 660" "$(owned $copy.1)"
cat today.db >shared/q.db
sound 'the migration' $bob $people
as $bob qser-admin backup shared/saved.db >out 2>err || not_ok "no backup: $(cat err)"
same 'owner and mode of a backup' "$bob 600" "$(stat -c '%u %a' shared/saved.db)"

# ---- Read-only ----

readonly=', no mount could be made here'
if unshare -m true 2>/dev/null; then
	chmod 2770 shared
	expect 0 add $anna 'Before the mount'
	people=$((people + 1))
	crash 'Lost before the mount'
	echo 'mount --bind shared shared && mount -o remount,bind,ro shared && "$@"' >mounted
	refused 75 unshare -m sh ./mounted qser-person list
	said 'an interrupted command needs recovery by a user who may write'
	sound 'the mount' $bob $people
	expect 0 unshare -m sh ./mounted qser-person list --columns name -f csv --no-header
	same 'the people on a read-only mount' $people "$(wc -l <out)"
	refused 77 unshare -m sh ./mounted qser-person add --name Nobody
	said 'the file system is mounted read-only'
	readonly=', a read-only mount'
fi

# ---- As the manual says, word for word ----

# walk COMMAND: in an /etc and a /var/lib of its own, after the commands of qser(7).
walk() {
	cp -a /etc etc
	sed -n '/^\.Sh SHARED USE/,/^\.Ed/p' "$top/man/qser.7" | sed '1,/^\.Bd/d; /^\.Ed/d' >steps
	[ "$(wc -l <steps)" = 5 ] || not_ok "SHARED USE of qser.7 has $(wc -l <steps) commands, not 5"
	cat >walk.sh <<-'END'
	set -eu
	mount --bind etc /etc
	mount -t tmpfs -o mode=755 walk /var/lib
	unset QSER_DB XDG_DATA_HOME
	useradd -M anna
	useradd -M bob
	useradd -M otto
	. ./steps
	user() {
		who=$1
		shift
		setpriv --reuid "$who" --regid "$who" --init-groups env HOME=/nonexistent "$@"
	}
	user anna qser-person add --name Anna
	user bob qser-person add --name Bob
	user anna qser-admin check
	status=0
	user otto qser-person list || status=$?
	[ $status = 77 ]
	stat -c '%U %G %a' /var/lib/qser/qser.db /var/lib/qser/qser.db-journal
	# The second part: those who only read.
	sed -n '/^Where one user alone writes/,/^\.Ed/p' "$1" | sed '1,/^\.Bd/d; /^\.Ed/d' >readers
	. ./readers
	[ "$(wc -l <readers)" = 2 ]
	status=0
	user bob qser-person add --name Bob2 || status=$?
	[ $status = 77 ]
	qser-person add --name Root
	user bob qser-person list --columns name -f csv --no-header
	END
	expect 0 unshare -m sh ./walk.sh "$top/man/qser.7"
	grep -q 'the group qser, mode 2770; ask root, or to be put into the group qser' err ||
		not_ok "who is not in the group is not told so: $(tail -n 1 err)"
	grep -qx 'root qser 660' out || not_ok "the database of the walk is $(grep qser out)"
	same 'what the reader of the walk sees' 'Anna Bob Root' "$(tail -n 3 out | sort | paste -sd' ')"
	readonly="$readonly, the manual's commands"
}
if unshare -m mount -t tmpfs walk /mnt 2>/dev/null && command -v useradd >out; then
	walk
else
	readonly="$readonly, the manual's commands not tried (no mounts or no useradd)"
fi

# ---- Controls ----

# A journal of the wrong group, as a folder without the set-group-id bit gives: does it show?
chmod 2770 shared
chmod g-s shared
rm -f shared/q.db-journal
expect 0 add $anna 'Without the bit'
refused 77 add $bob 'With a journal of others'
said "its journal is not of the group $group; ask user $anna to run: "
expect 1 qser-admin check
grep -q 'its group is not that of the database' out || not_ok "check does not see the group of the journal: $(cat out)"
crash 'Lost without the bit'
refused 75 names $bob
said "by a user who may write: user $anna; ask for: "
expect 0 names $anna
expect 0 add $anna 'Still without the bit'
refused 77 add $bob 'With a journal of others'
sed 's/.* to run: //' err >mend
as $anna sh -eu ./mend || not_ok "what the message says does not work: $(cat mend)"
expect 0 add $bob 'With a journal of the group'

ok "$people rows by 3 users, $crashes crashes, $refusals refusals$readonly: 0 lost, 0 unsound"
