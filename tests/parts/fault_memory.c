/*
 * fault_memory.c: allocations that fail, of the command, of the C library and of SQLite alike, and
 * an account of those that are not freed at the end.
 */
#include <dlfcn.h>
#include <errno.h>
#include <link.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fault.h"

static struct fault memory;
static bool armed;

/* ---- The account ---- */

/* Open addressing; a block that was freed leaves no gap in the run it stood in. */
enum { SLOTS = 1 << 16 };

static struct slot {
	void *block;
	void *caller;
} slots[SLOTS];

static size_t used;

static size_t place(const void *block)
{
	return ((uintptr_t)block >> 4) * 0x9e3779b97f4a7c15U >> 48;
}

static size_t find(const void *block)
{
	size_t at = place(block);

	while (slots[at].block && slots[at].block != block)
		at = (at + 1) % SLOTS;
	return at;
}

static void *enter(void *block, void *caller)
{
	size_t at = armed && block && used < SLOTS / 2 ? find(block) : SLOTS;

	if (at < SLOTS) {
		used += !slots[at].block;
		slots[at] = (struct slot){block, caller};
	}
	return block;
}

static void leave(const void *block)
{
	size_t hole = armed && block ? find(block) : SLOTS;

	if (hole == SLOTS || !slots[hole].block)
		return;
	used--;
	for (size_t at = (hole + 1) % SLOTS; slots[at].block; at = (at + 1) % SLOTS)
		if ((at - place(slots[at].block)) % SLOTS >= (at - hole) % SLOTS) {
			slots[hole] = slots[at];
			hole = at;
		}
	slots[hole].block = NULL;
}

/* Whose code is it?  The command or its library: everything has to be freed. */
static bool is_ours(const void *caller, const char **object)
{
	Dl_info info;

	*object = "";
	if (!dladdr(caller, &info) || !info.dli_fname)
		return false;
	const char *slash = strrchr(info.dli_fname, '/');
	*object = slash ? slash + 1 : info.dli_fname;
	return strncmp(*object, "qser", 4) == 0 || strncmp(*object, "libqser", 7) == 0 ||
	       strncmp(*object, "careless", 8) == 0;
}

__attribute__((destructor)) static void account(void)
{
	const char *object = "";

	if (!armed)
		return;
	armed = false;
	for (size_t i = 0; i < SLOTS; i++) {
		const struct slot *s = &slots[i];
		Dl_info info;
		if (!s->block)
			continue;
		if (!is_ours(s->caller, &object))
			memory.shared->kept += strncmp(object, "libc.", 5) == 0;
		else if (memory.shared->leaks++ == 0 && dladdr(s->caller, &info))
			(void)snprintf(memory.shared->leak, sizeof memory.shared->leak, "%s+0x%zx",
				object, (size_t)((char *)s->caller - (char *)info.dli_fbase));
	}
}

/* ---- The allocations ---- */

static void mark(struct shared *s)
{
	armed = false;
	s->marks[s->calls % MARKS] = chain(0);
	armed = true;
}

static bool fails(void)
{
	struct shared *s = memory.shared;

	if (armed && memory.marks && s->calls < MARKS - 1) {
		s->calls++;
		mark(s);
		return false;
	}
	if (!armed || (++s->calls != memory.at && (!memory.ever || s->calls < memory.at)))
		return false;
	if (memory.at == 0)
		return false;
	s->fired = true;
	errno = ENOMEM;
	return true;
}

void memory_arm(const struct fault *fault)
{
	memory = *fault;
	armed = true;
}

/* What dlsym itself may ask for, before it has told where to ask. */
static char first[4096];
static size_t first_used;

static void *from_first(size_t size)
{
	void *block = first + first_used;

	first_used += (size + 15) & ~(size_t)15;
	return first_used <= sizeof first ? block : NULL;
}

static bool is_first(const void *block)
{
	return (const char *)block >= first && (const char *)block < first + sizeof first;
}

static struct {
	bool asking;
	void *(*malloc)(size_t);
	void *(*calloc)(size_t, size_t);
	void *(*realloc)(void *, size_t);
	int (*posix_memalign)(void **, size_t, size_t);
	void (*free)(void *);
} next;

/* dlsym gives a pointer to an object, and means a function. */
static bool ready(void)
{
	if (next.free)
		return true;
	if (next.asking)
		return false;
	next.asking = true;
	*(void **)&next.malloc = dlsym(RTLD_NEXT, "malloc");
	*(void **)&next.calloc = dlsym(RTLD_NEXT, "calloc");
	*(void **)&next.realloc = dlsym(RTLD_NEXT, "realloc");
	*(void **)&next.posix_memalign = dlsym(RTLD_NEXT, "posix_memalign");
	*(void **)&next.free = dlsym(RTLD_NEXT, "free");
	return true;
}

static void *allocate(size_t size, void *caller)
{
	if (fails())
		return NULL;
	return ready() ? enter(next.malloc(size), caller) : from_first(size);
}

void *malloc(size_t size)
{
	return allocate(size, __builtin_return_address(0));
}

void *calloc(size_t count, size_t size)
{
	if (fails())
		return NULL;
	return ready() ? enter(next.calloc(count, size), __builtin_return_address(0))
		       : from_first(count * size);
}

static void *resize(void *old, size_t size, void *caller)
{
	if (fails() || !ready())
		return NULL;
	void *block = next.realloc(old, size);
	if (block || !size)
		leave(old);
	return enter(block, caller);
}

void *realloc(void *old, size_t size)
{
	return resize(old, size, __builtin_return_address(0));
}

void *reallocarray(void *old, size_t count, size_t size)
{
	size_t all;

	if (__builtin_mul_overflow(count, size, &all)) {
		errno = ENOMEM;
		return NULL;
	}
	return resize(old, all, __builtin_return_address(0));
}

int posix_memalign(void **block, size_t alignment, size_t size)
{
	if (fails() || !ready())
		return ENOMEM;
	int error = next.posix_memalign(block, alignment, size);
	if (!error)
		(void)enter(*block, __builtin_return_address(0));
	return error;
}

static char *copy(const char *text, size_t length, void *caller)
{
	char *block = allocate(length + 1, caller);

	if (block) {
		memcpy(block, text, length);
		block[length] = '\0';
	}
	return block;
}

char *strdup(const char *text)
{
	return copy(text, strlen(text), __builtin_return_address(0));
}

char *strndup(const char *text, size_t most)
{
	return copy(text, strnlen(text, most), __builtin_return_address(0));
}

void free(void *block)
{
	if (!block || is_first(block) || !ready())
		return;
	leave(block);
	next.free(block);
}
