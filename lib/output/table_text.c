/* table_text.c: a list as an aligned table, one record as "Label: value" lines. */
#include "table.h"

#include "../base/cleanup.h"
#include "../base/text.h"
#include "wrap.h"

static void text_begin(struct qser_table *t)
{
	grid_init(&t->grid, t->columns, t->count);
	t->grid.whole = t->style.whole;
}

static void text_row(struct qser_table *t, const char *const *values)
{
	grid_row(&t->grid, values);
}

static void text_end(struct qser_table *t)
{
	grid_print(&t->grid, t->spool, &t->style);
}

const struct table_driver table_text = {text_begin, text_row, text_end};

/* What is empty is not shown; records after the first stand apart. */
static void record_row(struct qser_table *t, const char *const *values)
{
	size_t indent = 0;
	for (size_t i = 0; i < t->count; i++) {
		size_t width = text_width(column_label(t->columns[i]));
		if (values[i] && *values[i] && width > indent)
			indent = width;
	}
	indent += 3; /* ":  " */
	if (t->rows > 0)
		buffer_char(t->out, '\n');
	for (size_t i = 0; i < t->count; i++) {
		if (!values[i] || !*values[i])
			continue;
		const char *value = values[i];
		if (t->columns[i]->type != QSER_NOTE) {
			/* a line end here is a trick; it is to be seen, not obeyed */
			buffer_clear(&t->scratch);
			show_value(&t->scratch, t->columns[i], value);
			value = buffer_text(&t->scratch);
		}
		wrap_labelled(t->out, column_label(t->columns[i]), value, t->style.width, indent);
	}
}

const struct table_driver table_record = {NULL, record_row, NULL};
