/* encounter.c: a meeting of a pair, along the five blocks (K7-K9). */
#include "encounter.h"

#include <inttypes.h>
#include <string.h>

#include "../base/clock.h"
#include "clock_column.h"
#include "gate.h"

static const char *const states[] = {"planned", "held", "missed", "cancelled", NULL};
static const char *const state_aliases[] = {
	"Προγραμματισμένη|Geplant|Planificada|Prevista|Plánovaná|Prévue|Gepland",
	"Took place|Πραγματοποιήθηκε|Stattgefunden|Celebrada|Realizada|Proběhla|Tenue|Gehouden",
	"Did not come|Χάθηκε|Versäumt|Perdida|Zmeškaná|Manquée|Gemist",
	"Canceled|Ακυρώθηκε|Abgesagt|Cancelada|Zrušená|Annulée|Geannuleerd",
	NULL,
};
static const char *const media[] = {"in-person", "video", "telephone", "chat", NULL};
static const char aliases_video[] = "Video call|Online|Βιντεοκλήση|Videoanruf|Videollamada|"
				    "Videohovor|Visioconférence|Videogesprek";
static const char *const medium_aliases[] = {
	"Face to face|Δια ζώσης|Persönlich|En persona|Presencial|Osobně|En personne|Persoonlijk",
	aliases_video,
	"Phone|Phone call|Τηλέφωνο|Telefon|Teléfono|Telefoon",
	"Messages|Μηνύματα|Nachrichten|Mensajes|Zprávy|Berichten",
	NULL,
};
static const struct qser_column encounter_columns[] = {
	COLUMN_ID,
	COLUMN_PAIR,
	{.name = "number",
		.label = "Number",
		.type = QSER_INT,
		.flags = QSER_REQUIRED | QSER_KEY | QSER_BRIEF,
		.min = 1,
		.max = 1000000,
		.aliases = "No|Meeting|Session|"
			   "Αριθμός|Συνάντηση|"
			   "Nummer|Treffen|Sitzung|"
			   "Número|Reunión|Sesión|"
			   "Číslo|Schůzka|"
			   "Rencontre|Séance|"
			   "Ontmoeting|Sessie",
		.help = "1 is the first meeting; counted when it is not given"},
	COLUMN_DAY("when they met, or are to meet"),
	COLUMN_BEGINS("time of the day, 09:30"),
	{.name = "minutes",
		.label = "Minutes",
		.type = QSER_MINUTES,
		.flags = QSER_BRIEF,
		.min = 1,
		.max = MINUTES_MAX,
		.aliases = aliases_duration,
		.help = "how long; a meeting that was held has its hours in the diary"},
	{.name = "medium",
		.label = "Medium",
		.type = QSER_CHOICE,
		.words = media,
		.word_aliases = medium_aliases,
		.aliases = "Channel|Μέσο|Weg|Medio|Canal|Forma|Moyen|Kanaal",
		.help = "in-person, video, telephone or chat"},
	{.name = "place",
		.label = "Place",
		.type = QSER_TEXT,
		.aliases = "Location|Where|Τόπος|Χώρος|Ort|Lugar|Místo|Lieu|Plaats|Locatie",
		.help = "where"},
	{.name = "domains",
		.label = "Domains",
		.type = QSER_WORDS,
		.flags = QSER_BRIEF,
		.words = mentoring_domains,
		.word_aliases = mentoring_domain_aliases,
		.aliases = "Domain|Τομείς|Τομέας|Bereiche|Bereich|Ámbitos|Ámbito|Oblasti|Oblast|"
			   "Domaines|Domaine|Domeinen|Domein",
		.help = "what it was about, of the six"},
	{.name = "state",
		.label = "State",
		.type = QSER_CHOICE,
		.flags = QSER_REQUIRED | QSER_BRIEF,
		.words = states,
		.word_aliases = state_aliases,
		.preset = "held",
		.aliases = aliases_state,
		.help = "planned, held, missed or cancelled"},
	{.name = "mood",
		.label = "How are you",
		.type = QSER_NOTE,
		.aliases = "Check in|Διάθεση|Befinden|Ánimo|Estado de ánimo|Nálada|Humeur|"
			   "Stemming",
		.help = "hello: how both are, what is to be said before starting"},
	{.name = "topic",
		.label = "Topic",
		.type = QSER_TEXT,
		.flags = QSER_BRIEF,
		.aliases = "Subject|Theme|Θέμα|Thema|Tema|Sujet|Onderwerp",
		.help = "the most important one"},
	{.name = "goal",
		.label = "Goal",
		.type = QSER_NOTE,
		.aliases = "Goal of the meeting|Στόχος|Ziel|Objetivo|Cíl|Objectif|Doel",
		.help = "of this meeting, concrete"},
	{.name = "plan",
		.label = "Plan",
		.type = QSER_NOTE,
		.aliases = "Strategy|Steps|Σχέδιο|Strategie|Estrategia|Stappenplan",
		.help = "step by step"},
	{.name = "summary",
		.label = "Summary",
		.type = QSER_NOTE,
		.aliases = "Take-aways|Conclusions|Σύνοψη|Περίληψη|Zusammenfassung|Resumen|"
			   "Shrnutí|Résumé|Samenvatting",
		.help = "what was found, the take-aways"},
	{.name = "next_topic",
		.label = "Next topic",
		.type = QSER_TEXT,
		.aliases = "Topic of the next meeting|Επόμενο θέμα|Nächstes Thema|Próximo tema|"
			   "Příští téma|Prochain sujet|Volgend onderwerp",
		.help = "topic of the next meeting"},
	{.name = "prepare",
		.label = "Prepare",
		.type = QSER_NOTE,
		.aliases = "To prepare|Προετοιμασία|Vorbereitung|Preparar|Preparación|Příprava|"
			   "À préparer|Voor te bereiden|Voorbereiding",
		.help = "for the next meeting"},
	{.name = "works",
		.label = "Works",
		.type = QSER_NOTE,
		.aliases = "What works|What goes well|Τι πάει καλά|Was gut läuft|Qué funciona|"
			   "Co funguje|Ce qui marche|Wat goed gaat",
		.help = "what works"},
	{.name = "missing",
		.label = "Missing",
		.type = QSER_NOTE,
		.aliases = "What is missing|Τι λείπει|Was fehlt|Qué falta|Co chybí|Ce qui manque|"
			   "Wat ontbreekt",
		.help = "what is missing"},
	{.name = "mentor_feels",
		.label = "Mentor feels",
		.type = QSER_INT,
		.min = 1,
		.max = 5,
		.help = "about working together, 1 to 5"},
	{.name = "mentee_feels",
		.label = "Mentee feels",
		.type = QSER_INT,
		.min = 1,
		.max = 5,
		.help = "about working together, 1 to 5"},
	{.name = "entry",
		.label = "Diary entry",
		.type = QSER_REF,
		.flags = QSER_READONLY,
		.ref = QSER_ENTRY,
		.help = "with the hours"},
	{.name = "reason",
		.label = "Reason",
		.type = QSER_NOTE,
		.aliases = "Why not|Αιτία|Λόγος|Grund|Motivo|Důvod|Raison|Reden",
		.help = "why it was missed or cancelled"},
	COLUMN_NOTE,
};

static bool state_is(const struct row *row, const char *state)
{
	return !strcmp(row_text(row, "state"), state);
}

/* ---- The number ---- */

#define SQL_LAST "select coalesce(max(number), 0) from encounter where pair = ?1"

static enum qser_status complete_encounter(struct row *row)
{
	int64_t last, pair = row_int(row, "pair", 0);

	if (!pair || !row_cell(row, "number")->null)
		return QSER_OK;
	if (row->id) {
		row_put_int(row, "number", row_stored_int(row, "number", 1));
		return QSER_OK;
	}
	_cleanup_(query_end) struct query look = query(row->q->store, SQL_LAST);
	query_int(&look, 1, pair);
	enum qser_status status = query_number(&look, 0, &last);
	row_put_int(row, "number", last + 1);
	return status;
}

#define SQL_SAME                                                \
	"select id from encounter where pair = ?1 and day = ?2" \
	" and (cast(?3 as text) is null or begins is null or begins = ?3) order by id"

/* A row that has no number means the meeting of that day; of two, the first takes the first. */
static enum qser_status match_encounter(struct row *row, int64_t *id)
{
	*id = 0;
	if (!row_cell(row, "number")->null || !row_text(row, "day"))
		return QSER_OK;
	enum qser_status status = check_clock(row, "begins");
	_cleanup_(query_end) struct query look = query(row->q->store, SQL_SAME);
	query_int(&look, 1, row_int(row, "pair", 0));
	query_text(&look, 2, row_text(row, "day"));
	query_text(&look, 3, row_text(row, "begins"));
	while (status == QSER_OK && !*id && query_row(&look))
		if (!row->taken || !id_lines_get(row->taken, query_get_int(&look, 0)))
			*id = query_get_int(&look, 0);
	return status == QSER_OK ? query_status(&look) : status;
}

/* ---- The pair ---- */

/* Meetings begin with the agreement of both, and end with the pair; what was held is corrected at
 * any time. */
static enum qser_status check_pair(struct row *row, const struct pair_view *pair)
{
	const char *word = buffer_text(&pair->word);

	if (!(row_changes(row, "state") && (state_is(row, "held") || state_is(row, "planned"))) ||
		pair_meets(pair))
		return QSER_OK;
	if (!strcmp(pair->state, "ended"))
		return fail(row->q, QSER_REFUSED,
			"pair %s ended on %s: there are no more meetings of it", word, pair->ended);
	return fail(row->q, QSER_REFUSED, "pair %s is %s: meetings begin when both have agreed%s%s",
		word, pair->state,
		pair_is_proposal(pair) ? ", which is recorded with: qser-pair accept " : "",
		pair_is_proposal(pair) ? word : "");
}

/* ---- The day ---- */

static enum qser_status check_day(struct row *row)
{
	const char *day = row_text(row, "day");

	if (strcmp(day, row->q->today) <= 0 || state_is(row, "planned") ||
		state_is(row, "cancelled"))
		return QSER_OK;
	return fail(row->q, QSER_INVALID,
		"day: %s is still to come; a meeting is planned with: qser-pair meeting plan, and "
		"called off with: qser-pair meeting cancel",
		day);
}

static enum qser_status check_start(struct row *row, const struct pair_view *pair)
{
	const char *day = row_text(row, "day");

	if (!state_is(row, "held") || !*pair->begins || strcmp(day, pair->begins) >= 0 ||
		!(row_changes(row, "day") || row_changes(row, "state")))
		return QSER_OK;
	const struct place at = {.organisation = pair->organisation};
	return gate_fails_at(row->q, GATE_PAIR_START, &at,
		"%s is before pair %s began on %s; correct the day", day, buffer_text(&pair->word),
		pair->begins);
}

#define SQL_THAT_DAY                                                                 \
	"select number from encounter where pair = ?1 and day = ?2 and id <> ?3 and" \
	" (state = 'held' or state = 'planned') order by number limit 1"

static enum qser_status tell_that_day(struct row *row)
{
	int64_t other;

	if (!(state_is(row, "held") || state_is(row, "planned")) || !row_changes(row, "day"))
		return QSER_OK;
	_cleanup_(query_end) struct query look = query(row->q->store, SQL_THAT_DAY);
	query_int(&look, 1, row_int(row, "pair", 0));
	query_text(&look, 2, row_text(row, "day"));
	query_int(&look, 3, row->id);
	enum qser_status status = query_number(&look, 0, &other);
	if (status == QSER_OK && other)
		remark(row->q, "meeting %" PRId64 " of the pair is on %s, too", other,
			row_text(row, "day"));
	return status;
}

/* ---- All of them ---- */

/* Missed and cancelled ones say why, the others have nothing to say there. */
static enum qser_status check_reason(struct row *row)
{
	bool off = state_is(row, "missed") || state_is(row, "cancelled");

	if (off == !row_cell(row, "reason")->null)
		return QSER_OK;
	return off ? fail(row->q, QSER_INVALID,
			     "reason: is missing; say why it was %s with --reason",
			     row_text(row, "state"))
		   : fail(row->q, QSER_INVALID,
			     "reason: is for missed and cancelled meetings; this one is %s",
			     row_text(row, "state"));
}

/* Who finds a meeting to be held after all takes the reason away by that. */
static void drop_reason(struct row *row)
{
	bool off = state_is(row, "missed") || state_is(row, "cancelled");

	if (row->id && !off && row_changes(row, "state") && !row_changes(row, "reason"))
		row_put_text(row, "reason", NULL);
}

static enum qser_status check_encounter(struct row *row)
{
	_cleanup_(pair_view_free) struct pair_view pair = {.word = BUFFER_INIT};
	enum qser_status status = check_clock(row, "begins");

	drop_reason(row);
	if (status == QSER_OK)
		status = check_reason(row);
	if (status == QSER_OK)
		status = pair_view_load(row->q, row_int(row, "pair", 0), &pair);
	if (status == QSER_OK)
		status = check_pair(row, &pair);
	if (status == QSER_OK)
		status = check_day(row);
	if (status == QSER_OK)
		status = check_start(row, &pair);
	return status == QSER_OK ? tell_that_day(row) : status;
}

static enum qser_status encounter_saved(struct row *row)
{
	enum qser_status status = QSER_OK;

	if (state_is(row, "held") && row_changes(row, "state"))
		status = pair_begun(row->q, row_int(row, "pair", 0), row_text(row, "day"));
	return status == QSER_OK ? encounter_hours(row) : status;
}

#define SQL_ANSWERED "select id from response where encounter = ?1 order by id limit 1"

static enum qser_status removing_encounter(struct row *row)
{
	int64_t response;
	_cleanup_(query_end) struct query look = query(row->q->store, SQL_ANSWERED);

	query_int(&look, 1, row->id);
	enum qser_status status = query_number(&look, 0, &response);
	if (status == QSER_OK && response)
		return fail(row->q, QSER_REFERENCED,
			"response %" PRId64 " is about this meeting; remove it first, with: "
			"qser-checklist rm %" PRId64,
			response, response);
	return status == QSER_OK ? encounter_without_hours(row) : status;
}

const struct record encounter_record = {
	.id = QSER_ENCOUNTER,
	.name = "meeting of a pair",
	.plural = "meetings of pairs",
	.table = "encounter",
	.columns = encounter_columns,
	.count = COUNT(encounter_columns),
	.lead = "day",
	.complete = complete_encounter,
	.check = check_encounter,
	.saved = encounter_saved,
	.removing = removing_encounter,
	.match = match_encounter,
};
