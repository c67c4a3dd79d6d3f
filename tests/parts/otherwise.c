/*
 * otherwise.c: to be preloaded.  A defect put into a command of qser: in the SQL that it runs as a
 * whole, one text is replaced by another, as OTHERWISE says: "begin immediate>select 1", several
 * with "|" between.  A harness that does not see what follows from it is blind.
 */
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef int exec_fn(void *, const char *, void *, void *, char **);
typedef int control_fn(void *, const char *, int, void *);

/* The text with the first "from" in it replaced; length bytes of "from>to" or "from>to|…". */
static char *replaced(char *sql, const char *rule, size_t length)
{
	const char *arrow = memchr(rule, '>', length);
	char from[200], *out = NULL;

	if (!arrow || (size_t)(arrow - rule) >= sizeof from)
		return sql;
	(void)snprintf(from, sizeof from, "%.*s", (int)(arrow - rule), rule);
	const char *at = strstr(sql, from);
	if (!at)
		return sql;
	int to = (int)(length - (size_t)(arrow + 1 - rule));
	if (asprintf(&out, "%.*s%.*s%s", (int)(at - sql), sql, to, arrow + 1, at + strlen(from)) <
		0)
		abort();
	free(sql);
	return out;
}

int sqlite3_exec(void *db, const char *sql, void *call, void *ctx, char **message);

int sqlite3_exec(void *db, const char *sql, void *call, void *ctx, char **message)
{
	static exec_fn *next;
	const char *rule = getenv("OTHERWISE");
	char *text = strdup(sql);

	if (!next)
		*(void **)&next = dlsym(RTLD_NEXT, "sqlite3_exec");
	for (; text && rule && *rule; rule += rule[strcspn(rule, "|")] == '|') {
		size_t length = strcspn(rule, "|");
		text = replaced(text, rule, length);
		rule += length;
	}
	int code = next(db, text, call, ctx, message);
	free(text);
	return code;
}

/* Whose plant is a write-ahead log must not see that there is one, and refuse it. */
int sqlite3_file_control(void *db, const char *name, int what, void *out);

int sqlite3_file_control(void *db, const char *name, int what, void *out)
{
	enum { FILE_POINTER = 7, NOT_FOUND = 12 };
	static control_fn *next;
	const char *rule = getenv("OTHERWISE");

	if (!next)
		*(void **)&next = dlsym(RTLD_NEXT, "sqlite3_file_control");
	if (what == FILE_POINTER && rule && strstr(rule, "journal_mode=wal"))
		return NOT_FOUND;
	return next(db, name, what, out);
}
