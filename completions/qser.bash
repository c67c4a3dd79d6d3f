# bash completion for qser and its commands: verbs, options, ids and codes.
#
# The command itself knows what may stand where: qser-X --complete WORD… prints a line a candidate,
# "word TAB description"; an empty word with the description "file" asks for file names.  Ids and codes
# come from the database that the line names with --db, else from the usual one.
# shellcheck shell=bash

# A word as it was typed, without its quotes and with ~ for the home folder: into plain.
_qser_plain() {
	plain=$1
	case $plain in
	\'*) plain=${plain#\'} plain=${plain%\'} ;;
	\"*) plain=${plain#\"} plain=${plain%\"} ;;
	\~/*) plain=$HOME/${plain#\~/} ;;
	*) plain=${plain//\\/} ;;
	esac
}

_qser() {
	local tab=$'\t' plain line word typed piece quoted='' home='' join='' i
	local -a words=() candidates=()

	# readline cuts words at = and :, which is not how they are typed.
	for ((i = 1; i <= COMP_CWORD; i++)); do
		piece=${COMP_WORDS[i]}
		if [[ -n $join || $piece == [=:]* ]] && ((${#words[@]} > 0)); then
			words[-1]+=$piece
		else
			words+=("$piece")
		fi
		join=''
		[[ $piece == *[=:] ]] && join=yes
	done
	((${#words[@]} > 0)) || words=('')
	typed=${words[-1]}
	[[ $typed == [\'\"]* ]] && quoted=yes
	for i in "${!words[@]}"; do
		_qser_plain "${words[i]}"
		words[i]=$plain
	done
	typed=${words[-1]}
	# What readline replaces is only the piece behind the last = or :.
	piece=${COMP_WORDS[COMP_CWORD]-}
	[[ $piece == [=:] ]] && piece=''
	[[ $piece == \~/* ]] && home=yes
	_qser_plain "$piece"
	piece=$plain

	COMPREPLY=()
	while IFS= read -r line; do
		word=${line%%"$tab"*}
		if [[ $line == "${tab}file" ]]; then
			compopt -o filenames 2>/dev/null
			while IFS= read -r word; do
				[[ -z $home ]] || word=\~/${word#"$HOME"/}
				COMPREPLY+=("$word")
			done < <(compgen -f -- "$piece")
			return
		fi
		[[ $word == "$typed"* ]] || continue
		candidates+=("${word:${#typed}-${#piece}}")
		# The record, behind which its name follows.
		[[ $word != */ ]] || compopt -o nospace 2>/dev/null
	done < <("${COMP_WORDS[0]/#\~\//$HOME/}" --complete "${words[@]}" 2>/dev/null)
	for word in "${candidates[@]}"; do
		[[ -n $quoted ]] || printf -v word %q "$word"
		word=${word//\\,/,}
		COMPREPLY+=("$word")
	done
}

complete -F _qser qser qser-admin qser-org qser-person qser-mentor qser-pair qser-path qser-diary \
	qser-checklist qser-report
