/* test_vcf.c: cards and events: lines that are long, texts that would end a line or a part of it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../../lib/base/cleanup.h"
#include "../../lib/output/content_line.h"
#include "../../lib/output/document.h"
#include "../../lib/store/spool.h"

#include <string.h>

static void error_end(struct error *e)
{
	error_free(e);
}

static void expect(const struct document *d, enum qser_format format, const char *want)
{
	_cleanup_(error_end) struct error e = {0};
	_cleanup_(spool_freep) struct qser_spool *s = NULL;
	struct qser_style style = {.format = format};
	assert_int_equal(qser_spool_new(&s), QSER_OK);
	assert_int_equal(document_write(d, s, &style, &e), QSER_OK);
	assert_string_equal(buffer_text(spool_buffer(s)), want);
}

static struct document *document_of(const struct document_event *e, const struct document_card *c)
{
	struct document *d = document_new("Calendar; of\nall");
	assert_non_null(d);
	if (e)
		document_event(d, e);
	if (c)
		document_card(d, c);
	return d;
}

#define CALENDAR                                                               \
	"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//qser//qser " QSER_VERSION \
	"//EN\r\nCALSCALE:GREGORIAN\r\nX-WR-CALNAME:Calendar\\; of\\nall\r\n"

static void an_event(void **state)
{
	(void)state;
	struct document_event e = {.uid = "a-1@qser",
		.stamp = 1,
		.changed = 86400,
		.from = 1795161600,
		.to = 1795165200,
		.sequence = 3,
		.summary = "a,b;c\\d\r\nBEGIN:VEVENT",
		.description = "\x1b[2J\x01\x7f"
			       "tab\tstays",
		.place = "Room 2",
		.state = EVENT_CANCELLED};
	_cleanup_(document_freep) struct document *d = document_of(&e, NULL);
	expect(d, QSER_FORMAT_ICS,
		CALENDAR "BEGIN:VEVENT\r\nUID:a-1@qser\r\nDTSTAMP:19700101T000001Z\r\n"
			 "DTSTART:20261120T080000Z\r\nDTEND:20261120T090000Z\r\nSEQUENCE:3\r\n"
			 "STATUS:CANCELLED\r\nSUMMARY:a\\,b\\;c\\\\d\\nBEGIN:VEVENT\r\n"
			 "DESCRIPTION:[2Jtab\tstays\r\nLOCATION:Room 2\r\n"
			 "LAST-MODIFIED:19700102T000000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");
}

/* Nobody knows when it ends; a whole day ends where the next one begins; the last day has none. */
static void the_ends_of_events(void **state)
{
	(void)state;
	static const struct {
		bool whole_day;
		int64_t from, to;
		const char *times;
	} cases[] = {
		{false, 0, 0, "DTSTART:19700101T000000Z\r\n"},
		{true, 0, 0, "DTSTART;VALUE=DATE:19700101\r\nDTEND;VALUE=DATE:19700102\r\n"},
		{true, 30, 31, "DTSTART;VALUE=DATE:19700131\r\nDTEND;VALUE=DATE:19700202\r\n"},
		{true, 2932896, 2932896, "DTSTART;VALUE=DATE:99991231\r\n"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct document_event e = {.uid = "u",
			.whole_day = cases[i].whole_day,
			.leaves_free = cases[i].whole_day,
			.from = cases[i].from,
			.to = cases[i].to,
			.summary = "s",
			.state = EVENT_TENTATIVE};
		_cleanup_(document_freep) struct document *d = document_of(&e, NULL);
		char want[600];
		(void)snprintf(want, sizeof want,
			"%sBEGIN:VEVENT\r\nUID:u\r\nDTSTAMP:19700101T000000Z\r\n%sSEQUENCE:0\r\n"
			"STATUS:TENTATIVE\r\nSUMMARY:s\r\n%sEND:VEVENT\r\nEND:VCALENDAR\r\n",
			CALENDAR, cases[i].times, e.leaves_free ? "TRANSP:TRANSPARENT\r\n" : "");
		expect(d, QSER_FORMAT_ICS, want);
	}
}

static void a_calendar_of_nothing(void **state)
{
	(void)state;
	_cleanup_(document_freep) struct document *d = document_of(NULL, NULL);
	expect(d, QSER_FORMAT_ICS,
		CALENDAR "BEGIN:VTIMEZONE\r\nTZID:UTC\r\nBEGIN:STANDARD\r\n"
			 "DTSTART:19700101T000000\r\nTZOFFSETFROM:+0000\r\nTZOFFSETTO:+0000\r\n"
			 "END:STANDARD\r\nEND:VTIMEZONE\r\nEND:VCALENDAR\r\n");
	expect(d, QSER_FORMAT_VCF, "");
}

#define CARD(version) \
	"BEGIN:VCARD\r\nVERSION:" version "\r\nPRODID:-//qser//qser " QSER_VERSION "//EN\r\n"

static void a_card(void **state)
{
	(void)state;
	struct document_card c = {.version = 3,
		.uid = "urn:uuid:1",
		.name = "Anna, \"A;B\"\nEND:VCARD",
		.family = "A;B",
		.given = "Anna,",
		.email = "a@example.org",
		.phone = "+30 1",
		.organisation = "X; Y",
		.department = "Z\\",
		.job_title = "Head",
		.categories = "mentor,e-mentor",
		.changed = 1};
	_cleanup_(document_freep) struct document *three = document_of(NULL, &c);
	expect(three, QSER_FORMAT_VCF,
		CARD("3.0") "UID:urn:uuid:1\r\nFN:Anna\\, \"A\\;B\"\\nEND:VCARD\r\n"
			    "N:A\\;B;Anna\\,;;;\r\nEMAIL;TYPE=INTERNET:a@example.org\r\n"
			    "TEL;TYPE=WORK,VOICE:+30 1\r\nORG:X\\; Y;Z\\\\\r\nTITLE:Head\r\n"
			    "CATEGORIES:mentor,e-mentor\r\nREV:19700101T000001Z\r\nEND:VCARD\r\n");
	c = (struct document_card){
		.version = 4, .uid = "u", .name = "Plato", .family = "Plato", .department = "D"};
	_cleanup_(document_freep) struct document *four = document_of(NULL, &c);
	expect(four, QSER_FORMAT_VCF,
		CARD("4.0") "UID:u\r\nFN:Plato\r\nN:Plato;;;;\r\nORG:;D\r\nEND:VCARD\r\n");
}

/* Each character of 1 to 4 bytes at each place of a line: no line has more than 75 octets, none
 * begins within a character, and put together they are what was given. */
static void long_lines(void **state)
{
	(void)state;
	static const char *const characters[] = {
		"a", "\xce\xb1", "\xe2\x82\xac", "\xf0\x9f\x98\x80"};
	for (size_t c = 0; c < 4; c++)
		for (size_t before = 0; before < 80; before++) {
			_cleanup_(spool_freep) struct qser_spool *s = NULL;
			_cleanup_(buffer_free) struct buffer line = BUFFER_INIT,
							     whole = BUFFER_INIT;
			for (size_t i = 0; i < before; i++)
				buffer_char(&line, '-');
			for (size_t i = 0; i < 60; i++)
				buffer_text_add(&line, characters[c]);
			assert_int_equal(qser_spool_new(&s), QSER_OK);
			content_put(s, &line);
			const char *at = buffer_text(spool_buffer(s));
			for (const char *end; *at; at = end + 2) {
				end = strstr(at, "\r\n");
				assert_non_null(end);
				assert_true(end - at <= 75);
				bool on = *at == ' ';
				assert_true(on == (whole.length > 0));
				assert_true(((unsigned char)at[on] & 0xc0) != 0x80);
				buffer_add(&whole, at + on, (size_t)(end - at) - on);
			}
			assert_string_equal(buffer_text(&whole), buffer_text(&line));
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_event),
		cmocka_unit_test(the_ends_of_events),
		cmocka_unit_test(a_calendar_of_nothing),
		cmocka_unit_test(a_card),
		cmocka_unit_test(long_lines),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
