/* test_mail.c: messages: what goes in comes out again, and nothing gets into a header. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../../lib/base/cleanup.h"
#include "../../lib/output/document.h"
#include "../../lib/output/mail.h"
#include "../../lib/store/spool.h"

#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof array / sizeof *array)
#define LINE 76

static void error_end(struct error *e)
{
	error_free(e);
}

/* ---- Quoted-printable ---- */

static int digit(char c)
{
	static const char digits[] = "0123456789ABCDEF";
	const char *at = c ? strchr(digits, c) : NULL;
	assert_non_null(at);
	return (int)(at - digits);
}

/* RFC 2045 6.7, strictly: what is none of it fails. */
static void decode(struct buffer *out, const char *text, size_t length)
{
	size_t column = 0;
	for (size_t i = 0; i < length; i++, column++) {
		if (text[i] == '\n') {
			assert_true(column <= LINE);
			assert_true(column == 0 || !strchr(" \t", text[i - 1]));
			buffer_char(out, '\n');
			column = SIZE_MAX;
		} else if (text[i] == '=' && text[i + 1] == '\n') {
			assert_true(column < LINE);
			i++;
			column = SIZE_MAX;
		} else if (text[i] == '=') {
			buffer_char(out, (char)(digit(text[i + 1]) * 16 + digit(text[i + 2])));
			i += 2;
			column += 2;
		} else {
			assert_true(text[i] == '\t' || (text[i] >= ' ' && text[i] <= '~'));
			assert_false(column == 0 && text[i] == '.');
			assert_false(column == 0 && !strncmp(text + i, "From ", 5));
			buffer_char(out, text[i]);
		}
	}
}

static const char *const texts[] = {"", "a\n", "a \nb\t\n", "..\n.\n", "From me\n>From you\n",
	"Ελένη\n", "a=b\r\n", "\x01\x7f\n",
	("                                        "
	 "                                        \n"),
	"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n",
	"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaFrom x.\n",
	"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaFrom x.\n",
	"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.x\n",
	"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaé From x\n"};

/* In whatever pieces a text comes. */
static void test_quoted(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++)
		for (size_t piece = 1; piece < 90; piece++) {
			_cleanup_(buffer_free) struct buffer out = BUFFER_INIT, back = BUFFER_INIT;
			struct quoted q = {.out = &out};
			size_t length = strlen(texts[i]);
			for (size_t at = 0; at < length; at += piece)
				quoted_add(&q, texts[i] + at,
					length - at < piece ? length - at : piece);
			quoted_end(&q);
			decode(&back, buffer_text(&out), out.length);
			assert_string_equal(buffer_text(&back), texts[i]);
		}
}

/* ---- Addresses ---- */

static void test_addresses(void **state)
{
	(void)state;
	static const char *const good[] = {"a@b", "maria.p+x@example.org",
		"o'neil@mail.example.org", "a!#$%&'*+-/=?^_`{|}~@x-y.1.org", "kep@xn--kxawhkm.gr"};
	static const char *const bad[] = {"", "a", "a@", "@b", "a@b@c", "a b@c", "a@b c", "a@b,c@d",
		"<a@b>", "a@b>", "\"a\"@b", "a@[1.2.3.4]", ".a@b", "a.@b", "a..b@c", "a@b..c",
		"a@.b", "a@b.", "a@b\n", "a@b\r\nBcc: c@d", "a@b\tc", "a(x)@b", "a@b;", "a:b@c",
		"a@b\x7f", "ελένη@b", "a@ελλάδα.gr", "a\\@b", "a@b_c"};
	char longest[300];
	for (size_t i = 0; i < COUNT(good); i++)
		assert_null(qser_mail_refuses(good[i]));
	for (size_t i = 0; i < COUNT(bad); i++)
		assert_non_null(qser_mail_refuses(bad[i]));
	assert_non_null(strstr(qser_mail_refuses("ελένη@b"), "outside ASCII"));
	memset(longest, 'a', sizeof longest);
	memcpy(longest, "a@", 2);
	longest[254] = '\0';
	assert_null(qser_mail_refuses(longest));
	longest[254] = 'a';
	longest[255] = '\0';
	assert_non_null(qser_mail_refuses(longest));
}

/* ---- Reports ---- */

static struct document *report(void)
{
	struct document *d = document_new("Πρόοδος της σκιώδους εργασίας στην υποδοχή του Δήμου");
	assert_non_null(d);
	document_language(d, "el");
	document_notice(d, "%s", "--=_qser_ is no boundary; =3D");
	document_paragraph(d, "%s", "Ελένη <b>& Γιώργος</b> ");
	document_paragraph(d, "%s", ".");
	document_bar(document_chart(d, CHART_COLUMNS, "c", "Weeks"), "W1", 60, -1, "1:00");
	return d;
}

static enum qser_status write_as(struct qser_spool **s, const struct document *d,
	enum qser_format format, const struct qser_mail *mail, struct error *e)
{
	struct qser_style style = {
		.format = format, .mail = mail, .color = format == QSER_FORMAT_EML, .width = 0};
	assert_int_equal(qser_spool_new(s), QSER_OK);
	return document_write(d, *s, &style, e);
}

static struct qser_mail to(const char *addresses)
{
	return (struct qser_mail){.from = "kep@example.org", .to = addresses, .now = 1795161600};
}

/* The text of a part: between its head and the boundary. */
static void part(struct buffer *out, const char *message, const char *type)
{
	char boundary[64] = "\n--";
	const char *at = strstr(message, "boundary=\"") + strlen("boundary=\"");
	strncat(boundary, at, strcspn(at, "\""));
	at = strstr(strstr(message, type), "\n\n") + 2;
	const char *end = strstr(at, boundary);
	assert_non_null(end);
	decode(out, at, (size_t)(end - at));
}

static void test_parts(void **state)
{
	(void)state;
	_cleanup_(document_freep) struct document *d = report();
	_cleanup_(spool_freep) struct qser_spool *mail = NULL;
	_cleanup_(spool_freep) struct qser_spool *text = NULL;
	_cleanup_(buffer_free) struct buffer plain = BUFFER_INIT, page = BUFFER_INIT;
	const struct qser_mail m = to("a@example.org,b@example.com , c@example.net");
	assert_int_equal(write_as(&mail, d, QSER_FORMAT_EML, &m, NULL), QSER_OK);
	assert_int_equal(write_as(&text, d, QSER_FORMAT_TEXT, NULL, NULL), QSER_OK);
	const char *out = buffer_text(spool_buffer(mail));
	static const char head[] =
		"From: <kep@example.org>\n"
		"To: <a@example.org>,\n <b@example.com>,\n <c@example.net>\n"
		"Subject: =?UTF-8?B?zqDPgc+Mzr/OtM6/z4Igz4TOt8+CIM+DzrrOuc+OzrTOv8+Fz4Ig?=\n"
		" =?UTF-8?B?zrXPgc6zzrHPg86vzrHPgiDPg8+EzrfOvSDPhc+Azr/OtM6/z4c=?=\n"
		" =?UTF-8?B?zq4gz4TOv8+FIM6Uzq7OvM6/z4U=?=\n"
		"Date: Fri, 20 Nov 2026 08:00:00 +0000\n"
		"Message-ID: <qser.";
	assert_memory_equal(out, head, sizeof head - 1);
	assert_non_null(strstr(out, "\nAuto-Submitted: auto-generated\nMIME-Version: 1.0\n"
				    "Content-Type: multipart/alternative;\n boundary=\"=_"));
	assert_non_null(strstr(out, "\nContent-Language: el\n"));
	assert_null(strchr(out, '\r'));
	part(&plain, out, "text/plain");
	assert_string_equal(buffer_text(&plain), buffer_text(spool_buffer(text)));
	part(&page, out, "text/html");
	assert_memory_equal(buffer_text(&page), "<!DOCTYPE html>\n<html lang=\"el\">", 32);
	/* Where drawings are left out, the words beside them are read. */
	assert_non_null(strstr(buffer_text(&page), "<td class=\"v\">1:00</td>"));
	assert_null(strstr(buffer_text(&page), "<td class=\"v\" aria-hidden"));
	assert_string_equal(page.data + page.length - 8, "</html>\n");
}

/* Same report, same moment: same bytes; another moment or text: another name. */
static void test_same(void **state)
{
	(void)state;
	struct qser_mail mails[] = {to("a@b"), to("a@b"), to("a@b"), to("a@c")};
	char *ids[COUNT(mails)];
	_cleanup_(document_freep) struct document *d = report();
	mails[2].now++;
	for (size_t i = 0; i < COUNT(mails); i++) {
		_cleanup_(spool_freep) struct qser_spool *s = NULL;
		assert_int_equal(write_as(&s, d, QSER_FORMAT_EML, &mails[i], NULL), QSER_OK);
		const char *id = strstr(buffer_text(spool_buffer(s)), "Message-ID: ");
		ids[i] = strndup(id, strcspn(id, "\n"));
	}
	assert_string_equal(ids[0], ids[1]);
	assert_string_not_equal(ids[0], ids[2]);
	assert_string_not_equal(ids[0], ids[3]);
	for (size_t i = 0; i < COUNT(mails); i++)
		free(ids[i]);
	/* Who sends names the message, when we do not know who that is. */
	_cleanup_(spool_freep) struct qser_spool *s = NULL;
	mails[0].from = NULL;
	assert_int_equal(write_as(&s, d, QSER_FORMAT_EML, &mails[0], NULL), QSER_OK);
	assert_memory_equal(buffer_text(spool_buffer(s)), "To: <a@b>\nSubject: ", 19);
	assert_null(strstr(buffer_text(spool_buffer(s)), "Message-ID"));
}

/* Headers are those we write, whatever is in a subject or a title. */
static void test_injection(void **state)
{
	(void)state;
	static const char *const subjects[] = {"x\nBcc: all@example.org", "x\r\n\r\nbody", "x\r.\r",
		"=?UTF-8?Q?x?=", "Ελένη\nBcc: a@b", "x\n\n--=_"};
	for (size_t i = 0; i < COUNT(subjects); i++) {
		_cleanup_(spool_freep) struct qser_spool *s = NULL;
		_cleanup_(document_freep) struct document *d = document_new(subjects[i]);
		struct qser_mail m = to("a@b");
		document_language(d, "el\nBcc: a@b");
		m.subject = i % 2 ? subjects[i] : NULL;
		bool refused = m.subject && strpbrk(m.subject, "\r\n");
		enum qser_status status = write_as(&s, d, QSER_FORMAT_EML, &m, NULL);
		assert_int_equal(status, refused ? QSER_INVALID : QSER_OK);
		if (refused)
			continue;
		const char *out = buffer_text(spool_buffer(s)), *end = strstr(out, "\n\n--=_qser_");
		assert_non_null(end);
		assert_ptr_equal(strstr(out, "\n\n"), end);
		for (const char *at = out; at < end; at++) {
			assert_true(strncmp(at, "\nBcc", 4) != 0);
			assert_true(strncmp(at, "?Q?", 3) != 0);
		}
		assert_non_null(strstr(out, "\nContent-Language: en\n"));
	}
}

static void test_refused(void **state)
{
	(void)state;
	static const struct {
		const char *from, *to, *message;
	} bad[] = {
		{"a@b", "a@b\nBcc: c@d", "to: \"a@b\\nBcc: c@d\" is not an address"},
		{"a@b", "a@b,,c@d", "to: \"\" is not an address"},
		{"a@b", "", "to: \"\" is not an address"},
		{"a@b", "ελένη@b", "to: \"ελένη@b\" has letters outside ASCII"},
		{"a@b,c@d", "a@b", "from: \"a@b,c@d\" is more than one address"},
		{"a@b>", "a@b", "from: \"a@b>\" is not an address"},
		{"a@b", NULL, "a message needs an address"},
	};
	_cleanup_(document_freep) struct document *d = report();
	for (size_t i = 0; i < COUNT(bad); i++) {
		_cleanup_(error_end) struct error e = {0};
		_cleanup_(spool_freep) struct qser_spool *s = NULL;
		struct qser_mail m = to(bad[i].to);
		m.from = bad[i].from;
		assert_int_equal(write_as(&s, d, QSER_FORMAT_EML, &m, &e),
			bad[i].to ? QSER_INVALID : QSER_USAGE);
		assert_non_null(strstr(error_message(&e), bad[i].message));
		assert_int_equal(qser_spool_length(s), 0);
	}
	_cleanup_(spool_freep) struct qser_spool *s = NULL;
	struct qser_mail letter = to("a@b\nBcc: c@d");
	letter.subject = letter.text = "x";
	assert_int_equal(qser_spool_new(&s), QSER_OK);
	assert_int_equal(qser_mail_write(s, &letter), QSER_INVALID);
	assert_int_equal(qser_spool_length(s), 0);
}

/* More than a spool keeps in memory goes through whole. */
static void test_long(void **state)
{
	(void)state;
	_cleanup_(document_freep) struct document *d = document_new("T");
	_cleanup_(spool_freep) struct qser_spool *mail = NULL;
	const struct qser_mail m = to("a@b");
	for (int i = 0; i < 60000; i++)
		document_item(d, "From %d Ελένη =3D .", i);
	assert_int_equal(write_as(&mail, d, QSER_FORMAT_EML, &m, NULL), QSER_OK);
	FILE *f = tmpfile();
	assert_non_null(f);
	assert_int_equal(qser_spool_copy(mail, fileno(f)), QSER_OK);
	size_t length = (size_t)qser_spool_length(mail);
	_cleanup_(free_pointer) char *out = calloc(1, length + 1);
	rewind(f);
	assert_int_equal(fread(out, 1, length, f), length);
	(void)fclose(f);
	_cleanup_(buffer_free) struct buffer page = BUFFER_INIT;
	part(&page, out, "text/html");
	assert_true(page.length > 2 * SPOOL_MEMORY);
	assert_non_null(strstr(page.data, "<li>From 0 Ελένη =3D .</li>"));
	assert_non_null(strstr(page.data, "<li>From 59999 Ελένη =3D .</li>"));
	assert_string_equal(page.data + page.length - 8, "</html>\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_quoted),
		cmocka_unit_test(test_addresses), cmocka_unit_test(test_parts),
		cmocka_unit_test(test_same), cmocka_unit_test(test_injection),
		cmocka_unit_test(test_refused), cmocka_unit_test(test_long)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
