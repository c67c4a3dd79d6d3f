/* warm.h: what would be opened and mapped anew for each input stays with the process; without it
 * that took nine tenths of the time of a target that reads files. */
#ifndef FUZZ_WARM_H
#define FUZZ_WARM_H

#include <iconv.h>
#include <malloc.h>

#include "fuzz.h"

/* The converters that intake tries by itself, and those of encodings (NULL among them: none). */
static inline void keep_warm(const char *const *encodings, size_t count)
{
	static const char *const tried[] = {"cp1250", "cp1251", "cp1252", "cp1253", "ISO-8859-2",
		"ISO-8859-7", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"};
	enum { TRIED = sizeof tried / sizeof *tried };
	static iconv_t kept[TRIED + 32];

	if (kept[0])
		return;
	(void)mallopt(M_MMAP_THRESHOLD, 1 << 30);
	(void)mallopt(M_TRIM_THRESHOLD, 1 << 30);
	MUST(count <= 32);
	for (size_t i = 0; i < TRIED; i++)
		kept[i] = iconv_open("UTF-8", tried[i]);
	for (size_t i = 0; i < count; i++)
		if (encodings[i])
			kept[TRIED + i] = iconv_open("UTF-8", encodings[i]);
}

#endif
