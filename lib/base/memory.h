/*
 * memory.h: memory that could not be had.
 *
 * It is remembered, in this thread, until it is forgotten: what was made since may lack something,
 * whoever made it and whatever it returned.  struct error takes it over (starved), a commit
 * refuses.
 */
#ifndef BASE_MEMORY_H
#define BASE_MEMORY_H

#include <stdbool.h>
#include <stddef.h>

void memory_lacked(void); /* some could not be had */
bool memory_starved(void);
void memory_forget(void);

/* strdup and strndup: the caller's (free); NULL, and remembered, when out of memory. */
char *memory_dup(const char *text);
char *memory_ndup(const char *text, size_t length);

#endif
