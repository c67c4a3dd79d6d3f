#!/bin/sh
# run.sh BUILD: the best assignment, against scipy in the same run, and stable matching.
#
# Three runs each, the best counts.  Shown are the processor time of the search alone, from pairs in
# memory, and the memory of the whole program with them.  It fails when scipy comes to another sum.
#
# Bars: 2,000 x 2,000, all pairs: 2 times scipy, beyond faster; 5,000 x 5,000 with 20 candidates each:
# 0.5 s, 200 MiB; 50,000 mentees with 20 candidates among 1,600 mentors: seconds; stable: well below 1 s.
set -eu
LC_ALL=C
export LC_ALL
build=$(cd "$1" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

fail() {
	echo "bench: $1" >&2
	exit 1
}

objects="$build/obj/lib/match"
${CC:-cc} -O2 -std=c17 -D_GNU_SOURCE -o "$dir/match" "$here/match.c" "$objects/assign.o" \
	"$objects/auction.o" "$objects/stable.o" "$objects/wishes.o" "$objects/order.o"
${CC:-cc} -O2 -std=c17 -D_GNU_SOURCE -o "$dir/measure" "$here/../measure.c"
cd "$dir"

# The python3 found first need not be the one of the system, for which packages are installed.
python=
for candidate in python3 /usr/bin/python3; do
	if "$candidate" -c 'import scipy' 2>err; then
		python=$candidate
		break
	fi
done

# run LABEL BARS WORD...: the words of match; with a file, scipy as well.
run() {
	label=$1
	bars=$2
	shift 2
	./match 3 "$@" >ours || fail "$label failed"
	./measure 1 ./match 1 "$@" >memory || fail "$label failed"
	: >theirs
	if [ -e pairs ] && [ -n "$python" ]; then
		"$python" "$here/with_scipy.py" 3 pairs >theirs || fail "$label: scipy failed"
		[ "$(cut -d' ' -f2- ours)" = "$(cut -d' ' -f2- theirs)" ] ||
			fail "$label: $(cat ours), but scipy $(cat theirs)"
	fi
	rm -f pairs
	awk -v label="$label" -v bars="$bars" '
		FILENAME == "ours" { ours = $1; pairs = $2 }
		FILENAME == "memory" { memory = $2 }
		FILENAME == "theirs" { theirs = $1 }
		END {
			printf "%-44s %8.3f s %7.1f MiB %6d pairs", label, ours, memory, pairs
			if (theirs)
				printf "   scipy %8.3f s, ours %.2f times", theirs, ours / theirs
			print "  " bars
		}' ours memory theirs
}

[ -n "$python" ] || echo 'scipy: not installed, left out'
echo 'assign'
for score in 100 1000 1000000; do
	run "2,000 x 2,000, scores up to $score" '(bar 2, beyond 1)' \
		assign random 2000 2000 2000 1 "$score" 0 pairs
done
run '2,000 x 2,000, most pairs' '' assign random 2000 2000 2000 1 1000 1 pairs
run '2,000 x 2,000, products' '' assign product 2000 2000 2000 1 0 0 pairs
run '2,000 x 2,000, all equal' '' assign equal 2000 2000 2000 1 1000 0 pairs
run '2,000 x 1,600, room for 30' '' assign random 2000 1600 1600 30 1000 0
run '5,000 x 5,000, 20 candidates' '(bar 0.5 s, 200 MiB)' \
	assign random 5000 5000 20 1 1000 1 pairs
for room in 40 32 10; do
	run "50,000 x 1,600, 20 candidates, room for $room" '' \
		assign random 50000 1600 20 "$room" 1000 0
	run '  most pairs' '' assign random 50000 1600 20 "$room" 1000 1
done
echo 'stable'
for room in 40 32 10; do
	run "50,000 x 1,600, 20 wishes, room for $room" '(bar 1 s)' \
		stable 50000 1600 20 "$room"
done
