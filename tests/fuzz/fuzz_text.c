/*
 * fuzz_text.c: texts folded, sorted, shown and made codes of.
 *
 * The first byte is a width, then three texts, each ended by a NUL.  Folding twice is folding once;
 * the order of sort keys agrees with folding; what is shown holds nothing that could mislead.
 */
#include "../../lib/base/base64.h"
#include "../../lib/base/text.h"
#include "../../lib/base/yes_no.h"
#include "../../lib/intake/vocabulary.h"
#include "../../lib/output/wrap.h"
#include "fuzz.h"

static bool is_utf8(const char *text)
{
	size_t bad = 0;
	bool good = text_is_utf8(text, strlen(text), &bad);

	MUST(good || bad < strlen(text));
	return good;
}

/* A function that gives a new text, or the text itself when given its own result. */
typedef char *text_fn(const char *text);

static void is_settled(text_fn *fn, const char *text)
{
	char *once = fn(text), *twice = once ? fn(once) : NULL;

	MUST(once && twice && !strcmp(once, twice));
	MUST(!is_utf8(text) || is_utf8(once));
	free(once);
	free(twice);
}

/* ---- Order ---- */

static void compare(const char *a, const char *b, const char *lang)
{
	char *fold_a = text_fold(a), *fold_b = text_fold(b);
	char *key_a = text_sort_key(a, lang), *key_b = text_sort_key(b, lang);

	MUST(fold_a && fold_b && key_a && key_b);
	MUST(strcmp(key_a, key_b) || !strcmp(fold_a, fold_b)); /* the same place: the same text */
	free(fold_a);
	free(fold_b);
	free(key_a);
	free(key_b);
}

/* ---- What is shown ---- */

static void show(const char *text, size_t width)
{
	struct buffer out = BUFFER_INIT, again = BUFFER_INIT;
	struct error e = {0};

	text_escape(&out, text, false);
	MUST(!text_check(buffer_text(&out), out.length, TEXT_LINE, &e));
	MUST(text_width(text) == text_width(buffer_text(&out)));
	text_escape(&again, buffer_text(&out), false);
	MUST(!strcmp(buffer_text(&again), buffer_text(&out)));
	buffer_clear(&again);
	text_cut(&again, buffer_text(&out), width);
	MUST(is_utf8(buffer_text(&again)) && text_width(buffer_text(&again)) <= width);
	buffer_clear(&again);
	text_quote(&again, text);
	MUST(!text_check(buffer_text(&again), again.length, TEXT_LINE, &e));
	MUST(text_width(buffer_text(&again)) <= 62);
	error_free(&e);
	buffer_free(&out);
	buffer_free(&again);
}

static void wrap_text(const char *text, size_t width)
{
	struct buffer out = BUFFER_INIT;
	struct error e = {0};

	width += 18; /* less is no column to read in */
	wrap(&out, text, width, 2);
	MUST(out.length && out.data[out.length - 1] == '\n');
	MUST(!text_check(out.data, out.length, TEXT_NOTE, &e));
	for (char *line = out.data, *end; (end = strchr(line, '\n')); line = end + 1) {
		*end = '\0';
		MUST(text_width(line) <= width);
	}
	buffer_free(&out);
	error_free(&e);
}

/* ---- What texts are taken for ---- */

static void classify(const char *text)
{
	struct error e = {0};
	struct buffer out = BUFFER_INIT;
	char code[33], language[LANGUAGE_CODE];
	bool yes;

	if (text_code(text, code))
		MUST(text_is_code(code));
	if (text_code_consonants(text, code))
		MUST(text_is_code(code));
	if (text_is_email(text)) {
		MUST(!text_check(text, strlen(text), TEXT_LINE, &e));
		MUST(!text[strcspn(text, " ,;:<>()[]\"\\\r\n")] && strlen(text) <= 254);
	}
	if (text_is_phone(text)) {
		text_phone_key(&out, text);
		MUST(out.length >= 3 || strchr(text, 'x'));
		MUST(out.length <= 9 &&
			!buffer_text(&out)[strspn(buffer_text(&out), "0123456789")]);
	}
	buffer_clear(&out);
	text_name_key(&out, text, TEXT_LOOKS);
	text_name_key(&out, text, TEXT_LATIN);
	text_address_key(&out, text);
	MUST(!is_utf8(text) || is_utf8(buffer_text(&out)));
	if (language_code(text, language))
		MUST(strlen(language) == 2);
	(void)yes_no_read(text, &yes);
	error_free(&e);
	buffer_free(&out);
}

static void as_base64(const char *text)
{
	struct buffer out = BUFFER_INIT, again = BUFFER_INIT;

	if (base64_decode(&out, text, strlen(text))) {
		base64_encode(&again, buffer_text(&out), out.length);
		MUST(!strcmp(buffer_text(&again), text));
	}
	buffer_clear(&out);
	buffer_clear(&again);
	base64_encode(&out, text, strlen(text));
	MUST(base64_decode(&again, buffer_text(&out), out.length));
	MUST(!strcmp(buffer_text(&again), text));
	buffer_free(&out);
	buffer_free(&again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const languages[] = {NULL, "cs", "el", "sk"};
	struct pieces p = {data, size};
	unsigned how = piece_byte(&p);
	char *texts[3];

	for (int i = 0; i < 3; i++)
		texts[i] = piece_text(&p);
	for (int i = 0; i < 3; i++) {
		is_settled(text_fold, texts[i]);
		is_settled(text_skeleton, texts[i]);
		is_settled(text_compose, texts[i]);
		show(texts[i], how & 63);
		wrap_text(texts[i], how & 63);
		classify(texts[i]);
		as_base64(texts[i]);
		for (int k = 0; k < i; k++)
			compare(texts[i], texts[k], languages[how >> 6]);
	}
	for (int i = 0; i < 3; i++)
		free(texts[i]);
	return 0;
}
