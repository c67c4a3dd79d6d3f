/*
 * qser-person.c: people, their roles and trainings.
 */
#include <qser.h>

#include "cli.h"

static const struct cli_verb verbs[] = {
	CLI_LIST("", QSER_PERSON, "people",
		"qser-person list --organisation kalamaria --sort name\n"
		"# accents and case do not matter\n"
		"qser-person list --name papadopoulos\n"
		"# those without an e-mail address\n"
		"qser-person list --email '' --columns code,name,phone"),
	CLI_SHOW("", QSER_PERSON, "people",
		"qser-person show maria\n"
		"qser-person show maria@example.org -f json"),
	CLI_ADD("", QSER_PERSON, "a person",
		"qser-person add --name 'Μαρία Παπαδοπούλου' --email maria@example.org --code "
		"maria\n"
		"# an external professional\n"
		"qser-person add --name 'Jana Nováková' --origin external --languages 'cs;en'\n"
		"# from lines\n"
		"printf 'name: Jana Nováková\\njob title: social worker\\n' | qser-person add -"),
	CLI_EDIT("", QSER_PERSON, "people",
		"qser-person edit maria --department kep --job-title 'Front desk'\n"
		"# several at once: all or none\n"
		"qser-person edit 4 7 12 --supervisor maria"),
	CLI_RM("", QSER_PERSON, "people",
		"qser-person rm maria\n"
		"qser-person list --department kep --ids | qser-person rm -n -"),
	CLI_IMPORT("", QSER_PERSON, "people",
		"# as a spreadsheet saved it; look first\n"
		"qser-person import -n staff.csv\n"
		"qser-person import --encoding windows-1253 --rejects bad.csv staff.csv\n"
		"# mend bad.csv, then\n"
		"qser-person import bad.csv"),
	CLI_EXPORT("", QSER_PERSON, "people",
		"qser-person export -o people.csv\n"
		"# for a spreadsheet, where = begins a formula\n"
		"qser-person export --for-spreadsheet -o people.csv"),

	CLI_LIST("role ", QSER_ROLE, "roles",
		"qser-person role list --role mentor,e-mentor\n"
		"qser-person role list --person maria"),
	CLI_SHOW("role ", QSER_ROLE, "roles", "qser-person role show 9"),
	CLI_ADD("role ", QSER_ROLE, "a role",
		"qser-person role add --person maria --role trainer --since 2026-09-01"),
	CLI_EDIT("role ", QSER_ROLE, "roles", "qser-person role edit 9 --until today"),
	CLI_RM("role ", QSER_ROLE, "roles", "qser-person role rm 9"),
	CLI_IMPORT("role ", QSER_ROLE, "roles", "qser-person role import roles.csv"),
	CLI_EXPORT("role ", QSER_ROLE, "roles", "qser-person role export > roles.csv"),

	CLI_LIST("training ", QSER_TRAINING, "trainings",
		"qser-person training list --person maria\n"
		"# begun, not completed\n"
		"qser-person training list --completed ''"),
	CLI_SHOW("training ", QSER_TRAINING, "trainings", "qser-person training show 3"),
	CLI_ADD("training ", QSER_TRAINING, "a training",
		"qser-person training add --person maria --module online-1 --completed 2026-10-02\n"
		"qser-person training add --person maria --module workshop --title 'First "
		"meetings' \\\n"
		"    --provider-kind external --minutes 3h"),
	CLI_EDIT("training ", QSER_TRAINING, "trainings",
		"qser-person training edit 3 --completed yesterday"),
	CLI_RM("training ", QSER_TRAINING, "trainings", "qser-person training rm 3"),
	CLI_IMPORT("training ", QSER_TRAINING, "trainings",
		"qser-person training import --map moodle.map completions.csv"),
	CLI_EXPORT("training ", QSER_TRAINING, "trainings",
		"qser-person training export -o trainings.csv"),

	CLI_UNDO("qser-person undo -n\n"
		 "qser-person undo\n"
		 "qser-person undo 41"),
	{.name = NULL},
};

int main(int argc, char **argv)
{
	static const struct cli_command command = {
		"qser-person", "people, their roles and trainings", verbs};
	return cli_main(argc, argv, &command);
}
