# shellcheck shell=sh
# locales.sh: sourced behind harness.sh: locales in which figures look otherwise.
#
#	locales_make		builds those that are not installed, in long runs, where localedef and
#				its sources are; locales is a list of what there is, locales_missing
#				how many there are not
locales='C C.UTF-8'
locales_missing=0

# locale_works NAME: has it an effect?  In all of ours a half is 0,5.
locale_works() {
	LC_ALL=$1 locale -k decimal_point 2>/dev/null | grep -q 'decimal_point=","'
}

locales_make() {
	# Those of the system stay in reach.
	LOCPATH=$(pwd)/locales:${LOCPATH:-/usr/lib/locale}
	export LOCPATH
	mkdir -p locales
	for locale in de_DE el_GR tr_TR; do
		if ! locale_works $locale.UTF-8 && ${long:?of the harness}; then
			localedef -i $locale -f UTF-8 "locales/$locale.UTF-8" >locale.log 2>&1 || :
		fi
		if locale_works $locale.UTF-8; then
			locales="$locales $locale.UTF-8"
		else
			locales_missing=$((locales_missing + 1))
		fi
	done
}
