/*
 * fuzz_duration.c: any text as a duration and as a number; what is printed is read as what it was.
 *
 * The first eight bytes are a number to print as well.
 */
#include <inttypes.h>

#include "../../lib/base/buffer.h"
#include "../../lib/base/clock.h"
#include "../../lib/base/number.h"
#include "fuzz.h"

#define MOST \
	INT64_C(100000000000) /* hours of it, with two decimals, have the digits that are read */

static void must_read(const struct buffer *text, int64_t minutes)
{
	struct error e = {0};
	int64_t again = -1;

	MUST(duration_parse(buffer_text(text), MOST, &again, &e) == QSER_OK && again == minutes);
	error_free(&e);
}

static void print_and_read(int64_t minutes)
{
	static void (*const prints[])(struct buffer *, int64_t) = {
		duration_print, duration_print_colon, duration_print_hours, duration_print_decimal};
	struct buffer out = BUFFER_INIT;

	for (size_t i = 0; i < 4; i++) {
		buffer_clear(&out);
		prints[i](&out, minutes);
		MUST(out.length > 0);
		bool rounded = i == 3 || (i == 2 && !strchr(buffer_text(&out), 'h'));
		if (rounded)
			buffer_char(&out, 'h');
		if (minutes > 0 && minutes < MOST && (i < 3 || minutes % 3 == 0))
			must_read(&out, minutes);
	}
	buffer_free(&out);
}

static void as_duration(const char *text, int64_t most)
{
	struct error e = {0}, same = {0};
	int64_t minutes = 0, again = 0;
	enum qser_status status = duration_parse(text, most, &minutes, &e);

	MUST(status == QSER_OK || status == QSER_INVALID);
	MUST(!status == !*error_message(&e));
	MUST(duration_parse(text, most, &again, &same) == status && again == minutes);
	MUST(!strcmp(error_message(&e), error_message(&same)));
	if (status == QSER_OK) {
		MUST(minutes >= 1 && minutes <= most);
		MUST(text[strspn(text, "0123456789")] != '\0'); /* a bare 90 says nothing */
		print_and_read(minutes);
	}
	error_free(&e);
	error_free(&same);
}

static void as_number(const char *text)
{
	struct error e = {0};
	struct buffer out = BUFFER_INIT;
	int64_t n = 0, dot = 0, either = 0;

	if (number_parse(text, INT64_MIN, INT64_MAX, &n, &e) == QSER_OK) {
		buffer_int(&out, n);
		MUST(!strcmp(buffer_text(&out), text));
	}
	for (int point = DECIMAL_EITHER; point <= DECIMAL_COMMA; point++) {
		error_clear(&e);
		if (decimal_parse(text, (enum decimal_point)point, 60, &n, &e) != QSER_OK)
			MUST(*error_message(&e));
		else
			MUST(!number_is_grouped(text));
	}
	if (decimal_parse(text, DECIMAL_EITHER, 100, &either, &e) == QSER_OK &&
		decimal_parse(text, DECIMAL_DOT, 100, &dot, &e) == QSER_OK)
		MUST(either == dot);
	if (size_read(text, &n))
		MUST(n >= SIZE_LEAST && n <= SIZE_MOST);
	error_free(&e);
	buffer_free(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct pieces p = {data, size};
	int64_t minutes = 0;

	for (int i = 0; i < 8; i++)
		minutes = (int64_t)((uint64_t)minutes << 8 | piece_byte(&p));
	char *text = piece_text(&p);
	print_and_read(minutes);
	print_and_read(minutes & 0xffff);
	as_duration(text, MINUTES_MAX);
	as_duration(text, MOST);
	as_number(text);
	free(text);
	return 0;
}
