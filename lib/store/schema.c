/*
 * schema.c: the numbered schema steps.  They are SQL for both engines; only the few @words that DDL
 * needs are the engine's own:
 *
 *	@ID		primary key
 *	@INT @BOOL(c)	whole number, 0 or 1
 *	@DAY(c)		ISO day, and a real one ("2023-02-30" passes date() alone)
 *	@STRICT		types are enforced
 *	@KEYED		likewise, and rows lie in the order of the primary key
 */
#include <string.h>

#include "sqlite.h"

int store_schema_version(void)
{
	return schema_step_count;
}

static size_t word_length(const char *at, const char *word)
{
	size_t length = strlen(word);

	return strncmp(at, word, length) == 0 ? length : 0;
}

/* "@DAY(day)": the text inside the brackets, and how long all of it is. */
static size_t bracket(const char *at, size_t word, const char **inside, int *length)
{
	const char *end = strchr(at + word, ')');

	*inside = at + word;
	*length = end ? (int)(end - *inside) : 0;
	return end ? (size_t)(end - at) + 1 : word;
}

static const char *expand_word(struct buffer *out, const char *at)
{
	const char *column;
	size_t n;
	int length;

	if ((n = word_length(at, "@ID"))) {
		buffer_text_add(out, "integer primary key");
	} else if ((n = word_length(at, "@INT"))) {
		buffer_text_add(out, "integer");
	} else if ((n = word_length(at, "@STRICT"))) {
		buffer_text_add(out, "strict");
	} else if ((n = word_length(at, "@KEYED"))) {
		buffer_text_add(out, "strict, without rowid");
	} else if ((n = word_length(at, "@BOOL("))) {
		n = bracket(at, n, &column, &length);
		buffer_printf(out, "integer check (%.*s in (0, 1))", length, column);
	} else if ((n = word_length(at, "@DAY("))) {
		n = bracket(at, n, &column, &length);
		buffer_printf(out,
			"text check (%.*s glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' "
			"and %.*s is date(%.*s, '+0 days'))",
			length, column, length, column, length, column);
	} else {
		n = 1;
		buffer_char(out, '@');
	}
	return at + n;
}

static void expand(struct buffer *out, const char *sql)
{
	while (*sql) {
		size_t plain = strcspn(sql, "@");
		buffer_add(out, sql, plain);
		sql += plain;
		if (*sql)
			sql = expand_word(out, sql);
	}
}

enum qser_status schema_apply(struct store *s, int from)
{
	enum qser_status status = QSER_OK;

	for (int i = from; i < schema_step_count && status == QSER_OK; i++) {
		_cleanup_(buffer_free) struct buffer sql = BUFFER_INIT;
		expand(&sql, schema_steps[i].sql);
		buffer_printf(&sql, ";pragma application_id=%d;pragma user_version=%d",
			QSER_APPLICATION_ID, i + 1);
		status = sql.failed ? error_set(s->error, QSER_MEMORY, "out of memory")
				    : store_run(s, buffer_text(&sql));
	}
	return status;
}
