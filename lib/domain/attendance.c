/* attendance.c: who is asked to a workshop, as what, and who came (B7). */
#include <string.h>

#include "path_life.h"
#include "two_places.h"
#include "workshop.h"

static const char *const roles[] = {
	"participant", "trainer", "consultant", "representative", "guest", NULL};
static const char *const role_aliases[] = {
	"Συμμετέχων|Συμμετέχουσα|Teilnehmer|Teilnehmerin|Participante|Účastník|Účastnice|"
	"Deelnemer|Deelneemster",
	aliases_trainer,
	"Adviser|Advisor|Σύμβουλος|Berater|Beraterin|Consultor|Consultora|Asesor|Asesora|"
	"Konzultant|Konzultantka|Poradce|Conseiller|Conseillère|Adviseur",
	"Delegate|Εκπρόσωπος|Vertreter|Vertreterin|Vertretung|Delegado|Delegada|Zástupce|"
	"Zástupkyně|Délégué|Déléguée|Vertegenwoordiger",
	"Visitor|Επισκέπτης|Επισκέπτρια|Gast|Invitado|Invitada|Host|Invité|Invitée",
	NULL,
};
static const char *const advised[] = {"pair", "organisation", "mentee", NULL};
static const char *const advised_aliases[] = {
	"Mentoring couple|Couple|Ζεύγος|Ζευγάρι|Tandem|Paar|Pareja|Dvojice|Binôme|Koppel",
	aliases_organisation,
	"Καθοδηγούμενος|Καθοδηγούμενη",
	NULL,
};

static const struct qser_column attendance_columns[] = {
	COLUMN_ID,
	{.name = "workshop",
		.label = "Workshop",
		.type = QSER_REF,
		.flags = QSER_REQUIRED | QSER_KEY | QSER_OWNER | QSER_BRIEF | QSER_FIXED,
		.ref = QSER_WORKSHOP,
		.aliases = aliases_workshop,
		.help = "to which"},
	{.name = "person",
		.label = "Person",
		.type = QSER_REF,
		.flags = QSER_REQUIRED | QSER_KEY | QSER_BRIEF | QSER_FIXED,
		.ref = QSER_PERSON,
		.aliases = aliases_person,
		.help = "who is asked to come"},
	{.name = "role",
		.label = "Role",
		.type = QSER_CHOICE,
		.flags = QSER_REQUIRED | QSER_BRIEF,
		.words = roles,
		.word_aliases = role_aliases,
		.preset = "participant",
		.aliases = "Part|As|"
			   "Ρόλος|"
			   "Rolle|"
			   "Papel|Función|"
			   "Úloha|"
			   "Rol",
		.help = "as what"},
	{.name = "attended",
		.label = "Attended",
		.type = QSER_BOOL,
		.flags = QSER_BRIEF,
		.aliases = "Present|Was there|"
			   "Παρών|Παρούσα|Παρουσία|"
			   "Anwesend|Teilgenommen|"
			   "Presente|Asistió|Asistencia|"
			   "Přítomen|Přítomna|Účast|"
			   "Aanwezig",
		.help = "was there; set by workshop hold"},
	{.name = "advises",
		.label = "Advises",
		.type = QSER_CHOICE,
		.flags = QSER_BRIEF,
		.words = advised,
		.word_aliases = advised_aliases,
		.aliases = "Consultant to|"
			   "Συμβουλεύει|"
			   "Berät|"
			   "Asesora a|"
			   "Radí|"
			   "Conseille|"
			   "Adviseert",
		.help = "whom a consultant advises: a mentoring pair, the organisation, a mentee"},
	{.name = "mentor",
		.label = "Mentor",
		.type = QSER_REF,
		.ref = QSER_PERSON,
		.aliases = "Μέντορας|Mentorin|Mentora|Mentorka",
		.help = "of the pair that is advised"},
	{.name = "mentee",
		.label = "Mentee",
		.type = QSER_REF,
		.ref = QSER_PERSON,
		.aliases = "Καθοδηγούμενος|Καθοδηγούμενη|Mentorado|Mentorada|Mentoré|Mentorée",
		.help = "of the pair, or by themselves"},
	{.name = "organisation",
		.label = "Organisation",
		.type = QSER_REF,
		.ref = QSER_ORGANISATION,
		.aliases = aliases_organisation,
		.help = "that is advised"},
	COLUMN_NOTE,
};

/* ---- What a consultant advises (B7) ---- */

static enum qser_status check_no_advice(struct row *row)
{
	static const char *const columns[] = {"advises", "mentor", "mentee", "organisation"};
	bool consultant = !strcmp(row_text(row, "role"), "consultant");

	for (size_t i = 0; i < COUNT(columns); i++) {
		if (row_cell(row, columns[i])->null)
			continue;
		return consultant
			       ? fail(row->q, QSER_INVALID,
					 "advises: is missing; say whom the consultant advises, "
					 "pair, organisation or mentee")
			       : fail(row->q, QSER_INVALID,
					 "%s: only a consultant advises, and the role is %s; give "
					 "--role consultant, or leave it out",
					 columns[i], row_text(row, "role"));
	}
	return QSER_OK;
}

static enum qser_status needs(struct row *row, const char *column)
{
	return row_cell(row, column)->null
		       ? fail(row->q, QSER_INVALID, "%s: is missing; who advises the %s needs %s",
				 column, row_text(row, "advises"),
				 strcmp(row_text(row, "advises"), "pair") != 0
					 ? "it"
					 : "both, mentor and mentee")
		       : QSER_OK;
}

/* Advice comes from somebody else. */
static enum qser_status check_apart(struct row *row)
{
	int64_t person = row_int(row, "person", 0), mentor = row_int(row, "mentor", 0);
	int64_t mentee = row_int(row, "mentee", 0);

	if (mentor && mentor == mentee)
		return fail(row->q, QSER_INVALID,
			"mentee: a pair is two people; mentor and mentee are the same");
	if (person == mentor || person == mentee)
		return fail(row->q, QSER_INVALID, "%s: nobody advises themselves",
			person == mentor ? "mentor" : "mentee");
	return QSER_OK;
}

static enum qser_status check_advice(struct row *row)
{
	const char *advises = row_text(row, "advises");
	enum qser_status status = QSER_OK;

	if (!advises || strcmp(row_text(row, "role"), "consultant") != 0)
		return check_no_advice(row);
	bool pair = !strcmp(advises, "pair");
	if (pair)
		status = needs(row, "mentor");
	if (status == QSER_OK && (pair || !strcmp(advises, "mentee")))
		status = needs(row, "mentee");
	if (status == QSER_OK && !strcmp(advises, "organisation"))
		status = needs(row, "organisation");
	if (status == QSER_OK && !pair && !row_cell(row, "mentor")->null)
		status = fail(row->q, QSER_INVALID,
			"mentor: is for the pair alone; give --advises pair, or leave it out");
	return status == QSER_OK ? check_apart(row) : status;
}

static enum qser_status check_attendance(struct row *row)
{
	uint64_t note = UINT64_C(1) << record_column(row->record, "note");
	enum qser_status status = QSER_OK;

	if (!row->id || row->changed & ~note)
		status = workshop_is_planned(row->q, row_int(row, "workshop", 0));
	if (status == QSER_OK && row_changes(row, "person"))
		status = attendance_meets_slot(row);
	return status == QSER_OK ? check_advice(row) : status;
}

static enum qser_status removing_attendance(struct row *row)
{
	return workshop_is_planned(row->q, row_stored_int(row, "workshop", 0));
}

#define SQL_PATH "select path from workshop where id = ?1"

/* Who was there is set when it is held, and taken back with that: only a closed path stands in the
 * way. */
static enum qser_status undoing_attendance(struct row *row)
{
	int64_t path = 0, workshop = row_stored_int(row, "workshop", row_int(row, "workshop", 0));
	_cleanup_(query_end) struct query look = query(row->q->store, SQL_PATH);

	query_int(&look, 1, workshop);
	enum qser_status status = query_number(&look, 0, &path);
	return status == QSER_OK ? path_is_open(row->q, path) : status;
}

const struct record attendance_record = {
	.id = QSER_ATTENDANCE,
	.name = "attendance",
	.plural = "attendances",
	.table = "attendance",
	.columns = attendance_columns,
	.count = COUNT(attendance_columns),
	.lead = "person",
	.check = check_attendance,
	.removing = removing_attendance,
	.undoing = undoing_attendance,
};
