/*
 * cli_complete.c: --complete WORD…: what the last word may become.
 *
 * One candidate a line, "word TAB description".  An empty word with the description "file" asks the
 * shell for file names.  Whatever fails, fails silently: nobody wants a message while typing.
 */
#include "cli_private.h"

enum { RECORDS_SHOWN = 200, RECORDS_SEEN = 20000 };

struct completing {
	struct cli *c;
	struct qser_spool *out;
	const char *group;
	const struct cli_entry *option; /* waits for its value */
	const char *word;		/* being completed */
	const char *before;		/* stands before each candidate: "--format=", "name," */
	size_t before_length;
	size_t offered;
	bool words_only; /* after -- */
};

static void candidate(struct completing *k, const char *word, const char *text)
{
	if (strncmp(word, k->word, strlen(k->word)) != 0)
		return;
	k->offered++;
	qser_spool_add(k->out, k->before, k->before_length);
	qser_spool_printf(k->out, "%s\t%s\n", word, text ? text : "");
}

/* Complete the part of the word behind the last of these characters. */
static void behind_last(struct completing *k, const char *characters)
{
	for (size_t part; k->word[part = strcspn(k->word, characters)];) {
		k->word += part + 1;
		k->before_length += part + 1;
	}
}

/* ---- Records of the database ---- */

static bool has_column(enum qser_record r, const char *name)
{
	size_t count;
	const struct qser_column *columns = qser_columns(r, &count);
	for (size_t i = 0; i < count; i++)
		if (strcmp(columns[i].name, name) == 0 && !(columns[i].flags & QSER_HIDDEN))
			return true;
	return false;
}

static bool is_number(const char *word)
{
	return *word >= '0' && *word <= '9';
}

/* values: id, what it is called, code (when the record has one). */
static int offer_record(void *ctx, int64_t id, size_t count, const char *const *values)
{
	struct completing *k = ctx;
	char number[24];
	const char *code = count > 2 ? values[2] : NULL;
	snprintf(number, sizeof number, "%lld", (long long)id);
	candidate(k, code && !is_number(k->word) ? code : number, count > 1 ? values[1] : NULL);
	return k->offered >= RECORDS_SHOWN;
}

static void read_records(struct completing *k, enum qser_record r)
{
	static const char *const titles[] = {"name", "title", "text", "kind", "role"};
	char columns[64];
	const char *title = "id";
	bool code = has_column(r, "code");
	for (size_t i = sizeof titles / sizeof *titles; i-- > 0;)
		if (has_column(r, titles[i]))
			title = titles[i];
	snprintf(columns, sizeof columns, "id,%s%s", title, code ? ",code" : "");
	const struct qser_query query = {.columns = columns, .limit = RECORDS_SEEN};
	/* Cut short or failed: what there is, is offered. */
	if (qser_each(k->c->q, r, &query, offer_record, k) != QSER_OK)
		return;
}

static void offer_records(struct completing *k, enum qser_record r)
{
	static const struct cli_verb reading = {.database = CLI_READS};
	const struct cli_verb *verb = k->c->verb;
	k->c->verb = &reading;
	if (r != QSER_NO_RECORD && cli_settle(k->c) == QSER_OK &&
		qser_open(&k->c->q, &k->c->open) == QSER_OK)
		read_records(k, r);
	k->c->verb = verb;
	qser_close(k->c->q);
	k->c->q = NULL;
}

/* "person/petros": the record, then which. */
static void offer_logged(struct completing *k)
{
	const char *slash = strchr(k->word, '/');
	for (int r = QSER_NO_RECORD + 1; r < QSER_RECORDS; r++) {
		char word[64];
		cli_record_word((enum qser_record)r, "/", word, sizeof(word));
		if (!slash && *word != '/') {
			candidate(k, word, NULL);
		} else if (slash && strncmp(word, k->word, (size_t)(slash - k->word) + 1) == 0) {
			behind_last(k, "/");
			offer_records(k, (enum qser_record)r);
			return;
		}
	}
}

/* ---- Values ---- */

static void offer_columns(struct completing *k)
{
	size_t count = 0;
	const struct qser_column *columns = NULL;
	if (k->c->verb && k->c->verb->record != QSER_NO_RECORD)
		columns = qser_columns(k->c->verb->record, &count);
	behind_last(k, ",");
	if (*k->word == '-') { /* --sort -day */
		k->word++;
		k->before_length++;
	}
	for (size_t i = 0; i < count; i++)
		if (!(columns[i].flags & QSER_HIDDEN))
			candidate(k, columns[i].name, columns[i].label);
}

static void offer_named(struct completing *k, const char *how)
{
	if (!how)
		return;
	if (strcmp(how, "file") == 0) {
		qser_spool_printf(k->out, "\tfile\n");
	} else if (strcmp(how, "columns") == 0) {
		offer_columns(k);
	} else if (strcmp(how, "record") == 0) {
		offer_records(k, k->c->verb ? k->c->verb->record : QSER_NO_RECORD);
	} else if (strncmp(how, "record:", 7) == 0) {
		offer_records(k, cli_record_named(how + 7, strlen(how + 7)));
	} else if (strcmp(how, "logged") == 0) {
		offer_logged(k);
	} else if (strcmp(how, "settings") == 0) {
		size_t count;
		const struct qser_setting *settings = qser_settings(&count);
		for (size_t i = 0; i < count; i++)
			candidate(k, settings[i].name, settings[i].help);
	} else if (strncmp(how, "column:", 7) == 0) {
		const char *const *w = cli_words_of(how + 7, strlen(how + 7));
		for (; w && *w; w++)
			candidate(k, *w, NULL);
	} else if (strncmp(how, "words:", 6) == 0) {
		char word[64];
		for (const char *s = how + 6; *s; s += strspn(s, " ")) {
			size_t length = strcspn(s, " ");
			snprintf(word, sizeof word, "%.*s", (int)length, s);
			candidate(k, word, NULL);
			s += length;
		}
	}
}

static void offer_values(struct completing *k, const struct qser_column *column)
{
	if (cli_is_multiple(column))
		behind_last(k, ";");
	for (const char *const *w = column->words; w && *w; w++)
		candidate(k, *w, NULL);
	if (column->type == QSER_BOOL)
		offer_named(k, "words:yes no");
	if (column->type == QSER_DAY)
		offer_named(k, "words:today yesterday mon tue wed thu fri sat sun");
	if (column->type == QSER_REF || column->type == QSER_REFS)
		offer_records(k, column->ref);
}

static void offer_value(struct completing *k, const struct cli_entry *e)
{
	if (e->column)
		offer_values(k, e->column);
	else
		offer_named(k, e->option->complete);
}

/* ---- Options and verbs ---- */

static void offer_options(struct completing *k)
{
	const struct cli_set *set = &k->c->state->set;
	const char *equals = strchr(k->word, '=');
	char name[128];
	if (equals) {
		const struct cli_entry *e =
			cli_set_find(set, k->word + 2, (size_t)(equals - k->word - 2));
		k->before_length = (size_t)(equals + 1 - k->word);
		k->word = equals + 1;
		if (e && e->takes_value)
			offer_value(k, e);
		return;
	}
	for (size_t i = 0; i < set->count; i++) {
		const struct cli_entry *e = &set->entries[i];
		if (cli_set_hidden(set, i) ||
			(e->origin == CLI_FROM_GLOBAL &&
				!cli_global_matters(
					(enum cli_global_id)(e->option - cli_globals), k->c->verb)))
			continue;
		snprintf(name, sizeof name, "--%s", e->name);
		_cleanup_(free_pointer) char *help =
			e->option ? cli_fill_words(e->option->help) : NULL;
		candidate(k, name, e->option ? help : e->column->label);
	}
}

static void offer_verbs(struct completing *k)
{
	const struct cli_verb *verbs = k->c->command->verbs;
	size_t length = k->group ? strlen(k->group) : 0;
	for (const struct cli_verb *v = verbs; v->name; v++) {
		size_t own = strcspn(v->name, " ");
		char name[64];
		if (k->group) {
			if (own == length && strncmp(v->name, k->group, own) == 0 && v->name[own])
				candidate(k, v->name + own + 1, v->brief);
			continue;
		}
		bool again = false;
		for (const struct cli_verb *u = verbs; u < v; u++)
			again = again || strncmp(u->name, v->name, own + 1) == 0;
		snprintf(name, sizeof name, "%.*s", (int)own, v->name);
		if (!again)
			candidate(k, name, v->name[own] ? "…" : v->brief);
	}
}

/* ---- The words before ---- */

/* --db, for the records that are offered. */
static void remember_database(struct cli *c, char *path)
{
	struct cli_given *given =
		cli_grow(c->given, &c->state->given_room, c->given_count, sizeof *c->given);
	if (!given)
		return;
	c->given = given;
	given[c->given_count++] = (struct cli_given){.name = "db", .value = path};
}

/* Pass over one word that is complete. */
static void pass(struct completing *k, char *word)
{
	struct cli *c = k->c;
	const struct cli_set *set = &c->state->set;
	if (k->option) {
		if (strcmp(k->option->name, "db") == 0)
			remember_database(c, word);
		k->option = NULL;
	} else if (!k->words_only && strcmp(word, "--") == 0) {
		k->words_only = true;
	} else if (!k->words_only && strncmp(word, "--", 2) == 0) {
		size_t length = strcspn(word + 2, "=");
		const struct cli_entry *e = cli_set_find(set, word + 2, length);
		bool joined = word[2 + length] == '=';
		if (e && joined && strcmp(e->name, "db") == 0)
			remember_database(c, word + 2 + length + 1);
		k->option = e && e->takes_value && !joined ? e : NULL;
	} else if (!k->words_only && word[0] == '-' && word[1]) {
		for (const char *s = word + 1; *s && !k->option; s++)
			for (size_t i = 0; i < set->count; i++)
				if (set->entries[i].letter == *s && set->entries[i].takes_value)
					k->option = s[1] ? NULL : &set->entries[i];
	} else if (!c->verb || cli_find_verb(c->command, c->verb->name, word)) {
		c->verb = cli_find_verb(c->command, c->verb ? c->verb->name : k->group, word);
		k->group = c->verb ? NULL : word;
		cli_set_free(&c->state->set);
		if (!cli_set_make(&c->state->set, c->verb))
			cli_set_free(&c->state->set);
	}
}

void cli_complete(struct cli *c, int argc, char **argv, struct qser_spool *out)
{
	struct completing k = {.c = c, .out = out};
	if (argc < 1 || !cli_set_make(&c->state->set, NULL))
		return;
	for (int i = 0; i < argc - 1; i++)
		pass(&k, argv[i]);
	k.word = k.before = argv[argc - 1];
	if (k.option)
		offer_value(&k, k.option);
	else if (*k.word == '-' && !k.words_only)
		offer_options(&k);
	else if (!c->verb)
		offer_verbs(&k);
	else
		offer_named(&k, c->verb->complete);
}
