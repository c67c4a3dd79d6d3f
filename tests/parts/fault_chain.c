/*
 * fault_chain.c: the chain of callers of an allocation or a system call, as a number that is the
 * same in each run: of the libraries all of them, of the command the first that is met.  So opening
 * the database is one chain for all verbs of a program, and what a verb does is its own.
 */
#include <execinfo.h>
#include <link.h>

#include "fault.h"

enum { OBJECTS = 32, FRAMES = 64 };

static struct object {
	uintptr_t from, to;
} objects[OBJECTS]; /* the first is the program */
static int count;

static int take(struct dl_phdr_info *info, size_t size, void *ctx)
{
	(void)size;
	(void)ctx;
	for (int i = 0; i < info->dlpi_phnum && count < OBJECTS; i++)
		if (info->dlpi_phdr[i].p_type == PT_LOAD && info->dlpi_phdr[i].p_flags & PF_X)
			objects[count++] =
				(struct object){info->dlpi_addr + info->dlpi_phdr[i].p_vaddr,
					info->dlpi_addr + info->dlpi_phdr[i].p_vaddr +
						info->dlpi_phdr[i].p_memsz};
	return 0;
}

void chain_begin(void)
{
	(void)dl_iterate_phdr(take, NULL);
	(void)chain(0); /* it asks for memory, the first time */
}

/* Before chain_begin, the number of the call alone. */
uint64_t chain(int number)
{
	void *frames[FRAMES];
	uint64_t hash = 0;
	int length = count ? backtrace(frames, FRAMES) : 0;

	for (int i = 0; i < length; i++) {
		uintptr_t at = (uintptr_t)frames[i];
		int o = 0;
		while (o < count && (at < objects[o].from || at >= objects[o].to))
			o++;
		if (o == count)
			continue;
		hash = (hash ^ (at - objects[o].from) ^ (uint64_t)o << 48) * 0x9e3779b97f4a7c15U;
		hash ^= hash >> 29;
		if (o == 0)
			break;
	}
	return hash << 9 | (unsigned)number;
}
