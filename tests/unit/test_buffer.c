/* test_buffer.c: bytes that grow, and what is left of them when memory runs out. */
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/*
 * The code under test once more, under names of its own and with a realloc that can fail; so this
 * program does not depend on how the library is linked.
 */
static int allocations_left = INT_MAX;

static void *scarce_realloc(void *p, size_t size)
{
	return allocations_left-- > 0 ? realloc(p, size) : NULL;
}

#define buffer_add scarce_add
#define buffer_text_add scarce_text_add
#define buffer_char scarce_char
#define buffer_int scarce_int
#define buffer_printf scarce_printf
#define buffer_vprintf scarce_vprintf
#define buffer_reserve scarce_reserve
#define buffer_clear scarce_clear
#define buffer_free scarce_free
#define buffer_text scarce_text
#define buffer_take scarce_take
#define realloc scarce_realloc
#include "../../lib/base/buffer.c"
#undef realloc

#include "../../lib/base/cleanup.h"

static int reset(void **state)
{
	(void)state;
	allocations_left = INT_MAX;
	return 0;
}

static void empty_is_a_string(void **state)
{
	(void)state;
	struct buffer b = BUFFER_INIT;

	assert_string_equal(buffer_text(&b), "");
	buffer_text_add(&b, NULL);
	buffer_add(&b, "x", 0);
	assert_int_equal(b.length, 0);
	char *taken = buffer_take(&b);
	assert_string_equal(taken, "");
	free(taken);
}

static void grows_by_every_step(void **state)
{
	(void)state;
	_cleanup_(buffer_free) struct buffer b = BUFFER_INIT;

	for (size_t i = 0; i < 5000; i++) {
		assert_int_equal(b.length, i);
		assert_int_equal(strlen(buffer_text(&b)), i);
		buffer_char(&b, (char)('a' + i % 26));
	}
	for (size_t i = 0; i < 5000; i++)
		assert_int_equal(b.data[i], 'a' + i % 26);
	buffer_clear(&b);
	assert_string_equal(buffer_text(&b), "");
	assert_true(b.capacity > 5000);
	buffer_add(&b, "a\0b", 3);
	assert_int_equal(b.length, 3);
	assert_memory_equal(b.data, "a\0b", 4);
}

static void check_int(int64_t n)
{
	_cleanup_(buffer_free) struct buffer b = BUFFER_INIT;
	char expected[32];

	snprintf(expected, sizeof(expected), "%lld", (long long)n);
	buffer_int(&b, n);
	assert_string_equal(buffer_text(&b), expected);
}

static void integers_as_printf_writes_them(void **state)
{
	(void)state;
	for (int64_t n = -12345; n <= 12345; n++)
		check_int(n);
	for (int64_t n = 1; n < INT64_MAX / 10; n *= 10)
		for (int64_t d = -1; d <= 1; d++) {
			check_int(n + d);
			check_int(-n + d);
		}
	check_int(INT64_MAX);
	check_int(INT64_MIN);
	check_int(INT64_MIN + 1);
}

static void printf_of_any_length(void **state)
{
	(void)state;
	for (int width = 0; width < 300; width++) {
		_cleanup_(buffer_free) struct buffer b = BUFFER_INIT;
		buffer_text_add(&b, "before ");
		buffer_printf(&b, "%*d|%s", width, 7, "end");
		assert_int_equal(b.length, 7 + (width ? width : 1) + 4);
		assert_int_equal(strlen(b.data), b.length);
		assert_memory_equal(b.data, "before ", 7);
		assert_string_equal(b.data + b.length - 5, "7|end");
		assert_false(b.failed);
	}
}

/* Everything that adds, after the memory is gone: nothing changes, and the failure stays. */
static void check_stuck(struct buffer *b, const char *kept)
{
	allocations_left = INT_MAX; /* memory that comes back does not make holes in the text */
	assert_true(b->failed);
	buffer_char(b, 'x');
	buffer_text_add(b, "more");
	buffer_add(b, "more", 4);
	buffer_int(b, 12);
	buffer_printf(b, "%d", 12);
	assert_false(buffer_reserve(b, 0));
	assert_true(b->failed);
	assert_string_equal(buffer_text(b), kept);
	assert_int_equal(b->length, strlen(kept));
	assert_null(buffer_take(b));
	assert_null(b->data);
	assert_false(b->failed);
}

static void fail_add(struct buffer *b)
{
	char large[200];

	memset(large, 'l', sizeof(large));
	buffer_add(b, large, sizeof(large));
}

static void fail_char(struct buffer *b)
{
	while (!b->failed && b->length < 200)
		buffer_char(b, 'k');
}

static void fail_printf(struct buffer *b)
{
	buffer_printf(b, "%200d", 1);
}

/* One character more than there is room for, after "kept". */
static void fail_printf_by_one(struct buffer *b)
{
	buffer_printf(b, "%*d", b->capacity ? (int)(b->capacity - b->length) : 1, 1);
}

static void fail_reserve(struct buffer *b)
{
	assert_false(buffer_reserve(b, 200));
}

static void failure_is_sticky(void **state)
{
	(void)state;
	void (*const ways[])(struct buffer *) = {
		fail_add, fail_char, fail_printf, fail_printf_by_one, fail_reserve};

	for (size_t i = 0; i < sizeof(ways) / sizeof(*ways); i++)
		for (int first = 0; first < 2; first++) {
			char kept[201];
			struct buffer b = BUFFER_INIT;
			allocations_left = first;
			if (first)
				buffer_text_add(&b, "kept");
			ways[i](&b);
			snprintf(kept, sizeof(kept), "%s", buffer_text(&b));
			assert_memory_equal(kept, "kept", first ? 4 : 0);
			check_stuck(&b, kept);
		}
}

static void sizes_that_overflow_fail(void **state)
{
	(void)state;
	const size_t sizes[] = {
		SIZE_MAX, SIZE_MAX - 1, SIZE_MAX - 4, SIZE_MAX / 2, SIZE_MAX / 2 - 4};

	for (size_t i = 0; i < sizeof(sizes) / sizeof(*sizes); i++) {
		struct buffer b = BUFFER_INIT;
		buffer_text_add(&b, "kept");
		assert_false(buffer_reserve(&b, sizes[i]));
		check_stuck(&b, "kept");
	}
}

static void clear_forgives(void **state)
{
	(void)state;
	_cleanup_(buffer_free) struct buffer b = BUFFER_INIT;

	allocations_left = 0;
	buffer_char(&b, 'x');
	assert_true(b.failed);
	assert_string_equal(buffer_text(&b), "");
	allocations_left = INT_MAX;
	buffer_clear(&b);
	buffer_char(&b, 'y');
	assert_string_equal(buffer_text(&b), "y");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(empty_is_a_string),
		cmocka_unit_test(grows_by_every_step),
		cmocka_unit_test(integers_as_printf_writes_them),
		cmocka_unit_test(printf_of_any_length),
		cmocka_unit_test_teardown(failure_is_sticky, reset),
		cmocka_unit_test_teardown(sizes_that_overflow_fail, reset),
		cmocka_unit_test_teardown(clear_forgives, reset),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
