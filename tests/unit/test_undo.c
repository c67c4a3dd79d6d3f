/* test_undo.c: whatever was done can be taken back exactly, and done again; or it is refused whole.
 */
#include "fixture.h"

#define COMMANDS 250

/* ---- Chance at work ---- */

static const char *const names[] = {"Maria Papadopoulou", "Γιώργος Οικονόμου", "Zoë Łukasz",
	"O'Neill; Ann", "Černý \"Jan\"", "李 四", "Ana, María"};

/* Good until the fourth call after this one. */
static _printf_(1, 2) const char *text_of(const char *format, ...)
{
	static char text[4][64];
	static int next;
	va_list args;
	next = (next + 1) % 4;
	va_start(args, format);
	(void)vsnprintf(text[next], sizeof(text[next]), format, args);
	va_end(args);
	return text[next];
}

/* A record that is there, as a word; "0" when there is none. */
static const char *some(struct qser *q, enum qser_record r)
{
	_cleanup_(buffer_free) struct buffer sql = BUFFER_INIT;
	buffer_printf(&sql, "select id from %s order by id", record_of(r)->table);
	_cleanup_(query_end) struct query look = query(q->store, sql.data);
	unsigned count = 0, wanted;
	int64_t id = 0;
	while (query_row(&look))
		count++;
	query_reset(&look);
	wanted = count ? chance(count) : 0;
	for (unsigned i = 0; i <= wanted && query_row(&look); i++)
		id = query_get_int(&look, 0);
	return text_of("%u", (unsigned)id);
}

static int64_t some_id(struct qser *q, enum qser_record r)
{
	return strtoll(some(q, r), NULL, 10);
}

static enum qser_status add_some(struct qser *q)
{
	int64_t id;
	const char *name = names[chance(COUNT(names))];
	const char *organisation = some(q, QSER_ORGANISATION);
	switch (chance(7)) {
	case 0:
		return try_add(
			q, QSER_ORGANISATION, &id, "name", name, "email", "info@example.org", NULL);
	case 1:
		return try_add(q, QSER_PERSON, &id, "name", name, "email",
			text_of("p%u@example.org", chance(60)), "organisation",
			chance(2) ? organisation : NULL, "note", "two\nlines", NULL);
	case 2:
		return try_add(q, QSER_PATH, &id, "title", name, "organisation", organisation,
			"hours", "40", NULL);
	case 3:
		return try_add(q, QSER_PARTICIPANT, &id, "path", some(q, QSER_PATH), "person",
			some(q, QSER_PERSON), NULL);
	case 4:
		return try_add(q, QSER_ROLE, &id, "person", some(q, QSER_PERSON), "role",
			chance(2) ? "mentor" : "trainer", "organisation",
			chance(2) ? organisation : NULL, NULL);
	case 5:
		return try_add(q, QSER_SKILL, &id, "path", some(q, QSER_PATH), "name", name, NULL);
	default:
		return try_add(q, QSER_ENTRY, &id, "trainer", some(q, QSER_PERSON), "day",
			text_of("2026-11-%02u", 1 + chance(20)), "minutes",
			text_of("%u", 1 + chance(300)), "kind", "workshop", "participants",
			text_of("%u;%u", (unsigned)some_id(q, QSER_PERSON),
				(unsigned)some_id(q, QSER_PERSON)),
			NULL);
	}
}

static enum qser_status edit_some(struct qser *q)
{
	const char *name = names[chance(COUNT(names))];
	switch (chance(6)) {
	case 0:
		return try_edit(q, QSER_PERSON, some_id(q, QSER_PERSON), "name", name, "email",
			chance(3) ? text_of("p%u@example.org", chance(60)) : NULL, NULL);
	case 1:
		return try_edit(q, QSER_PERSON, some_id(q, QSER_PERSON), "organisation",
			some(q, QSER_ORGANISATION), "supervisor", some(q, QSER_PERSON), NULL);
	case 2:
		return try_edit(q, QSER_ENTRY, some_id(q, QSER_ENTRY), "participants",
			chance(3) ? some(q, QSER_PERSON) : NULL, "satisfied",
			chance(2) ? "yes" : "no", NULL);
	case 3:
		return try_edit(q, QSER_STEP, some_id(q, QSER_STEP), "state",
			chance(2) ? "done" : "started", "responsible", some(q, QSER_PERSON), NULL);
	case 4:
		return try_edit(q, QSER_PATH, some_id(q, QSER_PATH), "trainer",
			some(q, QSER_PERSON), "goals", chance(2) ? "a\n\tb" : NULL, "code",
			chance(4) ? NULL : "taken", NULL);
	default:
		return try_edit(
			q, QSER_ORGANISATION, some_id(q, QSER_ORGANISATION), "name", name, NULL);
	}
}

static enum qser_status import_some(struct qser *q)
{
	_cleanup_(importing_free) struct importing i = {.import.derive_codes = chance(2)};
	_cleanup_(buffer_free) struct buffer csv = BUFFER_INIT;
	bool people = chance(2);
	buffer_text_add(&csv, "Name,E-mail,Languages\n");
	for (unsigned n = 0; n < 5; n++)
		buffer_printf(&csv, "Import %u,p%u@example.org,el;%s\n", chance(9), chance(60),
			chance(2) ? "en" : "cs");
	buffer_text_add(&csv, "refused,not an address,el\n");
	return import_text(q, people ? QSER_PERSON : QSER_APPLICATION, &i, csv.data);
}

static enum qser_status decide_some(struct qser *q)
{
	int64_t person, id = some_id(q, QSER_APPLICATION);
	must(q, qser_begin(q, "decide"));
	enum qser_status status = chance(2)   ? qser_application_accept(q, id, "welcome", &person)
				  : chance(2) ? qser_application_reject(q, id, "full")
					      : qser_application_withdraw(q, id, NULL);
	if (status == QSER_OK)
		return qser_commit(q);
	qser_rollback(q);
	return status;
}

static void do_something(struct qser *q)
{
	static const enum qser_record removable[] = {QSER_PERSON, QSER_ORGANISATION, QSER_PATH,
		QSER_PARTICIPANT, QSER_ROLE, QSER_SKILL, QSER_ENTRY, QSER_APPLICATION};
	unsigned what = chance(20);
	enum qser_status status;
	if (what < 8) {
		status = add_some(q);
	} else if (what < 13) {
		status = edit_some(q);
	} else if (what < 16) {
		enum qser_record r = removable[chance(COUNT(removable))];
		status = try_remove(q, r, some_id(q, r));
	} else if (what < 18) {
		status = import_some(q);
	} else {
		status = decide_some(q);
	}
	/* Most of what chance asks for is refused by some rule; nothing goes wrong. */
	if (status >= QSER_NOINPUT)
		must(q, status);
}

static int64_t last_command(struct qser *q)
{
	return number_of(q, "select coalesce(max(id), 0) from command");
}

static void assert_dump(struct qser *q, const char *want, int64_t command)
{
	_cleanup_(free_pointer) char *now = dump(q);
	size_t at = 0;
	while (now[at] && now[at] == want[at])
		at++;
	if (now[at] || want[at])
		fail_msg("after command %" PRId64 ":\n%.200s\nnot\n%.200s", command,
			now + (at > 80 ? at - 80 : 0), want + (at > 80 ? at - 80 : 0));
}

static void walk(unsigned seed)
{
	_cleanup_(place_free) struct place p = place_new();
	char *dumps[COMMANDS + 1];
	int64_t undos[COMMANDS];
	int n = 0;
	chance_seed(seed);
	dumps[0] = dump(p.q);
	while (n < COMMANDS) {
		int64_t before = last_command(p.q);
		do_something(p.q);
		if (last_command(p.q) == before) {
			assert_dump(p.q, dumps[n], before);
			continue;
		}
		assert_int_equal(last_command(p.q), before + 1);
		dumps[++n] = dump(p.q);
		assert_string_not_equal(dumps[n], dumps[n - 1]);
	}
	assert_sound(p.q);
	for (int i = n; i > 0; i--) {
		must(p.q, try_undo(p.q, 0));
		undos[i - 1] = last_command(p.q);
		assert_dump(p.q, dumps[i - 1], undos[i - 1]);
	}
	refused(p.q, try_undo(p.q, 0), QSER_UNKNOWN, "nothing of yours to undo in qser-test");
	for (int i = 1; i <= n; i++) {
		must(p.q, try_undo(p.q, undos[i - 1]));
		assert_dump(p.q, dumps[i], undos[i - 1]);
	}
	assert_sound(p.q);
	/* Undone, redone, and undone again. */
	for (int i = n; i > n - 20; i--) {
		must(p.q, try_undo(p.q, 0));
		assert_dump(p.q, dumps[i - 1], 0);
	}
	assert_sound(p.q);
	for (int i = 0; i <= n; i++)
		free(dumps[i]);
}

static void test_walk(void **state)
{
	(void)state;
	for (unsigned seed = 1; seed <= 2; seed++)
		walk(seed);
}

/* ---- What is refused ---- */

static void test_changed_since(void **state)
{
	(void)state;
	_cleanup_(place_free) struct place p = place_new();
	int64_t id = add(p.q, QSER_PERSON, "name", "Maria");
	edit(p.q, QSER_PERSON, id, "phone", "210 1");
	edit(p.q, QSER_PERSON, id, "phone", "210 2");
	_cleanup_(free_pointer) char *before = dump(p.q);
	refused(p.q, try_undo(p.q, 2), QSER_REFUSED,
		"person 1 (maria) was changed since, by command 3");
	refused(p.q, try_undo(p.q, 1), QSER_REFUSED,
		"person 1 (maria) was changed since, by command 2");
	refused(p.q, try_undo(p.q, 9), QSER_UNKNOWN, "there is no command 9");
	assert_dump(p.q, before, 0);
	must(p.q, try_undo(p.q, 3));
	refused(p.q, try_undo(p.q, 3), QSER_REFUSED, "is undone already");
	assert_value(p.q, QSER_PERSON, id, "phone", "210 1");
	must(p.q, try_undo(p.q, 2));
	assert_value(p.q, QSER_PERSON, id, "phone", "(none)");
	/* Redone in the wrong order: the phone of command 3 came after that of command 2. */
	refused(p.q, try_undo(p.q, 4), QSER_REFUSED,
		"was changed since, by command 5; undo that first");
	must(p.q, try_undo(p.q, 5));
	assert_value(p.q, QSER_PERSON, id, "phone", "210 1");
	must(p.q, try_undo(p.q, 4));
	assert_value(p.q, QSER_PERSON, id, "phone", "210 2");
	assert_sound(p.q);
}

static void test_referred_to(void **state)
{
	(void)state;
	_cleanup_(place_free) struct place p = place_new();
	add(p.q, QSER_ORGANISATION, "name", "Athens");
	add(p.q, QSER_PERSON, "name", "Maria", "organisation", "athens");
	refused(p.q, try_undo(p.q, 1), QSER_REFUSED,
		"organisation 1 (athens) is named by person 1 (maria) (organisation), by command "
		"2; undo "
		"that first");
	/* A part that came later counts, too. */
	add(p.q, QSER_ROLE, "person", "maria", "role", "mentor");
	refused(p.q, try_undo(p.q, 2), QSER_REFUSED, "is named by role 1 (person), by command 3");
	/* What the old value names is gone by now. */
	edit(p.q, QSER_PERSON, 1, "organisation", NULL);
	must(p.q, try_remove(p.q, QSER_ORGANISATION, 1));
	refused(p.q, try_undo(p.q, 4), QSER_REFUSED, "organisation 1 (organisation), by command 5");
	assert_int_equal(number_of(p.q, "select count(*) from command"), 5);
	must(p.q, try_undo(p.q, 5));
	must(p.q, try_undo(p.q, 4));
	assert_value(p.q, QSER_PERSON, 1, "organisation", "athens");
	assert_sound(p.q);
}

/* Keys that somebody else took since; also those that no index of the database guards. */
static void test_taken_keys(void **state)
{
	(void)state;
	_cleanup_(place_free) struct place p = place_new();
	add(p.q, QSER_PERSON, "name", "Maria", "email", "maria@example.org", "login", "maria");
	edit(p.q, QSER_PERSON, 1, "email", NULL);
	edit(p.q, QSER_PERSON, 1, "login", NULL);
	add(p.q, QSER_PERSON, "name", "Other", "email", "Maria@Example.ORG", "login", "maria");
	must(p.q, try_undo(p.q, 0));
	must(p.q, try_undo(p.q, 5)); /* the other one again */
	add(p.q, QSER_ROLE, "person", "1", "role", "mentor");
	must(p.q, try_remove(p.q, QSER_ROLE, 1));
	add(p.q, QSER_ROLE, "person", "1", "role", "mentor");
	refused(p.q, try_undo(p.q, 8), QSER_REFUSED,
		"role 1 would be the same as role 2 (person), by command 9; undo that first");
	must(p.q, try_undo(p.q, 9));
	must(p.q, try_undo(p.q, 8));
	refused(p.q, try_undo(p.q, 3), QSER_REFUSED, "login");
	must(p.q, try_remove(p.q, QSER_PERSON, 2));
	must(p.q, try_undo(p.q, 3));
	must(p.q, try_undo(p.q, 2));
	add(p.q, QSER_PERSON, "name", "Third");
	edit(p.q, QSER_PERSON, 1, "email", NULL);
	edit(p.q, QSER_PERSON, 3, "email", "maria@example.org");
	int64_t edited = last_command(p.q);
	refused(p.q, try_undo(p.q, edited - 1), QSER_REFUSED,
		"would be the same as person 3 (third) (email)");
	assert_sound(p.q);
}

/* Everybody takes back what is theirs: other people's and other programs' commands are not looked
 * at. */
static void test_whose(void **state)
{
	(void)state;
	_cleanup_(place_free) struct place p = place_new();
	add(p.q, QSER_PERSON, "name", "Maria");
	add(p.q, QSER_PERSON, "name", "Nikos");
	struct qser_options options = options_for(p.path, QSER_WRITE);
	struct qser *other;
	options.actor = "nikos";
	must_open(&other, &options);
	refused(other, try_undo(other, 0), QSER_UNKNOWN, "nothing of yours");
	edit(other, QSER_PERSON, 1, "phone", "210 1");
	must(other, try_undo(other, 0));
	assert_value(other, QSER_PERSON, 1, "phone", "(none)");
	qser_close(other);
	options.actor = NULL;
	options.program = "qser-other";
	must_open(&other, &options);
	refused(other, try_undo(other, 0), QSER_UNKNOWN, "in qser-other");
	qser_close(other);
	options.actor = "nobody-of-that-name";
	must_open(&other, &options);
	refused(other, qser_begin(other, "add"), QSER_INVALID, "actor: there is no person");
	qser_close(other);
	must(p.q, try_undo(p.q, 0));
	assert_int_equal(number_of(p.q, "select count(*) from person"), 1);
	/* Old values that were pruned cannot be put back. */
	edit(p.q, QSER_PERSON, 1, "phone", "210 3");
	must(p.q, store_run(p.q->store, "delete from history"));
	refused(p.q, try_undo(p.q, 0), QSER_REFUSED, "are not kept any more");
	/* One at a time. */
	int64_t id, done;
	struct qser_field name = {"name", "Eleni"};
	must(p.q, qser_begin(p.q, "undo"));
	must(p.q, qser_add(p.q, QSER_PERSON, &name, 1, &id));
	refused(p.q, qser_undo(p.q, 0, &done), QSER_INTERNAL, "a command of its own");
	qser_rollback(p.q);
	assert_sound(p.q);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_walk),
		cmocka_unit_test(test_changed_since),
		cmocka_unit_test(test_referred_to),
		cmocka_unit_test(test_taken_keys),
		cmocka_unit_test(test_whose),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
