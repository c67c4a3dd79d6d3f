/*
 * table.c: the same people, or applications, as different programs would write them.
 *
 *	table people|applications [KEY=VALUE...]	CSV in UTF-8 on standard output
 *	table truth [KEY=VALUE...]			what the database must then hold, as SQL
 *
 * What is said:  rows=N, letters=greek|central|west|mixed (those of the code pages), planted=ROW
 *(one letter of that row is another). How it is written:  delimiter=CHAR, end=lf|crlf|cr,
 *inner=lf|end (line ends inside of cells), point=CHAR, quotes=all|needed, list=CHAR (between
 *several values), heads=names|labels|local, order=up|down (of the columns), sep=yes (a line sep=),
 *blank=yes (empty lines), last=no (no line end behind the last row).
 */
#include <inttypes.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

enum { COLUMNS_MAX = 16, CELL = 512 };

enum kind { TEXT, LIST, HOURS };

struct column {
	enum kind kind;
	const char *name, *label, *local[4]; /* by letters */
};

struct dress {
	const char *letters, *end, *inner, *quotes, *heads, *order, *sep, *blank, *last;
	char delimiter, point, list;
	unsigned rows, planted;
};

/* ---- What is said ---- */

struct pool {
	const char *word; /* of the option letters= */
	const char *given[8], *family[8], *job[5], *heard[4];
};

/* Only letters that windows-1253 and ISO-8859-7 have, that windows-1250 and ISO-8859-2 have, that
 * windows-1252 and ISO-8859-15 have; and all of them. */
static const struct pool pools[] = {
	{"greek", {"Μαρία", "Γιώργος", "Ελένη", "Ιωάννα", "Άννα-Μαΐα", "Νίκος", "ΖΩΉ", "Taddy"},
		{"Παπαδόπουλος", "Σταματίου", "Νικολάου", "Οικονόμου", "Ρουμελιώτη", "Ξυδάκης",
			"ΰψιλον", "O'Neil"},
		{"κοινωνική λειτουργός", "Υπάλληλος Κ.Ε.Π.", "ταμίας", "=ώρες", "τμήμα «Α»"},
		{"φίλη", "Δήμος", "ραδιόφωνο", "web"}},
	{"central", {"Jiří", "Žofie", "Jürgen", "Łucja", "Götz", "Ágnes", "Růžena", "Tom"},
		{"Novák", "Dvořáková", "Müller", "Groß", "Šťastný", "Świątek", "Kőszegi", "O'Neil"},
		{"sociální pracovnice", "Bürokraft", "účetní", "=hodiny", "úřad §"},
		{"přítel", "Gemeinde", "rádio", "web"}},
	{"west", {"Zoë", "François", "Íñigo", "Jürgen", "Åsa", "Søren", "Œuvre", "Tom"},
		{"Núñez", "Lefèvre", "Groß", "Öberg", "D'Hondt", "Brandão", "Ærø", "O'Neil"},
		{"assistante sociale", "Bürokraft", "técnico", "=heures", "mañana €"},
		{"une amie", "Gemeinde", "la radio", "web"}},
	{"mixed", {"Μαρία", "Jiří", "Zoë", "Łucja", "Søren", "Иван", "李", "\xF0\x9F\x99\x82"},
		{"Παπαδόπουλος", "Dvořáková", "Núñez", "Świątek", "Groß", "Петров", "小龍",
			"e\xCC\x81"},
		{"ταμίας", "účetní", "técnico", "=SUM(A1)", "\xE2\x80\x8F-5"},
		{"φίλη", "přítel", "Freundin", "web"}},
};

static const struct column people_columns[] = {
	{TEXT, "code", "Code", {"Code", "Code", "Code", "Code"}},
	{TEXT, "name", "Name",
		{"ΟΝΟΜΑΤΕΠΩΝΥΜΟ *", "Jméno a příjmení:", "Nom et prénom", "Full_name"}},
	{TEXT, "family_name", "Family name", {"Επώνυμο", "Příjmení", "Apellidos", "last-name"}},
	{TEXT, "email", "E-mail",
		{"Ηλεκτρονικό ταχυδρομείο", "E-mailová adresa", "Adresse électronique",
			"Courriel"}},
	{TEXT, "phone", "Telephone", {"Τηλέφωνο", "Telefonní číslo", "Téléphone", "Móvil"}},
	{TEXT, "organisation", "Organisation",
		{"Φορέας", "Organizace", "Organización", "Organisatie"}},
	{TEXT, "department", "Department", {"Τμήμα", "Oddělení", "Service", "Abteilung"}},
	{TEXT, "job_title", "Job title", {"Θέση εργασίας", "Profese", "Fonction", "Επάγγελμα"}},
	{TEXT, "supervisor", "Supervisor",
		{"SUPERVISOR", "supervisor", "Supervisor ", "Supervisor"}},
	{TEXT, "origin", "Origin", {"Origin", "Origin", "Origin", "Origin"}},
	{LIST, "languages", "Languages", {"Γλώσσες", "Jazyky", "Langues", "Sprachen"}},
	{TEXT, "note", "Note", {"Note", "Note", "Note", "note"}},
};

static const struct column application_columns[] = {
	{TEXT, "submitted_at", "Submitted",
		{"Χρονική σήμανση", "Časová značka", "Horodateur", "Zeitstempel"}},
	{TEXT, "name", "Name", {"Όνομα", "Jméno", "Nombre y apellidos", "Vor- und Nachname"}},
	{TEXT, "email", "E-mail", {"E-mail", "E-mail", "E-Mail", "Correo electrónico"}},
	{TEXT, "phone", "Telephone", {"Κινητό", "Telefon", "Portable", "Handy"}},
	{TEXT, "organisation", "Organisation",
		{"Εργοδότης", "Zaměstnavatel", "Employeur", "Arbeitgeber"}},
	{TEXT, "job_title", "Job title", {"Επάγγελμα", "Pozice", "Puesto", "Θέση"}},
	{TEXT, "kind", "Kind", {"kind", "KIND", "kind:", "Kind *"}},
	{LIST, "languages", "Languages", {"Γλωσσες", "Jazyky", "Idiomas", "Talen"}},
	{LIST, "areas", "Areas of expertise", {"Τομείς", "Oblasti", "Domaines", "Vakgebieden"}},
	{TEXT, "years", "Years of experience",
		{"Έτη εμπειρίας", "Roky praxe", "Années d'expérience", "Jahre"}},
	{HOURS, "weekly_hours", "Hours a week",
		{"Ώρες την εβδομάδα", "Hodin týdně", "Horas semanales", "Stunden pro Woche"}},
	{TEXT, "motivation", "Motivation", {"Κίνητρα", "Motivace", "Motivación", "Motivatie"}},
	{TEXT, "origin", "How they heard",
		{"Πώς μας μάθατε;", "Jak jste se o nás dozvěděli?", "Cómo nos conoció",
			"Wie haben Sie von uns erfahren"}},
};

static uint64_t state;

/* The same table each time: xorshift64*, begun anew for each row. */
static unsigned chance(unsigned below)
{
	state ^= state >> 12;
	state ^= state << 25;
	state ^= state >> 27;
	return (unsigned)((state * UINT64_C(2685821657736338717)) >> 33) % below;
}

static const char *one_of(const char *const *words, unsigned count)
{
	return words[chance(count)];
}

__attribute__((format(printf, 2, 3))) static void put(char *cell, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	if (vsnprintf(cell, CELL, format, args) >= CELL)
		abort();
	va_end(args);
}

static void person_name(const struct pool *p, char *cell)
{
	const char *given = one_of(p->given, 8), *family = one_of(p->family, 8);

	switch (chance(9)) {
	case 0:
		put(cell, "%s, %s", family, given);
		break;
	case 1:
		put(cell, "%s; %s", family, given);
		break;
	case 2:
		put(cell, "%s \"%s\" %s", given, one_of(p->given, 8), family);
		break;
	case 3:
		put(cell, "\"%s\"", given);
		break;
	case 4:
		put(cell, "%s|%s", given, family);
		break;
	case 5: /* the blanks around it do not count */
		put(cell, "  %s %s ", given, family);
		break;
	default:
		put(cell, "%s %s", given, family);
	}
}

static void some_note(const struct pool *p, char *cell)
{
	const char *a = one_of(p->job, 5), *b = one_of(p->heard, 4);

	switch (chance(9)) {
	case 0:
		put(cell, "%s\n%s, %s;\n\n\"%s\"", a, b, a, b);
		break;
	case 1:
		put(cell, "%s\t%s|%s", a, b, a);
		break;
	case 2:
		put(cell, "\"\"");
		break;
	case 3:
		put(cell, "1,5; 1.5, \"2,25\"\n- %s", b);
		break;
	case 4:
		put(cell, "%s", chance(2) ? "NULL" : "0");
		break;
	case 5:
		put(cell, ",;\t|,;\t|.");
		break;
	case 6:
		put(cell, "%s:\n\n\n%s\n%s", b, a, b);
		break;
	default:
		put(cell, "%s", "");
	}
}

static void some_phone(char *cell)
{
	static const char *const phones[] = {"+30 2310 000 501", "(0)30/123-45", "210.123",
		"00420 777 000 000", "069 12-34 x12", ""};
	put(cell, "%s", one_of(phones, COUNT(phones)));
}

/* Members joined by ";"; how they are written comes later. */
static void some_list(const char *const *words, unsigned count, char *cell)
{
	unsigned n = chance(4), first = chance(count);

	put(cell, "%s", "");
	for (unsigned i = 0; i < n && i < count; i++) {
		if (i)
			strcat(cell, ";");
		strcat(cell, words[(first + i) % count]);
	}
}

static const char *const codes[] = {"el", "en", "cs", "de-AT", "fr, a bit", "\"x\""};

static void person(const struct pool *p, unsigned row, char cells[][CELL])
{
	static const char *const organisations[] = {"lamia", "brno", "kep", ""};
	static const char *const departments[] = {"lamia-front", "brno-front", "kep-front", ""};
	unsigned at = chance(4);

	put(cells[0], "p%u", row);
	person_name(p, cells[1]);
	put(cells[2], "%s", chance(3) ? "" : one_of(p->family, 8));
	if (chance(5))
		put(cells[3], "%s%u@Example.org", chance(2) ? "p" : "P.", row);
	some_phone(cells[4]);
	put(cells[5], "%s", chance(8) ? organisations[at] : "");
	put(cells[6], "%s", chance(2) ? departments[at] : "");
	put(cells[7], "%s", chance(3) ? one_of(p->job, 5) : "");
	if (row > 1 && chance(2)) /* somebody above */
		put(cells[8], "p%u", 1 + chance(row - 1));
	put(cells[9], "%s", chance(2) ? "external" : "in-house");
	some_list(codes, COUNT(codes), cells[10]);
	some_note(p, cells[11]);
}

static void application(const struct pool *p, unsigned row, char cells[][CELL])
{
	static const char *const hours[] = {"1.5", "0.25", "10", "3.1", "2.50", "0.05", ""};

	put(cells[0], "2026-%02u-%02u %02u:%02u", 1 + chance(9), 1 + chance(28), 4 + chance(20),
		chance(60));
	person_name(p, cells[1]);
	put(cells[2], "a.%u+x@example.org", row);
	some_phone(cells[3]);
	put(cells[4], "%s%s", one_of(p->heard, 4), chance(3) ? "" : ", \"A; B\"");
	put(cells[5], "%s", one_of(p->job, 5));
	put(cells[6], "%s", chance(2) ? "external" : "in-house");
	some_list(codes, COUNT(codes), cells[7]);
	some_list(p->heard, 4, cells[8]);
	if (chance(2))
		put(cells[9], "%u", chance(81));
	put(cells[10], "%s", one_of(hours, COUNT(hours)));
	some_note(p, cells[11]);
	put(cells[12], "%s", one_of(p->heard, 4));
}

static void fill(const struct dress *d, bool people, unsigned row, char cells[][CELL])
{
	const struct pool *p = pools;

	while (p < pools + COUNT(pools) - 1 && strcmp(p->word, d->letters) != 0)
		p++;
	state = UINT64_C(88172645463325252) + row * UINT64_C(7046029254386353131) + people;
	(void)chance(2);
	memset(cells, 0, COLUMNS_MAX * sizeof *cells);
	if (people)
		person(p, row, cells);
	else
		application(p, row, cells);
	if (row == d->planted)
		put(cells[7 - 2 * !people], "%s", "another");
}

/* ---- How it is written ---- */

/* The delimiter of lists, the decimal point. */
static void dress_cell(const struct dress *d, enum kind kind, char *cell)
{
	char from = kind == LIST ? ';' : '.', to = kind == LIST ? d->list : d->point;

	for (char *c = cell; kind != TEXT && *c; c++)
		if (*c == from)
			*c = to;
}

static void write_cell(const struct dress *d, const char *cell)
{
	const char needs[] = {'"', '\r', '\n', d->delimiter, '\0'};
	bool quoted = !strcmp(d->quotes, "all") || strpbrk(cell, needs);

	if (!quoted) {
		fputs(cell, stdout);
		return;
	}
	putchar('"');
	for (; *cell; cell++) {
		if (*cell == '\n') {
			fputs(d->inner, stdout);
			continue;
		}
		if (*cell == '"')
			putchar('"');
		putchar(*cell);
	}
	putchar('"');
}

static size_t place(const struct dress *d, size_t i, size_t count)
{
	return strcmp(d->order, "down") == 0 ? count - 1 - i : i;
}

static const char *heading(const struct dress *d, const struct column *c)
{
	size_t letters = 0;

	while (letters < COUNT(pools) - 1 && strcmp(pools[letters].word, d->letters) != 0)
		letters++;
	if (strcmp(d->heads, "labels") == 0)
		return c->label;
	return strcmp(d->heads, "local") == 0 ? c->local[letters] : c->name;
}

static void write_header(const struct dress *d, const struct column *columns, size_t count)
{
	if (*d->sep == 'y')
		printf("sep=%c%s", d->delimiter, d->end);
	for (size_t i = 0; i < count; i++) {
		if (i)
			putchar(d->delimiter);
		write_cell(d, heading(d, &columns[place(d, i, count)]));
	}
	fputs(d->end, stdout);
}

static void write_row(const struct dress *d, const struct column *columns, size_t count,
	char cells[][CELL], bool last)
{
	for (size_t i = 0; i < count; i++) {
		size_t at = place(d, i, count);
		if (i)
			putchar(d->delimiter);
		dress_cell(d, columns[at].kind, cells[at]);
		write_cell(d, cells[at]);
	}
	if (!last || *d->last != 'n')
		fputs(d->end, stdout);
}

static void write_table(const struct dress *d, bool people)
{
	const struct column *columns = people ? people_columns : application_columns;
	size_t count = people ? COUNT(people_columns) : COUNT(application_columns);
	char cells[COLUMNS_MAX][CELL];

	write_header(d, columns, count);
	for (unsigned row = 1; row <= d->rows; row++) {
		if (*d->blank == 'y' && row % 50 == 0)
			printf("%s  %s", d->end, d->end);
		fill(d, people, row, cells);
		write_row(d, columns, count, cells, row == d->rows);
	}
}

/* ---- What the database must hold ---- */

static void write_sql(const char *cell)
{
	size_t from = strspn(cell, " "), to = strlen(cell);

	while (to > from && cell[to - 1] == ' ')
		to--;
	if (from == to) {
		fputs("null", stdout);
		return;
	}
	putchar('\'');
	for (; from < to; from++) {
		if (cell[from] == '\'')
			putchar('\'');
		putchar(cell[from]);
	}
	putchar('\'');
}

/* Everything that is text; hours as minutes. */
static void write_truth(const struct dress *d, bool people)
{
	const struct column *columns = people ? people_columns : application_columns;
	size_t count = people ? COUNT(people_columns) : COUNT(application_columns);
	char cells[COLUMNS_MAX][CELL];

	for (unsigned row = 1; row <= d->rows; row++) {
		fill(d, people, row, cells);
		printf("insert into %s values (%u", people ? "people" : "applications", row);
		for (size_t i = 0; i < count; i++) {
			fputs(", ", stdout);
			if (columns[i].kind == HOURS && *cells[i])
				printf("%.0f", strtod(cells[i], NULL) * 60);
			else
				write_sql(cells[i]);
		}
		puts(");");
	}
}

static void create(const char *table, const struct column *columns, size_t count)
{
	printf("create table %s (id integer", table);
	for (size_t i = 0; i < count; i++)
		printf(", %s %s", columns[i].name,
			columns[i].kind == HOURS || !strcmp(columns[i].name, "years") ? "integer"
										      : "text");
	puts(");");
}

/* ---- The command line ---- */

static const char *line_end(const char *word)
{
	return strcmp(word, "crlf") == 0 ? "\r\n" : strcmp(word, "cr") == 0 ? "\r" : "\n";
}

static bool read_word(struct dress *d, const char *word)
{
	struct {
		const char *key, **text;
		char *character;
		unsigned *number;
	} keys[] = {{"letters", &d->letters, NULL, NULL}, {"end", &d->end, NULL, NULL},
		{"inner", &d->inner, NULL, NULL}, {"quotes", &d->quotes, NULL, NULL},
		{"heads", &d->heads, NULL, NULL}, {"order", &d->order, NULL, NULL},
		{"sep", &d->sep, NULL, NULL}, {"blank", &d->blank, NULL, NULL},
		{"last", &d->last, NULL, NULL}, {"delimiter", NULL, &d->delimiter, NULL},
		{"point", NULL, &d->point, NULL}, {"list", NULL, &d->list, NULL},
		{"rows", NULL, NULL, &d->rows}, {"planted", NULL, NULL, &d->planted}};

	for (size_t i = 0; i < COUNT(keys); i++) {
		size_t length = strlen(keys[i].key);
		if (strncmp(word, keys[i].key, length) != 0 || word[length] != '=')
			continue;
		const char *value = word + length + 1;
		if (keys[i].text)
			*keys[i].text = value;
		else if (keys[i].character)
			*keys[i].character = *value;
		else
			*keys[i].number = (unsigned)strtoul(value, NULL, 10);
		return true;
	}
	return false;
}

int main(int argc, char **argv)
{
	struct dress d = {"greek", "lf", "lf", "needed", "names", "up", "no", "no", "yes", ',', '.',
		';', 300, 0};

	for (int i = 2; i < argc; i++)
		if (!read_word(&d, argv[i]))
			return 64;
	d.inner = line_end(strcmp(d.inner, "end") == 0 ? d.end : d.inner);
	d.end = line_end(d.end);
	if (argc > 1 && strcmp(argv[1], "truth") == 0) {
		create("people", people_columns, COUNT(people_columns));
		create("applications", application_columns, COUNT(application_columns));
		write_truth(&d, true);
		write_truth(&d, false);
	} else if (argc > 1) {
		write_table(&d, strcmp(argv[1], "people") == 0);
	}
	return argc < 2 || fflush(stdout) != 0;
}
