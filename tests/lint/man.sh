#!/bin/sh
# man.sh: the pages are sound mdoc, and pages of ours that they name exist.
set -eu

failed=0
mandoc -T lint -W warning man/*.[157] || failed=1
for page in man/*.[157]; do
	awk '{ for (i = 1; i < NF; i++) if ($i ~ /^\.?Xr$/ && $(i + 1) ~ /^qser/) print FNR, $(i + 1) "." $(i + 2) }' "$page" |
		while read -r line name; do
			[ -e "man/$name" ] || echo "$page:$line: there is no $name"
		done
done | grep . && failed=1
exit $failed
