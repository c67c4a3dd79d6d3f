/* test_rejects.c: refused rows -> a file that can be mended and fed back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../../lib/base/buffer.h"
#include "../../lib/base/error.h"
#include "../../lib/intake/header.h"
#include "../../lib/intake/rejects.h"

static const struct qser_column columns[] = {
	{.name = "name", .label = "Name"},
	{.name = "email", .label = "E-mail"},
	{.name = "notes", .label = "Notes"},
};
#define COUNT (sizeof columns / sizeof *columns)

struct feed {
	const char *bytes;
	size_t length;
};

static ssize_t feed_read(void *ctx, void *bytes, size_t size)
{
	struct feed *f = ctx;
	size_t n = f->length < size ? f->length : size;

	memcpy(bytes, f->bytes, n);
	f->bytes += n;
	f->length -= n;
	return (ssize_t)n;
}

static enum qser_status to_buffer(void *ctx, const char *bytes, size_t length, struct error *e)
{
	(void)e;
	buffer_add(ctx, bytes, length);
	return QSER_OK;
}

static void assert_done(enum qser_status status, struct error *e)
{
	assert_string_equal(error_message(e), "");
	assert_int_equal(status, QSER_OK);
}

/*
 * An import: rows with a fault, and those whose e-mail has no "@", are refused.  good gets the
 * others as "name/email/notes;".  Returns the number of rejects.
 */
static uint64_t import(const char *bytes, size_t length, const struct intake_options *options,
	struct buffer *good, struct buffer *rejected)
{
	struct feed f = {bytes, length};
	struct intake *in;
	struct header_map *map;
	struct header_row row;
	struct rejects *out;
	const struct intake_record *r;
	struct error e = {0};

	buffer_clear(good);
	buffer_clear(rejected);
	assert_int_equal(intake_open_source(&in, feed_read, &f, "f.csv", options, &e), 0);
	assert_done(intake_next(in, &r, &e), &e);
	assert_done(rejects_new(&out, r, intake_delimiter(in), to_buffer, rejected, &e), &e);
	assert_done(header_map_new(&map, "f.csv", r, columns, COUNT, NULL, &e), &e);
	while (assert_int_equal(intake_next(in, &r, &e), 0), r) {
		assert_int_equal(header_row(map, r, &row, &e), 0);
		if (row.fault.message)
			assert_int_equal(
				rejects_add(out, r, NULL, row.fault.message, false, &e), 0);
		else if (!strchr(row.values[1], '@'))
			assert_int_equal(
				rejects_add(out, r, "email", "no \"@\", so no address", false, &e),
				0);
		else
			buffer_printf(
				good, "%s/%s/%s;", row.values[0], row.values[1], row.values[2]);
	}
	uint64_t count = rejects_count(out);
	rejects_free(out);
	header_map_free(map);
	intake_free(in);
	return count;
}

static void expect(const char *bytes, const struct intake_options *options, const char *accepted,
	const char *refused)
{
	struct buffer good = BUFFER_INIT, rejected = BUFFER_INIT;

	import(bytes, strlen(bytes), options, &good, &rejected);
	assert_string_equal(buffer_text(&good), accepted);
	assert_string_equal(buffer_text(&rejected), refused);
	buffer_free(&good);
	buffer_free(&rejected);
}

#define MARK "\xef\xbb\xbf"
#define HEAD MARK "Name,E-mail,Notes,_line,_field,_message\n"

static void test_format(void **state)
{
	(void)state;
	/* nothing refused: nothing written */
	expect("Name,E-mail,Notes\nA,a@x,\n", NULL, "A/a@x/;", "");
	expect("Name,E-mail,Notes\nA,a@x,\nB,b,1\n", NULL, "A/a@x/;",
		HEAD "B,b,1,3,email,\"no \"\"@\"\", so no address\"\n");
	/* quotes where needed: quotes, line ends, and all delimiters */
	expect("Name,E-mail,Notes\n\"Β, Γ\",\"b\"\"\",\"x\r\ny\"\n a ,b;c,d|e\n\tx,y,'\n", NULL, "",
		HEAD "\"Β, Γ\",\"b\"\"\",\"x\ny\",2,email,\"no \"\"@\"\", so no address\"\n"
		     " a ,\"b;c\",\"d|e\",4,email,\"no \"\"@\"\", so no address\"\n"
		     "\"\tx\",y,',5,email,\"no \"\"@\"\", so no address\"\n");
	/* the delimiter of the original */
	expect("Name;E-mail;Notes\nA;1,5;2\n", NULL, "",
		MARK "Name;E-mail;Notes;_line;_field;_message\nA;\"1,5\";2;2;email;\"no \"\"@\"\", "
		     "so no "
		     "address\"\n");
	expect("Name\tE-mail\tNotes\nA\tb\t2\n", NULL, "",
		MARK "Name\tE-mail\tNotes\t_line\t_field\t_message\nA\tb\t2\t2\temail\t\"no "
		     "\"\"@\"\", so "
		     "no address\"\n");
}

static void test_shapes(void **state)
{
	(void)state;
	expect("Name,E-mail,Notes\nA,a@x\nB,b@x,1,2,\nC,c@x,12\" tv\n", NULL, "",
		HEAD "A,a@x,,2,,\"2 fields, the header has 3\",\"" REJECTS_MARK "\"\n"
		     "B,b@x,1,3,,\"5 fields, the header has 3\",2,\n"
		     "C,c@x,\"12\"\" tv\",4,,\"field 3 \"\"Notes\"\": a quote inside a field that "
		     "does not "
		     "start with one; put the whole field in quotes and write the quote inside "
		     "twice\",\"" REJECTS_MARK "\"\n");
}

/* Fed back as it is, with the same options, the file gives itself again but for the line numbers.
 */
static void expect_stable(
	const char *bytes, size_t length, const struct intake_options *options, uint64_t refused)
{
	struct buffer good = BUFFER_INIT, first = BUFFER_INIT, second = BUFFER_INIT,
		      third = BUFFER_INIT;

	assert_int_equal(import(bytes, length, options, &good, &first), refused);
	assert_int_equal(import(first.data, first.length, options, &good, &second), refused);
	assert_string_equal(buffer_text(&good), "");
	assert_int_equal(import(second.data, second.length, options, &good, &third), refused);
	assert_string_equal(buffer_text(&good), "");
	/* the lines are counted in the file that was read: the same from the second time on */
	assert_string_equal(buffer_text(&third), buffer_text(&second));
	buffer_free(&good);
	buffer_free(&first);
	buffer_free(&second);
	buffer_free(&third);
}

#define EVERY                                                                         \
	"Name%E-mail%Notes%_seen%\r\n"                                                \
	"A%a@x%ok%%\r\nB%b%1%%\r\nC%c@x\r\nD%d@x%1%%%surplus%\r\n\r\n"                \
	"E%\"e@x\"e%2%%\r\nF%f@x%12\" tv; a, b%%\r\n\"G\"\"\r\n\"%g%\"x\r\n\"%y%\r\n" \
	"H%h@x%\x01%%\r\n%%%%\r\nI%i@x%%%cell\r\n\"J%j@x%%%\r\nK\"K%k@x%%%\r\nL%l@x%ok%%\r\n"

static void test_fed_back(void **state)
{
	static const char delimiters[] = ",;\t|";

	(void)state;
	for (size_t i = 0; i < 8; i++) {
		char bytes[] = EVERY;
		struct intake_options options = {
			.encoding = "cp1253", .delimiter = i < 4 ? delimiters[i] : '\0'};

		for (char *p = bytes; (p = strchr(p, '%'));)
			*p = delimiters[i % 4];
		expect_stable(bytes, strlen(bytes), &options, 10);
	}
}

static void test_detected_again(void **state)
{
	(void)state;
	/* headings and cells that would mislead, were they bare */
	expect_stable("Name;\"E-mail\";Notes;\"_a,b,c,d,e,f\"\nA;b;\"1,2,3\";x\nA;b;1,2,3,4,5;x\n",
		strlen("Name;\"E-mail\";Notes;\"_a,b,c,d,e,f\"\nA;b;\"1,2,3\";x\nA;b;1,2,3,4,5;"
		       "x\n"),
		NULL, 2);
}

static void test_mended(void **state)
{
	(void)state;
	expect(HEAD "B,b@x,1,3,email,\"no \"\"@\"\", so no address\"\n"
		    "A,a@x,now,2,,\"2 fields, the header has 3\"\n"
		    "C,c,,9,,\n",
		&(struct intake_options){.encoding = "cp1253"}, "B/b@x/1;A/a@x/now;",
		HEAD "C,c,,4,email,\"no \"\"@\"\", so no address\"\n");
	/* out of a spreadsheet: every row is padded, the surplus column has no heading */
	expect("Name,E-mail,Notes,_line,_field,_message,\nA,a@x,now,2,,,\n"
	       "B,b@x,now,2,,,\"" REJECTS_MARK "\"\n",
		NULL, "A/a@x/now;",
		MARK
		"Name,E-mail,Notes,,_line,_field,_message\nB,b@x,now,\"" REJECTS_MARK
		"\",3,,\"field 7: still marked as rejected; mend the row and remove this cell\"\n");
}

static enum qser_status full(void *ctx, const char *bytes, size_t length, struct error *e)
{
	(void)bytes;
	assert_true(length > 0);
	++*(size_t *)ctx;
	return error_set(e, QSER_OUTPUT, "r.csv: no space left");
}

static void test_sink(void **state)
{
	static const char *const fields[] = {"Name"};
	static const size_t lengths[] = {4};
	struct intake_record record = {.count = 1, .fields = fields, .lengths = lengths};
	struct rejects *out;
	struct error e = {0};
	size_t calls = 0;

	(void)state;
	assert_int_equal(rejects_new(&out, &record, ',', full, &calls, &e), 0);
	assert_int_equal(calls, 0);
	assert_int_equal(rejects_add(out, &record, "name", "x", false, &e), QSER_OUTPUT);
	assert_string_equal(error_message(&e), "r.csv: no space left");
	assert_int_equal(calls, 1);
	assert_int_equal(rejects_count(out), 0);
	rejects_free(out);
	rejects_free(NULL);
	error_free(&e);
}

/* Random rows, most of them broken: fed back, all are refused again, none is lost. */
static void test_random(void **state)
{
	static const char *const scraps[] = {"a", "@", "\"", "\"\"", ",", ",", ",", "\n", "\n", ";",
		"|", "\t", "ά", " ", "\x01"};
	struct buffer file = BUFFER_INIT, good = BUFFER_INIT, rejected = BUFFER_INIT;
	uint64_t seed = 42, checked = 0;

	(void)state;
	for (size_t i = 0; i < 5000; i++) {
		buffer_clear(&file);
		buffer_text_add(&file, "Name,E-mail,Notes\n");
		for (size_t n = i % 60; n; n--) {
			seed = seed * UINT64_C(6364136223846793005) + 1442695040888963407;
			buffer_text_add(
				&file, scraps[(seed >> 33) % (sizeof scraps / sizeof *scraps)]);
		}
		/* an open quote refuses the file: not one for this test */
		struct feed f = {file.data, file.length};
		struct intake *in;
		const struct intake_record *r;
		enum qser_status status;
		assert_int_equal(intake_open_source(&in, feed_read, &f, "f.csv",
					 &(struct intake_options){.delimiter = ','}, NULL),
			0);
		while (!(status = intake_next(in, &r, NULL)) && r)
			;
		intake_free(in);
		if (status)
			continue;
		checked++;
		uint64_t refused = import(file.data, file.length,
			&(struct intake_options){.delimiter = ','}, &good, &rejected);
		if (refused)
			expect_stable(file.data, file.length,
				&(struct intake_options){.delimiter = ','}, refused);
	}
	assert_true(checked > 2000);
	buffer_free(&file);
	buffer_free(&good);
	buffer_free(&rejected);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_format),
		cmocka_unit_test(test_shapes),
		cmocka_unit_test(test_fed_back),
		cmocka_unit_test(test_detected_again),
		cmocka_unit_test(test_mended),
		cmocka_unit_test(test_sink),
		cmocka_unit_test(test_random),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
