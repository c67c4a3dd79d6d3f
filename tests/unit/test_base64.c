/* test_base64.c: the vectors of RFC 4648, every length there and back, and what is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../../lib/base/base64.h"
#include "../../lib/base/cleanup.h"

static void vectors_hold(void **state)
{
	static const char *const pairs[][2] = {{"", ""}, {"f", "Zg=="}, {"fo", "Zm8="},
		{"foo", "Zm9v"}, {"foob", "Zm9vYg=="}, {"fooba", "Zm9vYmE="},
		{"foobar", "Zm9vYmFy"}, {"\xff\xfe\xfd", "//79"}, {"\xfb\xf0", "+/A="}};

	(void)state;
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
		_cleanup_(buffer_free) struct buffer text = BUFFER_INIT, back = BUFFER_INIT;
		base64_encode(&text, pairs[i][0], strlen(pairs[i][0]));
		assert_string_equal(buffer_text(&text), pairs[i][1]);
		assert_true(base64_decode(&back, buffer_text(&text), text.length));
		assert_string_equal(buffer_text(&back), pairs[i][0]);
	}
}

static void every_length_comes_back(void **state)
{
	unsigned char bytes[300];
	unsigned seed = 1;

	(void)state;
	for (size_t i = 0; i < sizeof bytes; i++)
		bytes[i] = (unsigned char)((seed = seed * 1103515245u + 12345u) >> 16);
	for (size_t length = 0; length <= sizeof bytes; length++) {
		_cleanup_(buffer_free) struct buffer text = BUFFER_INIT, back = BUFFER_INIT;
		base64_encode(&text, bytes, length);
		assert_int_equal(text.length, (length + 2) / 3 * 4);
		assert_true(base64_decode(&back, buffer_text(&text), text.length));
		assert_int_equal(back.length, length);
		assert_true(!length || !memcmp(back.data, bytes, length));
	}
}

/* A content has one text: what differs from it was altered. */
static void others_are_refused(void **state)
{
	static const char *const bad[] = {"Z", "Zg",
		"Zg=", "Zh==", "Zm9=", "Zg==Zg==", "Z===", "====", "Zm 9", "Zm9v\n", "Zm9-",
		"Zm=v"};

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		_cleanup_(buffer_free) struct buffer back = BUFFER_INIT;
		if (base64_decode(&back, bad[i], strlen(bad[i])))
			fail_msg("\"%s\" was taken", bad[i]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(vectors_hold),
		cmocka_unit_test(every_length_comes_back),
		cmocka_unit_test(others_are_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
