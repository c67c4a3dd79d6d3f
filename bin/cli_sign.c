/*
 * cli_sign.c: who signs, for the verbs that sign something: a contract, a checklist, an entry of
 * the diary, a conclusion.
 */
#include "cli_sign.h"

#include "cli_private.h"

const struct cli_option cli_sign_options[] = {
	CLI_SIGN_OPTIONS,
	{.name = NULL},
};

static const char parties[] = "{signature.party}";

static bool is_party(const char *word)
{
	const char *const *w = cli_words_of(parties + 1, sizeof parties - 3);
	while (w && *w && strcmp(*w, word) != 0)
		w++;
	return w && *w;
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
	_cleanup_(free_pointer) char *known = cli_fill_words(parties);
	if (!known)
		return cli_no_memory(c);
	if (!signing->party)
		return cli_fail(c, QSER_USAGE, "%s: for whom? Give --as %s", c->verb->name, known);
	if (!is_party(signing->party))
		return cli_fail(c, QSER_INVALID, "--as: \"%s\" is not %s", signing->party, known);
	return by ? qser_find(c->q, QSER_PERSON, by, &signing->person) : QSER_OK;
}

enum qser_status cli_sign(struct cli *c, enum qser_record r, int64_t id, int64_t *signature)
{
	struct qser_signing signing;
	enum qser_status status = cli_signing(c, &signing);

	*signature = 0;
	return status == QSER_OK ? qser_sign(c->q, r, id, &signing, signature) : status;
}
