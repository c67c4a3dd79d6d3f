/*
 * csv.c: CSV (RFC 4180, line ends LF), and TSV, which is the same with TAB: as spreadsheets write
 * "tab delimited", and as import reads it.
 *
 * Values go out as they are stored: the file is to be read by a program, ours among them.  Only
 * for_spreadsheet guards texts against being taken for formulas, never numbers and days, which
 * would stop being numbers.
 */
#include "table.h"

#include <string.h>

static bool is_text(const struct qser_column *c)
{
	switch (c->type) {
	case QSER_TEXT:
	case QSER_NOTE:
	case QSER_WORDS:
	case QSER_EMAIL:
	case QSER_PHONE:
	case QSER_CODE:
		return true;
	default:
		return false;
	}
}

static bool starts_formula(const char *p)
{
	static const char *const wide[] = {"＝", "＋", "－", "＠"};
	if (*p && strchr("=+-@\t\r", *p))
		return true;
	for (size_t i = 0; i < sizeof wide / sizeof *wide; i++)
		if (strncmp(p, wide[i], strlen(wide[i])) == 0)
			return true;
	return false;
}

/*
 * A spreadsheet set to ";" (most of Europe) splits our lines at ";" and at line ends whatever the
 * quotes, so a cell may begin there, too; quotes and spaces before the sign do not protect.
 */
static const char *guard(struct buffer *b, const char *value)
{
	bool cell = true;
	buffer_clear(b);
	for (const char *p = value; *p; p++) {
		if (cell && (starts_formula(p) || starts_formula(p + strspn(p, " \""))))
			buffer_char(b, '\'');
		buffer_char(b, *p);
		cell = strchr(";\t\n\r", *p) != NULL;
	}
	return buffer_text(b);
}

static const char *value_of(struct qser_table *t, size_t i, const char *value)
{
	if (!value)
		return "";
	if (t->style.for_spreadsheet && is_text(t->columns[i]))
		return guard(&t->scratch, value);
	return value;
}

static void csv_quoted(struct buffer *out, const char *value)
{
	buffer_char(out, '"');
	for (;;) {
		size_t n = strcspn(value, "\"");
		buffer_add(out, value, n);
		if (!value[n])
			break;
		buffer_add(out, "\"\"", 2);
		value += n + 1;
	}
	buffer_char(out, '"');
}

static void put_value(struct buffer *out, const char *value, char delimiter)
{
	static const bool special[256] = {
		['\0'] = true, ['"'] = true, ['\r'] = true, ['\n'] = true};
	const char *end = value;
	while (!special[(unsigned char)*end] && *end != delimiter)
		end++;
	/* Readers trim bare values, so blanks at either end need quotes. */
	bool blank = end > value &&
		     (*value == ' ' || *value == '\t' || end[-1] == ' ' || end[-1] == '\t');
	/* At the start of a file it would be taken for a byte order mark. */
	bool marked = strncmp(value, "\xEF\xBB\xBF", 3) == 0;
	if (*end || blank || marked)
		csv_quoted(out, value);
	else
		buffer_add(out, value, (size_t)(end - value));
}

static bool is_named(const struct qser_table *t)
{
	for (size_t i = 0; i < t->count; i++)
		if (*t->columns[i]->name)
			return true;
	return false;
}

static void separated_begin(struct qser_table *t, char delimiter)
{
	if (t->style.no_header)
		return;
	/* A first line of nothing would be no header. */
	if (!is_named(t))
		buffer_add(t->out, "\"\"", 2);
	for (size_t i = 0; i < t->count; i++) {
		if (i > 0)
			buffer_char(t->out, delimiter);
		put_value(t->out, t->columns[i]->name, delimiter);
	}
	buffer_char(t->out, '\n');
}

static void separated_row(struct qser_table *t, const char *const *values, char delimiter)
{
	/* One empty value alone would be an empty line, which is no record. */
	if (t->count == 1 && (!values[0] || !*values[0]))
		buffer_add(t->out, "\"\"", 2);
	for (size_t i = 0; i < t->count; i++) {
		if (i > 0)
			buffer_char(t->out, delimiter);
		put_value(t->out, value_of(t, i, values[i]), delimiter);
	}
	buffer_char(t->out, '\n');
}

static void csv_begin(struct qser_table *t)
{
	separated_begin(t, ',');
}

static void csv_row(struct qser_table *t, const char *const *values)
{
	separated_row(t, values, ',');
}

const struct table_driver table_csv = {csv_begin, csv_row, NULL};

static void tsv_begin(struct qser_table *t)
{
	separated_begin(t, '\t');
}

static void tsv_row(struct qser_table *t, const char *const *values)
{
	separated_row(t, values, '\t');
}

const struct table_driver table_tsv = {tsv_begin, tsv_row, NULL};
