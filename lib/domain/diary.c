/*
 * diary.c: the trainer's diary (C9, C10, E10, G2): sessions and hours.
 *
 * Minutes are whole and exact; an entry belongs to the local day it starts.  With clock times the
 * moment is kept in UTC together with the offset of the place, so that a sum never depends on where
 * it is made.
 */
#include "diary.h"
#include "path_life.h"
#include "slot.h"

#include <inttypes.h>
#include <string.h>

#include "../base/clock.h"

const char *const entry_kinds[ENTRY_KINDS + 1] = {"shadowing", "reflection", "workshop",
	"discussion", "meeting", "travel", ENTRY_OF_PAIRS, NULL};

enum qser_status entry_kind_of(struct qser *q, int64_t entry, const char *kind, size_t *out)
{
	for (*out = 0; *out < ENTRY_KINDS; ++*out)
		if (!strcmp(entry_kinds[*out], kind))
			return QSER_OK;
	return fail(q, QSER_UNAVAILABLE,
		"diary entry %" PRId64 " is of no known kind: the file is damaged; " RESTORE_BACKUP,
		entry);
}
static const char *const entry_kind_aliases[] = {
	"Job shadowing|Observation|Παρακολούθηση εργασίας|Hospitation|Observación|Stínování|"
	"Meekijken",
	"Αναστοχασμός|Reflexion|Reflexe|Reflectie",
	aliases_workshop,
	aliases_discussion,
	"Συνάντηση|Σύσκεψη|Treffen|Sitzung|Besprechung|Reunión|Setkání|Schůzka|Porada|"
	"Vergadering|Overleg",
	"Trip|Μετακίνηση|Ταξίδι|Reise|Fahrt|Viaje|Desplazamiento|Cesta|Déplacement|Trajet|Reis",
	"Mentoring session|Καθοδήγηση|Mentorensitzung|Mentoría|Mentorování|Mentorat|Mentoraat",
	NULL,
};
static const char *const entry_states[] = {"draft", "submitted", "signed", "corrected", NULL};

static const struct qser_column entry_columns[] = {
	COLUMN_ID,
	{.name = "path",
		.label = "Path",
		.type = QSER_REF,
		.flags = QSER_BRIEF,
		.ref = QSER_PATH,
		.aliases = aliases_path,
		.help = "the training path it is for"},
	{.name = "trainer",
		.label = "Trainer",
		.type = QSER_REF,
		.flags = QSER_REQUIRED | QSER_BRIEF,
		.ref = QSER_PERSON,
		.aliases = aliases_trainer,
		.help = "who led it; the actor, when it is not given"},
	{.name = "participants",
		.label = "Participants",
		.type = QSER_REFS,
		.flags = QSER_BRIEF,
		.ref = QSER_PERSON,
		.aliases = aliases_participant,
		.help = "who took part, joined by ;"},
	{.name = "day",
		.label = "Day",
		.type = QSER_DAY,
		.flags = QSER_REQUIRED | QSER_BRIEF,
		.aliases = aliases_day,
		.help = "local day it began"},
	{.name = "starts_at",
		.label = "Starts at",
		.type = QSER_STAMP,
		.aliases = "Began at",
		.help = "moment it began, when known"},
	{.name = "zone",
		.label = "Zone",
		.type = QSER_TEXT,
		.aliases = "Time zone|Offset|"
			   "Ζώνη ώρας|"
			   "Zeitzone|"
			   "Zona horaria|"
			   "Časové pásmo|"
			   "Fuseau horaire|"
			   "Tijdzone",
		.help = "offset of the local time then, +02:00"},
	{.name = "minutes",
		.label = "Minutes",
		.type = QSER_MINUTES,
		.flags = QSER_REQUIRED | QSER_BRIEF,
		.min = 1,
		.max = MINUTES_MAX,
		.aliases = aliases_duration,
		.help = "how long, 1 to 1440"},
	{.name = "kind",
		.label = "Kind",
		.type = QSER_CHOICE,
		.flags = QSER_REQUIRED | QSER_BRIEF,
		.words = entry_kinds,
		.word_aliases = entry_kind_aliases,
		.preset = "shadowing",
		.aliases = aliases_kind,
		.help = "reflection time is its own kind"},
	{.name = "note",
		.label = "Note",
		.type = QSER_NOTE,
		.flags = QSER_BRIEF,
		.aliases = aliases_note,
		.help = "anything else"},
	{.name = "state",
		.label = "State",
		.type = QSER_CHOICE,
		.flags = QSER_REQUIRED | QSER_READONLY,
		.words = entry_states,
		.preset = "draft",
		.help = "set by submit and sign; a signed one is changed only with --override"},
	{.name = "observation",
		.label = "Observation",
		.type = QSER_NOTE,
		.flags = QSER_SENSITIVE,
		.aliases = "What was observed|"
			   "Παρατήρηση|"
			   "Beobachtung|"
			   "Observación|"
			   "Pozorování|"
			   "Observatie",
		.help = "how the work was done"},
	{.name = "situation",
		.label = "Situation",
		.type = QSER_NOTE,
		.flags = QSER_SENSITIVE,
		.aliases = "Emphasised situation|"
			   "Περιστατικό|"
			   "Situación|"
			   "Situace|"
			   "Situatie",
		.help = "the one emphasised, as how a customer was handled"},
	{.name = "issues",
		.label = "Issues",
		.type = QSER_NOTE,
		.flags = QSER_SENSITIVE,
		.aliases = "Problems|Difficulties|"
			   "Ζητήματα|Προβλήματα|Δυσκολίες|"
			   "Probleme|Schwierigkeiten|"
			   "Problemas|Dificultades|"
			   "Problémy|Obtíže|"
			   "Problèmes|Difficultés|"
			   "Problemen|Knelpunten",
		.help = "that were evident"},
	{.name = "feedback",
		.label = "Feedback",
		.type = QSER_NOTE,
		.flags = QSER_SENSITIVE,
		.aliases = "Ανατροφοδότηση|"
			   "Rückmeldung|Rückmeldungen|"
			   "Retroalimentación|"
			   "Zpětná vazba|"
			   "Retour|Retours|"
			   "Terugkoppeling",
		.help = "given in private"},
	{.name = "topic",
		.label = "Topic",
		.type = QSER_TEXT,
		.aliases = "Subject|Theme|"
			   "Θέμα|"
			   "Thema|"
			   "Tema|"

			   "Sujet|"
			   "Onderwerp",
		.help = "of the session"},
	{.name = "satisfied",
		.label = "Satisfied",
		.type = QSER_BOOL,
		.aliases = "Is the trainer satisfied|"
			   "Ικανοποιημένος|Ικανοποιημένη|"
			   "Zufrieden|"
			   "Satisfecho|Satisfecha|"
			   "Spokojen|Spokojena|Spokojenost|"
			   "Satisfait|Satisfaite|"
			   "Tevreden",
		.help = "is the trainer satisfied, so that a new skill can follow"},
	{.name = "entered_at",
		.label = "Entered",
		.type = QSER_STAMP,
		.flags = QSER_READONLY,
		.help = "when this was written down"},

	/* Only files have these, see diary_span.c. */
	{.name = "from",
		.label = "From",
		.type = QSER_TEXT,
		.aliases = "Start|Start time|Started|Clock in|Time in|"
			   "Από|Έναρξη|Ώρα έναρξης|"
			   "Von|Beginn|Startzeit|Uhrzeit|"
			   "Desde|De|Inicio|Hora de inicio|"
			   "Od|Začátek|Čas zahájení|"
			   "Début|Heure de début|"
			   "Van|Begin|Begintijd|Starttijd",
		.help = "time of day it began; or a moment"},
	{.name = "to",
		.from = "minutes",
		.label = "To",
		.type = QSER_TEXT,
		.aliases = "End|End time|Until|Ended|Clock out|Time out|"
			   "Έως|Μέχρι|Λήξη|Ώρα λήξης|"
			   "Bis|Ende|Endzeit|"
			   "Hasta|A|Fin|Hora de fin|"
			   "Do|Konec|Čas ukončení|"
			   "À|Jusqu'à|Heure de fin|"
			   "Tot|Einde|Eindtijd",
		.help = "time of day it ended, that or the next day; or a moment"},
	{.name = "from_day",
		.from = "day",
		.label = "Start date",
		.type = QSER_DAY,
		.aliases = "Ημερομηνία έναρξης|"
			   "Startdatum|"
			   "Fecha de inicio|"
			   "Datum zahájení|"
			   "Date de début|"
			   "Begindatum",
		.help = "the day, beside an end date"},
	{.name = "to_day",
		.label = "End date",
		.type = QSER_DAY,
		.aliases = "Ημερομηνία λήξης|"
			   "Enddatum|"
			   "Fecha de fin|"
			   "Datum ukončení|"
			   "Date de fin|"
			   "Einddatum",
		.help = "the day of the end"},
	{.name = "span",
		.from = "minutes",
		.label = "From - to",
		.type = QSER_TEXT,
		.aliases = "Time|Times|Start - end|"
			   "Από - έως|Ώρα|Ωράριο|"
			   "Von - bis|Zeit|Zeitraum|"
			   "Desde - hasta|De - a|Horario|"
			   "Od - do|Čas|"
			   "De - à|Horaire|"
			   "Van - tot|Tijd",
		.help = "from and to in one cell, 9:00-10:30"},
};

/* Its signatures would go with it. */
static enum qser_status removing_entry(struct row *row)
{
	const char *state = row_stored_text(row, "state");
	bool was_signed = !strcmp(state, "signed") || !strcmp(state, "corrected");

	if (was_signed)
		return fail(row->q, QSER_REFUSED,
			"entry %" PRId64 " is %s and stays; what is wrong in it is mended with: "
			"qser-diary edit %" PRId64 " --override REASON",
			row->id, state, row->id);
	enum qser_status status = removing_from_path(row);
	if (status == QSER_OK)
		status = removing_of_meeting(row);
	return status == QSER_OK ? slot_undone(row->q, row->id) : status;
}

const struct record entry_record = {
	.id = QSER_ENTRY,
	.name = "diary entry",
	.plural = "diary entries",
	.table = "diary_entry",
	.columns = entry_columns,
	.count = COUNT(entry_columns) - ENTRY_OF_FILES,
	.file_columns = ENTRY_OF_FILES,
	.lead = "day",
	.match = entry_match,
	.assemble = entry_assemble,
	.imported = entry_imported,
	.complete = entry_complete,
	.check = entry_check,
	.removing = removing_entry,
	.undoing = undoing_entry,
};
