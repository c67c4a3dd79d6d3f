/*
 * contract.c: what organisation and trainer have agreed upon for a path (C2, G4).
 *
 * A path may have several, numbered 1, 2 …: the highest number holds.  What is signed stays as it
 * is; a change is another contract.
 */
#include <inttypes.h>
#include <string.h>

#include "../record/aliases.h"
#include "gate.h"
#include "path_life.h"
#include "signature.h"

static const char *const kinds[] = {"informal", "formal", NULL};
static const char *const kind_aliases[] = {
	"Oral|Verbal|Άτυπη|Προφορική|Formlos|Mündlich|Neformální|Ústní|Informel|"
	"Informeel|Mondeling",
	"Written|Επίσημη|Γραπτή|Formell|Schriftlich|Escrito|Formální|Písemná|Formel|Écrit|"
	"Formeel|Schriftelijk",
	NULL,
};

static const struct qser_column contract_columns[] = {
	COLUMN_ID,
	COLUMN_PATH,
	{.name = "number",
		.label = "Contract",
		.type = QSER_INT,
		.flags = QSER_REQUIRED | QSER_KEY | QSER_BRIEF | QSER_FIXED,
		.min = 1,
		.max = 1000,
		.aliases = "No.|Contract number|"
			   "Αριθμός|Σύμβαση|"
			   "Nummer|Vertrag|"
			   "Número|Contrato|"
			   "Číslo|Smlouva|"
			   "Contrat|"
			   "Contractnummer",
		.help = "1, 2 … of the path, given by itself; the highest holds"},
	{.name = "kind",
		.label = "Kind",
		.type = QSER_CHOICE,
		.flags = QSER_REQUIRED | QSER_BRIEF,
		.words = kinds,
		.word_aliases = kind_aliases,
		.preset = "informal",
		.aliases = aliases_kind,
		.help = "informal, or formal, which needs both signatures"},
	{.name = "organisation_party",
		.label = "For the organisation",
		.type = QSER_TEXT,
		.aliases = "Client|Organisation|"
			   "Φορέας|"
			   "Auftraggeber|"
			   "Organización|"
			   "Organizace|"
			   "Organisme|"
			   "Organisatie",
		.help = "who it is; the name of the organisation of the path, when not given"},
	{.name = "trainer_party",
		.label = "For the training",
		.type = QSER_TEXT,
		.flags = QSER_PERSONAL,
		.aliases = aliases_trainer,
		.help = "who it is; the name of the trainer of the path, when not given"},
	{.name = "starts",
		.label = "Starts",
		.type = QSER_DAY,
		.flags = QSER_BRIEF,
		.aliases = aliases_starts,
		.help = "first day"},
	{.name = "ends",
		.label = "Ends",
		.type = QSER_DAY,
		.flags = QSER_BRIEF,
		.aliases = aliases_ends,
		.help = "last day; sessions beyond it meet gate-limits"},
	{.name = "sessions",
		.label = "Sessions",
		.type = QSER_INT,
		.flags = QSER_BRIEF,
		.min = 1,
		.max = 10000,
		.aliases = "Number of sessions|"
			   "Συνεδρίες|Αριθμός συνεδριών|"
			   "Sitzungen|Zahl der Sitzungen|"
			   "Sesiones|Número de sesiones|"
			   "Sezení|Počet sezení|"
			   "Séances|Nombre de séances|"
			   "Sessies|Aantal sessies",
		.help = "how many at most"},
	{.name = "hours",
		.label = "Hours",
		.type = QSER_HOURS,
		.flags = QSER_BRIEF,
		.min = 0,
		.max = 60000000,
		.aliases = aliases_hours,
		.help = "how many at most; 40 is forty hours"},
	{.name = "confidentiality",
		.label = "Confidentiality",
		.type = QSER_NOTE,
		.aliases = "Εμπιστευτικότητα|Εχεμύθεια|"
			   "Vertraulichkeit|Schweigepflicht|"
			   "Confidencialidad|"
			   "Mlčenlivost|"
			   "Confidentialité|"
			   "Vertrouwelijkheid|Geheimhouding",
		.help = "what is kept between the parties"},
	{.name = "terms",
		.label = "Terms",
		.type = QSER_NOTE,
		.aliases = "Conditions|"
			   "Όροι|"
			   "Bedingungen|Vereinbarungen|"
			   "Condiciones|"
			   "Podmínky|Ujednání|"
			   "Modalités|"
			   "Voorwaarden|Afspraken",
		.help = "what else was agreed upon"},
	COLUMN_NOTE,
};

#define SQL_LAST "select max(number) from contract where path = ?1"

static enum qser_status last_number(struct qser *q, int64_t path, int64_t *number)
{
	_cleanup_(query_end) struct query look = query(q->store, SQL_LAST);

	query_int(&look, 1, path);
	return query_number(&look, 0, number);
}

#define SQL_PARTIES                                                                           \
	"select o.name, t.name from path p join organisation o on o.id = p.organisation left" \
	" join person t on t.id = p.trainer where p.id = ?1"

static enum qser_status name_parties(struct row *row)
{
	_cleanup_(query_end) struct query look = query(row->q->store, SQL_PARTIES);

	query_int(&look, 1, row_int(row, "path", 0));
	if (query_row(&look)) {
		if (!row_text(row, "organisation_party"))
			row_put_text(row, "organisation_party", query_get_text(&look, 0));
		if (!row_text(row, "trainer_party"))
			row_put_text(row, "trainer_party", query_get_text(&look, 1));
	}
	return query_status(&look);
}

static enum qser_status complete_contract(struct row *row)
{
	int64_t path = row_int(row, "path", 0), number;

	if (row->id || !path)
		return QSER_OK;
	enum qser_status status = name_parties(row);
	if (status != QSER_OK || row_int(row, "number", 0))
		return status;
	status = last_number(row->q, path, &number);
	row_put_int(row, "number", number + 1);
	return status;
}

/* The words of the contract's path, as commands take it. */
static enum qser_status refuse_signed(struct row *row)
{
	struct path_view v;
	bool holds;
	enum qser_status status = signature_holds(row->q, QSER_CONTRACT, row->id, NULL, &holds);

	if (status != QSER_OK || !holds)
		return status;
	status = path_view_load(&v, row->q, row_stored_int(row, "path", 0));
	return status == QSER_OK
		       ? fail(row->q, QSER_REFUSED,
				 "contract %" PRId64 " is signed and stays as it is; add the "
				 "changed contract with: qser-path contract add --path %s",
				 row_stored_int(row, "number", 0), v.word)
		       : status;
}

static enum qser_status check_contract(struct row *row)
{
	enum qser_status status = check_path_open(row);

	if (status == QSER_OK && row->id)
		status = refuse_signed(row);
	return status == QSER_OK ? check_days(row, "starts", "ends") : status;
}

static enum qser_status undoing_contract(struct row *row)
{
	enum qser_status status = check_path_open(row);

	return status == QSER_OK ? undoing_signed(row->q, QSER_CONTRACT, row->id,
					   row_int(row, "path", row_stored_int(row, "path", 0)))
				 : status;
}

static enum qser_status removing_contract(struct row *row)
{
	enum qser_status status = removing_from_path(row);

	return status == QSER_OK ? refuse_signed(row) : status;
}

const struct record contract_record = {
	.id = QSER_CONTRACT,
	.name = "contract",
	.plural = "contracts",
	.table = "contract",
	.columns = contract_columns,
	.count = COUNT(contract_columns),
	.lead = "number",
	.complete = complete_contract,
	.check = check_contract,
	.removing = removing_contract,
	.undoing = undoing_contract,
};

/* ---- Signing ---- */

static enum qser_status holds_still(struct row *contract)
{
	struct path_view v;
	int64_t last, number = row_stored_int(contract, "number", 0);
	int64_t path = row_stored_int(contract, "path", 0);
	enum qser_status status = path_is_open(contract->q, path);

	if (status == QSER_OK)
		status = last_number(contract->q, path, &last);
	if (status == QSER_OK)
		status = path_view_load(&v, contract->q, path);
	if (status != QSER_OK)
		return status;
	if (number < last)
		return fail(contract->q, QSER_REFUSED,
			"contract %" PRId64 " of path %s holds no more, contract %" PRId64
			" does; see: qser-path contract list --path %s",
			number, v.word, last, v.word);
	return QSER_OK;
}

enum qser_status contract_may_sign(struct qser *q, int64_t id, const struct qser_signing *signing)
{
	_cleanup_(row_free) struct row row;
	struct path_view v;
	bool trainer = !strcmp(signing->party, "trainer");

	row_init(&row, q, QSER_CONTRACT);
	enum qser_status status = row_load(&row, id);
	if (status == QSER_OK && !trainer && strcmp(signing->party, "organisation") != 0)
		status = fail(q, QSER_INVALID,
			"as: \"%s\" does not sign contracts; trainer and organisation do",
			signing->party);
	if (status == QSER_OK)
		status = holds_still(&row);
	if (status != QSER_OK || !trainer)
		return status;
	status = path_view_load(&v, q, row_stored_int(&row, "path", 0));
	return status == QSER_OK ? path_trainer_eligible(&v) : status;
}

#define SQL_TRAINER                                                                        \
	"select p.id, coalesce(p.code, cast(p.id as text)) from contract c join path t on" \
	" t.id = c.path join person p on p.id = t.trainer where c.id = ?1"

/* Whoever types signs, unless --by says who: easily not the one who is meant. */
enum qser_status contract_is_signed(struct qser *q, int64_t id, const struct qser_signing *signing)
{
	_cleanup_(query_end) struct query look = query(q->store, SQL_TRAINER);
	int64_t signer = signing->person ? signing->person : signing->name ? 0 : q->actor;

	query_int(&look, 1, id);
	if (signer && !strcmp(signing->party, "trainer") && query_row(&look) &&
		query_get_int(&look, 0) != signer)
		remark(q,
			"signed for the trainer by somebody else; if %s is meant: qser-path undo, and "
			"sign with --by %s",
			query_get_text(&look, 1), query_get_text(&look, 1));
	return query_status(&look);
}
