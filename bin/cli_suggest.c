/*
 * cli_suggest.c: suggest, followup and the list of suggestions.
 */
#include <inttypes.h>

#include "cli_diary.h"
#include "cli_private.h"

/* ---- suggest ---- */

const struct cli_option cli_suggest_options[] = {
	{"person", 0, "PERSON", "for whom of the entry; for all of them when not given",
		"record:person"},
	{"due", 0, "DAY",
		"when it is to be looked after; the last day of the interval between sessions when "
		"not given",
		NULL},
	{.name = NULL},
};

struct suggesting {
	char entry[24];
	int64_t id;
	int64_t count;
};

static enum qser_status add_suggestion(struct cli *c, const char *text, void *ctx)
{
	struct suggesting *s = ctx;
	struct qser_field fields[4] = {{"entry", s->entry}, {"wording", text}};
	size_t count = 2;
	s->count++;
	if (cli_get(c, "person"))
		fields[count++] = (struct qser_field){"person", cli_get(c, "person")};
	if (cli_get(c, "due"))
		fields[count++] = (struct qser_field){"due", cli_get(c, "due")};
	return qser_add(c->q, QSER_SUGGESTION, fields, count, &s->id);
}

static enum qser_status suggest_one(struct cli *c, const char *text, void *ctx)
{
	struct suggesting *s = ctx;
	enum qser_status status = add_suggestion(c, text, ctx);
	if (status == QSER_OK)
		cli_print_id(c, s->id, NULL);
	return status;
}

enum qser_status cli_suggest(struct cli *c)
{
	struct suggesting s = {.count = 0};
	int64_t entry;
	enum qser_status status = qser_entry_find(c->q, c->argv[0], &entry);
	if (status != QSER_OK)
		return status;
	(void)snprintf(s.entry, sizeof s.entry, "%" PRId64, entry);
	status = cli_each_word(c, 1, suggest_one, &s);
	if (status == QSER_OK && c->dry_run)
		cli_say(c, "would add %" PRId64, s.count);
	return status;
}

enum qser_status cli_entry_suggestions(struct cli *c, int64_t entry)
{
	struct suggesting s = {.count = 0};
	const char *text;
	enum qser_status status = QSER_OK;
	(void)snprintf(s.entry, sizeof s.entry, "%" PRId64, entry);
	for (size_t n = 0; status == QSER_OK && (text = cli_get_nth(c, "suggest", n)); n++) {
		struct qser_field fields[] = {{"entry", s.entry}, {"wording", text}};
		status = qser_add(c->q, QSER_SUGGESTION, fields, 2, &s.id);
		if (status == QSER_OK && c->terminal && !c->dry_run)
			cli_say(c,
				"suggestion %" PRId64 "; when it was looked after: qser-diary "
				"followup %" PRId64 " OUTCOME",
				s.id, s.id);
	}
	return status;
}

/* ---- followup ---- */

const struct cli_option cli_followup_options[] = {
	{"how", 0, "TEXT", "how it was put to use, or why not", NULL},
	{"on", 0, "DAY", "when it was looked after; today when not given", NULL},
	{"entry", 0, "ID", "the diary entry of the session in which it was, or last", NULL},
	{.name = NULL},
};

struct following {
	struct qser_field fields[4];
	size_t count;
	int64_t seen;
};

static enum qser_status follow_one(struct cli *c, int64_t id, void *ctx)
{
	struct following *f = ctx;
	f->seen++;
	return qser_edit(c->q, QSER_SUGGESTION, id, f->fields, f->count, NULL);
}

/* "followup 12 implemented": the last word is the outcome. */
enum qser_status cli_followup(struct cli *c)
{
	static const char outcomes[] = "{suggestion.outcome}";
	const char *const *words = cli_words_of(outcomes + 1, sizeof outcomes - 3);
	const char *outcome = c->argv[c->argc - 1];
	struct following f = {.fields = {{"outcome", outcome}}, .count = 1};
	char text[24];
	int64_t entry;
	while (words && *words && strcmp(*words, outcome) != 0)
		words++;
	if (!words || !*words) {
		_cleanup_(free_pointer) char *known = cli_fill_words(outcomes);
		return cli_fail(c, QSER_INVALID,
			"followup: \"%s\" is not an outcome; after the suggestions say %s", outcome,
			known ? known : "how it was");
	}
	if (cli_get(c, "how"))
		f.fields[f.count++] = (struct qser_field){"how", cli_get(c, "how")};
	if (cli_get(c, "on"))
		f.fields[f.count++] = (struct qser_field){"followed", cli_get(c, "on")};
	if (cli_get(c, "entry")) {
		enum qser_status found = qser_entry_find(c->q, cli_get(c, "entry"), &entry);
		if (found != QSER_OK)
			return found;
		(void)snprintf(text, sizeof text, "%" PRId64, entry);
		f.fields[f.count++] = (struct qser_field){"follow_up", text};
	}
	c->argc--;
	enum qser_status status = cli_each_id(c, 0, QSER_SUGGESTION, follow_one, &f);
	c->argc++;
	return status;
}

/* ---- suggestion list ---- */

const struct cli_option cli_suggestion_options[] = {
	{"open", 0, NULL, "those that nobody has said the outcome of", NULL},
	{"due", 0, NULL, "those of them that are due today or before", NULL},
	{.name = NULL},
};

enum qser_status cli_suggestion_list(struct cli *c)
{
	struct qser_query query;
	char until[24];
	enum qser_status status = cli_query(c, &query);
	struct qser_field *filters = calloc(query.filter_count + 2, sizeof *filters);
	if (status != QSER_OK || !cli_own(c, (char *)filters))
		return status != QSER_OK ? status : cli_no_memory(c);
	for (size_t i = 0; i < query.filter_count; i++)
		filters[i] = query.filters[i];
	if (cli_has(c, "open") || cli_has(c, "due"))
		filters[query.filter_count++] = (struct qser_field){"outcome", "open"};
	(void)snprintf(until, sizeof until, "..%s", qser_today(c->q));
	if (cli_has(c, "due"))
		filters[query.filter_count++] = (struct qser_field){"due", until};
	query.filters = filters;
	return cli_print_query(c, QSER_SUGGESTION, &query);
}
