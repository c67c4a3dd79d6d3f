#!/bin/sh
# run.sh BIN_DIR OUT_DIR: the whole job of a little municipality, with the real commands.
#
# The files of data/ and the two of the web form are copied to OUT_DIR, where everything happens:
# a database is made, filled, worked with and reported on.  Nothing is written anywhere else.
#
# What is printed after "$" is what is run, with two things added: a clock that stands still, so that
# this comes out the same every day, and -f text for lists, as they are on a terminal.
set -eu

today=2026-11-16
clock="--today $today --now ${today}T08:00:00Z"

[ $# = 2 ] || {
	echo 'usage: run.sh BIN_DIR OUT_DIR' >&2
	exit 64
}
unset CDPATH QSER_ACTOR
from=$(cd "$(dirname "$0")" && pwd)
bin=$(cd "$1" && pwd)
mkdir -p "$2"
cd "$2"
out=$(pwd)

PATH=$bin:$PATH
QSER_DB=$out/demo.db
LC_ALL=C.UTF-8
export PATH QSER_DB LC_ALL
rm -f demo.db demo.db-journal bad.csv mended.csv progress.html
cp "$from"/data/*.csv "$from"/applications-form.csv "$from"/form.map .
trap 'rm -f said.txt' EXIT

title() {
	printf '\n\n%s\n%s\n' "$1" "$(printf '%s' "$1" | sed 's/./=/g')"
}

# Why, before a command.
say() {
	printf '\n'
	printf '%s\n' "$@"
}

# as PERSON: who types from here on.
as() {
	QSER_ACTOR=$1
	export QSER_ACTOR
	printf '$ export QSER_ACTOR=%s\n' "$1"
}

# run [-t] [-r STATUS] [-l LINES] COMMAND: show it, run it, show what it says.
#	-t		as a table, as lists are on a terminal
#	-r STATUS	it is to end with this exit status, not 0
#	-l LINES	show that many lines of what it says
#	-w		show the two ends of wide lines
run() {
	expected=0 lines=0 wide=p extra=$clock OPTIND=1
	while getopts twr:l: option; do
		case $option in
		t) extra="$clock -f text" ;;
		r) expected=$OPTARG ;;
		l) lines=$OPTARG ;;
		w) wide='s/^(.{48}).{4,}(.{48})$/\1 … \2/; p' ;;
		*) exit 64 ;;
		esac
	done
	shift $((OPTIND - 1))
	printf '$ %s\n' "$1"
	line=$(printf '%s\n' "$1" | sed "s/qser-[a-z]*/& $extra/g")
	status=0
	eval "$line" >said.txt 2>&1 || status=$?
	count=$(wc -l <said.txt)
	[ "$lines" -gt 0 ] || lines=$count
	head -n "$lines" said.txt | sed -nE "$wide"
	[ "$count" -le "$lines" ] || echo "… and $((count - lines)) lines more"
	[ "$status" = "$expected" ] || {
		echo "run.sh: exit status $status, expected $expected" >&2
		exit 1
	}
}

cat <<'END'
The demonstration municipality: Δήμος Ελαιώνα, a town in Greece with partners in Brno, Leipzig,
Murcia and Liège.  It is Monday, 16 November 2026, ten in the morning.
END

# ------------------------------------------------------------------------------------------------
title 'A new database'
say 'One file holds everything.'
run 'qser-admin init'
say 'The town writes its days the Greek way and keeps Greek time.'
run 'qser-admin setting set zone Europe/Athens'
run 'qser-admin setting set day-order dmy'

title 'Organisations and people'
say 'The lists that were there already go in as they are.'
run 'qser-org import 01-organisation.csv'
run 'qser-org department import 02-department.csv'
run 'qser-org project import 03-project.csv'
run 'qser-person import 04-person.csv'
say 'Now that the people are known: who leads which department.'
run 'qser-org department import 05-department.csv'
run 'qser-person role import 06-role.csv'
run 'qser-person training import 07-training.csv'
say 'Who may shadow others at work? Of one who may not yet, what is missing.'
run -t 'qser-person ready --as trainer --ready'
run -t -r 1 'qser-person ready dimitra sofia --as mentor'
say 'Who is at the citizen service counters?'
run -t 'qser-person list --department kep --columns code,name,job_title,languages'
say 'Giorgos is responsible for the mentoring. From here on he types, and the log knows.'
as giorgos

title 'People who apply to be mentors'
say 'The export of the form goes in as it came. Good rows are in; a bad one comes back as a file.'
run -r 1 'qser-mentor import --rejects bad.csv 08-application.csv'
say 'Exit status 1 says that some rows were rejected. Here they are, with the reason at the end.'
run -w 'cat bad.csv'
say 'Mend it and feed it again.'
run "sed 's/kubickova.example/kubickova@example/' bad.csv > mended.csv"
run 'qser-mentor import mended.csv'
say 'The same file again changes nothing.'
run -r 1 'qser-mentor import 08-application.csv'
say 'The form of the web site asks in Greek, in its own words. A map says what is what.'
run -l 8 'cat form.map'
run 'qser-mentor import --map form.map applications-form.csv'
run -t 'qser-mentor list --columns id,name,languages,areas,weekly_hours,kind'
say 'Everybody who knows about health is welcome: ids go from one command into the next.'
run 'qser-mentor list --areas health --state submitted --ids | qser-mentor accept -'
say 'Two read an application, each by themselves; then somebody decides. The answer is ready to be mailed.'
run 'qser-mentor review 8 --score 40 --recommends reject'
run 'qser-mentor review 8 --reviewer dimitra --form mentor-review experience=4 time=1 motivation=3 languages=4 recommends=interview'
run -t 'qser-mentor inbox --state in-review'
say 'Half an hour a week is not enough. A rejection needs a reason.'
run "qser-mentor reject 8 --reason 'Half an hour a week is too little for a pair'"
run 'qser-mentor letter 8'
run -t 'qser-mentor list --state accepted,rejected --columns id,name,state,reviewer,reason'
say 'Who was accepted is a person now, with the role of a mentor.'
run -t 'qser-person role list --role mentor'

# ------------------------------------------------------------------------------------------------
title 'A training path: five people at the counters, shadowed by Maria'
say 'The path, who takes part, what they are to learn, what is planned.'
run 'qser-org holiday import 16-holiday.csv'
run 'qser-path import 09-path.csv'
run 'qser-path participant import 10-participant.csv'
run 'qser-path skill import 11-skill.csv'
run 'qser-path activity import 12-activity.csv'
say 'Before the case is discussed, Maria has looked at what she brings along.'
run 'qser-checklist import 12-response.csv'
say 'What was agreed upon, who met whom, and who is to see to what.'
run 'qser-path contract import 17-contract.csv'
run 'qser-path minutes import 18-meeting.csv'
run 'qser-path action import 19-action.csv'
run -t 'qser-path action list --late --columns what,person,due'
say 'The path has its 13 steps. How far they are follows from a file, or from one line.'
run 'qser-path step import 13-step.csv'
run "qser-path step reception-26 11 --state started --note 'First report goes out today'"
run -t 'qser-path step list --path reception-26 --columns number,title,state,day,responsible'
run -t 'qser-path skill list --path reception-26 --columns kind,name'

title "The trainer's diary"
say 'Maria kept it in a spreadsheet for three weeks.'
as maria
run 'qser-diary import 14-diary_entry.csv'
say 'One session of it, in full:'
run 'qser-diary show 7'
say 'What she suggested and what became of it is in another, the rota of this week in a third.'
run 'qser-diary suggestion import 20-suggestion.csv'
run 'qser-path rota import 21-slot.csv'
say 'What is on today?'
run -t 'qser-diary plan'
say 'Today she logs with one short line. What will be understood? -n only looks.'
run 'qser-diary add -n 1h30 --participant petros'
run "qser-diary add 1h30 --participant petros --note 'at the mail desk'"
run 'qser-diary add 8:15-9:00 --participant nikos'
say 'It was Irini, not Nikos. Take the last one back, and do it right.'
run 'qser-diary undo'
run 'qser-diary add 8:15-9:00 --participant irini'
run -t 'qser-diary list --day today'
say 'She looked whether Irini took up what was suggested on Thursday, and has a new suggestion.'
run "qser-diary followup 7 implemented --how 'twice this morning, then silence'"
run "qser-diary suggest last 'Look up before you stamp'"
say 'Hours by participant and by kind.'
run -t 'qser-diary sum --by participant --path reception-26 --bar'
run -t 'qser-diary sum --by kind --path reception-26 --bar'

title 'Checklists'
say "What Maria saw at Petros's desk this morning, item by item."
run "id=\$(qser-checklist new customer-service --path reception-26 --subject petros --occasion 'week 4')"
run "qser-checklist answer \$id h1.1=yes h1.2=yes h1.3=yes 'h1.4=card or telephone, chosen first' \\
    h2.1=yes h2.2=yes h2.3=yes h2.4=partly h3.1=yes h3.2=yes h3.3=yes"
run -l 12 "qser-checklist show \$id"
run "qser-checklist answer \$id h4.1=partly h4.2=yes 'h4.3=slow Greek, some English' 'h4.4=form and sketch' \\
    'h4.5=positive;kind;patient' h5.1=yes h5.2=partly h5.3=partly h6.1=yes h6.2=yes h6.3=no"
run -l 26 "qser-checklist show \$id"
say 'Those of the first and the last day are in a file, one row each, with a column for each item.'
run 'qser-checklist import 15-response.csv'
run -t 'qser-checklist list --columns form,subject,respondent,day,occasion,state'

# ------------------------------------------------------------------------------------------------
title 'Mentors and mentees'
say 'Four newcomers look for a mentor. Whoever was accepted above has a profile already.'
run 'qser-person import 24-person.csv'
run 'qser-pair mentor import 25-mentor.csv'
run 'qser-pair mentee import 26-mentee.csv'
run 'qser-pair preference import 27-preference.csv'
say 'Who waits, who has a place free, and where are mentors few?'
run -t 'qser-pair mentee waiting'
run -t 'qser-pair mentor free --language en'
run -t 'qser-pair mentor organisations --fewer 2'
say 'A pair is proposed; both are told, and agree. Zdenka has one place.'
run 'qser-pair propose zdenka samira --domain cv --every-days 14 --coordinator giorgos'
run 'qser-pair propose zdenka yusuf --domain interview'
run 'qser-pair publish samira yusuf'
run 'qser-pair accept samira --as mentor --on 2026-11-12'
run 'qser-pair accept samira --as mentee --on 2026-11-13'
run -r 65 'qser-pair accept yusuf'
run -t 'qser-pair list --columns code,mentor,mentee,domain,state'
say 'Their agreement is a page to sign. Names and addresses of both are a file.'
run 'qser-pair print samira'
run 'qser-pair export --state accepted --columns mentor_name,mentor_email,mentee_name,mentee_email'
say 'They met on Saturday. One line keeps the hours, the topic, who does what, and the next day.'
run "qser-pair meet samira 10:00-11:00 --on 2026-11-14 --domain cv --mentee-feels 4 \\
    --action 'mentor: send two model CVs, until 2026-11-15' --homework 'list all jobs' --next 'sat 10:00'"
run -t 'qser-pair meeting list --columns number,pair,day,minutes,domains,state'
say 'Something is late; and Samira tells that a call was not returned. The office mediates.'
run "qser-pair issue raise samira --kind commitment --raised-by mentee --description 'No answer to two calls'"
run "qser-pair issue mediate 1 --mediator giorgos --mediation 'Called both: Fridays suit'"
run -t -r 1 'qser-pair due'
say 'The rest waits for a round of matching: who fits whom, and why. -n only looks.'
run -w 'qser-pair round new -n'

# ------------------------------------------------------------------------------------------------
title 'What was done, and is all of it sound?'
run -t 'qser-admin log --limit 8 --sort -id --columns id,person,program,verb,changes,import_name'
run 'qser-admin check'

title 'What comes next?'
run 'qser-path next'

title 'How far are they? The report for the municipality'
run 'qser-report progress --path reception-26 -f html -o progress.html'
run 'qser-report progress --path reception-26'

cat <<END


The page to print or to mail:  $out/progress.html
The database:                  $out/demo.db

What to try next, from $out:
  export PATH=$bin:\$PATH QSER_DB=$out/demo.db
  qser-report hours --by participant,kind --round 15
  qser-mentor list --state submitted         # then: qser-mentor accept ID, qser-mentor undo
  qser help                                  # all the commands
END
