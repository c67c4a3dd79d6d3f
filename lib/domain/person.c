/* person.c: people and their roles (A8). */
#include <string.h>

#include "../base/hash.h"
#include "../record/aliases.h"
#include "domain.h"

static const char *const origins[] = {"in-house", "external", NULL};
static const char *const origin_aliases[] = {
	aliases_in_house,
	aliases_external,
	NULL,
};

static const struct qser_column person_columns[] = {
	COLUMN_ID,
	COLUMN_CODE("name"),
	{.name = "name",
		.label = "Name",
		.type = QSER_TEXT,
		.flags = QSER_REQUIRED | QSER_PERSONAL | QSER_BRIEF,
		.aliases = aliases_name,
		.help = "the whole name, as the person writes it"},
	COLUMN_FOLDED("name", 0),
	{.name = "family_name",
		.label = "Family name",
		.type = QSER_TEXT,
		.flags = QSER_PERSONAL,
		.aliases = aliases_family_name,
		.help = "for sorting, where it is not the last word of the name"},
	{.name = "email",
		.label = "E-mail",
		.type = QSER_EMAIL,
		.flags = QSER_PERSONAL | QSER_BRIEF,
		.aliases = aliases_email,
		.help = "one address; nobody else may have it"},
	COLUMN_ADDRESS_KEY("email", QSER_ALTKEY),
	{.name = "phone",
		.label = "Telephone",
		.type = QSER_PHONE,
		.flags = QSER_PERSONAL,
		.aliases = aliases_phone,
		.help = "as it is written"},
	{.name = "login",
		.label = "Login",
		.type = QSER_TEXT,
		.flags = QSER_PERSONAL,
		.aliases = "Login name|User name|Username|Account|"
			   "Όνομα χρήστη|"
			   "Benutzername|Anmeldename|Kennung|"
			   "Usuario|Nombre de usuario|"
			   "Uživatelské jméno|Přihlašovací jméno|"
			   "Identifiant|Nom d'utilisateur|"
			   "Gebruikersnaam|Inlognaam",
		.help = "login name on this computer: who types a command is known by it"},
	{.name = "organisation",
		.label = "Organisation",
		.type = QSER_REF,
		.flags = QSER_BRIEF,
		.ref = QSER_ORGANISATION,
		.aliases = aliases_organisation,
		.help = "where the person works"},
	{.name = "department",
		.label = "Department",
		.type = QSER_REF,
		.flags = QSER_BRIEF,
		.ref = QSER_DEPARTMENT,
		.aliases = aliases_department,
		.help = "of that organisation"},
	{.name = "job_title",
		.label = "Job title",
		.type = QSER_TEXT,
		.flags = QSER_BRIEF,
		.aliases = aliases_job_title,
		.help = "what the person does there"},
	{.name = "supervisor",
		.label = "Supervisor",
		.type = QSER_REF,
		.ref = QSER_PERSON,
		.aliases = "Line manager|Reports to|"
			   "Προϊστάμενος|Προϊσταμένη|Επόπτης|"
			   "Vorgesetzter|Vorgesetzte|"
			   "Superior|Jefe directo|Supervisora|"
			   "Nadřízený|Nadřízená|"
			   "Supérieur|Supérieur hiérarchique|Superviseur|"
			   "Leidinggevende",
		.help = "who the person reports to"},
	{.name = "origin",
		.label = "Origin",
		.type = QSER_CHOICE,
		.flags = QSER_REQUIRED,
		.words = origins,
		.word_aliases = origin_aliases,
		.preset = "in-house",
		.aliases = "In-house or external|Internal or external|"
			   "Εσωτερικός ή εξωτερικός|Προέλευση|"
			   "Intern oder extern|"
			   "Interno o externo|Procedencia|"
			   "Interní nebo externí|"
			   "Interne ou externe|"
			   "Intern of extern",
		.help = "of the house, or an external professional"},
	{.name = "languages",
		.label = "Languages",
		.type = QSER_WORDS,
		.flags = QSER_PERSONAL,
		.aliases = aliases_languages,
		.help = "spoken, joined by ;"},
	COLUMN_NOTE,
};

#define SQL_LOGIN "select id from person where login = ?1 and id <> ?2"

/* Who types a command is known by it, so two cannot have the same. */
static enum qser_status check_login(struct row *row)
{
	_cleanup_(buffer_free) struct buffer who = BUFFER_INIT;
	int64_t other;
	_cleanup_(query_end) struct query q = query(row->q->store, SQL_LOGIN);

	query_text(&q, 1, row_text(row, "login"));
	query_int(&q, 2, row->id);
	enum qser_status status = query_number(&q, 0, &other);
	if (status == QSER_OK && other)
		status = record_describe(row->q, QSER_PERSON, other, &who);
	return status != QSER_OK || !other
		       ? status
		       : fail(row->q, QSER_EXISTS, "login: taken by %s", buffer_text(&who));
}

static enum qser_status check_person(struct row *row)
{
	if (row->id && row_int(row, "supervisor", 0) == row->id)
		return fail(row->q, QSER_INVALID, "supervisor: nobody is their own supervisor");
	enum qser_status status = QSER_OK;
	if (row_text(row, "login") && row_changes(row, "login"))
		status = check_login(row);
	return status == QSER_OK ? check_department(row) : status;
}

#define SQL_SAME                                                          \
	"select id from person where name_key = ?1 and email_key is null" \
	" and organisation is not distinct from ?2 and phone is not distinct from ?3 and id > ?4 order by id"

/* What they are known by. */
static uint64_t look_of(const struct row *row)
{
	static const char *const columns[] = {"name_key", "phone"};
	uint64_t hash = HASH_START + (uint64_t)row_int(row, "organisation", 0);

	for (size_t i = 0; i < COUNT(columns); i++) {
		const char *text = row_text(row, columns[i]);
		hash = hash_bytes(hash, text ? text : "", text ? strlen(text) + 1 : 0);
	}
	return hash;
}

/* Somebody without an address and a code is the one of that name, organisation and telephone. */
static enum qser_status match_person(struct row *row, int64_t *id)
{
	*id = 0;
	if (row_text(row, "email_key") || row_text(row, "code") || !row_text(row, "name_key"))
		return QSER_OK;
	enum qser_status status = complete_department(row);
	if (status != QSER_OK)
		return status;
	_cleanup_(query_end) struct query q = query(row->q->store, SQL_SAME);
	query_text(&q, 1, row_text(row, "name_key"));
	if (!row_cell(row, "organisation")->null)
		query_int(&q, 2, row_int(row, "organisation", 0));
	query_text(&q, 3, row_text(row, "phone"));
	/* Those before are taken: else a file of a hundred thousand namesakes would never end. */
	uint64_t look = look_of(row);
	int64_t passed = row->passed ? key_index_get(row->passed, look) : 0;
	query_int(&q, 4, passed);
	while (!*id && query_row(&q)) {
		int64_t candidate = query_get_int(&q, 0);
		if (row->taken && id_lines_get(row->taken, candidate))
			passed = candidate;
		else
			*id = candidate;
	}
	if (row->passed && passed && !key_index_set(row->passed, look, passed))
		return fail(row->q, QSER_MEMORY, "out of memory");
	return query_status(&q);
}

const struct record person_record = {
	.id = QSER_PERSON,
	.name = "person",
	.plural = "people",
	.table = "person",
	.columns = person_columns,
	.count = COUNT(person_columns),
	.lead = "name",
	.by_name = true,
	.code_of = "name",
	.match = match_person,
	.imported = tell_duplicates,
	.complete = complete_department,
	.check = check_person,
};

static const char *const roles[] = {"mentor", "e-mentor", "mentee", "trainer", "staff", "manager",
	"coordinator", "contact", "consultant", "hr", "training-department",
	"application-department", NULL};
static const char *const role_aliases[] = {
	"Mentors|Μέντορας|Mentorin|Mentora|Mentorka",
	"Online mentor|Ηλεκτρονικός μέντορας|Onlinementor|Mentor en línea|E-mentorka|"
	"Mentor en ligne",
	"Mentoree|Καθοδηγούμενος|Καθοδηγούμενη|Mentorado|Mentorada|Mentorovaný|Mentoré",
	aliases_trainer,
	"Employee|Member of staff|Προσωπικό|Εργαζόμενος|Εργαζόμενη|Υπάλληλος|Mitarbeiter|"
	"Mitarbeiterin|Personal|Empleado|Empleada|Zaměstnanec|Zaměstnankyně|Personnel|Employé|"
	"Medewerker|Personeel",
	"Head|Director|Διευθυντής|Διευθύντρια|Προϊστάμενος|Leiter|Leiterin|Leitung|Directora|"
	"Jefe|Vedoucí|Directeur|Directrice|Responsable|Leidinggevende",
	"Συντονιστής|Συντονίστρια|Koordinator|Koordinatorin|Coordinador|Coordinadora|"
	"Koordinátorka|Coordinateur|Coordinatrice",
	"Contact person|Επικοινωνία|Υπεύθυνος επικοινωνίας|Ansprechpartner|Ansprechpartnerin|"
	"Ansprechperson|Contacto|Persona de contacto|Kontaktní osoba|Personne de contact|"
	"Contactpersoon",
	"Advisor|Σύμβουλος|Berater|Beraterin|Consultor|Consultora|Asesor|Poradce|Poradkyně|"
	"Conseiller|Conseillère|Adviseur",
	"Human resources|Ανθρώπινο δυναμικό|Personalabteilung|Recursos humanos|"
	"Personální oddělení|Ressources humaines|RH|Personeelszaken",
	"Training|Τμήμα εκπαίδευσης|Fortbildung|Formación|Vzdělávání|Formation|Opleiding",
	"Applications|Τμήμα αιτήσεων|Bewerbungen|Solicitudes|Přihlášky|Candidatures|Aanmeldingen",
	NULL,
};

static const struct qser_column role_columns[] = {
	COLUMN_ID,
	COLUMN_WHOSE("who"),
	{.name = "role",
		.label = "Role",
		.type = QSER_CHOICE,
		.flags = QSER_REQUIRED | QSER_KEY | QSER_BRIEF,
		.words = roles,
		.word_aliases = role_aliases,
		.aliases = "Ρόλος|"
			   "Rolle|"
			   "Rol|Papel",
		.help = "trainer is the job shadower, coordinator the one responsible for "
			"mentoring"},
	{.name = "organisation",
		.label = "Organisation",
		.type = QSER_REF,
		.flags = QSER_KEY | QSER_BRIEF,
		.ref = QSER_ORGANISATION,
		.aliases = aliases_organisation,
		.help = "for which organisation"},
	{.name = "since",
		.label = "Since",
		.type = QSER_DAY,
		.flags = QSER_BRIEF,
		.aliases = aliases_starts,
		.help = "first day"},
	{.name = "until",
		.label = "Until",
		.type = QSER_DAY,
		.flags = QSER_BRIEF,
		.aliases = aliases_ends,
		.help = "last day"},
	COLUMN_NOTE,
};

static enum qser_status check_role(struct row *row)
{
	return check_days(row, "since", "until");
}

const struct record role_record = {
	.id = QSER_ROLE,
	.name = "role",
	.plural = "roles",
	.table = "role",
	.columns = role_columns,
	.count = COUNT(role_columns),
	.lead = "role",
	.check = check_role,
};
