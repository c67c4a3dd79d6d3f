/*
 * diary.c: the trainer's diary (C9, C10, E10, G2): sessions and hours.
 *
 * Minutes are whole and exact; an entry belongs to the local day it starts.  With clock times the
 * moment is kept in UTC together with the offset of the place, so that a sum never depends on where
 * it is made.
 */
#include <inttypes.h>
#include <string.h>

#include "../base/clock.h"
#include "../base/text.h"
#include "../record/aliases.h"
#include "domain.h"

const char *const entry_kinds[ENTRY_KINDS + 1] = {
	"shadowing", "reflection", "workshop", "discussion", "meeting", "travel", NULL};
static const char *const entry_kind_aliases[] = {
	"Job shadowing|Observation|Παρακολούθηση εργασίας|Hospitation|Observación|Stínování|"
	"Meekijken",
	"Αναστοχασμός|Reflexion|Reflexe|Reflectie",
	aliases_workshop,
	aliases_discussion,
	"Συνάντηση|Σύσκεψη|Treffen|Sitzung|Besprechung|Reunión|Setkání|Schůzka|Porada|"
	"Vergadering|Overleg",
	"Trip|Μετακίνηση|Ταξίδι|Reise|Fahrt|Viaje|Desplazamiento|Cesta|Déplacement|Trajet|Reis",
	NULL,
};
static const char *const states[] = {"draft", "submitted", "signed", "corrected", NULL};

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
		.aliases = "Start|Start time|Began at|"
			   "Έναρξη|Ώρα έναρξης|"
			   "Beginn|Startzeit|Uhrzeit|"
			   "Inicio|Hora de inicio|"
			   "Začátek|Čas zahájení|"
			   "Début|Heure de début|"
			   "Begin|Begintijd",
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
		.words = states,
		.preset = "draft",
		.help = "only a draft can be changed"},
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
};

/* ---- Rules ---- */

static enum qser_status check_draft(struct row *row)
{
	const char *state = row_stored_text(row, "state");

	if (!row->id || !strcmp(state, "draft") || row_changes(row, "state"))
		return QSER_OK;
	return fail(
		row->q, QSER_REFUSED, "entry %" PRId64 " is %s and stays as it is", row->id, state);
}

static void print_offset(int minutes, char out[8])
{
	int size = minutes < 0 ? -minutes : minutes;

	(void)snprintf(out, 8, "%c%02d:%02d", minutes < 0 ? '-' : '+', size / 60 % 24, size % 60);
}

/* Day and zone follow from the moment, unless the row brings them along. */
static enum qser_status settle_day(struct row *row)
{
	int64_t at = row_int(row, "starts_at", INT64_MIN);
	int minute, offset;
	char text[DAY_TEXT], zone[8];
	day_t day;

	if (at == INT64_MIN) {
		row_put_text(row, "zone", NULL);
		return QSER_OK;
	}
	utc_to_local(at, &day, &minute, &offset);
	if (day < DAY_MIN || day > DAY_MAX)
		return fail(
			row->q, QSER_INVALID, "starts_at: is outside of the years 1 to 9999 here");
	day_print(day, text);
	bool moved = row->id && row_changes(row, "starts_at");
	if (!row_text(row, "zone") || (moved && !row_changes(row, "zone"))) {
		print_offset(offset, zone);
		row_put_text(row, "zone", zone);
	}
	if (!row_text(row, "day") || (moved && !row_given(row, "day")))
		row_put_text(row, "day", text);
	return QSER_OK;
}

/* The day must be that of the moment, at the offset the row names. */
static enum qser_status check_moment(struct row *row)
{
	const char *zone = row_text(row, "zone"), *day = row_text(row, "day");
	int64_t at = row_int(row, "starts_at", INT64_MIN);
	int hours, minutes;
	char sign, text[DAY_TEXT];

	if (at == INT64_MIN || !zone)
		return QSER_OK;
	if (strlen(zone) != 6 || strspn(zone + 1, "0123456789:") != 5 ||
		sscanf(zone, "%c%2d:%2d", &sign, &hours, &minutes) != 3 ||
		(sign != '+' && sign != '-') || hours > 18 || minutes > 59)
		return fail(
			row->q, QSER_INVALID, "zone: \"%s\" is not an offset, like +02:00", zone);
	int64_t local = at + (sign == '-' ? -60 : 60) * (int64_t)(hours * 60 + minutes);
	int64_t n = local >= 0 ? local / 86400 : -((-local + 86399) / 86400);
	day_print((day_t)n, text);
	return !strcmp(text, day) ? QSER_OK
				  : fail(row->q, QSER_INVALID,
					    "day: %s is not the day of the moment it starts, which "
					    "is %s there",
					    day, text);
}

#define SQL_OVERLAP                                                                               \
	"select id from diary_entry where trainer = ?1 and starts_at > ?2 - 86400 and starts_at " \
	"< ?3"                                                                                    \
	" and starts_at + minutes * 60 > ?2 and id <> ?4 order by starts_at"

static enum qser_status find_overlap(struct row *row, int64_t *other)
{
	int64_t at = row_int(row, "starts_at", 0);
	_cleanup_(query_end) struct query q = query(row->q->store, SQL_OVERLAP);

	query_int(&q, 1, row_int(row, "trainer", 0));
	query_int(&q, 2, at);
	query_int(&q, 3, at + row_int(row, "minutes", 0) * 60);
	query_int(&q, 4, row->id);
	return query_number(&q, 0, other);
}

static enum qser_status check_overlap(struct row *row)
{
	_cleanup_(buffer_free) struct buffer policy = BUFFER_INIT;
	_cleanup_(free_pointer) char *which = NULL;
	int64_t other = 0;

	if (!row_cell(row, "starts_at") || row_cell(row, "starts_at")->null)
		return QSER_OK;
	enum qser_status status = find_overlap(row, &other);
	if (status != QSER_OK || !other)
		return status;
	status = handle_setting(row->q, "overlap", 0, "refuse", &policy);
	if (status == QSER_OK)
		status = qser_entry_describe(row->q, other, &which);
	if (status != QSER_OK || !strcmp(buffer_text(&policy), "off"))
		return status;
	if (row->q->options.override || !strcmp(buffer_text(&policy), "warn")) {
		remark(row->q, "overlaps with entry %" PRId64 ": %s", other, which);
		return QSER_OK;
	}
	return fail(row->q, QSER_REFUSED,
		"overlaps with entry %" PRId64
		" (%s); change one of them, or give --override REASON",
		other, which);
}

#define SQL_PATH \
	"select state, (select count(*) from participant where path = ?1) from path where id = ?1"
#define SQL_ON_PATH "select 1 from participant where path = ?1 and person = ?2"

static enum qser_status check_participants(struct row *row, int64_t path)
{
	const char *list = row_text(row, "participants");

	for (const char *at = list ? list : ""; *at; at += strcspn(at, ";"), at += *at == ';') {
		int64_t person = strtoll(at, NULL, 10), found;
		_cleanup_(query_end) struct query q = query(row->q->store, SQL_ON_PATH);
		query_int(&q, 1, path);
		query_int(&q, 2, person);
		enum qser_status status = query_number(&q, 0, &found);
		if (status != QSER_OK)
			return status;
		if (found)
			continue;
		_cleanup_(buffer_free) struct buffer who = BUFFER_INIT;
		status = record_describe(row->q, QSER_PERSON, person, &who);
		return status != QSER_OK
			       ? status
			       : fail(row->q, QSER_INVALID,
					 "participants: %s is not on this path; add with: "
					 "qser-path participant add --path %" PRId64
					 " --person %" PRId64,
					 buffer_text(&who), path, person);
	}
	return QSER_OK;
}

#define SQL_ONLY "select min(person) from participant where path = ?1"

#define SQL_SOME                                                                                  \
	"select coalesce(p.code, cast(p.id as text)) from participant l join person p on p.id = " \
	"l.person"                                                                                \
	" where l.path = ?1 order by l.id limit 10"

static enum qser_status ask_participants(struct row *row, int64_t path, int64_t count)
{
	_cleanup_(buffer_free) struct buffer list = BUFFER_INIT;
	_cleanup_(query_end) struct query q = query(row->q->store, SQL_SOME);

	query_int(&q, 1, path);
	while (query_row(&q))
		buffer_printf(&list, "%s%s", list.length ? ", " : "", query_get_text(&q, 0));
	if (query_status(&q) != QSER_OK)
		return query_status(&q);
	return fail(row->q, QSER_INVALID,
		"participants: is missing; this path has %" PRId64 ", say who took part: %s%s",
		count, buffer_text(&list), count > 10 ? ", …" : "");
}

/* Shadowing is of somebody: of the only participant, when there is but one. */
static enum qser_status settle_participants(struct row *row, int64_t path, int64_t count)
{
	const char *kind = row_text(row, "kind");
	bool needs = !strcmp(kind, "shadowing") || !strcmp(kind, "reflection");

	if (row_text(row, "participants") || !needs || !count)
		return QSER_OK;
	if (count > 1)
		return ask_participants(row, path, count);
	char text[24];
	int64_t person;
	_cleanup_(query_end) struct query q = query(row->q->store, SQL_ONLY);
	query_int(&q, 1, path);
	enum qser_status status = query_number(&q, 0, &person);
	(void)snprintf(text, sizeof(text), "%" PRId64, person);
	row_put_text(row, "participants", text);
	return status;
}

static enum qser_status check_path(struct row *row)
{
	int64_t path = row_int(row, "path", 0), count = 0;
	bool closed = false;

	if (!path)
		return QSER_OK;
	{
		_cleanup_(query_end) struct query q = query(row->q->store, SQL_PATH);
		query_int(&q, 1, path);
		if (query_row(&q)) {
			closed = !strcmp(query_get_text(&q, 0), "closed");
			count = query_get_int(&q, 1);
		}
		if (query_status(&q) != QSER_OK)
			return query_status(&q);
	}
	if (closed)
		return fail(row->q, QSER_REFUSED, "path: is closed; its diary is complete");
	enum qser_status status = row->id ? QSER_OK : settle_participants(row, path, count);
	if (status == QSER_OK && (row_changes(row, "participants") || row_changes(row, "path")))
		status = check_participants(row, path);
	return status;
}

static void remark_future(struct row *row)
{
	day_t day;

	if (row_changes(row, "day") && day_read(row_text(row, "day"), &day) &&
		day > row->q->days.today + 1)
		remark(row->q, "%s is in the future", row_text(row, "day"));
}

static enum qser_status check_entry(struct row *row)
{
	enum qser_status status = check_draft(row);

	if (!row->id && row_cell(row, "entered_at")->null)
		row_put_int(row, "entered_at", row->q->options.now);
	if (status == QSER_OK)
		status = check_moment(row);
	if (status == QSER_OK)
		status = check_path(row);
	if (status == QSER_OK && (row_changes(row, "starts_at") || row_changes(row, "minutes") ||
					 row_changes(row, "trainer")))
		status = check_overlap(row);
	if (status == QSER_OK)
		remark_future(row);
	return status;
}

static enum qser_status default_trainer(struct row *row)
{
	if (!row->id && !row_int(row, "trainer", 0) && row->q->actor)
		row_put_int(row, "trainer", row->q->actor);
	return QSER_OK;
}

/* Before it is asked what is missing: a moment brings its day along. */
static enum qser_status complete_entry(struct row *row)
{
	enum qser_status status = default_trainer(row);

	return status == QSER_OK ? settle_day(row) : status;
}

/* ---- Which entry a row of an import means ---- */

#define SQL_SAME_START \
	"select id from diary_entry where trainer = ?1 and starts_at = ?2 order by id"
#define SQL_SAME_HOURS                                                                            \
	"select id from diary_entry where trainer = ?1 and day = ?2 and kind = ?3 and minutes = " \
	"?4"                                                                                      \
	" and path is not distinct from ?5 and starts_at is null order by id"
#define SQL_MEMBERS "select target from diary_entry_participants where owner = ?1 order by target"

static enum qser_status same_participants(struct row *row, int64_t id, bool *same)
{
	_cleanup_(buffer_free) struct buffer list = BUFFER_INIT;
	_cleanup_(query_end) struct query q = query(row->q->store, SQL_MEMBERS);
	const char *given = row_text(row, "participants");

	query_int(&q, 1, id);
	while (query_row(&q))
		buffer_printf(&list, "%s%" PRId64, list.length ? ";" : "", query_get_int(&q, 0));
	*same = !given || !strcmp(given, buffer_text(&list));
	return query_status(&q);
}

static struct query same_entries(struct row *row)
{
	const struct cell *at = row_cell(row, "starts_at");
	const char *kind = row_text(row, "kind");
	struct query q = query(row->q->store, at->null ? SQL_SAME_HOURS : SQL_SAME_START);

	query_int(&q, 1, row_int(row, "trainer", 0));
	if (!at->null) {
		query_int(&q, 2, at->number);
		return q;
	}
	query_text(&q, 2, row_text(row, "day"));
	query_text(&q, 3, kind ? kind : entry_kinds[0]);
	query_int(&q, 4, row_int(row, "minutes", 0));
	if (!row_cell(row, "path")->null)
		query_int(&q, 5, row_int(row, "path", 0));
	return q;
}

/* The same trainer at the same moment; without a clock the same hours of the same people on the
 * same day, where the second such row of a file is the second such entry. */
static enum qser_status match_entry(struct row *row, int64_t *id)
{
	enum qser_status status = default_trainer(row);
	_cleanup_(query_end) struct query q = same_entries(row);

	*id = 0;
	while (status == QSER_OK && !*id && query_row(&q)) {
		int64_t candidate = query_get_int(&q, 0);
		bool same = false;
		if (row->taken && id_lines_get(row->taken, candidate))
			continue;
		status = same_participants(row, candidate, &same);
		if (same)
			*id = candidate;
	}
	return status == QSER_OK ? query_status(&q) : status;
}

static enum qser_status removing_entry(struct row *row)
{
	const char *state = row_stored_text(row, "state");

	return !strcmp(state, "draft")
		       ? QSER_OK
		       : fail(row->q, QSER_REFUSED, "entry %" PRId64 " is %s and stays", row->id,
				 state);
}

const struct record entry_record = {
	.id = QSER_ENTRY,
	.name = "diary entry",
	.plural = "diary entries",
	.table = "diary_entry",
	.columns = entry_columns,
	.count = COUNT(entry_columns),
	.lead = "day",
	.match = match_entry,
	.complete = complete_entry,
	.check = check_entry,
	.removing = removing_entry,
};
