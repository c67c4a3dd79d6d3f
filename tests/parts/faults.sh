# shellcheck shell=sh
# faults.sh: sourced behind harness.sh: every command, and in each run something else fails; fault.c
# does it and judges.
#
#	faults_begin		what all need; the base, and the list of commands in "lines"
#	faults KIND [NAME=VALUE...]
#				all of them, with so much of FAULT_... (fault.c); what was found is in
#				"defects", the figures are in $commands, $runs, $points, $odd
#	faults_settle		what the judge could not tell byte by byte: the content of the database
#				is compared; more of "defects"
# shellcheck source=tests/parts/base.sh
. "$parts/base.sh"

# Of the short form: a little base, and some commands of each manner.
faults_few() {
	expect 0 qser-admin init --demo --now 2026-11-20T08:00:00Z
	printf 'name,e-mail\nAnn,ann@example.org\nBob,nothing\nCleo,cleo@example.org\n' >few.csv
	printf 'what was there before\n' >old.html
	cat >../lines <<-'END'
		qser-person add --name 'Jana Nováková' --email jana@example.org $now
		qser-person import few.csv --rejects bad.csv $now # 1
		qser-admin undo $now
		qser-org list -f json
		qser-report hours --period 2026-11 -o old.html $now
		qser-person list --ids $now
	END
}

faults_begin() {
	[ "$(uname -m)" = x86_64 ] || skip "it is for x86-64"
	compile "$parts/fault.c" "$parts/fault_files.c" "$parts/fault_memory.c" \
		"$parts/fault_calls.c" "$parts/fault_chain.c" -shared -fPIC -ldl
	mkdir base odd after
	cd base || exit 1
	QSER_DB=$dir/base/q.db
	if $long; then
		base_make
		base_lines "$parts/writes.txt" "$parts/reads.txt" >../lines
	else
		faults_few
	fi
	rm -f base.log out err
	cd ..
	commands=0 points=0 runs=0 found=0 odd=0
	: >defects
	# Leaks are counted by fault.c: the detector takes what the judge has for leaks of the command.
	faults_options=$ASAN_OPTIONS:verify_asan_link_order=0:detect_leaks=0
	workers=1
	! $long || workers=$(nproc)
}

# faults_line KIND NUMBER LINE [NAME=VALUE...]: one of them, in the folder of its worker.
faults_line() {
	kind=$1 number=$2 line=$3
	shift 3
	# What the line ends with and prints stands behind it.
	line=${line%%# *}
	program=${line%% *}
	program=${program##*/}
	QSER_DB=$work/q.db
	(
		cd "$work" || exit 1
		eval "env FAULT=$kind FAULT_NAME='$number:$program' FAULT_BASE='$dir/base' \
			FAULT_DIR='$side' FAULT_BALLAST='$room/ballast' ASAN_OPTIONS='$faults_options' \
			$* LD_PRELOAD='$dir/fault' $line" </dev/null ||
			echo "defect $number:$program: the judge itself ended with $?"
	) >>"$side/report" 2>>"$side/errors"
}

faults_worker() {
	worker=$1
	shift
	kind=$1
	shift
	number=0
	while read -r line; do
		number=$((number + 1))
		[ $((number % workers)) != "$worker" ] || faults_line "$kind" "$number" "$line" "$@"
	done <lines
}

# A room for each worker, which is a file system of so many bytes, when faults_space is set.
faults_room() {
	room=$dir/room-${faults_space-}$worker
	side=$dir/side-$worker
	work=$room/work
	rm -rf "$work" "$side"
	if [ ! -d "$room" ]; then
		mkdir "$room"
		[ -z "${faults_space-}" ] || mount -t tmpfs -o "size=$faults_space" none "$room"
	fi
	mkdir "$work" "$side" "$side/odd" "$side/after"
	: >"$side/report"
}

faults() {
	worker=0
	while [ $worker -lt $workers ]; do
		faults_room
		faults_worker $worker "$@" &
		worker=$((worker + 1))
	done
	wait
	cat side-*/report >report
	[ "$(grep -c '^command ' report)" = "$(wc -l <lines)" ] || {
		cat side-*/errors report
		not_ok "$(grep -c '^command ' report) of $(wc -l <lines) commands were looked at"
	}
	for what in odd after; do
		find side-* -path "*/$what/*.db" -exec mv {} $what/ \;
	done
	grep '^defect ' report >>defects || :
	# shellcheck disable=SC2046
	set -- $(awk '$1 == "command" { n++; p += $3; r += $7; o += $11 } END { print n, p, r, o }' report)
	commands=$1 points=$((points + $2)) runs=$((runs + $3)) odd=$((odd + $4))
}

faults_dump() {
	sqlite3 -batch "$1" .dump >"$2"
}

# Its name says it: odd/NUMBER:PROGRAM,WAY,AT,CLAIM,STATUS.db
faults_settle() {
	faults_dump base/q.db before.dump
	for file in odd/*.db; do
		[ -e "$file" ] || continue
		IFS=, read -r what way at claim status <<-END
			$(basename "$file" .db)
		END
		[ -e "after/$what.dump" ] || faults_dump "after/$what.db" "after/$what.dump"
		faults_dump "$file" now.dump
		state=torn
		! cmp -s now.dump "after/$what.dump" || state=made
		! cmp -s now.dump before.dump || state=kept
		! cmp -s before.dump "after/$what.dump" || claim=$state
		[ "$state" = "$claim" ] ||
			echo "defect $what $way $at: exit status $status says $claim, the database is $state" \
				>>defects
	done
	rm -f odd/*.db
}

# faults_end FIGURES: nothing was found.
faults_end() {
	faults_settle
	found=$(wc -l <defects)
	[ "$found" = 0 ] || {
		head -n 50 defects
		not_ok "$found defects in $runs runs: $(head -n 1 defects)"
	}
	ok "$*, $odd of them compared by their content: 0 defects"
}
