/*
 * choice.c: the words that a choice has, and what people and files call them.
 */
#include <stdlib.h>
#include <string.h>

#include "../base/text.h"
#include "handle.h"
#include "choice.h"

static enum qser_status no_such_word(struct qser *q, const char *const *words, const char *text)
{
	_cleanup_(buffer_free) struct buffer list = BUFFER_INIT;
	for (; *words; words++) {
		buffer_text_add(&list, *words);
		if (words[1])
			buffer_text_add(&list, words[2] ? ", " : " or ");
	}
	return text_refused(&q->error, text, "is not one of %s", buffer_text(&list));
}

static char *word_key(const char *text)
{
	char *key = text_fold(text);

	for (char *c = key; c && *c; c++)
		if (*c == ' ' || *c == '_')
			*c = '-';
	return key;
}

void choice_forget(struct qser *q)
{
	while (q->known) {
		struct known_words *next = q->known->next;
		vocabulary_free(&q->known->names);
		free(q->known);
		q->known = next;
	}
}

static void learn_words(struct known_words *k, const struct qser_column *c)
{
	for (size_t i = 0; c->words[i]; i++) {
		vocabulary_add(&k->names, c->words[i], c->words[i]);
		if (!(c->flags & QSER_GUESSED))
			vocabulary_add_all(&k->names, c->word_aliases[i], c->words[i]);
	}
}

/* Looked up in a million rows, so they are folded once. */
struct vocabulary *choice_names(struct qser *q, const struct qser_column *c)
{
	for (struct known_words *k = q->known; k; k = k->next)
		if (k->of == c->word_aliases)
			return &k->names;
	struct known_words *k = calloc(1, sizeof(*k));
	if (!k)
		return NULL;
	*k = (struct known_words){.next = q->known, .of = c->word_aliases};
	q->known = k;
	learn_words(k, c);
	return &k->names;
}

/* By a name that files have for it; *found NULL: there is none.  Whoever types a command is told
 * the words there are. */
static enum qser_status find_name(
	struct qser *q, const struct qser_column *c, const char *text, const char **found)
{
	bool known = q->reading.file && c->word_aliases;
	struct vocabulary *names = known ? choice_names(q, c) : NULL;

	*found = names ? vocabulary_value(names, text) : NULL;
	return known && (!names || names->failed) ? fail(q, QSER_MEMORY, "out of memory") : QSER_OK;
}

/* Case, accents and "_" for "-" do not count. */
static enum qser_status find_alike(
	struct qser *q, const struct qser_column *c, const char *text, const char **found)
{
	_cleanup_(free_pointer) char *given = word_key(text);

	for (const char *const *word = c->words; *word; word++) {
		_cleanup_(free_pointer) char *known = word_key(*word);
		if (!known || !given)
			return fail(q, QSER_MEMORY, "out of memory");
		if (!strcmp(known, given)) {
			*found = *word;
			return QSER_OK;
		}
	}
	return no_such_word(q, c->words, text);
}

enum qser_status choice_find(
	struct qser *q, const struct qser_column *c, const char *text, const char **word)
{
	for (const char *const *w = c->words; *w; w++)
		if (!strcmp(*w, text)) {
			*word = *w;
			return QSER_OK;
		}
	enum qser_status status = find_name(q, c, text, word);
	return status == QSER_OK && !*word ? find_alike(q, c, text, word) : status;
}
