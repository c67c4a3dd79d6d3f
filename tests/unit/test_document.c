/* test_document.c: one document, every format; nothing in it gets out of its place. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../../lib/base/cleanup.h"
#include "../../lib/base/text.h"
#include "../../lib/output/document.h"
#include "../../lib/store/spool.h"
#include "json_check.h"

#include <string.h>

#define COUNT(array) (sizeof array / sizeof *array)
#define ROW(...) ((const char *const[]){__VA_ARGS__})

static const struct qser_column day = {.name = "day", .label = "Day", .type = QSER_DAY},
				who = {.name = "who", .label = "Participant", .type = QSER_TEXT},
				hours = {.name = "hours", .label = "Hours", .type = QSER_HOURS},
				minutes = {.name = "minutes", .label = "Min", .type = QSER_MINUTES},
				note = {.name = "note", .label = "Observed", .type = QSER_NOTE};
static const struct qser_column *const sessions[] = {&day, &who, &minutes};
static const struct qser_column *const others[] = {&day, &who, &hours};
static const struct qser_column *const sums[] = {&who, &hours};
static const struct qser_column *const notes[] = {&day, &note};

static void error_end(struct error *e)
{
	error_free(e);
}

static const char *print(
	struct qser_spool **s, const struct document *d, enum qser_format format, size_t width)
{
	_cleanup_(error_end) struct error e = {0};
	struct qser_style style = {.format = format, .width = width};
	assert_int_equal(qser_spool_new(s), QSER_OK);
	assert_int_equal(document_write(d, *s, &style, &e), QSER_OK);
	return buffer_text(spool_buffer(*s));
}

static void expect(
	const struct document *d, enum qser_format format, size_t width, const char *want)
{
	_cleanup_(spool_freep) struct qser_spool *s = NULL;
	assert_string_equal(print(&s, d, format, width), want);
}

static size_t count_of(const char *text, const char *part)
{
	size_t n = 0;
	for (const char *p = strstr(text, part); p; p = strstr(p + 1, part))
		n++;
	return n;
}

/* Everything a document can hold. */
static struct document *full(void)
{
	struct document *d = document_new("Progress of reception-26");
	assert_non_null(d);
	document_subtitle(d, "September to %s", "November");
	document_subtitle(d, "Made on 2026-11-20");
	document_notice(d, "Step %d is overdue.", 11);
	document_fact(d, "Trainer", "%s", "Ελένη Παπά");
	document_fact(d, "Agreed hours", "40 h");
	document_heading(d, 1, "Hours");
	document_paragraph(d, "Behind plan.");
	struct document_chart *c = document_chart(d, CHART_BARS, "by_kind", "By kind");
	document_bar(c, "Shadowing", 20, 16, "20 of 16 h");
	document_bar(c, "Σκέψη", 5, 10, "5 of 10 h");
	document_bar(c, "Other", 0, -1, "0 h");
	struct document_table *t = document_table(d, "sessions", "Sessions", sessions, 3, true);
	document_row(t, ROW("2026-11-03", "Ελένη, Παπά", "90"));
	document_row(t, ROW("2026-11-04", NULL, "45"));
	document_total(t, ROW("Total", "", "135"));
	document_heading(d, 2, "To do");
	document_item(d, "Sign week %d.", 46);
	document_item(d, "Meet.");
	(void)document_table(d, "issues", "Issues", sums, 2, false);
	return d;
}

static void test_text(void **state)
{
	(void)state;
	_cleanup_(document_freep) struct document *d = full();
	expect(d, QSER_FORMAT_TEXT, 40,
		"Progress of reception-26\n"
		"========================\n"
		"September to November\n"
		"Made on 2026-11-20\n"
		"\n"
		"! Step 11 is overdue.\n"
		"\n"
		"Trainer:       Ελένη Παπά\n"
		"Agreed hours:  40 h\n"
		"\n"
		"Hours\n"
		"-----\n"
		"\n"
		"Behind plan.\n"
		"\n"
		"By kind\n"
		"Shadowing  █████████████│██   20 of 16 h\n"
		"Σκέψη      ████    │          5 of 10 h\n"
		"Other                         0 h\n"
		"           │ planned\n"
		"\n"
		"Sessions\n"
		"Day         Participant  Min\n"
		"──────────  ───────────  ───\n"
		"2026-11-03  Ελένη, Παπά   90\n"
		"2026-11-04                45\n"
		"──────────  ───────────  ───\n"
		"Total                    135\n"
		"\n"
		"To do\n"
		".....\n"
		"\n"
		"• Sign week 46.\n"
		"• Meet.\n"
		"\n"
		"Issues\n"
		"(none)\n");
}

static void test_json(void **state)
{
	(void)state;
	_cleanup_(document_freep) struct document *d = full();
	const char *want =
		"{\"title\":\"Progress of reception-26\",\n"
		"\"subtitles\":[\"September to November\",\"Made on 2026-11-20\"],\n"
		"\"facts\":[\n"
		"{\"label\":\"Trainer\",\"value\":\"Ελένη Παπά\"},\n"
		"{\"label\":\"Agreed hours\",\"value\":\"40 h\"}],\n"
		"\"notices\":[\"Step 11 is overdue.\"],\n"
		"\"by_kind\":[\n"
		"{\"label\":\"Shadowing\",\"value\":20,\"plan\":16,\"text\":\"20 of 16 h\"},\n"
		"{\"label\":\"Σκέψη\",\"value\":5,\"plan\":10,\"text\":\"5 of 10 h\"},\n"
		"{\"label\":\"Other\",\"value\":0,\"plan\":null,\"text\":\"0 h\"}],\n"
		"\"sessions\":[\n"
		"{\"day\":\"2026-11-03\",\"who\":\"Ελένη, Παπά\",\"minutes\":90},\n"
		"{\"day\":\"2026-11-04\",\"who\":null,\"minutes\":45}],\n"
		"\"issues\":[],\n"
		"\"totals\":{\n"
		"\"sessions\":[\n"
		"{\"day\":\"Total\",\"who\":null,\"minutes\":135}]}}\n";
	assert_true(is_json(want));
	expect(d, QSER_FORMAT_JSON, 0, want);
}

/* The data table, through the same drivers as any list. */
static void test_data(void **state)
{
	(void)state;
	_cleanup_(document_freep) struct document *d = full();
	expect(d, QSER_FORMAT_CSV, 0,
		"day,who,minutes\n2026-11-03,\"Ελένη, Παπά\",90\n2026-11-04,,45\n");
	expect(d, QSER_FORMAT_TSV, 0,
		"day\twho\tminutes\n2026-11-03\tΕλένη, Παπά\t90\n2026-11-04\t\t45\n");
	expect(d, QSER_FORMAT_JSONL, 0,
		"{\"day\":\"2026-11-03\",\"who\":\"Ελένη, Παπά\",\"minutes\":90}\n"
		"{\"day\":\"2026-11-04\",\"who\":null,\"minutes\":45}\n");
	/* One more of the same kind goes on; another kind does not. */
	struct document_table *more = document_table(d, "sessions", NULL, sessions, 3, true);
	document_row(more, ROW("2026-12-01", "x", "1"));
	struct document_table *other = document_table(d, "notes", NULL, others, 3, true);
	document_row(other, ROW("2026-12-02", "nobody", "0"));
	expect(d, QSER_FORMAT_CSV, 0,
		"day,who,minutes\n2026-11-03,\"Ελένη, Παπά\",90\n2026-11-04,,45\n2026-12-01,x,1\n");
}

static void test_no_data(void **state)
{
	(void)state;
	static const enum qser_format formats[] = {
		QSER_FORMAT_CSV, QSER_FORMAT_TSV, QSER_FORMAT_JSONL};
	_cleanup_(document_freep) struct document *d = document_new("T");
	struct document_table *t = document_table(d, "sums", NULL, sums, 2, false);
	document_row(t, ROW("a", "1"));
	for (size_t i = 0; i < COUNT(formats); i++) {
		_cleanup_(error_end) struct error e = {0};
		_cleanup_(spool_freep) struct qser_spool *s = NULL;
		struct qser_style style = {.format = formats[i]};
		assert_int_equal(qser_spool_new(&s), QSER_OK);
		assert_int_equal(document_write(d, s, &style, &e), QSER_USAGE);
		assert_non_null(strstr(error_message(&e), "no table of data"));
		assert_int_equal(qser_spool_length(s), 0);
	}
}

/* A name that comes again, or is one of ours, gets a key of its own. */
static void test_json_keys(void **state)
{
	(void)state;
	_cleanup_(document_freep) struct document *d = document_new("T");
	for (int i = 0; i < 3; i++)
		document_row(document_table(d, "sums", NULL, sums, 2, false), ROW("a", NULL));
	document_total(document_table(d, "title", NULL, sums, 2, false), ROW("b", "2"));
	expect(d, QSER_FORMAT_JSON, 0,
		"{\"title\":\"T\",\n\"subtitles\":[],\n\"facts\":[],\n\"notices\":[],\n"
		"\"sums\":[\n{\"who\":\"a\",\"hours\":null}],\n"
		"\"sums_2\":[\n{\"who\":\"a\",\"hours\":null}],\n"
		"\"sums_3\":[\n{\"who\":\"a\",\"hours\":null}],\n"
		"\"title_2\":[],\n"
		"\"totals\":{\n\"title_2\":[\n{\"who\":\"b\",\"hours\":\"2\"}]}}\n");
}

/* ---- Text ---- */

static void test_wrap(void **state)
{
	(void)state;
	_cleanup_(document_freep) struct document *d = document_new("T");
	document_paragraph(d, "one two three four five six seven");
	document_paragraph(d, "first\n  kept as it is\n\nlast");
	document_paragraph(d, "Ευαγγελία Παπαδοπούλου είναι εδώ");
	document_paragraph(d, "山田花子山田花子山田花子");
	document_paragraph(d, "https://example.org/a/long/address end");
	document_item(d, "one two three four five six");
	document_fact(d, "Label", "one two three four five");
	document_fact(d, "L", "%s", "");
	expect(d, QSER_FORMAT_TEXT, 20,
		"T\n=\n\n"
		"one two three four\nfive six seven\n\n"
		"first\n  kept as it is\n\nlast\n\n"
		"Ευαγγελία\nΠαπαδοπούλου είναι\nεδώ\n\n"
		"山田花子山田花子山田\n花子\n\n"
		"https://example.org/\na/long/address end\n\n"
		"• one two three four\n  five six\n\n"
		"Label:  one two three\n        four five\nL:\n");
}

/* Marks stay with their letter where a word is broken. */
static void test_wrap_marks(void **state)
{
	(void)state;
	_cleanup_(document_freep) struct document *d = document_new("T");
	document_paragraph(d, "aaaaaaaaaaaaaaae\u0301e\u0301");
	expect(d, QSER_FORMAT_TEXT, 16, "T\n=\n\naaaaaaaaaaaaaaae\u0301\ne\u0301\n");
}

/* A report leaves nothing out: long cells go on below. */
static void test_wrapped_cells(void **state)
{
	(void)state;
	_cleanup_(document_freep) struct document *d = document_new("T");
	struct document_table *t = document_table(d, "notes", NULL, notes, 2, true);
	document_row(t, ROW("2026-11-03", "Watched two check-ins at\nthe desk."));
	document_row(t, ROW("2026-11-04", "Short."));
	expect(d, QSER_FORMAT_TEXT, 30,
		"T\n=\n\n"
		"Day         Observed\n"
		"──────────  ──────────────────\n"
		"2026-11-03  Watched two\n"
		"            check-ins at the\n"
		"            desk.\n"
		"2026-11-04  Short.\n");
}

/* A2: a report may be read with less -R or arrive by mail. */
static void test_text_attacks(void **state)
{
	(void)state;
	static const char evil[] = "\033]52;c;x\a\u202e\xc2\x9b"
				   "31m\r\x7f%n%s";
	_cleanup_(document_freep) struct document *d = document_new(evil);
	document_subtitle(d, "%s", evil);
	document_notice(d, "%s", evil);
	document_fact(d, evil, "%s", evil);
	document_heading(d, 1, "%s", evil);
	document_paragraph(d, "%s", evil);
	document_item(d, "%s", evil);
	struct document_table *t = document_table(d, "t", evil, sums, 2, true);
	document_row(t, ROW(evil, evil));
	document_total(t, ROW(evil, evil));
	for (int kind = CHART_BARS; kind <= CHART_CHANGE; kind++)
		document_bar(document_chart(d, (enum chart_kind)kind, "c", evil), evil, 1, 1, evil);
	document_signature(
		document_signatures(d, evil), &(struct document_signature){evil, evil, evil, evil});
	document_mark(d, evil);
	document_footer(d, evil);
	_cleanup_(spool_freep) struct qser_spool *s = NULL;
	const char *out = print(&s, d, QSER_FORMAT_TEXT, 100);
	for (const char *p = out; *p; p++)
		assert_true(((unsigned char)*p >= 0x20 && *p != 0x7f) || *p == '\n');
	assert_null(strstr(out, "\u202e"));
	assert_null(strstr(out, "\xc2\x9b"));
	assert_true(count_of(out, "%n%s") >= 25);
	_cleanup_(spool_freep) struct qser_spool *j = NULL;
	assert_true(is_json(print(&j, d, QSER_FORMAT_JSON, 0)));
}

static void test_color(void **state)
{
	(void)state;
	_cleanup_(document_freep) struct document *d = document_new("T");
	_cleanup_(spool_freep) struct qser_spool *s = NULL;
	struct qser_style style = {.format = QSER_FORMAT_TEXT, .color = true};
	document_notice(d, "Late.");
	document_row(document_table(d, "t", "Sums", sums, 2, true), ROW("a", "1"));
	assert_int_equal(qser_spool_new(&s), QSER_OK);
	assert_int_equal(document_write(d, s, &style, NULL), QSER_OK);
	assert_string_equal(buffer_text(spool_buffer(s)),
		"\033[1mT\n\033[0m=\n\n\033[1m! Late.\n\033[0m\n\033[1mSums\n\033[0m"
		"\033[1mParticipant  Hours\n\033[0ma                1\n");
}

static void test_charts(void **state)
{
	(void)state;
	_cleanup_(document_freep) struct document *d = document_new("T");
	struct document_chart *c = document_chart(d, CHART_BARS, "c", NULL);
	document_bar(c, "most", INT64_MAX, -1, "a");
	document_bar(c, "half", INT64_MAX / 2, -1, "b");
	document_bar(c, "bit", 1, -1, "c"); /* little is not nothing */
	document_bar(c, "less", INT64_MIN, -1, "d");
	expect(d, QSER_FORMAT_TEXT, 20,
		"T\n=\n\nmost  ██████████   a\nhalf  █████        b\nbit   ▏            c\n"
		"less               d\n");
	_cleanup_(document_freep) struct document *e = document_new("T");
	c = document_chart(e, CHART_BARS, "c", "Empty");
	expect(e, QSER_FORMAT_TEXT, 20, "T\n=\n\nEmpty\n(none)\n");
	document_bar(c, "a label far too long", 3, 4, "3"); /* eighths */
	document_bar(c, "zero", 0, 0, "0");
	expect(e, QSER_FORMAT_TEXT, 24,
		"T\n=\n\nEmpty\na label   ███████▌  │  3\nfar too\nlong\n"
		"zero      │            0\n"
		"          │ planned\n");
}

/* ---- HTML ---- */

static void test_html(void **state)
{
	(void)state;
	_cleanup_(document_freep) struct document *d = full();
	_cleanup_(spool_freep) struct qser_spool *s = NULL;
	const char *out = print(&s, d, QSER_FORMAT_HTML, 0);
	static const char head[] =
		"<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
		"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
		"style-src 'unsafe-inline'\">\n";
	assert_memory_equal(out, head, sizeof head - 1);
	const char *body = strstr(out, "<body>");
	assert_non_null(body);
	assert_string_equal(body,
		"<body>\n<main>\n<header>\n<h1>Progress of reception-26</h1>\n"
		"<p class=\"subtitle\">September to November</p>\n"
		"<p class=\"subtitle\">Made on 2026-11-20</p>\n</header>\n"
		"<p class=\"notice\" role=\"note\">Step 11 is overdue.</p>\n"
		"<dl class=\"facts\">\n"
		"<div><dt>Trainer</dt><dd>Ελένη Παπά</dd></div>\n"
		"<div><dt>Agreed hours</dt><dd>40 h</dd></div>\n</dl>\n"
		"<h2>Hours</h2>\n<p>Behind plan.</p>\n"
		"<figure class=\"chart\">\n<figcaption>By kind</figcaption>\n"
		"<table class=\"bars\" role=\"presentation\">\n<tbody>\n"
		"<tr><td class=\"l\" aria-hidden=\"true\"><div>Shadowing</div></td><td class=\"d\">"
		"<svg role=\"img\" width=\"100%\" height=\"18\" aria-label=\"Shadowing: 20 of 16 "
		"h\">"
		"<rect class=\"track\" width=\"100%\" height=\"18\" fill=\"#e7ebf0\"/>"
		"<rect class=\"bar\" width=\"100.0%\" height=\"18\" fill=\"#2c6a99\"/>"
		"<line class=\"light\" x1=\"80.0%\" x2=\"80.0%\" y1=\"-3\" y2=\"21\" "
		"stroke=\"#fff\" stroke-width=\"7\"/>"
		"<line class=\"plan\" x1=\"80.0%\" x2=\"80.0%\" y1=\"-3\" y2=\"21\" "
		"stroke=\"#b3400c\" stroke-width=\"3\"/></svg></td>"
		"<td class=\"v\" aria-hidden=\"true\">20 of 16 h</td></tr>\n"
		"<tr><td class=\"l\" aria-hidden=\"true\"><div>Σκέψη</div></td><td class=\"d\">"
		"<svg role=\"img\" width=\"100%\" height=\"18\" aria-label=\"Σκέψη: 5 of 10 h\">"
		"<rect class=\"track\" width=\"100%\" height=\"18\" fill=\"#e7ebf0\"/>"
		"<rect class=\"bar\" width=\"25.0%\" height=\"18\" fill=\"#2c6a99\"/>"
		"<line class=\"light\" x1=\"50.0%\" x2=\"50.0%\" y1=\"-3\" y2=\"21\" "
		"stroke=\"#fff\" stroke-width=\"7\"/>"
		"<line class=\"plan\" x1=\"50.0%\" x2=\"50.0%\" y1=\"-3\" y2=\"21\" "
		"stroke=\"#b3400c\" stroke-width=\"3\"/></svg></td>"
		"<td class=\"v\" aria-hidden=\"true\">5 of 10 h</td></tr>\n"
		"<tr><td class=\"l\" aria-hidden=\"true\"><div>Other</div></td><td class=\"d\">"
		"<svg role=\"img\" width=\"100%\" height=\"18\" aria-label=\"Other: 0 h\">"
		"<rect class=\"track\" width=\"100%\" height=\"18\" fill=\"#e7ebf0\"/>"
		"<rect class=\"bar\" width=\"0.0%\" height=\"18\" fill=\"#2c6a99\"/></svg></td>"
		"<td class=\"v\" aria-hidden=\"true\">0 h</td></tr>\n"
		"</tbody>\n</table>\n"
		"<p class=\"legend\"><svg aria-hidden=\"true\" width=\"6\" height=\"18\">"
		"<line class=\"plan\" x1=\"3\" x2=\"3\" y1=\"2\" y2=\"16\" stroke=\"#b3400c\" "
		"stroke-width=\"3\"/></svg>planned</p>\n</figure>\n"
		"<div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-label=\"Sessions\">\n"
		"<table class=\"data short\">\n<caption>Sessions</caption>\n"
		"<thead>\n<tr><th scope=\"col\" class=\"k\">Day</th><th "
		"scope=\"col\">Participant</th>"
		"<th scope=\"col\" class=\"n\">Min</th></tr>\n</thead>\n<tbody>\n"
		"<tr><th scope=\"row\" class=\"k\">2026-11-03</th><td>Ελένη, Παπά</td><td "
		"class=\"n\">90</td></tr>\n"
		"<tr><th scope=\"row\" class=\"k\">2026-11-04</th><td></td><td class=\"n\">45</td></tr>\n"
		"</tbody>\n<tfoot>\n"
		"<tr><th scope=\"row\" class=\"k\">Total</th><td></td><td class=\"n\">135</td></tr>\n"
		"</tfoot>\n</table>\n</div>\n"
		"<h3>To do</h3>\n<ul>\n<li>Sign week 46.</li>\n<li>Meet.</li>\n</ul>\n"
		"<p class=\"none\"><strong>Issues</strong>: none</p>\n"
		"</main>\n</body>\n</html>\n");
}

static void put_more(struct document *d, const char *x)
{
	for (int kind = CHART_BARS; kind <= CHART_CHANGE; kind++)
		document_bar(document_chart(d, (enum chart_kind)kind, "c", x), x, 1, 1, x);
	struct document_table *t = document_signatures(d, x);
	document_signature(t, &(struct document_signature){x, x, x, x});
	document_signature(t, &(struct document_signature){.party = x});
	document_mark(d, x);
	document_footer(d, x);
	document_language(d, x);
	document_logo(d, x, strlen(x), x, x);
}

/* A9: whatever stands in the data, the tags of the page are the tags we wrote. */
static void test_html_attacks(void **state)
{
	(void)state;
	static const char *const attacks[] = {"<script>alert(1)</script>", "\" onload=\"alert(1)",
		"' onload='alert(1)", "javascript:alert(1)", "]]>", "--><img src=x onerror=y>",
		"</style><b>", "</title><b>", "</svg><b>", "&lt;b&gt;", "&#60;b>", "a\xc2\x9b<b",
		"\x01\x1b<", "\xc2\xa0<"};
	for (size_t i = 0; i < COUNT(attacks); i++) {
		/* as wide, so that charts have room for as many labels */
		char harmless[64] = "";
		memset(harmless, 'x', text_width(attacks[i]));
		const char *const texts[] = {attacks[i], harmless};
		size_t tags[2], quotes[2];
		for (size_t k = 0; k < 2; k++) {
			const char *x = texts[k];
			_cleanup_(document_freep) struct document *d = document_new(x);
			document_subtitle(d, "%s", x);
			document_notice(d, "%s", x);
			document_fact(d, x, "%s", x);
			document_heading(d, 1, "%s", x);
			document_paragraph(d, "%s", x);
			document_item(d, "%s", x);
			struct document_table *t = document_table(d, "t", x, sums, 2, true);
			document_row(t, ROW(x, x));
			document_total(t, ROW(x, x));
			put_more(d, x);
			(void)document_table(d, "none", x, sums, 2, false);
			_cleanup_(spool_freep) struct qser_spool *s = NULL;
			const char *out = print(&s, d, QSER_FORMAT_HTML, 0);
			tags[k] = count_of(out, "<") + count_of(out, ">");
			quotes[k] = count_of(out, "\"") + count_of(out, "'");
			assert_null(strstr(out, "\x1b"));
			assert_null(strstr(out, "\xc2\x9b"));
			assert_null(strstr(out, "<script"));
			assert_int_equal(count_of(out, "href"), 0);
		}
		assert_int_equal(tags[0], tags[1]);
		assert_int_equal(quotes[0], quotes[1]);
	}
}

static void test_html_escapes(void **state)
{
	(void)state;
	_cleanup_(document_freep) struct document *d = document_new("T");
	document_paragraph(d, "%s", "a&b<c>d\"e'f\xc2\xa0g\xc2\x85h\x1bi\tj\nk é");
	_cleanup_(spool_freep) struct qser_spool *s = NULL;
	document_item(d, "x");
	assert_non_null(strstr(print(&s, d, QSER_FORMAT_HTML, 0),
		"<p>a&amp;b&lt;c&gt;d&quot;e&#39;f\xc2\xa0g\uFFFDh\uFFFDi\tj\nk é</p>\n"
		"<ul>\n<li>x</li>\n</ul>\n</main>"));
}

/* The page asks for nothing from anywhere. */
static void test_html_alone(void **state)
{
	(void)state;
	static const char *const calls[] = {"http:", "https:", "//", "url(", "@import",
		"src=", "href", "<script", "<link", "data:"};
	_cleanup_(document_freep) struct document *d = full();
	_cleanup_(spool_freep) struct qser_spool *s = NULL;
	const char *out = print(&s, d, QSER_FORMAT_HTML, 0);
	for (size_t i = 0; i < COUNT(calls); i++)
		assert_null(strstr(out, calls[i]));
	assert_non_null(strstr(out, "@media print{"));
	assert_non_null(strstr(out, "@page{size:A4"));
}

/* The marks of a document and its foot, as three formats show them. */
static struct document *signed_draft(void)
{
	struct document *d = document_new("Time sheet");
	assert_non_null(d);
	document_mark(d, "Draft");
	document_language(d, "el");
	document_footer(d, "Δήμος Λαμιέων\nΤηλ. 1");
	document_logo(d, "\x89PNG", 4, "image/png", "Λαμία");
	document_paragraph(d, "One.");
	document_break(d);
	struct document_table *t = document_signatures(d, "Signatures");
	document_signature(
		t, &(struct document_signature){"trainer", "Eva", "2026-11-20", "valid"});
	document_signature(t, &(struct document_signature){.party = "host", .name = "Jan"});
	document_signature(t, &(struct document_signature){.party = "mentor"});
	return d;
}

static void test_signatures(void **state)
{
	(void)state;
	_cleanup_(document_freep) struct document *d = signed_draft();
	expect(d, QSER_FORMAT_TEXT, 74,
		"──── Draft ───────────────────────────────────────────────────────────────\n"
		"\nTime sheet\n==========\n\nOne.\n\n"
		"--------------------------------------------------------------------------\n\n"
		"Signatures\n..........\n\n"
		"For      Name                    Day         Signature\n"
		"───────  ──────────────────────  ──────────  ──────────────────────\n"
		"trainer  Eva                     2026-11-20  valid\n"
		"host     Jan                     __________  ______________________\n"
		"mentor   ______________________  __________  ______________________\n"
		"\nΔήμος Λαμιέων\nΤηλ. 1\n"
		"\n──── Draft ───────────────────────────────────────────────────────────────\n");
	expect(d, QSER_FORMAT_JSON, 0,
		"{\"title\":\"Time sheet\",\n\"mark\":\"Draft\",\n\"subtitles\":[],\n"
		"\"facts\":[],\n\"notices\":[],\n\"signatures\":[\n"
		"{\"party\":\"trainer\",\"name\":\"Eva\",\"day\":\"2026-11-20\","
		"\"signature\":\"valid\"},\n"
		"{\"party\":\"host\",\"name\":\"Jan\",\"day\":null,\"signature\":null},\n"
		"{\"party\":\"mentor\",\"name\":null,\"day\":null,\"signature\":null}],\n"
		"\"totals\":{}}\n");
	_cleanup_(spool_freep) struct qser_spool *s = NULL;
	const char *out = print(&s, d, QSER_FORMAT_HTML, 0);
	assert_non_null(strstr(out, "<html lang=\"el\">"));
	assert_non_null(strstr(out, "style-src 'unsafe-inline'; img-src data:\">"));
	assert_string_equal(strstr(out, "<body>"),
		"<body>\n<main>\n<p class=\"mark\">Draft</p>\n<header>\n"
		"<img class=\"logo\" src=\"data:image/png;base64,iVBORw==\" alt=\"Λαμία\">\n"
		"<h1>Time sheet</h1>\n</header>\n<p>One.</p>\n<div class=\"break\"></div>\n"
		"<div class=\"signatures\">\n<h2>Signatures</h2>\n"
		"<div class=\"signature\">\n<p class=\"party\">trainer</p>\n"
		"<p class=\"name\">Eva</p>\n"
		"<p class=\"signed\">2026-11-20 <strong>valid</strong></p>\n</div>\n"
		"<div class=\"signature\">\n<p class=\"party\">host</p>\n"
		"<p class=\"name\">Jan</p>\n"
		"<div class=\"pen\"><p>Signature</p><p class=\"day\">Day</p></div>\n</div>\n"
		"<div class=\"signature\">\n<p class=\"party\">mentor</p>\n"
		"<div class=\"pen\"><p>Name</p></div>\n"
		"<div class=\"pen\"><p>Signature</p><p class=\"day\">Day</p></div>\n</div>\n"
		"</div>\n<footer><p>Δήμος Λαμιέων\nΤηλ. 1</p></footer>\n"
		"</main>\n</body>\n</html>\n");
}

/* A heading is one below the one it belongs to, whatever level the report gave it. */
static void test_headings(void **state)
{
	(void)state;
	static const struct {
		int level;
		const char *want;
	} headings[] = {{2, "<h2>"}, {2, "<h2>"}, {3, "<h3>"}, {1, "<h2>"}, {3, "<h3>"},
		{2, "<h3>"}, {3, "<h4>"}, {1, "<h2>"}};
	_cleanup_(document_freep) struct document *d = document_new("T");
	_cleanup_(spool_freep) struct qser_spool *s = NULL;
	for (size_t i = 0; i < COUNT(headings); i++)
		document_heading(d, headings[i].level, "x");
	const char *at = strstr(print(&s, d, QSER_FORMAT_HTML, 0), "</header>");
	for (size_t i = 0; i < COUNT(headings); i++) {
		at = strstr(at + 1, "<h");
		assert_non_null(at);
		assert_memory_equal(at, headings[i].want, 4);
	}
}

/* ---- Charts of time and of change ---- */

static struct document *weeks(int count)
{
	struct document *d = document_new("T");
	struct document_chart *c = document_chart(d, CHART_COLUMNS, "weeks", "By week");
	for (int i = 0; i < count; i++) {
		char label[16], text[16];
		(void)snprintf(label, sizeof label, "W%02d", i + 1);
		(void)snprintf(text, sizeof text, "%d:00", i % 5);
		document_bar(c, label, (i % 5) * 60, -1, text);
	}
	return d;
}

static void expect_ascii(const struct document *d, size_t width, const char *want)
{
	_cleanup_(spool_freep) struct qser_spool *s = NULL;
	struct qser_style style = {.format = QSER_FORMAT_TEXT, .width = width, .ascii = true};
	assert_int_equal(qser_spool_new(&s), QSER_OK);
	assert_int_equal(document_write(d, s, &style, NULL), QSER_OK);
	assert_string_equal(buffer_text(spool_buffer(s)), want);
}

static void test_columns(void **state)
{
	(void)state;
	_cleanup_(document_freep) struct document *d = weeks(5);
	expect(d, QSER_FORMAT_TEXT, 24,
		"T\n=\n\nBy week\n·▂▄▆█\n"
		"W01                 0:00\nW02  ███            1:00\nW03  ██████         2:00\n"
		"W04  █████████      3:00\nW05  ████████████   4:00\n");
	expect_ascii(d, 24,
		"T\n=\n\nBy week\n"
		"W01                 0:00\nW02  ###            1:00\nW03  ######         2:00\n"
		"W04  #########      3:00\nW05  ############   4:00\n");
}

/* Every week is there; names and figures only where they have room, on either width of page. */
static void test_columns_html(void **state)
{
	(void)state;
	_cleanup_(document_freep) struct document *few = weeks(5), *many = weeks(52);
	_cleanup_(spool_freep) struct qser_spool *a = NULL;
	_cleanup_(spool_freep) struct qser_spool *b = NULL;
	const char *out = strstr(print(&a, few, QSER_FORMAT_HTML, 0), "<svg");
	assert_non_null(strstr(out,
		"<svg class=\"columns\" role=\"img\" width=\"100%\" height=\"168\" aria-label=\""
		"By week: W01 0:00; W02 1:00; W03 2:00; W04 3:00; W05 4:00\">\n"
		"<rect class=\"bar\" x=\"19.0%\" width=\"12.0%\" y=\"114\" height=\"30\" "));
	assert_int_equal(count_of(out, "<rect"), 4); /* nothing has no column */
	assert_int_equal(count_of(out, "<text"), 10);
	assert_int_equal(count_of(out, "narrow"), 0);
	out = strstr(print(&b, many, QSER_FORMAT_HTML, 0), "<svg");
	assert_int_equal(count_of(out, "<rect"), 41);
	assert_int_equal(count_of(out, "<text class=\"broad\""), 17);
	assert_int_equal(count_of(out, "<text class=\"narrow\" display=\"none\""), 8);
	assert_int_equal(count_of(out, ">4:00</text>"), 1); /* the most, for both */
}

static void test_change(void **state)
{
	(void)state;
	_cleanup_(document_freep) struct document *d = document_new("T");
	struct document_chart *c = document_chart(d, CHART_CHANGE, "c", NULL);
	document_chart_of(c, 100);
	document_bar(c, "up", 80, 50, "50 % → 80 %");
	document_bar(c, "down", 0, 50, "50 % → 0 %");
	document_bar(c, "same", 50, 50, "50 % → 50 %");
	document_bar(c, "new…", 100, -1, "100 %");
	document_item(d, "20 %% → 30 %%");
	expect(d, QSER_FORMAT_TEXT, 30,
		"T\n=\n\nup    ·····○━━●··  50 % → 80 %\ndown  ●━━━━○·····  50 % → 0 %\n"
		"same  ·····●·····  50 % → 50 %\nnew…  ··········●  100 %\n"
		"      ○ before  ● after\n\n• 20 % → 30 %\n");
	/* Our signs are plain; what users wrote stays. */
	expect_ascii(d, 30,
		"T\n=\n\nup    .....o==#..  50 % -> 80 %\ndown  #====o.....  50 % -> 0 %\n"
		"same  .....#.....  50 % -> 50 %\nnew…  ..........#  100 %\n"
		"      o before  # after\n\n* 20 % -> 30 %\n");
	_cleanup_(spool_freep) struct qser_spool *s = NULL;
	assert_non_null(strstr(print(&s, d, QSER_FORMAT_HTML, 0),
		"<svg role=\"img\" width=\"100%\" height=\"18\" aria-label=\"up: 50 % → 80 %\">"
		"<line class=\"way\" x1=\"0\" x2=\"100%\" y1=\"9\" y2=\"9\" stroke=\"#d3d9e0\"/>"
		"<line class=\"span\" x1=\"50.0%\" x2=\"80.0%\" y1=\"9\" y2=\"9\" "
		"stroke=\"#2c6a99\" stroke-width=\"4\"/>"
		"<circle class=\"before\" cx=\"50.0%\" cy=\"9\" r=\"5\" fill=\"#fff\" "
		"stroke=\"#2c6a99\" stroke-width=\"2.5\"/>"
		"<circle class=\"bar\" cx=\"80.0%\" cy=\"9\" r=\"6\" fill=\"#2c6a99\"/></svg>"));
}

/* ---- Both ---- */

/* Same document, same bytes; and many rows pass through the file of the spool. */
static void test_same_bytes(void **state)
{
	(void)state;
	static const enum qser_format formats[] = {
		QSER_FORMAT_TEXT, QSER_FORMAT_HTML, QSER_FORMAT_JSON, QSER_FORMAT_CSV};
	_cleanup_(document_freep) struct document *d = full();
	struct document_table *t = document_table(d, "sessions", NULL, sessions, 3, true);
	for (int i = 0; i < 60000; i++)
		document_row(t, ROW("2026-11-20", "Ελένη Παπά", "90"));
	for (size_t f = 0; f < COUNT(formats); f++) {
		_cleanup_(spool_freep) struct qser_spool *a = NULL;
		_cleanup_(spool_freep) struct qser_spool *b = NULL;
		_cleanup_(free_pointer) char *first = strdup(print(&a, d, formats[f], 0));
		assert_string_equal(first, print(&b, d, formats[f], 0));
		assert_int_equal(qser_spool_length(a), qser_spool_length(b));
		assert_true(qser_spool_length(a) > 60000 * 30);
		assert_true(spool_buffer(a)->capacity <= 4 * SPOOL_MEMORY);
	}
}

static void test_nothing(void **state)
{
	(void)state;
	_cleanup_(document_freep) struct document *d = document_new("");
	document_paragraph(d, "%s", "");
	expect(d, QSER_FORMAT_TEXT, 0, "\n\n\n\n");
	_cleanup_(spool_freep) struct qser_spool *s = NULL;
	assert_non_null(strstr(print(&s, d, QSER_FORMAT_HTML, 0), "<title></title>"));
	document_free(NULL);
	document_row(NULL, NULL);
	document_total(NULL, NULL);
	document_bar(NULL, "", 0, 0, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_text), cmocka_unit_test(test_json),
		cmocka_unit_test(test_data), cmocka_unit_test(test_no_data),
		cmocka_unit_test(test_json_keys), cmocka_unit_test(test_wrap),
		cmocka_unit_test(test_wrap_marks), cmocka_unit_test(test_wrapped_cells),
		cmocka_unit_test(test_text_attacks), cmocka_unit_test(test_color),
		cmocka_unit_test(test_charts), cmocka_unit_test(test_html),
		cmocka_unit_test(test_html_attacks), cmocka_unit_test(test_html_escapes),
		cmocka_unit_test(test_html_alone), cmocka_unit_test(test_same_bytes),
		cmocka_unit_test(test_nothing), cmocka_unit_test(test_signatures),
		cmocka_unit_test(test_headings), cmocka_unit_test(test_columns),
		cmocka_unit_test(test_columns_html), cmocka_unit_test(test_change)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
