/*
 * qser-org.c: organisations, their departments, projects and holidays.
 */
#include <qser.h>

#include "cli.h"

static const struct cli_verb verbs[] = {
	CLI_LIST("", QSER_ORGANISATION, "organisations",
		"qser-org list\n"
		"# those in Greece, as a table of three columns\n"
		"qser-org list --country Greece --columns code,name,email -f text"),
	CLI_SHOW("", QSER_ORGANISATION, "organisations", "qser-org show kalamaria"),
	CLI_ADD("", QSER_ORGANISATION, "an organisation",
		"qser-org add --name 'Municipality of Kalamaria' --code kalamaria --country "
		"Greece\n"
		"# names with accents as they are; the code is made from the name\n"
		"qser-org add --name 'Mezinárodní organizace pro migraci v Praze' --kind ngo"),
	CLI_EDIT("", QSER_ORGANISATION, "organisations",
		"qser-org edit kalamaria --phone '+30 2310 411000'\n"
		"# take a value away\n"
		"qser-org edit kalamaria --website ''"),
	CLI_RM("", QSER_ORGANISATION, "organisations",
		"# what would go?\n"
		"qser-org rm -n kalamaria\n"
		"qser-org rm kalamaria"),
	CLI_MAP("", QSER_ORGANISATION, "organisations", "qser-org map partners.csv > partners.map"),
	CLI_IMPORT("", QSER_ORGANISATION, "organisations",
		"qser-org import -n partners.csv\n"
		"qser-org import --derive-codes --rejects partners-bad.csv partners.csv"),
	CLI_EXPORT("", QSER_ORGANISATION, "organisations", "qser-org export -o organisations.csv"),

	CLI_LIST("department ", QSER_DEPARTMENT, "departments",
		"qser-org department list --organisation kalamaria --sort name"),
	CLI_SHOW("department ", QSER_DEPARTMENT, "departments",
		"qser-org department show reception"),
	CLI_ADD("department ", QSER_DEPARTMENT, "a department",
		"qser-org department add --organisation kalamaria --name 'Citizen service centre' "
		"--code kep"),
	CLI_EDIT("department ", QSER_DEPARTMENT, "departments",
		"qser-org department edit kep --manager maria@example.org"),
	CLI_RM("department ", QSER_DEPARTMENT, "departments",
		"qser-org department rm kep\n"
		"# all of one organisation, or none of them\n"
		"qser-org department list --organisation kalamaria --ids | qser-org department rm "
		"-"),
	CLI_MAP("department ", QSER_DEPARTMENT, "departments",
		"qser-org department map departments.csv > departments.map"),
	CLI_IMPORT("department ", QSER_DEPARTMENT, "departments",
		"qser-org department import --delimiter semicolon departments.csv"),
	CLI_EXPORT("department ", QSER_DEPARTMENT, "departments",
		"qser-org department export > departments.csv"),

	CLI_LIST("project ", QSER_PROJECT, "projects", "qser-org project list --ends 2026.."),
	CLI_SHOW("project ", QSER_PROJECT, "projects", "qser-org project show qser -f json"),
	CLI_ADD("project ", QSER_PROJECT, "a project",
		"qser-org project add --code qser --organisation kalamaria \\\n"
		"    --title 'Qualitative Services at local level for Emigrants and Refugees' \\\n"
		"    --number 2017-1-EL01-KA204-036335 --work-packages 'IO2;IO3;IO4'"),
	CLI_EDIT("project ", QSER_PROJECT, "projects",
		"qser-org project edit qser --ends 2027-08-31"),
	CLI_RM("project ", QSER_PROJECT, "projects", "qser-org project rm qser"),
	CLI_MAP("project ", QSER_PROJECT, "projects",
		"qser-org project map projects.csv > projects.map"),
	CLI_IMPORT("project ", QSER_PROJECT, "projects", "qser-org project import projects.csv"),
	CLI_EXPORT("project ", QSER_PROJECT, "projects", "qser-org project export -f jsonl"),

	CLI_LIST("holiday ", QSER_HOLIDAY, "holidays",
		"qser-org holiday list --day 2026 --sort day"),
	CLI_SHOW("holiday ", QSER_HOLIDAY, "holidays", "qser-org holiday show 1"),
	CLI_ADD("holiday ", QSER_HOLIDAY, "a holiday",
		"qser-org holiday add --day 2026-10-28 --name 'Ohi day'\n"
		"qser-org holiday add --day 2026-10-26 --organisation kalamaria --name 'Town feast'"),
	CLI_EDIT("holiday ", QSER_HOLIDAY, "holidays", "qser-org holiday edit 1 --name 'Ohi day'"),
	CLI_RM("holiday ", QSER_HOLIDAY, "holidays", "qser-org holiday rm 1"),
	CLI_MAP("holiday ", QSER_HOLIDAY, "holidays",
		"qser-org holiday map holidays.csv > holidays.map"),
	CLI_IMPORT("holiday ", QSER_HOLIDAY, "holidays",
		"printf 'day,name\\n2026-10-28,Ohi day\\n' | qser-org holiday import -"),
	CLI_EXPORT("holiday ", QSER_HOLIDAY, "holidays", "qser-org holiday export -o holidays.csv"),

	CLI_UNDO("qser-org undo -n\n"
		 "qser-org undo\n"
		 "qser-org undo 41"),
	{.name = NULL},
};

int main(int argc, char **argv)
{
	static const struct cli_command command = {
		"qser-org", "organisations, their departments, projects and holidays", verbs, NULL};
	return cli_main(argc, argv, &command);
}
