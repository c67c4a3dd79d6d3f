/* test_import.c: rows of a file into records: what is counted, what is kept, what leaves nothing.
 */
#include "fixture.h"

static const char *count_rows = "select count(*) from person";

static int64_t commands(struct qser *q)
{
	return number_of(q, "select count(*) from command");
}

static void test_counts(void **state)
{
	(void)state;
	static const char csv[] = "code,name,email\n"
				  "maria,Maria,maria@example.org\n"
				  "nikos,Nikos,\n"
				  "bad code,Eleni,\n"
				  ",,x@example.org\n";
	_cleanup_(place_free) struct place p = place_new();
	_cleanup_(importing_free) struct importing i = {0};
	assert_int_equal(import_text(p.q, QSER_PERSON, &i, csv), QSER_PARTIAL);
	assert_counts(i, 2, 0, 0, 2);
	assert_string_equal(i.messages.data, "in.csv:4: code: \"bad code\" is not a code: up to 32 "
					     "of a-z, 0-9, \".\" and \"-\", a letter "
					     "first\n"
					     "in.csv:5: name: is missing; a person needs one\n");
	assert_string_equal(i.rejects.data,
		"\xEF\xBB\xBF"
		"code,name,email,_line,_field,_message\n"
		"bad code,Eleni,,4,code,\"\"\"bad code\"\" is not a code: up to 32 of a-z, 0-9, "
		"\"\".\"\" and "
		"\"\"-\"\", a letter first\"\n"
		",,x@example.org,5,name,\"is missing; a person needs one\"\n");
	assert_int_equal(commands(p.q), 1);
	assert_int_equal(
		number_of(p.q, "select rows_read * 1000 + rows_added * 100 + rows_updated * 10 +"
			       " rows_rejected from command"),
		4202);
	assert_int_equal(number_of(p.q, "select 1 from command where import_name = 'in.csv' and"
					" length(import_hash) = 64"),
		1);
	/* The same again: nothing, not even a command. */
	assert_int_equal(import_text(p.q, QSER_PERSON, &i, csv), QSER_PARTIAL);
	assert_counts(i, 0, 0, 2, 2);
	assert_int_equal(commands(p.q), 1);
	/* What was rejected is mended and comes back; the columns with _ are not looked at. */
	assert_int_equal(import_text(p.q, QSER_PERSON, &i,
				 "\xEF\xBB\xBF"
				 "code,name,email,_line,_field,_message\neleni,Eleni,,4,code,no\n"),
		QSER_OK);
	assert_counts(i, 1, 0, 0, 0);
	assert_sound(p.q);
}

static void test_identity(void **state)
{
	(void)state;
	_cleanup_(place_free) struct place p = place_new();
	_cleanup_(importing_free) struct importing i = {0};
	add(p.q, QSER_PERSON, "name", "Maria", "code", "maria", "email", "maria@example.org");
	add(p.q, QSER_PERSON, "name", "Nikos", "code", "nikos", "email", "nikos@example.org");
	must(p.q, import_text(p.q, QSER_PERSON, &i, "id,name\n1,Maria P.\n"));
	assert_counts(i, 0, 1, 0, 0);
	must(p.q, import_text(p.q, QSER_PERSON, &i, "code,name\nmaria,Maria Q.\n"));
	assert_counts(i, 0, 1, 0, 0);
	must(p.q, import_text(p.q, QSER_PERSON, &i, "email,name\nMARIA@example.org,Maria R.\n"));
	assert_counts(i, 0, 1, 0, 0);
	assert_value(p.q, QSER_PERSON, 1, "name", "Maria R.");
	assert_value(p.q, QSER_PERSON, 1, "email", "MARIA@example.org");
	assert_value(p.q, QSER_PERSON, 1, "code", "maria");
	assert_int_equal(import_text(p.q, QSER_PERSON, &i,
				 "id,code,email,name\n"
				 "9,,,Nobody\n"
				 "x,,,Nobody\n"
				 ",maria,nikos@example.org,Both\n"
				 "2,maria,,Taken\n"),
		QSER_PARTIAL);
	assert_counts(i, 0, 0, 0, 4);
	assert_string_equal(i.messages.data,
		"in.csv:2: there is no person 9\n"
		"in.csv:3: id: \"x\" is not a whole number (1 or more)\n"
		"in.csv:4: the row names two people: 1 and 2, by different columns\n"
		"in.csv:5: code: taken by person 1 (maria)\n");
	assert_int_equal(number_of(p.q, count_rows), 2);
	assert_sound(p.q);
}

static void test_empty_cells(void **state)
{
	(void)state;
	_cleanup_(place_free) struct place p = place_new();
	_cleanup_(importing_free) struct importing i = {0};
	add(p.q, QSER_PERSON, "name", "Maria", "code", "maria", "phone", "210 1", "note", "old");
	must(p.q, import_text(p.q, QSER_PERSON, &i, "code,phone\nmaria,\n"));
	assert_counts(i, 0, 1, 0, 0);
	assert_value(p.q, QSER_PERSON, 1, "phone", "(none)");
	assert_value(p.q, QSER_PERSON, 1, "note", "old");
	/* Of an application an empty cell says nothing: what is there, or preset, holds. */
	must(p.q, import_text(p.q, QSER_APPLICATION, &i,
			  "name,email,kind,phone\nAnn,ann@example.org,,210 5\n"));
	assert_counts(i, 1, 0, 0, 0);
	assert_value(p.q, QSER_APPLICATION, 1, "kind", "external");
	must(p.q, import_text(p.q, QSER_APPLICATION, &i,
			  "name,email,kind,phone,years\nAnn,ann@example.org,in-house,,7\n"));
	assert_counts(i, 0, 1, 0, 0);
	assert_value(p.q, QSER_APPLICATION, 1, "phone", "210 5");
	assert_value(p.q, QSER_APPLICATION, 1, "years", "7");
	assert_sound(p.q);
}

static void test_applications(void **state)
{
	(void)state;
	static const char csv[] = "Full name,E-mail address,state,batch,reviewer,Timestamp\n"
				  "Ann,ann@example.org,submitted,,,2026-11-01T08:00:00Z\n"
				  "Bob,bob@example.org,accepted,,,\n"
				  "Cy,cy@example.org,,7,,\n"
				  "Di,di@example.org,,,maria,1970-01-01T00:00:00Z\n"
				  "Ed,ed@example.org,,,,1970-01-01T00:00:00Z\n";
	_cleanup_(place_free) struct place p = place_new();
	_cleanup_(importing_free) struct importing i = {0};
	int64_t person;
	add(p.q, QSER_PERSON, "name", "Maria", "code", "maria", "email", "cy@example.org");
	assert_int_equal(import_text(p.q, QSER_APPLICATION, &i, csv), QSER_PARTIAL);
	assert_counts(i, 2, 0, 0, 3);
	assert_string_equal(i.messages.data,
		"in.csv:3: state: is set by the verbs of the command, an import cannot change it\n"
		"in.csv:4: batch: is set by the verbs of the command, an import cannot change it\n"
		"in.csv:5: reviewer: is set by the verbs of the command, an import cannot change "
		"it\n");
	assert_value(p.q, QSER_APPLICATION, 1, "batch", "2");
	assert_value(p.q, QSER_APPLICATION, 2, "submitted_at", "1970-01-01T00:00:00Z");
	/* No application touches a person. */
	assert_int_equal(number_of(p.q, count_rows), 1);
	assert_int_equal(import_text(p.q, QSER_APPLICATION, &i, csv), QSER_PARTIAL);
	assert_counts(i, 0, 0, 2, 3);
	/* Decided upon: the same row is no change, another one is refused. */
	must(p.q, qser_begin(p.q, "accept"));
	must(p.q, qser_application_accept(p.q, 1, NULL, &person));
	must(p.q, qser_commit(p.q));
	must(p.q,
		import_text(p.q, QSER_APPLICATION, &i, "name,email,phone\nAnn,ann@example.org,\n"));
	assert_counts(i, 0, 0, 1, 0);
	assert_int_equal(import_text(p.q, QSER_APPLICATION, &i,
				 "name,email,phone\nAnn,ann@example.org,210 5\n"),
		QSER_PARTIAL);
	assert_counts(i, 0, 0, 0, 1);
	assert_non_null(strstr(i.messages.data, "in.csv:2: application 1 is accepted already"));
	must(p.q, import_text(p.q, QSER_APPLICATION, &i,
			  "id,state,batch,email\n1,accepted,2,ann@example.org\n"));
	assert_counts(i, 0, 0, 1, 0);
	assert_sound(p.q);
}

static void test_references(void **state)
{
	(void)state;
	_cleanup_(place_free) struct place p = place_new();
	_cleanup_(importing_free) struct importing i = {0};
	static const char csv[] = "code,name,supervisor\n"
				  "nikos,Nikos,maria\n"
				  "maria,Maria,\n"
				  "eleni,Eleni,1maria@example.org\n"
				  "ann,Ann,maria\n";
	assert_int_equal(import_text(p.q, QSER_PERSON, &i, csv), QSER_PARTIAL);
	assert_counts(i, 2, 0, 0, 2);
	assert_non_null(
		strstr(i.messages.data, "in.csv:2: supervisor: there is no person \"maria\""));
	assert_value(p.q, QSER_PERSON, 2, "supervisor", "maria");
	/* What came later in the file is there the second time. */
	edit(p.q, QSER_PERSON, 1, "email", "1maria@example.org");
	must(p.q, import_text(p.q, QSER_PERSON, &i, csv));
	assert_counts(i, 2, 0, 2, 0);
	must(p.q, import_text(p.q, QSER_PERSON, &i, csv));
	assert_counts(i, 0, 0, 4, 0);
	assert_sound(p.q);
}

/* A row that is refused after its first write leaves nothing, and the chain of hashes holds. */
static void test_rejected_whole(void **state)
{
	(void)state;
	_cleanup_(place_free) struct place p = place_new();
	_cleanup_(importing_free) struct importing i = {0};
	add(p.q, QSER_ORGANISATION, "name", "Athens");
	add(p.q, QSER_PERSON, "name", "Maria");
	add(p.q, QSER_PERSON, "name", "Nikos");
	/* The last of the 13 steps of the second path cannot be written. */
	must(p.q, store_run(p.q->store, "insert into step (path, number, title, state)"
					" select 1, 1, 'x', 'open' where 0"));
	must(p.q, store_run(p.q->store, "create unique index trap on step (title, number)"
					" where number = 13"));
	assert_int_equal(import_text(p.q, QSER_PATH, &i,
				 "code,title,organisation\none,One,athens\ntwo,Two,athens\nthree,"
				 "Three,none\n"),
		QSER_PARTIAL);
	assert_counts(i, 1, 0, 0, 2);
	assert_int_equal(number_of(p.q, "select count(*) from path"), 1);
	assert_int_equal(number_of(p.q, "select count(*) from step"), 13);
	assert_int_equal(number_of(p.q, "select sum(more + 1) from change where command = 4"), 14);
	must(p.q, store_run(p.q->store, "drop index trap"));
	assert_sound(p.q);
	/* The second participant is one too many; then the file mended. */
	must(p.q, store_run(p.q->store,
			  "create unique index trap on diary_entry_participants (owner)"));
	static const char diary[] = "trainer,day,minutes,kind,participants\n"
				    "maria,2026-11-02,60,workshop,nikos\n"
				    "maria,2026-11-03,60,workshop,nikos;maria\n"
				    "maria,2026-11-04,1h30,workshop,\n";
	assert_int_equal(import_text(p.q, QSER_ENTRY, &i, diary), QSER_PARTIAL);
	assert_counts(i, 2, 0, 0, 1);
	assert_int_equal(number_of(p.q, "select count(*) from diary_entry"), 2);
	assert_int_equal(number_of(p.q, "select count(*) from diary_entry_participants"), 1);
	must(p.q, store_run(p.q->store, "drop index trap"));
	assert_sound(p.q);
	must(p.q, try_undo(p.q, 0));
	assert_int_equal(number_of(p.q, "select count(*) from diary_entry"), 0);
	assert_sound(p.q);
}

static void test_all_or_nothing(void **state)
{
	(void)state;
	static const char csv[] =
		"code,name\nmaria,Maria\nbad code,x\nnikos,Nikos\nworse code,x\neleni,Eleni\n";
	_cleanup_(place_free) struct place p = place_new();
	_cleanup_(importing_free) struct importing i = {.import.atomic = true};
	_cleanup_(free_pointer) char *before = dump(p.q);
	assert_int_not_equal(import_text(p.q, QSER_PERSON, &i, csv), QSER_OK);
	assert_int_equal(i.counts.read, 5);
	assert_int_equal(i.counts.added, 0); /* what is not kept is not counted as added */
	assert_int_equal(i.counts.rejected, 2);
	i.import.atomic = false;
	i.import.max_errors = 2;
	refused(p.q, import_text(p.q, QSER_PERSON, &i, csv), QSER_INVALID,
		"gave up after 2 rejected rows; nothing was imported");
	assert_int_equal(i.counts.added, 0);
	assert_int_equal(i.counts.rejected, 2);
	_cleanup_(free_pointer) char *after = dump(p.q);
	assert_string_equal(before, after);
	assert_int_equal(commands(p.q), 0);
	i.import.max_errors = 3;
	assert_int_equal(import_text(p.q, QSER_PERSON, &i, csv), QSER_PARTIAL);
	assert_counts(i, 3, 0, 0, 2);
}

static void test_files(void **state)
{
	(void)state;
	static const struct {
		const char *text, *words;
	} cases[] = {
		{"", "in.csv"},
		{"name,colour\nMaria,red\n", "unknown column \"colour\" (column 2)"},
		{"name,name_key\nMaria,red\n", "unknown column \"name_key\""},
		{"name,Name\nMaria,red\n", "both stand for name"},
		{"name,item.h1\nMaria,red\n", "people have no answers"},
		{"name,phone\nMaria,\"210\nNikos,\n", "in.csv:2"},
		{"name\nMaria\n\xff\n", "in.csv:3"},
	};
	_cleanup_(place_free) struct place p = place_new();
	_cleanup_(importing_free) struct importing i = {0};
	for (size_t n = 0; n < COUNT(cases); n++) {
		refused(p.q, import_text(p.q, QSER_PERSON, &i, cases[n].text), QSER_INVALID,
			cases[n].words);
		assert_int_equal(number_of(p.q, count_rows), 0);
	}
	i.import.ignore_unknown = true;
	must(p.q, import_text(p.q, QSER_PERSON, &i, cases[1].text));
	assert_counts(i, 1, 0, 0, 0);
	/* Rows with too many or too few fields, stray quotes; what follows is read. */
	assert_int_equal(
		import_text(p.q, QSER_PERSON, &i, "code;name\na;A;more\nb\nc;\"C\"x\nd;D\n"),
		QSER_PARTIAL);
	assert_counts(i, 1, 0, 0, 3);
	assert_sound(p.q);
	struct qser_import import = {.fd = -1, .text = "name\nMaria\n", .name = "in.csv"};
	must(p.q, qser_begin(p.q, "import"));
	refused(p.q, qser_import(p.q, QSER_COMMAND, &import, &i.counts), QSER_INVALID,
		"unknown column");
	refused(p.q, qser_import(p.q, QSER_HISTORY, &import, &i.counts), QSER_INTERNAL,
		"no such record");
	qser_rollback(p.q);
}

static void test_codes(void **state)
{
	(void)state;
	static const char csv[] = "name,email,code\n"
				  "Γιώργος Παππάς,g@example.org,\n"
				  "Γιώργος Παππάς,h@example.org,\n"
				  "!!!,i@example.org,\n"
				  "Maria,j@example.org,boss\n"
				  "???,,\n";
	_cleanup_(place_free) struct place p = place_new();
	_cleanup_(importing_free) struct importing i = {0};
	must(p.q, import_text(p.q, QSER_PERSON, &i, "name,email\nNikos,n@example.org\n"));
	assert_value(p.q, QSER_PERSON, 1, "code", "(none)");
	i.import.derive_codes = true;
	must(p.q, import_text(p.q, QSER_PERSON, &i, csv));
	assert_counts(i, 5, 0, 0, 0);
	assert_value(p.q, QSER_PERSON, 2, "code", "giorgos-pappas");
	assert_value(p.q, QSER_PERSON, 3, "code", "giorgos-pappas-2");
	assert_value(p.q, QSER_PERSON, 4, "code", "i"); /* of the address */
	assert_value(p.q, QSER_PERSON, 5, "code", "boss");
	assert_value(p.q, QSER_PERSON, 6, "code", "person");
	must(p.q, import_text(p.q, QSER_PERSON, &i, csv));
	assert_counts(i, 0, 0, 5, 0);
}

/* The name of the file may be anything; what is kept of it can be shown, and outlives the name. */
static void test_name(void **state)
{
	(void)state;
	_cleanup_(place_free) struct place p = place_new();
	struct qser_counts counts;
	char name[] = "\x1b[2J\xff.csv";
	struct qser_import import = {.fd = -1, .text = "name\nMaria\n", .name = name};
	must(p.q, qser_begin(p.q, "import"));
	must(p.q, qser_import(p.q, QSER_PERSON, &import, &counts));
	name[0] = '\0';
	must(p.q, qser_commit(p.q));
	assert_value(p.q, QSER_COMMAND, 1, "import_name", "\\x1b[2J\\xff.csv");
	assert_sound(p.q);
}

static int count_line(void *ctx, const char *line)
{
	(void)line;
	++*(int *)ctx;
	return 0;
}

/* New records with neighbouring ids share a row of the change log, and are told apart all the same.
 */
static void test_runs(void **state)
{
	(void)state;
	enum { PEOPLE = 2500, ONE = 1500 };
	_cleanup_(place_free) struct place p = place_new();
	_cleanup_(importing_free) struct importing i = {0};
	_cleanup_(buffer_free) struct buffer csv = BUFFER_INIT;
	_cleanup_(free_pointer) char *before = dump(p.q);
	int lines = 0;
	buffer_text_add(&csv, "name,email\n");
	for (int n = 1; n <= PEOPLE; n++)
		buffer_printf(&csv, "P%d,p%d@example.org\n%s", n, n, n == ONE ? ",nobody\n" : "");
	assert_int_equal(import_text(p.q, QSER_PERSON, &i, buffer_text(&csv)), QSER_PARTIAL);
	assert_counts(i, PEOPLE, 0, 0, 1);
	assert_int_equal(number_of(p.q, "select count(*) from change"), 3);
	assert_int_equal(number_of(p.q, "select changes from command"), PEOPLE);
	assert_sound(p.q);
	static const int64_t some[] = {1, 2, 1023, 1024, 1025, ONE, 2048, 2049, PEOPLE};
	for (size_t n = 0; n < COUNT(some); n++) {
		lines = 0;
		must(p.q, qser_describe_record(p.q, QSER_PERSON, some[n], count_line, &lines));
		assert_int_equal(lines, 1);
	}
	must(p.q, qser_describe_command(p.q, 1, count_line, &lines));
	assert_int_equal(lines, 1 + 1 + PEOPLE);
	/* One of the middle is changed: the import cannot be undone before that is. */
	edit(p.q, QSER_PERSON, ONE, "note", "x");
	refused(p.q, try_undo(p.q, 1), QSER_REFUSED, "person 1500 was changed since, by command 2");
	must(p.q, try_undo(p.q, 2));
	must(p.q, try_undo(p.q, 1));
	_cleanup_(free_pointer) char *after = dump(p.q);
	assert_string_equal(before, after);
	/* An id that was given is not given again. */
	assert_int_equal(add(p.q, QSER_PERSON, "name", "Maria"), PEOPLE + 1);
	must(p.q, try_undo(p.q, 4)); /* the import is there again */
	assert_int_equal(number_of(p.q, count_rows), PEOPLE + 1);
	assert_int_equal(add(p.q, QSER_PERSON, "name", "Nikos"), PEOPLE + 2);
	assert_sound(p.q);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_counts),
		cmocka_unit_test(test_identity),
		cmocka_unit_test(test_empty_cells),
		cmocka_unit_test(test_applications),
		cmocka_unit_test(test_references),
		cmocka_unit_test(test_rejected_whole),
		cmocka_unit_test(test_all_or_nothing),
		cmocka_unit_test(test_files),
		cmocka_unit_test(test_runs),
		cmocka_unit_test(test_codes),
		cmocka_unit_test(test_name),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
