/* fuzz_rules.c: any bytes as a map file, and what it makes of a header. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "../../lib/base/error.h"
#include "../../lib/intake/header.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct qser_column columns[] = {
		{.name = "a"}, {.name = "b", .aliases = "x|y"}, {.name = "c"}};
	static const char *const fields[] = {"a", "Σχόλια", "item.q", "", "_z"};
	static const size_t lengths[] = {1, 12, 6, 0, 2};
	const struct intake_record header = {
		.line = 1, .last_line = 1, .count = 5, .fields = fields, .lengths = lengths};
	const struct intake_record record = {.line = 2,
		.last_line = 2,
		.number = 1,
		.count = 5,
		.fields = fields,
		.lengths = lengths};
	struct header_rules *rules;
	struct header_map *map;
	struct header_row row;
	struct error e = {0};

	if (!header_rules_parse(&rules, (const char *)data, size, "m", &e)) {
		struct header_options options = {.rules = rules, .ignore_unknown = true};

		if (!header_map_new(&map, "f", &header, columns, 3, &options, &e)) {
			if (header_row(map, &record, &row, &e))
				abort();
			header_map_free(map);
		}
	} else if (!*error_message(&e)) {
		abort(); /* refused, and not a word why */
	}
	header_rules_free(rules);
	error_free(&e);
	return 0;
}
