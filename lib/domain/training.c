/* training.c: trainings (A5-A7, C1), as people tell them and as learning platforms list them. */
#include <string.h>

#include "../base/text.h"
#include "../base/yes_no.h"
#include "../record/find.h"
#include "domain.h"

static const char *const modules[] = {"online-1", "online-2", "online-3", "workshop",
	"working-structures", "mentoring", "trainer-background", "other", NULL};
/* Of the activities and courses of a platform, for whoever drafts a map. */
static const char *const module_aliases[] = {
	"Module 1|IO2 Module 1|Online module 1|Ενότητα 1|Modul 1|Módulo 1|Lekce 1",
	"Module 2|IO2 Module 2|Online module 2|Ενότητα 2|Modul 2|Módulo 2|Lekce 2",
	"Module 3|IO2 Module 3|Online module 3|Ενότητα 3|Modul 3|Módulo 3|Lekce 3",
	aliases_workshop,
	"IO3|Structures|Δομές εργασίας|Arbeitsstrukturen|Estructuras de trabajo|Pracovní struktury|"
	"Structures de travail|Werkstructuren",
	"IO4|Mentoring course|Becoming a mentor|Μεντορία|Mentoring-Kurs|Mentoría|Mentorování|Mentorat",
	"Train the trainers|Trainer of adults|Εκπαίδευση εκπαιδευτών|Ausbildung der Ausbilder|"
	"Formación de formadores|Lektor|Formation de formateurs",
	aliases_other,
	NULL,
};
static const char *const provider_kinds[] = {"in-house", "external", "online", NULL};
static const char *const provider_kind_aliases[] = {
	aliases_in_house,
	aliases_external,
	"On line|Διαδικτυακός|Διαδικτυακό|En línea|En ligne",
	NULL,
};

/* Behind what is stored, of files alone. */
enum { TRAINING_STATUS, TRAINING_OF_FILES };

static const struct qser_column training_columns[] = {
	COLUMN_ID,
	COLUMN_WHOSE("who"),
	{.name = "module",
		.label = "Module",
		.type = QSER_CHOICE,
		.flags = QSER_REQUIRED | QSER_KEY | QSER_BRIEF | QSER_GUESSED,
		.words = modules,
		.word_aliases = module_aliases,
		.aliases = "Course|Unit|"
			   "Ενότητα|Μάθημα|"
			   "Modul|Kurs|"
			   "Módulo|Curso|"
			   "Kurz|"
			   "Cours|"
			   "Cursus",
		.help = "online-1 to -3, workshop, working-structures, mentoring; "
			"trainer-background "
			"is the second half of what a job shadower needs"},
	{.name = "title",
		.label = "Title",
		.type = QSER_TEXT,
		.flags = QSER_KEY | QSER_BRIEF,
		.aliases = aliases_title,
		.help = "of the workshop or course"},
	{.name = "provider_kind",
		.label = "Kind of provider",
		.type = QSER_CHOICE,
		.flags = QSER_REQUIRED,
		.words = provider_kinds,
		.word_aliases = provider_kind_aliases,
		.preset = "in-house",
		.aliases = "Type of provider|Provider type|"
			   "Είδος παρόχου|"
			   "Art des Anbieters|"
			   "Tipo de proveedor|"
			   "Druh poskytovatele|"
			   "Type de prestataire|"
			   "Soort aanbieder",
		.help = "in-house, external (vocational training provider, C1), or online"},
	{.name = "provider",
		.label = "Provider",
		.type = QSER_TEXT,
		.aliases = "Training provider|Organiser|"
			   "Πάροχος|Φορέας υλοποίησης|"
			   "Anbieter|Veranstalter|"
			   "Proveedor|Organizador|"
			   "Poskytovatel|Pořadatel|"
			   "Prestataire|Organisateur|"
			   "Aanbieder|Opleider",
		.help = "its name"},
	{.name = "completed",
		.label = "Completed",
		.type = QSER_DAY,
		.flags = QSER_BRIEF,
		.aliases = "Completion date|Completed on|Date completed|Date|Finished|"
			   "Ημερομηνία ολοκλήρωσης|Ολοκλήρωση|Ημερομηνία|"
			   "Abgeschlossen|Abgeschlossen am|Datum|"
			   "Fecha de finalización|Completado|Fecha|"
			   "Dokončeno|Datum dokončení|"
			   "Terminé|Terminé le|Date de fin|"
			   "Afgerond|Afgerond op",
		.help = "the day; empty: not yet"},
	{.name = "minutes",
		.label = "Minutes",
		.type = QSER_MINUTES,
		.min = 1,
		.max = 600000,
		.aliases = aliases_duration,
		.help = "how long it took in all"},
	{.name = "certificate",
		.label = "Certificate",
		.type = QSER_TEXT,
		.aliases = "Certificate number|Certification|"
			   "Πιστοποιητικό|Βεβαίωση|"
			   "Zertifikat|Bescheinigung|"
			   "Certificado|"
			   "Osvědčení|Certifikát|"
			   "Certificat|Attestation|"
			   "Certificaat|Getuigschrift",
		.help = "number or title"},
	COLUMN_NOTE,
	{.name = "status",
		.label = "Status",
		.type = QSER_TEXT,
		.aliases = "Completion status|Course status|Course completed|Completion state|"
			   "Κατάσταση|Κατάσταση ολοκλήρωσης|"
			   "Abschlussstatus|"
			   "Estado|Estado de finalización|"
			   "Stav|Stav dokončení|"
			   "Statut|État d'achèvement|"
			   "Voltooiingsstatus",
		.help = "completed or not, as learning platforms say it"},
};

enum { TRAINING_COLUMNS = COUNT(training_columns) - TRAINING_OF_FILES };

/* ---- Completed, as platforms say it ---- */

/* Folded, without what is in brackets behind it. */
static const char *const done_words[] = {"completed", "complete", "course completed", "passed",
	"finished", "ολοκληρωθηκε", "ολοκληρωμενο", "ολοκληρωμενη", "επιτυχια", "abgeschlossen",
	"fertig", "bestanden", "completado", "completada", "finalizado", "finalizada", "aprobado",
	"dokonceno", "splneno", "hotovo", "termine", "acheve", "reussi", "voltooid", "afgerond",
	"geslaagd", NULL};
static const char *const open_words[] = {"not completed", "incomplete", "in progress",
	"not started", "not attempted", "not yet started", "enrolled", "pending", "not passed",
	"failed", "expired", "δεν ολοκληρωθηκε", "δεν εχει ολοκληρωθει", "μη ολοκληρωμενο",
	"σε εξελιξη", "δεν ξεκινησε", "nicht abgeschlossen", "in bearbeitung", "nicht begonnen",
	"nicht bestanden", "no completado", "no completada", "no finalizado", "en curso",
	"en progreso", "sin empezar", "no iniciado", "nedokonceno", "nesplneno", "probiha",
	"nezahajeno", "non termine", "inacheve", "non acheve", "en cours", "non commence",
	"niet voltooid", "niet afgerond", "bezig", "niet begonnen", NULL};
/* In the brackets: "did not achieve pass grade". */
static const char *const failed_words[] = {"not", "failed", "δεν", "χωρισ", "nicht", "no", "sin",
	"ne", "bez", "pas", "sans", "niet", "zonder", NULL};

static bool among(const char *const *words, const char *text, size_t length)
{
	for (; *words; words++)
		if (strlen(*words) == length && !strncmp(*words, text, length))
			return true;
	return false;
}

/* Of the words in brackets, but for who has set it: "set by Ann No". */
static bool says_failed(const char *folded)
{
	if (!strncmp(folded, "set by", strlen("set by")))
		return false;
	for (const char *at = folded; *at; at += strspn(at, " ().,")) {
		size_t length = strcspn(at, " ().,");
		if (among(failed_words, at, length))
			return true;
		at += length;
	}
	return false;
}

/* "Completed (achieved pass grade)".  False: it says neither. */
static bool read_status(const char *folded, bool *done)
{
	size_t length = strcspn(folded, "(");
	const char *brackets = folded[length] ? folded + length + 1 : "";

	while (length && folded[length - 1] == ' ')
		length--;
	if (yes_no_read(folded, done))
		return true;
	*done = among(done_words, folded, length) && !says_failed(brackets);
	return *done || among(done_words, folded, length) || among(open_words, folded, length);
}

static enum qser_status refuse_status(struct row *row, const char *text)
{
	_cleanup_(buffer_free) struct buffer shown = BUFFER_INIT;

	text_quote(&shown, text);
	return fail(row->q, QSER_INVALID,
		"status: %s says neither completed nor not; say which in a map file (--map FILE): "
		"status: %s = yes, or no",
		buffer_text(&shown), buffer_text(&shown));
}

/* Whoever the platform knows and we do not is to be added first. */
static enum qser_status find_learner(struct row *row, const char *address, uint64_t *left)
{
	_cleanup_(buffer_free) struct buffer shown = BUFFER_INIT;
	int64_t id;
	enum qser_status status = find_record(row->q, record_of(QSER_PERSON), address, &id);

	*left &= ~(UINT64_C(1) << record_column(row->record, "person"));
	if (status == QSER_OK)
		row_put_int(row, "person", id);
	if (status != QSER_UNKNOWN)
		return status;
	text_quote(&shown, address);
	return fail(row->q, QSER_INVALID,
		"person: nobody has the address %s; add them (qser-person add, or import), or give "
		"the address to who it is (qser-person edit), and import the row again",
		buffer_text(&shown));
}

/* Courses that are no module have to be told apart from those nobody has thought of: "-" in a map
 * leaves them out. */
static enum qser_status check_module(struct row *row, const char *text, uint64_t *left)
{
	_cleanup_(buffer_free) struct buffer shown = BUFFER_INIT;
	_cleanup_(free_pointer) char *folded = text_fold(text);

	if (!folded)
		return fail(row->q, QSER_MEMORY, "out of memory");
	if (!*folded || among(modules, folded, strlen(folded)))
		return QSER_OK;
	*left &= ~(UINT64_C(1) << record_column(row->record, "module"));
	text_quote(&shown, text);
	return fail(row->q, QSER_INVALID,
		"module: %s is not one of online-1, online-2, online-3, workshop, "
		"working-structures, mentoring, trainer-background or other; in a map file module: "
		"%s = online-1 says which it is, and = - leaves it out",
		buffer_text(&shown), buffer_text(&shown));
}

/* What is not completed is no training yet: the row is left out, and counted.  A day alone says
 * that it is. */
static enum qser_status assemble_training(
	struct row *row, const char *const *values, uint64_t *left)
{
	const char *status = values[TRAINING_COLUMNS + TRAINING_STATUS];
	const char *day = values[record_column(row->record, "completed")];
	const char *person = values[record_column(row->record, "person")];
	const char *module = values[record_column(row->record, "module")];
	_cleanup_(free_pointer) char *folded = text_fold(status ? status : "");
	bool done = true;

	if (!folded)
		return fail(row->q, QSER_MEMORY, "out of memory");
	if (*folded && !read_status(folded, &done))
		return refuse_status(row, status);
	if (status && !*folded)
		done = day && *day;
	row->left_out = !done || (module && !strcmp(module, "-"));
	if (row->left_out)
		return QSER_OK;
	if (status && !(day && *day))
		return fail(row->q, QSER_INVALID,
			"completed: is empty, but the status says that it is; give the day");
	if (module && check_module(row, module, left) != QSER_OK)
		return row->q->error.status;
	return person && text_is_email(person) ? find_learner(row, person, left) : QSER_OK;
}

#define SQL_MODULE \
	"select id from training where person = ?1 and module = ?2 order by completed, id"

/* A platform does not know the title that somebody gave to what is there once: the module is it. */
static enum qser_status match_training(struct row *row, int64_t *id)
{
	const char *module = row_text(row, "module");
	_cleanup_(query_end) struct query look = query(row->q->store, SQL_MODULE);

	*id = 0;
	if (row_text(row, "title") || !module || !strcmp(module, "workshop") ||
		!strcmp(module, "other"))
		return QSER_OK;
	query_int(&look, 1, row_int(row, "person", 0));
	query_text(&look, 2, module);
	while (!*id && query_row(&look))
		if (!row->taken || !id_lines_get(row->taken, query_get_int(&look, 0)))
			*id = query_get_int(&look, 0);
	if (*id)
		row_leave(row, "title");
	return query_status(&look);
}

const struct record training_record = {
	.id = QSER_TRAINING,
	.name = "training",
	.plural = "trainings",
	.table = "training",
	.columns = training_columns,
	.count = TRAINING_COLUMNS,
	.file_columns = TRAINING_OF_FILES,
	.lead = "module",
	.left_out = "not completed yet, or of no module (-)",
	.assemble = assemble_training,
	.match = match_training,
};
