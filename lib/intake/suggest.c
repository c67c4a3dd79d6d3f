/* suggest.c: the headings of a file without a profile may be those of a program. */
#include <string.h>

#include "../base/cleanup.h"
#include "../base/text.h"
#include "map.h"

/* What has activities is not of records that know none. */
static bool fits(const struct profile *p, const struct profile_target *to)
{
	for (size_t i = 0; p->fold && i < to->count; i++)
		if (!strcmp(to->columns[i].name, p->fold->column))
			return true;
	return !p->fold;
}

bool profile_guess(const char *const *headings, size_t count, const struct profile_target *to,
	const struct profile **out)
{
	*out = NULL;
	for (size_t i = 0; profile_at(i) && !*out; i++) {
		if (!fits(profile_at(i), to))
			continue;
		size_t telling = 0;
		for (size_t field = 0; field < count; field++) {
			_cleanup_(free_pointer) char *key = header_key(headings[field]),
						     *folded = text_fold(headings[field]);
			if (!key || !folded)
				return false;
			const struct profile_heading *h =
				profile_heading(profile_at(i), key, folded);
			telling += h && h->telling;
			/* a name below none, and days */
			telling += profile_at(i)->fold && !*folded && !*headings[0];
		}
		if (telling > 1)
			*out = profile_at(i);
	}
	return true;
}

/* Answers are counted by the programs that ask: that is not the id of a record here. */
static enum qser_status fail_id(
	const struct making *m, const struct profile *guess, struct error *e)
{
	return error_set(e, QSER_INVALID,
		"%s:%ju: this is a file of %s, which numbers the answers, and \"id\" is the number "
		"of a record here; take it with --profile %s, or say what the column is with --map "
		"FILE",
		m->name, (uintmax_t)m->header->line, guess->program, guess->name);
}

enum qser_status suggest_profile(const struct making *m, enum qser_status status, struct error *e)
{
	const struct profile *guess = NULL;
	_cleanup_(free_pointer) char *said = memory_dup(error_message(e));

	if (status != QSER_OK && status != QSER_INVALID)
		return status;
	const struct profile_target to = {m->map->columns, m->map->count};
	bool done =
		m->map->profile || profile_guess(m->header->fields, m->header->count, &to, &guess);
	if (!done || !said)
		return error_set(e, QSER_MEMORY, "out of memory");
	if (!guess)
		return status;
	if (status == QSER_OK)
		return m->id_by_name ? fail_id(m, guess, e) : QSER_OK;
	return error_set(e, status, "%s; a file of %s is taken with --profile %s", said,
		guess->program, guess->name);
}
