/* cli_logo.c: see cli_logo.h. */
#include "cli_logo.h"

#include "cli_picture.h"

static const struct cli_option options[] = {
	{"organisation", 0, "ORG", "of this organisation; of all that have none when not given",
		"record:organisation"},
	{.name = NULL},
};

static enum qser_status organisation_option(struct cli *c, int64_t *id)
{
	const char *word = cli_get(c, "organisation");

	*id = 0;
	return word ? qser_find(c->q, QSER_ORGANISATION, word, id) : QSER_OK;
}

static enum qser_status logo_set(struct cli *c)
{
	int64_t organisation;
	char *bytes = NULL;
	size_t length = 0;
	enum qser_status status = organisation_option(c, &organisation);

	if (status == QSER_OK)
		status = cli_read_picture(c, c->argv[0], QSER_LOGO_MAX, &bytes, &length);
	return status == QSER_OK ? qser_logo_store(c->q, organisation, bytes, length) : status;
}

static enum qser_status logo_get(struct cli *c)
{
	int64_t organisation;

	if (c->terminal)
		return cli_fail(c, QSER_USAGE,
			"%s: a picture is not for a terminal; give -o FILE, or a pipe",
			c->verb->name);
	enum qser_status status = organisation_option(c, &organisation);
	return status == QSER_OK ? qser_logo_get(c->q, organisation, c->out) : status;
}

static enum qser_status logo_rm(struct cli *c)
{
	int64_t organisation;
	enum qser_status status = organisation_option(c, &organisation);

	return status == QSER_OK ? qser_set_setting(c->q, "logo", organisation, "") : status;
}

const struct cli_verb cli_logo_verbs[] = {
	{.name = "logo set",
		.arguments = "FILE|-",
		.brief = "put a picture at the head of reports",
		.examples = "qser-admin logo set logo.png\n"
			    "qser-admin logo set --organisation lamia lamia.png",
		.database = CLI_WRITES,
		.options = options,
		.least = 1,
		.most = 1,
		.complete = "file",
		.run = logo_set,
		.more = "JPEG, PNG or WebP, recognised by its bytes, of at most 256 KiB. It stands in "
			"every page of HTML, so a small one is better: 400 pixels are plenty. "
			"Another one takes its place."},
	{.name = "logo get",
		.brief = "write the logo to a file",
		.examples = "qser-admin logo get -o logo.png",
		.database = CLI_READS,
		.options = options,
		.run = logo_get,
		.kind = CLI_LINES},
	{.name = "logo rm",
		.brief = "take the logo away",
		.examples = "qser-admin logo rm --organisation lamia",
		.database = CLI_WRITES,
		.options = options,
		.run = logo_rm},
	{.name = NULL},
};
