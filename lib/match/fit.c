/* fit.c: a mentor and a mentee under the rules. */
#include "fit.h"

#include <inttypes.h>
#include <string.h>

/* ---- How often a rule holds ---- */

static const struct fit_list *list_of(const struct rule *rule, const struct fit_person *person)
{
	static const struct fit_list none;

	switch (rule->subject) {
	case RULE_LANGUAGE:
		return &person->lists[FIT_LANGUAGES];
	case RULE_DOMAIN:
	case RULE_FIRST_DOMAIN:
		return &person->lists[FIT_DOMAINS];
	case RULE_AREA:
		return &person->lists[FIT_AREAS];
	case RULE_AVAILABILITY:
		return &person->lists[FIT_AVAILABILITY];
	case RULE_ITEM:
		return &person->lists[FIT_LISTS + rule->list];
	default:
		return &none;
	}
}

static bool has(const struct fit_list *list, uint32_t word)
{
	for (size_t i = 0; i < list->count; i++)
		if (list->words[i] == word)
			return true;
	return false;
}

static int64_t count_common(const struct fit_list *a, const struct fit_list *b)
{
	int64_t common = 0;

	for (size_t i = 0; i < a->count; i++)
		common += has(b, a->words[i]);
	return common;
}

/* Departments of different organisations are different ones, even if one is not known. */
static bool compare(const struct rule *rule, const struct fit_person *a, const struct fit_person *b)
{
	bool both = a->organisation && b->organisation, other = a->organisation != b->organisation;

	if (rule->subject == RULE_ORGANISATION)
		return both && other == rule->differs;
	if (a->department && b->department)
		return (a->department != b->department) == rule->differs;
	return rule->differs && both && other;
}

static int64_t times(const struct rule *rule, const struct fit_person *mentee,
	const struct fit_person *mentor, const struct fit_relation *relation)
{
	switch (rule->subject) {
	case RULE_PROPOSED:
		return relation->proposed;
	case RULE_SUPERVISOR:
		return relation->supervisor;
	case RULE_EXCLUDED:
		return relation->excluded;
	case RULE_DECLINED:
		return relation->declined;
	case RULE_PREVIOUS:
		return relation->previous;
	case RULE_ORGANISATION:
	case RULE_DEPARTMENT:
		return compare(rule, mentee, mentor);
	case RULE_FIRST_DOMAIN:
		return list_of(rule, mentee)->count &&
		       has(list_of(rule, mentor), list_of(rule, mentee)->words[0]);
	case RULE_PREFERENCE:
		return relation->mentee_rank;
	case RULE_MENTOR_PREFERENCE:
		return relation->mentor_rank;
	case RULE_WAITING:
		return mentee->number;
	case RULE_LOAD:
		return mentor->number;
	default:
		return count_common(list_of(rule, mentee), list_of(rule, mentor));
	}
}

static int64_t points_of(const struct rule *rule, int64_t n)
{
	if (rule->subject == RULE_PREFERENCE || rule->subject == RULE_MENTOR_PREFERENCE)
		return n > 0 && (size_t)n <= rule->ranks ? rule->points[n - 1] : 0;
	int64_t points = rule->points[0] * n;
	if (rule->most && points > rule->most)
		points = rule->most;
	return rule->most && points < -rule->most ? -rule->most : points;
}

struct fit fit_of(const struct match_rules *rules, const struct fit_person *mentee,
	const struct fit_person *mentor, const struct fit_relation *relation, int64_t *each)
{
	struct fit fit = {.failed = rules->count};
	size_t total = rules->count;

	for (size_t i = 0; i < rules->count && fit.failed == rules->count; i++) {
		const struct rule *rule = &rules->rules[i];
		int64_t n = times(rule, mentee, mentor, relation), points = 0;
		if (rule->subject == RULE_TOTAL)
			total = i;
		else if (rule->kind == RULE_NEVER ? n > 0
						  : rule->kind == RULE_REQUIRE && n < rule->least)
			fit.failed = i;
		else if (rule->kind == RULE_POINTS)
			points = points_of(rule, n);
		fit.points += points;
		if (each)
			each[i] = points;
	}
	/* Only when all are counted. */
	if (fit.failed == rules->count && total < rules->count &&
		fit.points < rules->rules[total].least)
		fit.failed = total;
	return fit;
}

/* ---- In words ---- */

static void add_common(const struct fit_list *a, const struct fit_list *b,
	const struct words *words, struct buffer *out)
{
	const char *between = " ";

	for (size_t i = 0; i < a->count; i++)
		if (has(b, a->words[i])) {
			buffer_printf(out, "%s%s", between, words_shown(words, a->words[i]));
			between = ";";
		}
}

/* What somebody has answered is not repeated where many read it. */
static void explain_rule(const struct rule *rule, const struct fit_person *mentee,
	const struct fit_person *mentor, int64_t n, const struct words *words, struct buffer *out)
{
	rule_words(rule, out);
	switch (rule->subject) {
	case RULE_LANGUAGE:
	case RULE_DOMAIN:
	case RULE_AREA:
	case RULE_AVAILABILITY:
		add_common(list_of(rule, mentee), list_of(rule, mentor), words, out);
		break;
	case RULE_FIRST_DOMAIN:
		buffer_printf(out, " %s", words_shown(words, list_of(rule, mentee)->words[0]));
		break;
	case RULE_PREFERENCE:
	case RULE_MENTOR_PREFERENCE:
		buffer_printf(out, " rank %" PRId64, n);
		break;
	case RULE_WAITING:
		buffer_printf(out, " %" PRId64 " %s", n, n == 1 ? "round" : "rounds");
		break;
	case RULE_LOAD:
		buffer_printf(out, " %" PRId64 " %s", n, n == 1 ? "mentee" : "mentees");
		break;
	case RULE_ITEM:
		if (n > 1)
			buffer_printf(out, " %" PRId64 " in common", n);
		break;
	default:
		break;
	}
}

void fit_explain(const struct match_rules *rules, const struct fit_person *mentee,
	const struct fit_person *mentor, const struct fit_relation *relation,
	const struct words *words, struct buffer *out)
{
	int64_t each[RULES_MOST];
	const struct fit fit = fit_of(rules, mentee, mentor, relation, each);
	bool some = false;

	for (size_t i = 0; i < rules->count && fit.failed == rules->count; i++) {
		const struct rule *rule = &rules->rules[i];
		if (!each[i])
			continue;
		buffer_text_add(out, some ? ", " : "");
		explain_rule(
			rule, mentee, mentor, times(rule, mentee, mentor, relation), words, out);
		buffer_printf(out, " %+" PRId64, each[i]);
		some = true;
	}
	buffer_printf(out, "%s= %" PRId64, some ? " " : "", fit.points);
}

/* ---- What is lacking ---- */

static void add_any(
	const struct fit_list *list, int64_t least, const struct words *words, struct buffer *out)
{
	if (least > 1)
		buffer_printf(out, "%" PRId64 " of ", least);
	for (size_t i = 0; i < list->count; i++)
		buffer_printf(out, "%s%s",
			!i		      ? ""
			: i + 1 < list->count ? ", "
			: least > 1	      ? " and "
					      : " or ",
			words_shown(words, list->words[i]));
}

/* What the mentee has not told, and with which command it is, before and behind who it is. */
static const char *const *untold(enum rule_subject subject)
{
	static const char *const languages[] = {"languages are known; give them with: qser-person "
						"edit ",
		" --languages 'el;en'"};
	static const char *const domains[] = {"domains are known; give them with: qser-pair mentee "
					      "edit ",
		" --domains 'cv;interview'"};
	static const char *const areas[] = {
		"areas are known; give them with: qser-pair mentee edit ", " --areas AREA"};
	static const char *const times_of_week[] = {
		"times are known; give them with: qser-pair mentee edit ",
		" --available mon-evening"};
	static const char *const organisation[] = {
		"organisation is known; give it with: qser-person edit ",
		" --organisation ORGANISATION"};

	switch (subject) {
	case RULE_LANGUAGE:
		return languages;
	case RULE_DOMAIN:
	case RULE_FIRST_DOMAIN:
		return domains;
	case RULE_AREA:
		return areas;
	case RULE_AVAILABILITY:
		return times_of_week;
	case RULE_ORGANISATION:
		return organisation;
	default:
		return NULL;
	}
}

static bool has_told(const struct rule *rule, const struct fit_person *mentee)
{
	const struct fit_list *list = list_of(rule, mentee);

	if (rule->subject == RULE_ORGANISATION)
		return mentee->organisation;
	return !list || list->count;
}

static const char *simple_lack(const struct rule *rule)
{
	switch (rule->subject) {
	case RULE_PROPOSED:
		return "is new: each is proposed already";
	case RULE_SUPERVISOR:
		return "is other than their supervisor, or somebody whose supervisor they are";
	case RULE_EXCLUDED:
		return "is left by preferences";
	case RULE_DECLINED:
		return "is left that was not declined before";
	case RULE_PREVIOUS:
		return "is new to them";
	case RULE_ORGANISATION:
		return rule->differs ? "is of another organisation" : "is of the same organisation";
	case RULE_DEPARTMENT:
		return rule->differs ? "is known to be of another department"
				     : "is of the same department";
	default:
		return "fits";
	}
}

bool fit_lacks(const struct rule *rule, const struct fit_person *mentee, const struct words *words,
	const char *who, struct buffer *out)
{
	const char *const *how = untold(rule->subject);

	if (how && !has_told(rule, mentee)) {
		buffer_printf(out, "no %s%s%s", how[0], who, how[1]);
		return false;
	}
	switch (rule->subject) {
	case RULE_LANGUAGE:
		buffer_text_add(out, "speaks ");
		break;
	case RULE_DOMAIN:
		buffer_text_add(out, "offers ");
		break;
	case RULE_AREA:
		buffer_text_add(out, "knows ");
		break;
	case RULE_AVAILABILITY:
		buffer_text_add(out, "has time on ");
		break;
	case RULE_FIRST_DOMAIN:
		buffer_printf(
			out, "offers %s", words_shown(words, list_of(rule, mentee)->words[0]));
		return true;
	case RULE_ITEM:
		if (!has_told(rule, mentee))
			buffer_printf(out, "no answer to item.%s is known", rule->item);
		else if (rule->least > 1)
			buffer_printf(out, "has %" PRId64 " answers to item.%s in common",
				rule->least, rule->item);
		else
			buffer_printf(out, "has given the same answer to item.%s", rule->item);
		return has_told(rule, mentee);
	case RULE_TOTAL:
		buffer_printf(out, "reaches %" PRId64 " points", rule->least);
		return true;
	default:
		buffer_text_add(out, simple_lack(rule));
		return true;
	}
	add_any(list_of(rule, mentee), rule->least, words, out);
	return true;
}
