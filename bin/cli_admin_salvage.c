/*
 * cli_admin_salvage.c: salvage: what can still be read of a damaged database, as a new database, as
 * CSV that import takes, and a page that says what it is and how to go on.
 */
#include <dirent.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "cli_admin.h"
#include "cli_private.h"

/* In the order of import: those first that others name.  Where two name each other, or one names
 * others of its kind, it comes twice, first without that column. */
static const struct file {
	enum qser_record record;
	const char *import, *without;
} files[] = {
	{QSER_ORGANISATION, "qser-org import", NULL},
	{QSER_DEPARTMENT, "qser-org department import", "manager"},
	{QSER_PERSON, "qser-person import", "supervisor"},
	{QSER_DEPARTMENT, "qser-org department import", NULL},
	{QSER_PERSON, "qser-person import", NULL},
	{QSER_PROJECT, "qser-org project import", NULL},
	{QSER_HOLIDAY, "qser-org holiday import", NULL},
	{QSER_ROLE, "qser-person role import", NULL},
	{QSER_TRAINING, "qser-person training import", NULL},
	{QSER_LETTER, "qser-mentor template import", NULL},
	{QSER_APPLICATION, "qser-mentor import", NULL},
	{QSER_REVIEW, "qser-mentor review import", NULL},
	{QSER_PATH, "qser-path import", NULL},
	{QSER_PARTICIPANT, "qser-path participant import", NULL},
	{QSER_SKILL, "qser-path skill import", NULL},
	{QSER_ACTIVITY, "qser-path activity import", NULL},
	{QSER_STEP, "qser-path step import", NULL},
	{QSER_MEETING, "qser-path minutes import", NULL},
	{QSER_ACTION, "qser-path action import", NULL},
	{QSER_RATING, "qser-path rating import", NULL},
	{QSER_SCENARIO, "qser-path scenario import", NULL},
	{QSER_WORKSHOP, "qser-path workshop import", NULL},
	{QSER_ATTENDANCE, "qser-path attendance import", NULL},
	{QSER_PEER, "qser-path peer import", NULL},
	{QSER_SLOT, "qser-path rota import", NULL},
	{QSER_ENTRY, "qser-diary import", NULL},
	{QSER_SUGGESTION, "qser-diary suggestion import", NULL},
	{QSER_CONCLUSION, "qser-path conclusion import", NULL},
	{QSER_RESPONSE, "qser-checklist import", NULL},
	{QSER_ANSWER, "qser-checklist answers import", NULL},
	{QSER_MENTOR, "qser-pair mentor import", NULL},
	{QSER_MENTEE, "qser-pair mentee import", NULL},
	{QSER_PREFERENCE, "qser-pair preference import", NULL},
	{QSER_PAIR, "qser-pair import", NULL},
	{QSER_ENCOUNTER, "qser-pair meeting import", NULL},
	{QSER_PAIR_ACTION, "qser-pair action import", NULL},
	{QSER_ISSUE, "qser-pair issue import", NULL},
};

enum { FILES = sizeof files / sizeof *files };

struct saving {
	struct cli *c;
	const char *damaged;		  /* the path of it */
	char *damaged_word, *folder_word; /* from the root on, as the shell reads them */
	int64_t rows[QSER_RECORDS];
	struct qser_spool *page; /* README.txt */
	int number;		 /* of files so far */
};

static bool is_imported(enum qser_record r)
{
	for (int i = 0; i < FILES; i++)
		if (files[i].record == r)
			return true;
	return false;
}

/* ---- The page ---- */

static int tell_table(void *ctx, const struct qser_salvaged *t)
{
	struct saving *s = ctx;
	char about[32] = "?";

	if (t->about >= 0)
		(void)snprintf(about, sizeof about, "%" PRId64, t->about);
	if (t->record)
		s->rows[t->record] = t->rows;
	if (!t->rows && !t->damaged)
		return 0;
	qser_spool_printf(s->page, "%s: %" PRId64 " of about %s%s\n", t->name, t->rows, about,
		t->damaged ? ", damaged" : "");
	if (t->repaired)
		qser_spool_printf(s->page,
			"  in %" PRId64 " texts of them \xEF\xBF\xBD stands for what is lost\n",
			t->repaired);
	return 0;
}

static void begin_page(struct saving *s)
{
	qser_spool_printf(s->page,
		"What was saved of %s\n\n"
		"The damaged file is as it was. All in this folder is data of people: keep it as you\n"
		"keep the database, and remove it when you are done.\n\n",
		s->damaged);
}

static void explain(struct saving *s)
{
	qser_spool_printf(s->page,
		"\nsalvaged.db is a database of all that could be read, with its numbers, states and\n"
		"change log. If you have a backup, compare the two:\n\n"
		"    qser-admin --db salvaged.db check\n"
		"    qser-admin --db salvaged.db status\n\n"
		"To go on with what was saved (what is there now is kept; if it is refused as no qser\n"
		"database, move %s away first):\n\n"
		"    qser-admin --db %s restore --as-it-is %s/salvaged.db\n\n"
		"The other files hold the same by record. Those that begin with a number can be\n"
		"imported into a new database, in this order; what names a later one is taken when\n"
		"its file is imported once more. States, signatures and numbers are not in them. A\n"
		"file without one holds what a command made, or names others by their numbers, which\n"
		"are new in a new database: its rows would come to the wrong ones.\n\n"
		"    cd %s\n"
		"    qser-admin --db new.db init\n"
		"    export QSER_DB=$PWD/new.db\n",
		s->damaged_word, s->damaged_word, s->folder_word, s->folder_word);
}

/* ---- The files ---- */

/* Columns that a person may give: what the others hold is the work of commands. */
static char *columns_of(struct cli *c, const struct file *f)
{
	size_t count;
	const struct qser_column *columns = qser_columns(f->record, &count);
	unsigned out = QSER_HIDDEN | (f->import ? QSER_READONLY : 0);
	char *list = NULL;

	for (size_t i = 0; i < count; i++) {
		if (columns[i].flags & out || (f->without && !strcmp(columns[i].name, f->without)))
			continue;
		char *longer =
			cli_format("%s%s%s", list ? list : "", list ? "," : "", columns[i].name);
		free(list);
		list = longer;
		if (!list)
			break;
	}
	return cli_own(c, list);
}

struct printing {
	struct qser_table *table;
	const struct qser_column *columns[64];
	size_t count;
	bool by_number; /* there is one that names another record by its number */
};

/* "12", or "12;maria": a code begins with a letter. */
static bool names_by_number(const struct qser_column *c, const char *value)
{
	if ((c->type != QSER_REF && c->type != QSER_REFS) || !value)
		return false;
	for (; value; value = strchr(value, ';')) {
		value += *value == ';';
		if (*value >= '0' && *value <= '9')
			return true;
	}
	return false;
}

static int print_row(void *ctx, int64_t id, size_t count, const char *const *values)
{
	struct printing *p = ctx;
	(void)id;
	(void)count;
	for (size_t i = 0; i < p->count && !p->by_number; i++)
		p->by_number = names_by_number(p->columns[i], values[i]);
	return qser_table_row(p->table, values) != QSER_OK;
}

static enum qser_status print_table(struct saving *s, enum qser_record r, const char *columns,
	struct qser_spool *out, bool *by_number)
{
	static const struct qser_style style = {.format = QSER_FORMAT_CSV};
	const struct qser_query query = {.columns = columns};
	struct printing p = {0};
	enum qser_status status = qser_query_columns(s->c->q, r, &query, p.columns, 64, &p.count);

	if (status == QSER_OK)
		status = qser_table_new(&p.table, out, &style, p.columns, p.count);
	if (status == QSER_OK)
		status = qser_each(s->c->q, r, &query, print_row, &p);
	if (status == QSER_OK)
		status = qser_table_end(p.table);
	qser_table_free(p.table);
	*by_number = p.by_number;
	return status;
}

/* "05-person.csv"; what is not imported is without a number, and comes once. */
static enum qser_status save_record(struct saving *s, const struct file *f)
{
	char name[64];
	struct qser_spool *out = NULL;
	bool by_number = false;

	if (!s->rows[f->record])
		return QSER_OK;
	char *columns = columns_of(s->c, f);
	enum qser_status status = columns ? qser_spool_new(&out) : QSER_MEMORY;
	if (status == QSER_OK)
		status = print_table(s, f->record, columns, out, &by_number);
	bool imported = f->import && !by_number;
	if (imported)
		(void)snprintf(
			name, sizeof name, "%02d-%s.csv", ++s->number, qser_record_name(f->record));
	else
		(void)snprintf(name, sizeof name, "%s.csv", qser_record_name(f->record));
	for (char *at = name; *at; at++)
		*at = (char)(*at == ' ' ? '-' : *at);
	if (status == QSER_OK && (imported || !f->without))
		status = cli_folder_add(s->c, name, out);
	qser_spool_free(out);
	if (status == QSER_OK && imported)
		qser_spool_printf(s->page, "    %s %s\n", f->import, name);
	return status;
}

struct log_file {
	struct cli *c;
	struct qser_spool *out;
	enum qser_status status;
};

static int print_log_line(void *ctx, const char *line)
{
	const struct log_file *l = ctx;

	qser_spool_printf(l->out, "%s\n", line);
	return 0;
}

static int print_command(void *ctx, int64_t id, size_t count, const char *const *values)
{
	struct log_file *l = ctx;

	(void)count;
	(void)values;
	l->status = qser_describe_command(l->c->q, id, print_log_line, l);
	return l->status != QSER_OK;
}

/* What each command changed: command.csv says who and when. */
static enum qser_status save_log(struct saving *s)
{
	const struct qser_query query = {.columns = "id"};
	struct log_file log = {.c = s->c};

	if (!s->rows[QSER_COMMAND])
		return QSER_OK;
	enum qser_status status = qser_spool_new(&log.out);
	if (status == QSER_OK)
		status = qser_each(s->c->q, QSER_COMMAND, &query, print_command, &log);
	if (status == QSER_STOPPED)
		status = log.status;
	if (status == QSER_OK)
		status = cli_folder_add(s->c, "log.txt", log.out);
	qser_spool_free(log.out);
	return status;
}

static enum qser_status save_all(struct saving *s)
{
	enum qser_status status = QSER_OK;

	for (int i = 0; i < FILES && status == QSER_OK; i++)
		status = save_record(s, &files[i]);
	for (int r = 1; r < QSER_RECORDS && status == QSER_OK; r++) {
		const struct file plain = {.record = (enum qser_record)r};
		if (!is_imported(plain.record) && *qser_record_plural(plain.record))
			status = save_record(s, &plain);
	}
	return status == QSER_OK ? save_log(s) : status;
}

/* ---- The verb ---- */

static enum qser_status write_files(struct saving *s)
{
	explain(s);
	enum qser_status status = save_all(s);
	return status == QSER_OK ? cli_folder_add(s->c, "README.txt", s->page) : status;
}

static enum qser_status salvage_into(struct saving *s)
{
	struct cli *c = s->c;
	enum qser_status status = qser_spool_new(&s->page);
	if (status != QSER_OK)
		return status;
	begin_page(s);
	status = qser_salvage(c->q, s->damaged, tell_table, s);
	bool lost = status == QSER_PARTIAL;
	if (lost || status == QSER_OK)
		status = write_files(s);
	if (status == QSER_OK)
		cli_say(c, "%s; see %s/README.txt",
			lost ? "not all of it could be read" : "all of it could be read",
			c->state->folder.path);
	return status == QSER_OK && lost ? QSER_PARTIAL : status;
}

static enum qser_status refuse_used(struct cli *c, const char *folder)
{
	DIR *there = opendir(folder);
	bool used = false;
	for (const struct dirent *e; there && (e = readdir(there));)
		used |= strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0;
	if (there)
		(void)closedir(there);
	return used ? cli_fail(c, QSER_CANTCREATE, "%s: is not empty; name a new folder", folder)
		    : QSER_OK;
}

/* As a word of the shell. */
static char *word_of(struct cli *c, const char *path)
{
	size_t length = strlen(path);
	char *word = cli_own(c, malloc(4 * length + 3)), *to = word;
	if (!word)
		return NULL;
	if (!path[strspn(
		    path, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._-")]) {
		(void)stpcpy(word, path);
		return word;
	}
	*to++ = '\'';
	for (; *path; path++)
		to = stpcpy(to, *path == '\'' ? "'\\''" : (char[]){*path, '\0'});
	(void)stpcpy(to, "'");
	return word;
}

/* Whoever reads the page may stand elsewhere, and have another database. */
static enum qser_status find_places(struct saving *s)
{
	struct cli *c = s->c;
	char *damaged = cli_own(c, realpath(s->damaged, NULL));
	char *folder = cli_own(c, realpath(c->state->folder.path, NULL));
	if (!damaged || !folder)
		return cli_fail(
			c, QSER_CANTCREATE, "%s: %s", c->state->folder.path, strerror(errno));
	s->damaged_word = word_of(c, damaged);
	s->folder_word = word_of(c, folder);
	return s->damaged_word && s->folder_word ? QSER_OK : cli_no_memory(c);
}

static enum qser_status salvage(struct cli *c)
{
	struct saving s = {.c = c, .damaged = c->open.path};
	if (!*c->argv[0] || strcmp(c->argv[0], "-") == 0)
		return cli_fail(c, QSER_USAGE, "what is saved are files; name a folder for them");
	if (access(s.damaged, F_OK) < 0)
		return cli_fail(c, QSER_NOINPUT, "%s: %s", s.damaged, strerror(errno));
	enum qser_status status = refuse_used(c, c->argv[0]);
	if (status == QSER_OK)
		status = cli_folder_open(c, c->argv[0]);
	if (status == QSER_OK)
		status = find_places(&s);
	if (status != QSER_OK)
		return status;
	c->open.path = cli_own(c, cli_format("%s/salvaged.db", c->state->folder.path));
	if (!c->open.path)
		return cli_no_memory(c);
	c->open.network = true; /* nobody else writes to it */
	c->open.unfinished = true;
	status = cli_open(c, QSER_CREATE);
	if (status == QSER_OK)
		status = salvage_into(&s);
	if (status == QSER_OK || status == QSER_PARTIAL) {
		enum qser_status finished = qser_finish(c->q);
		status = finished == QSER_OK ? status : finished;
		if (finished == QSER_OK) {
			c->state->folder.kept = true; /* whatever becomes of the others */
			cli_made(c, "salvaged.db was made");
		}
	}
	qser_spool_free(s.page);
	return status;
}

const struct cli_verb cli_admin_salvage_verbs[] = {
	{.name = "salvage",
		.arguments = "DIR/",
		.brief = "save what can still be read of a damaged database",
		.examples = "qser-admin salvage saved/\n"
			    "qser-admin --db q.db.before-restore.1 salvage saved/",
		.database = CLI_OPENS_ITSELF,
		.without = "dry-run override actor null",
		.least = 1,
		.most = 1,
		.complete = "file",
		.run = salvage,
		.folder = true,
		.more = "Into a new folder of mode 0700: salvaged.db, a database of all that could be "
			"read; a CSV of each record, as import takes it; the change log; README.txt, "
			"which says how many there are of how many, and how to go on. The damaged "
			"file is not written to. The exit status is 1 when something is lost."},
	{.name = NULL},
};
