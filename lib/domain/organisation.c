/* organisation.c: organisations, their departments and projects (A2, A3). */
#include <string.h>

#include "../record/aliases.h"
#include "domain.h"

static const char *const kinds[] = {
	"municipality", "public", "company", "ngo", "school", "agency", "other", NULL};
static const char *const kind_aliases[] = {
	"City|Town|Local authority|Δήμος|Gemeinde|Stadt|Kommune|Municipio|Ayuntamiento|Obec|"
	"Město|Commune|Mairie|Municipalité",
	"Public body|Authority|Δημόσιο|Δημόσιος φορέας|Behörde|Öffentlich|"
	"Administración pública|Pública|Público|Veřejná správa|Veřejná instituce|"
	"Organisme public|Overheid",
	"Business|Firm|Εταιρεία|Επιχείρηση|Firma|Unternehmen|Empresa|Společnost|Entreprise|"
	"Société|Bedrijf",
	"Non-governmental organisation|Association|Charity|ΜΚΟ|Μη κυβερνητική οργάνωση|Σύλλογος|"
	"NRO|Verein|ONG|Asociación|Nezisková organizace|Spolek|Vereniging",
	"University|Σχολείο|Πανεπιστήμιο|Schule|Escuela|Škola|École",
	"Αναπτυξιακή εταιρεία|Οργανισμός ανάπτυξης|Agentur|Agencia|Agentura|Agence|Agentschap",
	aliases_other,
	NULL,
};

static const struct qser_column organisation_columns[] = {
	COLUMN_ID,
	COLUMN_CODE("name"),
	{.name = "name",
		.label = "Name",
		.type = QSER_TEXT,
		.flags = QSER_REQUIRED | QSER_BRIEF,
		.aliases =
			"Organisation|Organization|Organisation name|Organization name|"
			"Name of organisation|Name of the organisation|Full name|Company|"
			"Institution|"
			"Οργανισμός|Φορέας|Επωνυμία|Ονομασία|Επωνυμία φορέα|Όνομα|Όνομα οργανισμού|"
			"Bezeichnung|Einrichtung|Name der Organisation|Name der Einrichtung|Firma|"
			"Organización|Entidad|Nombre|Razón social|Nombre de la organización|"
			"Organizace|Instituce|Název|Název organizace|"
			"Organisme|Nom|Dénomination|Raison sociale|Nom de l'organisation|"
			"Organisatie|Instelling|Naam|Naam van de organisatie",
		.help = "as it is written officially"},
	COLUMN_FOLDED("name", QSER_ALTKEY),
	{.name = "kind",
		.label = "Kind",
		.type = QSER_CHOICE,
		.flags = QSER_REQUIRED | QSER_BRIEF,
		.words = kinds,
		.word_aliases = kind_aliases,
		.preset = "municipality",
		.aliases = aliases_kind,
		.help = "what it is"},
	{.name = "address",
		.label = "Address",
		.type = QSER_TEXT,
		.aliases = aliases_address,
		.help = "postal address"},
	{.name = "email",
		.label = "E-mail",
		.type = QSER_EMAIL,
		.aliases = aliases_email,
		.help = "of the organisation"},
	{.name = "phone",
		.label = "Telephone",
		.type = QSER_PHONE,
		.aliases = aliases_phone,
		.help = "of the organisation"},
	{.name = "website",
		.label = "Web site",
		.type = QSER_TEXT,
		.aliases = "Web|Web page|Web address|Homepage|Home page|URL|"
			   "Ιστοσελίδα|Ιστότοπος|Ιστοχώρος|"
			   "Webseite|Internetseite|Internetadresse|"
			   "Página web|Sitio web|"
			   "Webové stránky|Webová stránka|Internetové stránky|"
			   "Site web|Site internet|"
			   "Webpagina|Webadres",
		.help = "address of its pages"},
	{.name = "country",
		.label = "Country",
		.type = QSER_TEXT,
		.flags = QSER_BRIEF,
		.aliases = "Χώρα|"
			   "Land|Staat|"
			   "País|"
			   "Země|Stát|"
			   "Pays",
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
	.by_name = true,
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
		.aliases = aliases_organisation,
		.help = "the organisation it belongs to"},
	{.name = "name",
		.label = "Name",
		.type = QSER_TEXT,
		.flags = QSER_REQUIRED | QSER_ALTKEY | QSER_BRIEF,
		.aliases = "Department|Department name|Name of department|Unit|Division|"
			   "Τμήμα|Ονομασία|Όνομα|Όνομα τμήματος|"
			   "Abteilung|Bezeichnung|Name der Abteilung|"
			   "Departamento|Nombre|Nombre del departamento|"
			   "Oddělení|Odbor|Název|Název oddělení|"
			   "Service|Département|Nom|Nom du service|"
			   "Afdeling|Naam|Naam van de afdeling",
		.help = "name of the department"},
	{.name = "manager",
		.label = "Manager",
		.type = QSER_REF,
		.flags = QSER_BRIEF,
		.ref = QSER_PERSON,
		.aliases = "Head|Head of department|Department manager|"
			   "Προϊστάμενος|Προϊσταμένη|Διευθυντής|Διευθύντρια|"
			   "Leitung|Leiter|Leiterin|Abteilungsleitung|"
			   "Responsable|Jefe|Jefe de departamento|Director|"
			   "Vedoucí|Vedoucí oddělení|"
			   "Chef de service|Responsable du service|"
			   "Afdelingshoofd|Leidinggevende",
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
	.by_name = true,
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
		.aliases = aliases_organisation,
		.help = "who runs it"},
	{.name = "title",
		.label = "Title",
		.type = QSER_TEXT,
		.flags = QSER_REQUIRED | QSER_ALTKEY | QSER_BRIEF,
		.aliases = "Project|Project title|Name|Project name|"
			   "Έργο|Τίτλος|Τίτλος έργου|"
			   "Projekt|Titel|Projekttitel|"
			   "Proyecto|Título|Título del proyecto|"
			   "Název|Název projektu|Titul|"
			   "Projet|Titre|Intitulé|Titre du projet|"
			   "Projecttitel",
		.help = "title of the project, as on time sheets"},
	{.name = "number",
		.label = "Number",
		.type = QSER_TEXT,
		.flags = QSER_ALTKEY | QSER_BRIEF,
		.aliases = "Project number|Grant number|Grant agreement|Contract number|"
			   "Αριθμός|Αριθμός έργου|Αριθμός σύμβασης|"
			   "Nummer|Projektnummer|Förderkennzeichen|"
			   "Número|Número de proyecto|Referencia|"
			   "Číslo|Číslo projektu|"
			   "Numéro du projet|Numéro de contrat|"
			   "Projectnummer|Contractnummer",
		.help = "grant or contract number"},
	{.name = "programme",
		.label = "Programme",
		.type = QSER_TEXT,
		.aliases = "Program|Funding programme|"
			   "Πρόγραμμα|"
			   "Programm|Förderprogramm|"
			   "Programa|"
			   "Dotační program|"
			   "Programme de financement|"
			   "Programma|Subsidieprogramma",
		.help = "Erasmus+, ESF+, …"},
	{.name = "beneficiary",
		.label = "Beneficiary",
		.type = QSER_TEXT,
		.aliases = "Grant holder|"
			   "Δικαιούχος|"
			   "Begünstigter|Zuwendungsempfänger|"
			   "Beneficiario|Beneficiaria|"
			   "Příjemce|"
			   "Bénéficiaire|"
			   "Begunstigde",
		.help = "full name of the beneficiary"},
	{.name = "work_packages",
		.label = "Work packages",
		.type = QSER_WORDS,
		.aliases = "Work package|WP|"
			   "Πακέτα εργασίας|Πακέτο εργασίας|"
			   "Arbeitspakete|Arbeitspaket|"
			   "Paquetes de trabajo|"
			   "Pracovní balíčky|"
			   "Lots de travail|"
			   "Werkpakketten",
		.help = "their names, joined by ;"},
	{.name = "starts",
		.label = "Starts",
		.type = QSER_DAY,
		.aliases = aliases_starts,
		.help = "first day"},
	{.name = "ends",
		.label = "Ends",
		.type = QSER_DAY,
		.aliases = aliases_ends,
		.help = "last day"},
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
