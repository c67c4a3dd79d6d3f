/* review.c: what reviewers think of an application: one review each, with a score or a form. */
#include <inttypes.h>
#include <string.h>

#include "../form/form.h"
#include "application.h"

static const char *const recommendations[] = {"accept", "reject", "interview", NULL};
static const char *const recommendation_aliases[] = {
	ALIASES_ACCEPT "|Recommended",
	ALIASES_REJECT "|Not recommended",
	"Unsure|Maybe|To be interviewed|Συνέντευξη|Gespräch|Entrevista|Pohovor|Entretien|Gesprek",
	NULL,
};
static const struct qser_column review_columns[] = {
	COLUMN_ID,
	{.name = "application",
		.label = "Application",
		.type = QSER_REF,
		.flags = QSER_REQUIRED | QSER_KEY | QSER_OWNER | QSER_BRIEF | QSER_FIXED,
		.ref = QSER_APPLICATION,
		.aliases = "Application number|Application no.|Αίτηση|Αριθμός αίτησης|"
			   "Bewerbung|Bewerbungsnummer|"
			   "Solicitud|Número de solicitud|"
			   "Přihláška|Číslo přihlášky|"
			   "Candidature|"
			   "Aanmelding",
		.help = "which"},
	{.name = "reviewer",
		.label = "Reviewer",
		.type = QSER_REF,
		.flags = QSER_REQUIRED | QSER_KEY | QSER_BRIEF | QSER_FIXED,
		.ref = QSER_PERSON,
		.aliases = "Reviewed by|Assessor|Evaluator|"
			   "Αξιολογητής|Αξιολογήτρια|"
			   "Gutachter|Gutachterin|"
			   "Evaluador|Evaluadora|"
			   "Hodnotitel|Hodnotitelka|"
			   "Évaluateur|Évaluatrice|"
			   "Beoordelaar",
		.help = "who; the actor, when not given"},
	COLUMN_DAY("when; today, when not given"),
	{.name = "score",
		.label = "Score",
		.type = QSER_INT,
		.flags = QSER_BRIEF,
		.min = 0,
		.max = 100,
		.aliases = "Points|Marks|Rating|"
			   "Βαθμολογία|Βαθμός|"
			   "Punkte|Punktzahl|Bewertung|"
			   "Puntuación|Puntos|"
			   "Body|Hodnocení|"
			   "Note chiffrée|"
			   "Punten",
		.help = "0 to 100; of the form, when one was filled in"},
	{.name = "recommends",
		.label = "Recommends",
		.type = QSER_CHOICE,
		.flags = QSER_BRIEF,
		.words = recommendations,
		.word_aliases = recommendation_aliases,
		.aliases = "Recommendation|"
			   "Σύσταση|"
			   "Empfehlung|"
			   "Recomendación|"
			   "Doporučení|"
			   "Recommandation|"
			   "Aanbeveling",
		.help = "accept, reject or interview"},
	{.name = "response",
		.label = "Form",
		.type = QSER_REF,
		.flags = QSER_READONLY,
		.ref = QSER_RESPONSE,
		.help = "what was filled in, see qser-checklist show"},
	COLUMN_NOTE,
};

#define SQL_STATE "select state from application where id = ?1"

/* What is decided is no longer reviewed. */
static enum qser_status check_open(struct qser *q, int64_t application)
{
	_cleanup_(query_end) struct query look = query(q->store, SQL_STATE);

	query_int(&look, 1, application);
	bool decided = query_row(&look) && !application_is_open(query_get_text(&look, 0));
	if (!decided)
		return query_status(&look);
	return fail(q, QSER_REFUSED,
		"application %" PRId64 " is %s and no longer reviewed; qser-mentor reopen %" PRId64
		" opens it",
		application, query_get_text(&look, 0), application);
}

static enum qser_status complete_review(struct row *row)
{
	if (!row->id && row_cell(row, "reviewer")->null && row->q->actor)
		row_put_int(row, "reviewer", row->q->actor);
	return QSER_OK;
}

static enum qser_status check_review(struct row *row)
{
	static const char *const told[] = {"score", "recommends", "response", "note"};
	bool something = false;

	for (size_t i = 0; i < COUNT(told); i++)
		something |= !row_cell(row, told[i])->null;
	if (!something)
		return fail(
			row->q, QSER_INVALID, "a review says something: score, recommends or note");
	return check_open(row->q, row_int(row, "application", 0));
}

/* Who is looked at is in review. */
static enum qser_status saved_review(struct row *row)
{
	_cleanup_(row_free) struct row application = {0};

	row_init(&application, row->q, QSER_APPLICATION);
	enum qser_status status = row_load(&application, row_int(row, "application", 0));
	if (status != QSER_OK || strcmp(row_stored_text(&application, "state"), "submitted") != 0)
		return status;
	row_put_text(&application, "state", "in-review");
	return row_save(&application);
}

static enum qser_status removing_review(struct row *row)
{
	return check_open(row->q, row_stored_int(row, "application", 0));
}

const struct record review_record = {
	.id = QSER_REVIEW,
	.name = "review",
	.plural = "reviews",
	.table = "review",
	.columns = review_columns,
	.count = COUNT(review_columns),
	.lead = "day",
	.complete = complete_review,
	.check = check_review,
	.saved = saved_review,
	.removing = removing_review,
};

/* ---- The verb ---- */

#define SQL_REVIEW "select id from review where application = ?1 and reviewer = ?2"
#define SQL_FORM "select form from response where id = ?1"
#define SQL_PURPOSE "select purpose from form where id = ?1"

static enum qser_status look_up(
	struct qser *q, const char *sql, int64_t first, int64_t second, int64_t *out)
{
	_cleanup_(query_end) struct query look = query(q->store, sql);

	query_int(&look, 1, first);
	if (second)
		query_int(&look, 2, second);
	return query_number(&look, 0, out);
}

static enum qser_status load_review(
	struct row *row, struct qser *q, int64_t application, int64_t reviewer)
{
	int64_t id = 0;

	row_init(row, q, QSER_REVIEW);
	enum qser_status status = look_up(q, SQL_REVIEW, application, reviewer, &id);
	if (status == QSER_OK && id)
		status = row_load(row, id);
	row_put_int(row, "application", application);
	row_put_int(row, "reviewer", reviewer);
	return status;
}

static enum qser_status check_purpose(struct qser *q, int64_t form)
{
	_cleanup_(query_end) struct query look = query(q->store, SQL_PURPOSE);
	_cleanup_(buffer_free) struct buffer name = BUFFER_INIT;

	query_int(&look, 1, form);
	bool fits = query_row(&look) && (!strcmp(query_get_word(&look, 0), "evaluation") ||
						!strcmp(query_get_word(&look, 0), "interview"));
	enum qser_status status = query_status(&look);
	if (status != QSER_OK || fits)
		return status;
	status = record_describe(q, QSER_FORM, form, &name);
	return status != QSER_OK
		       ? status
		       : fail(q, QSER_INVALID,
				 "form: %s is of the purpose %s; applications are reviewed with "
				 "one of the purpose evaluation or interview",
				 buffer_text(&name), query_get_text(&look, 0));
}

/* The response of that form that the review has, or a new one. */
static enum qser_status take_form(struct row *review, int64_t form, int64_t *response)
{
	_cleanup_(row_free) struct row row = {0};
	struct qser *q = review->q;
	int64_t before = row_stored_int(review, "response", 0), its_form = 0;
	enum qser_status status = check_purpose(q, form);

	if (status == QSER_OK && before)
		status = look_up(q, SQL_FORM, before, 0, &its_form);
	*response = before;
	if (status != QSER_OK || (before && its_form == form))
		return status;
	row_init(&row, q, QSER_RESPONSE);
	row_put_int(&row, "form", form);
	row_put_int(&row, "application", row_int(review, "application", 0));
	row_put_int(&row, "respondent", row_int(review, "reviewer", 0));
	status = row_save(&row);
	*response = row.id;
	row_put_int(review, "response", row.id);
	return status;
}

static int take_score(void *ctx, const struct qser_score *score)
{
	int64_t *percent = ctx;

	if (!score->section)
		*percent = score->score < 0 ? -1 : (score->score + 50) / 100;
	return 0;
}

static int take_answer(void *ctx, const char *item, const char *text)
{
	struct row *review = ctx;

	if (!strcmp(item, "recommends"))
		for (size_t i = 0; recommendations[i]; i++)
			if (!strcmp(text, recommendations[i]))
				row_put_text(review, "recommends", text);
	return 0;
}

/* What the form says stands in the review: its score, and the answer to "recommends". */
static enum qser_status read_form(struct row *review, int64_t response)
{
	int64_t percent = -1;
	enum qser_status status = qser_response_score(review->q, response, take_score, &percent);

	if (status == QSER_OK && percent >= 0)
		row_put_int(review, "score", percent);
	if (status == QSER_OK)
		status = qser_response_each_answer(review->q, response, take_answer, review);
	return status;
}

/* An actor who is named is looked for; while there are no people at all, nobody is found. */
static enum qser_status refuse_nobody(struct qser *q)
{
	const char *actor = q->options.actor;

	return fail(q, QSER_INVALID,
		"reviewer: who reviews? %s none of the people here: qser-person add --name NAME "
		"--login LOGIN makes somebody known; or give --reviewer PERSON",
		actor && *actor ? "The actor is" : "Your login is that of");
}

enum qser_status qser_application_review(struct qser *q, int64_t application,
	const struct qser_reviewing *how, int64_t *review, int64_t *response)
{
	_cleanup_(row_free) struct row row = {0};
	int64_t reviewer = how->reviewer ? how->reviewer : q->actor;

	*review = *response = 0;
	if (!reviewer)
		return refuse_nobody(q);
	enum qser_status status = load_review(&row, q, application, reviewer);
	if (status == QSER_OK && how->form)
		status = check_open(q, application);
	if (status == QSER_OK && how->form)
		status = take_form(&row, how->form, response);
	if (status == QSER_OK && how->item_count)
		status = response_answer(q, *response, how->items, how->item_count, "");
	if (status == QSER_OK && *response)
		status = read_form(&row, *response);
	if (status == QSER_OK)
		status = row_set_fields(&row, how->fields, how->field_count);
	if (status == QSER_OK)
		status = row_save(&row);
	*review = row.id;
	return status;
}
