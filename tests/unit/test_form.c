/* test_form.c: forms, responses and answers, through the library on a database of its own. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#undef fail /* the library has one of its own */

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
	",,,,,,,b,?,multi-choice,y,a=partly|ΟΧΙ,red;blue,,,\n" \
	",,,,,,,c,?,text,yes,b=blue,,,,\n" \
	",,,,,,,d,?,text,,,,,,\n"

static void test_shown_if(void **state)
{
	(void)state;
	assert_int_equal(import(QSER_FORM, CONDITIONS), QSER_OK);
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
	int64_t id = 0;
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

/* ---- Versions ------------------------------------------------------------------------------------------------- */

/* In csv, which is long enough, put one text in the place of another of the same length. */
static char *with(const char *csv, const char *old, const char *new)
{
	char *copy = strdup(csv);
	char *at = copy ? strstr(copy, old) : NULL;

	assert_non_null(at);
	assert_int_equal(strlen(old), strlen(new));
	memcpy(at, new, strlen(new));
	return copy;
}

#define PLAIN \
	HEADER "p,Plain,questionnaire,1.0,2026-01-01,s,Section,a,Old?,text,,,,,,\n" \
	",,,,,,,b,?,text,,,,,,\n" \
	",,,,,t,Third,c,?,text,,,,,,\n"

static void test_versions(void **state)
{
	_cleanup_(free_pointer) char *changed = with(PLAIN, "Old?", "New?");
	_cleanup_(free_pointer) char *newer = with(changed, "1.0,2026-01-01", "1.1,2026-02-01");
	struct qser_form_summary s;

	(void)state;
	assert_int_equal(import(QSER_FORM, PLAIN), QSER_OK);
	assert_string_equal(told, "p 1.0: added, 2 sections, 3 items");
	/* Without answers it may change. */
	assert_int_equal(import(QSER_FORM, changed), QSER_OK);
	assert_string_equal(told, "p 1.0: changed, 2 sections, 3 items");
	undo(0);
	int64_t first = begin_response("p");
	assert_int_equal(import(QSER_FORM, PLAIN), QSER_OK);
	assert_string_equal(told, "p 1.0: unchanged, 2 sections, 3 items");
	assert_int_equal(import(QSER_FORM, changed), QSER_INVALID);
	assert_string_equal(message(), "f.csv:2: revision 1.0 of form 1 (p) has answers and stays as it "
				       "is; give the changed form a new revision");
	assert_int_equal(import(QSER_FORM, newer), QSER_OK);
	assert_string_equal(told, "p 1.1: added, 2 sections, 3 items");
	assert_int_equal(qser_form_summary(q, form("p"), &s), QSER_OK);
	assert_string_equal(s.revision, "1.1");
	int64_t second = begin_response("p"), third = 0;
	struct qser_field revision = {"revision", "1.0"};
	begin();
	assert_int_equal(qser_response_new(q, form("p"), &revision, 1, &third), QSER_OK);
	revision.value = "2";
	assert_int_equal(qser_response_new(q, form("p"), &revision, 1, &third), QSER_INVALID);
	assert_string_equal(message(), "revision: form 1 (p) has no revision \"2\"; it has 1.1, 1.0");
	commit();
	_cleanup_(buffer_free) struct buffer text = BUFFER_INIT;
	const struct qser_query query = {.columns = "id,revision"};
	assert_int_equal(qser_each(q, QSER_RESPONSE, &query, add_row, &text), QSER_OK);
	assert_string_equal(buffer_text(&text), "1|1.0|\n2|1.1|\n3|1.0|\n");
	assert_int_equal(first, 1);
	assert_int_equal(second, 2);
}

/* Whoever asks: an answered version is neither changed nor added to nor taken apart. */
static void test_answered_stays(void **state)
{
	struct qser_field question = {"question", "Other?"}, title = {"title", "Other"};
	struct qser_field retired = {"state", "retired"}, renamed = {"revision", "9"};
	struct qser_field more[] = {{"section", "1"}, {"position", "9"}, {"code", "z"},
		{"question", "More?"}};
	int64_t id;

	(void)state;
	assert_int_equal(import(QSER_FORM, PLAIN), QSER_OK);
	(void)begin_response("p");
	begin();
	assert_int_equal(qser_edit(q, QSER_ITEM, 1, &question, 1, NULL), QSER_REFUSED);
	assert_int_equal(qser_edit(q, QSER_SECTION, 1, &title, 1, NULL), QSER_REFUSED);
	assert_int_equal(qser_edit(q, QSER_FORM_VERSION, 1, &renamed, 1, NULL), QSER_REFUSED);
	assert_int_equal(qser_remove(q, QSER_ITEM, 1), QSER_REFUSED);
	assert_int_equal(qser_remove(q, QSER_SECTION, 2), QSER_REFUSED);
	assert_int_equal(qser_remove(q, QSER_FORM_VERSION, 1), QSER_REFUSED);
	assert_int_equal(qser_add(q, QSER_ITEM, more, 4, &id), QSER_REFUSED);
	assert_int_equal(qser_edit(q, QSER_FORM_VERSION, 1, &retired, 1, NULL), QSER_OK);
	commit();
	begin();
	assert_int_equal(qser_response_new(q, form("p"), NULL, 0, &id), QSER_INVALID);
	assert_string_equal(message(), "form 1 (p) has no active revision; it has 1.0");
	qser_rollback(q);
}

/* A change made before there were answers is not undone after. */
static void test_undo_of_answered(void **state)
{
	_cleanup_(free_pointer) char *changed = with(PLAIN, "Old?", "New?");
	int64_t undone;

	(void)state;
	assert_int_equal(import(QSER_FORM, PLAIN), QSER_OK);
	assert_int_equal(import(QSER_FORM, changed), QSER_OK);
	int64_t id = begin_response("p");
	for (int64_t command = 2; command >= 1; command--) {
		begin();
		enum qser_status status = qser_undo(q, command, &undone);
		assert_true(status == QSER_REFUSED || status == QSER_REFERENCED);
		qser_rollback(q);
	}
	undo(0); /* the response */
	undo(0);
	assert_int_equal(answer(id, "a", "x"), QSER_UNKNOWN);
	undo(0);
	assert_int_equal(qser_find(q, QSER_FORM, "p", &id), QSER_UNKNOWN);
}

/* What is gone from the file goes, what moved moves. */
static void test_reshaped(void **state)
{
	static const char *const shapes[] = {
		HEADER "p,Plain,questionnaire,1.0,2026-01-01,t,Third,c,?,text,,,,,,\n"
		       ",,,,,,,a,Old?,text,,,,,,\n",
		HEADER "p,Plain,questionnaire,1.0,2026-01-01,s,Section,c,?,yes-no,,,,,,\n"
		       ",,,,,u,New,b,?,date,yes,c=yes,,,,\n",
		PLAIN,
	};

	(void)state;
	assert_int_equal(import(QSER_FORM, PLAIN), QSER_OK);
	_cleanup_(free_pointer) char *before = export("p", NULL);
	_cleanup_(free_pointer) char *all = dump();
	for (size_t i = 0; i < COUNT(shapes); i++) {
		assert_int_equal(import(QSER_FORM, shapes[i]), QSER_OK);
		assert_string_equal(told + strlen("p 1.0: "), i == 2 ? "changed, 2 sections, 3 items"
				: i == 1 ? "changed, 2 sections, 2 items" : "changed, 1 section, 2 items");
		_cleanup_(free_pointer) char *csv = export("p", NULL);
		begin();
		struct qser_counts counts;
		assert_int_equal(take(QSER_FORM, csv, &counts), QSER_OK);
		assert_int_equal(q->log.seq, 0);
		commit();
	}
	_cleanup_(free_pointer) char *after = export("p", NULL);
	assert_string_equal(before, after);
	for (size_t i = 0; i < COUNT(shapes); i++)
		undo(0);
	_cleanup_(free_pointer) char *again = dump();
	assert_string_equal(all, again);
}

/* ---- Files that are refused ------------------------------------------------------------------------------- */

static void test_refused_files(void **state)
{
	static const char *const cases[][2] = {
		{"form,item\np,a\n", "f.csv:2: revision: is missing in the first row of a form"},
		{HEADER "P,x,questionnaire,1,,s,S,a,?,text,,,,,,\n",
			"f.csv:2: form: \"P\" is not a code: up to 32 of a-z, 0-9, \".\" and \"-\", a letter "
			"first"},
		{HEADER "p,x,poem,1,,s,S,a,?,text,,,,,,\n",
			"f.csv:2: purpose: \"poem\" is not one of application, checklist, readiness, "
			"pre-session, evaluation, interview, meeting-guide, questionnaire or minutes"},
		{HEADER "p,x,minutes,1,,s,S,a,?,text,,,,,,\n,,,2,,,,b,?,text,,,,,,\n",
			"f.csv:3: form: is missing in the first row of a form"},
		{HEADER "p,x,minutes,1,,,,a,?,text,,,,,,\n",
			"f.csv:2: section: is missing in the first row of a form"},
		{HEADER "p,x,minutes,1,,s,,a,?,text,,,,,,\n",
			"f.csv:2: section_title: is missing in the first row of section s"},
		{HEADER "p,x,minutes,1,,s,S,a,?,text,,,,,,\n,,,,,s,T,b,?,text,,,,,,\n",
			"f.csv:3: section_title: differs from line 2, where the section begins"},
		{HEADER "p,x,minutes,1,,s,S,a,?,text,,,,,,\n,y,,,,,,b,?,text,,,,,,\n",
			"f.csv:3: title: differs from line 2; it belongs to the form as a whole"},
		{HEADER "p,x,minutes,1,,s,S,a,?,text,,,,,,\n,,,,,t,T,b,?,text,,,,,,\n"
			",,,,,s,S,c,?,text,,,,,,\n",
			"f.csv:4: section: the rows of s do not stand together"},
		{HEADER "p,x,minutes,1,,s,S,a,?,text,,,,,,\n,,,,,,,a,?,text,,,,,,\n",
			"f.csv:3: item: a is there twice"},
		{HEADER "p,x,minutes,1,,s,S,A,?,text,,,,,,\n",
			"f.csv:2: item: \"A\" is not a code: up to 32 of a-z, 0-9, \".\" and \"-\", a letter "
			"first"},
		{HEADER "p,x,minutes,1,,s,S,,?,text,,,,,,\n",
			"f.csv:2: item: is missing; each row has the code of its item"},
		{HEADER "p,x,minutes,1,,s,S,a,,text,,,,,,\n", "f.csv:2: question: is missing"},
		{HEADER "p,x,minutes,1,,s,S,a,?,essay,,,,,,\n",
			"f.csv:2: kind: \"essay\" is not one of yes-no, yes-partly-no-na, scale, number, date, "
			"text, choice or multi-choice"},
		{HEADER "p,x,minutes,1,,s,S,a,?,choice,,,,,,\n",
			"f.csv:2: choices: at least two are needed for the kind choice, joined by \";\""},
		{HEADER "p,x,minutes,1,,s,S,a,?,multi-choice,,,one,,,\n",
			"f.csv:2: choices: at least two are needed for the kind multi-choice, joined by \";\""},
		{HEADER "p,x,minutes,1,,s,S,a,?,text,,,a;b,,,\n",
			"f.csv:2: choices: belong to the kinds choice and multi-choice; leave it empty"},
		{HEADER "p,x,minutes,1,,s,S,a,?,scale,,,,1,,\n",
			"f.csv:2: high: is missing; a scale has a lowest and a highest value"},
		{HEADER "p,x,minutes,1,,s,S,a,?,scale,,,,5,5,\n",
			"f.csv:2: high: 5 is not above low, 5"},
		{HEADER "p,x,minutes,1,,s,S,a,?,text,,,,1,,\n",
			"f.csv:2: low: belongs to the kinds scale and number; leave it empty"},
		{HEADER "p,x,minutes,1,,s,S,a,?,yes-no,,b=yes,,,,\n,,,,,,,b,?,yes-no,,,,,,\n",
			"f.csv:2: shown_if: \"b=yes\" names no item before this one; write ITEM=ANSWER or "
			"ITEM=ANSWER|ANSWER"},
		{HEADER "p,x,minutes,1,,s,S,a,?,yes-no,,,,,,\n,,,,,,,b,?,yes-no,,a=maybe,,,,\n",
			"f.csv:3: shown_if: \"maybe\" is neither yes nor no"},
		{HEADER "p,x,minutes,1,,s,S,a,?,yes-no,,,,,,\n,,,,,,,b,?,yes-no,,a,,,,\n",
			"f.csv:3: shown_if: \"a\" is no condition; write ITEM=ANSWER or "
			"ITEM=ANSWER|ANSWER"},
		{HEADER "p,x,minutes,1,,s,S,a,?,yes-no,,,,,,\n,,,,,,,b,?,yes-no,,a=,,,,\n",
			"f.csv:3: shown_if: an answer of a is missing"},
		{HEADER "p,x,minutes,1,,s,S,a,?,text,,,,,,name\n",
			"f.csv:2: target: belongs to forms of the purpose application; leave it empty"},
		{HEADER "p,x,application,1,,s,S,a,?,text,,,,,,state\n", "f.csv:2: target: \"state\" is no "},
		{HEADER "p,x,minutes,1,2026-02-30,s,S,a,?,text,,,,,,\n", "f.csv:2: day: \"2026-02-30\" is "},
		{HEADER "p,x,minutes,1,,s,S,\"a\nb\",?,text,,,,,,\n,,,,,,,b,,text,,,,,,\n",
			"f.csv:2: item: "},
		{HEADER "p,x,minutes,1,,s,S,a,?,text,,,,,,\n,,,,,,,b,,text,,,,,,\n"
			",,,,,,,c,?,odd,,,,,,\n,,,,,,,c,?,odd,,,,,,\n",
			"f.csv:3: question: is missing (and 2 more lines)"},
		{HEADER "p,x,minutes,1,,s,S,a,?,text,,,,,,\nr,x,minutes,1,,s,S,a,?,text,,,,,,\n"
			"p,x,minutes,1,,s,S,b,?,text,,,,,,\n",
			"f.csv:4: form: the rows of p 1 do not stand together"},
		{HEADER "p,x,minutes,1,,s,S,a\n", "f.csv:2: "},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		assert_int_equal(import(QSER_FORM, cases[i][0]), QSER_INVALID);
		size_t length = strlen(cases[i][1]);
		if (cases[i][1][length - 1] == ' ') /* the beginning is enough */
			assert_int_equal(strncmp(message(), cases[i][1], length), 0);
		else
			assert_string_equal(message(), cases[i][1]);
		_cleanup_(free_pointer) char *all = dump();
		assert_string_equal(all, "");
	}
}

/* ---- Undo ----------------------------------------------------------------------------------------------------- */

static void test_undo(void **state)
{
	static const char *const steps[][2] = {{"h6.3", "yes"}, {"h6.3.handled", "partly"}, {"h1.1", "no"},
		{"h6.3", "no"}, {"h1.1", ""}};
	char *before[COUNT(steps)];

	(void)state;
	_cleanup_(free_pointer) char *nothing = dump();
	install();
	_cleanup_(free_pointer) char *installed = dump();
	int64_t id = begin_response("customer-service");
	for (size_t i = 0; i < COUNT(steps); i++) {
		before[i] = dump();
		assert_int_equal(answer(id, steps[i][0], steps[i][1]), QSER_OK);
	}
	for (size_t i = COUNT(steps); i-- > 0;) {
		undo(0);
		_cleanup_(free_pointer) char *now = dump();
		assert_string_equal(now, before[i]);
		free(before[i]);
	}
	undo(0);
	_cleanup_(free_pointer) char *without = dump();
	assert_string_equal(without, installed);
	undo(0);
	_cleanup_(free_pointer) char *empty = dump();
	assert_string_equal(empty, nothing);
}

/* One of several commands is undone: the state is that of what is left. */
static void test_undo_in_the_middle(void **state)
{
	int64_t undone;

	(void)state;
	install(); /* command 1 */
	int64_t id = begin_response("pre-session");
	assert_int_equal(answer(id, "c9.1", "by the door"), QSER_OK);
	assert_int_equal(answer(id, "c9.2", "a notebook"), QSER_OK);
	assert_int_equal(answer(id, "c9.3", "forms"), QSER_OK); /* command 5 */
	assert_true(is_complete(id));
	undo(3);
	assert_false(is_complete(id));
	begin();
	assert_int_equal(qser_undo(q, 6, &undone), QSER_OK); /* redo */
	commit();
	assert_true(is_complete(id));
	begin();
	assert_int_equal(qser_remove(q, QSER_RESPONSE, id), QSER_OK);
	commit();
	undo(0);
	assert_true(is_complete(id));
	assert_string_equal(get(id, "c9.3").value, "forms");
}

/* ---- Score ----------------------------------------------------------------------------------------------------- */

#define SCORED \
	HEADER "s,Scored,evaluation,1,2026-01-01,x,X,a,?,yes-partly-no-na,yes,,,,,\n" \
	",,,,,,,b,?,yes-partly-no-na,,,,,,\n" \
	",,,,,y,Y,c,?,scale,,,,1,4,\n" \
	",,,,,,,d,?,yes-no,,,,,,\n" \
	",,,,,,,d.why,?,yes-partly-no-na,yes,d=yes,,,,\n" \
	",,,,,z,Z,e,?,text,,,,,,\n"

static int add_score(void *ctx, const struct qser_score *s)
{
	buffer_printf(ctx, "%s %" PRId64 "/%" PRId64 " %" PRId64 " open %" PRId64 ";",
		s->section ? s->section : "all", s->answered, s->asked, s->score, s->open);
	return 0;
}

static void assert_score(int64_t id, const char *text)
{
	_cleanup_(buffer_free) struct buffer scores = BUFFER_INIT;

	assert_int_equal(qser_response_score(q, id, add_score, &scores), QSER_OK);
	assert_string_equal(buffer_text(&scores), text);
}

static void test_score(void **state)
{
	(void)state;
	assert_int_equal(import(QSER_FORM, SCORED), QSER_OK);
	int64_t id = begin_response("s");
	assert_score(id, "x 0/2 -1 open 1;y 0/2 -1 open 0;z 0/1 -1 open 0;all 0/5 -1 open 1;");
	assert_int_equal(answer(id, "a", "na"), QSER_OK);
	assert_score(id, "x 1/2 -1 open 0;y 0/2 -1 open 0;z 0/1 -1 open 0;all 1/5 -1 open 0;");
	assert_int_equal(answer(id, "a", "partly"), QSER_OK);
	assert_int_equal(answer(id, "b", "yes"), QSER_OK);
	assert_int_equal(answer(id, "c", "2"), QSER_OK); /* a third */
	assert_score(id, "x 2/2 7500 open 0;y 1/2 3333 open 0;z 0/1 -1 open 0;all 3/5 6111 open 0;");
	/* With a follow-up, d itself is a question of fact. */
	assert_int_equal(answer(id, "d", "yes"), QSER_OK);
	assert_score(id, "x 2/2 7500 open 0;y 1/2 3333 open 1;z 0/1 -1 open 0;all 3/5 6111 open 1;");
	assert_int_equal(answer(id, "d.why", "no"), QSER_OK);
	assert_score(id, "x 2/2 7500 open 0;y 2/2 1667 open 0;z 0/1 -1 open 0;all 4/5 4583 open 0;");
	assert_int_equal(answer(id, "d", "no"), QSER_OK);
	assert_int_equal(answer(id, "c", "4"), QSER_OK);
	assert_score(id, "x 2/2 7500 open 0;y 2/2 10000 open 0;z 0/1 -1 open 0;all 4/5 8333 open 0;");
}

/* ---- Imports of responses and answers ------------------------------------------------------------------------- */

static void test_imports(void **state)
{
	struct qser_field person[] = {{"name", "Maria"}, {"code", "maria"}};
	struct qser_counts counts;
	int64_t id;

	(void)state;
	install();
	begin();
	assert_int_equal(qser_add(q, QSER_PERSON, person, 2, &id), QSER_OK);
	commit();
	/* Columns in any order: the item that decides may come last. */
	static const char wide[] = "form,respondent,day,item.h6.3.handled,item.h6.3\n"
				   "customer-service,maria,2026-11-20,ja,ναι\n";
	assert_int_equal(import(QSER_RESPONSE, wide), QSER_OK);
	assert_string_equal(get(1, "h6.3.handled").value, "yes");
	begin();
	assert_int_equal(take(QSER_RESPONSE, wide, &counts), QSER_OK);
	assert_int_equal(counts.unchanged, 1);
	assert_int_equal(q->log.seq, 0);
	commit();
	/* Who answered is not known: two rows are two responses. */
	static const char anonymous[] = "form,day,item.useful\nsession-evaluation,2026-11-20,4\n"
					"session-evaluation,2026-11-20,4\n";
	begin();
	assert_int_equal(take(QSER_RESPONSE, anonymous, &counts), QSER_OK);
	assert_int_equal(counts.added, 2);
	commit();
	/* A bad row leaves nothing behind. */
	assert_int_equal(import(QSER_RESPONSE, "form,day,item.useful\nsession-evaluation,,6\n"), QSER_PARTIAL);
	assert_string_equal(told, "f.csv:2: item.useful: \"6\" is out of range (1 to 5)");
	assert_int_equal(import(QSER_RESPONSE, "form,item.odd\nsession-evaluation,6\n"), QSER_PARTIAL);
	assert_int_equal(qser_get(q, QSER_RESPONSE, 4, add_row, NULL), QSER_UNKNOWN);
	assert_int_equal(import(QSER_ANSWER, "response,item,value\n2,useful,5\n2,clear,9\n3,next,A NEW skill\n"),
		QSER_PARTIAL);
	assert_string_equal(told, "f.csv:3: value: \"9\" is out of range (1 to 5)");
	assert_string_equal(get(2, "useful").value, "5");
	assert_string_equal(get(3, "next").value, "a new skill");
}

static void test_read_answers(void **state)
{
	(void)state;
	install();
	int64_t id = begin_response("pre-session");
	_cleanup_(close_descriptor) int good = file_of("value;item;note\nby the door;c9.1;\n;c9.2;x\n");
	_cleanup_(close_descriptor) int bad = file_of("item,value\nc9.1,x\n\nc9.7,y\n");
	_cleanup_(close_descriptor) int odd = file_of("item,answers\nc9.1,x\n");
	begin();
	assert_int_equal(qser_response_read(q, id, good, "a.csv"), QSER_OK);
	assert_int_equal(qser_response_read(q, id, bad, "b.csv"), QSER_INVALID);
	assert_string_equal(message(),
		"b.csv: c9.7: pre-session 1.0 has no such item; it has c9.1, c9.2, c9.3");
	assert_int_equal(qser_response_read(q, id, odd, "c.csv"), QSER_INVALID);
	commit();
	assert_string_equal(get(id, "c9.1").value, "by the door");
}

/* ---- Applications -------------------------------------------------------------------------------------------------- */

static void test_applications(void **state)
{
	struct qser_field fields[] = {{"name", "Ada"}, {"email", "ada@example.org"}};
	struct qser_counts counts;
	int64_t id;

	(void)state;
	install();
	begin();
	assert_int_equal(qser_add(q, QSER_APPLICATION, fields, 2, &id), QSER_OK);
	assert_int_equal(qser_application_answer(q, id, "weekly-hours", "2.5"), QSER_OK);
	assert_int_equal(qser_application_answer(q, id, "pairs", "3"), QSER_OK);
	assert_int_equal(qser_application_answer(q, id, "pairs", "30"), QSER_INVALID);
	assert_string_equal(message(), "item.pairs: 30 is above 20, the highest value");
	assert_int_equal(qser_application_answer(q, id, "odd", "3"), QSER_INVALID);
	commit();
	/* Columns of the application are a part of its response, and changed there. */
	assert_string_equal(get(1, "name").value, "Ada");
	assert_string_equal(get(1, "weekly-hours").value, "2.5");
	assert_int_equal(answer(1, "name", "Eve"), QSER_REFUSED);
	static const char file[] = "name,email,item.confidential,item.motivation,item.pairs\n"
				   "Ada,ada@example.org,yes,to help,\n";
	assert_int_equal(import(QSER_APPLICATION, file), QSER_OK);
	assert_string_equal(get(1, "motivation").value, "to help");
	assert_string_equal(get(1, "pairs").value, "3"); /* empty leaves it alone */
	begin();
	assert_int_equal(take(QSER_APPLICATION, file, &counts), QSER_OK);
	assert_int_equal(counts.unchanged, 1);
	assert_int_equal(q->log.seq, 0);
	assert_int_equal(qser_application_reject(q, id, "no room"), QSER_OK);
	commit();
	assert_int_equal(import(QSER_APPLICATION, file), QSER_OK);
	begin();
	assert_int_equal(qser_application_answer(q, id, "pairs", "4"), QSER_REFUSED);
	qser_rollback(q);
	assert_string_equal(get(1, "pairs").value, "3");
}

/* ---- Pages ----------------------------------------------------------------------------------------------------------- */

static void test_pages(void **state)
{
	_cleanup_(spool_freep) struct qser_spool *spool = NULL;
	const struct qser_style style = {.format = QSER_FORMAT_TEXT};

	(void)state;
	install();
	int64_t id = begin_response("pre-session");
	assert_int_equal(answer(id, "c9.1", "by the door"), QSER_OK);
	assert_int_equal(qser_spool_new(&spool), QSER_OK);
	assert_int_equal(qser_response_show(q, id, spool, &style), QSER_OK);
	const char *page = buffer_text(spool_buffer(spool));
	assert_non_null(strstr(page, "Still missing: c9.2, c9.3"));
	assert_non_null(strstr(page, "by the door"));
	assert_null(strstr(page, "Score"));
	assert_int_equal(qser_form_show(q, form("mentor-application"), "1.0", spool, &style), QSER_OK);
	page = buffer_text(spool_buffer(spool));
	assert_non_null(strstr(page, "CC BY 4.0"));
	assert_int_equal(qser_form_show(q, form("mentor-application"), "9", spool, &style), QSER_INVALID);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(test_builtins), TEST(test_builtin_round_trip), TEST(test_kinds), TEST(test_shown_if),
		TEST(test_all_or_none), TEST(test_answer_record), TEST(test_versions),
		TEST(test_answered_stays), TEST(test_undo_of_answered), TEST(test_reshaped),
		TEST(test_refused_files), TEST(test_undo), TEST(test_undo_in_the_middle),
		TEST(test_score), TEST(test_imports), TEST(test_read_answers), TEST(test_applications),
		TEST(test_pages),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
