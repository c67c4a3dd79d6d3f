/*
 * path.c: the training path of a job shadowing (D, C14), and the 13 steps an organisation goes
 * through (C1-C13).
 */
#include <inttypes.h>
#include <string.h>

#include "../record/aliases.h"
#include "path_life.h"

static const char *const audiences[] = {"individual", "group", NULL};
static const char *const audience_aliases[] = {
	"Person|One person|Ατομική|Ατομικό|Άτομο|Einzeln|Einzelperson|Individuell|Persona|"
	"Individuální|Jednotlivec|Individuel|Individueel",
	"Team|Groups|Ομάδα|Ομαδική|Ομαδικό|Gruppe|Grupo|Grupal|Skupina|Skupinové|Groupe|Groep",
	NULL,
};
static const struct qser_column path_columns[] = {
	COLUMN_ID,
	COLUMN_CODE("title"),
	{.name = "title",
		.label = "Title",
		.type = QSER_TEXT,
		.flags = QSER_REQUIRED | QSER_BRIEF,
		.aliases = "Title of the training|Training|Name|"
			   "Τίτλος|Τίτλος κατάρτισης|Κατάρτιση|"
			   "Titel|Schulung|Titel der Schulung|"
			   "Título|Formación|Título de la formación|"
			   "Název|Název školení|Školení|"
			   "Titre|Intitulé|Titre de la formation|"
			   "Opleiding|Titel van de opleiding",
		.help = "of the training or job shadowing"},
	{.name = "organisation",
		.label = "Organisation",
		.type = QSER_REF,
		.flags = QSER_REQUIRED | QSER_BRIEF,
		.ref = QSER_ORGANISATION,
		.aliases = aliases_organisation,
		.help = "where it takes place"},
	{.name = "department",
		.label = "Department",
		.type = QSER_REF,
		.ref = QSER_DEPARTMENT,
		.aliases = aliases_department,
		.help = "of that organisation"},
	{.name = "project",
		.label = "Project",
		.type = QSER_REF,
		.ref = QSER_PROJECT,
		.aliases = aliases_project,
		.help = "that pays for it"},
	{.name = "contact",
		.label = "Contact person",
		.type = QSER_REF,
		.ref = QSER_PERSON,
		.aliases = "Υπεύθυνος επικοινωνίας|Πρόσωπο επικοινωνίας|"
			   "Ansprechperson|Ansprechpartner|Ansprechpartnerin|Kontaktperson|"
			   "Persona de contacto|Contacto|"
			   "Kontaktní osoba|"
			   "Personne de contact|Interlocuteur|"
			   "Contactpersoon",
		.help = "of the organisation"},
	{.name = "address",
		.label = "Address",
		.type = QSER_TEXT,
		.aliases = aliases_address,
		.help = "where it takes place; empty: that of the organisation"},
	{.name = "email",
		.label = "E-mail",
		.type = QSER_EMAIL,
		.aliases = aliases_email,
		.help = "for this path; empty: that of the organisation"},
	{.name = "trainer",
		.label = "Trainer",
		.type = QSER_REF,
		.flags = QSER_BRIEF,
		.ref = QSER_PERSON,
		.aliases = aliases_trainer,
		.help = "the job shadower"},
	{.name = "trainer_contact",
		.label = "Trainer's contact",
		.type = QSER_TEXT,
		.flags = QSER_PERSONAL,
		.aliases = "Contact of the trainer|"
			   "Επικοινωνία εκπαιδευτή|Στοιχεία εκπαιδευτή|"
			   "Kontakt des Trainers|"
			   "Contacto del formador|"
			   "Kontakt na školitele|"
			   "Contact du formateur|"
			   "Contact van de trainer",
		.help = "how to reach the trainer for this path"},
	{.name = "audience",
		.label = "For",
		.type = QSER_CHOICE,
		.flags = QSER_REQUIRED,
		.words = audiences,
		.word_aliases = audience_aliases,
		.preset = "individual",
		.aliases = "Individual or group|"
			   "Ατομική ή ομαδική|"
			   "Einzeln oder Gruppe|"
			   "Individual o grupal|"
			   "Individuální nebo skupinové|"
			   "Individuel ou groupe|"
			   "Individueel of groep",
		.help = "for a person or a group"},
	{.name = "participants_planned",
		.label = "Participants planned",
		.type = QSER_INT,
		.min = 1,
		.max = 10000,
		.aliases = "Number of participants|Participants|"
			   "Αριθμός συμμετεχόντων|"
			   "Teilnehmerzahl|Zahl der Teilnehmenden|"
			   "Número de participantes|"
			   "Počet účastníků|"
			   "Nombre de participants|"
			   "Aantal deelnemers",
		.help = "their number"},
	{.name = "months",
		.label = "Months",
		.type = QSER_INT,
		.min = 0,
		.max = 120,
		.aliases = "Duration in months|"
			   "Μήνες|"
			   "Monate|"
			   "Meses|"
			   "Měsíce|Počet měsíců|"
			   "Mois|"
			   "Maanden",
		.help = "duration"},
	{.name = "weeks",
		.label = "Weeks",
		.type = QSER_INT,
		.min = 0,
		.max = 520,
		.aliases = "Duration in weeks|"
			   "Εβδομάδες|"
			   "Wochen|"
			   "Semanas|"
			   "Týdny|Počet týdnů|"
			   "Semaines|"
			   "Weken",
		.help = "duration"},
	{.name = "hours",
		.label = "Hours",
		.type = QSER_HOURS,
		.flags = QSER_BRIEF,
		.min = 0,
		.max = 60000000,
		.aliases = aliases_hours,
		.help = "planned in all; 40 is forty hours"},
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
		.help = "last day"},
	{.name = "goals",
		.label = "Goals",
		.type = QSER_NOTE,
		.aliases = "Aims|Objectives|Goal|"
			   "Στόχοι|Στόχος|Σκοπός|"
			   "Ziele|Ziel|"
			   "Objetivos|Objetivo|"
			   "Cíle|Cíl|"
			   "Objectifs|Objectif|Buts|"
			   "Doelen|Doelstellingen|Doel",
		.help = "what is to be reached"},
	COLUMN_NOTE,
	{.name = "state",
		.label = "State",
		.type = QSER_CHOICE,
		.flags = QSER_REQUIRED | QSER_READONLY | QSER_BRIEF,
		.words = path_states,
		.preset = "draft",
		.help = "follows the steps: 5 done is discussed, 6 done confirmed, 9 begun "
			"running; closed by close"},
	{.name = "parent",
		.label = "Group path",
		.type = QSER_REF,
		.flags = QSER_READONLY,
		.ref = QSER_PATH,
		.help = "the path this one was copied from, for one of its participants"},
	{.name = "closed",
		.label = "Closed",
		.type = QSER_DAY,
		.flags = QSER_READONLY,
		.help = "the day it was closed"},
	{.name = "reason",
		.label = "Reason",
		.type = QSER_NOTE,
		.flags = QSER_READONLY,
		.help = "of closing or reopening it"},
};

static enum qser_status check_path(struct row *row)
{
	enum qser_status status = QSER_OK;

	if (row->id && !row_changes(row, "state")) /* closing and reopening change it */
		status = path_is_open(row->q, row->id);
	if (status == QSER_OK)
		status = check_days(row, "starts", "ends");
	return status == QSER_OK ? check_department(row) : status;
}

/* Once it is confirmed, another trainer is asked for what the first one was (A6). */
static enum qser_status check_trainer(struct row *path)
{
	enum path_state state = path_state_of(row_text(path, "state"));
	struct path_view v;

	if (!row_changes(path, "trainer") || !row_int(path, "trainer", 0) ||
		(state != PATH_CONFIRMED && state != PATH_RUNNING))
		return QSER_OK;
	enum qser_status status = path_view_load(&v, path->q, path->id);
	return status == QSER_OK ? path_trainer_eligible(&v) : status;
}

/* In our own words; number and order are those of C1-C13. */
static const char *const step_titles[13] = {
	"Trainer and organisation meet",
	"Trainer chosen, contract made",
	"Trainer informed, template for minutes",
	"Training path drafted",
	"First meeting with the department manager",
	"Training path discussed and confirmed",
	"Meeting or workshop with all parties",
	"Checklist filled in and signed by both",
	"Shadowing begins, diary kept",
	"Hours added up, rota of shadowing and reflection",
	"Organisation informed of progress",
	"Closing workshop and final report",
	"Conclusion: benefits and impact",
};

const char *path_step_title(int number)
{
	return step_titles[number - 1];
}

static enum qser_status add_steps(struct row *path)
{
	enum qser_status status = QSER_OK;

	for (int i = 0; i < 13 && status == QSER_OK; i++) {
		_cleanup_(row_free) struct row step;
		row_init(&step, path->q, QSER_STEP);
		row_put_int(&step, "path", path->id);
		row_put_int(&step, "number", i + 1);
		row_put_text(&step, "title", step_titles[i]);
		status = row_save(&step);
	}
	return status;
}

const struct record path_record = {
	.id = QSER_PATH,
	.name = "path",
	.plural = "paths",
	.table = "path",
	.columns = path_columns,
	.count = COUNT(path_columns),
	.lead = "title",
	.code_of = "title",
	.complete = complete_department,
	.check = check_path,
	.saved = check_trainer,
	.added = add_steps,
};

/* ---- The 13 steps ---- */

static const char *const step_states[] = {"open", "started", "done", "skipped", NULL};
static const char *const step_state_aliases[] = {
	"Not begun|To do|Ανοιχτό|Εκκρεμεί|Offen|Abierto|Pendiente|Otevřeno|Nezahájeno|Ouvert|"
	"À faire|Te doen",
	"Begun|In progress|Running|Ξεκίνησε|Σε εξέλιξη|Begonnen|Laufend|In Arbeit|Iniciado|"
	"En curso|Zahájeno|Probíhá|Commencé|En cours|Gestart|Bezig",
	"Finished|Completed|Ολοκληρώθηκε|Έγινε|Erledigt|Fertig|Abgeschlossen|Hecho|Terminado|"
	"Hotovo|Dokončeno|Fait|Terminé|Klaar|Gedaan",
	"Left out|Omitted|Παραλείφθηκε|Übersprungen|Entfällt|Omitido|Vynecháno|Přeskočeno|Omis|"
	"Overgeslagen",
	NULL,
};

static const struct qser_column step_columns[] = {
	COLUMN_ID,
	COLUMN_PATH,
	{.name = "number",
		.label = "Step",
		.type = QSER_INT,
		.flags = QSER_REQUIRED | QSER_KEY | QSER_BRIEF | QSER_FIXED,
		.min = 1,
		.max = 13,
		.aliases = "Step number|"
			   "Βήμα|Αριθμός|"
			   "Schritt|Nummer|"
			   "Paso|Número|"
			   "Krok|Číslo|"
			   "Étape|"
			   "Stap",
		.help = "1 to 13"},
	{.name = "title",
		.label = "What",
		.type = QSER_TEXT,
		.flags = QSER_READONLY | QSER_BRIEF,
		.help = "what the step is about"},
	{.name = "state",
		.label = "State",
		.type = QSER_CHOICE,
		.flags = QSER_REQUIRED | QSER_BRIEF,
		.words = step_states,
		.word_aliases = step_state_aliases,
		.preset = "open",
		.aliases = aliases_state,
		.help = "how far it is"},
	{.name = "day",
		.label = "Day",
		.type = QSER_DAY,
		.flags = QSER_BRIEF,
		.aliases = aliases_day,
		.help = "when it was done, or is to be; today, when it is set to done"},
	{.name = "responsible",
		.label = "Responsible",
		.type = QSER_REF,
		.flags = QSER_BRIEF,
		.ref = QSER_PERSON,
		.aliases = aliases_responsible,
		.help = "who sees to it"},
	COLUMN_NOTE,
	{.name = "evidence",
		.label = "Evidence",
		.type = QSER_TEXT,
		.aliases = "Proof|"
			   "Τεκμήριο|Τεκμήρια|Αποδεικτικό|"
			   "Nachweis|Beleg|"
			   "Evidencia|Justificante|"
			   "Doklad|Důkaz|"
			   "Justificatif|Preuve|"
			   "Bewijs|Bewijsstuk",
		.help = "where the minutes, contract or report lie"},
};

static enum qser_status check_step(struct row *row)
{
	const char *state = row_text(row, "state");
	int64_t number = row_int(row, "number", 0);
	bool done = !strcmp(state, "done");

	if (done && row_changes(row, "state") && !row_text(row, "day"))
		row_put_text(row, "day", row->q->today);
	if (!row_text(row, "title"))
		row_put_text(row, "title", step_titles[number - 1]);
	return check_path_open(row);
}

/* The path follows its steps forward, never back. */
static enum qser_status follow_step(struct row *row)
{
	const char *state = row_text(row, "state");
	int64_t number = row_int(row, "number", 0), path = row_int(row, "path", 0);
	bool done = !strcmp(state, "done"), begun = done || !strcmp(state, "started");

	if (!row_changes(row, "state"))
		return QSER_OK;
	if (number == 5 && done)
		return path_advance(row->q, path, PATH_DISCUSSED);
	if (number == 6 && done)
		return path_advance(row->q, path, PATH_CONFIRMED);
	return number == 9 && begun ? path_advance(row->q, path, PATH_RUNNING) : QSER_OK;
}

static enum qser_status removing_step(struct row *row)
{
	return fail(row->q, QSER_REFUSED, "a path keeps its 13 steps; set --state skipped instead");
}

const struct record step_record = {
	.id = QSER_STEP,
	.name = "step",
	.plural = "steps",
	.table = "step",
	.columns = step_columns,
	.count = COUNT(step_columns),
	.lead = "title",
	.check = check_step,
	.saved = follow_step,
	.removing = removing_step,
	.undoing = check_path_open,
};

#define SQL_STEP "select id from step where path = ?1 and number = ?2"

enum qser_status qser_path_step(struct qser *q, int64_t path, int number, int64_t *id)
{
	_cleanup_(query_end) struct query look = query(q->store, SQL_STEP);

	if (number < 1 || number > 13)
		return fail(q, QSER_INVALID, "step: there are steps 1 to 13");
	query_int(&look, 1, path);
	query_int(&look, 2, number);
	enum qser_status status = query_number(&look, 0, id);
	return status == QSER_OK && !*id ? fail(q, QSER_UNKNOWN, "the path has no step %d", number)
					 : status;
}
