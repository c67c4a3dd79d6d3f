/*
 * application.c: somebody applies to be a mentor (B2-B6).
 *
 * An application is self-contained: it holds what the applicant wrote and touches no person until a
 * reviewer accepts it.  Then the person with that e-mail address is found, or made, and only their
 * empty fields are filled.
 */
#include <inttypes.h>
#include <string.h>

#include "../base/seen.h"
#include "application.h"

static const char *const kinds[] = {"in-house", "external", NULL};
static const char *const kind_aliases[] = {
	aliases_in_house,
	aliases_external,
	NULL,
};
static const char *const states[] = {
	"submitted", "in-review", "accepted", "rejected", "withdrawn", NULL};

static const struct qser_column application_columns[] = {
	COLUMN_ID,
	{.name = "name",
		.label = "Name",
		.type = QSER_TEXT,
		.flags = QSER_REQUIRED | QSER_PERSONAL | QSER_BRIEF,
		.aliases = aliases_name,
		.help = "of the applicant, as written"},
	COLUMN_FOLDED("name", 0),
	{.name = "email",
		.label = "E-mail",
		.type = QSER_EMAIL,
		.flags = QSER_REQUIRED | QSER_PERSONAL | QSER_BRIEF,
		.aliases = aliases_email,
		.help = "the answer goes there; one open application per address"},
	COLUMN_ADDRESS_KEY("email", 0),
	{.name = "phone",
		.label = "Telephone",
		.type = QSER_PHONE,
		.flags = QSER_PERSONAL,
		.aliases = aliases_phone,
		.help = "as it is written"},
	{.name = "organisation",
		.label = "Organisation",
		.type = QSER_TEXT,
		.flags = QSER_BRIEF,
		.aliases = aliases_organisation,
		.help = "where the applicant works, in their own words"},
	{.name = "job_title",
		.label = "Job title",
		.type = QSER_TEXT,
		.aliases = aliases_job_title,
		.help = "what they do there"},
	{.name = "kind",
		.label = "Kind",
		.type = QSER_CHOICE,
		.flags = QSER_REQUIRED,
		.words = kinds,
		.word_aliases = kind_aliases,
		.preset = "external",
		.aliases =
			"Type|In-house or external|Internal or external|"
			"Είδος|Τύπος|Εσωτερικός ή εξωτερικός|Εσωτερικός/Εξωτερικός|Είδος μέντορα|"
			"Είδος συνεργασίας|"
			"Art|Typ|Intern oder extern|"
			"Tipo|Clase|Interno o externo|"
			"Druh|Interní nebo externí|"
			"Genre|Interne ou externe|"
			"Soort|Intern of extern",
		.help = "of the house, or an external professional"},
	{.name = "languages",
		.label = "Languages",
		.type = QSER_WORDS,
		.flags = QSER_BRIEF,
		.aliases = aliases_languages,
		.help = "spoken, joined by ;"},
	{.name = "areas",
		.label = "Areas of expertise",
		.type = QSER_WORDS,
		.flags = QSER_BRIEF,
		.aliases =
			"Area of expertise|Expertise|Field|Fields|Field of expertise|"
			"Fields of expertise|Specialisation|Specialization|"
			"Τομείς|Τομέας|Τομείς εξειδίκευσης|Τομέας εξειδίκευσης|Εξειδίκευση|"
			"Ειδίκευση|Ειδικότητα|Πεδίο εξειδίκευσης|Πεδία εξειδίκευσης|Τομείς γνώσης|"
			"Αντικείμενο|Τομείς εμπειρίας|"
			"Fachgebiet|Fachgebiete|Fachbereich|Fachbereiche|Schwerpunkte|"
			"Área|Áreas de experiencia|Áreas de especialización|Especialidad|"
			"Especialidades|"
			"Oblast|Oblasti|Oblasti odbornosti|Odbornost|Obor|Specializace|"
			"Domaine|Domaines|Domaine d'expertise|Domaines d'expertise|Spécialité|"
			"Spécialités|"
			"Vakgebied|Vakgebieden|Expertisegebied|Expertisegebieden",
		.help = "joined by ;"},
	{.name = "years",
		.label = "Years of experience",
		.type = QSER_INT,
		.min = 0,
		.max = 80,
		.aliases =
			"Experience|Work experience|Professional experience|"
			"Έτη εμπειρίας|Χρόνια εμπειρίας|Εμπειρία|Προϋπηρεσία|Έτη προϋπηρεσίας|"
			"Χρόνια προϋπηρεσίας|Έτη επαγγελματικής εμπειρίας|Επαγγελματική εμπειρία|"
			"Χρόνια επαγγελματικής εμπειρίας|"
			"Berufserfahrung|Jahre Berufserfahrung|Berufsjahre|Erfahrung|Jahre|"
			"Años de experiencia|Experiencia|Años|"
			"Roky praxe|Počet let praxe|Léta praxe|Praxe|Zkušenosti|"
			"Années d'expérience|Expérience professionnelle|"
			"Jaren ervaring|Ervaring|Werkervaring",
		.help = "whole years"},
	{.name = "weekly_hours",
		.label = "Hours a week",
		.type = QSER_HOURS,
		.min = 0,
		.max = 10080,
		.aliases = "Hours per week|Hours/week|Available hours|Availability|"
			   "Weekly availability|Time per week|"
			   "Ώρες την εβδομάδα|Ώρες ανά εβδομάδα|Ώρες/εβδομάδα|Εβδομαδιαίες ώρες|"
			   "Διαθέσιμες ώρες|Διαθεσιμότητα|Διαθέσιμες ώρες την εβδομάδα|"
			   "Διαθέσιμες ώρες ανά εβδομάδα|Ώρες εβδομαδιαίως|Ώρες διαθεσιμότητας|"
			   "Πόσες ώρες την εβδομάδα διαθέτετε|"
			   "Stunden pro Woche|Stunden/Woche|Wochenstunden|Verfügbarkeit|"
			   "Horas por semana|Horas semanales|Horas a la semana|Disponibilidad|"
			   "Hodin týdně|Hodiny týdně|Počet hodin týdně|Hodin za týden|"
			   "Heures par semaine|Heures hebdomadaires|Disponibilité|"
			   "Uren per week|Beschikbaarheid",
		.help = "time the applicant can give; 2,5 and 2.5 are two and a half hours"},
	{.name = "motivation",
		.label = "Motivation",
		.type = QSER_NOTE,
		.aliases = "Why do you want to be a mentor|Why do you want to become a mentor|"
			   "Why would you like to be a mentor|Motivation letter|"
			   "Letter of motivation|"
			   "Κίνητρο|Κίνητρα|Γιατί θέλετε να γίνετε μέντορας|Κίνητρα συμμετοχής|"
			   "Λόγοι συμμετοχής|Γιατί επιθυμείτε να γίνετε μέντορας|"
			   "Γιατί θέλετε να συμμετάσχετε|"
			   "Beweggründe|Motivationsschreiben|Warum möchten Sie Mentor werden|"
			   "Warum möchten Sie Mentorin werden|"
			   "Motivación|Carta de motivación|¿Por qué quiere ser mentor|"
			   "¿Por qué quieres ser mentor|"
			   "Motivace|Proč chcete být mentorem|Proč se chcete stát mentorem|"
			   "Motivační dopis|"
			   "Lettre de motivation|Pourquoi voulez-vous être mentor|"
			   "Pourquoi souhaitez-vous devenir mentor|"
			   "Motivatie|Motivatiebrief|Waarom wilt u mentor worden",
		.help = "in their own words"},
	{.name = "origin",
		.label = "How they heard",
		.type = QSER_TEXT,
		.aliases = "How did you hear about us|How did you hear about the programme|"
			   "Where did you hear about us|Source|Call|"
			   "Πώς μας μάθατε|Πώς μάθατε για το πρόγραμμα|Από πού μας μάθατε|Πηγή|"
			   "Πώς μάθατε για εμάς|Πώς ενημερωθήκατε για το πρόγραμμα|"
			   "Πώς ενημερωθήκατε|"
			   "Wie haben Sie von uns erfahren|Woher kennen Sie uns|Quelle|"
			   "Cómo nos conoció|¿Cómo nos conoció|¿Cómo nos ha conocido|Fuente|"
			   "Jak jste se o nás dozvěděli|Jak jste se o nás dozvěděl(a)|"
			   "Odkud o nás víte|Zdroj|"
			   "Comment nous avez-vous connus|Comment avez-vous entendu parler de nous|"
			   "Hoe heeft u van ons gehoord|Hoe kent u ons|Bron",
		.help = "where they learned of the programme, or which call"},
	{.name = "submitted_at",
		.label = "Submitted",
		.type = QSER_STAMP,
		.flags = QSER_BRIEF,
		.aliases = "Timestamp|Date|Date submitted|Submission date|Submitted on|"
			   "Submission time|Completion time|Application date|Date of application|"
			   "Submitdate|"
			   "Χρονική σήμανση|Χρονική σφραγίδα|Ημερομηνία|Ημερομηνία υποβολής|"
			   "Ημερομηνία αίτησης|Ώρα υποβολής|Ώρα ολοκλήρωσης|"
			   "Zeitstempel|Datum|Eingangsdatum|Eingereicht am|Abgesendet am|"
			   "Fertigstellungszeit|"
			   "Marca temporal|Fecha|Fecha de envío|Hora de finalización|"
			   "Časová značka|Časové razítko|Datum odeslání|Čas dokončení|"
			   "Horodateur|Horodatage|Date d'envoi|Date de soumission|Heure de fin|"
			   "Tijdstempel|Datum van inzending|Tijd van voltooien",
		.help = "when; now, where it is not given"},
	{.name = "state",
		.label = "State",
		.type = QSER_CHOICE,
		.flags = QSER_REQUIRED | QSER_READONLY | QSER_BRIEF,
		.words = states,
		.preset = "submitted",
		.help = "set by review, accept, reject, withdraw, reopen"},
	{.name = "reason",
		.label = "Reason",
		.type = QSER_NOTE,
		.flags = QSER_READONLY,
		.help = "of the decision"},
	{.name = "reviewer",
		.label = "Reviewer",
		.type = QSER_REF,
		.flags = QSER_READONLY,
		.ref = QSER_PERSON,
		.help = "who decided"},
	{.name = "decided_at",
		.label = "Decided",
		.type = QSER_STAMP,
		.flags = QSER_READONLY,
		.help = "when"},
	{.name = "person",
		.label = "Person",
		.type = QSER_REF,
		.flags = QSER_READONLY,
		.ref = QSER_PERSON,
		.help = "who the applicant became, or was"},
	{.name = "batch",
		.label = "Batch",
		.type = QSER_INT,
		.flags = QSER_READONLY,
		.help = "the import it came with, see qser-admin log"},
	{.name = "applies_to",
		.label = "Applies to",
		.type = QSER_REF,
		.ref = QSER_ORGANISATION,
		.aliases = "Host organisation|Φορέας υποδοχής|Προς φορέα|Φορέας ενδιαφέροντος|"
			   "Aufnehmende Einrichtung|Organización de acogida|"
			   "Přijímající organizace|Organisme d'accueil|Ontvangende organisatie",
		.help = "whose mentor the applicant wants to be"},
};

#define SQL_OF_ADDRESS \
	"select id, state, submitted_at from application where email_key = ?1 order by id desc"

bool application_is_open(const char *state)
{
	return !strcmp(state, "submitted") || !strcmp(state, "in-review");
}

/* The newest application of an address. */
struct newest {
	int64_t id; /* 0: there is none */
	bool open;
	int64_t submitted_at;
};

static enum qser_status find_newest(struct row *row, const char *address, struct newest *out)
{
	_cleanup_(query_end) struct query q = query(row->q->store, SQL_OF_ADDRESS);
	query_text(&q, 1, address);
	*out = (struct newest){0};
	if (query_row(&q)) {
		out->id = query_get_int(&q, 0);
		out->open = application_is_open(query_get_text(&q, 1));
		out->submitted_at = query_get_int(&q, 2);
	}
	return query_status(&q);
}

/*
 * A row of an import is the newest application of its address: the same file twice changes nothing.
 * One of later than a decided application is another: somebody applies again.
 */
static enum qser_status match_application(struct row *row, int64_t *id)
{
	const char *address = row_text(row, "email_key");
	struct newest n = {0};
	bool known = address && (!row->seen || seen_before(row->seen, address));
	enum qser_status status = known ? find_newest(row, address, &n) : QSER_OK;
	bool again = n.id && !n.open && row_int(row, "submitted_at", INT64_MIN) > n.submitted_at;

	*id = again ? 0 : n.id;
	return status;
}

static int age_of_application(const struct row *row)
{
	int64_t stored = row_stored_int(row, "submitted_at", 0);
	int64_t given = row_int(row, "submitted_at", stored);

	return (given > stored) - (given < stored);
}

static enum qser_status check_open(struct row *row)
{
	struct newest n;
	if (row->unmatched)
		return QSER_OK;
	enum qser_status status = find_newest(row, row_text(row, "email_key"), &n);

	if (status != QSER_OK || !n.open || n.id == row->id)
		return status;
	return fail(row->q, QSER_EXISTS,
		"email: application %" PRId64
		" of this address is still open; edit or decide that one",
		n.id);
}

/* What was decided upon stays as it was: only the verbs below change a decided application. */
static enum qser_status check_undecided(struct row *row)
{
	const char *state = row_stored_text(row, "state");

	if (application_is_open(state) || row_changes(row, "state"))
		return QSER_OK;
	return fail(row->q, QSER_REFUSED,
		"application %" PRId64 " is %s already and stays as it was; "
		"a new application is made with qser-mentor apply",
		row->id, state);
}

static enum qser_status check_application(struct row *row)
{
	if (row->id) {
		enum qser_status status = check_undecided(row);
		if (status == QSER_OK && row_changes(row, "email_key") && row->q->log.import_name)
			return fail(row->q, QSER_REFUSED,
				"email: application %" PRId64
				" is of another address; an import cannot "
				"give it away, qser-mentor edit can",
				row->id);
		return status == QSER_OK && row_changes(row, "email_key") ? check_open(row)
									  : status;
	}
	if (row_cell(row, "submitted_at")->null)
		row_put_int(row, "submitted_at", row->q->options.now);
	if (row->q->log.import_name)
		row_put_int(row, "batch", row->q->log.command);
	return check_open(row);
}

#define SQL_REVIEWS "select id from review where application = ?1 and response is not null"
#define SQL_RESPONSES "select id from response where application = ?1"

/* Its reviews go before the forms that were filled in for them, and both before itself. */
static enum qser_status remove_all(struct row *row, const char *sql, enum qser_record r)
{
	_cleanup_(buffer_free) struct buffer ids = BUFFER_INIT;
	_cleanup_(query_end) struct query all = query(row->q->store, sql);
	int64_t id;

	query_int(&all, 1, row->id);
	while (query_row(&all)) {
		id = query_get_int(&all, 0);
		buffer_add(&ids, &id, sizeof(id));
	}
	enum qser_status status =
		ids.failed ? fail(row->q, QSER_MEMORY, "out of memory") : query_status(&all);
	for (size_t at = 0; at < ids.length && status == QSER_OK; at += sizeof(id)) {
		memcpy(&id, ids.data + at, sizeof(id));
		status = row_remove(row->q, r, id);
	}
	return status;
}

static enum qser_status removing_application(struct row *row)
{
	enum qser_status status = remove_all(row, SQL_REVIEWS, QSER_REVIEW);

	return status == QSER_OK ? remove_all(row, SQL_RESPONSES, QSER_RESPONSE) : status;
}

const struct record application_record = {
	.id = QSER_APPLICATION,
	.name = "application",
	.plural = "applications",
	.table = "application",
	.columns = application_columns,
	.count = COUNT(application_columns),
	.lead = "name",
	.keeps = true,
	.check = check_application,
	.match = match_application,
	.age = age_of_application,
	.removing = removing_application,
	.extras = application_extras,
	.items = application_items,
};
