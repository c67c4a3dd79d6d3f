#include <string.h>

#include "dialect.h"

static const char delimiters[] = {',', ';', '\t', '|'};

/* What one delimiter makes of the sample. */
struct tally {
	size_t records;
	size_t header; /* fields of the first record */
	size_t equal;  /* records with as many, the header too */
	size_t split;  /* records with more than one field */
};

bool dialect_is_delimiter(char c)
{
	return c && memchr(delimiters, c, sizeof delimiters) != NULL;
}

size_t dialect_sep(const char *text, size_t length, char *delimiter)
{
	size_t quoted = length && text[0] == '"', at = quoted;

	if (length < at + 5 || (text[at] | 0x20) != 's' || (text[at + 1] | 0x20) != 'e' ||
		(text[at + 2] | 0x20) != 'p' || text[at + 3] != '=')
		return 0;
	char c = text[at + 4];
	at += 5;
	if (quoted && (at == length || text[at++] != '"'))
		return 0;
	if (at < length && text[at] != '\r' && text[at] != '\n')
		return 0;
	if (at < length && text[at++] == '\r' && at < length && text[at] == '\n')
		at++;
	*delimiter = c;
	return at;
}

/* Behind the closing quote of a field that starts at i, or length. */
static size_t skip_quotes(const char *text, size_t length, size_t i)
{
	for (i++; i < length; i++) {
		if (text[i] != '"')
			continue;
		if (i + 1 == length || text[i + 1] != '"')
			return i + 1;
		i++;
	}
	return length;
}

/*
 * The fields of the record at *at, which moves behind it; 0 for one that holds nothing, and for one
 * whose quotes make no sense with this delimiter.  *whole is false when the text ends before the
 * record.
 */
static size_t count_fields(const char *text, size_t length, size_t *at, char delimiter, bool *whole)
{
	size_t fields = 1, i = *at;
	bool start = true, sound = true, blank = true;

	for (; i < length && text[i] != '\n' && text[i] != '\r'; i++) {
		char c = text[i];

		blank = blank && (c == ' ' || c == '\t' || c == delimiter);
		if (c == '"' && start) {
			i = skip_quotes(text, length, i);
			if (i == length || text[i] == '\n' || text[i] == '\r')
				break;
			c = text[i];
			sound = c == delimiter;
		} else if (c == '"') {
			sound = false;
		}
		start = c == delimiter;
		fields += c == delimiter;
	}
	*whole = i < length;
	if (i < length && text[i++] == '\r' && i < length && text[i] == '\n')
		i++;
	*at = i;
	return sound && !blank ? fields : 0;
}

static struct tally tally(const char *text, size_t length, bool complete, char delimiter)
{
	struct tally t = {0};

	for (size_t at = 0; at < length && t.records < DIALECT_RECORDS;) {
		size_t from = at;
		bool whole;
		size_t fields = count_fields(text, length, &at, delimiter, &whole);

		/* half a record tells nothing, but the header is better than nothing */
		if (!whole && !complete && t.records)
			break;
		if (fields == 0 && text[from] != '"' && !memchr(text + from, '"', at - from))
			continue;
		if (t.records++ == 0)
			t.header = fields;
		t.equal += fields == t.header;
		t.split += fields > 1;
	}
	return t;
}

static struct dialect choose(const struct tally t[sizeof delimiters])
{
	struct dialect d = {.delimiter = ','};
	size_t best = 0, splitting = 0, only = 0;

	for (size_t i = 0; i < sizeof delimiters; i++) {
		if (t[i].header < 2)
			continue;
		if (2 * t[i].split >= t[i].records) {
			splitting++;
			only = i;
		}
		if (2 * t[i].equal < t[i].records || t[i].equal < best)
			continue;
		if (t[i].equal == best) {
			d.other = delimiters[i];
			d.others = t[i].header;
			continue;
		}
		best = t[i].equal;
		d = (struct dialect){delimiters[i], true, 0, t[i].header, 0};
	}
	if (!best && splitting == 1)
		d = (struct dialect){delimiters[only], true, 0, t[only].header, 0};
	return d;
}

struct dialect dialect_detect(const char *text, size_t length, bool complete)
{
	struct tally t[sizeof delimiters];

	for (size_t i = 0; i < sizeof delimiters; i++)
		t[i] = tally(text, length, complete, delimiters[i]);
	return choose(t);
}
