/*
 * document_vcf.c: the people of a document as cards of an address book.
 *
 * vCard 3.0 (RFC 2426), as all programs and telephones read it; or 4.0 (RFC 6350), which some
 * refuse.  Only what both know is used, so the two differ in the version, and in how an address and
 * a number are told to be those of work.
 */
#include "blocks.h"

#include "../base/cleanup.h"
#include "../store/spool.h"
#include "content_line.h"

#include <string.h>

/* "N:Belmonte Sáez;Rocío;;;": parts are put together by semicolons. */
static void put_parts(struct qser_spool *out, const char *name, const char *first,
	const char *second, const char *rest)
{
	_cleanup_(buffer_free) struct buffer line = BUFFER_INIT;

	buffer_printf(&line, "%s:", name);
	content_escape(&line, first ? first : "");
	if (second || *rest)
		buffer_char(&line, ';');
	content_escape(&line, second ? second : "");
	buffer_text_add(&line, rest);
	content_put(out, &line);
}

/* A word cannot hold a comma, so those stand as they are. */
static void put_words(struct qser_spool *out, const char *name, const char *words)
{
	_cleanup_(buffer_free) struct buffer line = BUFFER_INIT;
	_cleanup_(free_pointer) char *copy = memory_dup(words);
	char *rest = copy;

	buffer_printf(&line, "%s:", name);
	line.failed |= !copy;
	for (char *word; (word = strsep(&rest, ",")); buffer_text_add(&line, rest ? "," : ""))
		content_escape(&line, word);
	content_put(out, &line);
}

static void put_card(struct qser_spool *out, const struct document_card *c)
{
	bool four = c->version == 4;

	qser_spool_printf(out,
		"BEGIN:VCARD\r\nVERSION:%s\r\nPRODID:-//qser//qser " QSER_VERSION "//EN\r\n",
		four ? "4.0" : "3.0");
	content_text(out, "UID", c->uid);
	content_text(out, "FN", c->name);
	put_parts(out, "N", c->family, c->given, ";;;");
	if (c->email)
		content_text(out, four ? "EMAIL;TYPE=work" : "EMAIL;TYPE=INTERNET", c->email);
	if (c->phone)
		content_text(out, four ? "TEL;TYPE=work,voice" : "TEL;TYPE=WORK,VOICE", c->phone);
	if (c->organisation || c->department)
		put_parts(out, "ORG", c->organisation, c->department, "");
	if (c->job_title)
		content_text(out, "TITLE", c->job_title);
	if (c->categories)
		put_words(out, "CATEGORIES", c->categories);
	if (c->changed)
		content_moment(out, "REV", c->changed);
	qser_spool_printf(out, "END:VCARD\r\n");
}

enum qser_status document_vcf(
	const struct document *d, struct qser_spool *spool, const struct qser_style *style)
{
	(void)style;
	for (const struct card *c = d->cards; c; c = c->next) {
		put_card(spool, &c->card);
		spool_step(spool);
	}
	return QSER_OK;
}
