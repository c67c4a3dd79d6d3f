/*
 * cli_checklist.c: what is done with the responses to a checklist, when they are more than a
 * record: answered, compared, made into skills, signed, revised, printed.
 */
#include "cli_checklist.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "cli_ask.h"
#include "cli_sign.h"

/* ---- new ---- */

enum qser_status cli_new_response(struct cli *c)
{
	const struct qser_field *fields;
	size_t count;
	int64_t form, id;
	if (cli_has(c, "form"))
		return cli_fail(c, QSER_USAGE, "new: the form is given by the argument alone");
	enum qser_status status = cli_fields(c, &fields, &count);
	if (status == QSER_OK)
		status = qser_find(c->q, QSER_FORM, c->argv[0], &form);
	if (status == QSER_OK)
		status = qser_response_new(c->q, form, fields, count, &id);
	if (status == QSER_OK)
		cli_print_id(c, id, c->argv[0]);
	return status;
}

/* ---- answer ---- */

struct open_items {
	int64_t required, open;
};

static int take_total(void *ctx, const struct qser_score *score)
{
	struct open_items *o = ctx;
	o->required = score->required; /* the last one is the whole */
	o->open = score->open;
	return 0;
}

static enum qser_status say_open(struct cli *c, int64_t id)
{
	struct open_items o = {0};
	enum qser_status status = qser_response_score(c->q, id, take_total, &o);
	if (status == QSER_OK && o.open)
		cli_say(c,
			"response %" PRId64 ": %" PRId64 " of %" PRId64
			" required answers are open",
			id, o.open, o.required);
	else if (status == QSER_OK)
		cli_say(c, "response %" PRId64 ": complete", id);
	return status;
}

/* "h1.1=yes" */
static enum qser_status read_answer(struct cli *c, const char *word, struct qser_field *field)
{
	const char *equal = strchr(word, '=');
	if (!equal || equal == word)
		return cli_fail(c, QSER_USAGE,
			"answer: \"%s\" is not ITEM=ANSWER, like h1.1=yes; an empty answer takes "
			"it back",
			word);
	field->column = cli_own(c, cli_ndup(word, (size_t)(equal - word)));
	field->value = equal + 1;
	return field->column ? QSER_OK : cli_no_memory(c);
}

/* Answers that are not given are asked for. */
enum qser_status cli_answer_ask(struct cli *c)
{
	int64_t id = 0;
	if (c->argc > 1)
		return QSER_OK;
	if (!cli_can_ask())
		return cli_fail(c, QSER_USAGE,
			"answer: no answers are given; give ITEM=ANSWER…, or - for CSV on standard "
			"input; without them it asks, which takes a terminal");
	enum qser_status status = qser_find(c->q, QSER_RESPONSE, c->argv[0], &id);
	return status == QSER_OK ? cli_ask_response(c, id) : status;
}

struct missing {
	char text[512]; /* ", h1.3"; those that fit */
	size_t length;
};

static int take_missing(void *ctx, const struct qser_item *item)
{
	struct missing *m = ctx;
	size_t room = sizeof(m->text) - m->length;
	if (!item->missing)
		return 0;
	int length = snprintf(m->text + m->length, room, "%s%s", m->length ? ", " : "", item->item);
	if (length > 0 && (size_t)length < room)
		m->length += (size_t)length;
	else
		m->text[m->length] = '\0';
	return 0;
}

static enum qser_status save_asked(struct cli *c)
{
	struct missing missing = {.length = 0};
	int64_t id = 0;
	enum qser_status status = qser_find(c->q, QSER_RESPONSE, c->argv[0], &id);
	if (status == QSER_OK)
		status = qser_sheet_save(cli_asked(c));
	if (status == QSER_OK)
		status = say_open(c, id);
	if (status == QSER_OK)
		status = qser_response_each_item(c->q, id, take_missing, &missing);
	if (status == QSER_OK && missing.length)
		cli_say(c, "still missing: %s", missing.text);
	return status;
}

enum qser_status cli_answer(struct cli *c)
{
	if (cli_asked(c))
		return save_asked(c);
	struct qser_field *fields = calloc((size_t)c->argc, sizeof(*fields));
	bool file = false;
	size_t count = 0;
	int64_t id = 0, size;
	int fd;
	if (!cli_own(c, (char *)fields))
		return cli_no_memory(c);
	enum qser_status status = qser_find(c->q, QSER_RESPONSE, c->argv[0], &id);
	for (int i = 1; i < c->argc && status == QSER_OK; i++)
		if (strcmp(c->argv[i], "-") == 0)
			file = true;
		else
			status = read_answer(c, c->argv[i], &fields[count++]);
	if (status == QSER_OK)
		status = qser_response_answer(c->q, id, fields, count);
	if (status == QSER_OK && file)
		status = cli_open_input(c, "-", &fd, &size);
	if (status == QSER_OK && file)
		status = qser_response_read(c->q, id, fd, "standard input");
	return status == QSER_OK ? say_open(c, id) : status;
}

const char cli_answer_more[] =
	"Without answers, on a terminal, it asks for them item by item. Enter keeps the answer "
	"there is, - takes it back, ? helps, < goes back, q or Ctrl-D stops and keeps what was "
	"answered, Ctrl-C keeps nothing. The database is not locked meanwhile. "
	"An empty answer takes the one there is back. With - the answers come from CSV on standard "
	"input, with the columns item and value. All or nothing. Several choices are joined by ;.";

/* ---- compare ---- */

const struct cli_option cli_compare_options[] = {
	{"path", 0, "PATH", "all responses of this path, oldest first", "record:path"},
	{"subject", 0, "PERSON", "those about this person", "record:person"},
	{"form", 0, "FORM", "those to this form", "record:form"},
	{.name = NULL},
};

static enum qser_status find_option(
	struct cli *c, const char *name, enum qser_record r, int64_t *id)
{
	const char *word = cli_get(c, name);
	return word ? qser_find(c->q, r, word, id) : QSER_OK;
}

enum qser_status cli_compare(struct cli *c)
{
	struct qser_comparing which = {.ids = NULL};
	struct cli_ids named = {.list = NULL};
	bool chosen = cli_has(c, "path") || cli_has(c, "subject") || cli_has(c, "form");
	if (!chosen == !c->argc)
		return cli_fail(c, QSER_USAGE,
			"compare: give two or more responses, or choose them with --path, "
			"--subject and --form");
	enum qser_status status = cli_each_id(c, 0, QSER_RESPONSE, cli_take_id, &named);
	if (status == QSER_OK)
		status = find_option(c, "path", QSER_PATH, &which.path);
	if (status == QSER_OK)
		status = find_option(c, "subject", QSER_PERSON, &which.subject);
	if (status == QSER_OK)
		status = find_option(c, "form", QSER_FORM, &which.form);
	which.ids = named.list;
	which.count = named.count;
	if (status == QSER_OK)
		status = qser_response_compare(c->q, &which, c->out, &c->style);
	free(named.list);
	return status;
}

const char cli_compare_more[] =
	"Responses that are named stand in that order. Those of --path, --subject and --form stand "
	"oldest first, without those that a revision has replaced. An item is better, worse or the "
	"same by the marks of its answers, from the first to the last response; other answers are "
	"the same or different; new or gone are those of one side. Revisions are compared by the "
	"codes of their items.";

/* ---- propose, adopt ---- */

enum { LOW = 40 };

const struct cli_option cli_propose_options[] = {
	{"below", 0, "PERCENT", "of the range of a scale, and below, is low; 40 when not given",
		NULL},
	{.name = NULL},
};

const struct cli_option cli_adopt_options[] = {
	{"below", 0, "PERCENT", "of the range of a scale, and below, is low; 40 when not given",
		NULL},
	{"kind", 0, "KIND", "{skill.kind}; as proposed when not given", "column:skill.kind"},
	{"name", 0, "TEXT", "of the skill, when one item is named; the question when not given",
		NULL},
	{.name = NULL},
};

static const struct qser_column proposal_columns[] = {
	{.name = "response", .label = "Response", .type = QSER_INT},
	{.name = "item", .label = "Item", .type = QSER_TEXT},
	{.name = "question", .label = "Question", .type = QSER_NOTE},
	{.name = "answer", .label = "Answer", .type = QSER_TEXT},
	{.name = "kind", .label = "Kind", .type = QSER_TEXT},
	{.name = "skill", .label = "Skill", .type = QSER_TEXT},
	{.name = "adopted", .label = "Adopted", .type = QSER_BOOL},
};
enum { PROPOSAL_COLUMNS = sizeof proposal_columns / sizeof *proposal_columns };

struct rows {
	struct cli *c;
	struct qser_table *table;
	enum qser_status status;
	char id[24]; /* of the response */
};

static const char *yes_no(bool value)
{
	return value ? "yes" : "no";
}

static int take_proposal(void *ctx, const struct qser_proposal *p)
{
	struct rows *r = ctx;
	const char *values[PROPOSAL_COLUMNS] = {
		r->id, p->item, p->question, p->answer, p->kind, p->skill, yes_no(p->there)};
	r->status = qser_table_row(r->table, values);
	return r->status != QSER_OK;
}

static enum qser_status propose_for(struct cli *c, int64_t id, void *ctx)
{
	struct rows *r = ctx;
	int64_t below = LOW;
	enum qser_status status = cli_get_number(c, "below", 0, 100, &below);
	(void)snprintf(r->id, sizeof(r->id), "%" PRId64, id);
	if (status == QSER_OK)
		status = qser_response_propose(c->q, id, below, take_proposal, r);
	return r->status != QSER_OK ? r->status : status;
}

enum qser_status cli_propose(struct cli *c)
{
	const struct qser_column *columns[PROPOSAL_COLUMNS];
	struct rows r = {.c = c};
	for (size_t i = 0; i < PROPOSAL_COLUMNS; i++)
		columns[i] = &proposal_columns[i];
	c->style.whole = true; /* questions are to be read whole */
	enum qser_status status = cli_table(c, columns, PROPOSAL_COLUMNS, &r.table);
	if (status == QSER_OK)
		status = cli_each_id(c, 0, QSER_RESPONSE, propose_for, &r);
	if (status == QSER_OK)
		status = qser_table_end(r.table);
	qser_table_free(r.table);
	return status;
}

struct adopted {
	struct cli *c;
	size_t count, there;
};

static int take_adopted(void *ctx, const struct qser_proposal *p)
{
	struct adopted *a = ctx;
	if (p->there) {
		a->there++;
		cli_say(a->c, "%s: the path has this %s already: %s", p->item, p->kind, p->skill);
	} else {
		a->count++;
		cli_print_id(a->c, p->skill_id, p->skill);
	}
	return 0;
}

enum qser_status cli_adopt(struct cli *c)
{
	struct adopted a = {.c = c};
	struct qser_adopting how = {.items = (const char *const *)c->argv + 1,
		.count = (size_t)c->argc - 1,
		.kind = cli_get(c, "kind"),
		.name = cli_get(c, "name"),
		.below = LOW};
	int64_t id = 0;
	enum qser_status status = cli_get_number(c, "below", 0, 100, &how.below);
	if (status == QSER_OK)
		status = qser_find(c->q, QSER_RESPONSE, c->argv[0], &id);
	if (status == QSER_OK)
		status = qser_response_adopt(c->q, id, &how, take_adopted, &a);
	if (status == QSER_OK && !a.count && !a.there)
		cli_say(c, "response %" PRId64 ": nothing was answered low", id);
	return status;
}

const char cli_low_more[] =
	"Low is no, partly, and a scale at or below so many percent of its range. The name of a "
	"skill is the question. Skills that the path has already are left alone.";

/* ---- sign, signatures, revise ---- */

struct parties {
	bool trainer, organisation;
};

static int take_party(void *ctx, const struct qser_signature *s)
{
	struct parties *p = ctx;
	p->trainer |= !s->broken && strcmp(s->party, "trainer") == 0;
	p->organisation |= !s->broken && strcmp(s->party, "organisation") == 0;
	return 0;
}

static enum qser_status sign_response(struct cli *c, int64_t id, void *ctx)
{
	struct parties p = {false, false};
	int64_t signature = 0;
	(void)ctx;
	enum qser_status status = cli_sign(c, QSER_RESPONSE, id, &signature);
	if (status == QSER_OK)
		status = qser_each_signature(c->q, QSER_RESPONSE, id, take_party, &p);
	if (status == QSER_OK)
		cli_say(c, "response %" PRId64 ": signed for the %s%s", id, cli_get(c, "as"),
			p.trainer && p.organisation ? "; trainer and organisation both have"
			: p.trainer		    ? "; not yet for the organisation"
			: p.organisation	    ? "; not yet for the trainer"
						    : "");
	return status;
}

enum qser_status cli_sign_responses(struct cli *c)
{
	return cli_each_id(c, 0, QSER_RESPONSE, sign_response, NULL);
}

static const struct qser_column signature_columns[] = {
	{.name = "response", .label = "Response", .type = QSER_INT},
	{.name = "form", .label = "Form", .type = QSER_TEXT},
	{.name = "path", .label = "Path", .type = QSER_TEXT},
	{.name = "subject", .label = "About", .type = QSER_TEXT},
	{.name = "party", .label = "For", .type = QSER_TEXT},
	{.name = "name", .label = "By", .type = QSER_TEXT},
	{.name = "day", .label = "Day", .type = QSER_DAY},
	{.name = "state", .label = "State", .type = QSER_TEXT},
};
enum { SIGNATURE_COLUMNS = sizeof signature_columns / sizeof *signature_columns };

struct signature_rows {
	struct cli *c;
	struct qser_table *table;
	enum qser_status status;
	const char *const *response; /* id, form, path, subject */
	int64_t replaced_by;
	bool broken;
};

static int take_signature(void *ctx, const struct qser_signature *s)
{
	struct signature_rows *r = ctx;
	const char *state = s->broken ? "broken" : r->replaced_by ? "replaced" : "valid";
	const char *values[SIGNATURE_COLUMNS] = {r->response[0], r->response[1], r->response[2],
		r->response[3], s->party, s->name, s->day, state};
	r->broken |= s->broken;
	r->status = qser_table_row(r->table, values);
	return r->status != QSER_OK;
}

static int take_response(void *ctx, int64_t id, size_t count, const char *const *values)
{
	struct signature_rows *r = ctx;
	(void)count;
	r->response = values;
	enum qser_status status = qser_response_replaced(r->c->q, id, &r->replaced_by);
	if (status == QSER_OK)
		status = qser_each_signature(r->c->q, QSER_RESPONSE, id, take_signature, r);
	if (r->status == QSER_OK)
		r->status = status;
	return status != QSER_OK;
}

enum qser_status cli_signatures(struct cli *c)
{
	const struct qser_column *columns[SIGNATURE_COLUMNS];
	struct signature_rows r = {.c = c};
	struct qser_query query;
	for (size_t i = 0; i < SIGNATURE_COLUMNS; i++)
		columns[i] = &signature_columns[i];
	enum qser_status status = cli_query(c, &query);
	if (status == QSER_OK)
		status = cli_table(c, columns, SIGNATURE_COLUMNS, &r.table);
	query.columns = "id,form,path,subject";
	query.sort = NULL;
	if (status == QSER_OK)
		status = qser_each(c->q, QSER_RESPONSE, &query, take_response, &r);
	if (r.status != QSER_OK)
		status = r.status;
	if (status == QSER_OK)
		status = qser_table_end(r.table);
	qser_table_free(r.table);
	return status == QSER_OK && r.broken ? QSER_PARTIAL : status;
}

const struct cli_option cli_revise_options[] = {
	{"reason", 0, "TEXT", "why it is made anew", NULL},
	{.name = NULL},
};

enum qser_status cli_revise(struct cli *c)
{
	int64_t id = 0, made = 0;
	enum qser_status status = qser_find(c->q, QSER_RESPONSE, c->argv[0], &id);
	if (status == QSER_OK && !cli_has(c, "reason"))
		return cli_fail(c, QSER_USAGE, "revise: why? Give --reason TEXT");
	if (status == QSER_OK)
		status = qser_response_revise(c->q, id, cli_get(c, "reason"), &made);
	if (status != QSER_OK)
		return status;
	cli_print_id(c, made, "in its place");
	return QSER_OK;
}

const char cli_sign_more[] =
	"A signed response is not changed any more: make a new one with revise. With --override "
	"REASON it is changed all the same, and the signatures are broken.";

/* ---- print ---- */

const struct cli_option cli_print_options[] = {
	{"revision", 0, "REVISION", "which one; the newest active one when not given", NULL},
	{"response", 0, "ID", "what was answered there", "record:response"},
	{"blank", 0, NULL, "of a response its head alone, with nothing ticked", NULL},
	{"ascii", 0, NULL, "boxes and rules of plain characters, [ ] and -", NULL},
	{.name = NULL},
};

static enum qser_status print_paper(struct cli *c, const struct qser_printing *what)
{
	if (qser_spool_length(c->out))
		qser_spool_add(c->out, "\n", 1);
	return qser_form_print(c->q, what, c->out, &c->style);
}

static enum qser_status print_form(struct cli *c, int64_t id, void *ctx)
{
	struct qser_printing what = {.form = id, .revision = cli_get(c, "revision")};
	(void)ctx;
	return print_paper(c, &what);
}

enum qser_status cli_print(struct cli *c)
{
	struct qser_printing what = {.blank = cli_has(c, "blank")};
	const char *response = cli_get(c, "response");
	if (!response == !c->argc)
		return cli_fail(c, QSER_USAGE,
			"print: give a form, or --response ID for what was answered");
	if (response && cli_has(c, "revision"))
		return cli_fail(
			c, QSER_USAGE, "print: a response has its revision; leave out --revision");
	c->style.ascii = cli_has(c, "ascii");
	if (c->style.width == 0 || c->style.width > 80)
		c->style.width = 80;
	if (c->style.format == QSER_FORMAT_HTML && c->argc > 1)
		return cli_fail(
			c, QSER_USAGE, "print: a page of HTML shows one; give one form only");
	enum qser_status status =
		response ? qser_find(c->q, QSER_RESPONSE, response, &what.response) : QSER_OK;
	if (status != QSER_OK)
		return status;
	return response ? print_paper(c, &what) : cli_each_id(c, 0, QSER_FORM, print_form, NULL);
}
