/* fuzz_matching.c: any text as rules of matching.  What is taken can be said again. */
#include "../../lib/match/rules.h"
#include "fuzz.h"

static void as_matching(const char *text)
{
	static struct match_rules rules;
	struct buffer words = BUFFER_INIT;
	struct error e = {0};

	if (rules_parse(&rules, text, "r", &e)) {
		MUST(*error_message(&e));
	} else {
		MUST(rules.count <= RULES_MOST && rules.items <= rules.count);
		for (size_t i = 0; i < rules.count; i++) {
			buffer_clear(&words);
			rule_words(&rules.rules[i], &words);
			MUST(words.length > 0);
		}
		for (size_t n = 0; n < rules.items; n++)
			MUST(*rules_item(&rules, n));
	}
	buffer_free(&words);
	error_free(&e);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct pieces p = {data, size};
	char *text = piece_text(&p);

	as_matching(text);
	free(text);
	return 0;
}
