/* profile.c: the programs whose files need more than a map. */
#include "profile.h"

#include <string.h>

/* As header_key gives them, or text_fold where there is a "*"; in the languages in which it is
 * known for sure what the program writes. */
static const struct profile_heading google[] = {
	{"timestamp|χρονικη σημανση|zeitstempel|marca temporal|casova znacka|casove razitko|horodateur|"
	 "tijdstempel",
		"submitted_at|day|-", false},
	{"email address|username|διευθυνση ηλεκτρονικου ταχυδρομειου|ονομα χρηστη|email adresse|"
	 "nutzername|direccion de correo electronico|nombre de usuario|emailova adresa|"
	 "uzivatelske jmeno|adresse email|nom d'utilisateur|emailadres|gebruikersnaam",
		"email", false},
	{"score|total score|βαθμολογια|punktzahl|puntuacion|skore|* [score]|* [feedback]", "-",
		false},
	{NULL, NULL, false},
};

static const struct profile_heading ms[] = {
	{"id", "-", false},
	{"start time|startzeit|hora de inicio|heure de debut|begintijd", "-", true},
	{"completion time|fertigstellungszeit|hora de finalizacion|heure de fin|tijd van voltooien",
		"submitted_at|day|-", true},
	{"email|correo electronico|adresse de messagerie", "email", false},
	{"name|nombre|nom|naam", "name", false},
	{"last modified time|hora de la ultima modificacion|heure de la derniere modification|tijd van "
	 "laatste wijziging",
		"-", false},
	{"total points|quiz feedback|grade posted time|points - *|feedback - *", "-", false},
	{NULL, NULL, false},
};

/* Codes of questions are the same in every language; their texts are not. */
static const struct profile_heading lime[] = {
	{"id|response id|antwort id", "-", false},
	{"submitdate|date submitted|datum abgeschickt", "submitted_at|day|-", true},
	{"lastpage|last page|letzte seite", "-", true},
	{"startlanguage|start language|start sprache", "-", true},
	{"seed|zufallsstartwert|zufallsgeneratorstartwert", "-", false},
	{"startdate|date started|datum gestartet", "-", false},
	{"datestamp|date last action|datum letzte aktivitat", "-", false},
	{"ipaddr|ip address|ip adresse", "-", false},
	{"refurl|referrer url|weiterleitungs url", "-", false},
	{"token|access code", "-", false},
	{"interviewtime|total time|grouptime*|group time: *|question time: *", "-", false},
	{NULL, NULL, false},
};

#define LEARNERS                                                                                            \
	"full name|user full name|name|user|student|learner|ονοματεπωνυμο|vollstandiger name|" \
	"nombre completo|cele jmeno|nom complet|volledige naam"
#define NAME_PARTS                                                                                                   \
	"first name|last name|surname|middle name|ονομα|επωνυμο|επιθετο|vorname|nachname|nombre|" \
	"apellido|apellidos|apellido(s)|jmeno|krestni jmeno|prijmeni|prenom|nom|nom de famille|"                     \
	"voornaam|achternaam"
#define ADDRESSES                                                                                                                          \
	"email address|email|διευθυνση email|διευθυνση ηλεκτρονικου ταχυδρομειου|email adresse|" \
	"direccion de correo|direccion de correo electronico|emailova adresa|adresse de courriel|"                                         \
	"emailadres"

/* Reports of one course have a column for each activity, those of several a row for each course. */
static const struct profile_fold moodle_fold = {
	"module", "status", "completed", "title", "workshop|other", "person"};
static const struct profile_heading moodle[] = {
	{"id|user id|id number|username|institution|department|city/town|country|phone|mobile phone|"
	 "groups|course short name|nutzer id|id nummer|anmeldename|numero de id|nombre de usuario",
		"-", false},
	{NAME_PARTS, "-", false},
	{LEARNERS, "?person", false},
	{ADDRESSES, "person", false},
	{"course|course name", "module", false},
	{"course full name|course fullname", "module", true},
	{"course complete|self completion", "-", true},
	{"completed|completion status|course completed|completion", "status", false},
	{"time completed", "completed", true},
	{"completion date|date completed|completed on|completed date", "completed", false},
	{"* - completion date|* - ημερομηνια ολοκληρωσησ|* - abschlussdatum|"
	 "* - fecha de finalizacion|* - datum dokonceni|* - date d'achevement|"
	 "* - voltooiingsdatum",
		"-", true},
	{NULL, NULL, false},
};

static const struct profile_heading learndash[] = {
	{"user id|course id", "-", false},
	{"steps completed|steps total", "-", true},
	{"username|user login|group(s)|groups|total time|course started on|course total time on|"
	 "course last step id|course last step type|course last step title|last login date|"
	 "certificate ids",
		"-", false},
	{NAME_PARTS, "-", false},
	{LEARNERS, "?person", false},
	{ADDRESSES, "person", false},
	{"course title|course name|course", "module", false},
	{"course completed|completion status", "status", true},
	{"course completed on|completion date", "completed", true},
	{NULL, NULL, false},
};

static const struct profile_heading talentlms[] = {
	{"login|username|user type|role|type|branch|branches|group|groups|last login|progress|"
	 "completion|completion percentage|average score|score|time|total time|time spent|"
	 "course time|training time|enrolled on|enrollment date|enrolment date|started on|"
	 "expiration date|expires on|category|course code",
		"-", false},
	{NAME_PARTS, "-", false},
	{LEARNERS, "?person", false},
	{ADDRESSES, "person", false},
	{"course|course name", "module", false},
	{"completion status|status|course status", "status", false},
	{"completed on|completion date|completed", "completed", false},
	{NULL, NULL, false},
};

static const struct profile_heading none[] = {{NULL, NULL, false}};

static const struct profile profiles[] = {
	{.name = "excel", .program = "Excel", .headings = none, .spreadsheet = true},
	{.name = "google", .program = "Google Forms", .headings = google},
	{.name = "learndash", .program = "LearnDash", .headings = learndash},
	/* Surveys that do not keep the time have this one instead. */
	{.name = "lime",
		.program = "LimeSurvey",
		.headings = lime,
		.nothing = "1980-01-01 00:00:00|01.01.1980 00:00:00|01/01/1980 00:00:00|1980-01-01",
		.options = true},
	{.name = "moodle", .program = "Moodle", .headings = moodle, .fold = &moodle_fold},
	{.name = "ms",
		.program = "Microsoft Forms",
		.headings = ms,
		.nothing = "anonymous|anonym|anonimo|anonyme|anoniem|ανωνυμοσ"},
	{.name = "talentlms", .program = "TalentLMS", .headings = talentlms},
};

const struct profile *profile_at(size_t i)
{
	return i < sizeof profiles / sizeof *profiles ? &profiles[i] : NULL;
}

const struct profile *profile_find(const char *name)
{
	for (size_t i = 0; profile_at(i); i++)
		if (!strcmp(profiles[i].name, name))
			return &profiles[i];
	return NULL;
}

/* A name of length bytes. */
static bool is_name(const char *name, size_t length, const char *key, const char *folded)
{
	if (name[length - 1] == '*')
		return !strncmp(folded, name, length - 1);
	if (*name != '*')
		return strlen(key) == length && !strncmp(key, name, length);
	size_t have = strlen(folded);
	return have >= length && !strncmp(folded + have - (length - 1), name + 1, length - 1);
}

const struct profile_heading *profile_heading(
	const struct profile *profile, const char *key, const char *folded)
{
	for (const struct profile_heading *h = profile ? profile->headings : none; h->names; h++)
		for (const char *at = h->names; *at; at += *at == '|') {
			size_t length = strcspn(at, "|");
			if (is_name(at, length, key, folded))
				return h;
			at += length;
		}
	return NULL;
}

bool profile_is_due(const char *folded)
{
	return strspn(folded, "0123456789") == 4 && folded[4] == '-' &&
	       strspn(folded + 5, "0123456789") == 2 && folded[7] == '-';
}

/* In a language of its own each, but of one look; those that are not of it are listed. */
bool profile_is_error(const char *cell)
{
	static const char *const others[] = {
		"#N/A", "#NV", "#N/D", "#N/B", "#Δ/Υ", "#NENÍ_K_DISPOZICI", NULL};
	size_t length = strlen(cell);

	if (*cell != '#' || length < 3 || strchr(cell, ' '))
		return false;
	for (const char *const *other = others; *other; other++)
		if (!strcmp(cell, *other))
			return true;
	return strchr("!?", cell[length - 1]) || cell[strspn(cell, "#")] == '\0';
}
