/*
 * conclusion.c: what came of a path (C13, J7): benefits, what was promoted, impact.
 *
 * It is concluded together with the organisation: once signed it stays as it is, unless somebody
 * says why not; then the signatures no longer hold.
 */
#include <inttypes.h>

#include "path_life.h"
#include "signature.h"

static const struct qser_column conclusion_columns[] = {
	COLUMN_ID,
	COLUMN_PATH,
	COLUMN_DAY("when it was drawn up"),
	{.name = "benefits",
		.label = "Benefits",
		.type = QSER_NOTE,
		.flags = QSER_BRIEF,
		.aliases = "Οφέλη|"
			   "Nutzen|Vorteile|"
			   "Beneficios|"
			   "Přínosy|Přínos|"
			   "Bénéfices|Avantages|"
			   "Voordelen",
		.help = "of the training"},
	{.name = "skills",
		.label = "Skills",
		.type = QSER_NOTE,
		.aliases = "Skills promoted|"
			   "Δεξιότητες|"
			   "Fähigkeiten|"
			   "Habilidades|Destrezas|"
			   "Dovednosti|"
			   "Aptitudes|Savoir-faire|"
			   "Vaardigheden",
		.help = "that were promoted"},
	{.name = "competences",
		.label = "Competences",
		.type = QSER_NOTE,
		.aliases = "Competencies|Competences promoted|"
			   "Ικανότητες|"
			   "Kompetenzen|"
			   "Competencias|"
			   "Kompetence|"
			   "Competenties",
		.help = "that were promoted"},
	{.name = "attitudes",
		.label = "Attitudes",
		.type = QSER_NOTE,
		.aliases = "Attitudes promoted|"
			   "Στάσεις|"
			   "Haltungen|Einstellungen|"
			   "Actitudes|"
			   "Postoje|"
			   "Savoir-être|"
			   "Houdingen",
		.help = "that were promoted"},
	{.name = "impact_organisation",
		.label = "Impact on the organisation",
		.type = QSER_NOTE,
		.aliases = "Impact on organisation|Impact on the organization|"
			   "Αντίκτυπος στον οργανισμό|"
			   "Wirkung auf die Organisation|"
			   "Impacto en la organización|"
			   "Dopad na organizaci|"
			   "Impact sur l'organisation|"
			   "Impact op de organisatie",
		.help = "how the organisation has benefitted"},
	{.name = "impact_staff",
		.label = "Impact on staff",
		.type = QSER_NOTE,
		.aliases = "Impact on the staff|"
			   "Αντίκτυπος στο προσωπικό|"
			   "Wirkung auf die Beschäftigten|"
			   "Impacto en el personal|"
			   "Dopad na zaměstnance|"
			   "Impact sur le personnel|"
			   "Impact op het personeel",
		.help = "how staff have benefitted"},
	{.name = "practices",
		.label = "Practices worth sharing",
		.type = QSER_NOTE,
		.aliases = "Good practices|Interesting practices|"
			   "Καλές πρακτικές|Πρακτικές|"
			   "Gute Praxis|Gute Beispiele|"
			   "Buenas prácticas|Prácticas|"
			   "Dobrá praxe|Příklady dobré praxe|"
			   "Bonnes pratiques|Pratiques|"
			   "Goede praktijken|Praktijken",
		.help = "interesting practices worth sharing"},
	COLUMN_NOTE,
};

static enum qser_status check_unsigned(struct row *row)
{
	_cleanup_(buffer_free) struct buffer by = BUFFER_INIT, finding = BUFFER_INIT;
	int64_t path = row_stored_int(row, "path", 0);
	struct qser *q = row->q;
	enum qser_status status =
		row->id ? signatures_holding(q, QSER_CONCLUSION, row->id, &by) : QSER_OK;

	if (status != QSER_OK || !by.length)
		return status;
	buffer_text_add(&finding, "the conclusion of ");
	status = record_word(q, QSER_PATH, path, &finding);
	buffer_printf(&finding, " is signed (%s)", buffer_text(&by));
	if (status == QSER_OK && finding.failed)
		status = fail(q, QSER_MEMORY, "out of memory");
	if (status != QSER_OK)
		return status;
	return q->options.override
		       ? signed_is_changed(q, path, buffer_text(&finding))
		       : fail(q, QSER_REFUSED,
				 "%s; a change breaks the signatures: --override REASON",
				 buffer_text(&finding));
}

static enum qser_status check_conclusion(struct row *row)
{
	enum qser_status status = check_path_open(row);

	return status == QSER_OK ? check_unsigned(row) : status;
}

static enum qser_status undoing_conclusion(struct row *row)
{
	enum qser_status status = check_path_open(row);

	return status == QSER_OK ? undoing_signed(row->q, QSER_CONCLUSION, row->id,
					   row_int(row, "path", row_stored_int(row, "path", 0)))
				 : status;
}

static enum qser_status removing_conclusion(struct row *row)
{
	enum qser_status status = removing_from_path(row);

	return status == QSER_OK ? check_unsigned(row) : status;
}

const struct record conclusion_record = {
	.id = QSER_CONCLUSION,
	.name = "conclusion",
	.plural = "conclusions",
	.table = "conclusion",
	.columns = conclusion_columns,
	.count = COUNT(conclusion_columns),
	.lead = "path",
	.check = check_conclusion,
	.removing = removing_conclusion,
	.undoing = undoing_conclusion,
};

#define SQL_OF_PATH "select id from conclusion where path = ?1"

enum qser_status qser_path_conclusion(struct qser *q, int64_t path, int64_t *id)
{
	_cleanup_(query_end) struct query look = query(q->store, SQL_OF_PATH);

	query_int(&look, 1, path);
	enum qser_status status = query_number(&look, 0, id);
	if (status != QSER_OK || *id)
		return status;
	_cleanup_(buffer_free) struct buffer name = BUFFER_INIT;
	status = record_word(q, QSER_PATH, path, &name);
	return status != QSER_OK ? status
				 : fail(q, QSER_UNKNOWN,
					   "%s has no conclusion yet; write it with: qser-path "
					   "conclude %s --benefits TEXT",
					   buffer_text(&name), buffer_text(&name));
}

enum qser_status qser_path_conclude(struct qser *q, int64_t path, const struct qser_field *fields,
	size_t count, int64_t *id, bool *made)
{
	_cleanup_(row_free) struct row row;
	_cleanup_(query_end) struct query look = query(q->store, SQL_OF_PATH);

	row_init(&row, q, QSER_CONCLUSION);
	query_int(&look, 1, path);
	enum qser_status status = query_number(&look, 0, id);
	*made = !*id;
	if (status == QSER_OK && *id)
		status = row_load(&row, *id);
	else
		row_put_int(&row, "path", path);
	if (status == QSER_OK)
		status = row_set_fields(&row, fields, count);
	if (status == QSER_OK)
		status = row_save(&row);
	*id = row.id;
	return status;
}

#define SQL_PATH_OF "select path from conclusion where id = ?1"

enum qser_status conclusion_may_sign(struct qser *q, int64_t id, const struct qser_signing *signing)
{
	_cleanup_(query_end) struct query look = query(q->store, SQL_PATH_OF);
	int64_t path;

	(void)signing;
	query_int(&look, 1, id);
	enum qser_status status = query_number(&look, 0, &path);
	if (status == QSER_OK && !path)
		status = fail(q, QSER_UNKNOWN, "there is no conclusion %" PRId64, id);
	return status == QSER_OK ? path_is_open(q, path) : status;
}
