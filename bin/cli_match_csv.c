/* cli_match_csv.c: matching as a filter: candidates in, pairs out, no database. */
#include <inttypes.h>

#include "cli_match.h"
#include "cli_private.h"

static const struct qser_column pair_columns[] = {
	COLUMN("mentee", "Mentee", QSER_TEXT),
	COLUMN("mentor", "Mentor", QSER_TEXT),
	COLUMN("points", "Points", QSER_INT),
	COLUMN("explanation", "Explanation", QSER_TEXT),
};
static const struct qser_column unmatched_columns[] = {
	COLUMN("mentee", "Mentee", QSER_TEXT),
	COLUMN("cause", "Cause", QSER_TEXT),
};
enum { PAIR_COLUMNS = 4, UNMATCHED_COLUMNS = 2, UNMATCHED_SHOWN = 10 };

struct filtering {
	struct cli *c;
	struct qser_table *table, *without;
	const struct qser_column *shown[PAIR_COLUMNS], *left[UNMATCHED_COLUMNS];
	struct qser_spool *unmatched; /* for the file; NULL: there is none */
	int64_t size, count;
	int capacities; /* descriptor; -1 */
	enum qser_status status;
};

static void filtering_free(struct filtering *f)
{
	qser_table_free(f->table);
	qser_table_free(f->without);
	qser_spool_free(f->unmatched);
	if (f->capacities >= 0)
		(void)close(f->capacities);
}

/* ---- What comes out ---- */

static int take_pair(void *ctx, const struct qser_match *match)
{
	struct filtering *f = ctx;
	char points[24];

	(void)snprintf(points, sizeof(points), "%" PRId64, match->points);
	f->status = qser_table_row(f->table,
		(const char *const[]){match->mentee, match->mentor, points, match->explanation});
	return f->status != QSER_OK;
}

static int take_unmatched(void *ctx, const char *mentee, const char *cause)
{
	struct filtering *f = ctx;

	if (f->without)
		f->status = qser_table_row(f->without, (const char *const[]){mentee, cause});
	else if (f->count++ < UNMATCHED_SHOWN)
		cli_say(f->c, "unmatched: %s: %s", mentee, cause);
	return f->status != QSER_OK;
}

static void take_message(void *ctx, const char *message)
{
	const struct filtering *f = ctx;
	cli_tell(f->c, "", message);
	f->c->state->talk_anyway = true;
}

static void take_remark(void *ctx, const char *message)
{
	const struct filtering *f = ctx;
	cli_tell(f->c, "note: ", message);
}

static int take_progress(void *ctx, int64_t bytes)
{
	const struct filtering *f = ctx;
	cli_progress(f->c, bytes, f->size);
	return cli_interrupted();
}

/* ---- The files ---- */

static enum qser_status begin_tables(struct filtering *f)
{
	const struct qser_style plain = {.format = QSER_FORMAT_CSV};

	for (size_t i = 0; i < PAIR_COLUMNS; i++)
		f->shown[i] = &pair_columns[i];
	for (size_t i = 0; i < UNMATCHED_COLUMNS; i++)
		f->left[i] = &unmatched_columns[i];
	enum qser_status status = cli_table(f->c, f->shown, PAIR_COLUMNS, &f->table);
	if (status != QSER_OK || !cli_has(f->c, "unmatched"))
		return status;
	status = qser_spool_new(&f->unmatched);
	return status == QSER_OK ? qser_table_new(&f->without, f->unmatched, &plain, f->left,
					   UNMATCHED_COLUMNS)
				 : status;
}

/* The framework keeps one input. */
static enum qser_status open_files(
	struct filtering *f, struct qser_match_file *file, struct qser_match_input *capacities)
{
	struct cli *c = f->c;
	const char *more = cli_get(c, "capacities");
	enum qser_status status = cli_claim(c, cli_get(c, "unmatched"), CLI_WRITTEN, CLI_UNMATCHED);
	int fd;

	if (status == QSER_OK && more) {
		status = cli_open_input(c, more, &fd, &f->size);
		f->capacities = status == QSER_OK ? dup(fd) : -1;
		if (status == QSER_OK && f->capacities < 0)
			status = cli_fail(c, QSER_NOINPUT, "%s: %s", more, strerror(errno));
		*capacities = (struct qser_match_input){f->capacities, more};
		file->capacities = capacities;
	}
	if (status == QSER_OK)
		status = cli_open_input(c, file->candidates.name, &file->candidates.fd, &f->size);
	return status;
}

static enum qser_status write_unmatched(struct filtering *f)
{
	const char *path = cli_get(f->c, "unmatched");
	FILE *stream;
	enum qser_status status = qser_table_end(f->without);

	if (status == QSER_OK)
		status = cli_make_file(f->c, path, CLI_UNMATCHED, &stream);
	if (status == QSER_OK && qser_spool_copy(f->unmatched, fileno(stream)) != QSER_OK)
		status = cli_fail(f->c, QSER_OUTPUT, "%s: %s", path, strerror(errno));
	return status;
}

static enum qser_status finish(struct filtering *f, const struct qser_round_result *r)
{
	struct cli *c = f->c;
	enum qser_status status = qser_table_end(f->table);

	if (status == QSER_OK && f->without)
		status = write_unmatched(f);
	if (f->count > UNMATCHED_SHOWN)
		cli_say(c, "… and %" PRId64 " more; all of them with --unmatched FILE",
			f->count - UNMATCHED_SHOWN);
	if (!r->mentees)
		cli_say(c, "no match found: there are no candidates");
	else
		cli_say(c,
			"%" PRId64 " mentee%s, %" PRId64 " mentor%s, %" PRId64 " matched, %" PRId64
			" unmatched",
			r->mentees, r->mentees == 1 ? "" : "s", r->mentors,
			r->mentors == 1 ? "" : "s", r->proposed, r->unmatched);
	return status;
}

static enum qser_status run(struct filtering *f, const struct qser_match_file *file)
{
	struct qser_round_result result;
	char *why;
	enum qser_status status = qser_match_csv(file, &result, &why);

	cli_clear_progress();
	if (f->status != QSER_OK)
		status = f->status;
	if (cli_own(f->c, why))
		return cli_fail(f->c, status, "%s", why);
	if (status != QSER_OK && status != QSER_PARTIAL)
		return status;
	enum qser_status finished = finish(f, &result);
	return finished == QSER_OK ? status : finished;
}

enum qser_status cli_match_csv(struct cli *c)
{
	_cleanup_(filtering_free) struct filtering f = {.c = c, .capacities = -1};
	struct qser_match_input capacities;
	struct qser_match_file file = {.candidates = {.name = cli_get(c, "csv")},
		.encoding = cli_get(c, "encoding"),
		.method = cli_get(c, "method"),
		.proposal = take_pair,
		.unmatched = take_unmatched,
		.message = take_message,
		.remark = take_remark,
		.progress = take_progress,
		.ctx = &f};
	enum qser_status status = cli_read_delimiter(c, &file.delimiter);

	if (status == QSER_OK)
		status = begin_tables(&f);
	if (status == QSER_OK)
		status = open_files(&f, &file, &capacities);
	return status == QSER_OK ? run(&f, &file) : status;
}
