/*
 * cli_input.c: what comes in besides options: words and "key: value" lines on stdin, files.
 */
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include "cli_private.h"

/* ---- Lines of stdin ---- */

enum { LINE_MAXIMUM = 64 * 1024, STDIN_MAXIMUM = 64 * 1024 * 1024 };

struct reader {
	char *block; /* LINE_MAXIMUM + 1 bytes */
	size_t from, to;
	bool ended;
	int64_t line;
};

static enum qser_status claim_stdin(struct cli *c)
{
	if (c->state->stdin_used)
		return cli_fail(c, QSER_USAGE, "- is given twice: standard input is read once");
	c->state->stdin_used = true;
	return cli_claim_input(c, STDIN_FILENO, "standard input");
}

static enum qser_status fill(struct cli *c, struct reader *r)
{
	memmove(r->block, r->block + r->from, r->to - r->from);
	r->to -= r->from;
	r->from = 0;
	struct cli_state *s = c->state;
	if (s->ahead) {
		size_t left = s->ahead_length - s->ahead_at, room = LINE_MAXIMUM - r->to;
		size_t take = left < room ? left : room;
		memcpy(r->block + r->to, s->ahead + s->ahead_at, take);
		s->ahead_at += take;
		r->ended = left == take;
		r->to += take;
		return QSER_OK;
	}
	ssize_t got = cli_read_some(STDIN_FILENO, r->block + r->to, LINE_MAXIMUM - r->to);
	if (got < 0 && errno == EINTR)
		return QSER_INTERRUPTED;
	if (got < 0)
		return cli_fail(c, QSER_NOINPUT, "standard input: %s", strerror(errno));
	r->ended = got == 0;
	r->to += (size_t)got;
	return QSER_OK;
}

/* All of stdin into state->ahead. */
static enum qser_status read_stdin(struct cli *c)
{
	struct cli_state *s = c->state;
	size_t room = 0;
	for (;;) {
		if (s->ahead_length == room) {
			room = room ? room * 2 : LINE_MAXIMUM;
			char *longer = realloc(s->ahead, room);
			if (!longer)
				return cli_no_memory(c);
			s->ahead = longer;
		}
		ssize_t got = cli_read_some(
			STDIN_FILENO, s->ahead + s->ahead_length, room - s->ahead_length);
		if (got == 0)
			return QSER_OK;
		if (got < 0)
			return errno == EINTR ? QSER_INTERRUPTED
					      : cli_fail(c, QSER_NOINPUT, "standard input: %s",
							strerror(errno));
		s->ahead_length += (size_t)got;
		if (s->ahead_length > STDIN_MAXIMUM)
			return cli_fail(c, QSER_INVALID,
				"standard input: is more than %d MiB; give it in parts",
				STDIN_MAXIMUM >> 20);
	}
}

/* Does an argument, or an option of the verb's own that is a file, name stdin? */
static bool asks_for_stdin(struct cli *c)
{
	const struct cli_option *option = c->verb->options;
	for (int i = 0; i < c->argc; i++)
		if (strcmp(c->argv[i], "-") == 0)
			return true;
	for (; option && option->name; option++) {
		bool file = option->complete && strcmp(option->complete, "file") == 0;
		const char *given = file ? cli_get(c, option->name) : NULL;
		if (given && strcmp(given, "-") == 0)
			return true;
	}
	return false;
}

/* A lock does not wait for whoever types: words, lines and small files are read before the database
 * is locked.  (Imports stream: they may be larger than memory.) */
enum qser_status cli_read_ahead(struct cli *c)
{
	return asks_for_stdin(c) ? read_stdin(c) : QSER_OK;
}

/* The next line without its end, or word up to NUL; *line NULL: there is none.  Borrowed, till the
 * next call. */
static enum qser_status next_line(struct cli *c, struct reader *r, char end, char **line)
{
	*line = NULL;
	if (!r->block)
		return cli_no_memory(c);
	for (;;) {
		char *begin = r->block + r->from;
		char *stop = memchr(begin, end, r->to - r->from);
		if (!stop && r->ended && r->to == r->from)
			return QSER_OK;
		if (!stop && r->ended)
			stop = r->block + r->to;
		if (stop) {
			r->line++;
			r->from = (size_t)(stop - r->block) + (stop < r->block + r->to);
			*stop = '\0';
			if (end == '\n' && stop > begin && stop[-1] == '\r')
				*--stop = '\0';
			if (strlen(begin) != (size_t)(stop - begin))
				return cli_fail(c, QSER_INVALID,
					"standard input:%lld: a NUL byte; --null takes words that "
					"end "
					"so",
					(long long)r->line);
			*line = begin;
			return QSER_OK;
		}
		if (r->to - r->from == LINE_MAXIMUM)
			return cli_fail(c, QSER_INVALID,
				"standard input:%lld: the line is longer than 64 KiB",
				(long long)r->line + 1);
		enum qser_status status = fill(c, r);
		if (status != QSER_OK)
			return status;
	}
}

static enum qser_status words_of_stdin(struct cli *c, cli_word_fn *fn, void *ctx)
{
	_cleanup_(free_pointer) char *block = malloc(LINE_MAXIMUM + 1);
	struct reader r = {.block = block};
	enum qser_status status = claim_stdin(c);
	while (status == QSER_OK) {
		char *word;
		status = next_line(c, &r, c->null ? '\0' : '\n', &word);
		if (status != QSER_OK || !word)
			break;
		if (word[strspn(word, " \t")])
			status = fn(c, word, ctx);
	}
	return status;
}

enum qser_status cli_each_word(struct cli *c, int from, cli_word_fn *fn, void *ctx)
{
	bool fields = c->verb->columns == CLI_VALUES || c->verb->columns == CLI_CHANGES;
	for (int i = from; i < c->argc; i++) {
		bool dash = strcmp(c->argv[i], "-") == 0;
		if (dash && fields) /* its lines are columns: cli_fields */
			continue;
		enum qser_status status =
			dash ? words_of_stdin(c, fn, ctx) : fn(c, c->argv[i], ctx);
		if (status != QSER_OK)
			return status;
	}
	return QSER_OK;
}

struct each_id {
	enum qser_record record;
	cli_id_fn *fn;
	void *ctx;
};

static enum qser_status each_id(struct cli *c, const char *word, void *ctx)
{
	const struct each_id *each = ctx;
	int64_t id;
	enum qser_status status = qser_find(c->q, each->record, word, &id);
	return status == QSER_OK ? each->fn(c, id, each->ctx) : status;
}

enum qser_status cli_each_id(struct cli *c, int from, enum qser_record r, cli_id_fn *fn, void *ctx)
{
	struct each_id each = {.record = r, .fn = fn, .ctx = ctx};
	return cli_each_word(c, from, each_id, &each);
}

enum qser_status cli_take_id(struct cli *c, int64_t id, void *ctx)
{
	struct cli_ids *ids = ctx;
	int64_t *list = cli_grow(ids->list, &ids->room, ids->count, sizeof *list);
	if (!list)
		return cli_no_memory(c);
	ids->list = list;
	ids->list[ids->count++] = id;
	return QSER_OK;
}

/* ---- "key: value" lines ---- */

bool cli_fields_from_stdin(const struct cli *c)
{
	if (c->verb->columns != CLI_VALUES && c->verb->columns != CLI_CHANGES)
		return false;
	for (int i = 0; i < c->argc; i++)
		if (strcmp(c->argv[i], "-") == 0)
			return true;
	return false;
}

static enum qser_status no_such_key(struct cli *c, const char *key, int64_t line)
{
	size_t count;
	const struct qser_column *columns = qser_columns(c->verb->record, &count);
	struct cli_nearest nearest = {.word = key};
	for (size_t i = 0; i < count; i++) {
		bool same = cli_same_name(key, columns[i].name);
		if (same && !(columns[i].flags & QSER_HIDDEN))
			return cli_fail(c, QSER_INVALID,
				"standard input:%lld: \"%s\" cannot be set here", (long long)line,
				key);
		if (cli_takes_column(c->verb->columns, &columns[i]))
			cli_offer(&nearest, columns[i].name);
	}
	return cli_fail(c, QSER_INVALID, "standard input:%lld: \"%s\" is no column of %s%s%s",
		(long long)line, key, qser_record_name(c->verb->record),
		nearest.best ? "; did you mean " : "", nearest.best ? nearest.best : "");
}

static const struct qser_column *find_key(const struct cli *c, const char *key)
{
	size_t count;
	const struct qser_column *columns = qser_columns(c->verb->record, &count);
	for (int pass = 0; pass < 2; pass++) /* names before labels */
		for (size_t i = 0; i < count; i++) {
			const char *name = pass ? columns[i].label : columns[i].name;
			if (name && cli_takes_column(c->verb->columns, &columns[i]) &&
				cli_same_name(key, name))
				return &columns[i];
		}
	return NULL;
}

/* Put more behind a value: *value is a string of c's. */
static enum qser_status append(
	struct cli *c, const char **value, const char *between, const char *more)
{
	char *joined = cli_own(c, cli_format("%s%s%s", *value, between, more));
	if (!joined)
		return cli_no_memory(c);
	*value = joined;
	return QSER_OK;
}

struct lines {
	struct qser_field *fields;
	const struct qser_column *column; /* of the last field */
	size_t count, room;
};

static enum qser_status take_value(
	struct cli *c, struct lines *l, const char *key, const char *value, int64_t line)
{
	l->column = find_key(c, key);
	if (!l->column)
		return no_such_key(c, key, line);
	for (size_t i = 0; i < l->count; i++) {
		if (strcmp(l->fields[i].column, l->column->name) != 0)
			continue;
		if (!cli_is_multiple(l->column))
			return cli_fail(c, QSER_INVALID, "standard input:%lld: %s is there twice",
				(long long)line, key);
		struct qser_field again = l->fields[i];
		l->fields[i] = l->fields[l->count - 1]; /* the last one takes continuations */
		l->fields[l->count - 1] = again;
		return append(c, &l->fields[l->count - 1].value, ";", value);
	}
	char *own = cli_own(c, cli_dup(value));
	struct qser_field *fields = cli_grow(l->fields, &l->room, l->count, sizeof *l->fields);
	if (fields)
		l->fields = fields;
	if (!own || !fields)
		return cli_no_memory(c);
	l->fields[l->count++] = (struct qser_field){.column = l->column->name, .value = own};
	return QSER_OK;
}

static void trim_end(char *text, size_t length)
{
	while (length > 0 && (text[length - 1] == ' ' || text[length - 1] == '\t'))
		length--;
	text[length] = '\0';
}

/*
 * As the header of a mail: "name: Maria"; a line that begins with a blank goes on with the one
 * before (a new line in a note, one space elsewhere); a "." alone is an empty line of a note; "#"
 * begins a remark.
 */
static enum qser_status take_line(struct cli *c, struct lines *l, char *line, int64_t number)
{
	size_t blank = strspn(line, " \t");
	trim_end(line, strlen(line));
	if (line[0] == '#' || line[0] == '\0' || !line[blank])
		return QSER_OK;
	if (blank > 0 && l->count == 0)
		return cli_fail(c, QSER_INVALID,
			"standard input:%lld: begins with a blank, and continues nothing",
			(long long)number);
	if (blank > 0) {
		bool note = l->column->type == QSER_NOTE;
		const char *more = note && strcmp(line + blank, ".") == 0 ? "" : line + blank;
		const char **value = &l->fields[l->count - 1].value;
		return append(c, value, !**value ? "" : note ? "\n" : " ", more);
	}
	char *colon = strchr(line, ':');
	if (!colon)
		return cli_fail(c, QSER_INVALID, "standard input:%lld: is not \"column: value\"",
			(long long)number);
	trim_end(line, (size_t)(colon - line));
	*colon = '\0';
	return take_value(c, l, line, colon + 1 + strspn(colon + 1, " \t"), number);
}

enum qser_status cli_read_fields(struct cli *c, struct qser_field **fields, size_t *count)
{
	_cleanup_(free_pointer) char *block = malloc(LINE_MAXIMUM + 1);
	struct reader r = {.block = block};
	struct lines l = {0};
	enum qser_status status = claim_stdin(c);
	while (status == QSER_OK) {
		char *line;
		status = next_line(c, &r, '\n', &line);
		if (status != QSER_OK || !line)
			break;
		status = take_line(c, &l, line, r.line);
	}
	*fields = l.fields;
	*count = l.count;
	return status;
}

/* ---- Files ---- */

/* What was read ahead, as a file in memory. */
static enum qser_status open_ahead(struct cli *c, int *fd, int64_t *size)
{
	struct cli_state *s = c->state;
	*fd = memfd_create("stdin", MFD_CLOEXEC);
	if (*fd < 0)
		return cli_fail(c, QSER_MEMORY, "standard input: %s", strerror(errno));
	s->input = *fd;
	*size = (int64_t)s->ahead_length;
	for (size_t at = 0; at < s->ahead_length;) {
		ssize_t put = write(*fd, s->ahead + at, s->ahead_length - at);
		if (put < 0)
			return cli_fail(c, QSER_MEMORY, "standard input: %s", strerror(errno));
		at += (size_t)put;
	}
	return lseek(*fd, 0, SEEK_SET) < 0 ? cli_fail(c, QSER_INTERNAL, "standard input") : QSER_OK;
}

static enum qser_status open_input(
	struct cli *c, const char *path, int flags, int *fd, int64_t *size)
{
	struct stat there = {0};
	*size = 0;
	if (strcmp(path, "-") == 0) {
		*fd = STDIN_FILENO;
		enum qser_status status = claim_stdin(c);
		return status == QSER_OK && c->state->ahead ? open_ahead(c, fd, size) : status;
	}
	if (!*path)
		return cli_fail(c, QSER_NOINPUT, "the name of a file to read is missing");
	bool locked = c->verb->database == CLI_WRITES;
	*fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | flags | (locked ? O_NONBLOCK : 0));
	if (*fd < 0 && errno == ELOOP && flags & O_NOFOLLOW)
		return cli_fail(
			c, QSER_NOINPUT, "%s: is a symbolic link; name the file itself", path);
	if (*fd < 0)
		return cli_fail(c, QSER_NOINPUT, "%s: %s", path, strerror(errno));
	if (c->state->input >= 0)
		(void)close(c->state->input);
	c->state->input = *fd;
	if (fstat(*fd, &there) == 0 && S_ISDIR(there.st_mode))
		return cli_fail(c, QSER_NOINPUT, "%s: %s", path, strerror(EISDIR));
	if (locked && !S_ISREG(there.st_mode)) /* nobody waits for whoever writes into a pipe */
		return cli_fail(c, QSER_NOINPUT,
			"%s: is a pipe or a device, which the database does not wait for; give - "
			"and have it on standard input",
			path);
	if (S_ISREG(there.st_mode))
		*size = there.st_size;
	return cli_claim_input(c, *fd, "the file that is read");
}

enum qser_status cli_open_input(struct cli *c, const char *path, int *fd, int64_t *size)
{
	return open_input(c, path, 0, fd, size);
}

enum qser_status cli_open_unlinked(struct cli *c, const char *path, int *fd, int64_t *size)
{
	return open_input(c, path, O_NOFOLLOW, fd, size);
}

static enum qser_status read_all(
	struct cli *c, int fd, const char *path, char *bytes, size_t most, size_t *length)
{
	for (*length = 0; *length <= most;) {
		ssize_t got = cli_read_some(fd, bytes + *length, most + 1 - *length);
		if (got < 0 && errno == EINTR)
			return QSER_INTERRUPTED;
		if (got < 0)
			return cli_fail(c, QSER_NOINPUT, "%s: %s", path, strerror(errno));
		if (got == 0)
			return QSER_OK;
		*length += (size_t)got;
	}
	return cli_fail(c, QSER_INVALID, "%s: is larger than %zu bytes", path, most);
}

enum qser_status cli_read_text(
	struct cli *c, const char *path, size_t most, const char **text, size_t *length)
{
	int fd;
	int64_t size;
	enum qser_status status = cli_open_input(c, path, &fd, &size);
	if (status != QSER_OK)
		return status;
	char *bytes = cli_own(c, malloc(most + 2));
	if (!bytes)
		return cli_no_memory(c);
	status = read_all(c, fd, path, bytes, most, length);
	if (status != QSER_OK)
		return status;
	bytes[*length] = '\0';
	if (memchr(bytes, '\0', *length))
		return cli_fail(c, QSER_INVALID, "%s: holds a NUL byte", path);
	*text = bytes;
	return QSER_OK;
}
