/* match_file_read.c: the rows of a file of candidates, and of one of capacities. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "match_file.h"

#define PLACE_MOST 1000000000
#define MESSAGES_MOST 10

/* ---- Columns ---- */

enum {
	MENTEE,
	MENTOR,
	POINTS,
	MENTEE_RANK,
	MENTOR_RANK,
	CAPACITY,
	LOAD,
	MENTEE_PLACE,
	MENTOR_PLACE,
	EXPLANATION,
	COLUMNS
};

#define WHOLE(key, least, most_)                                                        \
	{                                                                               \
		.name = key, .label = key, .type = QSER_INT, .min = least, .max = most_ \
	}
static const struct qser_column columns[COLUMNS] = {
	[MENTEE] = {.name = "mentee", .label = "Mentee", .type = QSER_TEXT},
	[MENTOR] = {.name = "mentor", .label = "Mentor", .type = QSER_TEXT},
	[POINTS] = WHOLE("points", -PAIRING_POINTS_MOST, PAIRING_POINTS_MOST),
	[MENTEE_RANK] = WHOLE("mentee_rank", 1, PAIRING_POINTS_MOST),
	[MENTOR_RANK] = WHOLE("mentor_rank", 1, PAIRING_POINTS_MOST),
	[CAPACITY] = WHOLE("capacity", 0, PLACE_MOST),
	[LOAD] = WHOLE("load", 0, PLACE_MOST),
	[MENTEE_PLACE] = WHOLE("mentee_place", 1, PLACE_MOST),
	[MENTOR_PLACE] = WHOLE("mentor_place", 1, PLACE_MOST),
	[EXPLANATION] = {.name = "explanation", .label = "Explanation", .type = QSER_NOTE},
};

static enum qser_status no_memory(struct filter *f)
{
	return error_set(f->e, QSER_MEMORY, "out of memory");
}

/* ---- Messages ---- */

static void put_fault(struct filter *f, uint64_t line, const char *why)
{
	if (f->faults++ >= MESSAGES_MOST)
		return;
	buffer_clear(&f->message);
	buffer_printf(&f->message, "%s:%" PRIu64 ": %s", f->input->name, line, why);
	f->file->message(f->file->ctx, buffer_text(&f->message));
}

/* The message that a check has left in e. */
static void put_error(struct filter *f, uint64_t line, const char *column)
{
	error_prefix(f->e, "%s", column);
	put_fault(f, line, error_message(f->e));
	error_clear(f->e);
}

/* ---- A row ---- */

/* -1: of nobody. */
static int64_t number_of(struct side *side, const char *text)
{
	static const struct person nobody = {.of = {UNSAID, UNSAID, UNSAID}};
	size_t known = side->words.count;
	uint32_t number = words_number(&side->words, text, text);

	if (side->words.count > known) {
		struct person one = nobody;
		one.number = number;
		buffer_add(&side->people, &one, sizeof(one));
	}
	return side->words.failed || side->people.failed ? -1 : (int64_t)number;
}

static bool read_whole(struct filter *f, const struct header_row *row, uint64_t line, size_t column,
	int64_t *value)
{
	const char *text = row->values[column];

	if (!text || !*text)
		return true;
	if (number_parse(text, columns[column].min, columns[column].max, value, f->e) == QSER_OK)
		return true;
	put_error(f, line, columns[column].name);
	return false;
}

static void put_of(struct filter *f, struct side *side, uint32_t number, int what, int64_t value,
	uint64_t line, const char *column)
{
	struct person *one = person_at(side, number);

	if (value == UNSAID)
		return;
	if (one->of[what] == UNSAID) {
		one->of[what] = value;
		one->line[what] = line;
	} else if (one->of[what] != value) {
		(void)error_set(f->e, QSER_INVALID, "%" PRId64 ", but %" PRId64 " on line %" PRIu64,
			value, one->of[what], one->line[what]);
		put_error(f, line, column);
	}
}

static size_t keep_text(struct filter *f, const char *text)
{
	size_t at = f->texts.length;

	if (!text || !*text)
		return 0;
	buffer_add(&f->texts, text, strlen(text) + 1);
	return at + 1;
}

static bool is_given(struct filter *f, const struct header_row *row, uint64_t line, size_t column)
{
	if (row->values[column] && *row->values[column])
		return true;
	(void)error_set(f->e, QSER_INVALID, "is missing");
	put_error(f, line, columns[column].name);
	return false;
}

/* A mentee and nobody: who has no candidate is not forgotten. */
static void take_nobody(struct filter *f, uint32_t mentee, const struct header_row *row)
{
	struct person *one = person_at(&f->mentees, mentee);

	if (!one->cause)
		one->cause = keep_text(f, row->values[EXPLANATION]);
}

static void take_candidate(struct filter *f, const struct header_row *row, uint64_t line,
	uint32_t mentee, int64_t place)
{
	int64_t points = 0, of_mentee = 0, of_mentor = 0, capacity = UNSAID, load = UNSAID,
		mentor_place = UNSAID;
	const char *name = row->values[MENTOR];
	bool good = read_whole(f, row, line, POINTS, &points);

	good = read_whole(f, row, line, MENTEE_RANK, &of_mentee) && good;
	good = read_whole(f, row, line, MENTOR_RANK, &of_mentor) && good;
	good = read_whole(f, row, line, CAPACITY, &capacity) && good;
	good = read_whole(f, row, line, LOAD, &load) && good;
	good = read_whole(f, row, line, MENTOR_PLACE, &mentor_place) && good;
	put_of(f, &f->mentees, mentee, OF_PLACE, place, line, columns[MENTEE_PLACE].name);
	if (!good)
		return;
	if (!name || !*name) {
		take_nobody(f, mentee, row);
		return;
	}
	if (f->file->capacities) /* which says it */
		capacity = load = UNSAID;
	int64_t mentor = number_of(&f->mentors, name);
	if (mentor < 0)
		return;
	put_of(f, &f->mentors, (uint32_t)mentor, OF_CAPACITY, capacity, line, "capacity");
	put_of(f, &f->mentors, (uint32_t)mentor, OF_LOAD, load, line, "load");
	put_of(f, &f->mentors, (uint32_t)mentor, OF_PLACE, mentor_place, line, "mentor_place");
	const struct candidate one = {
		{mentee, (uint32_t)mentor, (int32_t)points, (int32_t)of_mentee, (int32_t)of_mentor},
		line, keep_text(f, row->values[EXPLANATION])};
	buffer_add(&f->candidates, &one, sizeof(one));
}

static void take_row(struct filter *f, const struct header_row *row, uint64_t line)
{
	int64_t mentee, place = UNSAID;

	if (!is_given(f, row, line, MENTEE) || !read_whole(f, row, line, MENTEE_PLACE, &place))
		return;
	if (header_has(f->map, POINTS) && row->values[MENTOR] && *row->values[MENTOR] &&
		!is_given(f, row, line, POINTS))
		return;
	mentee = number_of(&f->mentees, row->values[MENTEE]);
	if (mentee >= 0)
		take_candidate(f, row, line, (uint32_t)mentee, place);
}

/* A row of the file of capacities. */
static void take_capacity(struct filter *f, const struct header_row *row, uint64_t line)
{
	int64_t capacity = UNSAID, load = UNSAID, number;
	uint32_t known;

	if (!is_given(f, row, line, MENTOR) || !is_given(f, row, line, CAPACITY) ||
		!read_whole(f, row, line, CAPACITY, &capacity) ||
		!read_whole(f, row, line, LOAD, &load))
		return;
	if (words_find(&f->mentors.words, row->values[MENTOR], &known) &&
		person_at(&f->mentors, known)->listed) {
		(void)error_set(f->e, QSER_INVALID, "stands on line %" PRIu64 " already",
			person_at(&f->mentors, known)->line[OF_CAPACITY]);
		put_error(f, line, "mentor");
		return;
	}
	number = number_of(&f->mentors, row->values[MENTOR]);
	if (number < 0)
		return;
	struct person *one = person_at(&f->mentors, (size_t)number);
	one->listed = true;
	put_of(f, &f->mentors, (uint32_t)number, OF_CAPACITY, capacity, line, "capacity");
	put_of(f, &f->mentors, (uint32_t)number, OF_LOAD, load, line, "load");
}

/* ---- A file ---- */

static bool is_stopped(void *ctx)
{
	const struct filter *f = ctx;

	return f->file->progress &&
	       f->file->progress(f->file->ctx, (int64_t)intake_bytes(f->in)) != 0;
}

static ssize_t read_on(void *ctx, void *bytes, size_t size)
{
	const struct filter *f = ctx;

	return intake_read_on(f->input->fd, bytes, size, is_stopped, ctx);
}

static enum qser_status lacks(struct filter *f, const char *column)
{
	return error_set(f->e, QSER_INVALID, "%s: there is no column %s", f->input->name, column);
}

static enum qser_status check_header(struct filter *f, bool capacities)
{
	if (!capacities && !header_has(f->map, MENTEE))
		return lacks(f, "mentee");
	if (!header_has(f->map, MENTOR))
		return lacks(f, "mentor");
	if (capacities)
		return header_has(f->map, CAPACITY) ? QSER_OK : lacks(f, "capacity");
	if (!f->stable && !header_has(f->map, POINTS))
		return lacks(f, "points");
	if (!header_has(f->map, POINTS) && !header_has(f->map, MENTEE_RANK))
		return lacks(f, "points, nor mentee_rank");
	return QSER_OK;
}

static enum qser_status begin_file(struct filter *f, bool capacities)
{
	const struct intake_options options = {
		.encoding = f->file->encoding, .delimiter = f->file->delimiter};
	const struct header_options loose = {.ignore_unknown = true};
	const struct intake_record *record = NULL;
	buffer_clear(&f->message);
	enum qser_status status =
		intake_open_source(&f->in, read_on, f, f->input->name, &options, f->e);

	if (status == QSER_OK)
		status = intake_next(f->in, &record, f->e);
	if (status == QSER_OK && f->file->remark && intake_assumed(f->in, &f->message))
		f->file->remark(f->file->ctx, buffer_text(&f->message));
	if (status == QSER_OK)
		status = header_map_new(
			&f->map, f->input->name, record, columns, COLUMNS, &loose, f->e);
	return status == QSER_OK ? check_header(f, capacities) : status;
}

static enum qser_status read_rows(struct filter *f, bool capacities)
{
	const struct intake_record *record = NULL;
	struct header_row row;
	enum qser_status status = QSER_OK;

	for (;;) {
		status = intake_next(f->in, &record, f->e);
		if (status != QSER_OK || !record)
			return status;
		status = header_row(f->map, record, &row, f->e);
		if (status != QSER_OK)
			return status;
		if (row.fault.message)
			put_fault(f, row.fault.line, row.fault.message);
		else if (capacities)
			take_capacity(f, &row, record->line);
		else
			take_row(f, &row, record->line);
	}
}

static enum qser_status read_input(
	struct filter *f, const struct qser_match_input *input, bool capacities)
{
	f->input = input;
	enum qser_status status = begin_file(f, capacities);
	if (status == QSER_OK)
		status = read_rows(f, capacities);
	if (status != QSER_OK)
		return status;
	intake_free(f->in);
	header_map_free(f->map);
	f->in = NULL;
	f->map = NULL;
	if (f->mentees.words.failed || f->mentors.words.failed || f->mentees.people.failed ||
		f->mentors.people.failed || f->candidates.failed || f->texts.failed)
		return no_memory(f);
	f->count = f->candidates.length / sizeof(struct candidate);
	return QSER_OK;
}

/* With a file of capacities nobody is left to what is usual. */
static void check_listed(struct filter *f)
{
	for (size_t i = 0; i < f->count; i++) {
		const struct candidate *c = candidate_at(f, i);
		struct person *mentor = person_at(&f->mentors, c->one.mentor);
		if (mentor->of[OF_CAPACITY] != UNSAID)
			continue;
		mentor->of[OF_CAPACITY] = 1;
		(void)error_set(
			f->e, QSER_INVALID, "has no capacity in %s", f->file->capacities->name);
		put_error(f, c->line, "mentor");
	}
}

/* ---- Both ---- */

void match_file_fault(struct filter *f, uint64_t line, const char *column, const char *why)
{
	(void)error_set(f->e, QSER_INVALID, "%s", why);
	put_error(f, line, column);
}

enum qser_status match_file_faults(struct filter *f)
{
	bool one = f->faults == 1;

	if (!f->faults)
		return QSER_OK;
	return error_set(f->e, QSER_INVALID,
		"%s: %" PRId64 " fault%s; nothing is matched, since without %s the answer would be "
		"another",
		f->input->name, f->faults, one ? "" : "s", one ? "that row" : "these rows");
}

enum qser_status match_file_read(struct filter *f)
{
	enum qser_status status = QSER_OK;

	if (f->file->capacities)
		status = read_input(f, f->file->capacities, true);
	if (status == QSER_OK)
		status = match_file_faults(f);
	if (status == QSER_OK)
		status = read_input(f, &f->file->candidates, false);
	if (status == QSER_OK && f->file->capacities)
		check_listed(f);
	return status;
}
