# shellcheck shell=sh
# base.sh: sourced behind harness.sh.  The work of every command, for harnesses that go
# through all of them: writes.txt and reads.txt beside it have one shell line for each verb.
#
#	base_make		in the current folder: the database $QSER_DB, as the lines expect it, and
#				the files that they read
#	base_lines FILE...	the lines, without comments
#
# A line is for "sh -c", or eval, in that folder, and is one command, without pipes.  It finds $now,
# the time and the actor, in the environment.  Each works on its own, from a copy of the database as
# base_make left it.  What it ends with besides 0 is said behind it: "# 1".

now='--now 2026-11-20T08:00:00Z --actor maria'
export now
base_from=${parts:?is the folder of this file}
base_build=${build:?has the commands in bin}

base_lines() {
	cat "$@" | sed '/^#/d; /^$/d'
}

# base_ends STATUS WORD...: one command of those that make the base.
base_ends() {
	base_want=$1 base_status=0
	shift
	# shellcheck disable=SC2086
	"$@" $now -q >>base.log 2>&1 || base_status=$?
	[ "$base_status" = "$base_want" ] || {
		echo "not ok base.sh: $*: exit status $base_status: $(tail -n 1 base.log)"
		exit 1
	}
}

base_do() {
	base_ends 0 "$@"
}

base_people() {
	base_do qser-admin init --demo
	for gate in eligibility self-reflection contract confirmation checklist pre-session \
		interval conclusion; do
		base_do qser-admin setting set gate-$gate off
	done
	base_do qser-admin logo set face.png
	base_do qser-person import base-person.csv
	base_do qser-org add --name Empty --code empty
	base_do qser-org department add --name Empty --code empty --organisation elaionas
	base_do qser-org project add --title Empty --code empty
	base_do qser-org holiday add --day 2026-10-26 --organisation elaionas --name 'Town feast'
}

# 4, 6 in review, 5 9 10 11 submitted, 7 rejected, 8 withdrawn.
base_applications() {
	base_do qser-mentor reject 7 --reason 'no time'
	base_do qser-mentor withdraw 8
	base_do qser-mentor picture 4 face.png
	base_do qser-mentor form new elaionas --code own-draft --applicants external -o form-draft.csv
	base_do qser-mentor form new elaionas --code own-active --applicants in-house -o form-active.csv
	base_do qser-mentor form import form-draft.csv
	base_do qser-mentor form import form-active.csv
	base_do qser-mentor form activate own-active
	sed 's/^own-draft/own-next/' form-draft.csv >form-next.csv
}

# Codes are those of the mentees: m1 proposed, m2 published, m3 accepted, m4 running, m5 ended,
# m6 declined.  m7 and the four of the demonstration wait.
base_pairs() {
	base_do qser-person role add --person maria --role mentor
	base_do qser-pair mentor import base-mentor.csv
	base_do qser-pair mentee import base-mentee.csv
	for n in 1 2 3 4 5 6; do
		base_do qser-pair propose maria m$n --domain cv --code m$n --goal 'a job by summer'
	done
	base_do qser-pair publish m2 m3 m4 m5 m6
	base_do qser-pair accept m3 m4 m5
	base_do qser-pair decline m6 --as mentor --reason 'too far away'
	base_do qser-pair start m4 m5 --on 2026-11-20
	base_do qser-pair end m5 --reason 'found work'
	base_do qser-pair meet m4 1h --on 2026-11-20 --action 'mentee: send the CV, until 2026-11-27'
	base_do qser-pair meeting plan m4 '2026-12-01 17:00' --place Library
	base_do qser-pair issue raise m4 --kind trust --raised-by mentor --description 'Late again' \
		--readers 'eleni;maria'
	base_do qser-pair mentor add --person rocio
	base_do qser-pair mentor pause zdenka
	base_do qser-pair mentee pause yusuf
	base_ends 1 qser-pair round new --code autumn-26
	base_do qser-pair mentee add --person irini
}

# reception-26 runs; draft is neither discussed nor confirmed, discussed is not confirmed, old is
# closed.
base_paths() {
	for code in draft discussed old; do
		base_do qser-path new --title "Path $code" --code $code --organisation elaionas \
			--trainer maria --starts 2026-11-02 --ends 2026-12-18
	done
	base_do qser-path discuss discussed --on 2026-11-16
	base_do qser-path close old
	base_do qser-path participant add --path draft --person jan
	base_do qser-path skill add --path draft --name Courage
	base_do qser-path contract add --path draft --hours 20
	base_do qser-path contract sign 2 --as trainer
	base_do qser-path rating add --skill 1 --person sofia --relevance 5 --importance 4 --level 2
	base_do qser-path conclude discussed --benefits 'Shorter queues'
	base_do qser-path scenario add --title 'The lost form' --code lost-form --kind real-case \
		--topic patience --story 'A visitor comes back for the third time.'
	base_do qser-path workshop add --title Opening --code opening --path draft --day 2026-11-19 \
		--begins 9:00 --minutes 1h30
	base_do qser-path workshop invite opening --person jan --person eleni
	for host in sofia petros nikos; do
		base_do qser-path peer add --person anna --host $host --day 2026-11-18 --goal 'see it' \
			--override 'other work'
	done
	base_do qser-path peer clear 2 --by eleni --on 2026-11-10
	base_do qser-path peer clear 3 --by eleni --on 2026-11-10
	base_do qser-path peer approve 3 --by giorgos --on 2026-11-10
	base_do qser-path peer consent 3 --on 2026-11-10
}

# Entries 1-50 are drafts, 51 submitted, 52 signed by all; maria's timer runs.
# Response 12 is not complete, 2 is not signed, 3 is signed by one, 13 by all.
base_diary() {
	base_do qser-diary submit 51 52 53
	base_do qser-diary sign 52 --as organisation --name 'Eleni S.'
	base_do qser-diary start --at 9:00 --participant jan --path draft
	base_do qser-checklist new pre-session --path reception-26 --subject sofia
	base_do qser-checklist sign 3 --as trainer
	base_do qser-checklist sign 4 --as trainer
	base_do qser-checklist sign 4 --as organisation --by eleni
}

base_new() {
	: >base.log
	cp "$base_from"/base/* .
	base_people
	base_applications
	base_pairs
	base_paths
	base_diary
}

# What these commands made before is kept beside them: several scripts need it.
base_make() {
	base_kept=$base_build/tests/base
	if [ ! -e "$base_kept" ] ||
		[ -n "$(find "$base_build/bin" "$base_build/lib" "$base_from" -newer "$base_kept/q.db" 2>&1)" ]; then
		base_new
		base_keep
	else
		cp "$base_kept"/files/* .
		cp "$base_kept/q.db" "$QSER_DB"
	fi
}

base_keep() {
	mkdir -p "$base_build/tests"
	base_made=$(mktemp -d "$base_build/tests/base-XXXXXX")
	mkdir "$base_made/files"
	cp "$base_from"/base/* form-*.csv "$base_made/files"
	cp "$QSER_DB" "$base_made/q.db"
	rm -rf "$base_kept"
	# Another script may have been as quick.
	mv -T "$base_made" "$base_kept" 2>/dev/null || rm -rf "$base_made"
}
