/* test_sha256.c: the vectors of NIST (FIPS 180-4 examples and CAVS 11.0), in pieces of every size.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../../lib/base/cleanup.h"
#include "../../lib/base/sha256.h"

static void digest(const void *bytes, size_t length, size_t piece, char out[SHA256_TEXT])
{
	struct sha256 s;
	unsigned char raw[SHA256_BYTES];

	sha256_init(&s);
	for (size_t i = 0; i < length; i += piece)
		sha256_add(&s, (const char *)bytes + i, length - i < piece ? length - i : piece);
	sha256_end(&s, raw);
	sha256_print(raw, out);
}

static const struct {
	const char *text, *digest;
} vectors[] = {
	{"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
	{"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
	{"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
		"248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
	{"abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrl"
	 "mnopqrs"
	 "mnopqrstnopqrstu",
		"cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"},
	{"\xd3", "28969cdfa74a12c82f3bad960b0b000aca2ac329deea5c2328ebc6f2ba9802c1"},
	{"\xb4\x19\x0e", "dff2e73091f6c05e528896c4c831b9448653dc2ff043528f6769437bc7b975c2"},
};

static void known_vectors(void **state)
{
	char text[SHA256_TEXT];

	(void)state;
	for (size_t i = 0; i < sizeof(vectors) / sizeof(*vectors); i++)
		for (size_t piece = 1; piece < 130; piece++) {
			digest(vectors[i].text, strlen(vectors[i].text), piece, text);
			assert_string_equal(text, vectors[i].digest);
		}
}

static void a_million_times_a(void **state)
{
	static const size_t pieces[] = {1000000, 1, 7, 63, 64, 65, 127, 128, 4096, 999999};
	const size_t length = 1000000;
	char text[SHA256_TEXT];
	_cleanup_(free_pointer) char *a = malloc(length);

	(void)state;
	assert_non_null(a);
	memset(a, 'a', length);
	for (size_t i = 0; i < sizeof(pieces) / sizeof(*pieces); i++) {
		digest(a, length, pieces[i], text);
		assert_string_equal(
			text, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
	}
}

/* Every length around the padding's edges, split at every place, is as it is in one piece. */
static void splits_do_not_matter(void **state)
{
	unsigned char bytes[200];

	(void)state;
	for (size_t i = 0; i < sizeof(bytes); i++)
		bytes[i] = (unsigned char)(i * 37 + 11);
	for (size_t length = 0; length <= sizeof(bytes); length++) {
		char whole[SHA256_TEXT], split[SHA256_TEXT];
		digest(bytes, length, length + 1, whole);
		for (size_t at = 0; at <= length; at++) {
			struct sha256 s;
			unsigned char raw[SHA256_BYTES];
			sha256_init(&s);
			sha256_add(&s, bytes, at);
			sha256_add(&s, NULL, 0);
			sha256_add(&s, bytes + at, length - at);
			sha256_end(&s, raw);
			sha256_print(raw, split);
			assert_string_equal(whole, split);
		}
	}
}

/* The digest of the digests of 0..300 bytes: one number for all lengths (from another
 * implementation). */
static void all_lengths(void **state)
{
	struct sha256 all;
	unsigned char raw[SHA256_BYTES], bytes[300];
	char text[SHA256_TEXT];

	(void)state;
	for (size_t i = 0; i < sizeof(bytes); i++)
		bytes[i] = (unsigned char)i;
	sha256_init(&all);
	for (size_t length = 0; length <= sizeof(bytes); length++) {
		digest(bytes, length, 300, text);
		sha256_add(&all, text, strlen(text));
	}
	sha256_end(&all, raw);
	sha256_print(raw, text);
	assert_string_equal(
		text, "d64e80cd14d5651b82fc752683de544bebae3046132ed7278785fdd2e9f3c310");
}

/* The processor's own instructions, where it has them, give what the plain code gives: many blocks
 * at once go one way, single ones the other. */
static void many_blocks(void **state)
{
	static unsigned char bytes[64 * 64];
	char whole[SHA256_TEXT], pieces[SHA256_TEXT];

	(void)state;
	for (size_t i = 0; i < sizeof(bytes); i++)
		bytes[i] = (unsigned char)(i * 131 + i / 251);
	for (size_t blocks = 15; blocks <= 64; blocks++) {
		digest(bytes, blocks * 64, sizeof(bytes), whole);
		digest(bytes, blocks * 64, 64, pieces);
		assert_string_equal(whole, pieces);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(known_vectors),
		cmocka_unit_test(a_million_times_a),
		cmocka_unit_test(splits_do_not_matter),
		cmocka_unit_test(all_lengths),
		cmocka_unit_test(many_blocks),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
