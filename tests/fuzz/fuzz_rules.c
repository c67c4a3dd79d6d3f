/*
 * fuzz_rules.c: any bytes as a map file, and what it makes of a header; as a heading and a value
 * that a draft of a map writes down.
 */
#include "../../lib/base/text.h"
#include "../../lib/intake/draft.h"
#include "../../lib/intake/header.h"
#include "../../lib/intake/map.h"
#include "fuzz.h"

static const struct qser_column columns[] = {
	{.name = "a"}, {.name = "b", .aliases = "x|y"}, {.name = "c"}};

static struct intake_record record_of(
	const char *const *fields, const size_t *lengths, size_t count, uint64_t number)
{
	return (struct intake_record){.line = number + 1,
		.last_line = number + 1,
		.number = number,
		.count = count,
		.fields = fields,
		.lengths = lengths};
}

static void as_map(const uint8_t *data, size_t size)
{
	static const char *const fields[] = {"a", "Σχόλια", "item.q", "", "_z"};
	static const size_t lengths[] = {1, 12, 6, 0, 2};
	const struct intake_record header = record_of(fields, lengths, 5, 0);
	const struct intake_record record = record_of(fields, lengths, 5, 1);
	struct header_rules *rules;
	struct header_map *map;
	struct header_row row;
	struct error e = {0};

	if (!header_rules_parse(&rules, (const char *)data, size, "m", &e)) {
		struct header_options options = {.rules = rules, .ignore_unknown = true};

		if (!header_map_new(&map, "f", &header, columns, 3, &options, &e)) {
			MUST(!header_row(map, &record, &row, &e));
			header_map_free(map);
		} else {
			MUST(*error_message(&e));
		}
	} else {
		MUST(*error_message(&e)); /* refused, and not a word why */
	}
	header_rules_free(rules);
	error_free(&e);
}

/* What a draft writes means the very heading and the very value. */
static void as_draft(const char *heading, const char *value)
{
	struct buffer text = BUFFER_INIT;
	struct error e = {0};
	struct header_rules *rules = NULL;
	struct header_map *map = NULL;
	struct header_row row;
	const char *fields[] = {heading, "z"};
	const size_t lengths[] = {strlen(heading), 1};
	const char *cells[] = {value, "z"};
	const size_t sizes[] = {strlen(value), 1};

	/* A heading is a cell of a file; what comes to nothing, and what is left out, has no rule.
	 */
	char *key = header_key(heading), *folded = text_fold(heading);
	MUST(key && folded);
	if (text_check(heading, lengths[0], TEXT_NOTE, &e) ||
		text_check(value, sizes[0], TEXT_NOTE, &e) || !*key || *folded == '_')
		goto end;
	draft_heading(&text, heading);
	buffer_text_add(&text, " = b\nb: ");
	draft_value(&text, value);
	buffer_text_add(&text, " = found\n");
	MUST(!header_rules_parse(&rules, buffer_text(&text), text.length, "m", &e));
	const struct header_options options = {.rules = rules, .ignore_unknown = true};
	const struct intake_record header = record_of(fields, lengths, 2, 0);
	if (!header_map_new(&map, "f", &header, columns, 3, &options, &e)) {
		const struct intake_record record = record_of(cells, sizes, 2, 1);
		MUST(header_field(map, 1) == 1);
		MUST(!header_row(map, &record, &row, &e));
		MUST(row.fault.message || !strcmp(row.values[1], "found"));
	}
end:
	free(key);
	free(folded);
	header_map_free(map);
	header_rules_free(rules);
	buffer_free(&text);
	error_free(&e);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct pieces p = {data, size};

	as_map(data, size);
	char *first = piece_text(&p), *second = piece_text(&p);
	as_draft(first, second);
	free(first);
	free(second);
	return 0;
}
