#!/bin/sh
# send.sh DIR: hands each message of a folder (*.eml) to "sendmail -t" and takes away what was taken.
#
#	SENDMAIL	the program; /usr/sbin/sendmail, which every mail system brings
#
# What could not be handed over stays for the next time; then the exit status is 75.  Addresses are in
# the messages, never on a command line; nothing is printed but how many are left.
set -u

dir=${1:?a folder of messages}
sendmail=${SENDMAIL:-/usr/sbin/sendmail}
left=0
for message in "$dir"/*.eml; do
	[ -f "$message" ] || continue
	# A report that had nothing to say.
	[ -s "$message" ] || {
		rm -f -- "$message"
		continue
	}
	# -i: a line with a dot alone does not end it.
	if "$sendmail" -i -t <"$message"; then
		rm -f -- "$message"
	else
		left=$((left + 1))
	fi
done
[ "$left" = 0 ] || {
	echo "send.sh: $left left in $dir" >&2
	exit 75
}
