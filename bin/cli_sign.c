/*
 * cli_sign.c: who signs, for the verbs that sign something: a contract, a checklist, an entry of
 * the diary, a conclusion.
 */
#include "cli_sign.h"

#include <string.h>

#define PARTIES "trainer, organisation, participant or supervisor"

const struct cli_option cli_sign_options[] = {
	{"as", 0, "PARTY", "for whom: " PARTIES,
		"words:trainer organisation participant supervisor"},
	{"by", 0, "PERSON", "who signs, of the people; you, when neither --by nor --name is given",
		"record:person"},
	{"name", 0, "NAME", "who signs, when not among the people, or as it was written", NULL},
	{"on", 0, "DAY", "when it was signed; today when not given", NULL},
	{"note", 0, "TEXT", "anything else, such as where the paper lies", NULL},
	{.name = NULL},
};

static bool is_party(const char *word)
{
	static const char *const parties[] = {
		"trainer", "organisation", "participant", "supervisor"};

	for (size_t i = 0; i < sizeof parties / sizeof *parties; i++)
		if (!strcmp(parties[i], word))
			return true;
	return false;
}

enum qser_status cli_signing(struct cli *c, struct qser_signing *signing)
{
	const char *by = cli_get(c, "by");

	*signing = (struct qser_signing){
		.party = cli_get(c, "as"),
		.name = cli_get(c, "name"),
		.day = cli_get(c, "on"),
		.note = cli_get(c, "note"),
	};
	if (!signing->party)
		return cli_fail(c, QSER_USAGE, "%s: for whom? Give --as " PARTIES, c->verb->name);
	if (!is_party(signing->party))
		return cli_fail(c, QSER_INVALID, "--as: \"%s\" is not " PARTIES, signing->party);
	return by ? qser_find(c->q, QSER_PERSON, by, &signing->person) : QSER_OK;
}

enum qser_status cli_sign(struct cli *c, enum qser_record r, int64_t id, int64_t *signature)
{
	struct qser_signing signing;
	enum qser_status status = cli_signing(c, &signing);

	*signature = 0;
	return status == QSER_OK ? qser_sign(c->q, r, id, &signing, signature) : status;
}
