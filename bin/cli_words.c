/*
 * cli_words.c: names compared, near misses, what a column's value is called in a usage line, and
 * the words it may have, wherever they are named.
 */
#include "cli_private.h"

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

enum { LONGEST = 48 };

/* Edits (insert, drop, change, swap neighbours) from a to b: optimal string alignment. */
static size_t distance(const char *a, size_t m, const char *b, size_t n)
{
	size_t row[3][LONGEST + 1];
	size_t *before = row[0], *last = row[1], *now = row[2];
	for (size_t k = 0; k <= n; k++)
		last[k] = k;
	for (size_t i = 1; i <= m; i++) {
		now[0] = i;
		for (size_t k = 1; k <= n; k++) {
			size_t change = last[k - 1] + (a[i - 1] != b[k - 1]);
			now[k] = least(change, least(last[k], now[k - 1]) + 1);
			if (i > 1 && k > 1 && a[i - 1] == b[k - 2] && a[i - 2] == b[k - 1])
				now[k] = least(now[k], before[k - 2] + 1);
		}
		size_t *spare = before;
		before = last;
		last = now;
		now = spare;
	}
	return last[n];
}

void cli_offer(struct cli_nearest *n, const char *candidate)
{
	size_t length = strlen(n->word), other = strlen(candidate);
	if (length == 0 || length > LONGEST || other > LONGEST)
		return;
	size_t apart = distance(n->word, length, candidate, other);
	if (length >= 2 && strncmp(n->word, candidate, length) == 0)
		apart = 1; /* the beginning of it */
	size_t near = length < 3 ? 1 : 1 + length / 4;
	if (apart <= near && (!n->best || apart < n->distance)) {
		n->best = candidate;
		n->distance = apart;
	}
}

bool cli_same_name(const char *option, const char *column)
{
	for (; *option && *column; option++, column++) {
		char o = *option == '_' ? '-' : *option;
		char k = *column == '_' ? '-' : *column;
		/* ASCII only: names are, and the locale has no say. */
		o = o >= 'A' && o <= 'Z' ? (char)(o + 32) : o;
		k = k >= 'A' && k <= 'Z' ? (char)(k + 32) : k;
		if (o != k)
			return false;
	}
	return *option == *column;
}

bool cli_in_words(const char *list, const char *word)
{
	size_t length = strlen(word);
	while (list && *list) {
		size_t here = strcspn(list, " ");
		if (here == length && strncmp(list, word, length) == 0)
			return true;
		list += here + strspn(list + here, " ");
	}
	return false;
}

const char *cli_record_word(enum qser_record r, const char *after, char *buffer, size_t size)
{
	snprintf(buffer, size, "%s%s", qser_record_name(r), after);
	for (char *blank = buffer; (blank = strchr(blank, ' '));)
		*blank = '-';
	return buffer;
}

static const char *record_in_capitals(
	const struct qser_column *column, const char *after, char *buffer, size_t size)
{
	cli_record_word(column->ref, after, buffer, size);
	for (char *s = buffer; *s; s++)
		if (*s >= 'a' && *s <= 'z')
			*s = (char)(*s - 32);
	return buffer;
}

const char *cli_column_argument(
	const struct qser_column *column, bool filter, char *buffer, size_t size)
{
	switch (column->type) {
	case QSER_CODE:
		return "CODE";
	case QSER_EMAIL:
		return filter ? "TEXT" : "ADDRESS";
	case QSER_INT:
		return filter ? "A..B" : "N";
	case QSER_BOOL:
		return "yes|no";
	case QSER_DAY:
		return filter ? "DAY..DAY" : "DAY";
	case QSER_STAMP:
		return filter ? "DAY..DAY" : "TIME";
	case QSER_MINUTES:
		return filter ? "A..B" : "MINUTES";
	case QSER_HOURS:
		return filter ? "A..B" : "HOURS";
	case QSER_CHOICE:
		return filter ? "WORD,…" : "WORD";
	case QSER_WORDS:
		return filter ? "TEXT" : "A;B";
	case QSER_REF:
		return record_in_capitals(column, "", buffer, size);
	case QSER_REFS:
		return record_in_capitals(column, filter ? "" : ";…", buffer, size);
	default:
		return "TEXT";
	}
}

/* ---- The words of a column ---- */

enum qser_record cli_record_named(const char *name, size_t length)
{
	for (int r = QSER_NO_RECORD + 1; r < QSER_RECORDS; r++) {
		const char *known = qser_record_name((enum qser_record)r);
		if (known && strlen(known) == length && strncmp(known, name, length) == 0)
			return (enum qser_record)r;
	}
	return QSER_NO_RECORD;
}

#define SUM_KEYS "sum.by" /* what hours are added up by is no column, but has words as well */

const char *const *cli_words_of(const char *name, size_t length)
{
	const char *dot = memrchr(name, '.', length);
	size_t count = 0;
	if (!dot)
		return NULL;
	if (length == strlen(SUM_KEYS) && !strncmp(name, SUM_KEYS, length))
		return qser_sum_words();
	enum qser_record r = cli_record_named(name, (size_t)(dot - name));
	const struct qser_column *columns = r == QSER_NO_RECORD ? NULL : qser_columns(r, &count);
	size_t rest = length - (size_t)(dot + 1 - name);
	for (size_t i = 0; i < count; i++)
		if (strlen(columns[i].name) == rest && !strncmp(columns[i].name, dot + 1, rest))
			return columns[i].words;
	return NULL;
}

static void put_words(FILE *f, const char *const *words)
{
	for (const char *const *w = words; *w; w++)
		(void)fprintf(f, "%s%s", w == words ? "" : w[1] ? ", " : " or ", *w);
}

char *cli_fill_words(const char *text)
{
	char *filled = NULL;
	size_t size;
	FILE *f = open_memstream(&filled, &size);
	if (!f)
		return NULL;
	for (const char *open; (open = strchr(text, '{')) && strchr(open, '}');) {
		const char *name = open + 1, *close = strchr(open, '}');
		const char *const *words = cli_words_of(name, (size_t)(close - name));
		(void)fwrite(text, 1, (size_t)(open - text), f);
		if (words)
			put_words(f, words);
		text = close + 1;
	}
	(void)fputs(text, f);
	if (fclose(f) == 0 && filled)
		return filled;
	free(filled);
	return NULL;
}
