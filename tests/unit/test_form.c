/* test_form.c: forms, responses and answers, through the library on a database of its own. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../../lib/base/cleanup.h"
#include "../../lib/form/builtin.h"
#include "../../lib/form/form.h"
#include "../../lib/store/spool.h"

#include <inttypes.h>
#include <string.h>
#include <sys/mman.h>

#define HEADER \
	"form,title,purpose,revision,day,section,section_title,item,question,kind,required,shown_if," \
	"choices,low,high,target\n"
#define F(text, ...) ((struct qser_field[]){{text, __VA_ARGS__}})

static struct qser *q;
static char directory[] = "/tmp/qser-form-XXXXXX";
static char path[64];

/* ---- A database ------------------------------------------------------------------------------------ */

static int setup(void **state)
{
	(void)state;
	(void)snprintf(directory, sizeof(directory), "/tmp/qser-form-XXXXXX");
	assert_non_null(mkdtemp(directory));
	(void)snprintf(path, sizeof(path), "%s/q.db", directory);
	const struct qser_options options = {.path = path,
		.mode = QSER_CREATE,
		.now = 1795000000,
		.today = "2026-11-20",
		.login = "trainer",
		.uid = 1000,
		.program = "qser-checklist"};
	assert_int_equal(qser_open(&q, &options), QSER_OK);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	qser_close(q);
	q = NULL;
	(void)unlink(path);
	(void)rmdir(directory);
	return 0;
}

static void begin(void)
{
	assert_int_equal(qser_begin(q, "test"), QSER_OK);
}

static void commit(void)
{
	assert_int_equal(qser_commit(q), QSER_OK);
}

static const char *message(void)
{
	return qser_error(q).message;
}

static void install(void)
{
	begin();
	assert_int_equal(qser_form_install_builtins(q), QSER_OK);
	commit();
}

static int64_t form(const char *code)
{
	int64_t id = 0;

	assert_int_equal(qser_find(q, QSER_FORM, code, &id), QSER_OK);
	return id;
}

/* ---- Files ------------------------------------------------------------------------------------------- */

static char told[256];

static void hear(void *ctx, const char *line)
{
	(void)ctx;
	(void)snprintf(told, sizeof(told), "%s", line);
}

static int file_of(const char *text)
{
	int fd = memfd_create("test", 0);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, strlen(text)), strlen(text));
	assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
	return fd;
}

static enum qser_status take(enum qser_record r, const char *csv, struct qser_counts *counts)
{
	_cleanup_(close_descriptor) int fd = file_of(csv);
	const struct qser_import import = {.fd = fd, .name = "f.csv", .message = hear};

	told[0] = '\0';
	return r == QSER_FORM ? qser_form_import(q, &import, counts) : qser_import(q, r, &import, counts);
}

/* In a transaction of its own, kept when it goes well. */
static enum qser_status import(enum qser_record r, const char *csv)
{
	struct qser_counts counts;

	begin();
	enum qser_status status = take(r, csv, &counts);
	if (status == QSER_OK || status == QSER_PARTIAL)
		commit();
	else
		qser_rollback(q);
	return status;
}

static char *export(const char *code, const char *revision)
{
	_cleanup_(spool_freep) struct qser_spool *spool = NULL;
	const struct qser_style style = {.format = QSER_FORMAT_CSV};
	const struct qser_column *columns[FORM_COLUMNS];
	struct qser_table *table = NULL;
	size_t count;

	for (size_t i = 0; i < FORM_COLUMNS; i++)
		columns[i] = &qser_form_columns(&count)[i];
	assert_int_equal(qser_spool_new(&spool), QSER_OK);
	assert_int_equal(qser_table_new(&table, spool, &style, columns, FORM_COLUMNS), QSER_OK);
	assert_int_equal(qser_form_export(q, form(code), revision, table), QSER_OK);
	assert_int_equal(qser_table_end(table), QSER_OK);
	qser_table_free(table);
	return strdup(buffer_text(spool_buffer(spool)));
}

/* ---- Everything in the tables of forms, as text ------------------------------------------------------ */

static int add_row(void *ctx, int64_t id, size_t count, const char *const *values)
{
	(void)id;
	for (size_t i = 0; i < count; i++)
		buffer_printf(ctx, "%s|", values[i] ? values[i] : "");
	buffer_char(ctx, '\n');
	return 0;
}

static char *dump(void)
{
	struct buffer text = BUFFER_INIT;

	for (int r = QSER_FORM; r <= QSER_APPLICATION; r++)
		assert_int_equal(qser_each(q, (enum qser_record)r, NULL, add_row, &text), QSER_OK);
	return buffer_take(&text);
}

static void undo(int64_t id)
{
	int64_t undone;

	begin();
	assert_int_equal(qser_undo(q, id, &undone), QSER_OK);
	commit();
}

/* ---- Responses -------------------------------------------------------------------------------------------- */

static int64_t begin_response(const char *code)
{
	int64_t id = 0;

	begin();
	assert_int_equal(qser_response_new(q, form(code), NULL, 0, &id), QSER_OK);
	commit();
	return id;
}

static enum qser_status answer(int64_t response, const char *item, const char *value)
{
	const struct qser_field one = {item, value};

	begin();
	enum qser_status status = qser_response_answer(q, response, &one, 1);
	if (status == QSER_OK)
		commit();
	else
		qser_rollback(q);
	return status;
}

struct wanted {
	const char *item;
	char value[128];
	bool found, asked, missing;
};

static int find_item(void *ctx, const struct qser_item *item)
{
	struct wanted *w = ctx;

	if (strcmp(item->item, w->item) != 0)
		return 0;
	(void)snprintf(w->value, sizeof(w->value), "%s", item->value ? item->value : "");
	w->found = true;
	w->asked = item->asked;
	w->missing = item->missing;
	return 0;
}

static struct wanted get(int64_t response, const char *item)
{
	struct wanted w = {.item = item};

	assert_int_equal(qser_response_each_item(q, response, find_item, &w), QSER_OK);
	assert_true(w.found);
	return w;
}

static int keep_state(void *ctx, int64_t id, size_t count, const char *const *values)
{
	(void)id;
	(void)count;
	*(bool *)ctx = !strcmp(values[10], "complete");
	return 0;
}

static bool is_complete(int64_t response)
{
	bool complete = false;

	assert_int_equal(qser_get(q, QSER_RESPONSE, response, keep_state, &complete), QSER_OK);
	return complete;
}

static int keep_total(void *ctx, const struct qser_score *score)
{
	*(struct qser_score *)ctx = *score;
	return 0;
}

static struct qser_score total(int64_t response)
{
	struct qser_score score = {0};

	assert_int_equal(qser_response_score(q, response, keep_total, &score), QSER_OK);
	assert_null(score.section);
	return score;
}

/* ---- Built-in forms ------------------------------------------------------------------------------------------ */

static int add_code(void *ctx, const char *item, const char *text)
{
	(void)text;
	buffer_printf(ctx, "%s ", item);
	return 0;
}

static void assert_codes(const char *code, const char *codes)
{
	_cleanup_(buffer_free) struct buffer list = BUFFER_INIT;

	assert_int_equal(qser_form_each_code(q, form(code), add_code, &list), QSER_OK);
	assert_string_equal(buffer_text(&list), codes);
}

/* H, F, C9: item for item, in the order and number of the source. */
static void test_builtins(void **state)
{
	static const struct {
		const char *code;
		int64_t sections, items;
	} forms[] = {{"customer-service", 6, 22}, {"self-reflection", 2, 9}, {"pre-session", 1, 3},
		{"mentor-application", 4, 20}, {"session-evaluation", 2, 8}};
	struct qser_form_summary s;

	(void)state;
	install();
	for (size_t i = 0; i < COUNT(forms); i++) {
		assert_int_equal(qser_form_summary(q, form(forms[i].code), &s), QSER_OK);
		assert_int_equal(s.sections, forms[i].sections);
		assert_int_equal(s.items, forms[i].items);
		assert_int_equal(s.responses, 0);
		assert_string_equal(s.revision, "1.0");
	}
	assert_codes("customer-service",
		"h1.1 h1.2 h1.3 h1.4 h2.1 h2.2 h2.3 h2.4 h3.1 h3.2 h3.3 h4.1 h4.2 h4.3 h4.4 h4.5 "
		"h5.1 h5.2 h5.3 h6.1 h6.2 h6.3 h6.3.handled ");
	assert_codes("self-reflection", "f1 f2 f3 f4.1 f4.2 f4.3 f4.4 f4.5 f4.6 ");
	assert_codes("pre-session", "c9.1 c9.2 c9.3 ");
}

static void test_builtin_round_trip(void **state)
{
	(void)state;
	install();
	_cleanup_(free_pointer) char *before = dump();
	for (const struct form_builtin *b = form_builtins; b->name; b++) {
		char code[64];
		(void)snprintf(code, sizeof(code), "%.*s", (int)(strlen(b->name) - strlen("10-.csv")),
			b->name + strlen("10-"));
		_cleanup_(free_pointer) char *csv = export(code, NULL);
		assert_string_equal(csv, b->csv);
		assert_non_null(strstr(csv, "Q-SER consortium, CC BY 4.0, Erasmus+ "
					    "2017-1-EL01-KA204-036335"));
		begin();
		struct qser_counts counts;
		assert_int_equal(take(QSER_FORM, csv, &counts), QSER_OK);
		assert_int_equal(q->log.seq, 0);
		assert_int_equal(counts.unchanged, counts.read);
		assert_non_null(strstr(told, "unchanged"));
		commit();
	}
	install(); /* again: nothing */
	_cleanup_(free_pointer) char *after = dump();
	assert_string_equal(before, after);
}

/* ---- Kinds ------------------------------------------------------------------------------------------------ */

#define KINDS \
	HEADER "k,Kinds,questionnaire,1,2026-01-01,s,Section,yn,?,yes-no,,,,,,\n" \
	",,,,,,,judge,?,yes-partly-no-na,,,,,,\n" \
	",,,,,,,scale,?,scale,,,,-2,3,\n" \
	",,,,,,,number,?,number,,,,0,10,\n" \
	",,,,,,,free,?,number,,,,,,\n" \
	",,,,,,,date,?,date,,,,,,\n" \
	",,,,,,,text,?,text,,,,,,\n" \
	",,,,,,,one,?,choice,,,Red;Light green;Blue,,,\n" \
	",,,,,,,many,?,multi-choice,,,Red;Light green;Blue,,,\n"

static void test_kinds(void **state)
{
	static const struct {
		const char *item, *given, *kept; /* kept NULL: refused */
	} cases[] = {
		{"yn", "yes", "yes"}, {"yn", " ΝΑΙ ", "yes"}, {"yn", "όχι", "no"}, {"yn", "Nein", "no"},
		{"yn", "sí", "yes"}, {"yn", "partly", NULL}, {"yn", "na", NULL}, {"yn", "maybe", NULL},
		{"judge", "Yes", "yes"}, {"judge", "Teilweise", "partly"},
		{"judge", "εν μέρει", "partly"}, {"judge", "n/a", "na"}, {"judge", "částečně", "partly"},
		{"judge", "Δεν ισχύει", "na"}, {"judge", "0", "no"}, {"judge", "half", NULL},
		{"scale", "-2", "-2"}, {"scale", "3", "3"}, {"scale", "4", NULL}, {"scale", "-3", NULL},
		{"scale", "2.5", NULL}, {"scale", "", ""},
		{"number", "2,5", "2.5"}, {"number", "2.50", "2.5"}, {"number", "0.05", "0.05"},
		{"number", "10", "10"}, {"number", "10.01", NULL}, {"number", "-1", NULL},
		{"number", "2.125", NULL}, {"number", "two", NULL}, {"free", "-0.5", "-0.5"},
		{"date", "2026-02-28", "2026-02-28"}, {"date", "yesterday", "2026-11-19"},
		{"date", "2026-02-30", NULL}, {"date", "soon", NULL},
		{"text", "two\nlines", "two\nlines"}, {"text", "a\x01", NULL},
		{"one", "light GREEN", "Light green"}, {"one", "Yellow", NULL}, {"one", "Red;Blue", NULL},
		{"many", "blue; red", "Red;Blue"}, {"many", "Red|Red", "Red"},
		{"many", "Red;Yellow", NULL},
	};

	(void)state;
	assert_int_equal(import(QSER_FORM, KINDS), QSER_OK);
	int64_t id = begin_response("k");
	for (size_t i = 0; i < COUNT(cases); i++) {
		enum qser_status status = answer(id, cases[i].item, cases[i].given);
		assert_int_equal(status, cases[i].kept ? QSER_OK : QSER_INVALID);
		if (cases[i].kept)
			assert_string_equal(get(id, cases[i].item).value, cases[i].kept);
		else
			assert_int_equal(strncmp(message(), cases[i].item, strlen(cases[i].item)), 0);
	}
	assert_int_equal(answer(id, "none", "x"), QSER_INVALID);
	assert_string_equal(message(), "none: k 1 has no such item; it has yn, judge, scale, number, "
				       "free, date, text, one, many");
}

/* ---- Conditions and states --------------------------------------------------------------------------------- */

#define CONDITIONS \
	HEADER "c,Conditions,questionnaire,1,2026-01-01,s,Section,a,?,yes-partly-no-na,yes,,,,,\n" \
	",,,,,,,b,?,multi-choice,x,a=partly|ΟΧΙ,red;blue,,,\n" \
	",,,,,,,c,?,text,yes,b=blue,,,,\n" \
	",,,,,,,d,?,text,,,,,,\n"

static void test_shown_if(void **state)
{
	(void)state;
	assert_int_equal(import(QSER_FORM, CONDITIONS), QSER_INVALID);
	assert_string_equal(message(), "f.csv:3: required: \"x\" is neither yes nor no");
	_cleanup_(free_pointer) char *csv = strdup(CONDITIONS);
	memcpy(strstr(csv, ",x,a="), ",y,a=", 5);
	assert_int_equal(import(QSER_FORM, csv), QSER_OK);
	int64_t id = begin_response("c");
	assert_false(is_complete(id));
	assert_int_equal(answer(id, "c", "deep"), QSER_REFUSED);
	assert_string_equal(message(), "c: is not asked, since b is not asked either");
	assert_int_equal(answer(id, "b", "red"), QSER_REFUSED);
	assert_string_equal(message(), "b: is only asked when the answer to a is partly or no; it is open");
	assert_int_equal(answer(id, "a", "yes"), QSER_OK);
	assert_true(is_complete(id));
	assert_int_equal(answer(id, "a", "no"), QSER_OK);
	assert_false(is_complete(id));
	assert_true(get(id, "b").missing);
	assert_int_equal(answer(id, "b", "red"), QSER_OK);
	assert_true(is_complete(id));
	assert_int_equal(answer(id, "b", "red;blue"), QSER_OK);
	assert_false(is_complete(id));
	assert_int_equal(answer(id, "c", "deep"), QSER_OK);
	assert_true(is_complete(id));
	/* Stored, and no matter any more. */
	assert_int_equal(answer(id, "a", "yes"), QSER_OK);
	struct wanted c = get(id, "c");
	assert_string_equal(c.value, "deep");
	assert_false(c.asked || c.missing);
	assert_int_equal(total(id).asked, 2);
	assert_int_equal(answer(id, "c", "deep"), QSER_OK); /* what is there is no change */
	assert_int_equal(answer(id, "c", "deeper"), QSER_REFUSED);
	assert_int_equal(answer(id, "c", ""), QSER_OK);
	assert_int_equal(answer(id, "a", "no"), QSER_OK);
	assert_true(get(id, "c").missing);
}

static void test_all_or_none(void **state)
{
	struct qser_field two[] = {{"h1.1", "yes"}, {"h1.2", "often"}};
	struct qser_field twice[] = {{"h1.1", "yes"}, {"h1.1", "no"}};
	struct qser_field backwards[] = {{"h6.3.handled", "yes"}, {"h6.3", "yes"}};

	(void)state;
	install();
	int64_t id = begin_response("customer-service");
	begin();
	assert_int_equal(qser_response_answer(q, id, two, 2), QSER_INVALID);
	qser_rollback(q);
	assert_string_equal(get(id, "h1.1").value, "");
	begin();
	assert_int_equal(qser_response_answer(q, id, twice, 2), QSER_INVALID);
	assert_string_equal(message(), "h1.1: is given twice");
	assert_int_equal(qser_response_answer(q, id, backwards, 2), QSER_OK);
	commit();
	assert_string_equal(get(id, "h6.3.handled").value, "yes");
}

/* By the record itself, as an import of answers does it. */
static void test_answer_record(void **state)
{
	struct qser_field fields[] = {{"response", "1"}, {"item", "c9.1"}, {"value", "by the door"}};
	int64_t id = begin_response;
	bool changed;

	(void)state;
	install();
	int64_t response = begin_response("pre-session");
	assert_int_equal(answer(response, "c9.2", "a notebook"), QSER_OK);
	assert_int_equal(answer(response, "c9.3", "forms"), QSER_OK);
	begin();
	assert_int_equal(qser_add(q, QSER_ANSWER, fields, 3, &id), QSER_OK);
	commit();
	assert_true(is_complete(response));
	begin();
	fields[2].value = "";
	assert_int_equal(qser_edit(q, QSER_ANSWER, id, &fields[2], 1, &changed), QSER_INVALID);
	fields[2].value = "in the corner";
	assert_int_equal(qser_edit(q, QSER_ANSWER, id, &fields[2], 1, &changed), QSER_OK);
	assert_true(changed);
	assert_int_equal(qser_remove(q, QSER_ANSWER, id), QSER_OK);
	commit();
	assert_false(is_complete(response));
	begin();
	fields[1].value = "c9.9";
	fields[2].value = "x";
	assert_int_equal(qser_add(q, QSER_ANSWER, fields, 3, &id), QSER_INVALID);
	assert_string_equal(message(),
		"item: c9.9: pre-session 1.0 has no such item; it has c9.1, c9.2, c9.3");
	qser_rollback(q);
}
