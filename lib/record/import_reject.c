/* import_reject.c: rows that are refused: said, and written down to be mended. */
#include <inttypes.h>
#include <string.h>

#include "import.h"

bool import_of_the_row(enum qser_status status)
{
	switch (status) {
	case QSER_INVALID:
	case QSER_EXISTS:
	case QSER_REFERENCED:
	case QSER_REFUSED:
	case QSER_UNKNOWN:
	case QSER_USAGE:
		return true;
	default:
		return false;
	}
}

static enum qser_status sink(void *ctx, const char *bytes, size_t length, struct error *e)
{
	struct importer *i = ctx;

	return i->import->reject(i->import->ctx, bytes, length)
		       ? error_set(e, QSER_OUTPUT, "the rejects could not be written")
		       : QSER_OK;
}

enum qser_status import_reject_begin(struct importer *i, const struct intake_record *header)
{
	return i->import->reject ? rejects_new(&i->rejects, header, intake_delimiter(i->source.in),
					   sink, i, &i->q->error)
				 : QSER_OK;
}

static bool is_column(const struct importer *i, const char *name, size_t length)
{
	size_t count;
	const struct header_extra *extra = header_extras(i->map, &count);

	for (size_t c = 0; c < record_columns_of_files(i->record); c++)
		if (strlen(i->record->columns[c].name) == length &&
			!strncmp(i->record->columns[c].name, name, length))
			return true;
	for (size_t n = 0; n < count && length > 5 && !strncmp(name, "item.", 5); n++)
		if (strlen(extra[n].code) == length - 5 &&
			!strncmp(extra[n].code, name + 5, length - 5))
			return true;
	return false;
}

/* What is wrong with a row: the columns, joined by ";", and the words. */
struct finding {
	struct buffer columns, words;
};

static void finding_free(struct finding *f)
{
	buffer_free(&f->columns);
	buffer_free(&f->words);
}

/* "email: …", "item.h1.1: …": the column a message is about, when it begins with one. */
static void add_finding(
	const struct importer *i, const char *message, size_t length, bool only, struct finding *f)
{
	const char *colon = memchr(message, ':', length);
	size_t name = colon ? (size_t)(colon - message) : 0;

	if (name && is_column(i, message, name)) {
		buffer_text_add(&f->columns, f->columns.length ? ";" : "");
		buffer_add(&f->columns, message, name);
		if (only) {
			message += name + 2;
			length -= name + 2;
		}
	}
	buffer_text_add(&f->words, f->words.length ? "; " : "");
	buffer_add(&f->words, message, length);
}

static void say(struct importer *i, uint64_t line, const char *message, size_t length)
{
	_cleanup_(buffer_free) struct buffer text = BUFFER_INIT;

	if (!i->import->message)
		return;
	buffer_printf(&text, "%s:%" PRIu64 ": ", i->import->name, line);
	buffer_add(&text, message, length);
	i->import->message(i->import->ctx, buffer_text(&text));
}

enum qser_status import_reject(
	struct importer *i, const struct intake_record *from, uint64_t line, const char *message)
{
	_cleanup_(finding_free) struct finding f = {BUFFER_INIT, BUFFER_INIT};
	const char *all = i->faults.length ? buffer_text(&i->faults) : message;
	bool only = !strchr(all, '\n');
	enum qser_status status = QSER_OK;

	i->counts->rejected++;
	for (size_t length; *all; all += length, all += *all == '\n') {
		length = strcspn(all, "\n");
		say(i, line, all, length);
		add_finding(i, all, length, only, &f);
	}
	if (f.columns.failed || f.words.failed || i->faults.failed)
		return fail(i->q, QSER_MEMORY, "out of memory");
	if (i->rejects)
		status = rejects_add(i->rejects, from, buffer_text(&f.columns),
			buffer_text(&f.words), i->mark, &i->q->error);
	if (status == QSER_OK && i->import->max_errors &&
		i->counts->rejected >= i->import->max_errors)
		status = fail(i->q, QSER_INVALID,
			"%s: gave up after %" PRId64 " rejected rows; nothing was imported",
			i->import->name, i->counts->rejected);
	return status;
}
