/*
 * test_schema.c: the description of each record, and the table the schema steps make for it, agree.
 *
 * A column stands in both; what a description promises (types, required, words, ranges, references)
 * is what the table holds its rows to.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "../../lib/intake/map.h"
#include "../../lib/record/record.h"

static char folder[] = "/tmp/qser-schema-XXXXXX";
static char path[64];
static sqlite3 *db;

/* NOT NULL, though nobody has to give them: the record's own rules set them before it is written.
 */
static const char *const filled[] = {"form_version.state", "response.entered_at",
	"application.submitted_at", "step.title", "diary_entry.entered_at", NULL};

/* Hidden, but set by such a rule instead of folded from a column. */
static const char *const derived[] = {"response.version", "picture.data", NULL};

/* References by number alone: what the log names may be gone, and it still tells of it. */
static const char *const loose[] = {"command.person", NULL};

/* Shown as a number, not by name: a command has none. */
static const char *const numbers[] = {"command.undoes", NULL};

/* Of the engine alone, never shown. */
static const char *const internal[] = {"command.previous_hash", NULL};

static bool listed(const char *const *list, const char *table, const char *column)
{
	char name[128];

	(void)snprintf(name, sizeof name, "%s.%s", table, column);
	while (*list && strcmp(*list, name) != 0)
		list++;
	return *list;
}

/* Wrong things are all told before the test fails. */
static int wrong;

static void __attribute__((format(printf, 3, 4)))
tell(const struct record *r, const char *column, const char *format, ...)
{
	va_list args;

	wrong++;
	(void)fprintf(stderr, "%s.%s: ", r->table, column);
	va_start(args, format);
	(void)vfprintf(stderr, format, args);
	va_end(args);
	(void)fputc('\n', stderr);
}

static sqlite3_stmt *ask(const char *sql, const char *first, const char *second)
{
	sqlite3_stmt *q = NULL;

	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &q, NULL), SQLITE_OK);
	sqlite3_bind_text(q, 1, first, -1, SQLITE_TRANSIENT);
	if (second)
		sqlite3_bind_text(q, 2, second, -1, SQLITE_TRANSIENT);
	return q;
}

static const char *text_of(sqlite3_stmt *q, int column)
{
	return (const char *)sqlite3_column_text(q, column);
}

/* For each described record and each of its columns. */
static void each_column(void (*check)(const struct record *r, const struct qser_column *c))
{
	int seen = 0;

	wrong = 0;
	for (int n = 1; n < QSER_RECORDS; n++) {
		const struct record *r = record_of((enum qser_record)n);
		for (size_t i = 0; r && i < r->count; i++, seen++)
			check(r, &r->columns[i]);
	}
	assert_true(seen > 100);
	assert_int_equal(wrong, 0);
}

/* ---- Descriptions by themselves ---- */

static void check_column(const struct record *r, const struct qser_column *c)
{
	size_t length = strlen(c->name);

	if (strspn(c->name, "abcdefghijklmnopqrstuvwxyz_") != length || !length)
		tell(r, c->name, "a name is lower case letters and _");
	for (const struct qser_column *d = r->columns; d < c; d++)
		if (!strcmp(c->name, d->name))
			tell(r, c->name, "there twice");
	if ((c == r->columns) != !strcmp(c->name, "id"))
		tell(r, c->name, "column 0 is id, and only that");
	if ((c->type == QSER_REF || c->type == QSER_REFS) != (c->ref != QSER_NO_RECORD))
		tell(r, c->name, "a reference, or not");
	if (c->ref && !record_of(c->ref))
		tell(r, c->name, "refers to a record that is not described");
	if (c->type == QSER_CHOICE && !c->words)
		tell(r, c->name, "a choice of no words");
	if (c->min > c->max)
		tell(r, c->name, "min is above max");
	if (c->flags & QSER_HIDDEN) {
		if (!listed(derived, r->table, c->name) &&
			(!c->from || record_column(r, c->from) < 0))
			tell(r, c->name, "hidden, and from no column");
	} else if (c->from) {
		tell(r, c->name, "from another column, but not hidden");
	} else if (!c->label || !*c->label || !c->help || !*c->help) {
		tell(r, c->name, "no label, or no help");
	}
}

static void descriptions_are_sound(void **state)
{
	(void)state;
	each_column(check_column);
	for (int n = 1; n < QSER_RECORDS; n++) {
		const struct record *r = record_of((enum qser_record)n);
		size_t count;
		if (!r)
			continue;
		assert_int_equal(r->id, n);
		assert_true(r->count <= RECORD_COLUMNS_MAX);
		assert_ptr_equal(qser_columns(r->id, &count), r->columns);
		assert_int_equal(count, r->count);
		assert_true(!r->lead || record_column(r, r->lead) > 0);
		assert_true(!r->code_of || record_column(r, r->code_of) > 0);
		assert_true(!r->code_of == (record_code_column(r) < 0) || !r->code_of);
	}
}

/* ---- What files may call them ---- */

#define NAMES_MAX 1500 /* of one record */

/* What is known so far: its key, and whose it is. */
struct known {
	char *key;
	const char *owner;
};

/* A name as a file would be read; one that is known already is somebody else's, or said twice. */
static size_t enter_name(struct known *known, size_t count, const struct record *r,
	const char *owner, const char *text, size_t length)
{
	char *copy = strndup(text, length);

	assert_true(count < NAMES_MAX);
	assert_non_null(copy);
	known[count] = (struct known){header_key(copy), owner};
	assert_non_null(known[count].key);
	if (!*known[count].key)
		tell(r, owner, "an empty name");
	for (size_t i = 0; i < count; i++)
		if (!strcmp(known[i].key, known[count].key))
			tell(r, owner, "\"%s\" is a name of %s already", copy, known[i].owner);
	free(copy);
	return count + 1;
}

static size_t enter_names(struct known *known, size_t count, const struct record *r,
	const char *owner, const char *names)
{
	for (; names && *names; names += strcspn(names, "|"), names += *names == '|')
		count = enter_name(known, count, r, owner, names, strcspn(names, "|"));
	return count;
}

static void forget_names(struct known *known, size_t count)
{
	while (count > 0)
		free(known[--count].key);
}

static void no_two_columns_have_the_same_name(void **state)
{
	static struct known known[NAMES_MAX];
	size_t aliases = 0;

	(void)state;
	wrong = 0;
	for (int n = 1; n < QSER_RECORDS; n++) {
		const struct record *r = record_of((enum qser_record)n);
		size_t count = 0;
		for (size_t i = 0; r && i < r->count; i++) {
			const struct qser_column *c = &r->columns[i];
			_cleanup_(free_pointer) char *name = header_key(c->name);
			_cleanup_(free_pointer) char *label = header_key(c->label);
			if (c->flags & QSER_HIDDEN)
				continue;
			count = enter_names(known, count, r, c->name, c->name);
			if (strcmp(name, label) != 0)
				count = enter_names(known, count, r, c->name, c->label);
			count = enter_names(known, count, r, c->name, c->aliases);
			aliases += c->aliases != NULL;
		}
		forget_names(known, count);
	}
	assert_true(aliases > 90);
	assert_int_equal(wrong, 0);
}

/* The names of words too: a value stands for one word. */
static void check_words(const struct record *r, const struct qser_column *c)
{
	static struct known known[NAMES_MAX];
	size_t count = 0, i = 0;

	if (c->word_aliases && !c->words)
		tell(r, c->name, "names of no words");
	if (!c->word_aliases || !c->words)
		return;
	for (; c->words[i] && c->word_aliases[i]; i++) {
		count = enter_names(known, count, r, c->words[i], c->words[i]);
		count = enter_names(known, count, r, c->words[i], c->word_aliases[i]);
	}
	if (c->words[i] || c->word_aliases[i])
		tell(r, c->name, "words and their names are not as many");
	forget_names(known, count);
}

static void words_and_their_names_agree(void **state)
{
	(void)state;
	each_column(check_words);
}

/* ---- Columns ---- */

static const char sql_column[] =
	"select type, \"notnull\", pk from pragma_table_info(?1) where name = ?2";

/* A table of its own: <table>_<column>(owner, target), both references. */
static void check_links(const struct record *r, const struct qser_column *c)
{
	static const char sql[] = "select \"from\", \"table\" from pragma_foreign_key_list(?1)";
	char name[128];
	int found = 0;

	(void)snprintf(name, sizeof name, "%s_%s", r->table, c->name);
	sqlite3_stmt *q = ask(sql, name, NULL);
	while (sqlite3_step(q) == SQLITE_ROW) {
		const char *column = text_of(q, 0), *to = text_of(q, 1);
		if (!strcmp(column, "owner"))
			found += !strcmp(to, r->table) ? 1 : 100;
		else if (!strcmp(column, "target"))
			found += !strcmp(to, record_of(c->ref)->table) ? 10 : 100;
		else
			found += 100;
	}
	if (found != 11)
		tell(r, c->name, "needs a table %s (owner, target) with both references", name);
	sqlite3_finalize(q);
}

static void check_table_column(const struct record *r, const struct qser_column *c)
{
	if (c->type == QSER_REFS) {
		check_links(r, c);
		return;
	}
	sqlite3_stmt *q = ask(sql_column, r->table, c->name);
	if (sqlite3_step(q) != SQLITE_ROW) {
		tell(r, c->name, "is not in the table");
	} else {
		const char *type = type_is_number(c->type) ? "INTEGER" : "TEXT";
		bool not_null = sqlite3_column_int(q, 1), key = sqlite3_column_int(q, 2);
		bool required = c->flags & QSER_REQUIRED;
		if (sqlite3_stricmp(text_of(q, 0), type) != 0)
			tell(r, c->name, "is %s, should be %s", text_of(q, 0), type);
		if (key != (c == r->columns))
			tell(r, c->name, "the primary key is id");
		if (required && !not_null)
			tell(r, c->name, "is required, but the table takes null");
		if (!required && not_null && !r->log && !(c->flags & QSER_HIDDEN) &&
			!listed(filled, r->table, c->name))
			tell(r, c->name, "is not required, but the table does not take null");
	}
	sqlite3_finalize(q);
}

static void described_columns_are_in_the_table(void **state)
{
	(void)state;
	each_column(check_table_column);
}

static void the_table_has_no_others(void **state)
{
	(void)state;
	wrong = 0;
	for (int n = 1; n < QSER_RECORDS; n++) {
		const struct record *r = record_of((enum qser_record)n);
		if (!r)
			continue;
		sqlite3_stmt *q = ask("select name from pragma_table_info(?1)", r->table, NULL);
		while (sqlite3_step(q) == SQLITE_ROW) {
			int at = record_column(r, text_of(q, 0));
			if (at < 0 ? !listed(internal, r->table, text_of(q, 0))
				   : r->columns[at].type == QSER_REFS)
				tell(r, text_of(q, 0), "is in the table, but not described");
		}
		sqlite3_finalize(q);
	}
	assert_int_equal(wrong, 0);
}

/* A folded key is null just when its source is. */
static void check_hidden(const struct record *r, const struct qser_column *c)
{
	sqlite3_stmt *q = ask(sql_column, r->table, c->name);

	if (c->flags & QSER_HIDDEN && c->from && sqlite3_step(q) == SQLITE_ROW) {
		const struct qser_column *from = &r->columns[record_column(r, c->from)];
		bool not_null = sqlite3_column_int(q, 1);
		if (not_null != !!(from->flags & QSER_REQUIRED))
			tell(r, c->name, "takes null when %s does, and only then", from->name);
	}
	sqlite3_finalize(q);
}

static void folded_keys_follow_their_source(void **state)
{
	(void)state;
	each_column(check_hidden);
}

/* ---- References ---- */

static void check_reference(const struct record *r, const struct qser_column *c)
{
	static const char sql[] =
		"select \"table\" from pragma_foreign_key_list(?1) where \"from\" = ?2";
	sqlite3_stmt *q = ask(sql, r->table, c->name);
	bool there = sqlite3_step(q) == SQLITE_ROW;

	if (there && c->type != QSER_REF && !listed(numbers, r->table, c->name))
		tell(r, c->name, "refers to %s in the table, but is no reference", text_of(q, 0));
	else if (there && c->ref && strcmp(text_of(q, 0), record_of(c->ref)->table) != 0)
		tell(r, c->name, "refers to %s in the table, to %s in the description",
			text_of(q, 0), record_of(c->ref)->table);
	else if (!there && c->type == QSER_REF && !listed(loose, r->table, c->name))
		tell(r, c->name, "is a reference the table does not hold to");
	sqlite3_finalize(q);
}

static void references_are_those_of_the_table(void **state)
{
	(void)state;
	each_column(check_reference);
}

/* ---- CHECKs ---- */

/* What stands behind "check (COLUMN " in the table's definition; NULL: nothing. */
static const char *check_of(const char *sql, const char *column)
{
	char begin[128];
	const char *at;

	(void)snprintf(begin, sizeof begin, "check (%s ", column);
	at = strstr(sql, begin);
	return at ? at + strlen(begin) : NULL;
}

/* "= 'draft' or COLUMN = 'active'": the same words, in the same order? */
static bool same_words(const char *check, const char *column, const char *const *words)
{
	for (; *words; words++) {
		size_t length = strlen(*words);
		if (strncmp(check, "= '", 3) != 0 || strncmp(check + 3, *words, length) != 0 ||
			check[3 + length] != '\'')
			return false;
		check += length + 4;
		if (*check == ')')
			break;
		check += strspn(check, " \n");
		if (strncmp(check, "or ", 3) != 0 ||
			strncmp(check + 3, column, strlen(column)) != 0)
			return false;
		check += 3 + strlen(column) + 1;
	}
	return words[0] && !words[1] && *check == ')';
}

static void check_check(const struct record *r, const struct qser_column *c)
{
	sqlite3_stmt *q = ask(
		"select sql from sqlite_schema where type = 'table' and name = ?1", r->table, NULL);
	long long low, high;

	assert_int_equal(sqlite3_step(q), SQLITE_ROW);
	const char *check = check_of(text_of(q, 0), c->name);
	if (check && c->type == QSER_CHOICE && !same_words(check, c->name, c->words))
		tell(r, c->name, "other words than in its CHECK");
	if (check && sscanf(check, "between %lld and %lld", &low, &high) == 2 &&
		(c->min != low || c->max != high))
		tell(r, c->name, "%lld to %lld, but its CHECK says %lld to %lld", (long long)c->min,
			(long long)c->max, low, high);
	/* Only the engine's own formats rest on it: words and numbers are C's to check, too. */
	if (!check && (c->type == QSER_DAY || c->type == QSER_BOOL))
		tell(r, c->name, "a day, or yes and no, without a CHECK");
	sqlite3_finalize(q);
}

static void checks_say_what_the_descriptions_say(void **state)
{
	(void)state;
	each_column(check_check);
}

/* A code is found by its index, and never there twice. */
static void check_code(const struct record *r, const struct qser_column *c)
{
	static const char sql[] =
		"select 1 from pragma_index_list(?1) l where l.\"unique\" = 1 and "
		"(select group_concat(name) from pragma_index_info(l.name)) = ?2";

	if (c->type != QSER_CODE || !(c->flags & QSER_KEY))
		return;
	for (const struct qser_column *d = r->columns; d < r->columns + r->count; d++)
		if (d != c && d->flags & QSER_KEY)
			return; /* unique within something else */
	sqlite3_stmt *q = ask(sql, r->table, c->name);
	if (sqlite3_step(q) != SQLITE_ROW)
		tell(r, c->name, "a key without a unique index");
	sqlite3_finalize(q);
}

static void codes_are_unique(void **state)
{
	(void)state;
	each_column(check_code);
}

/* ------------------------------------------------------------------------------------------------
 */

static int make_database(void **state)
{
	struct qser *q = NULL;

	(void)state;
	if (!mkdtemp(folder))
		return -1;
	(void)snprintf(path, sizeof path, "%s/q.db", folder);
	const struct qser_options options = {
		.path = path, .mode = QSER_CREATE, .now = 1790000000, .program = "test"};
	enum qser_status status = qser_open(&q, &options);
	if (status != QSER_OK)
		(void)fprintf(stderr, "%s\n", q ? qser_error(q).message : "out of memory");
	qser_close(q);
	return status != QSER_OK || sqlite3_open(path, &db) != SQLITE_OK;
}

static int remove_database(void **state)
{
	(void)state;
	sqlite3_close(db);
	(void)unlink(path);
	(void)snprintf(path, sizeof path, "%s/q.db-journal", folder);
	(void)unlink(path); /* kept, but empty, after a commit */
	return rmdir(folder);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(descriptions_are_sound),
		cmocka_unit_test(no_two_columns_have_the_same_name),
		cmocka_unit_test(words_and_their_names_agree),
		cmocka_unit_test(described_columns_are_in_the_table),
		cmocka_unit_test(the_table_has_no_others),
		cmocka_unit_test(folded_keys_follow_their_source),
		cmocka_unit_test(references_are_those_of_the_table),
		cmocka_unit_test(checks_say_what_the_descriptions_say),
		cmocka_unit_test(codes_are_unique),
	};
	return cmocka_run_group_tests(tests, make_database, remove_database);
}
