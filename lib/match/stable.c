/*
 * stable.c: deferred acceptance, and the check of any result.
 *
 * Whoever proposes goes down its list as long as it has room.  Who is proposed to keeps the best,
 * as many as there is room for; once it is full it only ever gets better ones.  So the worst it has
 * moves up its list alone, and is looked for from where it was: each wish is passed once by the one
 * side and once by the other.
 */
#include "stable.h"

#include <stdlib.h>

#include "../base/cleanup.h"
#include "wishes.h"

struct matching {
	struct wishes wishes;
	bool *made;	  /* pairs */
	uint32_t *has[2]; /* how many each has, of both sides */
	uint32_t *at[2]; /* the next to be proposed to; 1 + choice of the worst it has, when full */
	uint32_t *todo;
	size_t todo_count;
	uint64_t proposals;
};

static void end(struct matching *m)
{
	wishes_free(&m->wishes);
	free(m->made);
	for (int s = 0; s < 2; s++) {
		free(m->has[s]);
		free(m->at[s]);
	}
	free(m->todo);
}

static bool make_room(struct matching *m)
{
	m->made = calloc(m->wishes.count + 1, sizeof(*m->made));
	for (int s = 0; s < 2; s++) {
		m->has[s] = calloc(m->wishes.side[s].count + 1, sizeof(*m->has[s]));
		m->at[s] = calloc(m->wishes.side[s].count + 1, sizeof(*m->at[s]));
		if (!m->has[s] || !m->at[s])
			return false;
	}
	m->todo = calloc(m->wishes.side[0].count + m->wishes.side[1].count + 1, sizeof(*m->todo));
	return m->made && m->todo;
}

static bool is_full(const struct matching *m, int s, uint32_t who)
{
	return m->has[s][who] >= m->wishes.side[s].room[who];
}

static uint32_t length(const struct matching *m, int s, uint32_t who)
{
	return m->wishes.side[s].from[who + 1] - m->wishes.side[s].from[who];
}

static uint32_t wish(const struct matching *m, int s, uint32_t who, uint32_t choice)
{
	return m->wishes.side[s].list[m->wishes.side[s].from[who] + choice];
}

/* The worst that somebody has, in `at`: 1 + its choice, 0: none.  It is not below where at is. */
static void find_worst(struct matching *m, int s, uint32_t who)
{
	while (m->at[s][who] && !m->made[wish(m, s, who, m->at[s][who] - 1)])
		m->at[s][who]--;
}

static void set_made(struct matching *m, uint32_t pair, bool made)
{
	m->made[pair] = made;
	for (int s = 0; s < 2; s++) {
		uint32_t *has = &m->has[s][m->wishes.pairs[pair].who[s]];
		*has = made ? *has + 1 : *has - 1;
	}
}

/* ---- Deferred acceptance ---- */

/* Side s, to whom a pair is proposed, takes it, gives up another one for it, or refuses. */
static void answer(struct matching *m, int s, uint32_t pair)
{
	const struct wish_pair *wished = &m->wishes.pairs[pair];
	uint32_t who = wished->who[s];

	if (!m->wishes.side[s].room[who])
		return;
	if (is_full(m, s, who)) {
		if (wished->choice[s] + 1 > m->at[s][who])
			return;
		uint32_t worst = wish(m, s, who, m->at[s][who] - 1);
		uint32_t other = m->wishes.pairs[worst].who[!s];
		/* Who had room before has come to the end of its list, or waits already. */
		if (is_full(m, !s, other))
			m->todo[m->todo_count++] = other;
		set_made(m, worst, false);
	}
	set_made(m, pair, true);
	if (!is_full(m, s, who))
		return;
	/* Just become full: the worst is anywhere. */
	if (!m->at[s][who])
		m->at[s][who] = length(m, s, who);
	find_worst(m, s, who);
}

static void propose(struct matching *m, int s, uint32_t who)
{
	while (!is_full(m, s, who) && m->at[s][who] < length(m, s, who)) {
		m->proposals++;
		answer(m, !s, wish(m, s, who, m->at[s][who]++));
	}
}

static void defer(struct matching *m, int s)
{
	for (uint32_t who = 0; who < m->wishes.side[s].count; who++) {
		m->todo[m->todo_count++] = who;
		while (m->todo_count)
			propose(m, s, m->todo[--m->todo_count]);
	}
}

/* ---- Check ---- */

/* The pair of a mentee and a mentor by index; count: they do not both wish for it. */
static uint32_t find_pair(const struct wishes *w, const struct stable_pair *made)
{
	const struct wish_side *mentees = &w->side[WISHES_MENTEES];
	uint32_t mentee = mentees->place[made->mentee];
	uint32_t mentor = w->side[WISHES_MENTORS].place[made->mentor];
	/* Pairs stand by mentee, then mentor. */
	uint32_t low = mentees->from[mentee], high = mentees->from[mentee + 1];

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (w->pairs[middle].who[WISHES_MENTORS] < mentor)
			low = middle + 1;
		else
			high = middle;
	}
	bool found = low < mentees->from[mentee + 1] && w->pairs[low].who[WISHES_MENTORS] == mentor;
	return found ? low : (uint32_t)w->count;
}

/* False: it is not a result of these wishes. */
static bool take_over(struct matching *m, const struct stable_request *r,
	const struct stable_pair *made, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (made[i].mentee >= r->mentees || made[i].mentor >= r->mentors)
			return false;
		uint32_t pair = find_pair(&m->wishes, &made[i]);
		if (pair == m->wishes.count || m->made[pair])
			return false;
		for (int s = 0; s < 2; s++)
			if (is_full(m, s, m->wishes.pairs[pair].who[s]))
				return false;
		set_made(m, pair, true);
	}
	for (int s = 0; s < 2; s++)
		for (uint32_t who = 0; who < m->wishes.side[s].count; who++) {
			m->at[s][who] = length(m, s, who);
			find_worst(m, s, who);
		}
	return true;
}

static bool would_rather(const struct matching *m, int s, uint32_t pair)
{
	const struct wish_pair *wished = &m->wishes.pairs[pair];
	uint32_t who = wished->who[s];

	return !is_full(m, s, who) || wished->choice[s] + 1 < m->at[s][who];
}

/* ---- Out ---- */

static enum qser_status tell(const struct matching *m, const bool *which, struct stable_pairs *out)
{
	const struct wishes *w = &m->wishes;
	const struct wish_side *mentees = &w->side[WISHES_MENTEES];

	for (size_t p = 0; p < w->count; p++)
		out->count += which[p];
	out->pairs = calloc(out->count + 1, sizeof(*out->pairs));
	if (!out->pairs)
		return QSER_MEMORY;
	out->count = 0;
	for (size_t i = 0; i < w->count; i++) {
		const struct wish_pair *pair = &w->pairs[mentees->list[i]];
		if (which[mentees->list[i]])
			out->pairs[out->count++] =
				(struct stable_pair){mentees->index[pair->who[0]],
					w->side[WISHES_MENTORS].index[pair->who[1]],
					pair->choice[0], pair->choice[1]};
	}
	out->proposals = m->proposals;
	return QSER_OK;
}

enum qser_status stable_make(const struct stable_request *request, struct stable_pairs *out)
{
	_cleanup_(end) struct matching m = {0};
	enum qser_status status;

	*out = (struct stable_pairs){0};
	status = wishes_join(request, &m.wishes);
	if (status != QSER_OK)
		return status;
	if (!make_room(&m))
		return QSER_MEMORY;
	defer(&m, request->mentors_propose ? WISHES_MENTORS : WISHES_MENTEES);
	return tell(&m, m.made, out);
}

enum qser_status stable_check(const struct stable_request *request, const struct stable_pair *made,
	size_t count, struct stable_pairs *blocking)
{
	_cleanup_(end) struct matching m = {0};
	_cleanup_(free_pointer) bool *blocks = NULL;
	enum qser_status status;

	*blocking = (struct stable_pairs){0};
	status = wishes_join(request, &m.wishes);
	if (status != QSER_OK)
		return status;
	blocks = calloc(m.wishes.count + 1, sizeof(*blocks));
	if (!make_room(&m) || !blocks)
		return QSER_MEMORY;
	if (!take_over(&m, request, made, count))
		return QSER_INVALID;
	for (uint32_t p = 0; p < m.wishes.count; p++)
		blocks[p] = !m.made[p] && would_rather(&m, 0, p) && would_rather(&m, 1, p);
	return tell(&m, blocks, blocking);
}

void stable_free(struct stable_pairs *pairs)
{
	free(pairs->pairs);
	*pairs = (struct stable_pairs){0};
}
