/*
 * mentor.c: what a mentor offers: how many mentees, which domains, when (K0-K6).
 *
 * People set available, paused and left; that a mentor is full follows from capacity and pairs, and
 * is looked at whenever either changes.
 */
#include <inttypes.h>
#include <string.h>

#include "mentoring.h"

const char *const mentoring_domains[] = {
	"skills", "cv", "letter", "networking", "vacancies", "interview", NULL};
const char *const parts_of_week[] = {"mon-morning", "mon-afternoon", "mon-evening", "tue-morning",
	"tue-afternoon", "tue-evening", "wed-morning", "wed-afternoon", "wed-evening",
	"thu-morning", "thu-afternoon", "thu-evening", "fri-morning", "fri-afternoon",
	"fri-evening", "sat-morning", "sat-afternoon", "sat-evening", "sun-morning",
	"sun-afternoon", "sun-evening", NULL};
const char aliases_mentoring_domains[] = "Domain|Topics|Mentoring domains|"
					 "Θεματικές|Θέματα|Τομείς καθοδήγησης|"
					 "Themen|Mentoring-Themen|Bereiche|"
					 "Temas|Ámbitos|"
					 "Témata|Okruhy|"
					 "Thèmes|Sujets|"
					 "Onderwerpen|Thema's";
const char aliases_mentoring_areas[] =
	"Area of expertise|Areas of expertise|Expertise|Field|Fields|"
	"Τομείς|Τομείς εξειδίκευσης|Εξειδίκευση|"
	"Fachgebiet|Fachgebiete|Fachbereich|"
	"Área|Áreas de experiencia|Especialidad|"
	"Oblast|Oblasti|Obor|Odbornost|"
	"Domaine|Domaines d'expertise|Spécialité|"
	"Vakgebied|Vakgebieden";
const char aliases_parts_of_week[] = "Availability|When|Times|"
				     "Διαθεσιμότητα|Πότε|"
				     "Verfügbarkeit|Zeiten|Wann|"
				     "Disponibilidad|Cuándo|"
				     "Dostupnost|Kdy|"
				     "Disponibilité|Disponibilités|Quand|"
				     "Beschikbaarheid|Wanneer";
static const char *const statuses[] = {"available", "full", "paused", "left", NULL};
static const char aliases_free[] =
	"Free|Active|Διαθέσιμος|Διαθέσιμη|Verfügbar|Frei|Disponible|Libre|"
	"Volný|Volná|K dispozici|Beschikbaar|Vrij";
static const char *const status_aliases[] = {
	aliases_free,
	"Πλήρης|Ausgelastet|Completo|Completa|Plný|Obsazen|Complet|Complète|Vol",
	ALIASES_PAUSED,
	ALIASES_LEFT,
	NULL,
};
static const struct qser_column mentor_columns[] = {
	COLUMN_ID,
	COLUMN_WHOSE("who; id, code or e-mail address"),
	{.name = "status",
		.label = "Status",
		.type = QSER_CHOICE,
		.flags = QSER_REQUIRED | QSER_BRIEF,
		.words = statuses,
		.word_aliases = status_aliases,
		.preset = "available",
		.aliases = ALIASES_STATUS,
		.help = "available, paused or left; full as soon as pairs reach the capacity, by "
			"itself"},
	{.name = "capacity",
		.label = "Capacity",
		.type = QSER_INT,
		.flags = QSER_REQUIRED | QSER_BRIEF,
		.preset = "1",
		.min = 0,
		.max = 1000,
		.aliases = "Places|Number of mentees|Maximum number of mentees|How many mentees|"
			   "Χωρητικότητα|Θέσεις|Αριθμός καθοδηγούμενων|"
			   "Kapazität|Plätze|Anzahl Mentees|"
			   "Capacidad|Plazas|Número de mentorados|"
			   "Kapacita|Počet míst|Počet mentorovaných|"
			   "Capacité|Places disponibles|Nombre de mentorés|"
			   "Capaciteit|Plaatsen|Aantal mentees",
		.help = "mentees at the same time, at most; never fewer than there are pairs"},
	{.name = "domains",
		.label = "Domains",
		.type = QSER_WORDS,
		.flags = QSER_BRIEF,
		.words = mentoring_domains,
		.word_aliases = mentoring_domain_aliases,
		.aliases = aliases_mentoring_domains,
		.help = "what the mentor can help with, joined by ;"},
	{.name = "areas",
		.label = "Areas",
		.type = QSER_WORDS,
		.flags = QSER_BRIEF,
		.aliases = aliases_mentoring_areas,
		.help = "of expertise, joined by ;"},
	{.name = "available",
		.label = "Available",
		.type = QSER_WORDS,
		.words = parts_of_week,
		.word_aliases = parts_of_week_aliases,
		.aliases = aliases_parts_of_week,
		.help = "parts of the week, like mon-evening, joined by ;"},
	{.name = "weekly_hours",
		.label = "Hours a week",
		.type = QSER_HOURS,
		.min = 0,
		.max = 10080,
		.aliases = "Hours per week|Hours/week|Available hours|"
			   "Ώρες την εβδομάδα|Ώρες ανά εβδομάδα|"
			   "Stunden pro Woche|Wochenstunden|"
			   "Horas por semana|Horas semanales|"
			   "Hodin týdně|Hodiny týdně|"
			   "Heures par semaine|"
			   "Uren per week",
		.help = "time the mentor can give; 2,5 and 2.5 are two and a half hours"},
	{.name = "years",
		.label = "Years",
		.type = QSER_INT,
		.min = 0,
		.max = 80,
		.aliases = "Years of experience|Experience|"
			   "Έτη εμπειρίας|Χρόνια εμπειρίας|Εμπειρία|"
			   "Berufserfahrung|Erfahrung|Jahre|"
			   "Años de experiencia|Experiencia|Años|"
			   "Roky praxe|Praxe|Zkušenosti|"
			   "Années d'expérience|"
			   "Jaren ervaring|Ervaring",
		.help = "of experience, whole years"},
	{.name = "until",
		.label = "Paused until",
		.type = QSER_DAY,
		.aliases = "Back on|Pause until|"
			   "Παύση έως|"
			   "Pausiert bis|Pause bis|"
			   "En pausa hasta|"
			   "Pozastaveno do|"
			   "En pause jusqu'au|"
			   "Gepauzeerd tot",
		.help = "of a pause: the first day available again; no day: until resume"},
	{.name = "since",
		.label = "Since",
		.type = QSER_DAY,
		.aliases = "Mentor since|Από|Μέντορας από|Seit|Mentor seit|Desde|Mentor desde|Od|"
			   "Mentorem od|Depuis|Mentor depuis|Sinds|Mentor sinds",
		.help = "mentor since"},
	COLUMN_NOTE,
	COLUMNS_OF_WHO,
};

/* ---- Places ---- */

#define SQL_PROFILE_MENTOR "select id from mentor where person = ?1"
#define SQL_PROFILE_MENTEE "select id from mentee where person = ?1"
#define SQL_PLACES                                                                  \
	"select m.capacity, (select count(*) from pair p where p.mentor = m.person" \
	" and " PAIR_TAKES_PLACE("p") ") from mentor m where m.person = ?1"

enum qser_status find_profile(struct qser *q, enum qser_record r, int64_t person, int64_t *id)
{
	_cleanup_(query_end) struct query look =
		query(q->store, r == QSER_MENTOR ? SQL_PROFILE_MENTOR : SQL_PROFILE_MENTEE);

	query_int(&look, 1, person);
	return query_number(&look, 0, id);
}

enum qser_status mentor_places(struct qser *q, int64_t person, int64_t *capacity, int64_t *taken)
{
	_cleanup_(query_end) struct query look = query(q->store, SQL_PLACES);

	*capacity = -1;
	*taken = 0;
	query_int(&look, 1, person);
	if (query_row(&look)) {
		*capacity = query_get_int(&look, 0);
		*taken = query_get_int(&look, 1);
	}
	return query_status(&look);
}

/* ---- Status ---- */

/* A pause ends with its day. */
static bool is_there(const struct row *row)
{
	const char *status = row_text(row, "status"), *until = row_text(row, "until");

	if (!strcmp(status, "paused"))
		return until && strcmp(until, row->q->today) <= 0;
	return strcmp(status, "left") != 0;
}

static void put_status(struct row *row, int64_t taken)
{
	if (is_there(row))
		row_put_text(
			row, "status", taken < row_int(row, "capacity", 0) ? "available" : "full");
	if (strcmp(row_text(row, "status"), "paused") != 0)
		row_put_text(row, "until", NULL);
}

enum qser_status mentor_settle(struct qser *q, int64_t person)
{
	_cleanup_(row_free) struct row row = {0};
	int64_t id, capacity, taken;
	enum qser_status status = find_profile(q, QSER_MENTOR, person, &id);

	if (status != QSER_OK || !id)
		return status;
	row_init(&row, q, QSER_MENTOR);
	row.checked = true;
	status = row_load(&row, id);
	if (status == QSER_OK)
		status = mentor_places(q, person, &capacity, &taken);
	if (status != QSER_OK)
		return status;
	row_keep_stored(&row);
	put_status(&row, taken);
	return row_save(&row);
}

/* ---- Rules ---- */

static enum qser_status refuse_pairs(
	struct row *row, const struct buffer *ids, const char *format, const char *end)
{
	_cleanup_(buffer_free) struct buffer pairs = BUFFER_INIT, who = BUFFER_INIT;
	size_t count = ids->length / sizeof(int64_t);
	enum qser_status status = pair_words(row->q, ids, &pairs);

	if (status == QSER_OK)
		status = record_word(row->q, QSER_PERSON,
			row_stored_int(row, "person", row_int(row, "person", 0)), &who);
	return status == QSER_OK
		       ? fail(row->q, QSER_REFUSED, "%s: %s has %s %s%s", format, buffer_text(&who),
				 count == 1 ? "pair" : "pairs", buffer_text(&pairs), end)
		       : status;
}

/* Nobody loses a pair by a slip of the pen. */
static enum qser_status check_pairs(struct row *row)
{
	_cleanup_(buffer_free) struct buffer ids = BUFFER_INIT;
	bool left = row_changes(row, "status") && !strcmp(row_text(row, "status"), "left");
	int64_t capacity = row_int(row, "capacity", 0);

	if (!row->id || !(left || row_changes(row, "capacity")))
		return QSER_OK;
	enum qser_status status =
		pairs_of(row->q, SIDE_MENTOR, false, row_int(row, "person", 0), 0, &ids);
	if (status != QSER_OK || !ids.length)
		return status;
	if (left)
		return refuse_pairs(row, &ids, "status",
			"; to end them and leave: qser-pair mentor leave --reason TEXT");
	return (size_t)capacity < ids.length / sizeof(int64_t)
		       ? refuse_pairs(row, &ids, "capacity",
				 ", more than that; end one first: qser-pair end")
		       : QSER_OK;
}

/* Whoever says full means that nobody is to come: there is another word for that. */
static void tell_status(struct row *row, const char *said, int64_t taken)
{
	if (strcmp(said, row_text(row, "status")) != 0)
		remark(row->q,
			"status: %s follows from places and pairs (%" PRId64 " of %" PRId64
			" taken), so it is %s; to keep new mentees away: qser-pair mentor pause",
			said, taken, row_int(row, "capacity", 0), row_text(row, "status"));
}

static enum qser_status check_mentor(struct row *row)
{
	const char *said = row_text(row, "status"); /* a word of the column: it stays */
	bool is_said = row->id ? row_changes(row, "status") : !strcmp(said, "full");
	int64_t capacity, taken;
	enum qser_status status = check_pairs(row);

	if (status == QSER_OK && row_given(row, "until") && row_text(row, "until") &&
		strcmp(row_text(row, "status"), "paused") != 0)
		status = fail(row->q, QSER_INVALID, "until: goes with the status paused");
	if (status == QSER_OK)
		status = mentor_places(row->q, row_int(row, "person", 0), &capacity, &taken);
	if (status == QSER_OK) {
		put_status(row, taken);
		if (is_said)
			tell_status(row, said, taken);
	}
	return status;
}

static enum qser_status added_mentor(struct row *row)
{
	return has_gone(row_text(row, "status"))
		       ? QSER_OK
		       : give_role(row->q, row_int(row, "person", 0), "mentor");
}

/* Is somebody's pair not over? */
static enum qser_status removing_mentor(struct row *row)
{
	_cleanup_(buffer_free) struct buffer ids = BUFFER_INIT;
	int64_t person = row_stored_int(row, "person", 0);
	enum qser_status status = pairs_of(row->q, SIDE_MENTOR, false, person, 0, &ids);

	if (status == QSER_OK && !ids.length)
		status = pairs_of(row->q, SIDE_MENTOR, true, person, 0, &ids);
	return status == QSER_OK && ids.length
		       ? refuse_pairs(row, &ids, "the profile stays",
				 "; who mentors no more is told by: qser-pair mentor leave")
		       : status;
}

/* An undo that would take the profile away is a removal. */
static enum qser_status undoing_mentor(struct row *row)
{
	return row->changed || !row_stored_int(row, "person", 0) ? QSER_OK : removing_mentor(row);
}

static enum qser_status undone_mentor(struct row *row)
{
	int64_t person = row_stored_int(row, "person", 0), capacity, taken;
	enum qser_status status = mentor_places(row->q, person, &capacity, &taken);

	if (status != QSER_OK)
		return status;
	if (capacity >= 0 && taken > capacity) {
		_cleanup_(buffer_free) struct buffer ids = BUFFER_INIT;
		status = pairs_of(row->q, SIDE_MENTOR, false, person, 0, &ids);
		return status == QSER_OK ? refuse_pairs(row, &ids, "capacity",
						   ", more than it was then; end one first: "
						   "qser-pair end")
					 : status;
	}
	return mentor_settle(row->q, person);
}

const struct record mentor_record = {
	.id = QSER_MENTOR,
	.name = "mentor",
	.plural = "mentors",
	.table = "mentor",
	.columns = mentor_columns,
	.count = COUNT(mentor_columns) - WHO_OF_FILES,
	.file_columns = WHO_OF_FILES,
	.lead = "person",
	.found_by = "person",
	.assemble = profile_assemble,
	.imported = profile_imported,
	.check = check_mentor,
	.saved = profile_saved,
	.added = added_mentor,
	.removing = removing_mentor,
	.undoing = undoing_mentor,
	.undone = undone_mentor,
};
