/* test_image.c: headers of pictures: cut anywhere they are refused, and what is private goes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../../lib/base/cleanup.h"
#include "../../lib/base/image.h"

static size_t load(const char *name, unsigned char *bytes, size_t room)
{
	char path[256];

	(void)snprintf(path, sizeof path, "tests/fuzz/seeds/image/%s", name);
	_cleanup_(close_file) FILE *file = fopen(path, "re");
	assert_non_null(file);
	return fread(bytes, 1, room, file);
}

static enum qser_status copy(
	const void *bytes, size_t length, struct buffer *out, struct image *image)
{
	_cleanup_(error_free) struct error e = {0};
	enum qser_status status = image_copy(bytes, length, out, image, &e);

	assert_true(status == QSER_OK || *error_message(&e));
	return status;
}

static bool holds(const struct buffer *b, const char *text)
{
	return memmem(b->data, b->length, text, strlen(text)) != NULL;
}

static void what_is_private_goes(void **state)
{
	static const struct {
		const char *name, *type, *secret;
		int64_t width, height;
	} pictures[] = {{"photo-jpg", "image/jpeg", "secret-place", 640, 480},
		{"plain-jpg", "image/jpeg", "taken by Anna", 30, 40},
		{"face-png", "image/png", "Anna", 8, 6},
		{"photo-webp", "image/webp", "secret-place", 640, 480},
		{"plain-webp", "image/webp", "taken by Anna", 30, 40},
		{"lossless-webp", "image/webp", "Anna", 16384, 6}};
	unsigned char bytes[4096];

	(void)state;
	for (size_t i = 0; i < sizeof pictures / sizeof *pictures; i++) {
		_cleanup_(buffer_free) struct buffer out = BUFFER_INIT, again = BUFFER_INIT;
		struct image image;
		size_t length = load(pictures[i].name, bytes, sizeof bytes);
		assert_int_equal(copy(bytes, length, &out, &image), QSER_OK);
		assert_string_equal(image.type, pictures[i].type);
		assert_int_equal(image.width, pictures[i].width);
		assert_int_equal(image.height, pictures[i].height);
		assert_true(image.stripped);
		assert_non_null(
			memmem(bytes, length, pictures[i].secret, strlen(pictures[i].secret)));
		assert_false(holds(&out, pictures[i].secret));
		assert_int_equal(copy(out.data, out.length, &again, &image), QSER_OK);
		assert_false(image.stripped);
		assert_int_equal(again.length, out.length);
		assert_memory_equal(again.data, out.data, out.length);
	}
}

static void cut_anywhere_it_is_refused(void **state)
{
	static const char *const names[] = {
		"photo-jpg", "face-png", "photo-webp", "plain-webp", "lossless-webp"};
	unsigned char bytes[4096];

	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		_cleanup_(buffer_free) struct buffer whole = BUFFER_INIT;
		struct image image;
		size_t length = load(names[i], bytes, sizeof bytes);
		assert_int_equal(copy(bytes, length, &whole, &image), QSER_OK);
		for (size_t cut = 0; cut < whole.length; cut++) {
			_cleanup_(buffer_free) struct buffer out = BUFFER_INIT;
			/* A piece of its own, so that reading behind it is noticed. */
			_cleanup_(free_pointer) void *piece = malloc(cut + 1);
			assert_non_null(piece);
			memcpy(piece, whole.data, cut);
			assert_int_equal(copy(piece, cut, &out, &image), QSER_INVALID);
		}
	}
}

/* One bit anywhere in a PNG breaks a checksum. */
static void a_png_with_a_wrong_bit_is_refused(void **state)
{
	unsigned char bytes[4096];
	size_t length = load("face-png", bytes, sizeof bytes);

	(void)state;
	for (size_t i = 0; i < length; i++) {
		_cleanup_(buffer_free) struct buffer out = BUFFER_INIT;
		struct image image;
		bytes[i] ^= 1;
		assert_int_equal(copy(bytes, length, &out, &image), QSER_INVALID);
		bytes[i] ^= 1;
	}
}

#define SOF "\xff\xc0\0\x0b\x08\0\x02\0\x02\x01\x01\x11\0"
#define SOS                                \
	"\xff\xda\0\x08\x01\x01\0\0\x3f\0" \
	"abc"
#define EOI "\xff\xd9"
#define JPEG(parts)                                                    \
	{                                                              \
		"\xff\xd8" parts EOI, sizeof("\xff\xd8" parts EOI) - 1 \
	}

/* Parts that mean nothing to who shows a picture carry nothing along. */
static void parts_without_meaning_go(void **state)
{
	static const struct {
		const char *bytes;
		size_t length;
	} pictures[] = {JPEG("\xff\xf0\0\x08"
			     "secret" SOF SOS),
		JPEG("\xff\x02\0\x08"
		     "secret" SOF SOS),
		JPEG("\xff\xee\0\x14"
		     "Adobe\0\x64\0\0\0\0\0"
		     "secret" SOF SOS),
		JPEG(SOF SOS "\xff\xfd\0\x08"
			     "secret" SOS)};

	(void)state;
	for (size_t i = 0; i < sizeof pictures / sizeof *pictures; i++) {
		_cleanup_(buffer_free) struct buffer out = BUFFER_INIT;
		struct image image;
		assert_int_equal(
			copy(pictures[i].bytes, pictures[i].length, &out, &image), QSER_OK);
		assert_true(image.stripped);
		assert_false(holds(&out, "secret"));
	}
}

static void a_picture_before_its_size_is_refused(void **state)
{
	static const char bytes[] = "\xff\xd8" SOS SOF EOI;
	_cleanup_(buffer_free) struct buffer out = BUFFER_INIT;
	struct image image;

	(void)state;
	assert_int_equal(copy(bytes, sizeof bytes - 1, &out, &image), QSER_INVALID);
}

/* The end of a PNG, with bytes in it and the checksum they need. */
static void an_end_with_something_in_it_is_refused(void **state)
{
	static const char end[] = "\0\0\0\x06IENDsecret\x74\x13\xca\xa7";
	unsigned char bytes[4096 + sizeof end];
	size_t length = load("face-png", bytes, 4096) - 12;
	_cleanup_(buffer_free) struct buffer out = BUFFER_INIT;
	_cleanup_(error_free) struct error e = {0};
	struct image image;

	(void)state;
	memcpy(bytes + length, end, sizeof end - 1);
	assert_int_equal(
		image_copy(bytes, length + sizeof end - 1, &out, &image, &e), QSER_INVALID);
	assert_non_null(strstr(error_message(&e), "its end is no end"));
}

/* ---- WebP ---- */

#define RIFF(size) "RIFF" size "\0\0\0WEBP"
#define CANVAS(flags) "VP8X\x0a\0\0\0" flags "\0\0\0\x07\0\0\x05\0\0" /* 8 x 6 */
#define LOSSLESS "VP8L\x06\0\0\0\x2f\x07\x40\x01\0x"		      /* 8 x 6 */
#define LOSSY(tag, start, width) "VP8 \x0a\0\0\0" tag start width "\x06\0"
#define GOOD_TAG "\x10\0\0"
#define GOOD_START "\x9d\x01\x2a"
#define WEBP(size, parts, why)                                      \
	{                                                           \
		RIFF(size) parts, sizeof(RIFF(size) parts) - 1, why \
	}

/* Each is one step from one that is taken. */
static void a_webp_with_a_hostile_header_is_refused(void **state)
{
	static const struct {
		const char *bytes;
		size_t length;
		const char *why; /* NULL: it is taken */
	} pictures[] = {WEBP("\x12", LOSSLESS, NULL), WEBP("\x24", CANVAS("\0") LOSSLESS, NULL),
		WEBP("\x16", LOSSY(GOOD_TAG, GOOD_START, "\x08\0"), NULL),
		/* more, or less, than there is */
		WEBP("\x14", LOSSLESS, "it ends in the middle"),
		WEBP("\x11", LOSSLESS, "it ends in the middle"),
		WEBP("\x02", LOSSLESS, "it ends in the middle"),
		WEBP("\x04", "", "there is no picture in it"),
		WEBP("\x10", LOSSLESS, "longer than the file"),
		WEBP("\x12", "VP8L\xff\xff\xff\xff\x2f\x07\x40\x01\0x", "longer than the file"),
		WEBP("\x12", "VP8L\xfe\xff\xff\xff\x2f\x07\x40\x01\0x", "longer than the file"),
		/* no size */
		WEBP("\x12", "VP8L\x06\0\0\0\x2e\x07\x40\x01\0x", "how large it is"),
		WEBP("\x12", "VP8L\x06\0\0\0\x2f\x07\x40\x01\x20x", "how large it is"),
		WEBP("\x10", "VP8L\x04\0\0\0\x2f\x07\x40\x01", "how large it is"),
		WEBP("\x16", LOSSY(GOOD_TAG, GOOD_START, "\0\0"), "how large it is"),
		WEBP("\x16", LOSSY(GOOD_TAG, GOOD_START, "\0\x40"), "how large it is"),
		WEBP("\x16", LOSSY(GOOD_TAG, "\x9d\x01\x2b", "\x08\0"), "how large it is"),
		WEBP("\x16", LOSSY("\x11\0\0", GOOD_START, "\x08\0"), "how large it is"),
		WEBP("\x16", LOSSY("\0\0\0", GOOD_START, "\x08\0"), "how large it is"),
		WEBP("\x16", LOSSY("\x30\0\0", GOOD_START, "\x08\0"), "how large it is"),
		/* parts where they mean nothing */
		WEBP("\x24", LOSSLESS CANVAS("\0"), "begin with its header"),
		WEBP("\x20", LOSSLESS LOSSLESS, "two pictures"),
		WEBP("\x28", CANVAS("\0") LOSSY(GOOD_TAG, GOOD_START, "\x09\0"), "two sizes"),
		WEBP("\x1c", "ICCP\x02\0\0\0xx" LOSSLESS, "means nothing"),
		WEBP("\x2e", CANVAS("\x10") "ALPH\x02\0\0\0xx" LOSSLESS, "means nothing"),
		WEBP("\x2e", CANVAS("\x20") LOSSLESS "ICCP\x02\0\0\0xx", "means nothing"),
		WEBP("\x24", CANVAS("\x02") LOSSLESS, "moves"),
		WEBP("\x1a", "ANIM\0\0\0\0" LOSSLESS, "moves")};

	(void)state;
	for (size_t i = 0; i < sizeof pictures / sizeof *pictures; i++) {
		_cleanup_(buffer_free) struct buffer out = BUFFER_INIT;
		_cleanup_(error_free) struct error e = {0};
		_cleanup_(free_pointer) void *bytes = malloc(pictures[i].length);
		struct image image;
		assert_non_null(bytes);
		memcpy(bytes, pictures[i].bytes, pictures[i].length);
		enum qser_status status = image_copy(bytes, pictures[i].length, &out, &image, &e);
		if (pictures[i].why) {
			assert_int_equal(status, QSER_INVALID);
			assert_non_null(strstr(error_message(&e), pictures[i].why));
			continue;
		}
		assert_int_equal(status, QSER_OK);
		assert_int_equal(image.width, 8);
		assert_int_equal(image.height, 6);
		assert_int_equal(out.length, pictures[i].length);
		assert_memory_equal(out.data, pictures[i].bytes, out.length);
	}
}

/* Of what a camera says the way the picture is turned stays, and the header agrees. */
static void a_webp_stays_turned(void **state)
{
	unsigned char bytes[4096];
	size_t length = load("photo-webp", bytes, sizeof bytes);
	_cleanup_(buffer_free) struct buffer out = BUFFER_INIT;
	struct image image;

	(void)state;
	assert_int_equal(copy(bytes, length, &out, &image), QSER_OK);
	assert_false(holds(&out, "taken by Anna"));
	assert_false(holds(&out, "behind"));
	assert_int_equal(out.data[20], 0x38); /* profile, what shines through, turned */
	const char *turned = memmem(out.data, out.length, "EXIF\x1a\0\0\0MM", 10);
	assert_non_null(turned);
	assert_int_equal(turned[8 + 19], 6);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_private_goes),
		cmocka_unit_test(cut_anywhere_it_is_refused),
		cmocka_unit_test(a_png_with_a_wrong_bit_is_refused),
		cmocka_unit_test(parts_without_meaning_go),
		cmocka_unit_test(a_picture_before_its_size_is_refused),
		cmocka_unit_test(an_end_with_something_in_it_is_refused),
		cmocka_unit_test(a_webp_with_a_hostile_header_is_refused),
		cmocka_unit_test(a_webp_stays_turned),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
