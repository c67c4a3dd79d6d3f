/*
 * cli_memory.c: memory of a command: what could not be had is remembered, so that nothing that
 * lacks something is given out as if it were whole.
 */
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "cli_private.h"

static bool starved;

bool cli_starved(void)
{
	return starved;
}

static char *had(char *text)
{
	starved |= !text;
	return text;
}

char *cli_dup(const char *text)
{
	return had(strdup(text));
}

char *cli_ndup(const char *text, size_t length)
{
	return had(strndup(text, length));
}

char *cli_vformat(const char *format, va_list args)
{
	char *text;
	return had(vasprintf(&text, format, args) < 0 ? NULL : text);
}

char *cli_format(const char *format, ...)
{
	va_list args;
	va_start(args, format);
	char *text = cli_vformat(format, args);
	va_end(args);
	return text;
}

enum qser_status cli_no_memory(struct cli *c)
{
	return cli_fail(c, QSER_MEMORY, "out of memory");
}

void *cli_grow(void *array, size_t *room, size_t count, size_t size)
{
	if (count < *room)
		return array;
	size_t more = *room ? *room * 2 : 8;
	void *grown = reallocarray(array, more, size);
	if (grown)
		*room = more;
	starved |= !grown;
	return grown;
}

char *cli_own(struct cli *c, char *string)
{
	struct cli_state *s = c->state;
	if (!string)
		return NULL;
	char **owned = cli_grow(s->owned, &s->owned_room, s->owned_count, sizeof *s->owned);
	if (!owned) {
		free(string);
		return NULL;
	}
	s->owned = owned;
	return s->owned[s->owned_count++] = string;
}

bool cli_own_both(struct cli *c, void *one, void *other)
{
	bool first = cli_own(c, one) != NULL, second = cli_own(c, other) != NULL;
	return first && second;
}
