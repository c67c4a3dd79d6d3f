/* test_intake.c: files as people's programs write them -> records, faults and errors. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <errno.h>
#include <iconv.h>
#include <sys/mman.h>
#include <unistd.h>

#include "../../lib/base/buffer.h"
#include "../../lib/base/cleanup.h"
#include "../../lib/intake/intake.h"

/* ---- Reading into one string ---- */

struct feed {
	const char *bytes;
	size_t length, at, chunk;
	size_t calls;
};

static ssize_t feed_read(void *ctx, void *bytes, size_t size)
{
	struct feed *f = ctx;
	size_t n = f->length - f->at;

	n = n < size ? n : size;
	n = n < f->chunk ? n : f->chunk;
	memcpy(bytes, f->bytes + f->at, n);
	f->at += n;
	return (ssize_t)n;
}

static void show(struct buffer *out, const struct intake_record *r)
{
	buffer_printf(out, "%ju", (uintmax_t)r->line);
	if (r->last_line != r->line)
		buffer_printf(out, "-%ju", (uintmax_t)r->last_line);
	buffer_printf(out, "#%ju", (uintmax_t)r->number);
	for (size_t i = 0; i < r->count; i++) {
		assert_int_equal(strlen(r->fields[i]), r->lengths[i]);
		buffer_printf(out, "<%s>", r->fields[i]);
	}
	if (r->fault.message)
		buffer_printf(out, " !%ju.%zu %s", (uintmax_t)r->fault.line, r->fault.field,
			r->fault.message);
	buffer_char(out, '\n');
}

static void drain(struct buffer *out, struct intake *in)
{
	const struct intake_record *r;
	struct error e = {0};
	enum qser_status status;

	while (!(status = intake_next(in, &r, &e)) && r)
		show(out, r);
	if (status) {
		assert_null(r);
		buffer_printf(out, "= %s\n", error_message(&e));
		assert_true(intake_next(in, &r, &e) == status);
	} else {
		assert_int_equal(intake_next(in, &r, &e), QSER_OK);
		assert_null(r);
	}
	error_free(&e);
}

static void read_all(struct buffer *out, const char *bytes, size_t length, size_t chunk,
	const struct intake_options *options)
{
	struct feed f = {bytes, length, 0, chunk, 0};
	struct intake *in;
	struct error e = {0};

	buffer_clear(out);
	if (intake_open_source(&in, feed_read, &f, "f.csv", options, &e))
		buffer_printf(out, "= %s\n", error_message(&e));
	else
		drain(out, in);
	intake_free(in);
	error_free(&e);
}

/* The same in pieces of every size: where the window happens to end must not matter. */
static void expect_bytes(const char *bytes, size_t length, const struct intake_options *options,
	const char *expected)
{
	struct buffer out = BUFFER_INIT;
	size_t step = length > 300 ? length / 50 : 1;

	read_all(&out, bytes, length, SIZE_MAX, options);
	assert_string_equal(buffer_text(&out), expected);
	for (size_t chunk = 1; chunk <= length; chunk += step) {
		read_all(&out, bytes, length, chunk, options);
		assert_string_equal(buffer_text(&out), expected);
	}
	buffer_free(&out);
}

struct trap {
	const char *bytes, *expected;
	char delimiter;
};

static void expect(const struct trap *traps, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct intake_options options = {.delimiter = traps[i].delimiter};

		expect_bytes(traps[i].bytes, strlen(traps[i].bytes), &options, traps[i].expected);
	}
}

#define EXPECT(...)                                          \
	do {                                                 \
		const struct trap traps[] = {__VA_ARGS__};   \
		expect(traps, sizeof traps / sizeof *traps); \
	} while (0)

#define WHOLE "put the whole field in quotes and write the quote inside twice"
#define STRAY "a quote inside a field that does not start with one; " WHOLE
#define TWICE "write a quote that belongs to the text twice"
#define CLOSED "text after the closing quote; " TWICE

/* ---- Records and lines ---- */

static void test_plain(void **state)
{
	(void)state;
	EXPECT({"a,b\n1,2\n", "1#0<a><b>\n2#1<1><2>\n", 0},
		{"a,b\n1,2", "1#0<a><b>\n2#1<1><2>\n", 0},
		{"a,b\n,\n1,\n,2", "1#0<a><b>\n2#1<><>\n3#2<1><>\n4#3<><2>\n", 0},
		{"a,b\n 1 , 2 \n", "1#0<a><b>\n2#1< 1 >< 2 >\n", 0},
		{"a,b\n\"\",\"x\"", "1#0<a><b>\n2#1<><x>\n", 0},
		{"a,b\n\"1,5\",\"say \"\"hi\"\"\"\n", "1#0<a><b>\n2#1<1,5><say \"hi\">\n", 0},
		{"a,b\n\"\"\"\",\"\"\"\"\"\"\n", "1#0<a><b>\n2#1<\"><\"\">\n", 0},
		{"a\tb\n1,5\tx\n", "1#0<a><b>\n2#1<1,5><x>\n", '\t'},
		{"a,b\nx\ty,2\n", "1#0<a><b>\n2#1<x\ty><2>\n", ','},
		/* ragged rows are the header map's business */
		{"a,b\n1\n1,2,3\n", "1#0<a><b>\n2#1<1>\n3#2<1><2><3>\n", ','});
}

static void test_line_ends(void **state)
{
	(void)state;
	EXPECT({"a,b\r\n1,2\r\n", "1#0<a><b>\n2#1<1><2>\n", 0},
		{"a,b\r1,2\r", "1#0<a><b>\n2#1<1><2>\n", 0},
		{"a,b\r1,2\n3,4\r\n5,6", "1#0<a><b>\n2#1<1><2>\n3#2<3><4>\n4#3<5><6>\n", 0},
		{"a,b\r\n\"1\",\"2\"\r\n", "1#0<a><b>\n2#1<1><2>\n", 0},
		{"a,b\n\r1,2\n", "1#0<a><b>\n3#1<1><2>\n", 0});
}

static void test_blank_lines(void **state)
{
	(void)state;
	EXPECT({"\n\n\na,b\n\n1,2\n\n\n3,4\n\n", "4#0<a><b>\n6#1<1><2>\n9#2<3><4>\n", 0},
		{"\r\n\r\na,b\r\n\r\n1,2\r\n", "3#0<a><b>\n5#1<1><2>\n", 0},
		{"\r\ra,b\r\r1,2\r", "3#0<a><b>\n5#1<1><2>\n", 0},
		{"a,b\n   \n1,2\n  ", "1#0<a><b>\n3#1<1><2>\n", 0},
		{"a\n\"\"\n\" \"\n \nx\n", "1#0<a>\n2#1<>\n3#2< >\n5#3<x>\n", 0},
		/* TABs are blanks, where they do not divide */
		{"\t\n \t \na,b\n\t\n1,2\n \t", "3#0<a><b>\n5#1<1><2>\n", 0},
		{"a\tb\n\t\n \n1\t2\n", "1#0<a><b>\n2#1<><>\n4#2<1><2>\n", 0},
		/* what a column alone holds, as our own drivers write it */
		{"\"\"\n\"\"\n\"\t\"\n\n\n", "1#0<>\n2#1<>\n3#2<\t>\n", 0});
}

/* The first row of a sheet that holds something is its header; below, empty rows are rows. */
static void test_blank_rows(void **state)
{
	(void)state;
	EXPECT({";;\n ; ;\t\n\na;b;c\n;;\n1;2;3\n", "4#0<a><b><c>\n5#1<><><>\n6#2<1><2><3>\n", 0},
		{"\t\t\r\na\tb\tc\r\n1\t2\t3\r\n", "2#0<a><b><c>\n3#1<1><2><3>\n", 0},
		{",,,,,,\n;a\n", "2#0<;a>\n", ','},
		/* in quotes it is meant */
		{",\"\"\na,b\n", "1#0<><>\n2#1<a><b>\n", ','},
		{";;\n ;\n", "= f.csv: empty; the first line must hold the names of the columns\n",
			';'},
		/* a fault is no emptiness */
		{",\x01\na,b\n",
			"= f.csv:1: in the header: field 2: control character U+0001; remove it\n",
			','});
}

static void test_quoted_lines(void **state)
{
	(void)state;
	EXPECT({"a,b\n\"x\ny\",2\n3,4\n", "1#0<a><b>\n2-3#1<x\ny><2>\n4#2<3><4>\n", 0},
		{"a,b\r\n\"x\r\ny\r\n\r\nz\",2\r\n3,4\r\n",
			"1#0<a><b>\n2-5#1<x\ny\n\nz><2>\n6#2<3><4>\n", 0},
		{"a,b\r\"x\ry\r\rz\",2\r3,4\r", "1#0<a><b>\n2-5#1<x\ny\n\nz><2>\n6#2<3><4>\n", 0},
		{"a,b\n\"x\r\",2\n3,4\n", "1#0<a><b>\n2-3#1<x\n><2>\n4#2<3><4>\n", 0},
		{"a,b\n\"\n\",\"\n\"\n\n3,4\n", "1#0<a><b>\n2-4#1<\n><\n>\n6#2<3><4>\n", 0},
		{"\"a\nb\",c\n1,2\n", "1-2#0<a\nb><c>\n3#1<1><2>\n", 0},
		{"a,b\n\"x\"\"\r\n\"\"y\",\"\r\"\"\n\"\n", "1#0<a><b>\n2-5#1<x\"\n\"y><\n\"\n>\n",
			0});
}

/* ---- Faults of rows ---- */

static void test_stray_quotes(void **state)
{
	(void)state;
	EXPECT({"a,b\n12\" tv,2\n3,4\n",
		       "1#0<a><b>\n2#1<12\" tv><2> !2.1 field 1 \"a\": " STRAY "\n3#2<3><4>\n", 0},
		{"a,b\n1, \"x\"\n3,4\n",
			"1#0<a><b>\n2#1<1>< \"x\"> !2.2 field 2 \"b\": " STRAY "\n3#2<3><4>\n",
			','},
		{"a,b,c\n\"x\"y,\"z\",w\n3,4,5\n",
			"1#0<a><b><c>\n2#1<\"x\"y><\"z\"><w> !2.1 field 1 \"a\": " CLOSED
			"\n3#2<3><4><5>\n",
			','},
		{"a,b\n1,\"x\" \n3,4",
			"1#0<a><b>\n2#1<1><\"x\" > !2.2 field 2 \"b\": " CLOSED "\n3#2<3><4>\n",
			','},
		/* at the end of the file, without a line end */
		{"a,b\n1,2\"", "1#0<a><b>\n2#1<1><2\"> !2.2 field 2 \"b\": " STRAY "\n", ','},
		/* the quote of line 2 closes on line 3: reading resumes on line 4 */
		{"a,b\n1,\"x\n2,\"y\"\n3,4\n",
			"1#0<a><b>\n2-3#1<1><\"x\n2><\"y\"> !3.2 field 2 \"b\": text after the "
			"closing quote "
			"(line 3; opened on line 2); " TWICE "\n4#2<3><4>\n",
			','},
		/* more fields than headings: the place alone */
		{"a\n1;2;3\"\n", "1#0<a>\n2#1<1><2><3\"> !2.3 field 3: " STRAY "\n", ';'});
}

static void test_controls(void **state)
{
	(void)state;
	EXPECT({"a,b\nx\x1b[31m,2\n3,4\n",
		       "1#0<a><b>\n2#1<x\x1b[31m><2> !2.1 field 1 \"a\": control character U+001B; "
		       "remove "
		       "it\n3#2<3><4>\n",
		       0},
		{"a,b\n1,\"x\n\x07\"\n3,4\n",
			"1#0<a><b>\n2-3#1<1><x\n\x07> !3.2 field 2 \"b\": control character "
			"U+0007; remove "
			"it\n4#2<3><4>\n",
			0},
		{"a,b\n\x7f,\"\n\"\n",
			"1#0<a><b>\n2-3#1<\x7f><\n> !2.1 field 1 \"a\": control character U+007F; "
			"remove it\n",
			0},
		{"a,b\n1,x\xc2\x85y\n",
			"1#0<a><b>\n2#1<1><x\xc2\x85y> !2.2 field 2 \"b\": control character "
			"U+0085; remove "
			"it\n",
			0},
		{"a,b\n1,\"\xc2\x9f\"\n",
			"1#0<a><b>\n2#1<1><\xc2\x9f> !2.2 field 2 \"b\": control character U+009F; "
			"remove "
			"it\n",
			0},
		/* U+00A0 is a blank, not a control; TAB may stay */
		{"a,b\n\xc2\xa0,\"x\ty\"\n", "1#0<a><b>\n2#1<\xc2\xa0><x\ty>\n", 0},
		/* the first fault is the one told */
		{"a,b\n\x01\x02,3\"\n",
			"1#0<a><b>\n2#1<\x01\x02><3\"> !2.1 field 1 \"a\": control character "
			"U+0001; remove "
			"it\n",
			0});
}

/* What means something, at every place of fields of every length, bare and in quotes. */
static void test_places(void **state)
{
	(void)state;
	for (size_t length = 0; length < 40; length++)
		for (size_t at = 0; at <= length; at++) {
			char left[48] = "", right[48] = "", text[512], expected[512];
			memset(left, 'x', at);
			memset(right, 'y', length - at);
			snprintf(text, sizeof text, "a,b\n%s,%s\n\"%s\"\"%s\",\"%s\r\n,%s\"\n",
				left, right, left, right, left, right);
			snprintf(expected, sizeof expected,
				"1#0<a><b>\n2#1<%s><%s>\n3-4#2<%s\"%s><%s\n,%s>\n", left, right,
				left, right, left, right);
			struct buffer out = BUFFER_INIT;
			read_all(&out, text, strlen(text), SIZE_MAX, NULL);
			assert_string_equal(buffer_text(&out), expected);
			buffer_free(&out);
		}
}

static void test_controls_everywhere(void **state)
{
	static const struct {
		const char *bytes;
		unsigned code;
	} controls[] = {{"\x01", 1}, {"\x1f", 0x1F}, {"\x7f", 0x7F}, {"\xc2\x80", 0x80},
		{"\xc2\x9f", 0x9F}, {"\xc2\xa0", 0}, {"\t", 0}, {"\xc3\x82", 0}};

	(void)state;
	for (size_t i = 0; i < sizeof controls / sizeof *controls; i++)
		for (size_t at = 0; at < 40; at++) {
			char left[48] = "", text[128], expected[256];
			memset(left, 'x', at);
			snprintf(text, sizeof text, "a,b\n%s%sz,2\n", left, controls[i].bytes);
			int n = snprintf(expected, sizeof expected, "1#0<a><b>\n2#1<%s%sz><2>",
				left, controls[i].bytes);
			if (controls[i].code)
				snprintf(expected + n, sizeof expected - (size_t)n,
					" !2.1 field 1 \"a\": control character U+%04X; remove it",
					controls[i].code);
			strcat(expected, "\n");
			struct buffer out = BUFFER_INIT;
			read_all(&out, text, strlen(text), SIZE_MAX, NULL);
			assert_string_equal(buffer_text(&out), expected);
			buffer_free(&out);
		}
}

static void test_caps(void **state)
{
	const struct intake_options caps = {
		.delimiter = ',', .field_cap = 4, .column_cap = 3, .record_cap = 20};
	static const struct trap traps[] = {
		{"a,b\n1234,2\n12345,2\n3,4\n",
			"1#0<a><b>\n2#1<1234><2>\n3#2<1234><2> !3.1 field 1 \"a\": longer than 4 "
			"bytes; "
			"shorten it\n4#3<3><4>\n",
			0},
		/* cut between characters; doubled quotes count once */
		{"a,b\n123\xce\xb1,2\n\"12\"\"4\",2\n",
			"1#0<a><b>\n2#1<123><2> !2.1 field 1 \"a\": longer than 4 bytes; shorten "
			"it\n"
			"3#2<12\"4><2>\n",
			0},
		{"a,b\n1,2,3\n1,2,3,4\n3,4\n",
			"1#0<a><b>\n2#1<1><2><3>\n3#2<1><2><3> !3.0 more than 3 "
			"fields\n4#3<3><4>\n",
			0},
		/* 20 bytes, then 21 */
		{"a,b\n1,345678901234567890\n3,4\n",
			"1#0<a><b>\n2#1<1><3456> !2.2 field 2 \"b\": longer than 4 bytes; shorten "
			"it\n"
			"3#2<3><4>\n",
			0},
		{"a,b\n1,3456789012345678901\n3,4\n",
			"1#0<a><b>\n2#1<1> !2.0 the row is longer than 20 bytes\n3#2<3><4>\n", 0},
		{"a,b\n1,\"3\n\n\n789012345678\",\"12\n\"\n3,4\n",
			"1#0<a><b>\n2-6#1<1><3\n\n\n> !2.0 the row is longer than 20 "
			"bytes\n7#2<3><4>\n",
			0},
		{"a,b\n12345678901234567890123,\x01,\"\n3,4\n\",x\"\n3,4\n",
			"1#0<a><b>\n2-4#1 !2.0 the row is longer than 20 bytes\n5#2<3><4>\n", 0},
		/* within quotes the record cap is the end of patience */
		{"a,b\n1,\"345678901234567890123456\"\n3,4\n",
			"1#0<a><b>\n= f.csv:2: character 3: the quote opened here is not closed "
			"within 20 "
			"bytes; close it, or " TWICE "\n",
			0},
		{"a,b\n\"234567890123456789\"\n3,4\n",
			"1#0<a><b>\n2#1<2345> !2.1 field 1 \"a\": longer than 4 bytes; shorten it\n"
			"3#2<3><4>\n",
			0},
		{"a,b\n\"2345678901234567890\"\n3,4\n",
			"1#0<a><b>\n2#1 !2.0 the row is longer than 20 bytes\n3#2<3><4>\n", 0},
		{"a,b\n\"23456789012345678901\"\n3,4\n",
			"1#0<a><b>\n= f.csv:2: character 1: the quote opened here is not closed "
			"within 20 "
			"bytes; close it, or " TWICE "\n",
			0},
		/* opened within the cap, still open when the row is beyond it */
		{"a,b\n1,\"\n\",3456789\n,\"345678901234567890\n3,4",
			"1#0<a><b>\n2-3#1<1><\n><3456> !2.3 field 3: longer than 4 bytes; shorten "
			"it\n"
			"= f.csv:4: character 2: the quote opened here is not closed within 20 "
			"bytes; close "
			"it, or " TWICE "\n",
			0},
		{"a,b\n12,456789012,\"567890123456789012345678\n",
			"1#0<a><b>\n= f.csv:2: character 14: the quote opened here is not closed "
			"within 20 "
			"bytes; close it, or " TWICE "\n",
			0},
		/* opened beyond it: the line must do */
		{"a,b\n12,4567890123456789012,\"4",
			"1#0<a><b>\n= f.csv:2: the quote opened here is never closed; close it, "
			"or " TWICE "\n",
			0},
		/* a stray quote, then beyond */
		{"a,b\n1,2\"34,67,9012345678901\n3,4\n",
			"1#0<a><b>\n2#1<1> !2.2 field 2 \"b\": " STRAY "\n3#2<3><4>\n", 0},
		{"a,b,c,d\n", "= f.csv:1: in the header: more than 3 fields\n", 0},
		{"a,bcdef\n",
			"= f.csv:1: in the header: field 2: longer than 4 bytes; shorten it\n", 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof traps / sizeof *traps; i++)
		expect_bytes(traps[i].bytes, strlen(traps[i].bytes), &caps, traps[i].expected);
}

static void test_default_caps(void **state)
{
	struct buffer file = BUFFER_INIT, out = BUFFER_INIT;

	(void)state;
	buffer_text_add(&file, "a,b\n1,");
	for (size_t i = 0; i < (64u << 10); i++)
		buffer_char(&file, 'x');
	buffer_text_add(&file, "\n2,");
	for (size_t i = 0; i < (64u << 10) + 1; i++)
		buffer_char(&file, 'x');
	buffer_text_add(&file, "\n3,4\n");
	read_all(&out, file.data, file.length, 4096, NULL);
	assert_non_null(strstr(buffer_text(&out), "\n3#2<2><xxx"));
	assert_non_null(strstr(buffer_text(&out), "!3.2 field 2 \"b\": longer than 65536 bytes"));
	assert_null(strstr(buffer_text(&out), "!2."));
	assert_non_null(strstr(buffer_text(&out), "\n4#3<3><4>\n"));
	buffer_clear(&file);
	buffer_text_add(&file, "a,b\n");
	for (size_t i = 0; i < 257; i++)
		buffer_text_add(&file, i ? ",1" : "1");
	read_all(&out, file.data, file.length, 4096, NULL);
	assert_non_null(strstr(buffer_text(&out), "!2.0 more than 256 fields\n"));
	buffer_free(&file);
	buffer_free(&out);
}

/* Gives a head, then one byte for ever; counts. */
struct endless {
	const char *head;
	size_t given, stop;
	char body;
};

static ssize_t endless_read(void *ctx, void *bytes, size_t size)
{
	struct endless *s = ctx;
	size_t head = strlen(s->head), n = 0;
	char *to = bytes;

	if (s->given >= s->stop)
		return 0;
	for (; n < size && s->given < head; n++)
		to[n] = s->head[s->given++];
	memset(to + n, s->body, size - n);
	s->given += size - n;
	return (ssize_t)size;
}

static void test_endless(void **state)
{
	struct endless quoted = {"a,b\n1,\"", 0, (size_t)1 << 30, 'x'};
	struct endless bare = {"a,b\n1,", 0, (size_t)64 << 20, 'x'};
	struct endless commas = {"a,b\n1,", 0, (size_t)64 << 20, ','};
	struct endless blank = {"a,b\n1,2\n", 0, (size_t)64 << 20, '\n'};
	struct endless returns = {"a,b\r1,2\r", 0, (size_t)64 << 20, '\r'};
	struct endless after = {"a,b\n1,2\n3,4\n5,\"", 0, (size_t)1 << 30, '\n'};
	struct buffer out = BUFFER_INIT;
	struct intake *in;
	struct error e = {0};

	(void)state;
	assert_int_equal(intake_open_source(&in, endless_read, &quoted, "f.csv", NULL, &e), 0);
	drain(&out, in);
	intake_free(in);
	assert_string_equal(buffer_text(&out), "1#0<a><b>\n= f.csv:2: character 3: the quote "
					       "opened here is not closed within 1048576 "
					       "bytes; close it, or " TWICE "\n");
	/* refused long before its GiB is read */
	assert_true(quoted.given < ((size_t)2 << 20));

	buffer_clear(&out);
	assert_int_equal(intake_open_source(&in, endless_read, &bare, "f.csv", NULL, &e), 0);
	drain(&out, in);
	intake_free(in);
	assert_string_equal(
		buffer_text(&out), "1#0<a><b>\n2#1<1> !2.0 the row is longer than 1048576 bytes\n");

	buffer_clear(&out);
	assert_int_equal(intake_open_source(&in, endless_read, &commas, "f.csv", NULL, &e), 0);
	drain(&out, in);
	intake_free(in);
	assert_non_null(strstr(buffer_text(&out), "!2.0 more than 256 fields\n"));

	buffer_clear(&out);
	assert_int_equal(intake_open_source(&in, endless_read, &blank, "f.csv", NULL, &e), 0);
	drain(&out, in);
	assert_true(intake_bytes(in) >= (64u << 20));
	intake_free(in);
	assert_string_equal(buffer_text(&out), "1#0<a><b>\n2#1<1><2>\n");

	buffer_clear(&out);
	assert_int_equal(intake_open_source(&in, endless_read, &returns, "f.csv", NULL, &e), 0);
	drain(&out, in);
	assert_true(intake_bytes(in) >= (64u << 20));
	intake_free(in);
	assert_string_equal(buffer_text(&out), "1#0<a><b>\n2#1<1><2>\n");

	buffer_clear(&out);
	assert_int_equal(intake_open_source(&in, endless_read, &after, "f.csv", NULL, &e), 0);
	drain(&out, in);
	intake_free(in);
	assert_string_equal(buffer_text(&out),
		"1#0<a><b>\n2#1<1><2>\n3#2<3><4>\n= f.csv:4: character 3: the quote opened here is "
		"not closed within 1048576 bytes; close it, or " TWICE "\n");
	assert_true(after.given < ((size_t)2 << 20));
	buffer_free(&out);
}

/* ---- Errors of files ---- */

static void test_open_quotes(void **state)
{
	(void)state;
#define NEVER "the quote opened here is never closed; close it, or " TWICE "\n"
	EXPECT({"a,b\n1,2\nxy,\"z\n3,4\n", "1#0<a><b>\n2#1<1><2>\n= f.csv:3: character 4: " NEVER,
		       ','},
		{"a,b\n\"x\ny\",\"\n\n", "1#0<a><b>\n= f.csv:3: character 4: " NEVER, ','},
		/* characters, not bytes */
		{"a,b\n\xce\xb1\xce\xb2\xce\xb3,\"", "1#0<a><b>\n= f.csv:2: character 5: " NEVER,
			','},
		{"\"a,b\n1,2\n", "= f.csv:1: character 1: " NEVER, ','},
		{"a,b\n1,\"x\"\"", "1#0<a><b>\n= f.csv:2: character 3: " NEVER, ','});
}

static void test_empty(void **state)
{
#define EMPTY "= f.csv: empty; the first line must hold the names of the columns\n"
	(void)state;
	EXPECT({"", EMPTY, 0}, {"\n\r\n  \n", EMPTY, 0}, {"\xef\xbb\xbf", EMPTY, 0},
		{"sep=;\n", EMPTY, 0}, {"\xff\xfe", EMPTY, 0});
}

static void test_header_faults(void **state)
{
	(void)state;
	EXPECT({"a,b\"\n1,2\n", "= f.csv:1: in the header: field 2: " STRAY "\n", ','},
		{"\n\"a\n\x01\",b\n1,2\n",
			"= f.csv:3: in the header: field 1: control character U+0001; remove it\n",
			','});
}

#define LITERAL(text) text, sizeof text - 1

static void test_nul(void **state)
{
	const struct intake_options latin = {.encoding = "ISO-8859-1"};

	(void)state;
	expect_bytes(LITERAL("a,b\n1,2\n3,x\0y\n"), NULL,
		"1#0<a><b>\n2#1<1><2>\n= f.csv:3: column 2 \"b\": a NUL byte at offset 11; this is "
		"not a "
		"text file, or a damaged one\n");
	expect_bytes(LITERAL("a,b\n\"\0\",2"), NULL,
		"1#0<a><b>\n= f.csv:2: column 1 \"a\": a NUL byte at offset 5; this is not a text "
		"file, "
		"or a damaged one\n");
	expect_bytes(LITERAL("a,b\n\"x\"\0,2"), NULL,
		"1#0<a><b>\n= f.csv:2: column 1 \"a\": a NUL byte at offset 7; this is not a text "
		"file, "
		"or a damaged one\n");
	expect_bytes(LITERAL("a,b\n1,2\n3,x\0y\n"), &latin,
		"1#0<a><b>\n2#1<1><2>\n= f.csv:3: column 2 \"b\": a NUL character; this is not a "
		"text "
		"file in ISO-8859-1\n");
	/* bad bytes behind it do not shift the offset */
	expect_bytes(LITERAL("\xef\xbb\xbf"
			     "a,b\nx\0,\xff\xff\xff\n"),
		NULL,
		"1#0<a><b>\n= f.csv:2: column 1 \"a\": a NUL byte at offset 8; this is not a text "
		"file, "
		"or a damaged one\n");
	/* UTF-16 without its mark */
	expect_bytes(LITERAL("a\0,\0b\0\n\0"), NULL,
		"= f.csv:1: column 1: a NUL byte; this looks like UTF-16: try --encoding "
		"UTF-16LE\n");
	expect_bytes(LITERAL("\0a\0,\0b\0\n"), NULL,
		"= f.csv:1: column 1: a NUL byte; this looks like UTF-16: try --encoding "
		"UTF-16BE\n");
}

#define SAVE "save the file as UTF-8, or name its encoding with --encoding"

#define MARKED \
	"as which the first bytes of the file mark it; it is damaged: save it again, as UTF-8"

static void test_undecodable(void **state)
{
	const struct intake_options greek = {.encoding = "cp1253"};

	(void)state;
	/* Παύλος in cp1253: letters in a run */
	expect_bytes(LITERAL("a,b\n1,2\nx,\xd0\xe1\xfd\xeb\xef\xf2\n"), NULL,
		"1#0<a><b>\n2#1<1><2>\n= f.csv:3: column 2 \"b\": byte 0xD0 at offset 10 is not "
		"UTF-8; " SAVE
		" (worth trying: cp1253, ISO-8859-7, cp1251, cp1252, cp1250, ISO-8859-2)\n");
	/* Müller in cp1252: alone; quoted, over a line end, behind a mark */
	expect_bytes(LITERAL("\xef\xbb\xbf"
			     "a,b\n\"1\n\",\"M\xfcller\"\n"),
		NULL,
		"1#0<a><b>\n= f.csv:3: column 2 \"b\": byte 0xFC at offset 14 is not UTF-8, " MARKED
		"\n");
	/* overlong, surrogate, beyond Unicode, cut at the end */
	expect_bytes(LITERAL("a\n\xc0\xaf\n"), NULL,
		"1#0<a>\n= f.csv:2: column 1 \"a\": byte 0xC0 at offset 2 is not UTF-8; " SAVE
		" (worth trying: cp1252, cp1250, ISO-8859-2, cp1253, ISO-8859-7, cp1251)\n");
	expect_bytes(LITERAL("a\n\xed\xa0\x80\n"), &(struct intake_options){.delimiter = ','},
		"1#0<a>\n= f.csv:2: column 1 \"a\": byte 0xED at offset 2 is not UTF-8; " SAVE
		" (worth trying: cp1253, cp1251, cp1252, cp1250)\n");
	expect_bytes(LITERAL("a\nx\xe2\x82"), NULL,
		"1#0<a>\n= f.csv:2: column 1 \"a\": byte 0xE2 at offset 3 is not UTF-8; " SAVE
		" (worth trying: cp1252, cp1250, cp1253, cp1251)\n");
	/* 0xD2 is nothing in cp1253 */
	expect_bytes(LITERAL("a,b\n1,\xe1\xd2\xe1\xe1\n"), &greek,
		"1#0<a><b>\n= f.csv:2: column 2 \"b\": byte 0xD2 at offset 7 is not cp1253; " SAVE
		" (worth trying: cp1251, cp1252, cp1250, ISO-8859-2)\n");
	/* half a unit of UTF-16, and half a pair */
	expect_bytes(LITERAL("\xff\xfe"
			     "a\0\n\0b"),
		NULL,
		"1#0<a>\n= f.csv:2: column 1 \"a\": byte 0x62 at offset 6 is not UTF-16LE, " MARKED
		"\n");
}

static ssize_t broken_read(void *ctx, void *bytes, size_t size)
{
	ssize_t n = feed_read(ctx, bytes, size);

	errno = EIO;
	return n ? n : -1;
}

/* Only a handler that asks for the end lets a read be interrupted. */
static ssize_t interrupted_read(void *ctx, void *bytes, size_t size)
{
	ssize_t n = feed_read(ctx, bytes, size);

	errno = EINTR;
	return n ? n : -1;
}

static void test_read_error(void **state)
{
	struct feed f = {"a,b\n1,2\n3,", 10, 0, 7, 0};
	struct buffer out = BUFFER_INIT;
	struct intake *in;
	struct error e = {0};
	char digest[SHA256_TEXT];

	(void)state;
	assert_int_equal(intake_open_source(&in, broken_read, &f, "f.csv", NULL, &e), 0);
	drain(&out, in);
	assert_false(intake_digest(in, digest));
	intake_free(in);
	assert_string_equal(buffer_text(&out),
		"1#0<a><b>\n2#1<1><2>\n= f.csv: cannot be read: Input/output error\n");
	/* a signal */
	struct feed g = {"a\n1\n", 4, 0, 7, 0};
	assert_int_equal(intake_open_source(&in, interrupted_read, &g, "f.csv", NULL, &e), 0);
	buffer_clear(&out);
	drain(&out, in);
	intake_free(in);
	assert_string_equal(buffer_text(&out), "= f.csv: interrupted\n");
	/* a descriptor that cannot be read at all */
	const struct intake_record *r;
	assert_int_equal(intake_open(&in, -1, "f.csv", NULL, &e), 0);
	assert_int_equal(intake_next(in, &r, &e), QSER_NOINPUT);
	assert_string_equal(error_message(&e), "f.csv: cannot be read: Bad file descriptor");
	intake_free(in);
	error_free(&e);
	buffer_free(&out);
}

static void test_options(void **state)
{
	struct buffer out = BUFFER_INIT;

	(void)state;
	read_all(&out, "a", 1, 1, &(struct intake_options){.delimiter = ':'});
	assert_string_equal(buffer_text(&out),
		"= the delimiter is one of comma, semicolon, TAB and bar (, ; TAB |)\n");
#define KNOWN                                                                                \
	"\" is not an encoding known here; \"iconv -l\" lists them, common ones are UTF-8, " \
	"cp1253, ISO-8859-7, cp1252, cp1250, UTF-16LE\n"
	read_all(&out, "a", 1, 1, &(struct intake_options){.encoding = "klingon"});
	assert_string_equal(buffer_text(&out), "= \"klingon" KNOWN);
	read_all(&out, "a", 1, 1, &(struct intake_options){.encoding = "ASCII//IGNORE"});
	assert_string_equal(buffer_text(&out), "= \"ASCII//IGNORE" KNOWN);
	read_all(&out, "a", 1, 1, &(struct intake_options){.encoding = ""});
	assert_string_equal(buffer_text(&out), "= \"" KNOWN);
	intake_free(NULL);
	buffer_free(&out);
}

/* ---- Dialect ---- */

static void expect_dialect(
	const char *bytes, const struct intake_options *options, char delimiter, bool detected)
{
	struct feed f = {bytes, strlen(bytes), 0, 3, 0};
	struct buffer out = BUFFER_INIT;
	struct intake *in;
	struct error e = {0};

	assert_int_equal(intake_open_source(&in, feed_read, &f, "f.csv", options, &e), 0);
	drain(&out, in);
	assert_null(strstr(buffer_text(&out), "="));
	assert_int_equal(intake_delimiter(in), delimiter);
	assert_int_equal(intake_delimiter_detected(in), detected);
	intake_free(in);
	buffer_free(&out);
}

static void test_detection(void **state)
{
	(void)state;
	expect_dialect("a;b\n1,5;2\n2,5;3\n", NULL, ';', true);
	expect_dialect("a\tb\n1,5\t2;3\n", NULL, '\t', true);
	expect_dialect("a|b\n1,5|2;3\n", NULL, '|', true);
	expect_dialect("a,b\n1,x;y\n2,z\n", NULL, ',', true);
	/* a column alone */
	expect_dialect("a\n1\n2\n", NULL, ',', false);
	expect_dialect("skills (a;b)\nx\ny\nz\n", NULL, ',', false);
	/* a header alone */
	expect_dialect("a;b;c", NULL, ';', true);
	/* quoted delimiters and line ends do not count */
	expect_dialect("\"a;b\",\"c;d\"\n\"1\n;\",\"2;3\"\n", NULL, ',', true);
	expect_dialect("\"a\",\"b;c\"\n\"1 \"\"x\"\";\n\",\"2;3\"\n", NULL, ',', true);
	/* a row of another length does not blind it */
	expect_dialect("a;b;c\n1,5;2;3\n2,5;3\n4;5;6\n", NULL, ';', true);
	expect_dialect("a;b;c\n1;2\n2;3\n4;5\n", NULL, ';', true);
	expect_dialect("\n  \na;b\n\n1,5;2\n", NULL, ';', true);
	expect_dialect("\t \t\na,b\n\t\n1,2\n", NULL, ',', true);
	expect_dialect(";;;;\na;b\n", NULL, ';', true);
	/* said, not guessed */
	expect_dialect("a;b\n1;2\n", &(struct intake_options){.delimiter = ','}, ',', false);
}

static void test_ties(void **state)
{
	(void)state;
#define MAY "= f.csv: the fields may be divided by "
	EXPECT({"a;b,c\n1;2,5\n",
		       MAY "comma (2 columns) or by semicolon (2 columns); say which with "
			   "--delimiter\n",
		       0},
		{"a|b\tc\td\n1|2\t5\t6\n",
			MAY "TAB (3 columns) or by bar (2 columns); say which with --delimiter\n",
			0},
		{"a;b,c\n1;2,5\n", "1#0<a><b,c>\n2#1<1><2,5>\n", ';'});
}

static void test_detection_sample(void **state)
{
	struct buffer file = BUFFER_INIT;

	(void)state;
	/* what comes after 20 records does not matter */
	buffer_text_add(&file, "a;b\n");
	for (int i = 0; i < 19; i++)
		buffer_text_add(&file, "1,2,3;4\n");
	for (int i = 0; i < 100; i++)
		buffer_text_add(&file, "1|2\n");
	expect_dialect(buffer_text(&file), NULL, ';', true);
	/* a first record longer than the sample: its beginning decides */
	buffer_clear(&file);
	buffer_text_add(&file, "a;b;\"");
	for (int i = 0; i < 65000; i++)
		buffer_char(&file, 'x');
	buffer_text_add(&file, "\";");
	for (int i = 0; i < 2000; i++)
		buffer_char(&file, 'x');
	buffer_text_add(&file, "\n1;2;3;4\n");
	expect_dialect(buffer_text(&file), NULL, ';', true);
	buffer_free(&file);
}

/* A sample of 64 KiB, however much was read. */
static void test_sample_size(void **state)
{
	struct buffer file = BUFFER_INIT, out = BUFFER_INIT;

	(void)state;
	buffer_text_add(&file, "a;b,c\n");
	for (int row = 0; row < 18; row++) {
		buffer_text_add(&file, row < 14 ? "1;2,3" : "1,2");
		for (int i = 0; i < 5000; i++)
			buffer_char(&file, 'x');
		buffer_char(&file, '\n');
	}
	read_all(&out, file.data, file.length, 60000, NULL);
	assert_string_equal(buffer_text(&out),
		MAY "comma (2 columns) or by semicolon (2 columns); say which with --delimiter\n");
	buffer_free(&file);
	buffer_free(&out);
}

static void test_sep_line(void **state)
{
	(void)state;
	EXPECT({"sep=;\na;b,c\n1;2,5\n", "2#0<a><b,c>\n3#1<1><2,5>\n", 0},
		{"SEP=|\r\na|b\r\n1|2\r\n", "2#0<a><b>\n3#1<1><2>\n", 0},
		{"\"sep=\t\"\ra\tb\r1\t2\r", "2#0<a><b>\n3#1<1><2>\n", 0},
		{"\xef\xbb\xbfsep=,\na,b\n", "2#0<a><b>\n", 0},
		/* an option is stronger, and the line goes all the same */
		{"sep=;\na,b\n", "2#0<a><b>\n", ','},
		{"sep=#\na#b\n",
			"= f.csv:1: this sep= line names a delimiter that is not one of , ; TAB "
			"|\n",
			0},
		/* not such lines */
		{"sep=;x\n", "1#0<sep=><x>\n", 0}, {"sep,a\n1,2\n", "1#0<sep><a>\n2#1<1><2>\n", 0},
		{"a,b\nsep=;\n", "1#0<a><b>\n2#1<sep=;>\n", ','});
	struct feed f = {"sep=;\na;b\n", 10, 0, 1, 0};
	struct intake *in;
	const struct intake_record *r;
	assert_int_equal(intake_open_source(&in, feed_read, &f, "f.csv", NULL, NULL), 0);
	assert_int_equal(intake_next(in, &r, NULL), 0);
	assert_false(intake_delimiter_detected(in));
	intake_free(in);
}

static void expect_assumed(
	const char *bytes, const struct intake_options *options, const char *expected)
{
	struct feed f = {bytes, strlen(bytes), 0, 5, 0};
	struct buffer said = BUFFER_INIT;
	const struct intake_record *r;
	struct intake *in;

	assert_int_equal(intake_open_source(&in, feed_read, &f, "f.csv", options, NULL), 0);
	assert_int_equal(intake_next(in, &r, NULL), 0);
	assert_int_equal(intake_assumed(in, &said), *expected != '\0');
	assert_string_equal(buffer_text(&said), expected);
	intake_free(in);
	buffer_free(&said);
}

static void test_assumed(void **state)
{
	static const struct intake_options greek = {.encoding = "cp1253"};
	static const struct intake_options given = {.delimiter = ';'};
	static const struct intake_options utf16 = {.encoding = "UTF-16LE"};

	(void)state;
#define SEPARATED "f.csv: columns are taken to be separated by "
	expect_assumed("a;b\n", NULL, SEPARATED "semicolon");
	expect_assumed("a\tb\n", &greek, SEPARATED "TAB");
	/* what everybody expects, or said */
	expect_assumed("a,b\n", NULL, "");
	expect_assumed("a\n", NULL, "");
	expect_assumed("a;b\n", &given, "");
	expect_assumed("sep=;\na;b\n", NULL, "");
	expect_assumed("\xef\xbb\xbf"
		       "a,b\n",
		NULL, "");
	/* the mark knows better */
	expect_assumed("\xef\xbb\xbf"
		       "a,b\n",
		&greek, "f.csv: read as UTF-8, by its byte order mark");
	expect_assumed("\xef\xbb\xbf"
		       "a|b\n",
		&utf16, SEPARATED "bar; read as UTF-8, by its byte order mark");
}

/* ---- For whoever knows no record ---- */

struct taking {
	struct buffer out;
	int headers_left, rows_left, progress_left;
};

static int take_values(struct taking *t, size_t count, const char *const *values)
{
	for (size_t i = 0; i < count; i++)
		buffer_printf(&t->out, "<%s>", values[i]);
	buffer_char(&t->out, '\n');
	return 0;
}

static int take_header(void *ctx, size_t count, const char *const *headings)
{
	struct taking *t = ctx;

	return t->headers_left-- == 0 || take_values(t, count, headings);
}

static int take_row(void *ctx, size_t count, const char *const *values)
{
	struct taking *t = ctx;

	return t->rows_left-- == 0 || take_values(t, count, values);
}

static void take_line(void *ctx, const char *line)
{
	struct taking *t = ctx;

	buffer_printf(&t->out, "%s\n", line);
}

static int take_progress(void *ctx, int64_t bytes)
{
	struct taking *t = ctx;

	assert_true(bytes >= 0);
	return t->progress_left-- == 0;
}

static void expect_read(const char *bytes, struct taking left, enum qser_status expected,
	const struct qser_counts *counted, const char *out)
{
	struct taking t = left;
	struct qser_counts counts;
	char *why;
	int ends[2];

	assert_int_equal(pipe(ends), 0);
	assert_int_equal(write(ends[1], bytes, strlen(bytes)), strlen(bytes));
	close(ends[1]);
	struct qser_file file = {.fd = ends[0],
		.name = "f.csv",
		.header = take_header,
		.row = take_row,
		.message = take_line,
		.remark = take_line,
		.progress = take_progress,
		.ctx = &t};
	assert_int_equal(qser_read_file(&file, &counts, &why), expected);
	if (why)
		buffer_printf(&t.out, "= %s\n", why);
	assert_string_equal(buffer_text(&t.out), out);
	assert_int_equal(counts.read, counted->read);
	assert_int_equal(counts.rejected, counted->rejected);
	free(why);
	buffer_free(&t.out);
	close(ends[0]);
}

static void test_read_file(void **state)
{
	static const struct taking all = {.headers_left = -1, .rows_left = -1, .progress_left = -1};
	static const char file[] = "a;b\n1;2\n\n3\n4;5;6\n\x01;8\n9;\n";

	(void)state;
	expect_read(file, all, QSER_PARTIAL, &(struct qser_counts){.read = 5, .rejected = 3},
		SEPARATED "semicolon\n<a><b>\n<1><2>\nf.csv:4: 1 field, the header has 2\n"
			  "f.csv:5: 3 fields, the header has 2\n"
			  "f.csv:6: field 1 \"a\": control character U+0001; remove it\n<9><>\n");
	expect_read("a\n1\n", all, QSER_OK, &(struct qser_counts){.read = 1}, "<a>\n<1>\n");
	expect_read("a\n1\n\"", all, QSER_INVALID, &(struct qser_counts){.read = 1},
		"<a>\n<1>\n= f.csv:3: character 1: the quote opened here is never closed; close "
		"it, or " TWICE "\n");
	/* stopped by each of those that may */
	struct taking t = all;
	t.headers_left = 0;
	expect_read("a\n1\n", t, QSER_STOPPED, &(struct qser_counts){0}, "");
	t = all;
	t.rows_left = 1;
	expect_read(
		"a\n1\n2\n3\n", t, QSER_STOPPED, &(struct qser_counts){.read = 2}, "<a>\n<1>\n");
	t = all;
	t.progress_left = 0;
	expect_read(
		"a\n1\n", t, QSER_INTERRUPTED, &(struct qser_counts){0}, "= f.csv: interrupted\n");
	/* nobody listens */
	struct qser_counts counts;
	struct qser_file deaf = {.fd = -1, .name = "f.csv", .encoding = "klingon"};
	char *why;
	assert_int_equal(qser_read_file(&deaf, &counts, &why), QSER_USAGE);
	assert_non_null(strstr(why, "klingon"));
	free(why);
}

/* ---- Encodings: the same people in every disguise ---- */

struct disguise {
	const char *encoding; /* of the bytes */
	const char *mark;
	size_t mark_length;
	const char *option; /* given to the reader, a wrong one where the mark wins */
	const char *shown;
	bool greek, czech;
};

static const struct disguise disguises[] = {
	{"UTF-8", "", 0, NULL, "UTF-8", true, true},
	{"UTF-8", "", 0, "utf8", "UTF-8", true, true},
	{"UTF-8", "\xef\xbb\xbf", 3, "cp1253", "UTF-8", true, true},
	{"UTF-16LE", "\xff\xfe", 2, NULL, "UTF-16LE", true, true},
	{"UTF-16BE", "\xfe\xff", 2, "cp1250", "UTF-16BE", true, true},
	{"UTF-16LE", "", 0, "UTF-16LE", "UTF-16LE", true, true},
	{"UTF-32LE", "\xff\xfe\0\0", 4, NULL, "UTF-32LE", true, true},
	{"UTF-32BE", "\0\0\xfe\xff", 4, NULL, "UTF-32BE", true, true},
	{"cp1253", "", 0, "cp1253", "cp1253", true, false},
	{"ISO-8859-7", "", 0, "ISO-8859-7", "ISO-8859-7", true, false},
	{"cp1250", "", 0, "cp1250", "cp1250", false, true},
};

static const char *const greek_people[] = {"Ονοματεπώνυμο", "Σχόλια", "Ώρες",
	"Παπαδόπουλος; Γιώργος", "πρώτη\nδεύτερη", "1,5", "Άννα \"Νανά\" | Ξένου", "", "2",
	"Ελένη, Μαρία", "ς;\tΎ", "10"};
static const char *const czech_people[] = {"Jméno", "Poznámka", "Hodiny", "Černý; Jiří",
	"první\ndruhý", "1,5", "Žofie \"Ř\" | Šťastná", "", "2", "Müller, Zoë", "ď;\tň", "10"};

static void put_cell(
	struct buffer *out, const char *text, const char *line_end, bool quoted, char delimiter)
{
	if (!quoted && !strchr(text, delimiter) && !strpbrk(text, "\"\r\n")) {
		buffer_text_add(out, text);
		return;
	}
	buffer_char(out, '"');
	for (; *text; text++) {
		if (*text == '\n') {
			buffer_text_add(out, line_end);
			continue;
		}
		if (*text == '"')
			buffer_char(out, '"');
		buffer_char(out, *text);
	}
	buffer_char(out, '"');
}

static void encode(struct buffer *out, const struct buffer *in, const struct disguise *d)
{
	char bytes[4096], *from = in->data, *to = bytes;
	size_t left = in->length, room = sizeof bytes;
	iconv_t converter = iconv_open(d->encoding, "UTF-8");

	assert_true(converter != (iconv_t)-1);
	assert_int_equal(iconv(converter, &from, &left, &to, &room), 0);
	(void)iconv_close(converter);
	buffer_add(out, d->mark, d->mark_length);
	buffer_add(out, bytes, (size_t)(to - bytes));
}

static void check_disguise(const struct disguise *d, const char *const people[12], char delimiter,
	const char *line_end, bool quoted)
{
	struct buffer file = BUFFER_INIT, bytes = BUFFER_INIT, expected = BUFFER_INIT;
	struct intake_options options = {.encoding = d->option, .delimiter = delimiter};

	for (size_t i = 0; i < 12; i++) {
		put_cell(&file, people[i], line_end, quoted, delimiter);
		if (i % 3 == 2)
			buffer_text_add(&file, line_end);
		else
			buffer_char(&file, delimiter);
	}
	encode(&bytes, &file, d);
	for (size_t i = 0; i < 12; i += 3) {
		static const char *const places[] = {"1#0", "2-3#1", "4#2", "5#3"};

		buffer_printf(&expected, "%s<%s><%s><%s>\n", places[i / 3], people[i],
			people[i + 1], people[i + 2]);
	}
	expect_bytes(bytes.data, bytes.length, &options, buffer_text(&expected));
	buffer_free(&file);
	buffer_free(&bytes);
	buffer_free(&expected);
}

static void test_disguises(void **state)
{
	static const char delimiters[] = ",;\t|";
	static const char *const line_ends[] = {"\n", "\r\n", "\r"};
	size_t checked = 0;

	(void)state;
	for (size_t i = 0; i < sizeof disguises / sizeof *disguises; i++)
		for (size_t j = 0; j < 4 * 3 * 2; j++) {
			const struct disguise *d = &disguises[i];
			char delimiter = delimiters[j % 4];
			const char *line_end = line_ends[j / 4 % 3];
			bool quoted = j / 12;

			checked += d->greek + d->czech;
			if (d->greek)
				check_disguise(d, greek_people, delimiter, line_end, quoted);
			if (d->czech)
				check_disguise(d, czech_people, delimiter, line_end, quoted);
		}
	assert_int_equal(checked, (8 * 2 + 3) * 24);
}

static void test_marks(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof disguises / sizeof *disguises; i++) {
		const struct disguise *d = &disguises[i];
		struct buffer file = BUFFER_INIT, bytes = BUFFER_INIT;
		const struct intake_record *r;
		struct intake *in;

		buffer_text_add(&file, "a,b\n");
		encode(&bytes, &file, d);
		struct feed f = {bytes.data, bytes.length, 0, 1, 0};
		assert_int_equal(intake_open_source(&in, feed_read, &f, "f.csv",
					 &(struct intake_options){.encoding = d->option}, NULL),
			0);
		assert_int_equal(intake_next(in, &r, NULL), 0);
		assert_string_equal(intake_encoding(in), d->shown);
		assert_int_equal(intake_encoding_marked(in), d->mark_length > 0);
		intake_free(in);
		buffer_free(&file);
		buffer_free(&bytes);
	}
	/* once, at the start only; and before a quoted header */
	EXPECT({"\xef\xbb\xbf\"a\",b\n", "1#0<a><b>\n", 0},
		{"\xef\xbb\xbf\xef\xbb\xbf"
		 "a,b\n",
			"1#0<\xef\xbb\xbf"
			"a><b>\n",
			0},
		{"\xef\xbb\xbf\n\nsep,b\n", "3#0<sep><b>\n", 0});
}

/* The last letter of cp1258 is kept back by the converter for an accent. */
static void test_last_letter(void **state)
{
	const struct intake_options vietnamese = {.encoding = "cp1258"};

	(void)state;
	expect_bytes(LITERAL("a,b\nx,y"), &vietnamese, "1#0<a><b>\n2#1<x><y>\n");
}

/* Twice as long in UTF-8: more than the window takes at a time, to the last row. */
static void test_large_converted(void **state)
{
	const struct intake_options greek = {.encoding = "cp1253", .delimiter = ';'};
	struct buffer file = BUFFER_INIT;
	struct intake *in;
	const struct intake_record *r;

	(void)state;
	buffer_text_add(&file, "a;b\n");
	for (int i = 0; i < 40000; i++)
		buffer_text_add(&file, "\xd0\xe1\xfd\xeb\xef\xf2\xe1\xe1\xe1\xe1;\xe1\xe1\n");
	for (size_t chunk = 1000; chunk < 600000; chunk *= 2) {
		struct feed f = {file.data, file.length, 0, chunk, 0};
		uint64_t rows = 0;

		assert_int_equal(intake_open_source(&in, feed_read, &f, "f.csv", &greek, NULL), 0);
		while (!intake_next(in, &r, NULL) && r) {
			if (r->number == 0)
				continue;
			assert_string_equal(r->fields[0], "Παύλοςαααα");
			assert_string_equal(r->fields[1], "αα");
			rows++;
		}
		assert_int_equal(rows, 40000);
		intake_free(in);
	}
	buffer_free(&file);
}

/* ---- Digest, descriptor, progress ---- */

static void test_digest(void **state)
{
	/* printf '\357\273\277a,b\n1,2\n' | sha256sum */
	static const char bytes[] = "\xef\xbb\xbf"
				    "a,b\n1,2\n";
	static const char sum[] =
		"4baf8d035fbc583379d998ac9ed3d18276d308ee43cf945ee88d0c54cca33992";
	struct buffer out = BUFFER_INIT;
	struct intake *in;
	struct error e = {0};
	char digest[SHA256_TEXT];

	(void)state;
	int fd = memfd_create("intake", 0);
	assert_true(fd >= 0);
	assert_int_equal(write(fd, bytes, sizeof bytes - 1), sizeof bytes - 1);
	assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
	assert_int_equal(intake_open(&in, fd, "f.csv", NULL, &e), 0);
	assert_int_equal(intake_bytes(in), 0);
	assert_false(intake_digest(in, digest));
	drain(&out, in);
	assert_true(intake_digest(in, digest));
	assert_string_equal(digest, sum);
	assert_int_equal(intake_bytes(in), sizeof bytes - 1);
	assert_string_equal(buffer_text(&out), "1#0<a><b>\n2#1<1><2>\n");
	intake_free(in);
	assert_int_equal(close(fd), 0); /* it stayed ours */
	buffer_free(&out);
}

/* ---- Round trip: 10,000 random tables ---- */

static uint64_t seed = 20260101;

static uint64_t roll(uint64_t below)
{
	seed ^= seed << 13; /* xorshift64, Marsaglia 2003 */
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return seed % below;
}

static const char *const scraps[] = {"a", "b1", "\"", "\"\"", ",", ";", "\t", "|", "\n", "\n\n",
	" ", "ά", "ς", "č", "€", "𝛼", "\xc2\xa0", "'", "=", "#", "sep=", "\\", "--",
	"\xe2\x80\xae"};

static void random_text(struct buffer *out)
{
	buffer_clear(out);
	buffer_text_add(out, "");
	for (uint64_t n = roll(8); n; n--)
		buffer_text_add(out, scraps[roll(sizeof scraps / sizeof *scraps)]);
}

static size_t count_lines(const char *text)
{
	size_t lines = 0;

	while ((text = strchr(text, '\n')))
		lines++, text++;
	return lines;
}

/* A random table as bytes, and what reading it must give. */
static void random_table(struct buffer *file, struct buffer *expected, char delimiter)
{
	static const char *const line_ends[] = {"\n", "\r\n", "\r"};
	const char *line_end = line_ends[roll(3)];
	size_t columns = 1 + roll(5), rows = 1 + roll(6), line = 1;
	struct buffer text = BUFFER_INIT, shown = BUFFER_INIT;

	if (roll(2))
		buffer_text_add(file, "\xef\xbb\xbf");
	for (size_t row = 0; row < rows; row++) {
		size_t last = line;

		buffer_clear(&shown);
		for (size_t column = 0; column < columns; column++) {
			random_text(&text);
			/* alone in its line, a blank must be quoted to be seen, and so must
			 * "sep=;"; so must headings that are all empty */
			bool quoted = columns == 1 || row + column == 0 || roll(3) == 0;
			if (column)
				buffer_char(file, delimiter);
			put_cell(file, buffer_text(&text), line_end, quoted, delimiter);
			buffer_printf(&shown, "<%s>", buffer_text(&text));
			last += count_lines(buffer_text(&text));
		}
		buffer_printf(expected, "%zu", line);
		if (last != line)
			buffer_printf(expected, "-%zu", last);
		buffer_printf(expected, "#%zu%s\n", row, buffer_text(&shown));
		line = last + 1;
		/* the last line end may be missing */
		if (row + 1 < rows || roll(2))
			buffer_text_add(file, line_end);
		for (uint64_t blank = row + 1 < rows ? roll(3) : 0; blank; blank--, line++)
			buffer_text_add(file, line_end);
	}
	buffer_free(&text);
	buffer_free(&shown);
}

static bool starts_with_sep(const struct buffer *file)
{
	const char *text = buffer_text(file);

	return strncmp(text, "sep=", 4) == 0 || strncmp(text, "\"sep=", 5) == 0 ||
	       strncmp(text, "\xef\xbb\xbfsep=", 7) == 0 ||
	       strncmp(text, "\xef\xbb\xbf\"sep=", 8) == 0;
}

static void test_round_trip(void **state)
{
	struct buffer file = BUFFER_INIT, expected = BUFFER_INIT, out = BUFFER_INIT;

	(void)state;
	for (size_t i = 0; i < 10000; i++) {
		struct intake_options options = {.delimiter = ",;\t|"[roll(4)]};

		buffer_clear(&file);
		buffer_clear(&expected);
		random_table(&file, &expected, options.delimiter);
		if (starts_with_sep(&file))
			continue;
		read_all(&out, file.data, file.length, 1 + roll(file.length), &options);
		assert_string_equal(buffer_text(&out), buffer_text(&expected));
		for (size_t chunk = 1; i % 20 == 0 && chunk <= file.length && chunk < 64; chunk++) {
			read_all(&out, file.data, file.length, chunk, &options);
			assert_string_equal(buffer_text(&out), buffer_text(&expected));
		}
	}
	buffer_free(&file);
	buffer_free(&expected);
	buffer_free(&out);
}

/* Hostile bytes with small caps: whatever comes out, it is the same for every size of piece. */
static void test_pieces(void **state)
{
	static const char *const bits[] = {"\"", "\"", "\"\"", ",", ",", "\n", "\n", "\r", "a", "b",
		"\x01", "α", "\xc2\x85", "€", " ", ";"};
	struct buffer file = BUFFER_INIT, whole = BUFFER_INIT, out = BUFFER_INIT;

	(void)state;
	for (size_t i = 0; i < 10000; i++) {
		struct intake_options options = {.delimiter = ',',
			.field_cap = 1 + roll(6),
			.column_cap = 2 + roll(4),
			.record_cap = 4 + roll(16)};

		buffer_clear(&file);
		buffer_text_add(&file, "a,b\n");
		for (uint64_t n = roll(60); n; n--)
			buffer_text_add(&file, bits[roll(sizeof bits / sizeof *bits)]);
		if (roll(50) == 0)
			buffer_add(&file, "\xce", 1);
		if (roll(50) == 0)
			buffer_add(&file, ",\0", 2);
		read_all(&whole, file.data, file.length, SIZE_MAX, &options);
		for (size_t chunk = 1; chunk < 8; chunk++) {
			read_all(&out, file.data, file.length, chunk, &options);
			assert_string_equal(buffer_text(&out), buffer_text(&whole));
		}
	}
	buffer_free(&file);
	buffer_free(&whole);
	buffer_free(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_plain),
		cmocka_unit_test(test_line_ends),
		cmocka_unit_test(test_blank_lines),
		cmocka_unit_test(test_blank_rows),
		cmocka_unit_test(test_quoted_lines),
		cmocka_unit_test(test_stray_quotes),
		cmocka_unit_test(test_controls),
		cmocka_unit_test(test_places),
		cmocka_unit_test(test_controls_everywhere),
		cmocka_unit_test(test_caps),
		cmocka_unit_test(test_default_caps),
		cmocka_unit_test(test_endless),
		cmocka_unit_test(test_open_quotes),
		cmocka_unit_test(test_empty),
		cmocka_unit_test(test_header_faults),
		cmocka_unit_test(test_nul),
		cmocka_unit_test(test_undecodable),
		cmocka_unit_test(test_read_error),
		cmocka_unit_test(test_options),
		cmocka_unit_test(test_detection),
		cmocka_unit_test(test_ties),
		cmocka_unit_test(test_detection_sample),
		cmocka_unit_test(test_sample_size),
		cmocka_unit_test(test_sep_line),
		cmocka_unit_test(test_assumed),
		cmocka_unit_test(test_read_file),
		cmocka_unit_test(test_disguises),
		cmocka_unit_test(test_marks),
		cmocka_unit_test(test_last_letter),
		cmocka_unit_test(test_large_converted),
		cmocka_unit_test(test_digest),
		cmocka_unit_test(test_round_trip),
		cmocka_unit_test(test_pieces),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
