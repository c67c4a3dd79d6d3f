/* memory.c: memory that could not be had. */
#include "memory.h"

#include <string.h>

static _Thread_local bool starved;

void memory_lacked(void)
{
	starved = true;
}

bool memory_starved(void)
{
	return starved;
}

void memory_forget(void)
{
	starved = false;
}

static char *had(char *copy)
{
	starved |= !copy;
	return copy;
}

char *memory_dup(const char *text)
{
	return had(strdup(text));
}

char *memory_ndup(const char *text, size_t length)
{
	return had(strndup(text, length));
}
