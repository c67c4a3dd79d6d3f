/*
 * rating.c: what a member of staff thinks of a skill of the path (E6), and how well they can do it.
 */
#include <inttypes.h>
#include <string.h>

#include "path_life.h"

static const struct qser_column rating_columns[] = {
	COLUMN_ID,
	{.name = "skill",
		.label = "Skill",
		.type = QSER_REF,
		.flags = QSER_REQUIRED | QSER_KEY | QSER_OWNER | QSER_BRIEF | QSER_FIXED,
		.ref = QSER_SKILL,
		.aliases = "Competence|Attitude|"
			   "Δεξιότητα|Ικανότητα|Στάση|"
			   "Fähigkeit|Kompetenz|"
			   "Habilidad|Competencia|"
			   "Dovednost|Kompetence|"
			   "Aptitude|"
			   "Vaardigheid|Competentie",
		.help = "the skill, competence or attitude of a path that is rated"},
	{.name = "person",
		.label = "Person",
		.type = QSER_REF,
		.flags = QSER_REQUIRED | QSER_KEY | QSER_BRIEF | QSER_FIXED,
		.ref = QSER_PERSON,
		.aliases = aliases_person,
		.help = "who rates it, a participant of the path"},
	{.name = "day",
		.label = "Day",
		.type = QSER_DAY,
		.flags = QSER_REQUIRED | QSER_KEY | QSER_BRIEF,
		.preset = "today",
		.aliases = aliases_day,
		.help = "when"},
	{.name = "relevance",
		.label = "Relevance",
		.type = QSER_INT,
		.flags = QSER_BRIEF,
		.min = 1,
		.max = 5,
		.aliases = "Relevant|"
			   "Συνάφεια|Χρησιμότητα|"
			   "Relevanz|"
			   "Relevancia|Pertinencia|"
			   "Relevantnost|"
			   "Pertinence|"
			   "Relevantie",
		.help = "for the own work: 1 none, 5 very high"},
	{.name = "importance",
		.label = "Importance",
		.type = QSER_INT,
		.flags = QSER_BRIEF,
		.min = 1,
		.max = 5,
		.aliases = "Important|"
			   "Σπουδαιότητα|Σημασία|"
			   "Wichtigkeit|Bedeutung|"
			   "Importancia|"
			   "Důležitost|"
			   "Belang",
		.help = "how important it is to the person: 1 not, 5 very"},
	{.name = "level",
		.label = "Level",
		.type = QSER_INT,
		.flags = QSER_BRIEF,
		.min = 1,
		.max = 5,
		.aliases = "Own level|Self assessment|"
			   "Επίπεδο|Αυτοαξιολόγηση|"
			   "Niveau|Selbsteinschätzung|"
			   "Nivel|Autoevaluación|"
			   "Úroveň|Sebehodnocení|"
			   "Auto-évaluation|"
			   "Zelfbeoordeling",
		.help = "how well they can do it now: 1 not yet, 5 very well"},
	COLUMN_NOTE,
};

#define SQL_PATH_OF "select path from skill where id = ?1"

static enum qser_status path_of_skill(struct qser *q, int64_t skill, int64_t *path)
{
	_cleanup_(query_end) struct query look = query(q->store, SQL_PATH_OF);

	query_int(&look, 1, skill);
	return query_number(&look, 0, path);
}

static enum qser_status check_rater(struct row *row, int64_t path)
{
	_cleanup_(buffer_free) struct buffer name = BUFFER_INIT, who = BUFFER_INIT;
	int64_t person = row_int(row, "person", 0);
	bool participant;
	enum qser_status status = path_has(row->q, path, person, &participant);

	if (status != QSER_OK || participant)
		return status;
	status = record_word(row->q, QSER_PATH, path, &name);
	if (status == QSER_OK)
		status = record_word(row->q, QSER_PERSON, person, &who);
	return status != QSER_OK
		       ? status
		       : fail(row->q, QSER_INVALID,
				 "person: %s is no participant of %s, which the skill is of; add "
				 "them with: qser-path participant add --path %s --person %s",
				 buffer_text(&who), buffer_text(&name), buffer_text(&name),
				 buffer_text(&who));
}

static enum qser_status check_rating(struct row *row)
{
	int64_t path = 0;
	enum qser_status status = path_of_skill(row->q, row_int(row, "skill", 0), &path);

	if (status == QSER_OK)
		status = path_is_open(row->q, path);
	if (status == QSER_OK && !row->id)
		status = check_rater(row, path);
	if (status != QSER_OK)
		return status;
	return row_int(row, "relevance", 0) || row_int(row, "importance", 0) ||
			       row_int(row, "level", 0)
		       ? QSER_OK
		       : fail(row->q, QSER_INVALID,
				 "nothing is rated; give relevance, importance or level, 1 to 5");
}

static enum qser_status removing_rating(struct row *row)
{
	int64_t path = 0;
	enum qser_status status = path_of_skill(row->q, row_stored_int(row, "skill", 0), &path);

	return status == QSER_OK ? path_is_open(row->q, path) : status;
}

static enum qser_status undoing_rating(struct row *row)
{
	int64_t path = 0, skill = row_stored_int(row, "skill", row_int(row, "skill", 0));
	enum qser_status status = path_of_skill(row->q, skill, &path);

	return status == QSER_OK ? path_is_open(row->q, path) : status;
}

const struct record rating_record = {
	.id = QSER_RATING,
	.name = "rating",
	.plural = "ratings",
	.table = "rating",
	.columns = rating_columns,
	.count = COUNT(rating_columns),
	.lead = "skill",
	.check = check_rating,
	.removing = removing_rating,
	.undoing = undoing_rating,
};

/* ---- Together ---- */

#define SQL_RATINGS                                                                    \
	"select s.id, s.kind, s.name, r.person, coalesce(p.code, cast(p.id as text))," \
	" r.relevance, r.importance, r.level from skill s"                             \
	" left join rating r on r.skill = s.id left join person p on p.id = r.person"  \
	" where s.path = ?1 order by s.id, r.person, r.day"

struct sum {
	int64_t total, count;
};

static void add(struct sum *s, struct query *q, int column)
{
	if (query_is_null(q, column))
		return;
	s->total += query_get_int(q, column);
	s->count++;
}

/* In hundredths, the middle away from zero. */
static int64_t mean(const struct sum *s)
{
	int64_t half = s->total < 0 ? -s->count : s->count;

	return s->count ? (200 * s->total + half) / (2 * s->count) : QSER_NOT_RATED;
}

/* A skill, or a skill and a person, while its rows go by. */
struct summing {
	int64_t skill, person;
	struct buffer kind, name, who;
	int64_t people, ratings;
	struct sum relevance, importance;
	int64_t first, last, levels;	  /* of the person in hand */
	struct sum firsts;		  /* of all who have a level */
	struct sum before, after, change; /* of those who have two */
};

static void summing_free(struct summing *s)
{
	buffer_free(&s->kind);
	buffer_free(&s->name);
	buffer_free(&s->who);
}

static void end_person(struct summing *s)
{
	if (s->levels) {
		s->firsts.total += s->first;
		s->firsts.count++;
	}
	if (s->levels > 1) {
		s->before.total += s->first;
		s->after.total += s->last;
		s->change.total += s->last - s->first;
		s->before.count = s->after.count = ++s->change.count;
	}
	s->first = s->last = s->levels = 0;
}

static enum qser_status end_sum(struct qser *q, struct summing *s, qser_rating_fn *fn, void *ctx)
{
	if (!s->skill)
		return QSER_OK;
	end_person(s);
	if (s->kind.failed || s->name.failed || s->who.failed)
		return fail(q, QSER_MEMORY, "out of memory");
	const struct qser_rating_sum sum = {
		.skill = s->skill,
		.kind = buffer_text(&s->kind),
		.name = buffer_text(&s->name),
		.person = s->who.length ? buffer_text(&s->who) : NULL,
		.people = s->people,
		.ratings = s->ratings,
		.relevance = mean(&s->relevance),
		.importance = mean(&s->importance),
		.first = mean(s->change.count ? &s->before : &s->firsts),
		.last = mean(&s->after),
		.compared = s->change.count,
		.change = mean(&s->change),
	};
	return fn(ctx, &sum) ? QSER_STOPPED : QSER_OK;
}

static void begin_sum(struct summing *s, struct query *row, bool by_person)
{
	struct summing empty = {.kind = s->kind, .name = s->name, .who = s->who};

	*s = empty;
	s->skill = query_get_int(row, 0);
	buffer_clear(&s->kind);
	buffer_clear(&s->name);
	buffer_clear(&s->who);
	buffer_text_add(&s->kind, query_get_text(row, 1));
	buffer_text_add(&s->name, query_get_text(row, 2));
	if (by_person)
		buffer_text_add(&s->who, query_get_text(row, 4));
}

static void add_rating(struct summing *s, struct query *row)
{
	int64_t person = query_get_int(row, 3);

	if (query_is_null(row, 3)) /* nobody has rated it */
		return;
	if (person != s->person) {
		end_person(s);
		s->person = person;
		s->people++;
	}
	s->ratings++;
	add(&s->relevance, row, 5);
	add(&s->importance, row, 6);
	if (query_is_null(row, 7))
		return;
	s->last = query_get_int(row, 7);
	if (!s->levels++)
		s->first = s->last;
}

enum qser_status qser_rating_summary(
	struct qser *q, int64_t path, bool by_person, qser_rating_fn *fn, void *ctx)
{
	_cleanup_(summing_free) struct summing s = {0};
	_cleanup_(query_end) struct query row = query(q->store, SQL_RATINGS);

	query_int(&row, 1, path);
	while (query_row(&row)) {
		bool next = query_get_int(&row, 0) != s.skill ||
			    (by_person && query_get_int(&row, 3) != s.person);
		enum qser_status status = next ? end_sum(q, &s, fn, ctx) : QSER_OK;
		if (status != QSER_OK)
			return status;
		if (next)
			begin_sum(&s, &row, by_person);
		add_rating(&s, &row);
	}
	return query_status(&row) == QSER_OK ? end_sum(q, &s, fn, ctx) : query_status(&row);
}
