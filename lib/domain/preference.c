/*
 * preference.c: whom somebody would like, and whom not.
 *
 * What somebody prefers is for the organisation: nothing that a pair gets to read names it.
 */
#include <string.h>

#include "mentoring.h"

static const char *const sides[] = {"mentee", "mentor", NULL};
static const char *const side_aliases[] = {
	"Καθοδηγούμενος|Καθοδηγούμενη|Mentorado|Mentorada|Mentorovaný|Mentorovaná|Mentoré|Mentorée",
	"Μέντορας|Mentorin|Mentora|Mentorka",
	NULL,
};
static const struct qser_column preference_columns[] = {
	COLUMN_ID,
	COLUMN_WHOSE("whose"),
	{.name = "side",
		.label = "As",
		.type = QSER_CHOICE,
		.flags = QSER_REQUIRED | QSER_KEY | QSER_BRIEF | QSER_FIXED,
		.words = sides,
		.word_aliases = side_aliases,
		.preset = "mentee",
		.aliases = "Ως|Als|Como|Jako|En tant que",
		.help = "as mentee, of mentors, or as mentor, of mentees"},
	{.name = "other",
		.label = "Whom",
		.type = QSER_REF,
		.flags = QSER_REQUIRED | QSER_KEY | QSER_BRIEF | QSER_FIXED,
		.ref = QSER_PERSON,
		.aliases = "Preferred|Preferred mentor|Preferred mentee|"
			   "Ποιον|Προτίμηση|"
			   "Wen|Wunsch|Wunschmentor|Wunschmentorin|"
			   "A quién|Preferencia|"
			   "Koho|Přání|"
			   "Qui|Préférence|"
			   "Wie|Voorkeur",
		.help = "the other: id, code or e-mail address"},
	{.name = "rank",
		.label = "Rank",
		.type = QSER_INT,
		.flags = QSER_BRIEF,
		.min = 1,
		.max = 1000000,
		.aliases =
			"Order|Σειρά|Rang|Reihenfolge|Rango|Orden|Pořadí|Ordre|Volgorde|Rangorde",
		.help = "1 is liked best; several may have the same"},
	{.name = "excluded",
		.label = "Excluded",
		.type = QSER_BOOL,
		.flags = QSER_BRIEF,
		.aliases =
			"Exclude|Never|Εξαιρείται|Ποτέ|Ausgeschlossen|Nie|Excluido|Excluida|Nunca|"
			"Vyloučen|Vyloučena|Nikdy|Exclu|Exclue|Jamais|Uitgesloten|Nooit",
		.help = "never to be matched with; the other side does not get to know"},
	{.name = "reason",
		.label = "Reason",
		.type = QSER_NOTE,
		.flags = QSER_SENSITIVE,
		.aliases = "Why|Λόγος|Αιτία|Grund|Warum|Motivo|Razón|Důvod|Raison|Motif|Reden|"
			   "Waarom",
		.help = "why, for the organisation alone"},
};

static enum qser_status check_preference(struct row *row)
{
	bool excluded = row_int(row, "excluded", 0);

	if (row_int(row, "person", 0) == row_int(row, "other", 0))
		return fail(row->q, QSER_INVALID, "other: is the person themselves");
	if (excluded && !row_cell(row, "rank")->null)
		return fail(row->q, QSER_INVALID, "rank: who is excluded has none");
	if (!excluded && row_cell(row, "rank")->null)
		return fail(row->q, QSER_INVALID,
			"rank: is missing; give one, 1 is liked best, or excluded yes");
	return QSER_OK;
}

const struct record preference_record = {
	.id = QSER_PREFERENCE,
	.name = "preference",
	.plural = "preferences",
	.table = "preference",
	.columns = preference_columns,
	.count = COUNT(preference_columns),
	.lead = "person",
	.check = check_preference,
};
