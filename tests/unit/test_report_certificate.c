/* test_report_certificate.c: codes of certificates: as they are written, read, and mistyped. */
#include "fixture.h"

#include "../../lib/report/certificate_code.h"

static const char letters[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

static struct certificate_code code_of(
	bool given, int64_t path, int64_t person, int64_t signature, int digest)
{
	struct certificate_code code = {
		.given = given, .path = path, .person = person, .signature = signature};

	for (int i = 0; i < SHA256_BYTES; i++)
		code.digest[i] = (unsigned char)(digest < 0 ? i : digest);
	return code;
}

static void assert_printed(const struct certificate_code *code, const char *want)
{
	char text[CODE_TEXT];

	certificate_code_print(code, text);
	assert_string_equal(text, want);
}

static enum qser_status read_code(const char *text, struct certificate_code *out, char *clean)
{
	_cleanup_(error_free) struct error e = {0};

	return certificate_code_read(text, out, clean, &e);
}

/* Made by another program from the description alone. */
static void known_codes(void **state)
{
	(void)state;
	struct certificate_code code = code_of(false, 1, 2, 7, 0);
	assert_printed(&code, "1127-0000-0000-0000-000D");
	code = code_of(false, 26, 105, 1234, -1);
	assert_printed(&code, "1T1S-6JX4-000G-40R4-0M30-E20E");
	code = code_of(true, 0, 1, 1, 255);
	assert_printed(&code, "2011-ZZZZ-ZZZZ-ZZZZ-ZZZH");
	code = code_of(true, INT64_MAX, INT64_MAX, INT64_MAX, 255);
	assert_printed(&code,
		"2ZZZ-ZZZZ-ZZZZ-ZZZZ-7ZZZ-ZZZZ-ZZZZ-ZZZZ-7ZZZ-ZZZZ-ZZZZ-ZZZZ-7ZZZ-ZZZZ-ZZZZ-ZZZK");
}

static void read_back(void **state)
{
	static const int64_t ids[] = {1, 15, 16, 255, 256, 12345, 9999999, INT64_MAX};

	(void)state;
	for (size_t i = 0; i < COUNT(ids); i++)
		for (size_t k = 0; k < COUNT(ids); k++) {
			struct certificate_code code =
				code_of(i % 2, ids[i] - 1, ids[k], ids[i], 77);
			struct certificate_code out;
			char text[CODE_TEXT], clean[CODE_TEXT];
			certificate_code_print(&code, text);
			assert_int_equal(read_code(text, &out, clean), QSER_OK);
			assert_string_equal(clean, text);
			assert_int_equal(out.given, i % 2);
			assert_true(out.path == ids[i] - 1);
			assert_true(out.person == ids[k]);
			assert_true(out.signature == ids[i]);
		}
}

static void as_people_type_it(void **state)
{
	struct certificate_code out;
	char clean[CODE_TEXT];

	(void)state;
	assert_int_equal(read_code(" iL27oooo\t0000-0000-oo0d ", &out, clean), QSER_OK);
	assert_string_equal(clean, "1127-0000-0000-0000-000D");
}

/* Any one character another, any two beside each other the other way round. */
static void mistyped(void **state)
{
	struct certificate_code code = code_of(false, 26, 105, 1234, -1), out;
	char right[CODE_TEXT], text[CODE_TEXT], clean[CODE_TEXT];
	int tried = 0;

	(void)state;
	certificate_code_print(&code, right);
	for (size_t i = 0; right[i]; i++) {
		for (size_t k = 0; right[i] != '-' && k < 32; k++) {
			(void)snprintf(text, sizeof(text), "%s", right);
			text[i] = letters[k];
			if (strcmp(text, right) == 0)
				continue;
			assert_int_equal(read_code(text, &out, clean), QSER_INVALID);
			tried++;
		}
		size_t next = right[i + 1] == '-' ? i + 2 : i + 1;
		if (right[i] == '-' || !right[next] || right[i] == right[next])
			continue;
		(void)snprintf(text, sizeof(text), "%s", right);
		text[i] = right[next];
		text[next] = right[i];
		assert_int_equal(read_code(text, &out, clean), QSER_INVALID);
		tried++;
	}
	assert_true(tried > 24 * 31);
}

static void no_codes(void **state)
{
	static const char *const texts[] = {"", "-", "0", "000", "0000", "hello", "U", "Ωmega",
		"1127-0000-0000-0000-0000-000D", "1127-0000-0000-000D",
		("ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-"
		 "ZZZZ-ZZZZ-ZZZZ")};
	struct certificate_code out;
	char clean[CODE_TEXT];

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++)
		assert_int_equal(read_code(texts[i], &out, clean), QSER_INVALID);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(known_codes),
		cmocka_unit_test(read_back),
		cmocka_unit_test(as_people_type_it),
		cmocka_unit_test(mistyped),
		cmocka_unit_test(no_codes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
