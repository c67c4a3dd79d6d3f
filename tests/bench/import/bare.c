/*
 * bare.c: what `qser-mentor import FILE` writes, without qser: the same rows in one transaction, by
 *a plain CSV reader.  Nothing is checked, looked up or hashed.
 *
 *	bare DATABASE FILE
 */
#include <stdbool.h>
#include <string.h>
#include <time.h>

#include "../../../lib/qser.h"
#include "../startup/bare.h"

#define FIELDS 10 /* of generate.c */

/* ---- RFC 4180 ---- */

struct record {
	char *text; /* of all fields, one after the other */
	size_t length, room;
	size_t from[FIELDS + 1]; /* where each begins; the last one is the end */
	int fields;
};

static void keep(struct record *r, int c)
{
	if (r->length == r->room) {
		r->room = r->room ? 2 * r->room : 4096;
		r->text = realloc(r->text, r->room);
		must(r->text != NULL, "memory");
	}
	r->text[r->length++] = (char)c;
}

/* Behind the opening quote; gives what stands behind the closing one. */
static int read_quoted(struct record *r, FILE *in)
{
	for (int c;;) {
		c = getc_unlocked(in);
		must(c != EOF, "closing quote");
		if (c == '"' && (c = getc_unlocked(in)) != '"')
			return c;
		keep(r, c);
	}
}

static int read_field(struct record *r, FILE *in)
{
	int c = getc_unlocked(in);

	if (c == '"')
		c = read_quoted(r, in);
	for (; c != ',' && c != '\n' && c != EOF; c = getc_unlocked(in))
		if (c != '\r')
			keep(r, c);
	return c;
}

static bool read_record(struct record *r, FILE *in)
{
	int c;

	r->length = 0;
	r->fields = 0;
	do {
		must(r->fields < FIELDS, "number of fields");
		r->from[r->fields++] = r->length;
		c = read_field(r, in);
	} while (c == ',');
	r->from[r->fields] = r->length;
	must(c != EOF || !ferror(in), "read");
	if (c == EOF && r->fields == 1 && !r->length)
		return false;
	must(r->fields == FIELDS, "number of fields");
	return true;
}

/* ---- Statements ---- */

static void step(sqlite3_stmt *q)
{
	must(sqlite3_step(q) == SQLITE_DONE && sqlite3_reset(q) == SQLITE_OK, sqlite3_sql(q));
}

static void bind_text(sqlite3_stmt *q, int at, const char *text, size_t length)
{
	int code = length ? sqlite3_bind_text(q, at, text, (int)length, SQLITE_STATIC)
			  : sqlite3_bind_null(q, at);
	must(code == SQLITE_OK, "bind");
}

static void bind_number(sqlite3_stmt *q, int at, sqlite3_int64 number)
{
	must(sqlite3_bind_int64(q, at, number) == SQLITE_OK, "bind");
}

/* ---- What is written ---- */

enum { NAME, EMAIL, PHONE, ORGANISATION, JOB_TITLE, LANGUAGES, AREAS, YEARS, HOURS, MOTIVATION };

#define SQL_APPLICATION                                                                         \
	"insert into application (name, name_key, email, email_key, phone, organisation, "      \
	"job_title, kind, languages, areas, years, weekly_hours, motivation, submitted_at, "    \
	"state, batch) values (?1, ?2, ?3, ?4, ?5, ?6, ?7, 'external', ?8, ?9, ?10, ?11, ?12, " \
	"?13, 'submitted', ?14)"
#define SQL_CHANGE \
	"insert into change (command, seq, record, target, op, more) values (?1, ?2, ?3, ?4, 1, ?5)"
#define SQL_COMMAND                                                                             \
	"insert into command (id, at, uid, login, program, verb, changes, import_name, "        \
	"import_hash, rows_read, rows_added, rows_updated, rows_unchanged, rows_rejected, "     \
	"previous_hash, hash) values (?1, ?2, 0, 'root', 'qser-mentor', 'import', ?3, ?4, ?5, " \
	"?6, ?6, 0, 0, 0, ?5, ?5)"

enum { RUN = 1024 }; /* rows whose changes share a row of the log */

struct bare {
	sqlite3 *db;
	sqlite3_stmt *application, *change;
	sqlite3_int64 command, now, rows;
	int ended; /* the file */
	struct record record;
	char *folded; /* the name and the address, folded */
	size_t room;
};

static void bind_field(struct bare *b, int at, int field)
{
	const struct record *r = &b->record;

	bind_text(
		b->application, at, r->text + r->from[field], r->from[field + 1] - r->from[field]);
}

/* Case of ASCII only: as long as the true key, or longer by a few bytes. */
static void bind_folded(struct bare *b, int at, int field, size_t from)
{
	const struct record *r = &b->record;
	size_t length = r->from[field + 1] - r->from[field];

	for (size_t i = 0; i < length; i++) {
		char c = r->text[r->from[field] + i];
		b->folded[from + i] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
	}
	bind_text(b->application, at, b->folded + from, length);
}

/* Digits of "12" or "2.5", and the half as its minutes. */
static void bind_count(struct bare *b, int at, int field, int unit)
{
	const struct record *r = &b->record;
	const char *c = r->text + r->from[field], *end = r->text + r->from[field + 1];
	sqlite3_int64 n = 0;

	for (; c < end && *c != '.'; c++)
		n = 10 * n + (*c - '0');
	n *= unit;
	if (c + 1 < end)
		n += (c[1] - '0') * unit / 10;
	bind_number(b->application, at, n);
}

static void write_application(struct bare *b)
{
	for (int field = ORGANISATION; field <= AREAS; field++)
		bind_field(b, field + 3, field);
	bind_field(b, 1, NAME);
	bind_folded(b, 2, NAME, 0);
	bind_field(b, 3, EMAIL);
	bind_folded(b, 4, EMAIL, b->record.from[EMAIL]);
	bind_field(b, 5, PHONE);
	bind_count(b, 10, YEARS, 1);
	bind_count(b, 11, HOURS, 60);
	bind_field(b, 12, MOTIVATION);
	bind_number(b->application, 13, b->now);
	bind_number(b->application, 14, b->command);
	step(b->application);
	b->rows++;
}

/* What the log keeps of new rows, a run at a time; lib/record/log.c. */
static void write_change(struct bare *b)
{
	sqlite3_int64 more = (b->rows - 1) % RUN;

	if (!b->rows || (more + 1 < RUN && !b->ended))
		return;
	bind_number(b->change, 1, b->command);
	bind_number(b->change, 2, b->rows - more);
	bind_number(b->change, 3, QSER_APPLICATION);
	bind_number(b->change, 4, sqlite3_last_insert_rowid(b->db));
	bind_number(b->change, 5, more);
	step(b->change);
}

static void write_command(struct bare *b, const char *file)
{
	static const char hash[] =
		"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
	sqlite3_stmt *q = prepare(b->db, SQL_COMMAND);

	bind_number(q, 1, b->command);
	bind_number(q, 2, b->now);
	bind_number(q, 3, b->rows);
	bind_text(q, 4, file, strlen(file));
	bind_text(q, 5, hash, strlen(hash));
	bind_number(q, 6, b->rows);
	step(q);
	sqlite3_finalize(q);
}

static sqlite3_int64 next_command(sqlite3 *db)
{
	sqlite3_stmt *q = prepare(db, "select id, hash from command order by id desc limit 1");
	sqlite3_int64 id = sqlite3_step(q) == SQLITE_ROW ? sqlite3_column_int64(q, 0) + 1 : 1;

	sqlite3_finalize(q);
	return id;
}

static void write_rows(struct bare *b, FILE *in)
{
	must(read_record(&b->record, in), "header");
	while (read_record(&b->record, in)) {
		if (b->room < b->record.room) {
			b->room = b->record.room;
			b->folded = realloc(b->folded, b->room);
			must(b->folded != NULL, "memory");
		}
		write_application(b);
		write_change(b);
	}
	b->ended = 1;
	if (b->rows % RUN)
		write_change(b);
}

int main(int argc, char **argv)
{
	must(argc == 3, "bare DATABASE FILE");
	FILE *in = fopen(argv[2], "r");
	must(in && setvbuf(in, NULL, _IOFBF, 1 << 16) == 0, argv[2]);
	struct bare b = {.db = open_bare(argv[1], 1), .now = (sqlite3_int64)time(NULL)};
	run(b.db, "pragma cache_size=-65536; begin immediate");
	b.command = next_command(b.db);
	b.application = prepare(b.db, SQL_APPLICATION);
	b.change = prepare(b.db, SQL_CHANGE);
	write_rows(&b, in);
	write_command(&b, argv[2]);
	sqlite3_finalize(b.application);
	sqlite3_finalize(b.change);
	run(b.db, "commit");
	sqlite3_close(b.db);
	(void)fclose(in);
	free(b.record.text);
	free(b.folded);
	return 0;
}
