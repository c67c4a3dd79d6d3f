/*
 * document_mail.c: a report as a message: the text, and the same as a page (RFC 2046 5.1.4).
 *
 * Same document, same addresses, same moment: the same bytes.  What tells parts and messages apart
 * comes from a hash of it all.
 */
#include "blocks.h"

#include "../base/cleanup.h"
#include "../base/sha256.h"
#include "../base/text.h"
#include "../store/spool.h"
#include "mail.h"

#include <string.h>

struct message {
	const struct document *document;
	const struct qser_mail *mail;
	struct qser_spool *text, *page;
	char hash[SHA256_TEXT];
};

static enum qser_status check(const char *field, const char *addresses, bool many, struct error *e)
{
	_cleanup_(buffer_free) struct buffer one = BUFFER_INIT;
	int count = 0;
	for (const char *at = addresses; mail_next(&at, &one); count++) {
		const char *wrong = qser_mail_refuses(buffer_text(&one));
		if (one.failed)
			return error_set(e, QSER_MEMORY, "out of memory");
		if (wrong || (count > 0 && !many)) {
			text_refused(e, wrong ? buffer_text(&one) : addresses, "%s",
				wrong ? wrong : "is more than one address");
			error_prefix(e, "%s", field);
			return QSER_INVALID;
		}
	}
	return count ? QSER_OK : error_set(e, QSER_INVALID, "%s: no address", field);
}

/* mail_subject makes a header of whatever there is; who gives two lines did not mean one. */
static enum qser_status check_subject(const char *subject, struct error *e)
{
	if (!subject || text_check(subject, strlen(subject), TEXT_LINE, e) == QSER_OK)
		return QSER_OK;
	error_prefix(e, "subject");
	return QSER_INVALID;
}

/* ---- Hash ---- */

static bool hash_piece(void *ctx, const char *bytes, size_t length)
{
	sha256_add(ctx, bytes, length);
	return true;
}

static void hash_text(struct sha256 *hash, const char *text)
{
	sha256_add(hash, text ? text : "", text ? strlen(text) + 1 : 1);
}

static const char *subject_of(const struct message *m)
{
	return m->mail->subject ? m->mail->subject : m->document->title;
}

static enum qser_status hash_message(struct message *m)
{
	unsigned char digest[SHA256_BYTES];
	char now[24];
	struct sha256 hash;
	(void)snprintf(now, sizeof now, "%lld", (long long)m->mail->now);
	sha256_init(&hash);
	hash_text(&hash, now);
	hash_text(&hash, m->mail->from);
	hash_text(&hash, m->mail->to);
	hash_text(&hash, subject_of(m));
	enum qser_status status = spool_each(m->text, hash_piece, &hash);
	if (status == QSER_OK)
		status = spool_each(m->page, hash_piece, &hash);
	sha256_end(&hash, digest);
	sha256_print(digest, m->hash);
	return status;
}

/* ---- Writing ---- */

/* Without a sender there is no domain to name the message by: who sends it does both. */
static void put_id(struct buffer *out, const struct message *m)
{
	const char *domain = m->mail->from ? strchr(m->mail->from, '@') : NULL;
	if (domain)
		buffer_printf(out, "Message-ID: <qser.%.32s%.*s>\n", m->hash,
			(int)strcspn(domain, " "), domain);
}

/* "=_" is in no line of quoted-printable, so the boundary is in no part. */
#define BOUNDARY "=_qser_%.32s"

static void put_headers(struct buffer *out, const struct message *m)
{
	if (m->mail->from)
		mail_addresses(out, "From", NULL, m->mail->from);
	mail_addresses(out, "To", m->mail->name, m->mail->to);
	mail_subject(out, subject_of(m));
	mail_date(out, m->mail->now);
	put_id(out, m);
	/* Nobody's absence is to be answered to a machine (RFC 3834). */
	buffer_text_add(out, "Auto-Submitted: auto-generated\n"
			     "MIME-Version: 1.0\n");
	buffer_printf(out, "Content-Type: multipart/alternative;\n boundary=\"" BOUNDARY "\"\n\n",
		m->hash);
}

struct part {
	struct qser_spool *spool;
	struct quoted quoted;
};

static bool quote_piece(void *ctx, const char *bytes, size_t length)
{
	struct part *p = ctx;
	quoted_add(&p->quoted, bytes, length);
	spool_step(p->spool);
	return true;
}

static enum qser_status put_part(struct qser_spool *spool, const struct message *m,
	const char *type, struct qser_spool *content)
{
	struct buffer *out = spool_buffer(spool);
	struct part part = {spool, {.out = out}};
	const char *language = m->document->language;
	if (!language || !text_is_code(language))
		language = "en";
	buffer_printf(out,
		"--" BOUNDARY "\nContent-Type: %s; charset=utf-8\n"
		"Content-Language: %s\nContent-Transfer-Encoding: quoted-printable\n\n",
		m->hash, type, language);
	enum qser_status status = spool_each(content, quote_piece, &part);
	quoted_end(&part.quoted);
	buffer_char(out, '\n'); /* the line end before a boundary belongs to the boundary */
	return status;
}

static enum qser_status put_message(struct qser_spool *spool, const struct message *m)
{
	put_headers(spool_buffer(spool), m);
	enum qser_status status = put_part(spool, m, "text/plain", m->text);
	if (status == QSER_OK)
		status = put_part(spool, m, "text/html", m->page);
	buffer_printf(spool_buffer(spool), "--" BOUNDARY "--\n", m->hash);
	return status;
}

static enum qser_status build(struct message *m, const struct qser_style *style)
{
	struct qser_style text = *style;
	text.color = false;
	text.width = 0; /* that of a mail, not of a terminal */
	enum qser_status status = qser_spool_new(&m->text);
	if (status == QSER_OK)
		status = qser_spool_new(&m->page);
	if (status == QSER_OK)
		status = document_text(m->document, m->text, &text);
	if (status == QSER_OK)
		status = document_html(m->document, m->page, style);
	return status == QSER_OK ? hash_message(m) : status;
}

enum qser_status document_mail(const struct document *d, struct qser_spool *spool,
	const struct qser_style *style, struct error *e)
{
	struct message m = {.document = d, .mail = style->mail};
	if (!m.mail || !m.mail->to)
		return error_set(e, QSER_USAGE, "a message needs an address to go to");
	enum qser_status status = check("to", m.mail->to, true, e);
	if (status == QSER_OK && m.mail->from)
		status = check("from", m.mail->from, false, e);
	if (status != QSER_OK)
		return status;
	status = check_subject(m.mail->subject, e);
	if (status == QSER_OK)
		status = build(&m, style);
	if (status == QSER_OK)
		status = put_message(spool, &m);
	qser_spool_free(m.text);
	qser_spool_free(m.page);
	return status;
}
