/* vocabulary.c: cells whose values are joined by commas. */
#include "vocabulary.h"

#include <stdlib.h>
#include <string.h>

#include "../base/cleanup.h"
#include "../base/text.h"

struct known_value {
	char *key; /* text_fold of it */
	const char *value;
	size_t order;
};

void vocabulary_free(struct vocabulary *v)
{
	for (size_t i = 0; i < v->count; i++)
		free(v->values[i].key);
	free(v->values);
	*v = (struct vocabulary){0};
}

static bool grow(struct vocabulary *v)
{
	if (v->count < v->capacity)
		return true;
	size_t capacity = v->capacity ? 2 * v->capacity : 16;
	struct known_value *more = realloc(v->values, capacity * sizeof *more);
	if (!more)
		return false;
	v->values = more;
	v->capacity = capacity;
	return true;
}

static size_t count_commas(const char *text)
{
	size_t n = 0;

	while ((text = strchr(text, ',')))
		n++, text++;
	return n;
}

void vocabulary_add(struct vocabulary *v, const char *text, const char *value)
{
	char *key = text_fold(text);

	if (!key || !*key || !grow(v)) {
		v->failed |= !key || *key;
		free(key);
		return;
	}
	size_t commas = count_commas(key);
	v->commas = commas > v->commas ? commas : v->commas;
	v->values[v->count] = (struct known_value){key, value, v->count};
	v->count++;
	v->sorted = false;
}

void vocabulary_add_all(struct vocabulary *v, const char *texts, const char *value)
{
	while (*texts) {
		size_t length = strcspn(texts, "|");
		_cleanup_(free_pointer) char *one = memory_ndup(texts, length);

		if (one)
			vocabulary_add(v, one, value);
		v->failed |= !one;
		texts += length;
		texts += *texts == '|';
	}
}

static int by_key(const void *a, const void *b)
{
	const struct known_value *one = a, *other = b;
	int order = strcmp(one->key, other->key);

	return order ? order : (one->order > other->order) - (one->order < other->order);
}

static void sort(struct vocabulary *v)
{
	if (!v->sorted && v->count)
		qsort(v->values, v->count, sizeof *v->values, by_key);
	v->sorted = true;
}

/* The first of those with that key. */
static const struct known_value *find(const struct vocabulary *v, const char *key)
{
	size_t low = 0, high = v->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (strcmp(v->values[middle].key, key) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low < v->count && !strcmp(v->values[low].key, key) ? &v->values[low] : NULL;
}

const char *vocabulary_value(struct vocabulary *v, const char *text)
{
	_cleanup_(free_pointer) char *key = text_fold(text);
	const struct known_value *known = NULL;

	sort(v);
	v->failed |= !key;
	if (!v->failed)
		known = find(v, key);
	return known ? known->value : NULL;
}

/* A cell between its commas, and how it goes on from each piece. */
struct pieces {
	const char **starts; /* one more than there are: behind the end, as if a comma were there */
	size_t *next;	     /* the piece behind the value that begins here; 0: none does */
	size_t count;
	struct buffer text, key;
};

static void pieces_free(struct pieces *p)
{
	free(p->starts);
	free(p->next);
	buffer_free(&p->text);
	buffer_free(&p->key);
}

static bool cut(struct pieces *p, const char *text)
{
	p->count = count_commas(text) + 1;
	p->starts = calloc(p->count + 1, sizeof *p->starts);
	p->next = calloc(p->count, sizeof *p->next);
	if (!p->starts || !p->next)
		return false;
	for (size_t i = 0; i < p->count; i++) {
		p->starts[i] = text;
		text += strcspn(text, ",") + 1;
	}
	p->starts[p->count] = text;
	return true;
}

/* The pieces from one up to another, without blanks around them, as one text. */
static const struct known_value *look(
	const struct vocabulary *v, struct pieces *p, size_t from, size_t to)
{
	const char *start = p->starts[from] + strspn(p->starts[from], " ");
	const char *end = p->starts[to] - 1;

	while (end > start && end[-1] == ' ')
		end--;
	buffer_clear(&p->text);
	buffer_clear(&p->key);
	if (end > start)
		buffer_add(&p->text, start, (size_t)(end - start));
	text_fold_into(&p->key, buffer_text(&p->text));
	return find(v, buffer_text(&p->key));
}

/* From the end, so that nothing is tried twice. */
static bool plan(const struct vocabulary *v, struct pieces *p)
{
	for (size_t from = p->count; from-- > 0;) {
		size_t most = from + 1 + v->commas;
		for (size_t to = most < p->count ? most : p->count; to > from && !p->next[from];
			to--)
			if ((to == p->count || p->next[to]) && look(v, p, from, to))
				p->next[from] = to;
	}
	return p->next[0];
}

bool vocabulary_split(struct vocabulary *v, const char *text, struct buffer *out)
{
	_cleanup_(pieces_free) struct pieces p = {0};
	size_t length = out->length;

	sort(v);
	if (v->failed || !v->count)
		return false;
	if (!cut(&p, text)) {
		v->failed = true;
		return false;
	}
	bool planned = plan(v, &p);
	v->failed |= p.text.failed || p.key.failed;
	if (!planned || v->failed)
		return false;
	for (size_t at = 0; at < p.count; at = p.next[at]) {
		const struct known_value *known = look(v, &p, at, p.next[at]);
		if (out->length > length)
			buffer_char(out, ';');
		buffer_text_add(out, known && known->value ? known->value : buffer_text(&p.text));
	}
	v->failed = out->failed || p.text.failed || p.key.failed;
	return !v->failed;
}
