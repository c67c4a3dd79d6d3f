/*
 * check.c: is the database what it should be?  The file as the engine sees it, what its free pages
 * still hold, references and schema.
 *
 * A finding is one line: where, what; what to do.
 */
#include <inttypes.h>
#include <string.h>

#include "../base/findings.h"
#include "sqlite.h"

#define RESTORE "restore a backup (qser-admin restore FILE)"
#define RESCUE RESTORE " or save what can be read (qser-admin salvage DIR/)"

/* ---- The file ---- */

static const char *remedy(const char *line)
{
	if (strstr(line, "missing from index") || strstr(line, "entries in index") ||
		strstr(line, "non-unique entry in index"))
		return "index and table do not agree; make it anew (sqlite3 FILE reindex), or " RESTORE;
	if (strstr(line, "constraint failed in") || strstr(line, "value in"))
		return "no command writes this; give the record another value, or " RESTORE;
	return "the file is damaged; " RESCUE;
}

/* The engine tells of several pages in one text, a line each, below a headline. */
static void file_lines(struct findings *f, const char *text)
{
	while (*text) {
		size_t length = strcspn(text, "\n");
		_cleanup_(buffer_free) struct buffer said = BUFFER_INIT;
		buffer_add(&said, text, length);
		if (length && strncmp(text, "*** in ", 7) != 0)
			findings_add(
				f, "file: %s: %s", buffer_text(&said), remedy(buffer_text(&said)));
		text += length + (text[length] == '\n');
	}
}

/* SQLITE_NOMEM is 7. */
static bool lacked_memory(const char *text)
{
	static const char said[] = "error code=7";

	for (const char *at = text; (at = strstr(at, said)); at += sizeof said - 1)
		if (at[sizeof said - 1] < '0' || at[sizeof said - 1] > '9')
			return true;
	return false;
}

static enum qser_status check_file(struct store *s, struct findings *f)
{
	_cleanup_(query_end) struct query q = query(s, "pragma integrity_check");
	while (query_row(&q)) {
		const char *text = query_get_text(&q, 0);
		/* To the engine a page that the disk does not give, or that it has no memory for,
		 * is one that is damaged. */
		if (store_disk_failed(s))
			return store_fail(s, SQLITE_IOERR_READ);
		if (text && lacked_memory(text))
			return store_fail(s, SQLITE_NOMEM);
		if (text && strcmp(text, "ok") != 0)
			file_lines(f, text);
	}
	findings_end_kind(f, "of the file");
	return query_status(&q);
}

/* ---- Free pages: what was removed is gone from the file (secure_delete) ---- */

#define BEHIND_MAX ((int64_t)1 << 30) /* bytes behind the end that are read */

struct pages {
	struct store *store;
	sqlite3_file *file; /* through the engine: a descriptor of our own would drop its locks */
	int64_t size;	    /* of a page */
	int64_t count;
	unsigned char *page, *list; /* of that size */
	unsigned char *seen;	    /* a bit each */
};

static void pages_free(struct pages *p)
{
	free(p->page);
	free(p->list);
	free(p->seen);
}

static bool read_page(struct pages *p, int64_t number)
{
	return number >= 1 && number <= p->count &&
	       p->file->pMethods->xRead(p->file, p->page, (int)p->size, (number - 1) * p->size) ==
		       SQLITE_OK;
}

static uint32_t number_at(const unsigned char *at)
{
	return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

static bool is_blank(const unsigned char *at, int64_t size)
{
	return !*at && !memcmp(at, at + 1, (size_t)size - 1);
}

/* Behind what it names there may be the numbers of pages that it named before. */
static bool is_blank_trunk(const struct pages *p, const unsigned char *list, int64_t count)
{
	for (int64_t at = 8 + 4 * count; at + 4 <= p->size; at += 4)
		if (number_at(list + at) > p->count)
			return false;
	return true;
}

/* For the first time?  A list that is damaged may name a page again, itself as well. */
static bool is_new(struct pages *p, int64_t number)
{
	if (number < 1 || number > p->count)
		return false;
	unsigned char *at = &p->seen[number / 8], bit = (unsigned char)(1u << number % 8);
	bool new = !(*at & bit);
	*at |= bit;
	return new;
}

static enum qser_status unless_stopped(struct pages *p)
{
	return store_is_stopped(p->store) ? store_fail(p->store, SQLITE_INTERRUPT) : QSER_OK;
}

/* A trunk of the list of free pages names the next one and up to size/4 others, which are blank.
 * What cannot be read, integrity_check has said. */
static enum qser_status count_written(struct pages *p, int64_t trunk, int64_t *unblank)
{
	enum qser_status status = QSER_OK;

	while (status == QSER_OK && is_new(p, trunk) && read_page(p, trunk)) {
		memcpy(p->list, p->page, (size_t)p->size);
		trunk = number_at(p->list);
		int64_t count = number_at(p->list + 4);
		*unblank += !is_blank_trunk(p, p->list, count);
		for (int64_t i = 0; i < count && i < p->size / 4 - 2; i++) {
			int64_t free_page = number_at(p->list + 8 + 4 * i);
			*unblank += is_new(p, free_page) && read_page(p, free_page) &&
				    !is_blank(p->page, p->size);
		}
		status = unless_stopped(p);
	}
	return status;
}

static enum qser_status pragma_number(struct store *s, const char *sql, int64_t *out)
{
	_cleanup_(query_end) struct query q = query(s, sql);
	return query_number(&q, 0, out);
}

/* Whole pages behind the end are free, too: a command that makes the file smaller, as restore, cuts
 * them off after its commit, which the power may not wait for. */
static enum qser_status count_behind(struct pages *p, int64_t bytes, int64_t *unblank)
{
	enum qser_status status = QSER_OK;
	int64_t end = p->count;

	for (p->count = bytes / p->size; status == QSER_OK && end++ < p->count;) {
		*unblank += read_page(p, end) && !is_blank(p->page, p->size);
		status = unless_stopped(p);
	}
	return status;
}

static enum qser_status check_length(struct findings *f, struct pages *p, int64_t *unblank)
{
	sqlite3_int64 bytes = 0;

	if (p->file->pMethods->xFileSize(p->file, &bytes) != SQLITE_OK)
		return QSER_OK;
	int64_t more = bytes - p->size * p->count;
	if (more < 0)
		findings_add(f, "file: %" PRId64 " bytes of its end are missing; " RESCUE, -more);
	else if (more % p->size)
		findings_add(f,
			"file: %" PRId64
			" bytes stand behind its end, which no command wrote; look "
			"at them, or " RESTORE,
			more);
	else if (more > BEHIND_MAX)
		findings_add(f,
			"file: %" PRId64 " bytes stand behind its end, too many to be looked at; "
			"cut them off (sqlite3 FILE vacuum), or " RESTORE,
			more);
	else
		return count_behind(p, bytes, unblank);
	return QSER_OK;
}

static enum qser_status check_free_pages(struct store *s, struct findings *f, int64_t *unblank)
{
	_cleanup_(pages_free) struct pages p = {.store = s};
	enum qser_status status = pragma_number(s, "pragma page_size", &p.size);

	if (status == QSER_OK)
		status = pragma_number(s, "pragma page_count", &p.count);
	if (status != QSER_OK || p.size < 512)
		return status;
	p.page = malloc((size_t)p.size);
	p.list = malloc((size_t)p.size);
	p.seen = calloc(1, (size_t)p.count / 8 + 1);
	if (!p.page || !p.list || !p.seen)
		return error_set(s->error, QSER_MEMORY, "out of memory");
	if (sqlite3_file_control(s->db, "main", SQLITE_FCNTL_FILE_POINTER, &p.file) != SQLITE_OK ||
		!p.file->pMethods || !read_page(&p, 1))
		return QSER_OK;
	status = count_written(&p, number_at(p.page + 32), unblank);
	if (status == QSER_OK)
		status = check_length(f, &p, unblank);
	findings_end_kind(f, "of free pages");
	return status;
}

/* ---- References ---- */

/* Which column it is: the engine gives the number of the constraint. */
static void name_column(struct store *s, const char *table, int64_t number, struct buffer *out)
{
	_cleanup_(buffer_free) struct buffer sql = BUFFER_INIT;
	if (table[strspn(table, "abcdefghijklmnopqrstuvwxyz_")])
		return; /* none of ours: its name is not put into a statement */
	buffer_printf(&sql, "pragma foreign_key_list(%s)", table);
	_cleanup_(query_end) struct query q = query_built(s, &sql);
	while (query_row(&q))
		if (query_get_int(&q, 0) == number)
			buffer_text_add(out, query_get_text(&q, 3));
}

static enum qser_status check_references(struct store *s, struct findings *f)
{
	_cleanup_(query_end) struct query q = query(s, "pragma foreign_key_check");
	while (query_row(&q)) {
		_cleanup_(buffer_free) struct buffer row = BUFFER_INIT, column = BUFFER_INIT;
		name_column(s, query_get_text(&q, 0), query_get_int(&q, 3), &column);
		buffer_text_add(&row, query_get_text(&q, 0));
		if (!query_is_null(&q, 1))
			buffer_printf(&row, " %" PRId64, query_get_int(&q, 1));
		findings_add(f,
			"%s: %s: the %s that it names is not there; give it another one, or " RESTORE,
			buffer_text(&row), buffer_text(&column), query_get_text(&q, 2));
	}
	findings_end_kind(f, "references to what is not there");
	return query_status(&q);
}

/* ---- Schema ---- */

/* All but what SQLite makes by itself: by their type and whole name, a trigger may be called
 * sqlite_x. */
#define SQL_SCHEMA                                                                                \
	"select type, name, sql from sqlite_schema where sql is not null and not (type = 'table'" \
	" and name in ('sqlite_sequence', 'sqlite_stat1', 'sqlite_stat4')) order by name, type"

/* The schema as text, an object a line. */
static enum qser_status schema_text(struct store *s, struct buffer *out)
{
	_cleanup_(query_end) struct query q =
		query_kept(s, SQL_SCHEMA); /* what failed may be among those ready */
	while (query_row(&q)) {
		const char *sql = query_get_text(&q, 2);
		buffer_printf(out, "%s %s: ", query_get_text(&q, 0), query_get_text(&q, 1));
		for (; sql && *sql; sql++)
			buffer_char(out, *sql == '\n' ? ' ' : *sql);
		buffer_char(out, '\n');
	}
	return query_status(&q);
}

static enum qser_status expected_schema(struct store *s, struct buffer *out)
{
	struct store fresh = {.error = s->error, .judging = true};
	int code = sqlite3_open_v2(":memory:", &fresh.db, SQLITE_OPEN_READWRITE, NULL);
	enum qser_status status = code == SQLITE_OK ? schema_apply(&fresh, 0) : store_fail(s, code);

	if (status == QSER_OK)
		status = schema_text(&fresh, out);
	store_forget(&fresh);
	(void)sqlite3_close(fresh.db);
	return status;
}

bool store_altered(struct store *s)
{
	_cleanup_(buffer_free) struct buffer wanted = BUFFER_INIT, there = BUFFER_INIT;

	/* What cannot be read is not as it was, either. */
	return expected_schema(s, &wanted) == QSER_OK &&
	       (schema_text(s, &there) != QSER_OK ||
		       strcmp(buffer_text(&wanted), buffer_text(&there)) != 0);
}

static bool has_line(const char *text, const char *line, size_t length)
{
	for (const char *at = text; (at = memmem(at, strlen(at), line, length)); at++)
		if (at == text || at[-1] == '\n')
			return true;
	return false;
}

/* How it is said that an object is not as it should be: what, and what to do. */
struct verdict {
	const char *what, *then;
};

/* The lines of one, "table person: create table …", that the other does not have.  differs: when it
 * has another line of that name; NULL: that was said already. */
static void compare_lines(struct findings *f, const char *one, const char *other,
	const struct verdict *lacks, const struct verdict *differs)
{
	for (const char *end; (end = strchr(one, '\n')); one = end + 1) {
		int name = (int)strcspn(one, ":\n");
		const struct verdict *v = has_line(other, one, (size_t)name + 1) ? differs : lacks;
		if (v && !has_line(other, one, (size_t)(end - one) + 1))
			findings_add(f, "schema: %s: %.*s; %s", v->what, name, one, v->then);
	}
}

static enum qser_status check_schema(struct store *s, struct findings *f)
{
	static const struct verdict missing = {"missing", "somebody removed it by hand; " RESTORE},
				    changed = {"changed", "somebody changed it by hand; " RESTORE},
				    foreign = {"not known",
					    "qser did not make it and never runs it; "
					    "remove it (sqlite3 FILE), or " RESTORE};
	_cleanup_(buffer_free) struct buffer wanted = BUFFER_INIT, there = BUFFER_INIT;
	enum qser_status status = expected_schema(s, &wanted);

	if (status == QSER_OK)
		status = schema_text(s, &there);
	if (status != QSER_OK)
		return status;
	compare_lines(f, buffer_text(&wanted), buffer_text(&there), &missing, &changed);
	compare_lines(f, buffer_text(&there), buffer_text(&wanted), &foreign, NULL);
	findings_end_kind(f, "of the schema");
	return QSER_OK;
}

enum qser_status store_check(struct store *s, struct findings *f, int64_t *unblank)
{
	enum qser_status status = check_file(s, f);

	if (status == QSER_OK)
		status = check_free_pages(s, f, unblank);
	if (status == QSER_OK)
		status = check_references(s, f);
	if (status == QSER_OK)
		status = check_schema(s, f);
	/* A damaged file, of which this was said already, may not be readable to its end. */
	if ((status == QSER_OK || status == QSER_UNAVAILABLE) && f->count)
		status = error_set(s->error, QSER_PARTIAL, "%s: %d finding%s", s->path, f->count,
			f->count == 1 ? "" : "s");
	return status;
}
