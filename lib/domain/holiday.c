/* holiday.c: days on which nobody works, everywhere or in one organisation. */
#include "../record/aliases.h"
#include "domain.h"

static const struct qser_column holiday_columns[] = {
	COLUMN_ID,
	{.name = "day",
		.label = "Day",
		.type = QSER_DAY,
		.flags = QSER_REQUIRED | QSER_KEY | QSER_BRIEF | QSER_FIXED,
		.aliases = aliases_day,
		.help = "which"},
	{.name = "organisation",
		.label = "Organisation",
		.type = QSER_REF,
		.flags = QSER_KEY | QSER_OWNER | QSER_BRIEF | QSER_FIXED,
		.ref = QSER_ORGANISATION,
		.aliases = aliases_organisation,
		.help = "whose; empty: everybody's"},
	{.name = "name",
		.label = "Name",
		.type = QSER_TEXT,
		.flags = QSER_BRIEF,
		.aliases = "Holiday|Public holiday|"
			   "Αργία|Ονομασία|"
			   "Feiertag|Bezeichnung|"
			   "Festivo|Fiesta|Nombre|"
			   "Svátek|Název|"
			   "Jour férié|Nom|"
			   "Feestdag|Naam",
		.help = "what is celebrated"},
	COLUMN_NOTE,
};

const struct record holiday_record = {
	.id = QSER_HOLIDAY,
	.name = "holiday",
	.plural = "holidays",
	.table = "holiday",
	.columns = holiday_columns,
	.count = COUNT(holiday_columns),
	.lead = "day",
};
