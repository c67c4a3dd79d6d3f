/* cleanup.h: variables that free themselves when they go out of scope. */
#ifndef BASE_CLEANUP_H
#define BASE_CLEANUP_H

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define _cleanup_(function) __attribute__((cleanup(function)))

static inline void free_pointer(void *p)
{
	free(*(void **)p);
}

static inline void close_file(FILE **f)
{
	if (*f)
		(void)fclose(*f);
}

static inline void close_descriptor(int *fd)
{
	if (*fd >= 0)
		(void)close(*fd);
}

#endif
