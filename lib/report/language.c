/* language.c: in which language a report speaks, and the words that builders put together. */
#include "report.h"

#include "../base/clock.h"

#include <inttypes.h>
#include <string.h>

/* ---- Which language ---- */

static enum qser_status no_catalogue(struct qser *q, const char *code)
{
	_cleanup_(buffer_free) struct buffer list = BUFFER_INIT;

	catalogue_list(&list);
	return fail(q, QSER_INVALID, "lang: reports do not speak \"%s\"; they speak %s", code,
		buffer_text(&list));
}

static enum qser_status speak(struct qser *q, const char *code)
{
	catalogue_free(q->words);
	q->words = NULL;
	if (!*code || !strcmp(code, "en"))
		return QSER_OK;
	q->words = catalogue_new(code);
	return q->words ? QSER_OK : fail(q, QSER_MEMORY, "out of memory");
}

enum qser_status report_speak(struct qser *q, bool people, int64_t organisation)
{
	_cleanup_(buffer_free) struct buffer code = BUFFER_INIT;
	const char *asked = q->options.lang;
	enum qser_status status = QSER_OK;

	q->about = organisation;

	if (asked && !catalogue_known(asked))
		return no_catalogue(q, asked);
	if (!people)
		return speak(q, "en");
	if (asked)
		return speak(q, asked);
	status = setting_value(q, "language", organisation, &code);
	if (status != QSER_OK)
		return status;
	/* The setting is that of the sort order, too, which knows more languages. */
	return speak(q, catalogue_known(buffer_text(&code)) ? buffer_text(&code) : "en");
}

enum qser_status report_speak_page(struct qser *q, bool people, int64_t organisation)
{
	const char *asked = q->options.lang;

	return asked && !catalogue_known(asked) ? speak(q, "en")
						: report_speak(q, people, organisation);
}

#define SQL_ORGANISATION_OF_PATH "select organisation from path where id = ?1"

enum qser_status report_speak_of(struct qser *q, bool people, const struct qser_report *report)
{
	int64_t organisation = 0, path = 0;

	/* Who is not known is told by the report, with all it looks for. */
	if (report->organisation && !strchr(report->organisation, ',')) {
		if (qser_find(q, QSER_ORGANISATION, report->organisation, &organisation) != QSER_OK)
			organisation = 0;
	} else if (report->path && !strchr(report->path, ',') &&
		   qser_find(q, QSER_PATH, report->path, &path) == QSER_OK) {
		_cleanup_(query_end) struct query look = query(q->store, SQL_ORGANISATION_OF_PATH);
		query_int(&look, 1, path);
		enum qser_status status = query_number(&look, 0, &organisation);
		if (status != QSER_OK)
			return status;
	}
	return report_speak(q, people, organisation);
}

const char *report_language(const struct qser *q)
{
	return catalogue_code(q->words);
}

/* ---- Words ---- */

const char *report_say(const struct qser *q, const char *text)
{
	return catalogue_say(q->words, text);
}

const char *report_plural(const struct qser *q, int64_t n, const char *one, const char *many)
{
	return catalogue_plural(q->words, n, one, many);
}

const char *report_word(const struct qser *q, const char *word)
{
	return catalogue_say(q->words, word);
}

void day_words(const struct qser *q, const char *iso, struct buffer *out)
{
	int year, month, dom;
	day_t day;

	if (!iso || !day_read(iso, &day))
		return;
	day_split(day, &year, &month, &dom);
	buffer_printf(out, "%d %s %d", dom, report_word(q, month_name(month)), year);
}

/* Exact minutes as duration_print writes them, in words that are looked up. */
void duration_words(const struct qser *q, int64_t minutes, struct buffer *out)
{
	uint64_t n = minutes < 0 ? 0 - (uint64_t)minutes : (uint64_t)minutes;

	if (minutes < 0)
		buffer_char(out, '-');
	if (n >= 60 && n % 60)
		buffer_printf(out, report_say(q, "%" PRIu64 " h %" PRIu64 " min"), n / 60, n % 60);
	else if (n >= 60)
		buffer_printf(out, report_say(q, "%" PRIu64 " h"), n / 60);
	else
		buffer_printf(out, report_say(q, "%" PRIu64 " min"), n);
}

char decimal_point(const struct qser *q)
{
	return strcmp(report_language(q), "en") != 0 ? ',' : '.';
}

void decimal_hours(const struct qser *q, int64_t minutes, struct buffer *out)
{
	size_t before = out->length;

	duration_print_decimal(out, minutes);
	char *point = out->failed ? NULL : strchr(out->data + before, '.');
	if (point)
		*point = decimal_point(q);
}

void period_words(const struct qser *q, const struct period *p, struct buffer *out)
{
	_cleanup_(buffer_free) struct buffer first = BUFFER_INIT, last = BUFFER_INIT;

	if (p->from)
		day_words(q, p->first, &first);
	if (p->to)
		day_words(q, p->last, &last);
	if (!period_limited(p))
		buffer_text_add(out, report_say(q, "all days"));
	else if (p->from && p->to && !strcmp(p->first, p->last))
		buffer_text_add(out, buffer_text(&first));
	else if (p->from && p->to)
		buffer_printf(
			out, report_say(q, "%s to %s"), buffer_text(&first), buffer_text(&last));
	else if (p->from)
		buffer_printf(out, report_say(q, "since %s"), buffer_text(&first));
	else
		buffer_printf(out, report_say(q, "until %s"), buffer_text(&last));
	out->failed |= first.failed || last.failed;
}
