/* ties.c: rows of pairs that cost nothing, walked from whoever wants in. */
#include "ties.h"

#include <stdlib.h>
#include <string.h>

#include "../base/cleanup.h"

#define NOBODY TIES_NOBODY

/* Pairs of no gain, made or not, from either side. */
struct links {
	uint32_t *from; /* one more at the end */
	uint32_t *to;
};

struct ties {
	const struct assign_request *request;
	const struct assignment *made;
	const uint32_t *load;
	uint32_t *mentor_of;
	struct links mentors, mentees; /* of a mentee; of a mentor */
	uint32_t *used;		       /* mentees of a mentor, in this assignment */
	uint32_t *first, *next, *last; /* mentees of a mentor that may go elsewhere, as a list */
	uint32_t *came, *goes; /* of a mentor: by which mentee it was found; where that one goes */
	uint32_t *touched, *stack;
	size_t touched_count;
	bool *locked; /* mentees in a pair that every best assignment has */
	uint64_t *heap;
	size_t heap_count;
};

static void ties_free(struct ties *t)
{
	void *const all[] = {t->mentors.from, t->mentors.to, t->mentees.from, t->mentees.to,
		t->used, t->first, t->next, t->last, t->came, t->goes, t->touched, t->stack,
		t->locked, t->heap};

	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++)
		free(all[i]);
}

static bool get_memory(struct ties *t)
{
	size_t mentees = t->request->mentees + 1, mentors = t->request->mentors + 1;
	size_t most = mentees > mentors ? mentees : mentors;

	t->mentors.from = calloc(mentees + 1, sizeof(uint32_t));
	t->mentees.from = calloc(mentors + 1, sizeof(uint32_t));
	t->mentors.to = calloc(t->request->count + 1, sizeof(uint32_t));
	t->mentees.to = calloc(t->request->count + 1, sizeof(uint32_t));
	t->used = calloc(mentors, sizeof(uint32_t));
	t->first = calloc(mentors, sizeof(uint32_t));
	t->next = calloc(mentees, sizeof(uint32_t));
	t->last = calloc(mentees, sizeof(uint32_t));
	t->came = calloc(most, sizeof(uint32_t));
	t->goes = calloc(most, sizeof(uint32_t));
	t->touched = calloc(most, sizeof(uint32_t));
	t->stack = calloc(most, sizeof(uint32_t));
	t->locked = calloc(mentees, sizeof(bool));
	/* Each place that is taken is given to another mentor at most once. */
	t->heap = calloc(mentors + 2 * mentees, sizeof(uint64_t));
	return t->mentors.from && t->mentees.from && t->mentors.to && t->mentees.to && t->used &&
	       t->first && t->next && t->last && t->came && t->goes && t->touched && t->stack &&
	       t->locked && t->heap;
}

/* ---- The mentees of a mentor, as they come and go ---- */

static void join(struct ties *t, uint32_t mentee, uint32_t mentor)
{
	t->mentor_of[mentee] = mentor;
	t->next[mentee] = t->first[mentor];
	t->last[mentee] = NOBODY;
	if (t->first[mentor] != NOBODY)
		t->last[t->first[mentor]] = mentee;
	t->first[mentor] = mentee;
}

static void leave(struct ties *t, uint32_t mentee)
{
	uint32_t mentor = t->mentor_of[mentee];

	if (t->last[mentee] == NOBODY)
		t->first[mentor] = t->next[mentee];
	else
		t->next[t->last[mentee]] = t->next[mentee];
	if (t->next[mentee] != NOBODY)
		t->last[t->next[mentee]] = t->last[mentee];
	t->mentor_of[mentee] = NOBODY;
}

/* ---- Links ---- */

static int64_t gain_of(const struct ties *t, const struct assign_pair *p)
{
	return p->score + t->made->bonus - t->made->mentee_price[p->mentee] -
	       t->made->mentor_price[p->mentor];
}

/* Could it be made, and undone, and the sum stay? */
static bool is_link(const struct ties *t, const struct assign_pair *p)
{
	return !gain_of(t, p) && (!t->request->mentor_room || t->request->mentor_room[p->mentor]);
}

static void count_links(struct ties *t)
{
	for (size_t i = 0; i < t->request->count; i++) {
		const struct assign_pair *p = &t->request->pairs[i];
		if (!is_link(t, p))
			continue;
		t->mentors.from[p->mentee + 1]++;
		t->mentees.from[p->mentor + 1]++;
	}
	for (size_t i = 0; i < t->request->mentees; i++)
		t->mentors.from[i + 1] += t->mentors.from[i];
	for (size_t i = 0; i < t->request->mentors; i++)
		t->mentees.from[i + 1] += t->mentees.from[i];
}

static void make_links(struct ties *t)
{
	count_links(t);
	for (size_t i = 0; i < t->request->count; i++) {
		const struct assign_pair *p = &t->request->pairs[i];
		if (t->mentor_of[p->mentee] == p->mentor && gain_of(t, p))
			t->locked[p->mentee] = true;
		if (!is_link(t, p))
			continue;
		t->mentors.to[t->mentors.from[p->mentee]++] = p->mentor;
		t->mentees.to[t->mentees.from[p->mentor]++] = p->mentee;
	}
	/* Each begin has moved to the next one's. */
	memmove(t->mentors.from + 1, t->mentors.from, t->request->mentees * sizeof(uint32_t));
	memmove(t->mentees.from + 1, t->mentees.from, t->request->mentors * sizeof(uint32_t));
	t->mentors.from[0] = t->mentees.from[0] = 0;
}

static void make_lists(struct ties *t)
{
	memset(t->first, 0xff, (t->request->mentors + 1) * sizeof(uint32_t));
	for (size_t i = t->request->mentees; i-- > 0;) {
		uint32_t mentor = t->mentor_of[i];
		if (mentor == NOBODY)
			continue;
		t->used[mentor]++;
		if (!t->locked[i])
			join(t, (uint32_t)i, mentor);
	}
}

/* ---- One search ---- */

static void begin(struct ties *t)
{
	t->touched_count = 0;
}

static bool touch(struct ties *t, uint32_t who, uint32_t came)
{
	if (t->came[who] != NOBODY)
		return false;
	t->came[who] = came;
	t->touched[t->touched_count++] = who;
	return true;
}

static void forget(struct ties *t)
{
	for (size_t i = 0; i < t->touched_count; i++)
		t->came[t->touched[i]] = NOBODY;
}

/* Somebody of this mentor who can do without, and stands behind. */
static uint32_t find_behind(const struct ties *t, uint32_t mentor, uint32_t mentee)
{
	uint32_t found = NOBODY;

	for (uint32_t e = t->first[mentor]; e != NOBODY; e = t->next[e])
		if (e > mentee && !t->made->mentee_price[e] && (found == NOBODY || e > found))
			found = e;
	return found;
}

/* The last of the row gives up the place, the others move on by one. */
static void let_in(struct ties *t, uint32_t mentee, uint32_t mentor, uint32_t goes)
{
	leave(t, goes);
	for (;;) {
		uint32_t comes = t->came[mentor], before = t->mentor_of[comes];
		if (comes != mentee)
			leave(t, comes);
		join(t, comes, mentor);
		if (comes == mentee)
			return;
		mentor = before;
	}
}

static void settle_mentee(struct ties *t, uint32_t mentee)
{
	size_t depth = 0;

	begin(t);
	t->stack[depth++] = mentee;
	while (depth) {
		uint32_t at = t->stack[--depth];
		for (uint32_t i = t->mentors.from[at]; i < t->mentors.from[at + 1]; i++) {
			uint32_t mentor = t->mentors.to[i];
			if (t->mentor_of[at] == mentor || !touch(t, mentor, at))
				continue;
			uint32_t goes = find_behind(t, mentor, mentee);
			if (goes != NOBODY) {
				let_in(t, mentee, mentor, goes);
				forget(t);
				return;
			}
			for (uint32_t e = t->first[mentor]; e != NOBODY; e = t->next[e])
				t->stack[depth++] = e;
		}
	}
}

/* ---- Places ---- */

/* The next place of a mentor, or (back 1) the last that is taken: mentees there are, then order. */
static uint64_t key_of(const struct ties *t, uint32_t mentor, uint32_t back)
{
	return ((uint64_t)(t->load ? t->load[mentor] : 0) + t->used[mentor] - back) << 32 | mentor;
}

static void push(struct ties *t, uint64_t key)
{
	size_t at = t->heap_count++;

	for (; at && t->heap[(at - 1) / 2] > key; at = (at - 1) / 2)
		t->heap[at] = t->heap[(at - 1) / 2];
	t->heap[at] = key;
}

static uint64_t pop(struct ties *t)
{
	uint64_t least = t->heap[0], key = t->heap[--t->heap_count];
	size_t at = 0;

	for (size_t child; (child = 2 * at + 1) < t->heap_count; at = child) {
		if (child + 1 < t->heap_count && t->heap[child + 1] < t->heap[child])
			child++;
		if (t->heap[child] >= key)
			break;
		t->heap[at] = t->heap[child];
	}
	t->heap[at] = key;
	return least;
}

static bool has_room(const struct ties *t, uint32_t mentor)
{
	uint32_t room = t->request->mentor_room ? t->request->mentor_room[mentor] : 1;

	return t->used[mentor] < room && t->mentees.from[mentor] < t->mentees.from[mentor + 1];
}

/* The last of the row gives one up, each on the way passes one on, the first has one more. */
static void pass_on(struct ties *t, uint32_t mentor, uint32_t gives)
{
	t->used[mentor]++;
	t->used[gives]--;
	for (uint32_t at = gives; at != mentor;) {
		uint32_t mentee = t->came[at], to = t->goes[at];
		leave(t, mentee);
		join(t, mentee, to);
		at = to;
	}
}

/* Can a mentee come to a mentor from one who has more?  NOBODY: no. */
static uint32_t search_place(struct ties *t, uint32_t mentor, uint64_t key)
{
	size_t depth = 0;

	begin(t);
	(void)touch(t, mentor, 0);
	t->stack[depth++] = mentor;
	while (depth) {
		uint32_t to = t->stack[--depth];
		for (uint32_t i = t->mentees.from[to]; i < t->mentees.from[to + 1]; i++) {
			uint32_t mentee = t->mentees.to[i], has = t->mentor_of[mentee];
			if (has == NOBODY || t->locked[mentee] || !touch(t, has, mentee))
				continue;
			t->goes[has] = to;
			if (!t->made->mentor_price[has] && key_of(t, has, 1) > key)
				return has;
			t->stack[depth++] = has;
		}
	}
	return NOBODY;
}

static void push_room(struct ties *t, uint32_t mentor)
{
	if (has_room(t, mentor))
		push(t, key_of(t, mentor, 0));
}

static void settle_places(struct ties *t)
{
	for (uint32_t i = 0; i < t->request->mentors; i++)
		push_room(t, i);
	while (t->heap_count) {
		uint64_t key = pop(t);
		uint32_t mentor = (uint32_t)key, gives;
		if (t->came[mentor] != NOBODY || key != key_of(t, mentor, 0))
			continue; /* passed in vain, or in the heap with what it has now as well */
		gives = search_place(t, mentor, key);
		if (gives == NOBODY)
			continue;
		pass_on(t, mentor, gives);
		forget(t);
		push_room(t, mentor);
		push_room(t, gives);
	}
}

/* ---- All of it ---- */

static void clear_came(struct ties *t)
{
	size_t mentees = t->request->mentees, mentors = t->request->mentors;

	memset(t->came, 0xff, (mentees > mentors ? mentees : mentors) * sizeof(*t->came));
}

enum qser_status ties_settle(const struct assign_request *request, const struct assignment *made,
	const uint32_t *load, uint32_t *mentor_of)
{
	_cleanup_(ties_free) struct ties t = {
		.request = request, .made = made, .load = load, .mentor_of = mentor_of};

	if (!get_memory(&t))
		return QSER_MEMORY;
	make_links(&t);
	make_lists(&t);
	clear_came(&t);
	for (uint32_t i = 0; i < request->mentees; i++)
		if (mentor_of[i] == NOBODY)
			settle_mentee(&t, i);
	clear_came(&t);
	settle_places(&t);
	return QSER_OK;
}
