/* signoff_which.c: which signatures a report is about, as a condition on them. */
#include "signoff.h"

#include <string.h>

#include "../domain/sum.h"

void which_free(struct which *w)
{
	buffer_free(&w->where);
}

static int add_parameter(struct which *w, int64_t id, const char *text)
{
	w->parameters[w->count++] = (struct parameter){id, text};
	return w->count;
}

static void add_where(struct which *w, const char *format, ...) _printf_(2, 3);

static void add_where(struct which *w, const char *format, ...)
{
	va_list args;

	buffer_text_add(&w->where, w->where.length ? " and " : " where ");
	va_start(args, format);
	buffer_vprintf(&w->where, format, args);
	va_end(args);
}

/* "path: there is no …" */
static enum qser_status among(struct which *w, enum qser_record r, const char *option,
	const char *words, const char *column)
{
	_cleanup_(buffer_free) struct buffer ids = BUFFER_INIT;
	size_t most = COUNT(w->parameters) - 4; /* days take four */

	if (!words)
		return QSER_OK;
	enum qser_status status = sum_ids(w->q, r, option, words, &ids);
	if (status == QSER_OK && ids.length / sizeof(int64_t) + (size_t)w->count > most)
		status = fail(w->q, QSER_INVALID, "%s: these are too many at once", option);
	if (status != QSER_OK)
		return status;
	add_where(w, "%s in (", column);
	for (size_t at = 0; at < ids.length; at += sizeof(int64_t)) {
		int64_t id;
		memcpy(&id, ids.data + at, sizeof(id));
		buffer_printf(&w->where, "%s?%d", at ? ", " : "", add_parameter(w, id, NULL));
	}
	buffer_char(&w->where, ')');
	return QSER_OK;
}

static void between(struct which *w, const char *column, const struct period *p)
{
	if (p->from)
		add_where(w, "%s >= ?%d", column, add_parameter(w, 0, p->first));
	if (p->to)
		add_where(w, "%s <= ?%d", column, add_parameter(w, 0, p->last));
}

/* What can be named with what, and the column of the signature, or of its path. */
static const struct {
	const char *word;
	enum qser_record record;
	const char *column;
} kinds[] = {
	{"path", QSER_PATH, "t.id"},
	{"contract", QSER_CONTRACT, "s.contract"},
	{"response", QSER_RESPONSE, "s.response"},
	{"checklist", QSER_RESPONSE, "s.response"},
	{"entry", QSER_ENTRY, "s.entry"},
	{"conclusion", QSER_CONCLUSION, "s.conclusion"},
	{"pair", QSER_PAIR, "s.pair"},
	{"agreement", QSER_PAIR, "s.pair"},
};

/* "time sheet 2026-11": the entries of these days. */
static enum qser_status of_time_sheet(struct which *w, const char *days)
{
	struct qser_report month = {.period = days};
	enum qser_status status = period_read(w->q, &month, &w->month);

	if (status != QSER_OK) {
		error_prefix(&w->q->error, "what");
		return status;
	}
	add_where(w, "s.entry is not null");
	between(w, "e.day", &w->month);
	return QSER_OK;
}

/* The rest of what, when it begins with a word. */
static const char *behind(const char *what, const char *word)
{
	size_t length = strlen(word);

	if (strncmp(what, word, length) != 0 || what[length] != ' ')
		return NULL;
	what += length;
	return what + strspn(what, " ");
}

static enum qser_status of_what(struct which *w, const char *what)
{
	const char *rest = NULL;

	for (size_t i = 0; what && i < COUNT(kinds); i++)
		if ((rest = behind(what, kinds[i].word)) && *rest)
			return among(w, kinds[i].record, "what", rest, kinds[i].column);
	if (what && ((rest = behind(what, "time sheet")) || (rest = behind(what, "timesheet"))) &&
		*rest)
		return of_time_sheet(w, rest);
	if (what && (!strcmp(what, "minutes") || behind(what, "minutes")))
		return fail(w->q, QSER_INVALID,
			"what: minutes are signed on paper alone; print them with: qser-path "
			"minutes print ID");
	return what ? fail(w->q, QSER_INVALID,
			      "what: say 'path PATH', 'contract ID', 'response ID', 'entry ID', "
			      "'conclusion ID', 'pair PAIR' or 'time sheet MONTH'")
		    : QSER_OK;
}

enum qser_status which_choose(struct which *w)
{
	const struct qser_report *r = w->request;
	enum qser_status status = period_read(w->q, r, &w->period);

	if (status == QSER_OK)
		status = among(w, QSER_PATH, "path", r->path, "t.id");
	if (status == QSER_OK)
		status = among(
			w, QSER_ORGANISATION, "organisation", r->organisation, "t.organisation");
	if (status == QSER_OK)
		status = among(w, QSER_PERSON, "person", r->person, "s.person");
	if (status == QSER_OK)
		status = of_what(w, r->what);
	if (status == QSER_OK)
		between(w, "s.day", &w->period);
	return status;
}
