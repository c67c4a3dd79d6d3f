/*
 * mail.h: the pieces of messages (RFC 5322), for mail.c and document_mail.c.
 *
 * Lines end in LF, as in every text of the system: that is what `sendmail -t` reads from a pipe,
 * whichever program it is, and the CR of RFC 5322 is put where it belongs, on the wire.  Given CR
 * LF, Exim and Postfix (sendmail_fix_line_endings) take the CR away, but nullmailer keeps it as a
 * byte of each header and line, so that soft line ends of quoted-printable are none.
 */
#ifndef OUTPUT_MAIL_H
#define OUTPUT_MAIL_H

#include "../base/buffer.h"
#include "../qser.h"

/* "To: "Jana" <jana@example.org>"; name may be NULL.  addresses, each as qser_mail_refuses wants
 * it, joined by commas; with several, no name. */
void mail_addresses(
	struct buffer *out, const char *header, const char *name, const char *addresses);
/* The next of addresses joined by commas, without the spaces around it, into one; *at moves on.
 * False: there is none. */
bool mail_next(const char **at, struct buffer *one);
void mail_subject(struct buffer *out, const char *text);
void mail_date(struct buffer *out, int64_t now);

/* Text as quoted-printable (RFC 2045 6.7), piece by piece. */
struct quoted {
	struct buffer *out;
	size_t column;
	char held; /* a blank that may be the last of its line; 0: none */
};
void quoted_add(struct quoted *q, const char *bytes, size_t length);
void quoted_end(struct quoted *q); /* ends the last line, if it is not */

#endif
