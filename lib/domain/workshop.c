/* workshop.c: workshops of a path, or of mentors by themselves (B7, C7, C12). */
#include "workshop.h"

#include <string.h>

#include "../base/clock.h"
#include "clock_column.h"
#include "gate.h"
#include "path_life.h"
#include "two_places.h"

static const char *const kinds[] = {"explanatory", "closing", "mentors", "training", "other", NULL};
static const char *const kind_aliases[] = {
	"Introduction|Opening|Kick-off|Επεξηγηματικό|Εναρκτήριο|Einführung|Auftakt|"
	"Introductorio|Explicativo|Úvodní|Introductif|Toelichting|Inleidend",
	"Final|Καταληκτικό|Τελικό|Abschluss|De cierre|Final de cierre|Závěrečná|De clôture|"
	"Afsluitend",
	"For mentors|Για μέντορες|Für Mentoren|Para mentores|Pro mentory|Pour les mentors|"
	"Voor mentoren",
	"Κατάρτιση|Schulung|Formación|Školení|Formation|Opleiding",
	aliases_other,
	NULL,
};
static const char *const states[] = {"planned", "held", "cancelled", NULL};

static const struct qser_column workshop_columns[] = {
	COLUMN_ID,
	COLUMN_CODE("title"),
	{.name = "title",
		.label = "Title",
		.type = QSER_TEXT,
		.flags = QSER_REQUIRED | QSER_BRIEF,
		.aliases = "Workshop|Name|"
			   "Τίτλος|Εργαστήριο|"
			   "Titel|"
			   "Título|Taller|"
			   "Název|Dílna|"
			   "Titre|Intitulé|Atelier",
		.help = "what it is called"},
	{.name = "kind",
		.label = "Kind",
		.type = QSER_CHOICE,
		.flags = QSER_REQUIRED | QSER_BRIEF,
		.words = kinds,
		.word_aliases = kind_aliases,
		.preset = "explanatory",
		.aliases = aliases_kind,
		.help = "explanatory before the first session, closing after the last"},
	{.name = "path",
		.label = "Path",
		.type = QSER_REF,
		.flags = QSER_BRIEF,
		.ref = QSER_PATH,
		.aliases = aliases_path,
		.help = "the path it is part of"},
	{.name = "organisation",
		.label = "Organisation",
		.type = QSER_REF,
		.ref = QSER_ORGANISATION,
		.aliases = aliases_organisation,
		.help = "that arranges it; that of the path, when it is not given"},
	{.name = "day",
		.label = "Day",
		.type = QSER_DAY,
		.flags = QSER_BRIEF,
		.aliases = aliases_day,
		.help = "when it is, or was"},
	COLUMN_BEGINS("local time, like 09:00"),
	{.name = "minutes",
		.label = "Minutes",
		.type = QSER_MINUTES,
		.flags = QSER_BRIEF,
		.min = 1,
		.max = MINUTES_MAX,
		.aliases = aliases_duration,
		.help = "how long; longer than workshop-length is noted"},
	{.name = "place",
		.label = "Place",
		.type = QSER_TEXT,
		.flags = QSER_BRIEF,
		.aliases = "Room|Location|Where|"
			   "Τόπος|Χώρος|Αίθουσα|"
			   "Ort|Raum|"
			   "Lugar|Sala|"
			   "Místo|Místnost|"
			   "Lieu|Salle|"
			   "Plaats|Zaal",
		.help = "where"},
	{.name = "objectives",
		.label = "Objectives",
		.type = QSER_NOTE,
		.aliases = "Objective|Goals|Goal|Aims|"
			   "Στόχοι|Στόχος|"
			   "Ziele|Ziel|"
			   "Objetivos|Objetivo|"
			   "Cíle|Cíl|"
			   "Objectifs|Objectif|"
			   "Doelen|Doel",
		.help = "what the job shadowing is to reach"},
	{.name = "agenda",
		.label = "Agenda",
		.type = QSER_NOTE,
		.aliases = "Programme|Program|"
			   "Ημερήσια διάταξη|Πρόγραμμα|"
			   "Tagesordnung|Programm|"
			   "Orden del día|Programa|"
			   "Program jednání|"
			   "Ordre du jour|"
			   "Programma",
		.help = "how it is opened, and what comes when"},
	{.name = "questions",
		.label = "Questions",
		.type = QSER_NOTE,
		.aliases = "Check list|Questions to be discussed|"
			   "Ερωτήσεις|Ερωτήματα|"
			   "Fragen|"
			   "Preguntas|"
			   "Otázky|"
			   "Liste de questions|"
			   "Vragen",
		.help = "to be discussed, one a line"},
	{.name = "form",
		.label = "Form",
		.type = QSER_REF,
		.ref = QSER_FORM,
		.aliases = "Agenda form|"
			   "Έντυπο|"
			   "Formular|Vorlage|"
			   "Formulario|"
			   "Formulaire|"
			   "Formulier",
		.help = "whose questions are asked as well, as workshop-agenda"},
	{.name = "scenarios",
		.label = "Scenarios",
		.type = QSER_REFS,
		.ref = QSER_SCENARIO,
		.aliases = "Scenario|Cases|"
			   "Σενάρια|Σενάριο|"
			   "Szenarien|Szenario|Fälle|"
			   "Escenarios|Escenario|Casos|"
			   "Scénáře|Scénář|Případy|"
			   "Praktijkgevallen",
		.help = "cases that are talked about, joined by ;"},
	{.name = "state",
		.label = "State",
		.type = QSER_CHOICE,
		.flags = QSER_REQUIRED | QSER_READONLY | QSER_BRIEF,
		.words = states,
		.preset = "planned",
		.help = "set by workshop hold and workshop cancel"},
	{.name = "entry",
		.label = "Diary entry",
		.type = QSER_REF,
		.flags = QSER_READONLY,
		.ref = QSER_ENTRY,
		.help = "of the diary, that holds its hours"},
	COLUMN_NOTE,
};

/* ---- Rules ---- */

static enum qser_status stays(struct row *row)
{
	_cleanup_(buffer_free) struct buffer which = BUFFER_INIT;
	enum qser_status status = record_describe(row->q, QSER_WORKSHOP, row->id, &which);

	return status != QSER_OK
		       ? status
		       : fail(row->q, QSER_REFUSED,
				 "%s is %s and stays as it is; only its note may be changed",
				 buffer_text(&which), row_stored_text(row, "state"));
}

/* What was held, or is not going to be, is history; a note may be added to that. */
static enum qser_status check_stays(struct row *row)
{
	uint64_t note = UINT64_C(1) << record_column(row->record, "note");

	return row->id && strcmp(row_stored_text(row, "state"), "planned") != 0 &&
			       row->changed & ~note
		       ? stays(row)
		       : QSER_OK;
}

static enum qser_status length_allowed(struct row *row, int64_t *minutes)
{
	_cleanup_(buffer_free) struct buffer value = BUFFER_INIT;
	enum qser_status status =
		setting_value(row->q, "workshop-length", row_int(row, "organisation", 0), &value);

	return status == QSER_OK
		       ? duration_parse(buffer_text(&value), MINUTES_MAX, minutes, &row->q->error)
		       : status;
}

/* C7.4: it should not be very long. */
static enum qser_status check_length(struct row *row)
{
	_cleanup_(buffer_free) struct buffer is = BUFFER_INIT, may = BUFFER_INIT;
	int64_t minutes = row_int(row, "minutes", 0), most = 0;

	if (!minutes || !(row_changes(row, "minutes") || row_changes(row, "organisation")))
		return QSER_OK;
	enum qser_status status = length_allowed(row, &most);
	if (status != QSER_OK || minutes <= most)
		return status;
	duration_print(&is, minutes);
	duration_print(&may, most);
	const struct place at = {
		.organisation = row_int(row, "organisation", 0), .path = row_int(row, "path", 0)};
	return gate_fails_at(row->q, GATE_WORKSHOP_LENGTH, &at,
		"minutes: %s is long for a workshop, %s is the most (setting workshop-length); "
		"shorten it, or make two of it",
		buffer_text(&is), buffer_text(&may));
}

/* It is planned, moved or held. */
static enum qser_status check_places(struct row *row)
{
	static const char *const columns[] = {"day", "begins", "minutes", "path", "state"};
	bool asked = false;

	for (size_t i = 0; i < COUNT(columns); i++)
		asked = asked || row_changes(row, columns[i]);
	return asked && (!row->id || strcmp(row_text(row, "state"), "cancelled") != 0)
		       ? workshop_meets_slot(row)
		       : QSER_OK;
}

static void remark_past(struct row *row)
{
	const char *day = row_text(row, "day");

	if (day && row_changes(row, "day") && strcmp(day, row->q->today) < 0 &&
		(!row->id || !strcmp(row_text(row, "state"), "planned")) &&
		!row->q->log.import_name)
		remark(row->q,
			"day: %s is in the past; if it was held, record that with: qser-path "
			"workshop hold",
			day);
}

static enum qser_status check_workshop(struct row *row)
{
	enum qser_status status = check_stays(row);

	if (status == QSER_OK)
		status = check_path_open(row);
	if (status == QSER_OK)
		status = check_clock(row, "begins");
	if (status == QSER_OK)
		status = check_local_time(row);
	if (status == QSER_OK)
		status = check_places(row);
	if (status == QSER_OK)
		remark_past(row);
	return status == QSER_OK ? check_length(row) : status;
}

static enum qser_status complete_workshop(struct row *row)
{
	int64_t path = row_int(row, "path", 0), organisation = 0;

	if (row->id || !path || row_int(row, "organisation", 0))
		return QSER_OK;
	enum qser_status status = organisation_of(row->q, path, &organisation);
	if (status == QSER_OK && organisation)
		row_put_int(row, "organisation", organisation);
	return status;
}

static enum qser_status removing_workshop(struct row *row)
{
	_cleanup_(buffer_free) struct buffer which = BUFFER_INIT;
	enum qser_status status = removing_from_path(row);

	if (status != QSER_OK || strcmp(row_stored_text(row, "state"), "held") != 0)
		return status;
	status = record_describe(row->q, QSER_WORKSHOP, row->id, &which);
	return status != QSER_OK
		       ? status
		       : fail(row->q, QSER_REFUSED,
				 "%s is held and stays; what was recorded by mistake is taken "
				 "back with: qser-path undo",
				 buffer_text(&which));
}

const struct record workshop_record = {
	.id = QSER_WORKSHOP,
	.name = "workshop",
	.plural = "workshops",
	.table = "workshop",
	.columns = workshop_columns,
	.count = COUNT(workshop_columns),
	.lead = "title",
	.code_of = "title",
	.complete = complete_workshop,
	.check = check_workshop,
	.removing = removing_workshop,
	.undoing = check_path_open,
};

#define SQL_STATE "select state, path from workshop where id = ?1"

enum qser_status workshop_is_planned(struct qser *q, int64_t workshop)
{
	_cleanup_(buffer_free) struct buffer which = BUFFER_INIT, state = BUFFER_INIT;
	int64_t path = 0;
	{
		_cleanup_(query_end) struct query look = query(q->store, SQL_STATE);
		query_int(&look, 1, workshop);
		if (query_row(&look)) {
			buffer_text_add(&state, query_get_text(&look, 0));
			path = query_get_int(&look, 1);
		}
		if (query_status(&look) != QSER_OK)
			return query_status(&look);
	}
	if (!strcmp(buffer_text(&state), "planned"))
		return path_is_open(q, path);
	enum qser_status status = record_describe(q, QSER_WORKSHOP, workshop, &which);
	return status != QSER_OK
		       ? status
		       : fail(q, QSER_REFUSED,
				 "%s is %s, and this is for a planned one; what was recorded by "
				 "mistake is taken back with: qser-path undo",
				 buffer_text(&which), buffer_text(&state));
}
