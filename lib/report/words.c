/* words.c: the words an organisation has for its reports (templates), and what marks its pages. */
#include "report.h"

#include <string.h>

#define SQL_NAME "select name from organisation where id = ?1"

enum qser_status organisation_name(struct qser *q, int64_t organisation, struct buffer *out)
{
	_cleanup_(query_end) struct query look = query(q->store, SQL_NAME);

	query_int(&look, 1, organisation);
	if (query_row(&look))
		buffer_text_add(out, query_get_text(&look, 0));
	return query_status(&look);
}

static enum qser_status find_text(struct qser *q, const char *purpose, int64_t organisation,
	struct buffer *subject, struct buffer *body)
{
	const char *const languages[] = {report_language(q), NULL};
	bool found = false;

	for (size_t i = 0; i < COUNT(languages) && !found; i++) {
		enum qser_status status = letter_template(
			q, purpose, organisation, languages[i], subject, body, &found);
		if (status != QSER_OK)
			return status;
	}
	const struct letter_builtin *b = found ? NULL : letter_builtin(purpose, languages[0]);
	if (!b && !found)
		b = letter_builtin(purpose, "en");
	if (b) {
		buffer_text_add(subject, b->subject);
		buffer_text_add(body, b->body);
	}
	return QSER_OK;
}

enum qser_status report_text(struct qser *q, const char *purpose, int64_t organisation,
	const char *const values[LETTER_WORDS], struct buffer *subject, struct buffer *body)
{
	_cleanup_(buffer_free) struct buffer head = BUFFER_INIT, text = BUFFER_INIT,
					     name = BUFFER_INIT, programme = BUFFER_INIT,
					     day = BUFFER_INIT;
	const char *all[LETTER_WORDS];
	enum qser_status status = find_text(q, purpose, organisation, &head, &text);

	if (status == QSER_OK)
		status = organisation_name(q, organisation, &name);
	if (status == QSER_OK)
		status = setting_value(q, "programme", organisation, &programme);
	day_words(q, qser_today(q), &day);
	memcpy(all, values, sizeof(all));
	const struct {
		enum letter_word word;
		const struct buffer *known;
	} ours[] = {
		{LETTER_ORGANISATION, &name}, {LETTER_PROGRAMME, &programme}, {LETTER_DAY, &day}};
	for (size_t i = 0; i < COUNT(ours); i++)
		if (!all[ours[i].word])
			all[ours[i].word] = buffer_text(ours[i].known);
	if (status == QSER_OK && subject)
		status = letter_fill(q, purpose, "subject", buffer_text(&head), all, subject);
	if (status == QSER_OK)
		status = letter_fill(q, purpose, "body", buffer_text(&text), all, body);
	bool failed = head.failed || text.failed || name.failed || programme.failed || day.failed;
	return status == QSER_OK && failed ? fail(q, QSER_MEMORY, "out of memory") : status;
}

void report_paragraphs(struct document *d, const char *text)
{
	while (*(text += strspn(text, "\n"))) {
		const char *end = strstr(text, "\n\n");
		size_t length = end ? (size_t)(end - text) : strlen(text);
		while (length && text[length - 1] == '\n')
			length--;
		document_paragraph(d, "%.*s", (int)length, text);
		text += end ? (size_t)(end - text) : strlen(text);
	}
}
