/* test_text.c: what may be stored, what is the same, what comes first, how it is shown. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <utf8proc.h>

#include "../../lib/base/cleanup.h"
#include "../../lib/base/text.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

/* ---- UTF-8 ---- */

/* RFC 3629 by its definition: take the bits, and see whether they are written like that. */
static size_t plain_encode(uint32_t c, unsigned char out[4])
{
	if (c < 0x80) {
		out[0] = (unsigned char)c;
		return 1;
	}
	size_t length = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
	for (size_t i = length - 1; i > 0; i--, c >>= 6)
		out[i] = (unsigned char)(0x80 | (c & 0x3F));
	out[0] = (unsigned char)((0xF00 >> length & 0xFF) | c);
	return length;
}

static size_t plain_decode(const unsigned char *p, size_t left, uint32_t *c)
{
	unsigned char again[4];
	size_t length = *p < 0x80	? 1
			: *p >> 5 == 6	? 2
			: *p >> 4 == 14 ? 3
			: *p >> 3 == 30 ? 4
					: 0;

	if (!length || length > left)
		return 0;
	*c = length == 1 ? *p : *p & (0xFFU >> (length + 1));
	for (size_t i = 1; i < length; i++) {
		if (p[i] >> 6 != 2)
			return 0;
		*c = *c << 6 | (p[i] & 0x3FU);
	}
	if (*c > 0x10FFFF || (*c >= 0xD800 && *c <= 0xDFFF))
		return 0;
	return plain_encode(*c, again) == length && !memcmp(again, p, length) ? length : 0;
}

static bool plain_is_utf8(const unsigned char *p, size_t length, size_t *bad)
{
	uint32_t c;

	for (size_t i = 0, n; i < length; i += n) {
		n = plain_decode(p + i, length - i, &c);
		if (!n) {
			*bad = i;
			return false;
		}
	}
	return true;
}

static void check_utf8(const unsigned char *p, size_t length)
{
	size_t bad = 4711, expected_bad = 4711;
	bool expected = plain_is_utf8(p, length, &expected_bad);

	if (text_is_utf8((const char *)p, length, &bad) != expected || bad != expected_bad) {
		for (size_t i = 0; i < length; i++)
			print_message("%02x ", p[i]);
		fail_msg("bad at %zu, not %zu", bad, expected_bad);
	}
}

static void every_class_of_four_bytes(void **state)
{
	static const unsigned char classes[] = {0x00, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF,
		0xC0, 0xC1, 0xC2, 0xC3, 0xDF, 0xE0, 0xE1, 0xEC, 0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF3,
		0xF4, 0xF5, 0xFF};
	static const char *const frames[][2] = {{"", ""}, {"αβγδ", ""}, {"abc", "abcdefghijkl"},
		{"αβ", "γδεζηθ"}, {"abcdefg", "ж"}};
	const size_t n = COUNT(classes);

	(void)state;
	for (size_t f = 0; f < COUNT(frames); f++) {
		size_t before = strlen(frames[f][0]), after = strlen(frames[f][1]);
		for (size_t i = 0; i < n * n * n * n; i++) {
			unsigned char bytes[32];
			memcpy(bytes, frames[f][0], before);
			for (size_t k = 0, rest = i; k < 4; k++, rest /= n)
				bytes[before + k] = classes[rest % n];
			memcpy(bytes + before + 4, frames[f][1], after);
			check_utf8(bytes, before + 4 + after);
		}
	}
}

/* ---- What may be stored ---- */

static bool is_storable(uint32_t c, enum text_kind kind)
{
	if (c < 0x20)
		return kind == TEXT_NOTE && (c == 9 || c == 10);
	if ((c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029 || (c >= 0xFDD0 && c < 0xFDF0))
		return false;
	return c % 0x10000 < 0xFFFE;
}

/* The offset of the first character that may not be stored, by its definition; length: none. */
static size_t plain_flaw(const unsigned char *p, size_t length, enum text_kind kind)
{
	uint32_t c;

	for (size_t i = 0, n; i < length; i += n) {
		n = plain_decode(p + i, length - i, &c);
		if (!n || !is_storable(c, kind))
			return i;
	}
	return length;
}

static void check_stored(const unsigned char *p, size_t length)
{
	for (int kind = TEXT_LINE; kind <= TEXT_NOTE; kind++) {
		bool good = plain_flaw(p, length, (enum text_kind)kind) == length;
		enum qser_status status =
			text_check((const char *)p, length, (enum text_kind)kind, NULL);
		if ((status == QSER_OK) == good)
			continue;
		for (size_t i = 0; i < length; i++)
			print_message("%02x ", p[i]);
		fail_msg("kind %d: %s", kind, good ? "refused" : "taken");
	}
}

static void every_two_bytes_in_a_word(void **state)
{
	static const char *const frames[] = {"αβγδε", "abcdefghij", "aαbβcγd", "αaβ bγ "};

	(void)state;
	for (size_t f = 0; f < COUNT(frames); f++)
		for (unsigned int pair = 0; pair < 0x10000; pair++)
			for (size_t at = 0; at < 9; at++) {
				unsigned char bytes[11];
				memcpy(bytes, frames[f], sizeof(bytes));
				bytes[at] = (unsigned char)(pair >> 8);
				bytes[at + 1] = (unsigned char)pair;
				check_utf8(bytes, 8);
				check_utf8(bytes, 10);
				check_stored(bytes, 8);
				check_stored(bytes, 10);
			}
}

/* Characters of all lengths in any order, and now and then what is none; the message tells of the
 * first flaw. */
static void words_of_every_kind(void **state)
{
	static const char *const good[] = {
		"a", "~", " ", "α", "ώ", "é", "ж", "\u07ff", "\u00a0", "…", "\U0001f600"};
	static const char *const bad[] = {"\x1f", "\x7f", "\t", "\n", "\xC2\x80", "\xC2\x9F",
		"\xC0\x80", "\xC1\xBF", "\x80", "\xBF", "\xC3", "\xE2\x80", "\xED\xA0\x80",
		"\xF4\x90\x80\x80", "\xFF", "\u2028"};
	uint64_t random = 1;

	(void)state;
	for (int i = 0; i < 300000; i++) {
		char text[128] = "";
		for (uint64_t pieces = random >> 33 & 31; pieces; pieces--) {
			random = random * UINT64_C(6364136223846793005) + 1442695040888963407;
			strcat(text, (random >> 59) ? good[(random >> 33) % COUNT(good)]
						    : bad[(random >> 33) % COUNT(bad)]);
		}
		random = random * UINT64_C(6364136223846793005) + 1442695040888963407;
		const unsigned char *p = (const unsigned char *)text;
		size_t length = strlen(text), flaw = plain_flaw(p, length, TEXT_LINE), at;
		uint32_t c;
		check_utf8(p, length);
		check_stored(p, length);
		_cleanup_(error_free) struct error e = {0};
		if (i % 16 || text_check(text, length, TEXT_LINE, &e) == QSER_OK)
			continue;
		const char *place = strstr(error_message(&e), "UTF-8 text (byte ");
		assert_int_equal(!place, plain_decode(p + flaw, length - flaw, &c) != 0);
		if (place) {
			assert_int_equal(sscanf(place, "UTF-8 text (byte %zu", &at), 1);
			assert_int_equal(at, flaw + 1);
		}
	}
}

static void every_character(void **state)
{
	static const char *const frames[][2] = {
		{"", ""}, {"αβγδ", "αβγδ"}, {"plain ASCII", "plain ASCII"}};

	(void)state;
	for (uint32_t c = 1; c <= 0x10FFFF; c++) {
		if (c >= 0xD800 && c <= 0xDFFF)
			continue;
		for (size_t f = 0; f < (c < 0x3000 ? COUNT(frames) : 1); f++) {
			char text[40];
			size_t length = strlen(frames[f][0]);
			memcpy(text, frames[f][0], length);
			length += plain_encode(c, (unsigned char *)text + length);
			memcpy(text + length, frames[f][1], strlen(frames[f][1]) + 1);
			length = strlen(text);
			check_utf8((const unsigned char *)text, length);
			if ((text_check(text, length, TEXT_LINE, NULL) == QSER_OK) !=
					is_storable(c, TEXT_LINE) ||
				(text_check(text, length, TEXT_NOTE, NULL) == QSER_OK) !=
					is_storable(c, TEXT_NOTE))
				fail_msg("U+%04X", (unsigned int)c);
		}
	}
}

/* One bad byte at every place of texts of every length. */
static void a_flaw_anywhere(void **state)
{
	static const char bad[] = {
		'\0', '\x01', '\x1b', '\r', '\x1f', '\x7f', '\x80', '\xff', '\xc0'};
	char text[64];

	(void)state;
	for (size_t length = 1; length < 40; length++)
		for (size_t at = 0; at < length; at++)
			for (size_t i = 0; i < sizeof(bad); i++) {
				memset(text, "~ aZ"[length % 4], length);
				text[length] = '\0';
				assert_int_equal(
					text_check(text, length, TEXT_NOTE, NULL), QSER_OK);
				text[at] = bad[i];
				assert_int_equal(
					text_check(text, length, TEXT_NOTE, NULL), QSER_INVALID);
				assert_int_equal(
					text_check(text, length, TEXT_LINE, NULL), QSER_INVALID);
			}
}

static void check_refusal(const char *text, const char *message)
{
	_cleanup_(error_free) struct error e = {0};

	assert_int_equal(text_check(text, strlen(text), TEXT_LINE, &e), QSER_INVALID);
	assert_string_equal(error_message(&e), message);
}

static void refusals(void **state)
{
	(void)state;
	check_refusal(
		"caf\xe9", "\"caf\\xe9\" is not UTF-8 text (byte 4 is \\xe9): save it as UTF-8");
	check_refusal("a\nb", "\"a\\nb\" holds a line break (\\n), which is not accepted here");
	check_refusal("a\tb", "\"a\\tb\" holds a tab, which is not accepted here: write spaces");
	check_refusal("\x1b[2J",
		"\"\\x1b[2J\" holds the control character U+001B, which is not accepted");
	check_refusal("x\xc2\x85",
		"\"x\\u0085\" holds the control character U+0085, which is not accepted");
}

/* ---- Folding ---- */

static const char *const folds[][2] = {{"", ""}, {"   ", ""}, {"Παπαδόπουλος ", "παπαδοπουλοσ"},
	{"ΠΑΠΑΔΟΠΟΥΛΟΣ", "παπαδοπουλοσ"}, {"Οὐρανός", "ουρανοσ"}, {"ΐΰϊϋΪΫ", "ιυιυιυ"},
	{"ᾳ ᾼ ῷ", "α α ω"}, {"Straße", "strasse"}, {"STRAẞE", "strasse"}, {"Łukasz", "lukasz"},
	{"Đorđe", "dorde"}, {"Ødegård", "odegard"}, {"Ærø Œuvre", "aero oeuvre"},
	{"İstanbul ISPARTA ısı", "istanbul isparta isi"}, {"Žluťoučký kůň", "zlutoucky kun"},
	{"Ñandú", "nandu"}, {"Z\u030clut\u030couc\u030cky\u0301", "zlutoucky"},
	{"Київ Їжак Ґалаґан", "киів іжак ґалаґан"}, {"ЙЁ", "ие"},
	{"  a \t\n b\u00a0\u3000c  ", "a b c"}, {"a\u200bb\u200d\ufeffc\u00ad", "abc"},
	{"ﬁ Ⅷ ① ２", "fi viii 1 2"}, {"Anna Maria  Papadopoulou", "anna maria papadopoulou"},
	{" 12345678", "12345678"}, {"1234567  8", "1234567 8"}, {"12345678 ", "12345678"},
	{"ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`@", "abcdefghijklmnopqrstuvwxyz[\\]^_`@"}};

static void folding(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(folds); i++) {
		_cleanup_(free_pointer) char *folded = text_fold(folds[i][0]);
		assert_string_equal(folded, folds[i][1]);
	}
	_cleanup_(free_pointer) char *invalid = text_fold("  CAF\xe9  \xce");
	assert_string_equal(invalid, "  caf\xe9  \xce");
}

/* By the tables alone; the letters Unicode leaves whole, and white space, are not asked for here.
 */
static void fold_by_tables(uint32_t c, struct buffer *out)
{
	const utf8proc_option_t take =
		UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_STRIPMARK | UTF8PROC_IGNORE;
	utf8proc_int32_t apart[32], folded[32];
	unsigned char bytes[4];
	int state = 0;

	utf8proc_ssize_t n = utf8proc_decompose_char((utf8proc_int32_t)c, apart, 32, take, &state);
	for (utf8proc_ssize_t i = 0; i < n; i++) {
		utf8proc_ssize_t m = utf8proc_decompose_char(
			apart[i], folded, 32, take | UTF8PROC_CASEFOLD, &state);
		for (utf8proc_ssize_t j = 0; j < m; j++)
			buffer_add(out, bytes, plain_encode((uint32_t)folded[j], bytes));
	}
}

static bool is_space_category(uint32_t c)
{
	utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)c);

	return category >= UTF8PROC_CATEGORY_ZS && category <= UTF8PROC_CATEGORY_ZP;
}

static void every_letter_folds_as_the_tables_say(void **state)
{
	static const char *const whole = "æÆðÐđĐøØǾǿǽǼǣǢþÞħĦıłŁœŒŧŦ";
	_cleanup_(buffer_free) struct buffer got = BUFFER_INIT;
	_cleanup_(buffer_free) struct buffer expected = BUFFER_INIT;

	(void)state;
	for (uint32_t c = 0x21; c < 0x30000; c++) {
		unsigned char text[12];
		if (c >= 0xD800 && c <= 0xDFFF)
			continue;
		text[plain_encode(c, text)] = '\0';
		buffer_clear(&got);
		buffer_clear(&expected);
		text_fold_into(&got, (char *)text);
		fold_by_tables(c, &expected);
		if (expected.length > 1 && strstr(whole, buffer_text(&expected)))
			continue;
		if (c == 0x85 || strchr(buffer_text(&expected), ' ') || is_space_category(c))
			continue;
		if (strcmp(buffer_text(&got), buffer_text(&expected)) != 0)
			fail_msg("U+%04X is \"%s\", not \"%s\"", (unsigned int)c, buffer_text(&got),
				buffer_text(&expected));
	}
}

/* A key of a key is the key; and text before is kept. */
static void folding_twice(void **state)
{
	(void)state;
	for (uint32_t c = 1; c < 0x20000; c++) {
		unsigned char text[16] = "xy ";
		if (c >= 0xD800 && c <= 0xDFFF)
			continue;
		text[3 + plain_encode(c, text + 3)] = '\0';
		_cleanup_(buffer_free) struct buffer once = BUFFER_INIT;
		_cleanup_(buffer_free) struct buffer twice = BUFFER_INIT;
		text_fold_into(&once, (char *)text);
		buffer_text_add(&twice, "kept");
		text_fold_into(&twice, buffer_text(&once));
		if (strncmp(buffer_text(&twice), "kept", 4) != 0 ||
			strcmp(buffer_text(&twice) + 4, buffer_text(&once)) != 0)
			fail_msg("U+%04X is \"%s\", then \"%s\"", (unsigned int)c,
				buffer_text(&once), buffer_text(&twice));
	}
}

/* The words of eight against one character at a time. */
static void folding_of_ascii(void **state)
{
	uint32_t random = 1;

	(void)state;
	for (int round = 0; round < 20000; round++) {
		char text[64], expected[64];
		size_t length = 0, n = 0;
		random = random * 1664525 + 1013904223;
		for (size_t end = random >> 26; length < end; length++) {
			random = random * 1664525 + 1013904223;
			text[length] = random >> 30 ? (char)(0x21 + (random >> 16) % 0x5E)
						    : " \t "[random >> 16 & 1];
		}
		text[length] = '\0';
		for (size_t i = 0; i < length; i++) {
			if (text[i] > ' ')
				expected[n++] =
					(char)(text[i] >= 'A' && text[i] <= 'Z' ? text[i] + 32
										: text[i]);
			else if (n && expected[n - 1] != ' ')
				expected[n++] = ' ';
		}
		expected[n && expected[n - 1] == ' ' ? n - 1 : n] = '\0';
		_cleanup_(free_pointer) char *folded = text_fold(text);
		assert_string_equal(folded, expected);
	}
}

/* ---- Likeness ---- */

/* All of a line look alike; no two of different lines do. */
static const char *const alike[][8] = {
	/* Case, blanks, accents of either form; Cyrillic а М, Greek α, zero width; full width. */
	{"Maria", "MARIA", "  mari\u00E1 ", "M\u0430ria", "\u041Cari\u0430", "M\u03B1ri\u03B1",
		"Ma\u200Bri\u2060a", "Ｍａｒｉａ"},
	/* Latin, Greek, Greek with a Latin P, Cyrillic. */
	{"Mapia", "ΜΑΡΙΑ", "Μαρία", "Μαρι\u0301α", "ΜΑPΙΑ", "МАРІА"},
	{"Ana Mar", "Ana\u00A0Mar", "Ana \u2009\tMar\u00AD", "An\u0430 \u200D Mar"},
	{"Ana-Mar", "Ana\u2010Mar", "Ana\u2011Mar", "Ana\u2013Mar", "Ana\u2212Mar", "Ana－Mar"},
	{"O'Neil", "O\u2019Neil", "O\u02BCNeil", "\u039F\u2018Neil"},
	/* All Greek letters that have a Latin twin, then all Cyrillic ones, then twins of Greek. */
	{"abehikmnoptxyz", "ΑΒΕΗΙΚΜΝΟΡΤΧΥΖ", "αβεηικμνορτχυζ"},
	{"abcehijkmopstxy", "авсеніјкморѕтху", "АВСЕНІЈКМОРЅТХУ"},
	{"dhlqvwyag", "ԁһӏԛѵԝүɑɡ"},
	{"γπφ", "ГПФ", "ΓΠΦ", "гпф"},
	{"σωστός", "ΣΩΣΤΟΣ", "σωστοσ"},
	/* Told apart: digits from letters; ν is N, not v; words in another order. */
	{"o0", "\u03BF0", "O０"},
	{"oo"},
	{"i1"},
	{"l1"},
	{"eva"},
	{"e\u03BDa", "ena"},
	{"mar ana"},
	{""},
	{"日本", " 日本 "},
	{"caf\xe9"},
};

static void looking_alike(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(alike); i++) {
		_cleanup_(free_pointer) char *first = text_skeleton(alike[i][0]);
		for (size_t k = 0; k < COUNT(alike[i]) && alike[i][k]; k++) {
			_cleanup_(free_pointer) char *key = text_skeleton(alike[i][k]);
			assert_string_equal(key, first);
		}
		for (size_t k = 0; k < i; k++) {
			_cleanup_(free_pointer) char *other = text_skeleton(alike[k][0]);
			assert_string_not_equal(other, first);
		}
	}
	_cleanup_(free_pointer) char *shown = text_skeleton("Μαρία Σωτήρη – Горький");
	assert_string_equal(shown, "mapia σωthph - γopьkии");
}

/* Of anything: the skeleton of a skeleton is itself, and no longer than the fold. */
static void likeness_of_every_character(void **state)
{
	(void)state;
	for (uint32_t c = 1; c < 0x20000; c++) {
		unsigned char text[16] = "xy ";
		if (c >= 0xD800 && c <= 0xDFFF)
			continue;
		text[3 + plain_encode(c, text + 3)] = '\0';
		_cleanup_(buffer_free) struct buffer folded = BUFFER_INIT;
		_cleanup_(buffer_free) struct buffer once = BUFFER_INIT;
		_cleanup_(buffer_free) struct buffer twice = BUFFER_INIT;
		text_fold_into(&folded, (char *)text);
		buffer_text_add(&once, "αβγ");
		text_skeleton_into(&once, (char *)text);
		assert_memory_equal(once.data, "αβγ", 6); /* what was there is left alone */
		text_skeleton_into(&twice, once.data + 6);
		assert_string_equal(buffer_text(&twice), once.data + 6);
		assert_true(twice.length <= folded.length);
		assert_true(text_is_utf8(twice.data, twice.length, NULL));
	}
}

static const struct {
	const char *name, *looks, *latin;
} names[] = {
	{"Γιώργος Παπαδόπουλος", "γiωpγoσ πaπaδoπoyλoσ", "giorgos papadopoulos"},
	{"ΠΑΠΑΔΟΠΟΥΛΟΣ, ΓΙΩΡΓΟΣ", "γiωpγoσ πaπaδoπoyλoσ", "giorgos papadopoulos"},
	{"Giorgos  Papadopoulos", "giorgos papadopoulos", "giorgos papadopoulos"},
	{"Papadopoulos Giorgos (Mr.)", "giorgos mr papadopoulos", "giorgos mr papadopoulos"},
	{"Anna-Maria O\u2019Neil", "anna maria oneil", "anna maria oneil"},
	{"O`Neil Anna\u2010Maria", "anna maria oneil", "anna maria oneil"},
	{"D´Angelo", "dangelo", "dangelo"},
	{"Jürgen Weiß", "jurgen weiss", "juergen weiss"},
	{"Ju\u0308rgen Weiss", "jurgen weiss", "juergen weiss"},
	{"ÄÖÜ äöü", "aou aou", "aeoeue aeoeue"},
	{"Jana Nováková", "jana novakova", "jana novakova"},
	{"Сара Горький", "capa γopьkии", "gorkii sara"},
	{"Αθηνά Μπουμπούλη 3", "3 aθhna mπoymπoyλh", "3 athina boumpouli"},
	{"Αθηνά\u2013Ευαγγελία", "aθhna eyaγγeλia", "athina evangelia"},
	{"李 明", "明 李", "明 李"},
	{"b a b", "a b b", "a b b"},
	{" ,.- ", "", ""},
	{"", "", ""},
	{"caf\xe9 bar", "bar caf", "bar caf"},
};

static void names_in_any_order(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(names); i++) {
		_cleanup_(buffer_free) struct buffer looks = BUFFER_INIT;
		_cleanup_(buffer_free) struct buffer latin = BUFFER_INIT;
		text_name_key(&looks, names[i].name, TEXT_LOOKS);
		text_name_key(&latin, names[i].name, TEXT_LATIN);
		assert_string_equal(buffer_text(&looks), names[i].looks);
		assert_string_equal(buffer_text(&latin), names[i].latin);
	}
}

/* Longer than anybody is called: the first 16 words, and no harm. */
static void names_without_end(void **state)
{
	char name[200] = "", more[220];
	_cleanup_(buffer_free) struct buffer a = BUFFER_INIT;
	_cleanup_(buffer_free) struct buffer b = BUFFER_INIT;

	(void)state;
	for (int i = 0; i < 40; i++)
		(void)snprintf(name + 3 * i, sizeof(name) - 3 * (size_t)i, "%c%c ", 'z' - i / 4,
			'a' + i % 26);
	(void)snprintf(more, sizeof(more), "%s and on", name);
	text_name_key(&a, name, TEXT_LOOKS);
	text_name_key(&b, more, TEXT_LOOKS);
	assert_int_equal(a.length, 16 * 3 - 1);
	assert_string_equal(buffer_text(&a), buffer_text(&b));
}

/* ---- Order ---- */

static void check_order(const char *const *texts, size_t count, const char *lang)
{
	for (size_t i = 0; i < count; i++)
		for (size_t j = i + 1; j < count; j++) {
			_cleanup_(free_pointer) char *a = text_sort_key(texts[i], lang);
			_cleanup_(free_pointer) char *b = text_sort_key(texts[j], lang);
			if (strcmp(a, b) >= 0)
				fail_msg("\"%s\" does not come before \"%s\"", texts[i], texts[j]);
		}
}

#define CHECK_ORDER(lang, ...)                                    \
	do {                                                      \
		static const char *const texts[] = {__VA_ARGS__}; \
		check_order(texts, COUNT(texts), lang);           \
	} while (0)

static void order(void **state)
{
	(void)state;
	CHECK_ORDER(NULL, "", "-", "1", "10", "2", "a", "A", "á", "Á", "ab", "b", "z", "α", "ω",
		"а", "я", "א", "日");
	CHECK_ORDER("el", "Αβραάμ", "Άγγελος", "Αγγέλου", "Βασιλείου", "Γεωργίου", "Ζήση",
		"Ηλιάδης", "Θωμάς", "Ιωάννου", "Κωνσταντίνου", "Ξένος", "Όθων", "Παπαδόπουλος",
		"Παπαδοπούλου", "Ραΐσης", "Σταύρου", "Υψηλάντης", "Φωτίου", "Χατζής", "Ψαρράς",
		"Ωνάσης");
	CHECK_ORDER("el", "παπας", "παπάς", "πάπας", "παπασ α");
	CHECK_ORDER("cs", "Adam", "cihla", "čáp b", "Čapek", "dub", "Ďáblice", "had", "hrad",
		"Chalupa", "chata", "Ivan", "nora", "Ňuňu", "Ota", "rak", "řeka", "sova", "Šíp",
		"tab", "ťuk", "ulice", "zima", "žába");
	CHECK_ORDER("sk-SK", "hora", "chata", "ihla");
	CHECK_ORDER("en", "Chalupa", "had", "hrad");
	CHECK_ORDER("csb", "chata", "hora");
	CHECK_ORDER("de", "Arzt", "Ärzte", "Bär", "Öl", "Ölung", "Ostern", "Strasse", "Straße",
		"Uhr", "Zug");
	CHECK_ORDER("es", "nada", "nunca", "ñandú", "Ñu", "ojo");
	CHECK_ORDER("pl", "lato", "lyko", "łata", "Łukasz", "mama");
	CHECK_ORDER("uk", "Гнат", "Ґанок", "Дім", "Ера", "Єва", "Жук", "Зоя", "Ива", "Іван", "Їжак",
		"Йосип", "Кіт", "Яна");
	CHECK_ORDER(NULL, "resume", "Resume", "resumé", "Resumé", "résumé");
	CHECK_ORDER(NULL, "van Berg", "van den Berg", "vanaf", "Vandenberg");
}

static void check_equal(const char *a, const char *b)
{
	_cleanup_(free_pointer) char *first = text_sort_key(a, "cs");
	_cleanup_(free_pointer) char *second = text_sort_key(b, "cs");

	assert_string_equal(first, second);
}

static void order_of_the_same(void **state)
{
	(void)state;
	check_equal("Č\u0159", "C\u030cr\u030c");
	check_equal("παπας", "παπασ");
	check_equal("ά", "α\u0301");
	check_equal("й", "и\u0306");
	check_equal("  a   b ", "a b");
	check_equal("ﬁ", "fi");
}

static void order_of_long_and_of_broken_text(void **state)
{
	_cleanup_(buffer_free) struct buffer longer = BUFFER_INIT;

	(void)state;
	for (int i = 0; i < 1000; i++)
		buffer_text_add(&longer, "čé ");
	_cleanup_(free_pointer) char *a = text_sort_key(buffer_text(&longer), NULL);
	buffer_text_add(&longer, "a");
	_cleanup_(free_pointer) char *b = text_sort_key(buffer_text(&longer), NULL);
	assert_true(strcmp(a, b) < 0);
	_cleanup_(free_pointer) char *broken = text_sort_key("caf\xe9", NULL);
	assert_non_null(broken);
}

/* ---- Showing ---- */

static const struct {
	const char *text, *shown;
	size_t width;
} shown[] = {
	{"", "", 0},
	{"plain", "plain", 5},
	{"Ελένη", "Ελένη", 5},
	{"e\u0301", "e\u0301", 1},
	{"日本", "日本", 4},
	{"\x1b[31m", "\\x1b[31m", 8},
	{"a\tb\nc\rd", "a\\tb\\nc\\rd", 10},
	{"\x7f", "\\x7f", 4},
	{"\xc2\x85", "\\u0085", 6},
	{"\u202eevil\u2066", "\\u202eevil\\u2066", 16},
	{"a\u200bb", "a\\u200bb", 8},
	{"\u00ad\ufeff\u2060\u061c", "\\u00ad\\ufeff\\u2060\\u061c", 24},
	{"\u2028\u2029", "\\u2028\\u2029", 12},
	{"\U000e0041", "\\U000e0041", 10},
	{"caf\xe9", "caf\\xe9", 7},
	{"\xed\xa0\x80", "\\xed\\xa0\\x80", 12},
};

static void escapes_and_widths(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(shown); i++) {
		_cleanup_(buffer_free) struct buffer b = BUFFER_INIT;
		text_escape(&b, shown[i].text, false);
		assert_string_equal(buffer_text(&b), shown[i].shown);
		assert_int_equal(text_width(shown[i].text), shown[i].width);
		assert_int_equal(text_width(shown[i].shown), shown[i].width);
	}
	_cleanup_(buffer_free) struct buffer b = BUFFER_INIT;
	text_escape(&b, "a\tb\nc\rd\x1b", true);
	assert_string_equal(buffer_text(&b), "a\tb\nc\\rd\\x1b");
}

static void every_escape_is_harmless(void **state)
{
	(void)state;
	for (uint32_t c = 1; c < 0xE0200; c++) {
		unsigned char text[8];
		if (c >= 0xD800 && c <= 0xDFFF)
			continue;
		text[plain_encode(c, text)] = '\0';
		_cleanup_(buffer_free) struct buffer b = BUFFER_INIT;
		text_escape(&b, (char *)text, false);
		utf8proc_category_t k = utf8proc_category((utf8proc_int32_t)c);
		bool escaped = strcmp(buffer_text(&b), (char *)text) != 0;
		if (!escaped && (k == UTF8PROC_CATEGORY_CC || k == UTF8PROC_CATEGORY_ZL ||
					k == UTF8PROC_CATEGORY_ZP))
			fail_msg("U+%04X", (unsigned int)c);
		if (text_width((char *)text) != text_width(buffer_text(&b)))
			fail_msg("U+%04X", (unsigned int)c);
	}
}

static void check_cut(const char *text, size_t width, const char *expected)
{
	_cleanup_(buffer_free) struct buffer b = BUFFER_INIT;

	text_cut(&b, text, width);
	assert_string_equal(buffer_text(&b), expected);
	assert_true(text_width(buffer_text(&b)) <= width);
}

static void cutting(void **state)
{
	(void)state;
	check_cut("Papadopoulos", 12, "Papadopoulos");
	check_cut("Papadopoulos", 11, "Papadopoul…");
	check_cut("Παπαδόπουλος", 4, "Παπ…");
	check_cut("日本語", 6, "日本語");
	check_cut("日本語", 5, "日本…");
	check_cut("日本語", 4, "日…");
	check_cut("e\u0301e\u0301e\u0301", 3, "e\u0301e\u0301e\u0301");
	check_cut("e\u0301e\u0301e\u0301", 2, "e\u0301…");
	check_cut("abc", 1, "…");
	check_cut("abc", 0, "");
	check_cut("", 0, "");
}

static void quoting(void **state)
{
	_cleanup_(buffer_free) struct buffer b = BUFFER_INIT;
	_cleanup_(error_free) struct error e = {0};
	char text[200];

	(void)state;
	memset(text, 'x', sizeof(text));
	text[199] = '\0';
	text_quote(&b, text);
	assert_int_equal(text_width(buffer_text(&b)), 62);
	assert_int_equal(text_refused(&e, "a\x07", "is %d", 7), QSER_INVALID);
	assert_string_equal(error_message(&e), "\"a\\x07\" is 7");
	error_prefix(&e, "line %d", 3);
	assert_string_equal(error_message(&e), "line 3: \"a\\x07\" is 7");
	error_set(&e, QSER_EXISTS, "again: %s", error_message(&e));
	assert_string_equal(error_message(&e), "again: line 3: \"a\\x07\" is 7");
	assert_int_equal(e.status, QSER_EXISTS);
	error_clear(&e);
	assert_string_equal(error_message(&e), "");
	e.message.failed = true;
	assert_string_equal(error_message(&e), "out of memory");
}

/* ---- Codes, e-mail, telephone ---- */

static const char *const codes[][2] = {{"Anna Smith", "anna-smith"}, {"J. Smith", "j-smith"},
	{"anna.k", "anna.k"}, {"  -- O'Brien --  ", "o-brien"}, {"3M Company", "m-company"},
	{"Παπαδόπουλος", "papadopoulos"}, {"Ελένη Χατζηγεωργίου", "eleni-chatzigeorgiou"},
	{"Ευάγγελος Μπούρας", "evangelos-bouras"}, {"Αύγουστος", "avgoustos"},
	{"Ευτυχία", "eftychia"}, {"Ηύρα", "ivra"}, {"Ναύπλιο", "nafplio"}, {"Λαμπρινή", "lamprini"},
	{"ΨΥΧΗ", "psychi"}, {"Θεοξένη", "theoxeni"}, {"Μάιος", "maios"}, {"άυλος", "aylos"},
	{"Ραϋ", "ray"}, {"Άγχος", "anchos"}, {"Jiří Dvořák", "jiri-dvorak"},
	{"Žofie Čapková", "zofie-capkova"}, {"Müller-Straße", "muller-strasse"},
	{"Łukasz Żółć", "lukasz-zolc"}, {"Андрій Шевченко", "andrii-shevchenko"},
	{"Їжак Ґалаґан", "izhak-galagan"}, {"Ольга Щукина", "olga-shchukina"}, {"Ñandú", "nandu"},
	{"abcdefghijklmnopqrstuvwxyz abcde fgh", "abcdefghijklmnopqrstuvwxyz-abcde"},
	{"abcdefghijklmnopqrstuvwxyzabcde fgh", "abcdefghijklmnopqrstuvwxyzabcde"},
	{"日本 Taro", "taro"}, {"Ευχή Ελευθερία Λευκός", "efchi-eleftheria-lefkos"},
	{"Αύξηση Αυστρία Εύφορος", "afxisi-afstria-efforos"}, {"Ευψυχία ευ", "efpsychia-ef"},
	{"Αυγή Ευδοκία Ευζωία", "avgi-evdokia-evzoia"},
	{"Αυλή Ευμένης Εύνοια", "avli-evmenis-evnoia"},
	{"Εύρος Εύβοια Ευήμερος", "evros-evvoia-evimeros"}, {"Σφίγγα Μάνος", "sfinga-manos"},
	{"Τῷ ᾳ", "to-a"}};

static void codes_from_names(void **state)
{
	static const char *const none[] = {"", " ", "123", "日本", "---", "...", "\xff", "\u200b"};
	char out[33];

	(void)state;
	for (size_t i = 0; i < COUNT(codes); i++) {
		assert_true(text_code(codes[i][0], out));
		assert_string_equal(out, codes[i][1]);
		assert_true(text_is_code(out));
		assert_true(text_code(codes[i][1], out));
		assert_string_equal(out, codes[i][1]);
	}
	for (size_t i = 0; i < COUNT(none); i++)
		assert_false(text_code(none[i], out));
}

/* Scripts without vowels are written as they stand, where nothing better is known. */
static void codes_of_consonants(void **state)
{
	static const char *const known[][2] = {{"ليلى حداد", "lyla-hdad"},
		{"أحمد بن يوسف", "ahmd-bn-ywsf"}, {"خديجة آل شيخ", "khdyja-al-shykh"},
		{"پروانه کریمی", "prwanh-krymy"}, {"غژ چگ", "ghzh-chg"}, {"مُحَمَّد", "mhmd"},
		{"محمـــد", "mhmd"}, {"علي Haddad", "ly-haddad"}, {"Ελένη", "eleni"}};
	char out[33];

	(void)state;
	for (size_t i = 0; i < COUNT(known); i++) {
		assert_true(text_code_consonants(known[i][0], out));
		assert_string_equal(out, known[i][1]);
	}
	assert_false(text_code_consonants("山田", out));
}

/* Whatever the name, what comes out is a code. */
static void codes_of_anything(void **state)
{
	uint32_t random = 7;

	(void)state;
	for (int round = 0; round < 20000; round++) {
		unsigned char name[300];
		size_t length = 0;
		char out[33];
		for (int i = round % 60; i >= 0; i--) {
			static const uint32_t starts[] = {
				0x20, 0x370, 0x400, 0xC0, 0xFD00, 0x1D400};
			random = random * 1664525 + 1013904223;
			length += plain_encode(
				starts[(random >> 28) % 6] + (random >> 20 & 0xFF), name + length);
		}
		name[length] = '\0';
		if (text_code((char *)name, out))
			assert_true(text_is_code(out));
		else
			assert_string_equal(out, "");
	}
}

static void check_all(
	bool (*accepts)(const char *), const char *const *texts, size_t count, bool expected)
{
	for (size_t i = 0; i < count; i++)
		if (accepts(texts[i]) != expected)
			fail_msg("\"%s\"", texts[i]);
}

static void shapes(void **state)
{
	static const char *const good_codes[] = {
		"a", "anna", "a1", "a-b.c", "abcdefghijklmnopqrstuvwxyz012345"};
	static const char *const bad_codes[] = {"", "1a", "-a", ".a", "A", "aB", "a b", "a_b", "ä",
		"abcdefghijklmnopqrstuvwxyz0123456"};
	static const char *const good_mail[] = {"a@b.gr", "anna.k+tag@example.co.uk",
		"o'neil@x-y.org", "δοκιμή@παράδειγμα.ελ", "jiří@příklad.cz",
		"x@xn--hxajbheg2az3al.xn--qxam", "a_b=c@d.e1"};
	static const char *const bad_mail[] = {"", "@", "a@", "@b.gr", "a@b", "a b@c.gr",
		"a@b@c.gr", "a@b..gr", "a@.gr", "a@b.gr.", ".a@b.gr", "a.@b.gr", "a..b@c.gr",
		"\"a\"@b.gr", "a,b@c.gr", "<a@b.gr>", "a@[1.2.3.4]", "a@-b.gr", "a@b-.gr",
		"a@b_c.gr", "a@b.gr\n", " a@b.gr", "a@b.gr ", "a\x01@b.gr", "a@b\u200b.gr",
		"a\u202e@b.gr", "a\u00a0@b.gr", "a\xe9@b.gr", "a;b@c.gr", "a(b)@c.gr",
		"a@b.gr,c@d.gr", "a\\@b.gr"};
	static const char *const good_phones[] = {"210", "+30 210 1234567", "(+30) 210-123.45/67",
		"2101234567 x12", "(210) 1234567", "1234567890123456789012345678901234567890"};
	static const char *const bad_phones[] = {"", "12", "+", "phone", "210 abc", "210x",
		"210xx1", "210 x12 3", "x12", "210+30", "12x345", " 210", "-210", "２１０", "210\n",
		"210;ext=1", "12345678901234567890123456789012345678901", "tel:210"};
	char long_mail[300];

	(void)state;
	check_all(text_is_code, good_codes, COUNT(good_codes), true);
	check_all(text_is_code, bad_codes, COUNT(bad_codes), false);
	check_all(text_is_email, good_mail, COUNT(good_mail), true);
	check_all(text_is_email, bad_mail, COUNT(bad_mail), false);
	check_all(text_is_phone, good_phones, COUNT(good_phones), true);
	check_all(text_is_phone, bad_phones, COUNT(bad_phones), false);
	for (int local = 60; local < 70; local++) {
		snprintf(long_mail, sizeof(long_mail), "%0*d@b.gr", local, 1);
		assert_int_equal(text_is_email(long_mail), local <= 64);
	}
	for (int label = 60; label < 70; label++) {
		snprintf(long_mail, sizeof(long_mail), "a@%0*d.gr", label, 1);
		assert_int_equal(text_is_email(long_mail), label <= 63);
	}
	for (int last = 50; last < 63; last++) {
		snprintf(
			long_mail, sizeof(long_mail), "a@%063d.%063d.%063d.%0*d", 1, 1, 1, last, 1);
		assert_int_equal(text_is_email(long_mail), strlen(long_mail) <= 254);
	}
}

/* ASCII alone, at every place of addresses of every length. */
static void addresses(void **state)
{
	(void)state;
	for (int c = 1; c < 256; c++) {
		char mail[] = "a?b@x.org", domain[] = "a@x?y.org";
		mail[1] = domain[3] = (char)c;
		bool letter =
			(c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
		assert_int_equal(text_is_email(mail),
			letter || (c < 0x80 && strchr(".!#$%&'*+-/=?^_`{|}~", c)));
		assert_int_equal(text_is_email(domain), letter || c == '.' || c == '-');
	}
	for (size_t length = 1; length < 20; length++)
		for (size_t at = 0; at < length; at++)
			for (int c = 1; c < 0x80; c++) {
				_cleanup_(buffer_free) struct buffer key = BUFFER_INIT;
				char text[24] = "", expected[24] = "";
				memset(text, 'Q', length);
				memset(expected, 'q', length);
				text[at] = (char)c;
				expected[at] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
				buffer_char(&key, 'K');
				text_address_key(&key, text);
				assert_string_equal(buffer_text(&key) + 1, expected);
				assert_int_equal(buffer_text(&key)[0], 'K');
			}
	_cleanup_(buffer_free) struct buffer key = BUFFER_INIT;
	text_address_key(&key, "Jose\u0301.Ω@EXAMPLE.org");
	assert_string_equal(buffer_text(&key), "josé.Ω@example.org");
}

static void composing(void **state)
{
	_cleanup_(free_pointer) char *composed = text_compose("e\u0301 α\u0301");
	_cleanup_(free_pointer) char *plain = text_compose("plain");
	_cleanup_(free_pointer) char *broken = text_compose("caf\xe9");

	(void)state;
	assert_string_equal(composed, "é ά");
	assert_string_equal(plain, "plain");
	assert_string_equal(broken, "caf\xe9");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_class_of_four_bytes),
		cmocka_unit_test(every_two_bytes_in_a_word),
		cmocka_unit_test(words_of_every_kind),
		cmocka_unit_test(every_character),
		cmocka_unit_test(a_flaw_anywhere),
		cmocka_unit_test(refusals),
		cmocka_unit_test(folding),
		cmocka_unit_test(every_letter_folds_as_the_tables_say),
		cmocka_unit_test(folding_twice),
		cmocka_unit_test(folding_of_ascii),
		cmocka_unit_test(looking_alike),
		cmocka_unit_test(likeness_of_every_character),
		cmocka_unit_test(names_in_any_order),
		cmocka_unit_test(names_without_end),
		cmocka_unit_test(order),
		cmocka_unit_test(order_of_the_same),
		cmocka_unit_test(order_of_long_and_of_broken_text),
		cmocka_unit_test(escapes_and_widths),
		cmocka_unit_test(every_escape_is_harmless),
		cmocka_unit_test(cutting),
		cmocka_unit_test(quoting),
		cmocka_unit_test(codes_from_names),
		cmocka_unit_test(codes_of_consonants),
		cmocka_unit_test(codes_of_anything),
		cmocka_unit_test(shapes),
		cmocka_unit_test(addresses),
		cmocka_unit_test(composing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
