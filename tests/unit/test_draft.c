/*
 * test_draft.c: drafts of map files: what a heading is taken for, that whatever comes is a valid
 * map, and that nobody's data is in it.
 */
#include "fixture.h"

#include "../../lib/intake/draft.h"
#include "../../lib/store/spool.h"

/* ---- What a heading is taken for ---- */

static const char *column_of(enum qser_record r, const char *heading, enum draft_ground *ground)
{
	_cleanup_(draft_names_free) struct draft_names names = {0};
	const struct record *record = record_of(r);
	struct draft_guess guess;
	assert_int_equal(draft_columns(&names, record->columns, record->count, NULL), QSER_OK);
	assert_int_equal(draft_guess(&names, heading, &guess, NULL), QSER_OK);
	*ground = guess.ground;
	return guess.ground ? record->columns[guess.target].name : "-";
}

static void headings_are_guessed(void **state)
{
	static const struct {
		enum qser_record record;
		const char *heading, *column;
		enum draft_ground ground;
	} cases[] = {
		{QSER_APPLICATION, "email", "email", DRAFT_KNOWN},
		{QSER_APPLICATION, "ΗΛΕΚΤΡΟΝΙΚΟ ΤΑΧΥΔΡΟΜΕΙΟ *", "email", DRAFT_KNOWN},
		{QSER_APPLICATION, "Domaines d’expertise", "areas", DRAFT_KNOWN},
		{QSER_APPLICATION, "Your e-mail address (we answer there)", "email", DRAFT_HOLDS},
		{QSER_APPLICATION, "Τηλέφωνο (κινητό ή σταθερό)", "phone", DRAFT_HOLDS},
		{QSER_APPLICATION, "Organisation name", "organisation", DRAFT_HOLDS},
		{QSER_APPLICATION, "Telefonumber", "phone", DRAFT_NEAR},
		{QSER_APPLICATION, "Τηλέφονο", "phone", DRAFT_NEAR},
		{QSER_PERSON, "Nachnahme", "family_name", DRAFT_NEAR},
		{QSER_STEP, "Zuständig (Name)", "responsible", DRAFT_HOLDS},
		/* A short word, or a small part of a long question, says too little. */
		{QSER_APPLICATION, "Date of birth", "-", DRAFT_NOTHING},
		{QSER_RESPONSE, "Reason for applying by mail", "-", DRAFT_NOTHING},
		{QSER_APPLICATION,
			"If you have ever worked with refugees, tell us about the organisation",
			"-", DRAFT_NOTHING},
		/* As near to one as to the other. */
		{QSER_ROLE, "Since / Until", "-", DRAFT_NOTHING},
		{QSER_APPLICATION, "???", "-", DRAFT_NOTHING},
		{QSER_APPLICATION, "", "-", DRAFT_NOTHING},
		{QSER_PERSON, "email_key", "email", DRAFT_HOLDS}, /* itself it is hidden */
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		enum draft_ground ground;
		const char *column = column_of(cases[i].record, cases[i].heading, &ground);
		if (strcmp(column, cases[i].column) != 0 || ground != cases[i].ground)
			fail_msg("%s: %s (%d), should be %s (%d)", cases[i].heading, column, ground,
				cases[i].column, cases[i].ground);
	}
}

/* ---- Whatever the file is, the draft is a valid map of it ---- */

static struct qser *database;
static char *folder;

static int set_up(void **state)
{
	(void)state;
	folder = folder_new();
	char *path = in_folder(folder, "q.db");
	database = open_database(path, QSER_CREATE);
	free(path);
	must(database, qser_begin(database, "init"));
	must(database, qser_form_install_builtins(database));
	must(database, qser_commit(database));
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	qser_close(database);
	folder_free(&folder);
	return 0;
}

static enum qser_status draft_of(struct qser *q, enum qser_record r, const char *text,
	struct buffer *out, struct qser_drafted *drafted)
{
	const struct qser_import import = {
		.fd = -1, .text = text, .name = "in.csv", .delimiter = ','};
	struct qser_spool *spool;
	char bytes[4096];
	FILE *file = tmpfile();
	size_t n;
	assert_non_null(file);
	must(q, qser_spool_new(&spool));
	enum qser_status status = qser_map_draft(q, r, &import, "import", spool, drafted);
	assert_int_equal(qser_spool_copy(spool, fileno(file)), QSER_OK);
	qser_spool_free(spool);
	rewind(file);
	while ((n = fread(bytes, 1, sizeof bytes, file)) > 0)
		buffer_add(out, bytes, n);
	(void)fclose(file);
	return status;
}

static void put_field(struct buffer *out, const char *text)
{
	buffer_char(out, '"');
	for (; *text; text++) {
		if (*text == '"')
			buffer_char(out, '"');
		buffer_char(out, *text);
	}
	buffer_char(out, '"');
}

static void put_some(struct buffer *out, const char *const *pieces, size_t count, unsigned most)
{
	_cleanup_(buffer_free) struct buffer text = BUFFER_INIT;
	for (unsigned i = chance(most + 1); i > 0; i--)
		buffer_text_add(&text, pieces[chance((unsigned)count)]);
	put_field(out, buffer_text(&text));
}

static const char *const pieces[] = {"\"", "=", ":", "#", "\n", "\t", " ", "-", "_", "*", "?", "'",
	"\\", ";", "|", ",", "item.", "a", "Email", "e-mail", "Όνομα", "Επώνυμο", "Phone", "kind",
	"Ναι", "in-house", "2026-11-01", "\xE2\x80\xAE", "\xE2\x80\x8B", "\xC2\xA0", "\xCC\x81",
	"ß", "confidential", "Will you keep to our rules on confidentiality?", ":=", "\"\"", "1",
	"x@y.org", "210 1234567", "Id", "state"};

static void any_file_gets_a_valid_map(void **state)
{
	static const enum qser_record some[] = {QSER_APPLICATION, QSER_PERSON, QSER_ROLE, QSER_PATH,
		QSER_ENTRY, QSER_RESPONSE, QSER_ANSWER, QSER_ORGANISATION};

	(void)state;
	for (unsigned n = 0; n < 1500; n++) {
		_cleanup_(buffer_free) struct buffer text = BUFFER_INIT, map = BUFFER_INIT;
		struct qser_drafted drafted;
		unsigned columns = 2 + chance(9);
		chance_seed(n);
		for (unsigned row = chance(4) + 1; row > 0; row--)
			for (unsigned i = 0; i < columns; i++) {
				put_some(&text, pieces, COUNT(pieces), 4);
				buffer_char(&text, i + 1 < columns ? ',' : '\n');
			}
		/* What it gives it has tried itself; here as a command does, from the text alone.
		 */
		must(database, qser_begin_read(database));
		enum qser_status status =
			draft_of(database, some[chance(COUNT(some))], text.data, &map, &drafted);
		qser_rollback(database);
		if (status != QSER_OK)
			fail_msg("%u: %s:\n%s", n, qser_error(database).message, text.data);
		assert_int_equal(drafted.columns, columns);
		assert_int_equal(
			drafted.known + drafted.guessed + drafted.left_out, drafted.columns);
	}
}

/* ---- Nobody's data is in it ---- */

static void values_are_not_shown(void **state)
{
	static const char *const headings[] = {"Name", "Email", "Phone", "Motivation", "Whatever",
		"Why do you apply?", "Type of support that you need", "Kind"};
	_cleanup_(buffer_free) struct buffer text = BUFFER_INIT, map = BUFFER_INIT;
	struct qser_drafted drafted;

	(void)state;
	for (size_t i = 0; i < COUNT(headings); i++)
		buffer_printf(&text, "%s%c", headings[i], i + 1 < COUNT(headings) ? ',' : '\n');
	for (int row = 0; row < 60; row++)
		for (size_t i = 0; i < COUNT(headings); i++)
			buffer_printf(&text, "secret%d%zu%s%c", row, i,
				i == 1 ? "@example.org" : "", i + 1 < COUNT(headings) ? ',' : '\n');
	must(database, qser_begin_read(database));
	must(database, draft_of(database, QSER_APPLICATION, text.data, &map, &drafted));
	qser_rollback(database);
	if (strstr(buffer_text(&map), "secret"))
		fail_msg("%s", map.data);
	assert_non_null(strstr(map.data, "60 different values"));
}

/* ---- Without a database ---- */

static void a_database_need_not_be(void **state)
{
	_cleanup_(buffer_free) struct buffer map = BUFFER_INIT;
	struct qser_options options = options_for("/nonexistent/q.db", QSER_READ);
	struct qser_drafted drafted;
	struct qser *q;

	(void)state;
	assert_int_equal(qser_open(&q, &options), QSER_NOINPUT);
	assert_non_null(q);
	must(q, draft_of(q, QSER_ROLE, "id,Email,Role,Από\n1,a@example.org,mentor,2026-11-01\n",
			&map, &drafted));
	assert_int_equal(drafted.known, 3); /* ids cannot be looked up */
	assert_non_null(strstr(map.data, "\"Email\" = person\n"));
	assert_non_null(strstr(map.data, "\"id\" = -\n"));
	qser_close(q);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(headings_are_guessed),
		cmocka_unit_test(any_file_gets_a_valid_map),
		cmocka_unit_test(values_are_not_shown),
		cmocka_unit_test(a_database_need_not_be),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
