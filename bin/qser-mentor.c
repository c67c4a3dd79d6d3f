/*
 * qser-mentor.c: applications of mentors.
 */
#include <qser.h>
#include <stdlib.h>

#include "cli.h"

static enum qser_status accept_one(struct cli *c, int64_t id, void *ctx)
{
	int64_t person;
	(void)ctx;
	enum qser_status status = qser_application_accept(c->q, id, cli_get(c, "reason"), &person);
	if (status == QSER_OK && !c->dry_run)
		cli_print_id(c, person, "person, now a mentor");
	return status;
}

static enum qser_status accept(struct cli *c)
{
	return cli_each_id(c, 0, QSER_APPLICATION, accept_one, NULL);
}

static enum qser_status reject_one(struct cli *c, int64_t id, void *ctx)
{
	(void)ctx;
	return qser_application_reject(c->q, id, cli_get(c, "reason"));
}

static enum qser_status reject(struct cli *c)
{
	return cli_each_id(c, 0, QSER_APPLICATION, reject_one, NULL);
}

static enum qser_status withdraw_one(struct cli *c, int64_t id, void *ctx)
{
	(void)ctx;
	return qser_application_withdraw(c->q, id, cli_get(c, "reason"));
}

static enum qser_status withdraw(struct cli *c)
{
	return cli_each_id(c, 0, QSER_APPLICATION, withdraw_one, NULL);
}

static const struct cli_option reason_options[] = {
	{"reason", 0, "TEXT", "why; kept with the application", NULL},
	{.name = NULL},
};

#define DECISION(verb, one_line, ex, text)                                                     \
	{                                                                                      \
		.name = #verb, .arguments = "APPLICATION…", .brief = one_line, .examples = ex, \
		.database = CLI_WRITES, .options = reason_options, .least = 1, .most = -1,     \
		.complete = "record:application", .run = verb, .more = text                    \
	}

static const struct cli_verb verbs[] = {
	{.name = "apply",
		.arguments = "[-]",
		.brief = "add an application",
		.examples = "qser-mentor apply --name 'Jana Nováková' --email jana@example.org \\\n"
			    "    --languages 'cs;en' --weekly-hours 2,5\n"
			    "# from the lines of a mail\n"
			    "printf 'name: Jana Nováková\\nemail: jana@example.org\\n' | "
			    "qser-mentor apply -",
		.database = CLI_WRITES,
		.record = QSER_APPLICATION,
		.columns = CLI_VALUES,
		.most = 1,
		.run = cli_add,
		.more = cli_fields_more},
	CLI_LIST("", QSER_APPLICATION, "applications",
		"qser-mentor list --state submitted,in-review\n"
		"qser-mentor list --areas health --sort -submitted_at\n"
		"# of one import\n"
		"qser-mentor list --batch 41"),
	CLI_SHOW("", QSER_APPLICATION, "applications", "qser-mentor show 17"),
	CLI_EDIT("", QSER_APPLICATION, "open applications",
		"qser-mentor edit 17 --phone '+30 210 1234567'"),
	DECISION(accept, "accept applications: the applicants become mentors",
		"qser-mentor accept 17 --reason 'interview on 12 November'\n"
		"qser-mentor list --areas health --state submitted --ids | qser-mentor accept -",
		"The person with the e-mail address is found, or made; only their empty fields are "
		"filled. "
		"Prints the id of each person."),
	DECISION(reject, "reject applications",
		"qser-mentor reject 18 --reason 'no time before spring'",
		"A reason must be given."),
	DECISION(withdraw, "take applications back for their applicants", "qser-mentor withdraw 19",
		NULL),
	CLI_IMPORT("", QSER_APPLICATION, "applications",
		"# the form's export, as it came\n"
		"qser-mentor import --rejects bad.csv applications.csv\n"
		"# headings nobody knows are named in a map\n"
		"qser-mentor import --map form.map --atomic applications.csv"),
	CLI_EXPORT("", QSER_APPLICATION, "applications", "qser-mentor export -o applications.csv"),
	CLI_UNDO("qser-mentor undo -n\n"
		 "qser-mentor undo"),
	{.name = NULL},
};

int main(int argc, char **argv)
{
	static const struct cli_command command = {"qser-mentor", "applications of mentors", verbs};
	return cli_main(argc, argv, &command);
}
