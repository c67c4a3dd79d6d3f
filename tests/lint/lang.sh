#!/bin/sh
# lang.sh: what reports say is in every catalogue of lib/lang, with the same values, and nothing else is.
set -eu

failed=0
python3 tests/lint/said.py lib/lang/*.po || failed=1
for po in lib/lang/*.po; do
	code=$(basename "$po" .po)
	grep -q "^\"Language: $code\\\\n\"$" "$po" || {
		echo "$po:1: its header does not say: Language: $code"
		failed=1
	}
	# What the rules of catalogue.c are, in the words of gettext.
	case $code in
	cs) plural='nplurals=3; plural=(n==1) ? 0 : (n>=2 \&\& n<=4) ? 1 : 2;' ;;
	*) plural='nplurals=2; plural=(n != 1);' ;;
	esac
	grep -qF "\"Plural-Forms: $plural\\n\"" "$po" || {
		echo "$po:1: Plural-Forms is not $plural, as in lib/base/catalogue.c"
		failed=1
	}
	grep -q "\"words:[a-z ]*\\<$code\\>[a-z ]*\"}, " bin/cli_report.h || {
		echo "bin/cli_report.h:1: --lang does not offer $code"
		failed=1
	}
	msgfmt --check-format --check-domain -o /dev/null "$po" || failed=1
done
exit $failed
