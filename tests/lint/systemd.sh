#!/bin/sh
# systemd.sh BUILD: the units of examples/systemd are as little exposed as their README says.
#
# The control: a unit without a single restriction is found out.
set -eu

command -v systemd-analyze >/dev/null 2>&1 || {
	echo 'systemd.sh: no systemd-analyze here: not looked at'
	exit 0
}
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
failed=0
# The figures change with the rules of systemd.
stated=$(sed -n 's/.*(systemd \([0-9]*\)).*/\1/p' examples/systemd/README)
version=$(systemd-analyze --version | sed -n '1s/systemd \([0-9]*\).*/\1/p')

# exposed UNIT
exposed() {
	systemd-analyze security --offline=true "$1" 2>"$dir/err" |
		sed -n 's/.*Overall exposure level for .*: \([0-9.]*\) .*/\1/p'
}

# above A B: is A more than B?
above() {
	awk -v a="$1" -v b="$2" 'BEGIN { exit !(a + 0 > b + 0) }'
}

printf '[Service]\nExecStart=/bin/true\n' >"$dir/open.service"
above "$(exposed "$dir/open.service")" 9 || {
	echo 'tests/lint/systemd.sh:1: a unit without restrictions is not found exposed: this check is blind'
	exit 1
}
for unit in examples/systemd/*.service; do
	name=$(basename "$unit")
	said=$(awk -v name="$name" '$1 == name { print $2 }' examples/systemd/README)
	is=$(exposed "$unit")
	if [ -z "$said" ] || [ -z "$is" ]; then
		echo "examples/systemd/README:1: no figure of $name; it is ${is:-not known: $(cat "$dir/err")}"
		failed=1
	elif [ "$version" = "$stated" ] && [ "$is" != "$said" ]; then
		echo "$unit:1: its exposure is $is, not $said as the README says"
		failed=1
	fi
	most=1
	[ "$name" != qser-send.service ] || most=5
	! above "${is:-10}" $most || {
		echo "$unit:1: its exposure is $is, more than $most"
		failed=1
	}
done
exit $failed
