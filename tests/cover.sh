#!/bin/sh
# cover.sh OBJ_DIR: which part of the library the tests reached, from the counters beside the objects.
#
# A line for each source, lines and branches in per cent, the least covered first; then each floor.
set -eu

obj=$(cd "$1" && pwd)
gcov=${GCOV:-gcov}

find "$obj/lib" -name '*.gcda' | sort | while read -r counters; do
	# gcov tells of headers, too; only the source itself counts.
	$gcov -n -b -r "$counters" 2>/dev/null
done | awk '
	/^File / { gsub(/^File .|.$/, ""); file = $0; mine = file ~ /^lib\/.*\.c$/ }
	/^$/ { mine = 0 }
	# "Lines executed:93.10% of 58"
	mine && /^(Lines executed|Branches executed|Taken at least once):/ {
		split($0, part, /[:%]| of /)
		if (/^Lines/) { lines[file] = part[4]; line_hits[file] = part[2] * part[4] / 100 }
		if (/^Taken/) { branches[file] = part[4]; branch_hits[file] = part[2] * part[4] / 100 }
	}
	function percent(hits, all) { return all ? sprintf("%5.1f %%", 100 * hits / all) : "      -" }
	function row(name, l, lh, b, bh) {
		return sprintf("%s  %s  %6d lines  %s", percent(lh, l), percent(bh, b), l, name)
	}
	END {
		print "  lines  branches"
		for (f in lines) {
			sort = "sort -n"
			print row(f, lines[f], line_hits[f], branches[f], branch_hits[f]) | sort
			floor = f; sub(/\/[^\/]*$/, "", floor); floors[floor] = 1
			l[floor] += lines[f]; lh[floor] += line_hits[f]
			b[floor] += branches[f]; bh[floor] += branch_hits[f]
			all_l += lines[f]; all_lh += line_hits[f]; all_b += branches[f]; all_bh += branch_hits[f]
		}
		close(sort)
		print ""
		for (floor in floors)
			print row(floor "/", l[floor], lh[floor], b[floor], bh[floor]) | sort
		close(sort)
		print row("lib/ in all", all_l, all_lh, all_b, all_bh)
		exit !all_l
	}'
