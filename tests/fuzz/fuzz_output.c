/*
 * fuzz_output.c: a document of any texts, in every format; nothing gets out of its place.
 *
 * The same document of tame texts (letters, digits and blanks as they stand, an x for each other
 * byte) must have the same shape: the same tags, the same headers, the same lines of a calendar and
 * of an address book.  JSON is JSON, and its strings are the texts.
 */
#include "../../lib/base/ascii.h"
#include "../../lib/base/text.h"
#include "../../lib/output/document.h"
#include "../../lib/output/json.h"
#include "../../lib/output/mail.h"
#include "../../lib/store/spool.h"
#include "../unit/json_check.h"
#include "fuzz.h"

enum { TEXTS = 5 };

static const struct qser_column who = {.name = "who", .label = "Who", .type = QSER_TEXT},
				note = {.name = "note", .label = "Note", .type = QSER_NOTE},
				hours = {.name = "hours", .label = "Hours", .type = QSER_HOURS};
static const struct qser_column *const table_columns[] = {&who, &note, &hours};

/* ---- The document ---- */

static struct document *make(char *const text[TEXTS])
{
	struct document *d = document_new(text[0]);
	struct document_table *t;
	struct document_chart *c;

	MUST(d);
	document_language(d, "el");
	document_subtitle(d, "%s", text[1]);
	document_notice(d, "%s", text[2]);
	document_fact(d, "Trainer", "%s", text[3]);
	document_heading(d, 2, "%s", text[4]);
	document_paragraph(d, "%s", text[0]);
	document_question(d, text[1], text[2], text[3]);
	document_item(d, "%s", text[4]);
	document_footer(d, text[0]);
	document_mark(d, text[1]);
	t = document_table(d, "rows", "Rows", table_columns, 3, true);
	document_row(t, (const char *const[]){text[2], text[3], text[4]});
	document_total(t, (const char *const[]){text[0], NULL, "1.5"});
	c = document_chart(d, CHART_BARS, "bars", "Bars");
	document_bar(c, text[1], 10, 20, text[2]);
	document_bar(c, text[3], 3, -1, "3 h");
	t = document_signatures(d, "Signed");
	document_signature(
		t, &(struct document_signature){text[4], text[0], "2026-11-20", "valid"});
	document_event(d, &(struct document_event){.uid = "1",
				  .from = 1795000000,
				  .to = 1795003600,
				  .summary = text[1],
				  .description = text[2],
				  .place = text[3]});
	document_card(d, &(struct document_card){.version = 4,
				 .uid = "1",
				 .name = text[4],
				 .family = text[0],
				 .given = text[1],
				 .phone = text[2],
				 .organisation = text[3],
				 .department = text[4],
				 .job_title = text[0],
				 .categories = text[1]});
	return d;
}

static bool add_piece(void *ctx, const char *bytes, size_t length)
{
	buffer_add(ctx, bytes, length);
	return true;
}

static void print(char *const text[TEXTS], enum qser_format format, struct buffer *out)
{
	struct document *d = make(text);
	struct qser_spool *spool;
	struct error e = {0};
	const struct qser_mail mail = {.from = "a@example.org",
		.to = "b@example.org,c@example.org",
		.name = text[3],
		.subject = text[4],
		.now = 1795000000};
	const struct qser_style style = {.format = format, .width = 60, .mail = &mail};

	MUST(!qser_spool_new(&spool));
	MUST(!document_write(d, spool, &style, &e));
	MUST(!spool_each(spool, add_piece, out) && !out->failed);
	qser_spool_free(spool);
	document_free(d);
	error_free(&e);
}

/* ---- Shapes ---- */

/* The names of tags and of their attributes, and what stands in attributes that lead somewhere. */
static void shape_html(const char *p, struct buffer *out)
{
	for (; (p = strchr(p, '<')); p++) {
		bool quoted = false;
		for (; *p && (quoted || *p != '>'); p++) {
			quoted ^= *p == '"';
			if (!quoted)
				buffer_char(out, *p);
		}
		MUST(*p == '>');
		buffer_char(out, '\n');
	}
}

/* Lines of at most 75 bytes, none of which cuts a character, unfolded; the names of each. */
static void shape_lines(const char *p, struct buffer *out)
{
	for (const char *end; *p; p = end + 2) {
		end = strstr(p, "\r\n");
		MUST(end && end - p <= 75 && end > p);
		size_t length = (size_t)(end - p);
		MUST(text_is_utf8(p, length, NULL));
		for (size_t i = 0; i < length; i++)
			MUST(((unsigned char)p[i] >= ' ' && p[i] != 0x7f) || p[i] == '\t');
		if (*p == ' ')
			continue;
		size_t name = strcspn(p, ":;\r");
		MUST(name > 0 && name < length);
		buffer_add(out, p, name);
		/* Objects begin and end where they do. */
		if (!strncmp(p, "BEGIN:", 6) || !strncmp(p, "END:", 4))
			buffer_add(out, p, length);
		buffer_char(out, '\n');
	}
}

/* The names of the headers, of the message and of its parts. */
static void shape_mail(const char *p, struct buffer *out)
{
	const char *boundary = strstr(p, "\n boundary=\"");
	char mark[64];
	bool header = true;

	MUST(boundary);
	boundary += strlen("\n boundary=\"");
	(void)snprintf(mark, sizeof mark, "--%.*s", (int)strcspn(boundary, "\""), boundary);
	for (const char *end; *p; p = end + 1) {
		end = strchr(p, '\n');
		MUST(end && end - p <= 998);
		for (const char *c = p; c < end; c++)
			MUST((*c >= ' ' && *c < 0x7f) || *c == '\t');
		if (end == p) {
			header = false;
		} else if (!strncmp(p, mark, strlen(mark))) {
			header = true;
			buffer_text_add(out, "--\n");
		} else if (header && *p != ' ') {
			size_t name = strcspn(p, ":\n");
			MUST(p[name] == ':');
			buffer_add(out, p, name);
			buffer_char(out, '\n');
		}
	}
}

static void shape_json(const char *p, struct buffer *out)
{
	MUST(is_json(p));
	/* What is no text: keys, too, are strings. */
	while (*p) {
		if (*p == '"')
			p = json_text(p);
		else
			buffer_char(out, *p++);
	}
}

static void shape_text(const char *p, struct buffer *out)
{
	struct error e = {0};

	MUST(!text_check(p, strlen(p), TEXT_NOTE, &e));
	MUST(!strchr(p, '\t'));
	error_free(&e);
	(void)out; /* lines are broken where they must be */
}

static const struct {
	enum qser_format format;
	void (*shape)(const char *p, struct buffer *out);
} formats[] = {{QSER_FORMAT_HTML, shape_html}, {QSER_FORMAT_ICS, shape_lines},
	{QSER_FORMAT_VCF, shape_lines}, {QSER_FORMAT_EML, shape_mail},
	{QSER_FORMAT_JSON, shape_json}, {QSER_FORMAT_JSONL, shape_json},
	{QSER_FORMAT_TEXT, shape_text}};

static void compare(char *const text[TEXTS], char *const tame[TEXTS])
{
	struct buffer out = BUFFER_INIT, want = BUFFER_INIT, got = BUFFER_INIT;

	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
		buffer_clear(&out);
		buffer_clear(&want);
		buffer_clear(&got);
		print(text, formats[i].format, &out);
		formats[i].shape(buffer_text(&out), &got);
		buffer_clear(&out);
		print(tame, formats[i].format, &out);
		formats[i].shape(buffer_text(&out), &want);
		MUST(!strcmp(buffer_text(&want), buffer_text(&got)));
	}
	buffer_free(&out);
	buffer_free(&want);
	buffer_free(&got);
}

/* ---- Strings ---- */

static void unescape(const char *p, struct buffer *out)
{
	static const char letters[] = "\"\\/bfnrt", means[] = "\"\\/\b\f\n\r\t";

	for (p++; *p != '"'; p++) {
		if (*p != '\\') {
			buffer_char(out, *p);
		} else if (*++p == 'u') {
			unsigned code = 0;
			MUST(sscanf(p + 1, "%4x", &code) == 1 &&
				(code < 0x80 || code >> 1 == 0x1014));
			if (code < 0x80)
				buffer_char(out, (char)code);
			else
				buffer_text_add(out, code & 1 ? "\u2029" : "\u2028");
			p += 4;
		} else {
			buffer_char(out, means[strchr(letters, *p) - letters]);
		}
	}
}

static void as_json(const char *text)
{
	struct buffer out = BUFFER_INIT, again = BUFFER_INIT;

	json_string(&out, text);
	MUST(is_json(buffer_text(&out)));
	unescape(buffer_text(&out), &again);
	MUST(!strcmp(buffer_text(&again), text));
	buffer_free(&out);
	buffer_free(&again);
}

/* An address that is taken ends no header and begins no other. */
static void as_address(const char *text)
{
	if (!qser_mail_refuses(text))
		MUST(!text[strcspn(text, " \t\r\n,;<>()\"")] && strchr(text, '@'));
}

static bool is_kept(const char *text)
{
	struct error e = {0};
	bool good = !text_check(text, strlen(text), TEXT_NOTE, &e);

	error_free(&e);
	return good;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct pieces p = {data, size};
	char *text[TEXTS], *tame[TEXTS];
	bool kept = true;

	for (int i = 0; i < TEXTS; i++) {
		text[i] = piece_text(&p);
		kept = kept && is_kept(text[i]);
		tame[i] = strdup(text[i]);
		MUST(tame[i]);
		for (char *c = tame[i]; *c; c++)
			if (!ascii_is_digit(*c) && !ascii_is_lower(ascii_lower(*c)) &&
				!strchr(" \n\t", *c))
				*c = 'x';
		as_address(text[i]);
	}
	for (int i = 0; kept && i < TEXTS; i++)
		as_json(text[i]);
	if (kept) /* what is stored is of that kind */
		compare(text, tame);
	for (int i = 0; i < TEXTS; i++) {
		free(text[i]);
		free(tame[i]);
	}
	return 0;
}
