/*
 * domain.h: what the rooms of the domain share.  One file per entity: its description, its rules.
 */
#ifndef DOMAIN_DOMAIN_H
#define DOMAIN_DOMAIN_H

#include "../record/handle.h"

#define COLUMN_CODE(of)                                                                    \
	{                                                                                  \
		.name = "code", .label = "Code", .type = QSER_CODE,                        \
		.flags = QSER_KEY | QSER_BRIEF,                                            \
		.help = "short name for commands; made from the " of " when none is given" \
	}
#define COLUMN_NOTE                                                                         \
	{                                                                                   \
		.name = "note", .label = "Note", .type = QSER_NOTE, .help = "anything else" \
	}
/* The folded key of another column, for search and duplicates. */
#define COLUMN_FOLDED(of, more)                                           \
	{                                                                 \
		.name = of "_key", .label = of "_key", .type = QSER_TEXT, \
		.flags = QSER_HIDDEN | (more), .from = of                 \
	}

/* What forms call the columns that people and applicants share: English, Greek, German, Spanish,
 * Czech, French, Dutch. */
#define ALIASES_NAME                                                                                            \
	"Full name|First and last name|Ονοματεπώνυμο|Όνομα|Ονομα και επώνυμο|" \
	"Vor- und Nachname|Vollständiger Name|Nombre|Nombre y apellidos|"                                      \
	"Nombre completo|Jméno|Jméno a příjmení|Nom|Nom et prénom|Prénom et nom|"                        \
	"Naam|Volledige naam"

#define ALIASES_EMAIL                                                                                                                             \
	"E-mail address|Mail|Ηλεκτρονικό ταχυδρομείο|Διεύθυνση ηλεκτρονικού ταχυδρομείου|" \
	"E-Mail-Adresse|Correo|Correo electrónico|E-mailová adresa|Courriel|"                                                                   \
	"Adresse e-mail|Adresse électronique|E-mailadres"

#define ALIASES_PHONE                                                                          \
	"Phone|Phone number|Mobile|Τηλέφωνο|Κινητό|Telefon|Telefonnummer|Handy|" \
	"Teléfono|Móvil|Telefonní číslo|Téléphone|Portable|Telefoon|Telefoonnummer"

#define ALIASES_JOB_TITLE                                                                                  \
	"Position|Occupation|Θέση|Θέση εργασίας|Επάγγελμα|Beruf|Funktion|Puesto|" \
	"Cargo|Pozice|Profese|Poste|Fonction|Functie"

#define ALIASES_LANGUAGES "Language|Languages spoken|Γλώσσες|Sprachen|Idiomas|Jazyky|Langues|Talen"

extern const struct record organisation_record, department_record, project_record;
extern const struct record person_record, role_record, training_record;
extern const struct record setting_record, command_record;
extern const struct record application_record;
extern const struct record path_record, participant_record, skill_record, activity_record,
	step_record;
extern const struct record entry_record;

/* The columns "item.CODE" of an import of applications (application_answer.c). */
enum qser_status application_extras(struct row *row, const struct qser_field *items, size_t count)
	_check_;

/* What an entry of the diary may be; shadowing is the first. */
#define ENTRY_KINDS 6
extern const char *const entry_kinds[ENTRY_KINDS + 1]; /* ended by NULL */

/* A department brings its organisation along, and does not belong to another one.  QSER_INVALID. */
enum qser_status complete_department(struct row *row) _check_;
enum qser_status check_department(struct row *row) _check_;

/* Two days of a row in the wrong order?  QSER_INVALID. */
enum qser_status check_days(struct row *row, const char *first, const char *last) _check_;

#endif
