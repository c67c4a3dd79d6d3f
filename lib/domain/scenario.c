/* scenario.c: cases that are talked about in workshops: how something is used, what happened (B7.2,
 * B7.3). */
#include "domain.h"

static const char *const kinds[] = {"use", "real-case", NULL};
static const char *const kind_aliases[] = {
	"Scenario of use|Χρήση|Σενάριο χρήσης|Anwendung|Uso|Použití|Usage|Gebruik",
	"Case|Πραγματικό περιστατικό|Fall|Fallbeispiel|Caso real|Skutečný případ|"
	"Cas réel|Praktijkgeval",
	NULL,
};

static const struct qser_column scenario_columns[] = {
	COLUMN_ID,
	COLUMN_CODE("title"),
	{.name = "title",
		.label = "Title",
		.type = QSER_TEXT,
		.flags = QSER_REQUIRED | QSER_BRIEF,
		.aliases = aliases_title,
		.help = "what it is called"},
	{.name = "kind",
		.label = "Kind",
		.type = QSER_CHOICE,
		.flags = QSER_REQUIRED | QSER_BRIEF,
		.words = kinds,
		.word_aliases = kind_aliases,
		.preset = "use",
		.aliases = aliases_kind,
		.help = "how something is used, or what really happened"},
	{.name = "topic",
		.label = "Topic",
		.type = QSER_TEXT,
		.flags = QSER_BRIEF,
		.aliases = "Subject|Theme|"
			   "Θέμα|"
			   "Thema|"
			   "Tema|"
			   "Sujet|"
			   "Onderwerp",
		.help = "what one learns from it"},
	{.name = "story",
		.label = "Story",
		.type = QSER_NOTE,
		.flags = QSER_REQUIRED | QSER_SENSITIVE,
		.aliases = "Text|Description|"
			   "Ιστορία|Κείμενο|Περιγραφή|"
			   "Geschichte|Beschreibung|"
			   "Historia|Texto|Descripción|"
			   "Příběh|Popis|"
			   "Récit|Texte|"
			   "Verhaal|Tekst|Beschrijving",
		.help = "the case itself, without names of people"},
	{.name = "source",
		.label = "Source",
		.type = QSER_TEXT,
		.aliases = "Πηγή|"
			   "Quelle|"
			   "Fuente|"
			   "Zdroj|"
			   "Origine|"
			   "Bron",
		.help = "where it comes from"},
	{.name = "organisation",
		.label = "Organisation",
		.type = QSER_REF,
		.flags = QSER_BRIEF,
		.ref = QSER_ORGANISATION,
		.aliases = aliases_organisation,
		.help = "whose own it is; empty: everybody's"},
	COLUMN_NOTE,
};

const struct record scenario_record = {
	.id = QSER_SCENARIO,
	.name = "scenario",
	.plural = "scenarios",
	.table = "scenario",
	.columns = scenario_columns,
	.count = COUNT(scenario_columns),
	.lead = "title",
	.code_of = "title",
};
