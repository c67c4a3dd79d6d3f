#!/bin/sh
# options.sh BUILD: the man pages, the README and the option tables of the commands say the same.
#
# Each command has a page that names all its verbs (Cm) and options (Fl); options that every verb has
# may stand in qser(7), those of import too.  No page names an option that is not there, and
# the examples of pages and README use verbs and options there are.
set -eu

bin=$1/bin
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

# ---- What there is: "COMMAND|VERB|OPTION|ORIGIN", and "COMMAND|VERB||" for each verb ------------
failed=0
for program in "$bin"/qser-*; do
	command=${program##*/}
	"$program" --check-tables || failed=1
	"$program" --list-verbs >"$dir/verbs"
	while read -r verb; do
		echo "$command|$verb||"
		# The words of a verb are two where it belongs to a group.
		# shellcheck disable=SC2086
		"$program" --dump-options $verb | awk -F '\t' -v of="$command|$verb|" \
			'{ print of $2 "|" $4; if ($1 != "") print of $1 "|" $4 }'
	done <"$dir/verbs"
	# What the overview, the command and the page call it.
	brief=$("$program" --help | sed -n "s/^$command: \(.*\)\.$/\1/p")
	"$bin/qser" --help | grep -q "^  ${command#qser-} *$brief$" || {
		echo "bin/qser.c:1: another brief line than $command has: $brief"
		failed=1
	}
	grep -qsxF ".Nd $brief" "man/$command.1" || {
		echo "man/$command.1:1: .Nd should be: $brief"
		failed=1
	}
done >"$dir/tables"
# qser(1) has no tables; its own help counts.
{
	echo 'qser|||'
	"$bin/qser" --help | grep -oE -- '--[a-z][a-z-]+' | sort -u | sed 's/.*/qser||&|verb/'
} >>"$dir/tables"
# Complaints of the loop above went into the file.
grep -v '|' "$dir/tables" || :

# ---- What the pages say: "FILE:LINE|verb|WORDS", "…|option|--x", "…|example|TEXT" ----------------
for page in man/*.[157]; do
	awk '
		function flush_example() {
			if (example != "") print FILENAME ":" at "|example|" example
			example = ""
		}
		{ gsub(/\\-/, "-"); gsub(/\\\(aq/, "\047"); gsub(/\|/, "\\p") }
		/^[.\047]/ {
			flush_example()
			n = split($0, word, /[ \t]+/)
			sub(/^\./, "", word[1])
			for (i = 1; i <= n; i++) {
				if (word[i] ~ /^[A-Z][a-z]$/) { macro = word[i]; phrase = ""; if (macro == "Dl") break; continue }
				if (macro == "Fl" && word[i] ~ /^-[a-z]/) print FILENAME ":" FNR "|option|-" word[i]
				if (macro == "Fl" && word[i] ~ /^[a-zA-Z0-9]$/) print FILENAME ":" FNR "|option|-" word[i]
				if (macro == "Cm") { phrase = phrase " " word[i]; print FILENAME ":" FNR "|verb|" substr(phrase, 2) }
			}
			macro = ""
			if ($1 != ".Dl") next
		}
		{
			if (example == "") at = FNR
			example = example " " $0
			if (!sub(/\\e?$/, "", example)) flush_example()
		}
		END { flush_example() }' "$page"
done >"$dir/pages"
# README: code blocks; a line that goes on ends in a backslash.
[ ! -e README.md ] || awk '
	/^```/ { code = !code; next }
	code {
		gsub(/\|/, "\\p")
		if (example == "") at = FNR
		example = example " " $0
		if (sub(/\\$/, "", example)) next
		print FILENAME ":" at "|example|" example
		example = ""
	}' README.md >>"$dir/pages"

# ---- Compared -----------------------------------------------------------------------------------
awk -F '|' '
	function complain(place, what) { print place ": " what; failed = 1 }
	# An option of a command, "--x" or "--x=…", or "-x".
	function known(command, option) {
		sub(/=.*/, "", option)
		return option ~ /^(--help|--version|-h)$/ || (command, option) in options || (command == "" && option in anywhere)
	}
	# "qser-person role add --role mentor": a verb and options there are?
	function check_call(place, text,   n, w, i, command, verb) {
		# Quoted words are values.
		gsub(/\047[^\047]*\047/, "Q", text)
		gsub(/"[^"]*"/, "Q", text)
		sub(/[ \t]#.*/, "", text)
		sub(/[>)<`].*/, "", text)
		n = split(text, w, /[ \t]+/)
		for (i = 1; i <= n && w[i] !~ /^qser(-[a-z]+)?$/; i++) ;
		if (i > n) return
		command = w[i++]
		if (command == "qser" && ("qser-" w[i]) in commands) command = "qser-" w[i++]
		if (!(command in commands)) { if (command != "qser") complain(place, "no such command: " command); return }
		if (command == "qser") return
		verb = ""
		for (; i <= n; i++) {
			if (w[i] == "--") break
			if (w[i] ~ /^--[a-z]/) {
				if (!known(command, w[i])) complain(place, command " has no option " w[i])
			} else if (verb == "" && w[i] ~ /^[a-z]+$/ && w[i - 1] !~ /^-/) {
				verb = w[i]
				if (!((command, verb) in verbs) && (command, verb " " w[i + 1]) in verbs) verb = verb " " w[++i]
				if (!((command, verb) in verbs)) complain(place, command " has no verb " verb)
			}
		}
	}
	FNR == NR {
		if (NF < 4) next
		commands[$1]; verbs[$1, $2]
		if ($3 != "") { options[$1, $3]; anywhere[$3]; rows++; row[rows] = $0 }
		else if ($2 != "") { rows++; row[rows] = $0 }
		next
	}
	{
		place = $1; file = place; sub(/:.*/, "", file)
		page = file; sub(/^man\//, "", page); sub(/\.[157]$/, "", page)
		command = file ~ /\.1$/ ? page : ""
		pages[file]
	}
	$2 == "verb" { said[file, $3] }
	$2 == "option" {
		said[file, $3]
		# A page of a command may speak of an option of another one only in examples.
		if (!known(command, $3)) complain(place, (command == "" ? "no command" : command) " has no option " $3)
	}
	$2 == "example" {
		n = split($3, call, /\\p|;|&&/)
		for (c = 1; c <= n; c++) if (call[c] ~ /(^|[ \t(])qser(-[a-z]+)? /) check_call(place, call[c])
	}
	END {
		for (i = 1; i <= rows; i++) {
			split(row[i], f, "|")
			page = "man/" f[1] ".1"
			if (!(page in pages)) {
				if (!missing[page]++) complain(page ":1", "there is no such page")
				continue
			}
			if ((page, f[3] == "" ? f[2] : f[3]) in said) continue
			if (f[3] == "") complain(page ":1", "does not name the verb " f[2])
			else if (!((f[4] == "general" || f[2] ~ /(^| )(import|undo)$/) && ("man/qser.7", f[3]) in said) &&
				!told[page, f[3]]++)
				complain(page ":1", "does not name " f[3] " (of " f[2] ")")
		}
		exit failed
	}' "$dir/tables" "$dir/pages" || failed=1
exit $failed
