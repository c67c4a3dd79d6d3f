#!/bin/sh
# model.sh BUILD: qser-model(7) has every item of A to I and K, and each names a verb and a case that there are.
set -eu

bin=$1/bin
page=man/qser-model.7
failed=0
items="A1 A2 A3 A4 A5 A6 A7 A8 A9 A10
B1 B2 B3 B4 B5 B6 B7 B7.1 B7.2 B7.3 B8
C1 C2 C3 C4 C5 C6 C7 C7.1 C7.2 C7.3 C7.4 C8 C9 C9.1 C9.2 C9.3 C10 C11 C12 C13 C14
D0 D1 D1a D1b D2 D3 D4 D4a D4b D4c D5 D5a D5b D5c D5d D6 D6a D6b D6c
E1 E2 E3 E4 E5 E6 E7 E8 E9 E10 E11 E12 E13
F1 F2 F3 F4 F4.1 F4.2 F4.3 F4.4 F4.5 F4.6 F5 G1 G1a G1b G1c G2 G3 G4
H1 H2 H3 H4 H5 H6 H7 H8 H9 I1 I2 I3 I4 I5
K0 K1 K2 K3 K4 K5 K6 K7 K8 K9 K10"

wrong() {
	echo "$page: $1"
	failed=1
}

table=$(sed -n 's/^\.It [\\&]*\([A-K][0-9][0-9a-z.]*\) Ta \(.*\) Ta Ic \(.*\) Ta \(.*\)$/\1|\3|\4/p' "$page")
for item in $items; do
	[ "$(printf '%s\n' "$table" | grep -c "^$item|")" = 1 ] || wrong "item $item is not there once"
done
while IFS='|' read -r item command case; do
	program=${command%% *}
	if [ "$program" = man ]; then
		[ -f "man/${command#* }.7" ] || wrong "$item: there is no page ${command#* }"
		[ -f "tests/lint/${case#lint }.sh" ] || wrong "$item: there is no $case"
		continue
	fi
	"$bin/$program" --list-verbs | grep -qx "${command#* }" || wrong "$item: there is no $command"
	[ -f "tests/cli/$case/cmd" ] || wrong "$item: there is no case $case"
	grep -q "${command#* }" "tests/cli/$case/cmd" || wrong "$item: $case does not run $command"
done <<EOF
$table
EOF
exit $failed
