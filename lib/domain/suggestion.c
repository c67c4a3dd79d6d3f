/*
 * suggestion.c: what was suggested in a session, and what became of it (G2, G3).
 *
 * A session ends with specific suggestions; three to four days later one looks how and if they were
 * put to use.
 */
#include "path_life.h"
#include "suggestion.h"

#include <inttypes.h>
#include <string.h>

#include "calendar.h"
#include "diary.h"

static const char *const outcomes[] = {"open", "implemented", "partly", "not", NULL};
static const char *const outcome_aliases[] = {
	"Pending|Ανοιχτή|Εκκρεμεί|Offen|Abierta|Pendiente|Otevřené|Ouverte|En attente|Openstaand",
	"Done|Yes|Εφαρμόστηκε|Υλοποιήθηκε|Ναι|Umgesetzt|Ja|Aplicada|Sí|Zavedeno|Ano|Appliquée|Oui|"
	"Toegepast",
	"In part|Εν μέρει|Μερικώς|Teilweise|En parte|Parcialmente|Částečně|En partie|Gedeeltelijk|"
	"Deels",
	"No|Not implemented|Δεν εφαρμόστηκε|Όχι|Nicht umgesetzt|Nein|No aplicada|Nezavedeno|Ne|"
	"Non appliquée|Non|Niet toegepast|Nee",
	NULL,
};

static const struct qser_column suggestion_columns[] = {
	COLUMN_ID,
	{.name = "entry",
		.label = "Entry",
		.type = QSER_REF,
		.flags = QSER_REQUIRED | QSER_KEY | QSER_OWNER | QSER_BRIEF | QSER_FIXED,
		.ref = QSER_ENTRY,
		.aliases = "Session|Diary entry|"
			   "Συνεδρία|Καταχώριση|"
			   "Eintrag|Sitzung|"
			   "Sesión|Entrada|"
			   "Záznam|Setkání|"
			   "Séance|Entrée|"
			   "Sessie",
		.help = "the diary entry it was made in"},
	{.name = "wording",
		.label = "Suggestion",
		.type = QSER_NOTE,
		.flags = QSER_REQUIRED | QSER_SENSITIVE | QSER_BRIEF,
		.aliases = "Text|Recommendation|"
			   "Πρόταση|Υπόδειξη|"
			   "Vorschlag|Empfehlung|"
			   "Sugerencia|Recomendación|"
			   "Návrh|Doporučení|"
			   "Recommandation|"
			   "Suggestie|Voorstel",
		.help = "what is to be tried"},
	COLUMN_FOLDED("wording", QSER_KEY),
	{.name = "person",
		.label = "For",
		.type = QSER_REF,
		.flags = QSER_BRIEF,
		.ref = QSER_PERSON,
		.aliases = aliases_participant,
		.help = "for whom of the entry; empty: for all of them"},
	{.name = "due",
		.label = "Due",
		.type = QSER_DAY,
		.flags = QSER_BRIEF,
		.aliases = "Follow-up day|Follow up on|"
			   "Προθεσμία|"
			   "Fällig|Fällig am|"
			   "Vencimiento|Fecha límite|"
			   "Termín|"
			   "Échéance|"
			   "Vervaldag",
		.help = "when it is to be looked after; made from the interval between sessions"},
	{.name = "outcome",
		.label = "Outcome",
		.type = QSER_CHOICE,
		.flags = QSER_REQUIRED | QSER_BRIEF,
		.words = outcomes,
		.word_aliases = outcome_aliases,
		.preset = "open",
		.aliases = "Result|Implemented|"
			   "Αποτέλεσμα|Έκβαση|"
			   "Ergebnis|Umsetzung|"
			   "Resultado|"
			   "Výsledek|"
			   "Résultat|"
			   "Resultaat|Uitkomst",
		.help = "whether it was put to use"},
	{.name = "how",
		.label = "How",
		.type = QSER_NOTE,
		.flags = QSER_SENSITIVE | QSER_BRIEF,
		.aliases = "In what way|"
			   "Πώς|Με ποιον τρόπο|"
			   "Wie|Auf welche Weise|"
			   "Cómo|"
			   "Jak|"
			   "De quelle manière|"
			   "Hoe",
		.help = "how it was put to use, or why not"},
	{.name = "followed",
		.label = "Looked after",
		.type = QSER_DAY,
		.aliases = "Followed up|Followed up on|"
			   "Ημερομηνία ελέγχου|"
			   "Nachgefasst am|Geprüft am|"
			   "Seguimiento|"
			   "Ověřeno|"
			   "Suivi le|"
			   "Opgevolgd",
		.help = "when; today, when an outcome is given"},
	{.name = "follow_up",
		.label = "In entry",
		.type = QSER_REF,
		.ref = QSER_ENTRY,
		.aliases = "Follow-up session|"
			   "Επόμενη συνεδρία|"
			   "Folgesitzung|"
			   "Sesión de seguimiento|"
			   "Následné setkání|"
			   "Séance de suivi|"
			   "Vervolgsessie",
		.help = "the diary entry of the session in which it was looked after"},
	COLUMN_NOTE,
};

/* ---- Rules ---- */

#define SQL_ENTRY                                                                                   \
	"select e.day, p.organisation, e.path from diary_entry e left join path p on p.id = e.path" \
	" where e.id = ?1"

struct made_in {
	day_t day;
	char day_text[DAY_TEXT];
	int64_t organisation, path; /* 0: the entry is for no path */
};

static enum qser_status find_made_in(struct row *row, struct made_in *out)
{
	_cleanup_(query_end) struct query look = query(row->q->store, SQL_ENTRY);

	query_int(&look, 1, row_int(row, "entry", 0));
	if (query_row(&look) && day_read(query_get_text(&look, 0), &out->day)) {
		day_print(out->day, out->day_text);
		out->organisation = query_get_int(&look, 1);
		out->path = query_get_int(&look, 2);
	}
	return query_status(&look);
}

/* By the day on which the next session is meant at the latest. */
static enum qser_status preset_due(struct row *row, const struct made_in *in)
{
	_cleanup_(calendar_free) struct calendar calendar = {0};
	char due[DAY_TEXT];

	if (row->id || row_given(row, "due"))
		return QSER_OK;
	enum qser_status status = calendar_load(&calendar, row->q, in->organisation);
	if (status != QSER_OK)
		return status;
	day_print(calendar_after(&calendar, in->day, calendar.most), due);
	row_put_text(row, "due", due);
	return QSER_OK;
}

#define SQL_TOOK_PART "select 1 from diary_entry_participants where owner = ?1 and target = ?2"

static enum qser_status check_person(struct row *row)
{
	int64_t person = row_int(row, "person", 0), found;
	_cleanup_(buffer_free) struct buffer who = BUFFER_INIT;

	if (!person || !row_changes(row, "person"))
		return QSER_OK;
	_cleanup_(query_end) struct query look = query(row->q->store, SQL_TOOK_PART);
	query_int(&look, 1, row_int(row, "entry", 0));
	query_int(&look, 2, person);
	enum qser_status status = query_number(&look, 0, &found);
	if (status != QSER_OK || found)
		return status;
	status = record_describe(row->q, QSER_PERSON, person, &who);
	return status != QSER_OK ? status
				 : fail(row->q, QSER_INVALID,
					   "person: %s took no part in entry %" PRId64
					   "; name one of its participants, or nobody",
					   buffer_text(&who), row_int(row, "entry", 0));
}

/* Who says what became of it has looked today, unless another day is given.  What a file leaves
 * empty stays as it is. */
static void settle_followed(struct row *row)
{
	bool open = !strcmp(row_text(row, "outcome"), outcomes[0]);
	const char *stored = row_stored_text(row, "followed");
	bool news = row_changes(row, "outcome");

	if (open && news && row->id && !row_changes(row, "followed"))
		row_put_text(row, "followed", NULL);
	if (!open && !row_text(row, "followed"))
		row_put_text(row, "followed", !news && stored ? stored : row->q->today);
}

#define SQL_DAY "select day from diary_entry where id = ?1"

static enum qser_status check_follow_up(struct row *row, const struct made_in *in)
{
	int64_t entry = row_int(row, "follow_up", 0);
	const char *followed = row_text(row, "followed");
	bool early = false;

	if (followed && strcmp(followed, in->day_text) < 0)
		return fail(row->q, QSER_INVALID,
			"followed: %s is before the session it was suggested in, %s", followed,
			in->day_text);
	if (!entry || !row_changes(row, "follow_up"))
		return QSER_OK;
	_cleanup_(query_end) struct query look = query(row->q->store, SQL_DAY);
	query_int(&look, 1, entry);
	if (query_row(&look))
		early = strcmp(query_get_word(&look, 0), in->day_text) < 0;
	if (query_status(&look) != QSER_OK)
		return query_status(&look);
	return early || entry == row_int(row, "entry", 0)
		       ? fail(row->q, QSER_INVALID,
				 "follow_up: entry %" PRId64 " is not later than entry %" PRId64
				 ", in which it was suggested",
				 entry, row_int(row, "entry", 0))
		       : QSER_OK;
}

static enum qser_status check_suggestion(struct row *row)
{
	struct made_in in = {0};
	enum qser_status status = find_made_in(row, &in);

	if (status == QSER_OK)
		status = path_is_open(row->q, in.path);
	if (status == QSER_OK)
		status = preset_due(row, &in);

	const char *due = row_text(row, "due");
	if (status == QSER_OK && due && strcmp(due, in.day_text) < 0)
		status = fail(row->q, QSER_INVALID,
			"due: %s is before the session it was suggested in, %s", due, in.day_text);
	if (status == QSER_OK)
		status = check_person(row);
	settle_followed(row);
	return status == QSER_OK ? check_follow_up(row, &in) : status;
}

#define SQL_PATH "select path from diary_entry where id = ?1"

static enum qser_status on_open_path(struct row *row)
{
	int64_t path = 0, entry = row_stored_int(row, "entry", row_int(row, "entry", 0));
	_cleanup_(query_end) struct query look = query(row->q->store, SQL_PATH);

	query_int(&look, 1, entry);
	enum qser_status status = query_number(&look, 0, &path);
	return status == QSER_OK ? path_is_open(row->q, path) : status;
}

const struct record suggestion_record = {
	.id = QSER_SUGGESTION,
	.name = "suggestion",
	.plural = "suggestions",
	.table = "suggestion",
	.columns = suggestion_columns,
	.count = COUNT(suggestion_columns),
	.lead = "wording",
	.check = check_suggestion,
	.removing = on_open_path,
	.undoing = on_open_path,
};

/* ---- Those that are due ---- */

/* By the sessions of the path: the open ones of everybody may be many. */
#define SQL_DUE                                                                                \
	"select s.id from diary_entry e join suggestion s on s.entry = e.id where e.path = ?1" \
	" and e.kind = 'shadowing' and e.day <= ?2 and e.id <> ?3 and s.outcome = 'open'"      \
	" and s.due <= ?2 and exists (select 1 from diary_entry_participants n join"           \
	" diary_entry_participants o on o.target = n.target where n.owner = ?3 and o.owner ="  \
	" e.id and (s.person is null or s.person = n.target)) order by s.id"

/* Asked first: to prepare the question above costs more than an entry does otherwise. */
#define SQL_ANY_DUE "select 1 from suggestion where outcome = 'open' and due <= ?1 limit 1"

static enum qser_status is_any_due(const struct row *entry, bool *any)
{
	_cleanup_(query_end) struct query look = query(entry->q->store, SQL_ANY_DUE);

	query_text(&look, 1, row_text(entry, "day"));
	*any = query_row(&look);
	return query_status(&look);
}

enum qser_status remind_suggestions(const struct row *entry)
{
	bool any;
	enum qser_status status = is_any_due(entry, &any);

	if (status != QSER_OK || !any)
		return status;
	_cleanup_(buffer_free) struct buffer list = BUFFER_INIT;
	_cleanup_(query_end) struct query due = query(entry->q->store, SQL_DUE);
	int64_t count = 0;

	query_int(&due, 1, row_int(entry, "path", 0));
	query_text(&due, 2, row_text(entry, "day"));
	query_int(&due, 3, entry->id);
	for (; query_row(&due); count++) {
		buffer_text_add(&list, count ? ", " : "");
		buffer_int(&list, query_get_int(&due, 0));
	}
	if (count)
		remark(entry->q, "%" PRId64 " %s due: %s; see: qser-diary suggestion list --due",
			count, count == 1 ? "suggestion is" : "suggestions are",
			buffer_text(&list));
	return query_status(&due);
}
