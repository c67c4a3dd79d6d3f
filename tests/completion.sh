#!/bin/sh
# completion.sh BIN_DIR: completions/ in the real shells, with the commands of BIN_DIR.
#
# bash and zsh run on a terminal of their own (script(1)), where lines are typed, TAB is pressed, and
# what then stands on the line is compared.  fish is asked with its own "complete -C".  Shells that
# are not installed are left out, and said so.  The last line is "N passed, M failed".
#
#	COUNTS=FILE	the last line goes into this file as well
#	SHELLS='bash'	only these
set -eu

[ $# = 1 ] || {
	echo 'usage: completion.sh BIN_DIR' >&2
	exit 64
}
here=$(cd "$(dirname "$0")" && pwd)
bin=$(cd "$1" && pwd)
rules=$here/../completions
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
trap 'exit 130' INT TERM
# shellcheck source=tests/sanitize.sh
. "$here/sanitize.sh"
without_leaks "$bin/qser" --version

# ---- A database, and what is in it ------------------------------------------------------------

PATH=$bin:$PATH
HOME=$dir
QSER_DB=$dir/q.db
TERM=xterm
LC_ALL=C.UTF-8
export PATH HOME QSER_DB TERM LC_ALL
unset QSER_ACTOR XDG_DATA_HOME COLUMNS || :
cd "$dir"

# fill CODE: an organisation, two people and a path, whose code is CODE.
fill() {
	qser-admin -q init
	qser-org add --name Lamia --code lamia
	qser-person add --name 'Maria Papadopoulou' --code maria
	qser-person add --name 'Jan Novák' --code jan
	qser-path new --title Reception --code "$1" --organisation lamia
} >/dev/null
fill reception-26
(
	QSER_DB=$dir/other.db
	fill elsewhere
)
: >"$dir/applications.csv"

# ---- What is typed, and what TAB makes of it --------------------------------------------------

# A line each; after "=>" what stands there then.  The last word alone, where it is all that grows.
cat >"$dir/cases" <<'END'
qser-person sho => qser-person show
qser dia => qser diary
qser diary expo => qser diary export
qser-person role ed => qser-person role edit
qser-org department li => qser-org department list
qser-diary add --train => qser-diary add --trainer
qser diary add --situ => qser diary add --situation
qser-person --form => qser-person --format
qser-person -f js list --sort family => qser-person -f js list --sort family_name
qser-person show mar => qser-person show maria
qser-person show 2 => qser-person show 2
qser-path edit recep => qser-path edit reception-26
qser-path step rec => qser-path step reception-26
qser-path step list --path rec => qser-path step list --path reception-26
qser-path --db other.db show els => qser-path --db other.db show elsewhere
qser-path --db ~/other.db show els => qser-path --db ~/other.db show elsewhere
qser-path --db nowhere.db show rec => qser-path --db nowhere.db show rec
qser-diary list --kind shad => qser-diary list --kind shadowing
qser-diary list --kind=shad => qser-diary list --kind=shadowing
qser-path list --columns code,stat => qser-path list --columns code,state
qser-path list --sort -stat => qser-path list --sort -state
qser-diary edit 1 --participants jan\;mar => qser-diary edit 1 --participants jan\;maria
qser-diary edit 1 --participants 'jan;mar => qser-diary edit 1 --participants 'jan;maria'
qser-mentor import appl => qser-mentor import applications.csv
qser-mentor list --output=appl => qser-mentor list --output=applications.csv
qser-mentor list --output ~/appl => qser-mentor list --output ~/applications.csv
qser-mentor import --encoding appl => qser-mentor import --encoding appl
END

passed=0
failed=0

# compare SHELL LINE EXPECTED GOT
compare() {
	if [ "$3" = "$4" ]; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		printf 'FAIL  %s: %s\n  expected  %s\n  got       %s\n' "$@"
	fi
}

# ---- bash and zsh: on a terminal --------------------------------------------------------------

# Ctrl-X writes down what stands on the line, and empties it.
cat >"$dir/bashrc" <<END
PS1='> '
bind 'set bell-style none'
bind 'set enable-bracketed-paste off'
report() {
	printf '%s\n' "\$READLINE_LINE" >>"$dir/lines"
	READLINE_LINE=
	READLINE_POINT=0
}
bind -x '"\C-x": report'
source "$rules/qser.bash"
PROMPT_COMMAND=': >"$dir/ready"'
END
cat >"$dir/.zshrc" <<END
PS1='> '
unsetopt beep zle_bracketed_paste auto_menu
fpath=("$rules" \$fpath)
autoload -Uz compinit
compinit -u -D
report() {
	print -r -- "\$BUFFER" >>"$dir/lines"
	BUFFER=
}
zle -N report
bindkey '^X' report
bindkey '^I' complete-word
precmd() { : >"$dir/ready" }
END

# type_lines: the cases, as fast as the shell takes them.
type_lines() {
	tries=0
	while [ ! -e "$dir/ready" ] && [ $tries -lt 300 ]; do
		tries=$((tries + 1))
		sleep 0.1
	done
	lines=0
	while IFS= read -r line; do
		printf '%s\t\030' "${line%% =>*}"
		lines=$((lines + 1))
		tries=0
		# The next one when this one is written down: a list on the screen is not to be typed into.
		while [ "$(wc -l <"$dir/lines")" -lt $lines ] && [ $tries -lt 200 ]; do
			tries=$((tries + 1))
			sleep 0.05
		done
	done <"$dir/cases"
	printf 'exit\r'
	sleep 0.2
}

# on_terminal SHELL COMMAND: compare each case.
on_terminal() {
	rm -f "$dir/ready"
	: >"$dir/lines"
	type_lines | SHELL=/bin/sh timeout 300 script -qec "$2" /dev/null >"$dir/screen" 2>&1 || :
	number=0
	while IFS= read -r line; do
		number=$((number + 1))
		got=$(sed -n "${number}p" "$dir/lines")
		compare "$1" "${line%% =>*}" "${line#*=> }" "${got% }"
	done <"$dir/cases"
}

# ---- fish: asked --------------------------------------------------------------------------------

# What may stand instead of the last word, without quotes and descriptions; nothing: the word stays.
in_fish() {
	cat >"$dir/ask.fish" <<-END
	source "$rules/qser.fish"
	while read -l line
	    set -l answer (complete -C "\$line" | string replace -r '\t.*' '')
	    test -n "\$answer"; or set answer ''
	    string join -- ' ' \$answer
	end
	END
	sed 's/ =>.*//' "$dir/cases" | fish --no-config "$dir/ask.fish" >"$dir/lines" 2>"$dir/screen" || :
	number=0
	while IFS= read -r line; do
		number=$((number + 1))
		typed=${line%% =>*}
		wanted=${line#*=> }
		[ "$typed" != "$wanted" ] || case $typed in
		*' 2') ;;
		*) wanted= ;;
		esac
		wanted=$(printf '%s' "${wanted##* }" | tr -d "\\\\'")
		compare fish "$typed" "$wanted" "$(sed -n "${number}p" "$dir/lines")"
	done <"$dir/cases"
}

# ---- All verbs and options of all commands ----------------------------------------------------------

# ask_SHELL LINE: all that may stand there, one a line.
ask_bash() {
	# shellcheck disable=SC2016
	bash --norc -c 'source "$1/qser.bash"
		read -ra COMP_WORDS <<<"$2"
		[[ $2 != *" " ]] || COMP_WORDS+=("")
		COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
		_qser 2>/dev/null
		printf "%s\n" "${COMPREPLY[@]}"' bash "$rules" "$1"
}
ask_fish() {
	# shellcheck disable=SC2016
	fish --no-config -c 'source "$argv[1]/qser.fish"; complete -C "$argv[2]"' "$rules" "$1" | cut -f 1
}

all_of() {
	for command in $(qser --list-commands); do
		compare "$1" "qser-$command …" \
			"$(qser-"$command" --list-verbs | cut -d ' ' -f 1 | sort -u | tr '\n' ' ')" \
			"$("ask_$1" "qser-$command " | sort -u | tr '\n' ' ')"
		verb=$(qser-"$command" --list-verbs | sed -n 1p)
		# shellcheck disable=SC2086
		compare "$1" "qser $command $verb --…" \
			"$(qser-"$command" --dump-options $verb | cut -f 2 | sort -u | tr '\n' ' ')" \
			"$("ask_$1" "qser $command $verb --" | sort -u | tr '\n' ' ')"
	done
}

# ---- All of it --------------------------------------------------------------------------------------

for shell in ${SHELLS:-bash zsh fish}; do
	if ! command -v "$shell" >/dev/null 2>&1; then
		echo "note: $shell is not installed, its completion is not tried"
		continue
	fi
	before=$failed
	count=$passed
	case $shell in
	bash)
		on_terminal bash "bash --rcfile '$dir/bashrc' -i"
		all_of bash
		;;
	zsh) ZDOTDIR=$dir on_terminal zsh 'zsh -d -i' ;;
	fish)
		in_fish
		all_of fish
		;;
	esac
	[ "$failed" != "$before" ] || echo "ok    $shell ($((passed - count)))"
done
echo "$passed passed, $failed failed" >"$dir/all"
[ -z "${COUNTS-}" ] || cp "$dir/all" "$COUNTS"
cat "$dir/all"
[ "$failed" = 0 ]
