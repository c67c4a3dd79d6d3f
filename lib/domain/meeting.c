/*
 * meeting.c: minutes (C3, C5, C7, G1): who met, which skills need enhancing, what was decided.
 */
#include <inttypes.h>
#include <string.h>

#include "../base/clock.h"
#include "clock_column.h"
#include "path_life.h"

static const struct qser_column meeting_columns[] = {
	COLUMN_ID,
	COLUMN_PATH,
	{.name = "day",
		.label = "Day",
		.type = QSER_DAY,
		.flags = QSER_REQUIRED | QSER_KEY | QSER_BRIEF,
		.preset = "today",
		.aliases = aliases_day,
		.help = "when they met"},
	{.name = "title",
		.label = "Title",
		.type = QSER_TEXT,
		.flags = QSER_REQUIRED | QSER_BRIEF,
		.aliases = "Subject|Meeting|"
			   "Τίτλος|Θέμα|Συνάντηση|"
			   "Titel|Betreff|Sitzung|Besprechung|"
			   "Título|Asunto|Reunión|"
			   "Název|Předmět|Schůzka|"
			   "Titre|Objet|"
			   "Onderwerp|Vergadering",
		.help = "what it was about"},
	COLUMN_FOLDED("title", QSER_KEY),
	{.name = "step",
		.label = "Step",
		.type = QSER_INT,
		.flags = QSER_BRIEF,
		.min = 1,
		.max = 13,
		.aliases = "Step number|Βήμα|Schritt|Paso|Krok|Étape|Stap",
		.help = "of the 13 steps, which it belongs to"},
	COLUMN_BEGINS("time of the day, 09:30"),
	{.name = "minutes",
		.label = "Minutes",
		.type = QSER_MINUTES,
		.flags = QSER_BRIEF,
		.min = 1,
		.max = MINUTES_MAX,
		.aliases = aliases_duration,
		.help = "how long, 1 to 1440"},
	{.name = "place",
		.label = "Place",
		.type = QSER_TEXT,
		.flags = QSER_BRIEF,
		.aliases = "Location|Venue|Room|"
			   "Τόπος|Χώρος|Αίθουσα|"
			   "Ort|Raum|"
			   "Lugar|Sala|"
			   "Místo|Místnost|"
			   "Lieu|Salle|"
			   "Plaats|Locatie",
		.help = "where they met"},
	{.name = "attendees",
		.label = "Attendees",
		.type = QSER_REFS,
		.ref = QSER_PERSON,
		.aliases = "Present|Participants|"
			   "Παρόντες|Παρόντες και παρούσες|Συμμετέχοντες|"
			   "Anwesende|Anwesend|Teilnehmende|"
			   "Asistentes|Presentes|Participantes|"
			   "Přítomni|Účastníci|"
			   "Présents|"
			   "Aanwezig|Aanwezigen|Deelnemers",
		.help = "who was there, joined by ;"},
	{.name = "guests",
		.label = "Guests",
		.type = QSER_NOTE,
		.flags = QSER_PERSONAL,
		.aliases = "Others present|Other people present|"
			   "Προσκεκλημένοι|Άλλοι παρόντες|"
			   "Gäste|Weitere Anwesende|"
			   "Invitados|Otros asistentes|"
			   "Hosté|Další přítomní|"
			   "Invités|Autres présents|"
			   "Gasten|Andere aanwezigen",
		.help = "others who were there, as representatives of the target group, in words"},
	{.name = "target_group",
		.label = "Target group",
		.type = QSER_BOOL,
		.aliases = "With the target group|"
			   "Ομάδα στόχος|Ομάδα στόχου|Με την ομάδα στόχο|"
			   "Zielgruppe|Mit der Zielgruppe|"
			   "Grupo destinatario|Con el grupo destinatario|"
			   "Cílová skupina|S cílovou skupinou|"
			   "Groupe cible|Avec le groupe cible|"
			   "Doelgroep|Met de doelgroep",
		.help = "was it a meeting with the target group"},
	{.name = "skills",
		.label = "Skills to enhance",
		.type = QSER_NOTE,
		.aliases = "Skills, competences or attitudes|Skills, competences and attitudes|"
			   "Δεξιότητες|Δεξιότητες, ικανότητες ή στάσεις|"
			   "Fähigkeiten|Kompetenzen|"
			   "Habilidades|Competencias|"
			   "Dovednosti|Kompetence|"
			   "Compétences|Aptitudes|"
			   "Vaardigheden|Competenties",
		.help = "skills, competences or attitudes that need enhancing"},
	{.name = "decisions",
		.label = "Decisions",
		.type = QSER_NOTE,
		.aliases = "Decided|Agreed|"
			   "Αποφάσεις|Συμφωνήθηκαν|"
			   "Beschlüsse|Entscheidungen|"
			   "Decisiones|Acuerdos|"
			   "Rozhodnutí|Závěry|"
			   "Décisions prises|"
			   "Besluiten|Beslissingen",
		.help = "what was decided"},
	{.name = "taken_by",
		.label = "Taken by",
		.type = QSER_REF,
		.ref = QSER_PERSON,
		.aliases = "Minutes taken by|Secretary|"
			   "Πρακτικογράφος|Τήρηση πρακτικών|"
			   "Protokoll|Protokollführung|"
			   "Secretario|Secretaria|"
			   "Zapisovatel|Zapsal|Zapsala|"
			   "Secrétaire|Secrétaire de séance|"
			   "Notulist|Verslaggever",
		.help = "who took the minutes"},
	COLUMN_NOTE,
};

static enum qser_status check_meeting(struct row *row)
{
	enum qser_status status = check_path_open(row);

	return status == QSER_OK ? check_clock(row, "begins") : status;
}

#define SQL_STEP "select state from step where path = ?1 and number = ?2"

/* Minutes are evidence of a step, but whether they are all of it is for people to say. */
static enum qser_status tell_open_step(struct row *row)
{
	int64_t number = row_int(row, "step", 0), path = row_int(row, "path", 0);
	_cleanup_(buffer_free) struct buffer name = BUFFER_INIT;
	_cleanup_(query_end) struct query q = query(row->q->store, SQL_STEP);

	query_int(&q, 1, path);
	query_int(&q, 2, number);
	const char *state = query_row(&q) ? query_get_text(&q, 0) : NULL;
	if (!state || (strcmp(state, "open") != 0 && strcmp(state, "started") != 0))
		return query_status(&q);
	enum qser_status status = record_word(row->q, QSER_PATH, path, &name);
	if (status == QSER_OK)
		remark(row->q,
			"step %" PRId64 " is %s: qser-path step %s %" PRId64
			" --state done --evidence 'minutes %" PRId64 "'",
			number, strcmp(state, "open") != 0 ? "not done yet" : "still open",
			buffer_text(&name), number, row->id);
	return status;
}

static enum qser_status meeting_saved(struct row *row)
{
	bool told = row_int(row, "step", 0) && row_changes(row, "step") && !row->q->log.import_name;

	return told ? tell_open_step(row) : QSER_OK;
}

const struct record meeting_record = {
	.id = QSER_MEETING,
	.name = "meeting",
	.plural = "meetings",
	.table = "meeting",
	.columns = meeting_columns,
	.count = COUNT(meeting_columns),
	.lead = "title",
	.check = check_meeting,
	.saved = meeting_saved,
	.removing = removing_from_path,
	.undoing = check_path_open,
};
