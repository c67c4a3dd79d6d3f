/* test_table.c: tables in every format, byte for byte. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../../lib/base/cleanup.h"
#include "../../lib/base/text.h"
#include "../../lib/store/spool.h"
#include "json_check.h"

#include <string.h>

#define COUNT(array) (sizeof array / sizeof *array)
#define ROW(...) ((const char *const[]){__VA_ARGS__})

static const struct qser_column id = {.name = "id", .label = "Id", .type = QSER_INT},
				name = {.name = "name", .label = "Name", .type = QSER_TEXT},
				note = {.name = "note", .label = "Note", .type = QSER_NOTE},
				code = {.name = "code", .label = "Code", .type = QSER_CODE},
				email = {.name = "email", .label = "E-mail", .type = QSER_EMAIL},
				phone = {.name = "phone", .label = "Phone", .type = QSER_PHONE},
				active = {.name = "active", .label = "Active", .type = QSER_BOOL},
				day = {.name = "day", .label = "Day", .type = QSER_DAY},
				stamp = {.name = "at", .label = "At", .type = QSER_STAMP},
				minutes = {.name = "minutes", .label = "Min", .type = QSER_MINUTES},
				hours = {.name = "hours", .label = "Hours", .type = QSER_HOURS},
				kind = {.name = "kind", .label = "Kind", .type = QSER_CHOICE},
				words = {.name = "areas", .label = "Areas", .type = QSER_WORDS},
				ref = {.name = "org", .label = "Org", .type = QSER_REF},
				refs = {.name = "orgs", .label = "Orgs", .type = QSER_REFS},
				total = {.name = "total",
					.label = "Total of all sessions",
					.type = QSER_INT};

static const struct qser_column *const every[] = {&id, &name, &note, &code, &email, &phone, &active,
	&day, &stamp, &minutes, &hours, &kind, &words, &ref, &refs};
static const struct qser_column *const pair[] = {&id, &name};
static const struct qser_column *const single[] = {&name};

/* The table of the given rows, as the buffer of a spool: the caller frees the spool. */
static const char *print(struct qser_spool **s, const struct qser_style *style,
	const struct qser_column *const *columns, size_t count, const char *const *const *rows,
	size_t row_count)
{
	struct qser_table *t = NULL;
	assert_int_equal(qser_spool_new(s), QSER_OK);
	assert_int_equal(qser_table_new(&t, *s, style, columns, count), QSER_OK);
	for (size_t i = 0; i < row_count; i++)
		assert_int_equal(qser_table_row(t, rows[i]), QSER_OK);
	assert_int_equal(qser_table_end(t), QSER_OK);
	qser_table_free(t);
	return buffer_text(spool_buffer(*s));
}

#define EXPECT(style, columns, rows, text)                                                    \
	do {                                                                                  \
		_cleanup_(spool_freep) struct qser_spool *s_ = NULL;                          \
		assert_string_equal(                                                          \
			print(&s_, style, columns, COUNT(columns), rows, COUNT(rows)), text); \
	} while (0)

static const char *const *const none[] = {NULL};
#define EXPECT_EMPTY(style, columns, text)                                                      \
	do {                                                                                    \
		_cleanup_(spool_freep) struct qser_spool *s_ = NULL;                            \
		assert_string_equal(print(&s_, style, columns, COUNT(columns), none, 0), text); \
	} while (0)

/* ---- CSV and TSV ---- */

static const struct qser_style csv = {.format = QSER_FORMAT_CSV};
static const struct qser_style tsv = {.format = QSER_FORMAT_TSV};

static void test_csv(void **state)
{
	(void)state;
	EXPECT_EMPTY(&csv, pair, "id,name\n");
	const char *const *const rows[] = {ROW("1", "Maria"), ROW("2", NULL), ROW("3", ""),
		ROW("4", "a,b"), ROW("5", "say \"x\""), ROW("6", "two\nlines"),
		ROW("7", "cr\rhere"), ROW("8", " lead"), ROW("9", "trail "), ROW("10", "\ttab"),
		ROW("11", "a b;c\td'e"), ROW("12", "Γιώργος 山田"), ROW("13", "\"")};
	EXPECT(&csv, pair, rows,
		"id,name\n1,Maria\n2,\n3,\n4,\"a,b\"\n5,\"say \"\"x\"\"\"\n6,\"two\nlines\"\n"
		"7,\"cr\rhere\"\n8,\" lead\"\n9,\"trail \"\n10,\"\ttab\"\n11,a b;c\td'e\n"
		"12,Γιώργος 山田\n13,\"\"\"\"\n");
	struct qser_style bare = {.format = QSER_FORMAT_CSV, .no_header = true};
	EXPECT_EMPTY(&bare, pair, "");
	/* A record of one empty value must not look like no record. */
	const char *const *const empty[] = {ROW(NULL), ROW("x"), ROW("")};
	EXPECT(&bare, single, empty, "\"\"\nx\n\"\"\n");
}

/* A1: the machine's CSV is verbatim, whatever a spreadsheet would make of it. */
static void test_csv_verbatim(void **state)
{
	(void)state;
	const char *const *const rows[] = {ROW("-1", "=HYPERLINK(\"http://x\";\"y\")"),
		ROW("2", "+1"), ROW("3", "-1"), ROW("4", "@SUM(A1)"), ROW("5", "＝1"),
		ROW("6", "a;=1")};
	EXPECT(&csv, pair, rows,
		"id,name\n-1,\"=HYPERLINK(\"\"http://x\"\";\"\"y\"\")\"\n2,+1\n3,-1\n4,@SUM(A1)\n"
		"5,＝1\n6,a;=1\n");
}

/* A1: with --for-spreadsheet every text that could become a formula is guarded. */
static void test_spreadsheet(void **state)
{
	(void)state;
	struct qser_style sheet = {
		.format = QSER_FORMAT_CSV, .no_header = true, .for_spreadsheet = true};
	const char *const *const rows[] = {ROW("=1+1"), ROW("+1"), ROW("-1"), ROW("@a"), ROW("\tx"),
		ROW("\rx"), ROW("＝1"), ROW("＋1"), ROW("－1"), ROW("＠1"), ROW("a;=1"),
		ROW("a\n=1"), ROW("\"=1"), ROW("a;\"=1"), ROW(" =1"), ROW("a=1"), ROW("a -1"),
		ROW("plain"), ROW("'quoted"), ROW("＜1"), ROW("a,=1"), ROW(NULL)};
	EXPECT(&sheet, single, rows,
		"'=1+1\n'+1\n'-1\n'@a\n'\tx\n\"'\rx\"\n'＝1\n'＋1\n'－1\n'＠1\na;'=1\n\"a\n'=1\"\n"
		"\"'\"\"=1\"\n\"a;'\"\"=1\"\n' =1\na=1\na -1\nplain\n'quoted\n＜1\n\"a,=1\"\n"
		"\"\"\n");
}

/* Numbers and days stay what they are; every column of text is guarded, in TSV, too. */
static void test_spreadsheet_columns(void **state)
{
	(void)state;
	struct qser_style sheet = {
		.format = QSER_FORMAT_CSV, .no_header = true, .for_spreadsheet = true};
	const char *const *const rows[] = {ROW("-1", "-a", "-b", "-c", "-d", "+30 210", "-e", "-f",
		"-g", "-90", "-1.5", "-h", "-i", "-j", "-k")};
	EXPECT(&sheet, every, rows, "-1,'-a,'-b,'-c,'-d,'+30 210,-e,-f,-g,-90,-1.5,-h,'-i,-j,-k\n");
	sheet.format = QSER_FORMAT_TSV;
	EXPECT(&sheet, every, rows,
		"-1\t'-a\t'-b\t'-c\t'-d\t'+30 210\t-e\t-f\t-g\t-90\t-1.5\t-h\t'-i\t-j\t-k\n");
}

static void test_tsv(void **state)
{
	(void)state;
	EXPECT_EMPTY(&tsv, pair, "id\tname\n");
	const char *const *const rows[] = {
		ROW("1", "a\tb\nc\\d\re"), ROW("2", NULL), ROW("3", "\"q\", x"), ROW("4", "\\")};
	EXPECT(&tsv, pair, rows,
		"id\tname\n1\t\"a\tb\nc\\d\re\"\n2\t\n3\t\"\"\"q\"\", x\"\n4\t\\\n");
}

/* ---- JSON ---- */

static void test_checker(void **state)
{
	(void)state;
	static const char *const good[] = {"[]", "{\"a\":[1,-0.5,\"\\u00ff\"],\"b\":null}\n", "0"};
	static const char *const bad[] = {"", "[1,]", "{\"a\"}", "[01]", "\"\t\"", "\"\\x\"",
		"[1] 2", "{a:1}", "[\"a]", "1.", "\"\\u12\""};
	for (size_t i = 0; i < COUNT(good); i++)
		assert_true(is_json(good[i]));
	for (size_t i = 0; i < COUNT(bad); i++)
		assert_false(is_json(bad[i]));
}

static const struct qser_style json = {.format = QSER_FORMAT_JSON};
static const struct qser_style jsonl = {.format = QSER_FORMAT_JSONL};

static void test_json(void **state)
{
	(void)state;
	EXPECT_EMPTY(&json, pair, "[]\n");
	EXPECT_EMPTY(&jsonl, pair, "");
	const char *const *const rows[] = {ROW("1", "Maria"), ROW("2", NULL), ROW("3", "")};
	EXPECT(&json, pair, rows,
		"[\n{\"id\":1,\"name\":\"Maria\"},\n{\"id\":2,\"name\":null},\n"
		"{\"id\":3,\"name\":\"\"}\n]\n");
	EXPECT(&jsonl, pair, rows,
		"{\"id\":1,\"name\":\"Maria\"}\n{\"id\":2,\"name\":null}\n{\"id\":3,\"name\":\"\"}"
		"\n");
	struct qser_style one = {.format = QSER_FORMAT_JSON, .single = true};
	const char *const *const maria[] = {ROW("1", "Maria")};
	EXPECT(&one, pair, maria, "{\"id\":1,\"name\":\"Maria\"}\n");
}

static void test_json_types(void **state)
{
	(void)state;
	const char *const *const rows[] = {
		ROW("-7", "1", "2", "c3", "a@b.c", "123", "yes", "2026-11-20",
			"2026-11-20T08:30:00Z", "90", "1.5", "x", "hr;it;γλώσσα", "5", "acme"),
		ROW(NULL, NULL, NULL, NULL, NULL, NULL, "no", NULL, NULL, NULL, NULL, NULL, NULL,
			NULL, "")};
	EXPECT(&jsonl, every, rows,
		"{\"id\":-7,\"name\":\"1\",\"note\":\"2\",\"code\":\"c3\",\"email\":\"a@b.c\","
		"\"phone\":\"123\",\"active\":true,\"day\":\"2026-11-20\","
		"\"at\":\"2026-11-20T08:30:00Z\",\"minutes\":90,\"hours\":\"1.5\",\"kind\":\"x\","
		"\"areas\":[\"hr\",\"it\",\"γλώσσα\"],\"org\":\"5\",\"orgs\":[\"acme\"]}\n"
		"{\"id\":null,\"name\":null,\"note\":null,\"code\":null,\"email\":null,"
		"\"phone\":null,\"active\":false,\"day\":null,\"at\":null,\"minutes\":null,"
		"\"hours\":null,\"kind\":null,\"areas\":null,\"org\":null,\"orgs\":[]}\n");
}

/* What is no number never leaves the quotes, whatever the column says. */
static void test_json_not_numbers(void **state)
{
	(void)state;
	static const struct qser_column *const ids[] = {&id};
	static const char *const odd[] = {
		"007", "1:30", "-", "", "1e3", "0x1", "1.", "+1", "1,5", "1 ", "NaN", "1}"};
	for (size_t i = 0; i < COUNT(odd); i++) {
		struct buffer want = BUFFER_INIT;
		buffer_printf(&want, "{\"id\":\"%s\"}\n", odd[i]);
		const char *const *const rows[] = {ROW(odd[i])};
		EXPECT(&jsonl, ids, rows, buffer_text(&want));
		buffer_free(&want);
	}
	const char *const *const rows[] = {ROW("0"), ROW("-12"), ROW("0.25")};
	EXPECT(&jsonl, ids, rows, "{\"id\":0}\n{\"id\":-12}\n{\"id\":0.25}\n");
}

/* A2: control characters and line separators are escaped, text is not. */
static void test_json_escapes(void **state)
{
	(void)state;
	const char *const *const rows[] = {ROW("a\"b\\c/\n\t\r\x01\x1b\x7f"),
		ROW("x\u2028y\u2029z\u202ew\u2030"), ROW("Ωμέγα 山 €")};
	EXPECT(&jsonl, single, rows,
		"{\"name\":\"a\\\"b\\\\c/\\n\\t\\r\\u0001\\u001b\\u007f\"}\n"
		"{\"name\":\"x\\u2028y\\u2029z\u202ew\u2030\"}\n{\"name\":\"Ωμέγα 山 €\"}\n");
}

/* Every byte and every pair with a quote or backslash: always one valid document. */
static void test_json_valid(void **state)
{
	(void)state;
	for (int c = 1; c < 0x80; c++) {
		const char text[] = {(char)c, '"', (char)c, '\\', (char)c, ';', '\0'};
		const char *const *const rows[] = {ROW(text, text, text, text, text, text, text,
			text, text, text, text, text, text, text, text)};
		_cleanup_(spool_freep) struct qser_spool *s = NULL;
		assert_true(is_json(print(&s, &json, every, COUNT(every), rows, 1)));
	}
}

/* ---- Text ---- */

static const struct qser_style text = {.format = QSER_FORMAT_TEXT};

static void test_text(void **state)
{
	(void)state;
	static const struct qser_column *const three[] = {&id, &name, &minutes};
	EXPECT_EMPTY(&text, three, "");
	const char *const *const rows[] = {
		ROW("1", "Maria", "90"), ROW("12", NULL, "5"), ROW("3", "Nikos", NULL)};
	EXPECT(&text, three, rows,
		"Id  Name   Min\n──  ─────  ───\n 1  Maria   90\n12           5\n 3  Nikos\n");
	struct qser_style bare = {.format = QSER_FORMAT_TEXT, .no_header = true};
	EXPECT(&bare, three, rows, " 1  Maria  90\n12          5\n 3  Nikos\n");
	struct qser_style color = {.format = QSER_FORMAT_TEXT, .color = true};
	EXPECT(&color, three, rows,
		"\033[1mId  Name   Min\n\033[0m 1  Maria   90\n12           5\n 3  Nikos\n");
}

/* Greek, wide and combining characters: the next column stands in line. */
static void test_text_widths(void **state)
{
	(void)state;
	static const struct qser_column *const cols[] = {&name, &code};
	struct qser_style bare = {.format = QSER_FORMAT_TEXT, .no_header = true};
	const char *const *const rows[] = {ROW("Ελένη", "a"), ROW("山田花", "b"),
		ROW("e\u0301te\u0301", "c"), ROW("Żółć", "d")};
	EXPECT(&bare, cols, rows, "Ελένη   a\n山田花  b\ne\u0301te\u0301     c\nŻółć    d\n");
}

/* A2: nothing reaches the terminal as a command; notes stay on their line. */
static void test_text_attacks(void **state)
{
	(void)state;
	static const struct qser_column *const cols[] = {&name, &note};
	struct qser_style bare = {.format = QSER_FORMAT_TEXT, .no_header = true};
	const char *const *const rows[] = {ROW("\033]52;c;x\a", "one\n\ttwo"),
		ROW("a\u202eb", "\xc2\x9b"
				"31m"),
		ROW("x\ny", "\x7f\r")};
	EXPECT(&bare, cols, rows,
		"\\x1b]52;c;x\\x07  one  two\na\\u202eb         \\u009b31m\n"
		"x\\ny             \\x7f\\r\n");
}

static void check_width(const char *lines, size_t width)
{
	while (*lines) {
		size_t n = strcspn(lines, "\n");
		struct buffer line = BUFFER_INIT;
		buffer_add(&line, lines, n);
		assert_true(text_width(buffer_text(&line)) <= width);
		assert_true(n == 0 || lines[n - 1] != ' ');
		buffer_free(&line);
		lines += n + 1;
	}
}

/* Nothing that says who or what is left out; of a long note the first lines are shown. */
static void test_text_wraps(void **state)
{
	(void)state;
	static const struct qser_column *const cols[] = {&day, &name, &note, &minutes};
	struct qser_style narrow = {.format = QSER_FORMAT_TEXT, .width = 50};
	const char *const *const rows[] = {ROW("2026-11-20", "Ευαγγελία Παπαδοπούλου",
						   "Watched two check-ins at the desk", "90"),
		ROW("2026-11-21", "山田 花子 山田 花子", NULL, "1440")};
	EXPECT(&narrow, cols, rows,
		"Day         Name             Note              Min\n"
		"──────────  ───────────────  ───────────────  ────\n"
		"2026-11-20  Ευαγγελία        Watched two        90\n"
		"            Παπαδοπούλου     check-ins at\n"
		"                             the desk\n"
		"2026-11-21  山田 花子 山田                    1440\n"
		"            花子\n");
	_cleanup_(spool_freep) struct qser_spool *s = NULL;
	check_width(print(&s, &narrow, cols, COUNT(cols), rows, COUNT(rows)), 50);
	const char *const *const long_note[] = {ROW("2026-11-20", "Ana",
		"one two three four five six seven eight nine ten eleven twelve thirteen", "90")};
	narrow.width = 34;
	narrow.no_header = true;
	EXPECT(&narrow, cols, long_note,
		"2026-11-20  Ana  one two three  90\n"
		"                 four five six\n"
		"                 seven eight\n"
		"                 nine ten ele…\n");
	narrow.whole = true;
	EXPECT(&narrow, cols, long_note,
		"2026-11-20  Ana  one two three  90\n"
		"                 four five six\n"
		"                 seven eight\n"
		"                 nine ten\n"
		"                 eleven twelve\n"
		"                 thirteen\n");
}

/* Where there is no room, what is empty goes first; a list breaks between its words. */
static void test_text_empty_columns(void **state)
{
	(void)state;
	static const struct qser_column *const cols[] = {&name, &email, &words, &phone, &minutes};
	struct qser_style wide = {.format = QSER_FORMAT_TEXT, .width = 44};
	const char *const *const rows[] = {ROW("Ana", NULL, "cv;letter;vacancies", "", "90")};
	EXPECT(&wide, cols, rows,
		"Name  Areas                Min\n"
		"────  ───────────────────  ───\n"
		"Ana   cv;letter;vacancies   90\n");
	wide.width = 26;
	EXPECT(&wide, cols, rows,
		"Name  Areas            Min\n"
		"────  ───────────────  ───\n"
		"Ana   cv;letter;        90\n"
		"      vacancies\n");
	wide.width = 45; /* all of it fits */
	EXPECT(&wide, cols, rows,
		"Name  E-mail  Areas                Phone  Min\n"
		"────  ──────  ───────────────────  ─────  ───\n"
		"Ana           cv;letter;vacancies          90\n");
	const char *const *const nothing[] = {ROW(NULL, NULL, NULL, NULL, NULL)};
	wide.width = 20;
	EXPECT(&wide, cols, nothing, "Min\n───\n\n");
}

/* A short label is no wider than the gap it would save. */
static void test_text_short_label(void **state)
{
	(void)state;
	static const struct qser_column *const cols[] = {&id, &name, &note};
	struct qser_style narrow = {.format = QSER_FORMAT_TEXT, .width = 36};
	const char *const *const rows[] = {
		ROW("1", "Ευαγγελία Παπαδοπούλου", "Watched two check-ins at the desk")};
	EXPECT(&narrow, cols, rows,
		"Id  Name             Note\n"
		"──  ───────────────  ───────────────\n"
		" 1  Ευαγγελία        Watched two\n"
		"    Παπαδοπούλου     check-ins at\n"
		"                     the desk\n");
}

/* Too narrow for anything: days and numbers stay whole, names and codes give way last. */
static void test_text_floor(void **state)
{
	(void)state;
	static const struct qser_column *const cols[] = {&day, &total, &code, &name};
	struct qser_style narrow = {.format = QSER_FORMAT_TEXT, .no_header = false, .width = 44};
	const char *const *const rows[] = {
		ROW("2026-11-20", "123456", "reception-26", "Ευαγγελία Παπαδοπούλου")};
	_cleanup_(spool_freep) struct qser_spool *s = NULL;
	const char *out = print(&s, &narrow, cols, COUNT(cols), rows, 1);
	check_width(out, 44);
	assert_non_null(strstr(out, "2026-11-20"));
	assert_non_null(strstr(out, "123456"));
	assert_non_null(strstr(out, "reception-26"));
	assert_non_null(strstr(out, "Ευαγγελί\n"));
	narrow.width = 10; /* cannot be: wider, but true */
	_cleanup_(spool_freep) struct qser_spool *s2 = NULL;
	out = print(&s2, &narrow, cols, COUNT(cols), rows, 1);
	assert_non_null(strstr(out, "2026-11-20  123456  receptio  Ευαγγελί\n"
				    "                    n-26      α\n"));
}

/* A value far wider than any terminal takes no longer than it is. */
static void test_text_long(void **state)
{
	(void)state;
	struct buffer big = BUFFER_INIT;
	for (int i = 0; i < 2000000; i++)
		buffer_char(&big, 'x');
	struct qser_style narrow = {.format = QSER_FORMAT_TEXT, .no_header = true, .width = 24};
	const char *const *const rows[] = {ROW("1", buffer_text(&big)), ROW("2", "short")};
	_cleanup_(spool_freep) struct qser_spool *s = NULL;
	const char *out = print(&s, &narrow, pair, COUNT(pair), rows, COUNT(rows));
	/* 21 of them a line, behind three columns; the rows before the last are in the file. */
	assert_int_equal(qser_spool_length(s), 2000000 + (2000000 / 21 + 1) * 4 + 9);
	assert_string_equal(out, "2  short\n");
	buffer_free(&big);
}

static void test_record(void **state)
{
	(void)state;
	static const struct qser_column *const cols[] = {&id, &name, &note, &total, &email};
	struct qser_style one = {.format = QSER_FORMAT_TEXT, .single = true};
	const char *const *const rows[] = {ROW("4", "Ελένη", "first\nsecond\n\nfourth", NULL, ""),
		ROW("5", "x\ny\033", NULL, "7", NULL)};
	EXPECT(&one, cols, rows,
		"Id:    4\nName:  Ελένη\nNote:  first\n       second\n\n       fourth\n"
		"\n"
		"Id:                     5\nName:                   x\\ny\\x1b\n"
		"Total of all sessions:  7\n");
	one.width = 30;
	const char *const *const wide[] = {
		ROW("4", "Ελένη", "Watched two check-ins and a complaint.", NULL, NULL)};
	EXPECT(&one, cols, wide,
		"Id:    4\nName:  Ελένη\nNote:  Watched two check-ins\n       and a complaint.\n");
	EXPECT_EMPTY(&one, cols, "");
}

static void test_many_rows(void **state)
{
	(void)state;
	static const enum qser_format formats[] = {QSER_FORMAT_TEXT, QSER_FORMAT_CSV,
		QSER_FORMAT_TSV, QSER_FORMAT_JSON, QSER_FORMAT_JSONL};
	for (size_t f = 0; f < COUNT(formats); f++) {
		struct qser_style style = {.format = formats[f]};
		_cleanup_(spool_freep) struct qser_spool *s = NULL;
		struct qser_table *t = NULL;
		assert_int_equal(qser_spool_new(&s), QSER_OK);
		assert_int_equal(qser_table_new(&t, s, &style, pair, 2), QSER_OK);
		for (int i = 0; i < 150000; i++)
			assert_int_equal(qser_table_row(t, ROW("1000000", "Ελένη Παπα")), QSER_OK);
		assert_int_equal(qser_table_end(t), QSER_OK);
		qser_table_free(t);
		assert_true(qser_spool_length(s) > 150000 * 25);
		/* The rows went to the file as they came. */
		assert_true(spool_buffer(s)->capacity <= 4 * SPOOL_MEMORY);
	}
}

static void test_refused(void **state)
{
	(void)state;
	struct qser_style html = {.format = QSER_FORMAT_HTML};
	_cleanup_(spool_freep) struct qser_spool *s = NULL;
	struct qser_table *t = NULL;
	assert_int_equal(qser_spool_new(&s), QSER_OK);
	assert_int_equal(qser_table_new(&t, s, &html, pair, 2), QSER_USAGE);
	assert_null(t);
	qser_table_free(t);
	/* A failure of the spool is told by the next row. */
	assert_int_equal(qser_table_new(&t, s, &csv, pair, 2), QSER_OK);
	spool_buffer(s)->failed = true;
	assert_int_equal(qser_table_row(t, ROW("1", "x")), QSER_MEMORY);
	assert_int_equal(qser_table_end(t), QSER_MEMORY);
	qser_table_free(t);
}

static void test_escape(void **state)
{
	(void)state;
	static const char *const pairs[][2] = {{"", ""}, {"Ελένη", "Ελένη"},
		{"a\033[2J", "a\\x1b[2J"}, {"a\u202eb", "a\\u202eb"}, {"x\ny", "x\\ny"}};
	for (size_t i = 0; i < COUNT(pairs); i++) {
		char *shown = qser_escape(pairs[i][0]);
		assert_non_null(shown);
		assert_string_equal(shown, pairs[i][1]);
		free(shown);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_csv),
		cmocka_unit_test(test_csv_verbatim), cmocka_unit_test(test_spreadsheet),
		cmocka_unit_test(test_spreadsheet_columns), cmocka_unit_test(test_tsv),
		cmocka_unit_test(test_checker), cmocka_unit_test(test_json),
		cmocka_unit_test(test_json_types), cmocka_unit_test(test_json_not_numbers),
		cmocka_unit_test(test_json_escapes), cmocka_unit_test(test_json_valid),
		cmocka_unit_test(test_text), cmocka_unit_test(test_text_widths),
		cmocka_unit_test(test_text_attacks), cmocka_unit_test(test_text_wraps),
		cmocka_unit_test(test_text_empty_columns), cmocka_unit_test(test_text_short_label),
		cmocka_unit_test(test_text_floor), cmocka_unit_test(test_text_long),
		cmocka_unit_test(test_record), cmocka_unit_test(test_many_rows),
		cmocka_unit_test(test_refused), cmocka_unit_test(test_escape)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
