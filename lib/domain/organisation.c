/* organisation.c: organisations, their departments and projects (A2, A3). */
#include <string.h>

#include "domain.h"

static const char *const kinds[] = {
	"municipality", "public", "company", "ngo", "school", "agency", "other", NULL};

static const struct qser_column organisation_columns[] = {
	COLUMN_ID,
	COLUMN_CODE("name"),
	{.name = "name",
		.label = "Name",
		.type = QSER_TEXT,
		.flags = QSER_REQUIRED | QSER_BRIEF,
		.aliases = "Organisation|Organization|Οργανισμός|Φορέας|Organizace|Organización|"
			   "Organisatie",
		.help = "as it is written officially"},
	COLUMN_FOLDED("name", QSER_ALTKEY),
	{.name = "kind",
		.label = "Kind",
		.type = QSER_CHOICE,
		.flags = QSER_REQUIRED | QSER_BRIEF,
		.words = kinds,
		.preset = "municipality",
		.help = "what it is"},
	{.name = "address", .label = "Address", .type = QSER_TEXT, .help = "postal address"},
	{.name = "email", .label = "E-mail", .type = QSER_EMAIL, .help = "of the organisation"},
	{.name = "phone", .label = "Telephone", .type = QSER_PHONE, .help = "of the organisation"},
	{.name = "website", .label = "Web site", .type = QSER_TEXT, .help = "address of its pages"},
	{.name = "country",
		.label = "Country",
		.type = QSER_TEXT,
		.flags = QSER_BRIEF,
		.help = "country, in any language"},
	COLUMN_NOTE,
};

/* A page may show it as a link one day: nothing but an address of the web. */
static enum qser_status check_organisation(struct row *row)
{
	const char *site = row_text(row, "website");

	if (!site || ((!strncmp(site, "https://", 8) || !strncmp(site, "http://", 7)) &&
			     !strpbrk(site, " \"'<>")))
		return QSER_OK;
	return fail(row->q, QSER_INVALID,
		"website: is not an address of the web, like https://example.org");
}

const struct record organisation_record = {
	.id = QSER_ORGANISATION,
	.name = "organisation",
	.plural = "organisations",
	.table = "organisation",
	.columns = organisation_columns,
	.count = COUNT(organisation_columns),
	.lead = "name",
	.code_of = "name",
	.check = check_organisation,
};

static const struct qser_column department_columns[] = {
	COLUMN_ID,
	COLUMN_CODE("name"),
	{.name = "organisation",
		.label = "Organisation",
		.type = QSER_REF,
		.flags = QSER_REQUIRED | QSER_ALTKEY | QSER_BRIEF,
		.ref = QSER_ORGANISATION,
		.help = "the organisation it belongs to"},
	{.name = "name",
		.label = "Name",
		.type = QSER_TEXT,
		.flags = QSER_REQUIRED | QSER_ALTKEY | QSER_BRIEF,
		.aliases = "Department|Τμήμα|Oddělení|Abteilung|Departamento|Service|Afdeling",
		.help = "name of the department"},
	{.name = "manager",
		.label = "Manager",
		.type = QSER_REF,
		.flags = QSER_BRIEF,
		.ref = QSER_PERSON,
		.help = "the department manager"},
	COLUMN_NOTE,
};

const struct record department_record = {
	.id = QSER_DEPARTMENT,
	.name = "department",
	.plural = "departments",
	.table = "department",
	.columns = department_columns,
	.count = COUNT(department_columns),
	.lead = "name",
	.code_of = "name",
};

/* ---- Whoever has a department and an organisation ---- */

#define SQL_DEPARTMENT "select organisation from department where id = ?1"

static enum qser_status organisation_of(struct row *row, int64_t *organisation)
{
	_cleanup_(query_end) struct query q = query(row->q->store, SQL_DEPARTMENT);
	query_int(&q, 1, row_int(row, "department", 0));
	return query_number(&q, 0, organisation);
}

enum qser_status complete_department(struct row *row)
{
	int64_t organisation = 0;

	if (!row_int(row, "department", 0) || row_int(row, "organisation", 0))
		return QSER_OK;
	enum qser_status status = organisation_of(row, &organisation);
	if (status == QSER_OK && organisation)
		row_put_int(row, "organisation", organisation);
	return status;
}

enum qser_status check_department(struct row *row)
{
	int64_t organisation = 0;

	if (!row_int(row, "department", 0))
		return QSER_OK;
	enum qser_status status = organisation_of(row, &organisation);
	if (status == QSER_OK && row_int(row, "organisation", 0) != organisation)
		status = fail(row->q, QSER_INVALID,
			"department: belongs to another organisation; change both, or clear one");
	return status;
}

/* ---- Projects ---- */

static const struct qser_column project_columns[] = {
	COLUMN_ID,
	COLUMN_CODE("title"),
	{.name = "organisation",
		.label = "Organisation",
		.type = QSER_REF,
		.flags = QSER_BRIEF,
		.ref = QSER_ORGANISATION,
		.help = "who runs it"},
	{.name = "title",
		.label = "Title",
		.type = QSER_TEXT,
		.flags = QSER_REQUIRED | QSER_ALTKEY | QSER_BRIEF,
		.help = "title of the project, as on time sheets"},
	{.name = "number",
		.label = "Number",
		.type = QSER_TEXT,
		.flags = QSER_ALTKEY | QSER_BRIEF,
		.help = "grant or contract number"},
	{.name = "programme", .label = "Programme", .type = QSER_TEXT, .help = "Erasmus+, ESF+, …"},
	{.name = "beneficiary",
		.label = "Beneficiary",
		.type = QSER_TEXT,
		.help = "full name of the beneficiary"},
	{.name = "work_packages",
		.label = "Work packages",
		.type = QSER_WORDS,
		.help = "their names, joined by ;"},
	{.name = "starts", .label = "Starts", .type = QSER_DAY, .help = "first day"},
	{.name = "ends", .label = "Ends", .type = QSER_DAY, .help = "last day"},
	COLUMN_NOTE,
};

static enum qser_status check_project(struct row *row)
{
	return check_days(row, "starts", "ends");
}

const struct record project_record = {
	.id = QSER_PROJECT,
	.name = "project",
	.plural = "projects",
	.table = "project",
	.columns = project_columns,
	.count = COUNT(project_columns),
	.lead = "title",
	.code_of = "title",
	.check = check_project,
};
