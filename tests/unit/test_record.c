/* test_record.c: values in and out, and the rules that every record has from its description. */
#include "fixture.h"

/* ---- Values ---- */

struct pair {
	const char *given, *kept; /* kept NULL: refused, and the message begins "COLUMN: " */
};

static void check_pairs(enum qser_record r, int64_t id, const char *column,
	const struct pair *pairs, size_t count, struct qser *q)
{
	_cleanup_(buffer_free) struct buffer prefix = BUFFER_INIT;
	buffer_printf(&prefix, "%s: ", column);
	for (size_t i = 0; i < count; i++) {
		enum qser_status status = try_edit(q, r, id, column, pairs[i].given, NULL);
		if (pairs[i].kept) {
			if (status != QSER_OK)
				fail_msg("%s \"%s\": %s", column, pairs[i].given,
					qser_error(q).message);
			assert_value(q, r, id, column, pairs[i].kept);
			/* What is shown is taken again, and is the same. */
			int64_t before = number_of(q, "select count(*) from command");
			if (strcmp(pairs[i].kept, "(none)") != 0)
				must(q, try_edit(q, r, id, column, pairs[i].kept, NULL));
			assert_int_equal(number_of(q, "select count(*) from command"), before);
		} else {
			if (status == QSER_OK)
				fail_msg("%s took \"%s\"", column, pairs[i].given);
			refused(q, status, QSER_INVALID, prefix.data);
			assert_int_equal(
				strncmp(qser_error(q).message, prefix.data, prefix.length), 0);
		}
	}
}

#define CHECK(q, r, id, column, ...)                                  \
	do {                                                          \
		static const struct pair pairs_[] = {__VA_ARGS__};    \
		check_pairs(r, id, column, pairs_, COUNT(pairs_), q); \
	} while (0)

static void test_values(void **state)
{
	(void)state;
	_cleanup_(place_free) struct place p = place_new();
	int64_t person =
		add(p.q, QSER_PERSON, "name", "Maria", "code", "maria", "email", "m@example.org");
	int64_t athens = add(p.q, QSER_ORGANISATION, "name", "Athens");
	int64_t training = add(p.q, QSER_TRAINING, "person", "maria", "module", "workshop");
	int64_t path = add(p.q, QSER_PATH, "title", "Reception", "organisation", "athens");
	int64_t entry = add(p.q, QSER_ENTRY, "trainer", "maria", "day", TODAY, "minutes", "60",
		"kind", "travel");
	CHECK(p.q, QSER_PERSON, person, "job_title", {"  Mayor\t", "Mayor"},
		{"Δήμαρχος", "Δήμαρχος"}, {"=1+1", "=1+1"}, {"\xE2\x80\xAEx", "\xE2\x80\xAEx"},
		{"", "(none)"}, {"  ", "(none)"}, {"a\nb", NULL}, {"a\tb", NULL}, {"\x1b[2J", NULL},
		{"\x7f", NULL}, {"\xC2\x85x", NULL}, {"\xff", NULL}, {"\xC0\x80", NULL},
		{"\xED\xA0\x80", NULL});
	CHECK(p.q, QSER_PERSON, person, "note", {"a\n\tb", "a\n\tb"}, {"\na\n", "a"},
		{"a\rb", NULL}, {"a\x1b", NULL});
	CHECK(p.q, QSER_PERSON, person, "code", {"a.b-9", "a.b-9"}, {"Maria", NULL}, {"9a", NULL},
		{"a b", NULL}, {"a123456789012345678901234567890123", NULL}, {"maria", "maria"});
	CHECK(p.q, QSER_PERSON, person, "email", {"Ann.B+c@Example.org", "Ann.B+c@Example.org"},
		{"x@", NULL}, {"@x", NULL}, {"a@b@c.org", NULL}, {"a b@c.org", NULL},
		{"a@c.org\nBcc: x", NULL}, {"a@c.org,b@c.org", NULL});
	CHECK(p.q, QSER_PERSON, person, "phone", {"+30 (210) 123-45/6", "+30 (210) 123-45/6"},
		{"call me", NULL});
	CHECK(p.q, QSER_PERSON, person, "origin", {"External", "external"},
		{"in house", "in-house"}, {"IN_HOUSE", "in-house"}, {"elsewhere", NULL});
	CHECK(p.q, QSER_PERSON, person, "languages", {" el ;en| el;;", "el;en"}, {";", "(none)"},
		{"a,b;c", "a,b;c"}, {"a\nb", NULL}, {"el", "el"}, {"en;el", "en;el"},
		{"en;el;en", "en;el"}, {"el;elx;el", "el;elx"}, {"el;;en", "el;en"}, {"el;", "el"},
		{";el", "el"}, {"el; en", "el;en"}, {"el ;en", "el;en"}, {"el|en", "el;en"},
		{"two words;en", "two words;en"}, {"el;\x7f", NULL});
	CHECK(p.q, QSER_PERSON, person, "organisation", {"athens", "athens"}, {"1", "athens"},
		{"9", NULL}, {"sparta", NULL}, {"01", NULL}, {"1;DROP TABLE person", NULL},
		{"", "(none)"});
	CHECK(p.q, QSER_TRAINING, training, "minutes", {"90", "90"}, {"1h30", "90"}, {"1:30", "90"},
		{"600000", "600000"}, {"0", NULL}, {"600001", NULL}, {"-5", NULL}, {"1e3", NULL},
		{"0x10", NULL}, {"9223372036854775808", NULL}, {"９０", NULL},
		{"90 bananas", NULL});
	CHECK(p.q, QSER_TRAINING, training, "completed", {"2026-02-28", "2026-02-28"},
		{"yesterday", "2026-11-19"}, {"2026-02-30", NULL}, {"0000-00-00", NULL},
		{"10000-01-01", NULL}, {"31/12/2026", NULL});
	CHECK(p.q, QSER_PATH, path, "hours", {"40", "40"}, {"1,5", "1.5"}, {"1.25", "1.25"},
		{"100min", "1h40"}, {"1h40", "1h40"}, {"0", "0"}, {"-1", NULL}, {"1.001", NULL},
		{"1.234", NULL}, {"1000001", NULL});
	CHECK(p.q, QSER_PATH, path, "weeks", {"0", "0"}, {"520", "520"}, {"521", NULL},
		{"-1", NULL}, {"1.0", NULL}, {"1 ", "1"}, {"+1", NULL}, {"007", NULL});
	CHECK(p.q, QSER_ENTRY, entry, "satisfied", {"yes", "yes"}, {"NO", "no"}, {"Ναι", "yes"},
		{"όχι", "no"}, {"1", "yes"}, {"maybe", NULL}, {"", "(none)"});
	CHECK(p.q, QSER_ENTRY, entry, "starts_at", {"2026-11-20T08:30:00Z", "2026-11-20T08:30:00Z"},
		{"2026-11-20T10:30+02:00", "2026-11-20T08:30:00Z"}, {"2026-11-20T25:00Z", NULL});
	CHECK(p.q, QSER_ENTRY, entry, "zone", {"+02:00", "+02:00"}, {"+ 2: 0", NULL}, {"2h", NULL},
		{"+-1:00", NULL});
	(void)athens;
	assert_sound(p.q);
}

static void test_moment(void **state)
{
	(void)state;
	_cleanup_(place_free) struct place p = place_new();
	add(p.q, QSER_PERSON, "name", "Maria");
	int64_t id;
	static const char *const ends[] = {"9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z"};
	for (size_t i = 0; i < COUNT(ends); i++) {
		/* The edge of time in every zone there is: an answer, never a crash. */
		(void)try_add(p.q, QSER_ENTRY, &id, "trainer", "1", "starts_at", ends[i], "minutes",
			"1440", NULL);
		(void)try_add(p.q, QSER_ENTRY, &id, "trainer", "1", "starts_at", ends[i], "minutes",
			"1440", "day", "9999-12-31", "zone", i ? "-18:00" : "+18:00", NULL);
	}
	assert_sound(p.q);
}

/* ---- Rules ---- */

static void test_required(void **state)
{
	(void)state;
	_cleanup_(place_free) struct place p = place_new();
	int64_t id;
	refused(p.q, try_add(p.q, QSER_PERSON, &id, "email", "m@example.org", NULL), QSER_INVALID,
		"name: is missing; a person needs one");
	assert_int_equal(id, 0);
	refused(p.q, try_add(p.q, QSER_PERSON, &id, "name", " ", NULL), QSER_INVALID,
		"name: is missing");
	id = add(p.q, QSER_PERSON, "name", "Maria");
	assert_value(p.q, QSER_PERSON, id, "origin", "in-house");
	refused(p.q, try_edit(p.q, QSER_PERSON, id, "name", "", NULL), QSER_INVALID,
		"name: is missing");
	refused(p.q, try_edit(p.q, QSER_PERSON, id, "origin", NULL, NULL), QSER_INVALID,
		"origin: is missing");
	refused(p.q, try_edit(p.q, QSER_PERSON, 77, "name", "x", NULL), QSER_UNKNOWN,
		"there is no person 77");
	refused(p.q, try_edit(p.q, QSER_PERSON, id, "colour", "x", NULL), QSER_USAGE,
		"people have no column \"colour\"; they have id, code, name, family_name, email");
	refused(p.q, try_edit(p.q, QSER_PERSON, id, "name_key", "x", NULL), QSER_USAGE,
		"no column");
	refused(p.q, try_edit(p.q, QSER_PERSON, id, "id", "5", NULL), QSER_REFUSED,
		"id: is set by the verbs");
	refused(p.q,
		try_add(p.q, QSER_APPLICATION, &id, "name", "A", "email", "a@b.org", "state",
			"accepted", NULL),
		QSER_REFUSED, "state: is set by the verbs");
	refused(p.q, try_add(p.q, QSER_COMMAND, &id, "verb", "x", NULL), QSER_REFUSED,
		"verb: is set by");
	refused(p.q, try_add(p.q, QSER_COMMAND, &id, NULL), QSER_REFUSED,
		"written by the commands themselves");
	refused(p.q, try_remove(p.q, QSER_COMMAND, 1), QSER_REFUSED, "never removed");
	refused(p.q, try_add(p.q, QSER_HISTORY, &id, "old", "x", NULL), QSER_INTERNAL,
		"no such record");
	refused(p.q, try_remove(p.q, (enum qser_record)99, 1), QSER_INTERNAL, "no such record");
	assert_int_equal(number_of(p.q, "select count(*) from command"), 1);
}

static void test_keys(void **state)
{
	(void)state;
	_cleanup_(place_free) struct place p = place_new();
	int64_t id;
	add(p.q, QSER_PERSON, "name", "Maria", "email", "maria@example.org", "login", "mp");
	refused(p.q,
		try_add(p.q, QSER_PERSON, &id, "name", "B", "email", "MARIA@Example.org", NULL),
		QSER_EXISTS, "email: taken by person 1 (maria)");
	refused(p.q, try_add(p.q, QSER_PERSON, &id, "name", "B", "code", "maria", NULL),
		QSER_EXISTS, "code: taken by person 1 (maria)");
	refused(p.q, try_add(p.q, QSER_PERSON, &id, "name", "B", "login", "mp", NULL), QSER_EXISTS,
		"login: taken by person 1 (maria)");
	/* Codes: from the name, -2 where that is taken, cut so that they fit. */
	static const char *const codes[][2] = {{"Maria", "maria-2"}, {"MARÍA!", "maria-3"},
		{"李", "person"}, {"Γιώργος Παππάς", "giorgos-pappas"}, {"  ", NULL},
		{"A very long name that goes on and on", "a-very-long-name-that-goes-on-an"},
		{"A very long name that goes on and on", "a-very-long-name-that-goes-on--2"}};
	for (size_t i = 0; i < COUNT(codes); i++) {
		if (!codes[i][1])
			continue;
		id = add(p.q, QSER_PERSON, "name", codes[i][0]);
		assert_value(p.q, QSER_PERSON, id, "code", codes[i][1]);
	}
	/* A key of several columns, one of them empty; what is fixed stays. */
	int64_t role = add(p.q, QSER_ROLE, "person", "maria", "role", "mentor");
	refused(p.q, try_add(p.q, QSER_ROLE, &id, "person", "maria", "role", "mentor", NULL),
		QSER_EXISTS, "person and role and organisation: taken by role 1");
	refused(p.q, try_edit(p.q, QSER_ROLE, role, "person", "maria-2", NULL), QSER_INVALID,
		"person: cannot be changed once the role is there");
	edit(p.q, QSER_ROLE, role, "person", "maria", "role", "trainer");
	/* Found by id, code, address in any case; also one that begins with a digit. */
	edit(p.q, QSER_PERSON, 2, "email", "2maria@example.org");
	static const char *const words[] = {"2", "maria-2", "2MARIA@example.org"};
	for (size_t i = 0; i < COUNT(words); i++) {
		must(p.q, qser_find(p.q, QSER_PERSON, words[i], &id));
		assert_int_equal(id, 2);
	}
	static const char *const nobody[] = {
		"", "0", "-1", "99999999999999999999", "2 ", "Petros", "x@y", "$(id)", "a\x1b"};
	for (size_t i = 0; i < COUNT(nobody); i++)
		refused(p.q, qser_find(p.q, QSER_PERSON, nobody[i], &id), QSER_UNKNOWN,
			"there is no person");
	refused(p.q, qser_find(p.q, QSER_PERSON, "MARIA", &id), QSER_UNKNOWN,
		"\"MARIA\" is the name of 2 people: 1 (maria), 2 (maria-2); give a code or an id");
	assert_null(strchr(qser_error(p.q).message, '\x1b'));
	assert_sound(p.q);
}

static void test_parts(void **state)
{
	(void)state;
	_cleanup_(place_free) struct place p = place_new();
	add(p.q, QSER_ORGANISATION, "name", "Athens");
	add(p.q, QSER_PERSON, "name", "Maria", "organisation", "athens");
	add(p.q, QSER_PERSON, "name", "Nikos", "supervisor", "maria");
	add(p.q, QSER_ROLE, "person", "maria", "role", "mentor");
	add(p.q, QSER_PATH, "title", "Reception", "organisation", "athens");
	add(p.q, QSER_PARTICIPANT, "path", "reception", "person", "nikos");
	add(p.q, QSER_SKILL, "path", "reception", "name", "Patience");
	refused(p.q, try_remove(p.q, QSER_ORGANISATION, 1), QSER_REFERENCED,
		"organisation 1 (athens) is still named by person 1 (maria) (organisation); change "
		"that first");
	refused(p.q, try_remove(p.q, QSER_PERSON, 1), QSER_REFERENCED,
		"named by person 2 (nikos) (supervisor)");
	refused(p.q, try_remove(p.q, QSER_PERSON, 2), QSER_REFERENCED,
		"named by participant 1 (person)");
	refused(p.q, try_remove(p.q, QSER_STEP, 3), QSER_REFUSED, "keeps its 13 steps");
	/* Its parts go with it, each with a line in the log. */
	must(p.q, try_remove(p.q, QSER_PATH, 1));
	assert_int_equal(number_of(p.q, "select count(*) from step"), 0);
	assert_int_equal(number_of(p.q, "select count(*) from skill"), 0);
	assert_int_equal(number_of(p.q, "select changes from command order by id desc"), 16);
	assert_int_equal(
		number_of(p.q, "select count(*) from change where op = 3 and record = 19"), 13);
	refused(p.q, try_remove(p.q, QSER_PATH, 1), QSER_UNKNOWN, "there is no path 1");
	/* Several participants of a diary entry: set, changed, emptied; they cannot be removed. */
	add(p.q, QSER_PERSON, "name", "Eleni");
	int64_t entry = add(p.q, QSER_ENTRY, "trainer", "maria", "day", "today", "minutes", "30",
		"kind", "workshop", "participants", "eleni; nikos;3");
	assert_value(p.q, QSER_ENTRY, entry, "participants", "nikos;eleni");
	refused(p.q, try_remove(p.q, QSER_PERSON, 3), QSER_REFERENCED,
		"named by diary entry 1 (participants)");
	edit(p.q, QSER_ENTRY, entry, "participants", "nikos");
	assert_value(p.q, QSER_ENTRY, entry, "participants", "nikos");
	refused(p.q, try_edit(p.q, QSER_ENTRY, entry, "participants", "nikos;nobody", NULL),
		QSER_INVALID, "participants: there is no person \"nobody\"");
	int64_t commands = number_of(p.q, "select count(*) from command");
	edit(p.q, QSER_ENTRY, entry, "participants", "2;nikos");
	assert_int_equal(number_of(p.q, "select count(*) from command"), commands);
	edit(p.q, QSER_ENTRY, entry, "participants", NULL);
	assert_value(p.q, QSER_ENTRY, entry, "participants", "(none)");
	must(p.q, try_remove(p.q, QSER_ENTRY, entry));
	must(p.q, try_remove(p.q, QSER_PERSON, 3));
	assert_sound(p.q);
}

/* ---- Asking ---- */

static int keep_id(void *ctx, int64_t id, size_t count, const char *const *values)
{
	struct buffer *out = ctx;
	(void)count;
	(void)values;
	buffer_printf(out, "%s%" PRId64, out->length ? " " : "", id);
	return 0;
}

static void assert_listed(struct qser *q, enum qser_record r, const char *column, const char *value,
	const char *sort, const char *want)
{
	_cleanup_(buffer_free) struct buffer ids = BUFFER_INIT;
	const struct qser_field filter = {column, value};
	const struct qser_query query = {
		.sort = sort, .filters = &filter, .filter_count = column != NULL};
	must(q, qser_each(q, r, &query, keep_id, &ids));
	if (strcmp(buffer_text(&ids), want) != 0)
		fail_msg("%s=%s by %s: \"%s\", not \"%s\"", column ? column : "",
			value ? value : "", sort ? sort : "id", buffer_text(&ids), want);
}

static void test_filters(void **state)
{
	(void)state;
	_cleanup_(place_free) struct place p = place_new();
	struct qser *q = p.q;
	add(q, QSER_ORGANISATION, "name", "Athens");
	add(q, QSER_PERSON, "name", "Ωμέγα 100%", "organisation", "athens", "note", "a_b");
	add(q, QSER_PERSON, "name", "Άλφα\\beta", "origin", "external", "note", "axb");
	add(q, QSER_PERSON, "name", "Černý", "email", "c@example.org", "languages", "cs;el");
	add(q, QSER_PERSON, "name", "Chládek", "supervisor", "cerny");
	add(q, QSER_PERSON, "name", "cesta");
	static const struct {
		const char *column, *value, *want;
	} people[] = {{"name", "ωμεγα", "1"}, {"name", "ΑΛΦΑ", "2"}, {"name", "%", "1"},
		{"name", "\\", "2"}, {"name", "' or 1=1 --", ""}, {"note", "_", "1"},
		{"note", "a", "1 2"}, {"note", "", "3 4 5"}, {"note", NULL, "3 4 5"},
		{"origin", "external", "2"}, {"origin", "external,in-house", "1 2 3 4 5"},
		{"organisation", "athens", "1"}, {"organisation", "1,1", "1"},
		{"supervisor", "c@example.org", "4"}, {"languages", "EL", "3"},
		{"id", "2..3", "2 3"}, {"id", "4..", "4 5"}, {"id", "..2", "1 2"}, {"id", "3", "3"},
		{"email", "EXAMPLE", "3"}, {"job-title", "", "1 2 3 4 5"},
		{"code", "cesta,cerny", "3 5"}};
	for (size_t i = 0; i < COUNT(people); i++)
		assert_listed(
			q, QSER_PERSON, people[i].column, people[i].value, NULL, people[i].want);
	add(q, QSER_ENTRY, "trainer", "1", "day", "2026-10-31", "minutes", "30", "kind", "travel",
		"participants", "2;3");
	add(q, QSER_ENTRY, "trainer", "2", "day", "2026-11-01", "minutes", "90", "kind", "meeting",
		"satisfied", "yes");
	static const struct {
		const char *column, *value, *want;
	} entries[] = {{"day", "2026-11", "2"}, {"day", "2026", "1 2"},
		{"day", "2026-10-31..2026-11-01", "1 2"}, {"day", "2026-10-31", "1"},
		{"minutes", "30..89", "1"}, {"minutes", "1h30", "2"}, {"satisfied", "yes", "2"},
		{"satisfied", "", "1"}, {"participants", "3", "1"}, {"participants", "", "2"},
		{"entered_at", TODAY, "1 2"}, {"entered-at", "2026-11-19", ""}};
	for (size_t i = 0; i < COUNT(entries); i++)
		assert_listed(
			q, QSER_ENTRY, entries[i].column, entries[i].value, NULL, entries[i].want);
	/* As people expect, each in their language; the empty ones last, either way. */
	assert_listed(q, QSER_PERSON, NULL, NULL, "name", "5 4 3 2 1");
	assert_listed(q, QSER_PERSON, NULL, NULL, "-name", "1 2 3 4 5");
	assert_listed(q, QSER_PERSON, NULL, NULL, "email,-id", "3 5 4 2 1");
	assert_listed(q, QSER_PERSON, NULL, NULL, "-email,job-title", "3 1 2 4 5");
	must(q, qser_begin(q, "setting"));
	must(q, qser_set_setting(q, "language", 0, "cs"));
	must(q, qser_commit(q));
	assert_listed(q, QSER_PERSON, NULL, NULL, "name", "5 3 4 2 1");
}

static void assert_asked(
	struct qser *q, struct qser_query query, enum qser_status want, const char *words)
{
	_cleanup_(buffer_free) struct buffer ids = BUFFER_INIT;
	refused(q, qser_each(q, QSER_PERSON, &query, keep_id, &ids), want, words);
	assert_int_equal(ids.length, 0);
}

static int stop(void *ctx, int64_t id, size_t count, const char *const *values)
{
	(void)values;
	*(int64_t *)ctx += id;
	return count > 1;
}

static void test_words_of_a_query(void **state)
{
	(void)state;
	_cleanup_(place_free) struct place p = place_new();
	_cleanup_(buffer_free) struct buffer long_text = BUFFER_INIT, names = BUFFER_INIT;
	for (int i = 0; i < 5000; i++)
		buffer_text_add(&long_text, "name,");
	add(p.q, QSER_PERSON, "name", "Maria");
	add(p.q, QSER_PERSON, "name", "Nikos");
	static const char *const bad[] = {
		"id;DROP", "x\"y", "rowid", "name_key", "", "name ", "t.name", "\x1b[2J"};
	for (size_t i = 0; i < COUNT(bad); i++) {
		const struct qser_field filter = {bad[i], "x"};
		if (*bad[i]) {
			assert_asked(p.q, (struct qser_query){.columns = bad[i]}, QSER_USAGE,
				"they have id, code, name");
			assert_asked(p.q, (struct qser_query){.sort = bad[i]}, QSER_USAGE,
				"people have no column");
		}
		assert_asked(p.q, (struct qser_query){.filters = &filter, .filter_count = 1},
			QSER_USAGE, "no column");
		assert_null(strchr(qser_error(p.q).message, '\x1b'));
	}
	assert_asked(p.q, (struct qser_query){.columns = ""}, QSER_USAGE, "no columns given");
	assert_asked(p.q, (struct qser_query){.columns = long_text.data}, QSER_USAGE, "at most 64");
	assert_asked(p.q, (struct qser_query){.sort = long_text.data}, QSER_USAGE, "at most 64");
	const struct qser_field filters[] = {{"name", long_text.data}, {"origin", long_text.data},
		{"id", "x"}, {"organisation", "nowhere"}};
	static const char *const said[] = {
		"name: what is looked for is longer", "origin: ", "id: ", "organisation: "};
	for (size_t i = 0; i < COUNT(filters); i++)
		assert_asked(p.q, (struct qser_query){.filters = &filters[i], .filter_count = 1},
			QSER_INVALID, said[i]);
	buffer_clear(&long_text);
	for (int i = 0; i < 40000; i++)
		buffer_text_add(&long_text, "1,");
	const struct qser_field many = {"organisation", long_text.data};
	add(p.q, QSER_ORGANISATION, "name", "Athens");
	assert_asked(p.q, (struct qser_query){.filters = &many, .filter_count = 1}, QSER_INVALID,
		"more than 1000");
	struct qser_field crowd[2000];
	for (size_t i = 0; i < COUNT(crowd); i++)
		crowd[i] = (struct qser_field){"name", "a"};
	assert_asked(p.q, (struct qser_query){.filters = crowd, .filter_count = COUNT(crowd)},
		QSER_USAGE, "filters");
	/* Columns in the order asked for; a limit; a walk that is stopped; one by its number. */
	int64_t sum = 0;
	must(p.q, qser_each(p.q, QSER_PERSON, &(struct qser_query){.columns = "name", .limit = 1},
			  keep_value, &names));
	assert_string_equal(names.data, "Maria");
	assert_int_equal(qser_each(p.q, QSER_PERSON, NULL, stop, &sum), QSER_STOPPED);
	assert_int_equal(sum, 1);
	refused(p.q, qser_get(p.q, QSER_PERSON, 9, stop, &sum), QSER_UNKNOWN,
		"there is no person 9");
	assert_int_equal(qser_get(p.q, QSER_PERSON, 2, stop, &sum), QSER_STOPPED);
	assert_int_equal(sum, 3);
}

/* An id that was given is not given again, whatever became of its record; in one command, too. */
static void test_ids(void **state)
{
	(void)state;
	_cleanup_(place_free) struct place p = place_new();
	assert_int_equal(add(p.q, QSER_ORGANISATION, "name", "A"), 1);
	must(p.q, qser_begin(p.q, "add"));
	assert_int_equal(add(p.q, QSER_ORGANISATION, "name", "B"), 2);
	assert_int_equal(add(p.q, QSER_ORGANISATION, "name", "C"), 3);
	must(p.q, qser_remove(p.q, QSER_ORGANISATION, 3));
	assert_int_equal(add(p.q, QSER_ORGANISATION, "name", "D"), 4);
	assert_int_equal(add(p.q, QSER_ORGANISATION, "name", "E", "code", "e"), 5);
	must(p.q, store_savepoint(p.q->store));
	struct log_mark mark = log_mark(p.q);
	assert_int_equal(add(p.q, QSER_ORGANISATION, "name", "F"), 6);
	must(p.q, store_take_back(p.q->store));
	log_take_back(p.q, &mark);
	assert_int_equal(add(p.q, QSER_ORGANISATION, "name", "G"), 6);
	must(p.q, qser_commit(p.q));
	struct qser *other = open_database(p.path, QSER_WRITE);
	must(other, try_remove(other, QSER_ORGANISATION, 6));
	qser_close(other);
	must(p.q, qser_begin(p.q, "add"));
	assert_int_equal(add(p.q, QSER_ORGANISATION, "name", "H"), 7);
	assert_int_equal(add(p.q, QSER_ORGANISATION, "name", "I"), 8);
	must(p.q, qser_commit(p.q));
	assert_int_equal(number_of(p.q, "select sum(id) from organisation where name in "
					"('A', 'B', 'D', 'E', 'H', 'I')"),
		1 + 2 + 4 + 5 + 7 + 8);
	assert_int_equal(number_of(p.q, "select count(*) from organisation"), 6);
}

/* What stays bound from row to row is what the row has: values that come, go and repeat. */
static void test_rows_in_turn(void **state)
{
	(void)state;
	_cleanup_(place_free) struct place p = place_new();
	must(p.q, qser_begin(p.q, "add"));
	assert_int_equal(add(p.q, QSER_PERSON, "name", "Ada", "phone", "111", "note", "one"), 1);
	assert_int_equal(add(p.q, QSER_PERSON, "name", "Bea"), 2);
	assert_int_equal(add(p.q, QSER_PERSON, "name", "Ada", "phone", "111", "code", "x"), 3);
	assert_int_equal(add(p.q, QSER_PERSON, "name", "Eva", "phone", "222", "note", "two"), 4);
	must(p.q, qser_commit(p.q));
	assert_value(p.q, QSER_PERSON, 1, "note", "one");
	assert_value(p.q, QSER_PERSON, 2, "name", "Bea");
	assert_value(p.q, QSER_PERSON, 2, "phone", "(none)");
	assert_value(p.q, QSER_PERSON, 2, "note", "(none)");
	assert_value(p.q, QSER_PERSON, 2, "origin", "in-house");
	assert_value(p.q, QSER_PERSON, 3, "code", "x");
	assert_value(p.q, QSER_PERSON, 3, "phone", "111");
	assert_value(p.q, QSER_PERSON, 4, "name", "Eva");
	assert_value(p.q, QSER_PERSON, 4, "phone", "222");
	assert_value(p.q, QSER_PERSON, 4, "note", "two");
}

/* Each description agrees with the schema. */
static void test_schema(void **state)
{
	(void)state;
	_cleanup_(place_free) struct place p = place_new();
	for (int n = 1; n < QSER_RECORDS; n++) {
		const struct record *r = record_of((enum qser_record)n);
		if (!r)
			continue;
		assert_true(r->count <= RECORD_COLUMNS_MAX);
		assert_string_equal(r->columns[0].name, "id");
		for (size_t i = 0; i < r->count; i++) {
			const struct qser_column *c = &r->columns[i];
			_cleanup_(buffer_free) struct buffer sql = BUFFER_INIT;
			if (c->type == QSER_REFS)
				buffer_printf(&sql,
					"select count(*) from %s_%s where owner = target", r->table,
					c->name);
			else
				buffer_printf(&sql,
					"select count(*) from pragma_table_info('%s') where name = "
					"'%s'"
					" and type = '%s'",
					r->table, c->name,
					type_is_number(c->type) ? "INTEGER" : "TEXT");
			if (number_of(p.q, sql.data) != (c->type != QSER_REFS))
				fail_msg("%s.%s is not in the schema as described", r->table,
					c->name);
			assert_true(!c->ref || record_of(c->ref));
			assert_true((c->type == QSER_REF || c->type == QSER_REFS) == (c->ref != 0));
		}
	}
}

/* ---- A commit that fails ---- */

static int refuse_commit(void *ctx)
{
	(void)ctx;
	return 1;
}

/* Nobody holds the lock any more: somebody else is faster, and gets the id of the command. */
static void take_id(void *path)
{
	struct qser *other;
	struct qser_options options = options_for(path, QSER_WRITE);
	options.now++;
	must_open(&other, &options);
	add(other, QSER_PERSON, "name", "Petr");
	qser_close(other);
}

static void test_denied_commit(void **state)
{
	(void)state;
	_cleanup_(place_free) struct place p = place_new();
	must(p.q, qser_begin(p.q, "add"));
	add(p.q, QSER_PERSON, "name", "Maria");
	(void)sqlite3_commit_hook(p.q->store->db, refuse_commit, NULL);
	(void)sqlite3_rollback_hook(p.q->store->db, take_id, p.path);
	refused(p.q, qser_commit(p.q), QSER_INVALID, "");
	assert_null(strstr(qser_error(p.q).message, "was made"));
	assert_int_equal(number_of(p.q, "select count(*) from command where id = 1"), 1);
	assert_int_equal(number_of(p.q, "select count(*) from person where name = 'Maria'"), 0);
}

/* As if it had failed behind the commit: there is the command itself. */
static void make_it_after_all(void *ctx)
{
	const struct qser *q = ctx;
	sqlite3 *db;
	char *sql = sqlite3_mprintf(
		"insert into command (id, at, uid, program, verb, changes, previous_hash, hash)"
		" values (%lld, 0, 0, 'x', 'x', 1, 'x', %Q)",
		(long long)q->log.command, q->log.own);
	assert_int_equal(sqlite3_open(q->store->path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_close(db), SQLITE_OK);
	sqlite3_free(sql);
}

/* What has no name yet is taken away. */
static void test_unfinished_commit(void **state)
{
	(void)state;
	_cleanup_(folder_free) char *folder = folder_new();
	_cleanup_(free_pointer) char *path = in_folder(folder, "q.db");
	struct qser_options options = options_for(path, QSER_CREATE);
	_cleanup_(close_database) struct qser *q = NULL;
	options.unfinished = true;
	must_open(&q, &options);
	must(q, qser_begin(q, "init"));
	add(q, QSER_PERSON, "name", "Maria");
	(void)sqlite3_commit_hook(q->store->db, refuse_commit, NULL);
	(void)sqlite3_rollback_hook(q->store->db, make_it_after_all, q);
	refused(q, qser_commit(q), QSER_INVALID, "");
	assert_null(strstr(qser_error(q).message, "was made"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_values),
		cmocka_unit_test(test_moment),
		cmocka_unit_test(test_required),
		cmocka_unit_test(test_keys),
		cmocka_unit_test(test_parts),
		cmocka_unit_test(test_filters),
		cmocka_unit_test(test_words_of_a_query),
		cmocka_unit_test(test_ids),
		cmocka_unit_test(test_rows_in_turn),
		cmocka_unit_test(test_schema),
		cmocka_unit_test(test_denied_commit),
		cmocka_unit_test(test_unfinished_commit),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
