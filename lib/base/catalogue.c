/*
 * catalogue.c: see catalogue.h.
 *
 * The table is made when a catalogue is asked for, from texts that need no relocation: commands
 * that never speak another language pay nothing for it at their start.
 */
#include "catalogue.h"

#include "hash.h"

#include <stdlib.h>
#include <string.h>

struct catalogue {
	const struct catalogue_text *of;
	size_t mask;
	uint32_t places[]; /* of the English words in texts; 0: free, for the first byte is none */
};

static const struct catalogue_text *find_texts(const char *code)
{
	for (const struct catalogue_text *t = catalogue_texts; t->code; t++)
		if (!strcmp(t->code, code))
			return t;
	return NULL;
}

bool catalogue_known(const char *code)
{
	return !strcmp(code, "en") || find_texts(code);
}

void catalogue_list(struct buffer *out)
{
	const char *comma = "";
	bool english = false; /* is in its place */

	for (const struct catalogue_text *t = catalogue_texts; t->code; t++) {
		if (!english && strcmp(t->code, "en") > 0) {
			buffer_printf(out, "%sen", comma);
			english = true;
			comma = ", ";
		}
		buffer_printf(out, "%s%s", comma, t->code);
		comma = ", ";
	}
	if (!english)
		buffer_printf(out, "%sen", comma);
}

/* The place of a text, or the free one where it would stand. */
static uint32_t *find_place(struct catalogue *c, const char *text)
{
	size_t at = hash_text(text) & c->mask;

	while (c->places[at] && strcmp(c->of->texts + c->places[at], text) != 0)
		at = (at + 1) & c->mask;
	return &c->places[at];
}

static const char *behind(const char *text)
{
	return text + strlen(text) + 1;
}

/* The entry behind this one. */
static const char *skip(const char *entry)
{
	int forms = (unsigned char)*entry;

	entry = behind(entry + 1);
	while (forms-- > 0)
		entry = behind(entry);
	return entry;
}

struct catalogue *catalogue_new(const char *code)
{
	const struct catalogue_text *of = find_texts(code);
	size_t count = 0, size = 8;

	if (!of)
		return NULL;
	for (const char *at = of->texts; at < of->texts + of->size; at = skip(at))
		count++;
	while (size < count * 2)
		size *= 2;
	struct catalogue *c = calloc(1, sizeof(*c) + size * sizeof(*c->places));
	if (!c)
		return NULL;
	c->of = of;
	c->mask = size - 1;
	for (const char *at = of->texts; at < of->texts + of->size; at = skip(at))
		*find_place(c, at + 1) = (uint32_t)(at + 1 - of->texts);
	return c;
}

void catalogue_free(struct catalogue *c)
{
	free(c);
}

const char *catalogue_code(const struct catalogue *c)
{
	return c ? c->of->code : "en";
}

/* The English words of an entry in the table; NULL: it is not there. */
static const char *look_up(const struct catalogue *c, const char *text)
{
	size_t at = hash_text(text) & c->mask;

	for (; c->places[at]; at = (at + 1) & c->mask)
		if (!strcmp(c->of->texts + c->places[at], text))
			return c->of->texts + c->places[at];
	return NULL;
}

const char *catalogue_say(const struct catalogue *c, const char *text)
{
	const char *entry = c && text ? look_up(c, text) : NULL;

	return entry ? behind(entry) : text;
}

/* As the line Plural-Forms of each file says, which make lint holds against this. */
static int form_of(const char *code, int64_t n)
{
	if (!strcmp(code, "cs"))
		return n == 1 ? 0 : n >= 2 && n <= 4 ? 1 : 2;
	return n != 1;
}

const char *catalogue_plural(
	const struct catalogue *c, int64_t n, const char *one, const char *many)
{
	const char *entry = c ? look_up(c, one) : NULL;
	int form = entry ? form_of(c->of->code, n) : 0;

	if (!entry || form >= entry[-1])
		return n == 1 ? one : many;
	for (entry = behind(entry); form > 0; form--)
		entry = behind(entry);
	return entry;
}
