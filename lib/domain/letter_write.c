/*
 * letter_write.c: the answer to an applicant, from a template, in a language the applicant speaks.
 *
 * For each of their languages in turn the organisation's own template is looked for, then a general
 * one; then the organisation's and the general one for any language; then what comes with the
 * program in one of their languages; then that in English.
 */
#include <inttypes.h>
#include <string.h>

#include "../base/day.h"
#include "../base/text.h"
#include "../intake/vocabulary.h"
#include "letter.h"

struct writing {
	struct qser *q;
	const struct qser_lettering *how;
	struct row application;
	int64_t organisation; /* 0: none */
	const char *purpose;
	char language[LANGUAGE_CODE]; /* of the text; "": unknown */
	struct buffer subject, body;  /* as in the template */
	struct buffer texts[LETTER_WORDS];
};

static void writing_free(struct writing *w)
{
	row_free(&w->application);
	buffer_free(&w->subject);
	buffer_free(&w->body);
	for (size_t i = 0; i < LETTER_WORDS; i++)
		buffer_free(&w->texts[i]);
}

/* ---- What it is to tell ---- */

static bool is_purpose(const char *word)
{
	for (size_t i = 0; i < LETTER_ANSWERS; i++)
		if (!strcmp(word, letter_purposes[i]))
			return true;
	return false;
}

static enum qser_status wrong_purpose(struct writing *w)
{
	return fail(w->q, QSER_INVALID,
		"purpose: \"%s\" is none of submitted, accepted, rejected, more-information",
		w->how->purpose);
}

/* A letter never says what is not so. */
static enum qser_status choose_purpose(struct writing *w)
{
	const char *state = row_stored_text(&w->application, "state");
	bool open = application_is_open(state);

	w->purpose = w->how->purpose ? w->how->purpose : open ? "submitted" : state;
	if (!is_purpose(w->purpose))
		return w->how->purpose ? wrong_purpose(w)
				       : fail(w->q, QSER_REFUSED,
						 "application %" PRId64
						 " is %s, for which there is no letter",
						 w->application.id, state);
	bool true_now =
		open ? !strcmp(w->purpose, "submitted") || !strcmp(w->purpose, "more-information")
		     : !strcmp(w->purpose, state);
	return true_now ? QSER_OK
			: fail(w->q, QSER_REFUSED,
				  "application %" PRId64 " is %s; a letter of the purpose %s would "
				  "say what is not so",
				  w->application.id, state, w->purpose);
}

/* ---- Which text ---- */

static enum qser_status find_template(struct writing *w, const char *language, bool *found)
{
	enum qser_status status = letter_template(
		w->q, w->purpose, w->organisation, language, &w->subject, &w->body, found);

	if (*found)
		(void)snprintf(w->language, sizeof(w->language), "%s", language ? language : "");
	return status;
}

static enum qser_status find_builtin(struct writing *w, const char *language, bool *found)
{
	const struct letter_builtin *b = letter_builtin(w->purpose, language);

	*found = b;
	if (b) {
		buffer_text_add(&w->subject, b->subject);
		buffer_text_add(&w->body, b->body);
		(void)snprintf(w->language, sizeof(w->language), "%s", language);
	}
	return QSER_OK;
}

typedef enum qser_status find_fn(struct writing *w, const char *language, bool *found);

/* For each language of the applicant, or the one that was asked for. */
static enum qser_status find_spoken(struct writing *w, find_fn *fn, bool *found)
{
	const char *spoken = row_stored_text(&w->application, "languages");
	const char *list = w->how->language ? w->how->language : spoken ? spoken : "";
	_cleanup_(free_pointer) char *copy = memory_dup(list);
	enum qser_status status = copy ? QSER_OK : fail(w->q, QSER_MEMORY, "out of memory");

	for (char *rest = copy, *one; status == QSER_OK && !*found && (one = strsep(&rest, ";"));) {
		char code[LANGUAGE_CODE];
		if (language_code(one, code))
			status = fn(w, code, found);
	}
	return status;
}

static enum qser_status choose_text(struct writing *w)
{
	bool found = false;
	char code[LANGUAGE_CODE];

	if (w->how->language && !language_code(w->how->language, code))
		return fail(w->q, QSER_INVALID,
			"language: \"%s\" is not a language that is known here; give its code, "
			"like cs",
			w->how->language);
	enum qser_status status = find_spoken(w, find_template, &found);
	if (status == QSER_OK && !found)
		status = find_template(w, NULL, &found);
	if (status == QSER_OK && !found)
		status = find_spoken(w, find_builtin, &found);
	if (status == QSER_OK && !found && w->how->language)
		return fail(w->q, QSER_INVALID,
			"language: there is no letter of the purpose %s in %s; write one with "
			"qser-mentor template add",
			w->purpose, code);
	return status == QSER_OK && !found ? find_builtin(w, "en", &found) : status;
}

/* ---- What stands in it ---- */

/* What is given with the command is held to what a reason that is kept is held to. */
static enum qser_status check_reason(struct writing *w)
{
	const char *reason = w->how->reason;
	enum qser_status status =
		reason ? text_check(reason, strlen(reason), TEXT_NOTE, &w->q->error) : QSER_OK;

	if (status != QSER_OK)
		error_prefix(&w->q->error, "reason");
	return status;
}

static const char *const months[] = {"January", "February", "March", "April", "May", "June", "July",
	"August", "September", "October", "November", "December"};

/* As it is written in a letter of that language. */
static void put_day(struct buffer *out, const char *language, const char *iso)
{
	static const struct {
		const char language[3], *form;
	} forms[] = {{"cs", "%d. %d. %d"}, {"de", "%d.%d.%d"}, {"el", "%d/%d/%d"},
		{"es", "%d/%d/%d"}, {"fr", "%d/%d/%d"}, {"nl", "%d-%d-%d"}};
	int year = (int)strtol(iso, NULL, 10), month = (int)strtol(iso + 5, NULL, 10);
	int day = (int)strtol(iso + 8, NULL, 10);

	if (!strcmp(language, "en") && month >= 1 && month <= 12) {
		buffer_printf(out, "%d %s %d", day, months[month - 1], year);
		return;
	}
	for (size_t i = 0; i < COUNT(forms); i++) {
		const char *p = forms[i].form;
		const int numbers[] = {day, month, year};
		if (strcmp(language, forms[i].language) != 0)
			continue;
		for (size_t n = 0; *p; p++)
			if (p[0] == '%')
				buffer_int(out, numbers[n++]), p++;
			else
				buffer_char(out, *p);
		return;
	}
	buffer_text_add(out, iso);
}

#define SQL_NAME_OF_PERSON "select name from person where id = ?1"
#define SQL_NAME_OF_ORGANISATION "select name from organisation where id = ?1"

static enum qser_status put_name(struct qser *q, const char *sql, int64_t id, struct buffer *out)
{
	_cleanup_(query_end) struct query look = query(q->store, sql);

	query_int(&look, 1, id);
	if (query_row(&look))
		buffer_text_add(out, query_get_text(&look, 0));
	return query_status(&look);
}

static enum qser_status gather(struct writing *w)
{
	const struct row *a = &w->application;
	const char *reason = w->how->reason ? w->how->reason : row_stored_text(a, "reason");
	int64_t who = 0;
	enum qser_status status = qser_actor(w->q, &who, NULL);

	who = row_stored_int(a, "reviewer", who);

	buffer_text_add(&w->texts[LETTER_NAME], row_stored_text(a, "name"));
	buffer_text_add(&w->texts[LETTER_REASON], reason);
	buffer_int(&w->texts[LETTER_APPLICATION], a->id);
	put_day(&w->texts[LETTER_DAY], w->language, w->q->today);
	if (status == QSER_OK)
		status = put_name(w->q, SQL_NAME_OF_PERSON, who, &w->texts[LETTER_REVIEWER]);
	if (status == QSER_OK)
		status = put_name(w->q, SQL_NAME_OF_ORGANISATION, w->organisation,
			&w->texts[LETTER_ORGANISATION]);
	if (status == QSER_OK)
		status = setting_value(
			w->q, "programme", w->organisation, &w->texts[LETTER_PROGRAMME]);
	if (status == QSER_OK)
		status = check_reason(w);
	if (status == QSER_OK && !strcmp(w->purpose, "more-information") &&
		!(reason && reason[strspn(reason, " \t\n")]))
		status = fail(
			w->q, QSER_INVALID, "reason: what is to be asked? Give it with --reason");
	return status;
}

enum qser_status qser_application_letter(struct qser *q, int64_t application,
	const struct qser_lettering *how, qser_letter_fn *fn, void *ctx)
{
	_cleanup_(writing_free) struct writing w = {.q = q, .how = how};
	_cleanup_(buffer_free) struct buffer subject = BUFFER_INIT, body = BUFFER_INIT;
	const char *values[LETTER_WORDS];
	const struct day_context *days;

	row_init(&w.application, q, QSER_APPLICATION);
	enum qser_status status = row_load(&w.application, application);
	w.organisation = status == QSER_OK ? row_stored_int(&w.application, "applies_to", 0) : 0;
	if (status == QSER_OK)
		status = choose_purpose(&w);
	if (status == QSER_OK)
		status = choose_text(&w);
	if (status == QSER_OK)
		status = handle_days(q, &days);
	if (status == QSER_OK)
		status = gather(&w);
	for (size_t i = 0; i < LETTER_WORDS; i++)
		values[i] = buffer_text(&w.texts[i]);
	if (status == QSER_OK)
		status = letter_fill(
			q, w.purpose, "subject", buffer_text(&w.subject), values, &subject);
	if (status == QSER_OK)
		status = letter_fill(q, w.purpose, "body", buffer_text(&w.body), values, &body);
	if (status != QSER_OK)
		return status;
	const struct qser_letter letter = {
		.application = application,
		.email = row_stored_text(&w.application, "email"),
		.name = row_stored_text(&w.application, "name"),
		.purpose = w.purpose,
		.language = *w.language ? w.language : NULL,
		.subject = buffer_text(&subject),
		.text = buffer_text(&body),
	};
	return fn(ctx, &letter) ? QSER_STOPPED : QSER_OK;
}

enum qser_status qser_each_builtin_letter(qser_letter_fn *fn, void *ctx)
{
	for (const struct letter_builtin *b = letter_builtins; b->purpose; b++) {
		const struct qser_letter one = {.purpose = b->purpose,
			.language = b->language,
			.subject = b->subject,
			.text = b->body};
		if (fn(ctx, &one))
			return QSER_STOPPED;
	}
	return QSER_OK;
}
