/*
 * fuzz_template.c: any text as a template, with any values.
 *
 * The first byte chooses the purpose, and whether values that are not given stand there; then the
 * template, then a value for each word, each ended by a NUL.  Whether it is taken does not depend
 * on the values; what it makes is what it makes of marks, with the values in their place: no value
 * is read as a part of the template.
 */
#include "../../lib/domain/letter.h"
#include "../../lib/record/handle.h"
#include "fuzz.h"

#define MARK 0x0e /* to 0x1e: no text that is kept holds them */

/* Every mark is its value. */
static void put_values(const char *marked, char *const values[LETTER_WORDS], struct buffer *out)
{
	for (; *marked; marked++) {
		unsigned char c = (unsigned char)*marked;
		if (c >= MARK && c < MARK + LETTER_WORDS)
			buffer_text_add(out, values[c - MARK]);
		else
			buffer_char(out, *marked);
	}
}

static bool has_marks(const char *text)
{
	for (; *text; text++)
		if ((unsigned char)*text >= MARK && (unsigned char)*text < MARK + LETTER_WORDS)
			return true;
	return false;
}

static void fill(const char *purpose, const char *text, char *const values[LETTER_WORDS])
{
	static char marks[LETTER_WORDS][2];
	static const char *const nothing[LETTER_WORDS] = {NULL};
	const char *marked[LETTER_WORDS], *given[LETTER_WORDS];
	struct buffer plain = BUFFER_INIT, out = BUFFER_INIT, want = BUFFER_INIT;
	struct qser q = {0};
	bool said = true;

	for (int i = 0; i < LETTER_WORDS; i++) {
		marks[i][0] = (char)(MARK + i);
		marked[i] = marks[i];
		given[i] = values[i];
		said = said && *values[i];
	}
	enum qser_status status = letter_fill(&q, purpose, "body", text, nothing, &plain);
	MUST(status == QSER_OK || status == QSER_INVALID);
	MUST(!status == !*error_message(&q.error));
	MUST(letter_fill(&q, purpose, "body", text, marked, &want) == status);
	MUST(letter_fill(&q, purpose, "body", text, given, &out) == status);
	if (status == QSER_OK) {
		MUST(plain.length <= strlen(text));
		if (!strchr(text, '{'))
			MUST(!strcmp(buffer_text(&plain), text));
		buffer_clear(&plain);
		put_values(buffer_text(&want), values, &plain);
		if (said && !has_marks(text)) /* else lines may have gone */
			MUST(!strcmp(buffer_text(&plain), buffer_text(&out)));
	}
	buffer_free(&plain);
	buffer_free(&out);
	buffer_free(&want);
	error_free(&q.error);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct pieces p = {data, size};
	char *values[LETTER_WORDS];
	size_t purposes = 0;

	while (letter_purposes[purposes])
		purposes++;
	unsigned how = piece_byte(&p);
	const char *purpose = letter_purposes[(how & 0x7f) % purposes];
	char *text = piece_text(&p);
	for (int i = 0; i < LETTER_WORDS; i++) {
		values[i] = piece_text(&p);
		if (!*values[i] && how & 0x80) { /* most inputs end before the last of them */
			free(values[i]);
			values[i] = strdup(i % 2 ? "{name}" : "{{<&>\n");
			MUST(values[i]);
		}
	}
	fill(purpose, text, values);
	for (int i = 0; i < LETTER_WORDS; i++)
		free(values[i]);
	free(text);
	return 0;
}
