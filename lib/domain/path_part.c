/* path_part.c: what a path is made of: participants, skills, activities. */
#include <inttypes.h>

#include "../record/aliases.h"
#include "path_life.h"

static const struct qser_column participant_columns[] = {
	COLUMN_ID,
	COLUMN_PATH,
	{.name = "person",
		.label = "Person",
		.type = QSER_REF,
		.flags = QSER_REQUIRED | QSER_KEY | QSER_BRIEF | QSER_FIXED,
		.ref = QSER_PERSON,
		.aliases = "Participant|E-mail|E-mail address|"
			   "Συμμετέχων|Συμμετέχουσα|Ηλεκτρονικό ταχυδρομείο|"
			   "Teilnehmer|Teilnehmerin|Teilnehmende|E-Mail-Adresse|"
			   "Participante|Correo electrónico|"
			   "Účastník|Účastnice|E-mailová adresa|"
			   "Adresse e-mail|"
			   "Deelnemer|E-mailadres",
		.help = "the member of staff who is shadowed"},
	{.name = "hours",
		.label = "Hours",
		.type = QSER_HOURS,
		.flags = QSER_BRIEF,
		.min = 0,
		.max = 60000000,
		.aliases = aliases_hours,
		.help = "planned for this one"},
	{.name = "joined",
		.label = "Joined",
		.type = QSER_DAY,
		.flags = QSER_BRIEF,
		.aliases = aliases_starts,
		.help = "first day"},
	{.name = "leaves",
		.label = "Left",
		.type = QSER_DAY,
		.flags = QSER_BRIEF,
		.aliases = aliases_ends,
		.help = "last day"},
	COLUMN_NOTE,
};

static enum qser_status check_participant(struct row *row)
{
	enum qser_status status = check_path_open(row);

	return status == QSER_OK ? check_days(row, "joined", "leaves") : status;
}

#define SQL_SHADOWED                                                                           \
	"select count(*) from diary_entry_participants p join diary_entry e on e.id = p.owner" \
	" where p.target = ?1 and e.path = ?2"

/* Hours are counted for participants: who has some stays on the list. */
static enum qser_status removing_participant(struct row *row)
{
	int64_t entries;
	_cleanup_(query_end) struct query q = query(row->q->store, SQL_SHADOWED);

	query_int(&q, 1, row_stored_int(row, "person", 0));
	query_int(&q, 2, row_stored_int(row, "path", 0));
	enum qser_status status = query_number(&q, 0, &entries);
	if (status != QSER_OK || !entries)
		return status == QSER_OK ? removing_from_path(row) : status;
	return fail(row->q, QSER_REFERENCED,
		"the diary has %" PRId64 " entries of this participant; set --leaves DAY instead",
		entries);
}

const struct record participant_record = {
	.id = QSER_PARTICIPANT,
	.name = "participant",
	.plural = "participants",
	.table = "participant",
	.columns = participant_columns,
	.count = COUNT(participant_columns),
	.lead = "person",
	.check = check_participant,
	.removing = removing_participant,
	.undoing = check_path_open,
};

#define SQL_ON_PATH "select 1 from participant where path = ?1 and person = ?2"

enum qser_status path_has(struct qser *q, int64_t path, int64_t person, bool *yes)
{
	_cleanup_(query_end) struct query look = query(q->store, SQL_ON_PATH);
	int64_t found;

	query_int(&look, 1, path);
	query_int(&look, 2, person);
	enum qser_status status = query_number(&look, 0, &found);
	*yes = found;
	return status;
}

#define SQL_HEADS                                                                          \
	"select coalesce(p.participants_planned, -1), (select count(*) from participant l" \
	" where l.path = p.id) from path p where p.id = ?1"
#define SQL_HOURS                                                                            \
	"select coalesce(p.hours, -1), (select coalesce(sum(l.hours), 0) from participant l" \
	" where l.path = p.id) from path p where p.id = ?1"

static enum qser_status two_counts(
	struct qser *q, const char *sql, int64_t path, int64_t *planned, int64_t *listed)
{
	_cleanup_(query_end) struct query look = query(q->store, sql);

	*planned = -1;
	*listed = 0;
	query_int(&look, 1, path);
	if (query_row(&look)) {
		*planned = query_get_int(&look, 0);
		*listed = query_get_int(&look, 1);
	}
	return query_status(&look);
}

enum qser_status path_head_count(struct qser *q, int64_t path, int64_t *planned, int64_t *listed)
{
	return two_counts(q, SQL_HEADS, path, planned, listed);
}

enum qser_status path_hour_count(struct qser *q, int64_t path, int64_t *planned, int64_t *listed)
{
	return two_counts(q, SQL_HOURS, path, planned, listed);
}

static const char *const skill_kinds[] = {"skill", "competence", "attitude", NULL};
static const char *const skill_kind_aliases[] = {
	"Ability|Δεξιότητα|Fähigkeit|Fertigkeit|Habilidad|Destreza|Dovednost|Aptitude|"
	"Savoir-faire|Vaardigheid",
	"Competency|Ικανότητα|Επάρκεια|Kompetenz|Competencia|Kompetence|Schopnost|"
	"Competentie",
	"Behaviour|Στάση|Haltung|Einstellung|Actitud|Postoj|Savoir-être|Houding",
	NULL,
};

static const struct qser_column skill_columns[] = {
	COLUMN_ID,
	COLUMN_PATH,
	{.name = "kind",
		.label = "Kind",
		.type = QSER_CHOICE,
		.flags = QSER_REQUIRED | QSER_BRIEF,
		.words = skill_kinds,
		.word_aliases = skill_kind_aliases,
		.preset = "skill",
		.aliases = aliases_kind,
		.help = "skill, competence or attitude"},
	{.name = "name",
		.label = "Name",
		.type = QSER_TEXT,
		.flags = QSER_REQUIRED | QSER_BRIEF,
		.aliases = "Skill|Competence|Attitude|"
			   "Δεξιότητα|Ικανότητα|Όνομα|"
			   "Fähigkeit|Kompetenz|Bezeichnung|"
			   "Habilidad|Competencia|Nombre|"
			   "Dovednost|Kompetence|Název|"
			   "Nom|"
			   "Vaardigheid|Competentie|Naam",
		.help = "what is to be learned"},
	COLUMN_FOLDED("name", QSER_KEY),
	{.name = "target",
		.label = "Target",
		.type = QSER_TEXT,
		.flags = QSER_BRIEF,
		.aliases = "Goal|Indicator|"
			   "Στόχος|Δείκτης|"
			   "Ziel|Merkmal|"
			   "Objetivo|Indicador|"
			   "Cíl|Ukazatel|"
			   "Objectif|Indicateur|"
			   "Doel",
		.help = "how one sees that it is reached"},
	COLUMN_NOTE,
};

const struct record skill_record = {
	.id = QSER_SKILL,
	.name = "skill",
	.plural = "skills",
	.table = "skill",
	.columns = skill_columns,
	.count = COUNT(skill_columns),
	.lead = "name",
	.check = check_path_open,
	.removing = removing_from_path,
	.undoing = check_path_open,
};

static const char *const activity_kinds[] = {"work", "workshop", "discussion", "other", NULL};
static const char *const activity_kind_aliases[] = {
	"At work|On the job|Εργασία|Arbeit|Trabajo|Práce|Travail|Werk",
	aliases_workshop,
	aliases_discussion,
	aliases_other,
	NULL,
};

static const struct qser_column activity_columns[] = {
	COLUMN_ID,
	COLUMN_PATH,
	{.name = "kind",
		.label = "Kind",
		.type = QSER_CHOICE,
		.flags = QSER_REQUIRED | QSER_BRIEF,
		.words = activity_kinds,
		.word_aliases = activity_kind_aliases,
		.preset = "work",
		.aliases = aliases_kind,
		.help = "work (at the work place), workshop, discussion, other"},
	{.name = "title",
		.label = "Title",
		.type = QSER_TEXT,
		.flags = QSER_REQUIRED | QSER_BRIEF,
		.aliases = "Activity|Name|"
			   "Δραστηριότητα|Τίτλος|"
			   "Aktivität|Tätigkeit|Titel|"
			   "Actividad|Título|"
			   "Aktivita|Činnost|Název|"
			   "Activité|Titre|Intitulé|"
			   "Activiteit",
		.help = "what is done"},
	COLUMN_FOLDED("title", QSER_KEY),
	{.name = "hours",
		.label = "Hours",
		.type = QSER_HOURS,
		.flags = QSER_BRIEF,
		.min = 0,
		.max = 60000000,
		.aliases = aliases_hours,
		.help = "planned"},
	COLUMN_NOTE,
};

const struct record activity_record = {
	.id = QSER_ACTIVITY,
	.name = "activity",
	.plural = "activities",
	.table = "activity",
	.columns = activity_columns,
	.count = COUNT(activity_columns),
	.lead = "title",
	.check = check_path_open,
	.removing = removing_from_path,
	.undoing = check_path_open,
};
