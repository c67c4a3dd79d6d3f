/* test_cli_options.c: the words of the command line. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../../bin/cli_private.h"

static enum qser_status nothing(struct cli *c)
{
	(void)c;
	return QSER_OK;
}

static const struct cli_option add_options[] = {{"on", 0, "DAY", "the day", NULL},
	{"all", 'a', NULL, "all of them", NULL}, {NULL, 0, NULL, NULL, NULL}};

static const struct cli_verb verbs[] = {
	{.name = "add",
		.arguments = "[WORD…]",
		.record = QSER_PERSON,
		.columns = CLI_VALUES,
		.most = -1,
		.options = add_options,
		.run = nothing},
	{.name = "list", .record = QSER_PERSON, .columns = CLI_FILTERS, .run = nothing},
	{.name = "role add", .arguments = "WORD", .least = 1, .most = 1, .run = nothing},
	{.name = NULL},
};
static const struct cli_command command = {"qser-test", "nothing", verbs, NULL};

static struct cli_state state;
static struct cli cli;

/* Parse the words, a NULL-terminated list. */
static enum qser_status parse(const char *const *words)
{
	static char *argv[32];
	int argc = 0;
	for (; words[argc]; argc++)
		argv[argc] = strdup(words[argc]);
	argv[argc] = NULL;
	state = (struct cli_state){.output = {.fd = -1}, .file = {.fd = -1}, .input = -1};
	cli = (struct cli){.command = &command, .state = &state};
	enum qser_status status = cli_parse(&cli, argc, argv);
	/* For as long as the test looks at them. */
	for (int i = 0; i < argc; i++)
		assert_ptr_equal(cli_own(&cli, argv[i]), argv[i]);
	return status;
}
#define PARSE(...) parse((const char *const[]){"qser-test", __VA_ARGS__, NULL})

static int teardown(void **ctx)
{
	(void)ctx;
	for (size_t i = 0; i < state.owned_count; i++)
		free(state.owned[i]);
	free(state.owned);
	free(state.failure);
	free(state.fields);
	cli_set_free(&state.set);
	free(cli.given);
	free(cli.argv);
	state = (struct cli_state){0};
	cli = (struct cli){0};
	return 0;
}

static void globals_stand_anywhere(void **ctx)
{
	(void)ctx;
	assert_int_equal(PARSE("--db", "x", "-q", "add", "one", "-n", "two", "--actor=3"), QSER_OK);
	assert_string_equal(cli.verb->name, "add");
	assert_string_equal(cli_get(&cli, "db"), "x");
	assert_string_equal(cli_get(&cli, "actor"), "3");
	assert_true(cli_has(&cli, "quiet") && cli_has(&cli, "dry-run"));
	assert_int_equal(cli.argc, 2);
	assert_string_equal(cli.argv[1], "two");
}

static void order_of_words_is_not_the_environments(void **ctx)
{
	(void)ctx;
	setenv("POSIXLY_CORRECT", "1", 1);
	enum qser_status status = PARSE("add", "one", "--all", "two");
	unsetenv("POSIXLY_CORRECT");
	assert_int_equal(status, QSER_OK);
	assert_true(cli_has(&cli, "all"));
	assert_int_equal(cli.argc, 2);
}

static void values_may_look_like_options(void **ctx)
{
	(void)ctx;
	assert_int_equal(PARSE("add", "--on", "-3d", "--", "--help", "-x"), QSER_OK);
	assert_string_equal(cli_get(&cli, "on"), "-3d");
	assert_int_equal(cli.argc, 2);
	assert_string_equal(cli.argv[0], "--help");
}

static void abbreviations_are_refused(void **ctx)
{
	(void)ctx;
	assert_int_equal(PARSE("add", "--nam", "x"), QSER_USAGE);
	assert_string_equal(state.failure,
		"unknown option --nam; did you mean --name? See qser-test add --help");
}

static void abbreviations_with_a_value_are_refused(void **ctx)
{
	(void)ctx;
	assert_int_equal(PARSE("add", "--fami=x"), QSER_USAGE);
	assert_non_null(strstr(state.failure, "--fami;"));
}

static void a_value_may_equal_its_option(void **ctx)
{
	(void)ctx;
	assert_int_equal(PARSE("add", "--name", "--name"), QSER_OK);
	assert_string_equal(cli_get(&cli, "name"), "--name");
}

static void unknown_options_are_named(void **ctx)
{
	(void)ctx;
	assert_int_equal(PARSE("add", "-nx"), QSER_USAGE);
	assert_non_null(strstr(state.failure, "unknown option -x"));
}

static void a_value_is_needed(void **ctx)
{
	(void)ctx;
	assert_int_equal(PARSE("add", "--name"), QSER_USAGE);
	assert_non_null(strstr(state.failure, "--name needs a value"));
}

static void a_switch_takes_none(void **ctx)
{
	(void)ctx;
	assert_int_equal(PARSE("add", "--all=3"), QSER_USAGE);
	assert_non_null(strstr(state.failure, "--all takes no value"));
}

static void columns_are_options(void **ctx)
{
	const struct qser_field *fields;
	size_t count;
	(void)ctx;
	assert_int_equal(PARSE("add", "--job-title", "a", "--languages", "cs", "--job-title=b",
				 "--languages", "en"),
		QSER_OK);
	assert_int_equal(cli_fields(&cli, &fields, &count), QSER_OK);
	assert_int_equal(count, 2);
	assert_string_equal(fields[0].column, "job_title");
	assert_string_equal(fields[0].value, "b"); /* the last one wins */
	assert_string_equal(fields[1].value, "cs;en");
}

static void filters_are_anded(void **ctx)
{
	struct qser_query query;
	(void)ctx;
	assert_int_equal(PARSE("list", "--name", "a", "--name", "b", "--email", ""), QSER_OK);
	assert_int_equal(cli_query(&cli, &query), QSER_OK);
	assert_int_equal(query.filter_count, 3);
	assert_string_equal(query.filters[2].value, "");
}

static void groups_are_two_words(void **ctx)
{
	(void)ctx;
	assert_int_equal(PARSE("role", "--db", "x", "add", "w"), QSER_OK);
	assert_string_equal(cli.verb->name, "role add");
	assert_string_equal(cli_get(&cli, "db"), "x");
}

static void arguments_are_counted(void **ctx)
{
	(void)ctx;
	assert_int_equal(PARSE("role", "add"), QSER_USAGE);
	assert_non_null(strstr(state.failure, "usage: qser-test role add [options] WORD"));
}

static void unknown_verbs_get_a_suggestion(void **ctx)
{
	(void)ctx;
	assert_int_equal(PARSE("lsit"), QSER_USAGE);
	assert_non_null(strstr(state.failure, "did you mean list?"));
}

static void help_needs_no_arguments(void **ctx)
{
	(void)ctx;
	assert_int_equal(PARSE("role", "add", "--help"), QSER_OK);
	assert_int_equal(state.asked, CLI_ASKED_HELP);
}

static const char *nearest(const char *word, const char *a, const char *b)
{
	struct cli_nearest n = {.word = word};
	cli_offer(&n, a);
	cli_offer(&n, b);
	return n.best;
}

static void near_is_near_enough(void **ctx)
{
	(void)ctx;
	assert_string_equal(nearest("nmae", "name", "note"), "name");
	assert_string_equal(nearest("org", "organisation", "origin"), "organisation");
	assert_null(nearest("zebra", "name", "note"));
	assert_null(nearest("", "a", "b"));
	char big[200];
	memset(big, 'x', sizeof big - 1);
	big[sizeof big - 1] = '\0';
	assert_null(nearest(big, "name", big));
}

static void every_status_has_its_exit(void **ctx)
{
	(void)ctx;
	for (int s = QSER_OK + 1; s <= QSER_INTERRUPTED; s++)
		assert_int_not_equal(cli_exit_status((enum qser_status)s), 0);
	assert_int_equal(cli_exit_status(QSER_PARTIAL), 1);
	assert_int_equal(cli_exit_status(QSER_NEWER), 78);
}

#define TEST(name) cmocka_unit_test_teardown(name, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(globals_stand_anywhere),
		TEST(order_of_words_is_not_the_environments),
		TEST(values_may_look_like_options),
		TEST(abbreviations_are_refused),
		TEST(abbreviations_with_a_value_are_refused),
		TEST(a_value_may_equal_its_option),
		TEST(unknown_options_are_named),
		TEST(a_value_is_needed),
		TEST(a_switch_takes_none),
		TEST(columns_are_options),
		TEST(filters_are_anded),
		TEST(groups_are_two_words),
		TEST(arguments_are_counted),
		TEST(unknown_verbs_get_a_suggestion),
		TEST(help_needs_no_arguments),
		TEST(near_is_near_enough),
		TEST(every_status_has_its_exit),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
