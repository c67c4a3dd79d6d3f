#!/bin/sh
# t22-network.sh BUILD [long]: a database on a network file system is refused.
#
# The commands are told by a preloaded statfs(2) that the folder is on one.  Reading, writing and making
# are refused for each that is known, with the reason and the way out; nothing is made, nothing changed;
# who says QSER_ALLOW_NETWORK=1 gets it, other words do not.  A backup into such a folder works.
# Control: the same commands with the same library, which tells of a local file system.
set -eu
# shellcheck source=tests/parts/harness.sh
. "$(dirname "$0")/../parts/harness.sh"

compile "$parts/place.c" -shared -fPIC -ldl
ASAN_OPTIONS=${ASAN_OPTIONS-}:verify_asan_link_order=0

# told TYPE COMMAND...
# It is called by expect.
# shellcheck disable=SC2317
told() {
	type=$1
	shift
	env LD_PRELOAD="$dir/place" PLACE_TYPE="$type" "$@"
}

fresh
expect 0 qser-person add --name Maria
sum=$(sha256sum <q.db)
kinds=0
while read -r type what; do
	expect 69 told "$type" qser-person list
	said "$dir/q.db is on a network file system ($what)"
	said 'keep it on a local disk and save backups here, or set QSER_ALLOW_NETWORK=1'
	kinds=$((kinds + 1))
done <<-'END'
0x6969 NFS
0xff534d42 CIFS
0xfe534d42 SMB
0x517b SMB
0x65735546 FUSE, as sshfs
0x01021997 9p
0x5346414f AFS
0x6b414653 AFS
0x00c36400 Ceph
0x0bd00bd0 Lustre
END
for word in '' 0 yes; do
	QSER_ALLOW_NETWORK=$word expect 69 told 0x6969 qser-person add --name Nobody
done
same 'the database after refusals' "$sum" "$(sha256sum <q.db)"
QSER_ALLOW_NETWORK=1 expect 0 told 0x6969 qser-person add --name Jan
expect 69 told 0x6969 qser-admin --db new.db init
[ ! -e new.db ] || not_ok 'a database was made on NFS'
QSER_ALLOW_NETWORK=1 expect 0 told 0x6969 qser-admin --db new.db init

# A backup there, and from there.
mkdir share
expect 0 env PLACE_UNDER=/share LD_PRELOAD="$dir/place" PLACE_TYPE=0x6969 qser-admin backup share/saved.db
expect 0 qser-person add --name Later
expect 0 env PLACE_UNDER=/share LD_PRELOAD="$dir/place" PLACE_TYPE=0x6969 qser-admin restore share/saved.db
same 'the people after the restore' 2 "$(qser-person list --ids | wc -l)"
expect 69 env PLACE_UNDER=/share LD_PRELOAD="$dir/place" PLACE_TYPE=0x6969 qser-admin --db share/saved.db status

# Local ones: ext4, XFS, Btrfs, tmpfs, overlay, ZFS.
for type in 0xef53 0x58465342 0x9123683e 0x01021994 0x794c7630 0x2fc12fc1; do
	expect 0 told $type qser-person list
done
ok "$kinds kinds of network file systems refused to read, write and make, 6 local ones not"
