#!/bin/sh
# tools.sh BUILD: who types what qser-adopting(7) says, from the first step to the last, gets through.
#
# The commands of its examples run in order, those up to the rota on the day of the first session, the
# others at the end, on a database with the people they name; all must do what they are told.
set -eu

bin=$1/bin
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
mkdir "$dir/bin"
for command in "$bin"/qser-*; do
	# $NOW is read when it runs.
	# shellcheck disable=SC2016
	printf '#!/bin/sh\nexec "%s" --now "$NOW" --actor maria "$@"\n' "$command" >"$dir/bin/${command##*/}"
	chmod +x "$dir/bin/${command##*/}"
done
QSER_DB=$dir/q.db TZ=Europe/Athens
export QSER_DB TZ
unset QSER_ACTOR || :
{
	"$bin/qser-admin" -q init
	"$bin/qser-org" add --name Lamia --code lamia
	for who in maria eleni jan; do
		"$bin/qser-person" add --name $who --code $who --organisation lamia
	done
	for module in online-1 online-2 online-3; do
		"$bin/qser-person" training add --person maria --module $module --completed 2026-09-01
	done
} >"$dir/out"

# What the trainer fills in on paper: the first answer that each item offers.
"$bin/qser-checklist" form show customer-service -f tsv --no-header | awk -F '\t' '
	BEGIN { print "item,value" }
	$15 !~ /handled/ { split($20, choice, ";"); print $15 "," ($17 ~ /^yes/ ? ($15 == "h6.3" ? "no" : "yes") : $17 == "text" ? "seen" : choice[1]) }' \
	>"$dir/answers.csv"

# A command a line, whole.
awk '
	/^\.Bd -literal/ { code = 1; next }
	/^\.Ed/ { code = 0 }
	code {
		gsub(/\\\(aq/, "\047")
		sub(/^\$ /, "")
		line = line $0
		if (sub(/\\e$/, "", line)) next
		print FNR "\t" line
		line = ""
	}' man/qser-adopting.7 >"$dir/commands"
[ "$(wc -l <"$dir/commands")" -ge 26 ] || {
	echo 'man/qser-adopting.7:1: has fewer commands than steps would need'
	exit 1
}
failed=0
NOW=2026-10-26T15:00:00Z
export NOW
tab=$(printf '\t')
while IFS=$tab read -r number line; do
	(cd "$dir" && PATH="$dir/bin:$PATH" sh -eu -c "$line") >"$dir/out" 2>"$dir/err" </dev/null || {
		echo "man/qser-adopting.7:$number: $line: $(cat "$dir/err")"
		failed=1
	}
	case $line in *'rota plan'*) NOW=2026-12-18T15:00:00Z ;; esac
done <"$dir/commands"
closed=$("$bin/qser-path" list --columns state --no-header -f csv)
[ "$closed" = closed ] || {
	echo "man/qser-adopting.7:1: the path is $closed at the end, not closed"
	failed=1
}
exit $failed
