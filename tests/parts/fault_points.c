/* fault_points.c: which allocations, calls or sizes a command is run with. */
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "fault.h"

enum { MOST_SIZES = 1000 };

static size_t largest(const struct folder *f)
{
	size_t size = 0;

	for (size_t i = 0; i < f->count; i++)
		if (f->files[i].size > size)
			size = f->files[i].size;
	return size;
}

/* From the first to the last. */
static long last_point(void)
{
	switch (judge.kind) {
	case MEMORY:
	case CALLS:
		return judge.shared->calls;
	case ENDS:
		return all_ends_count;
	default:
		return (long)largest(&judge.clean.left) + 8192;
	}
}

struct mark {
	uint64_t mark;
	long at;
};

static int by_mark(const void *one, const void *other)
{
	const struct mark *a = one, *b = other;

	return a->mark != b->mark ? (a->mark > b->mark) - (a->mark < b->mark)
				  : (a->at > b->at) - (a->at < b->at);
}

static int by_number(const void *one, const void *other)
{
	const long *a = one, *b = other;

	return (*a > *b) - (*a < *b);
}

/* The chains of two commands, in a file that all see. */
enum { SEEN = 1 << 20, TWICE = 2 };

static bool is_seen(uint64_t mark)
{
	static uint64_t *seen;
	const char *program = strrchr(program_invocation_name, '/');

	if (!seen) {
		int fd = open(getenv("FAULT_SEEN"), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
		if (fd < 0 || ftruncate(fd, SEEN * sizeof *seen) != 0)
			err(99, "FAULT_SEEN");
		seen = mmap(NULL, SEEN * sizeof *seen, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
		if (seen == MAP_FAILED)
			err(99, "FAULT_SEEN");
	}
	for (const char *p = program ? program : program_invocation_name; *p; p++)
		mark = (mark ^ (unsigned char)*p) * 0x100000001b3U;
	for (uint64_t n = 1; n <= TWICE; n++) {
		uint64_t key = mark * n | 1;
		size_t at = key * 0x9e3779b97f4a7c15U >> 44;
		while (seen[at] && seen[at] != key)
			at = (at + 1) % SEEN;
		if (!seen[at]) {
			seen[at] = key;
			return false;
		}
	}
	return true;
}

/* The first and the last of each chain of callers. */
static void first_and_last(struct points *p)
{
	struct mark *marks = calloc((size_t)p->last, sizeof *marks);
	bool known = false;

	if (!marks)
		err(99, "no memory");
	for (long i = 0; i < p->last; i++)
		marks[i] = (struct mark){judge.shared->marks[(i + 1) % MARKS], i + 1};
	qsort(marks, (size_t)p->last, sizeof *marks, by_mark);
	for (long i = 0; i < p->last; i++) {
		bool first = i == 0 || marks[i].mark != marks[i - 1].mark;
		bool end = i == p->last - 1 || marks[i].mark != marks[i + 1].mark;
		if (first)
			known = is_seen(marks[i].mark);
		if ((!known && (first || end)) ||
			(judge.kind == CALLS && call_changes((int)(marks[i].mark & 511))))
			p->at[p->count++] = marks[i].at;
	}
	free(marks);
	qsort(p->at, (size_t)p->count, sizeof *p->at, by_number);
}

/* As many as are wanted, evenly. */
static void thin_out(struct points *p)
{
	long from = p->count, to = judge.points;

	for (long i = 0; i < to && to < from; i++)
		p->at[i] = p->at[to > 1 ? (long)((double)i * (double)(from - 1) / (double)(to - 1))
					: 0];
	p->count = to < from ? to : from;
}

/* Of sizes, from none to the last: close together where files begin, and where the database grows.
 */
static void spread(struct points *p)
{
	p->count = judge.points < MOST_SIZES ? judge.points : MOST_SIZES;
	for (long i = 0; i < p->count; i++) {
		double f = p->count > 1 ? (double)i / (double)(p->count - 1) : 0, rest = 1 - f;
		if (judge.kind == SPACE)
			f = f * f * f;
		else
			f = f < 0.5 ? 4 * f * f * f : 1 - 4 * rest * rest * rest;
		p->at[i] = (long)(f * (double)p->last);
	}
}

void points_choose(struct points *p)
{
	p->last = last_point();
	p->at = calloc((size_t)p->last + MOST_SIZES, sizeof *p->at);
	if (!p->at)
		err(99, "no memory");
	if (judge.at)
		p->at[p->count++] = judge.at;
	else if (judge.kind == SIZE || judge.kind == SPACE)
		spread(p);
	else if (judge.kind != ENDS && getenv("FAULT_SEEN"))
		first_and_last(p);
	else
		while (p->count < p->last) {
			p->at[p->count] = p->count + 1;
			p->count++;
		}
	thin_out(p);
}
