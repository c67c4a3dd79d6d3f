/*
 * generate.c: files to import, on standard output.
 *
 *	generate ROWS [SEED]		applications of mentors, about 225 bytes a row
 *	generate people ROWS [SEED]	people
 *
 * Comma separated, UTF-8; names and texts are Greek, Czech, German and Spanish.  No two rows have
 *the same e-mail address, and the addresses come in no order.  The same ROWS and SEED give the same
 *bytes.
 */
#include <inttypes.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define WORDS 16

struct named {
	const char *name, *ascii; /* as it is written, as it stands in an address */
};

/* What people of one language are called and write; # is any digit. */
static const struct people {
	struct named first[WORDS], last[WORDS];
	const char *phone[8], *organisation[8], *job_title[8], *note[8], *quote[4];
	const char *language, *domain[4];
} peoples[] = {
	{
		.first = {{"Μαρία", "maria"}, {"Ελένη", "eleni"}, {"Αικατερίνη", "katerina"},
			{"Βασιλική", "vasiliki"}, {"Σοφία", "sofia"}, {"Αγγελική", "angeliki"},
			{"Γεωργία", "georgia"}, {"Δήμητρα", "dimitra"}, {"Ευαγγελία", "evangelia"},
			{"Ιωάννα", "ioanna"}, {"Χριστίνα", "christina"}, {"Παναγιώτα", "panagiota"},
			{"Κωνσταντίνα", "konstantina"}, {"Άννα", "anna"}, {"Φωτεινή", "fotini"},
			{"Ζωή", "zoi"}},
		.last = {{"Παπαδοπούλου", "papadopoulou"}, {"Βλάχου", "vlachou"},
			{"Γεωργίου", "georgiou"}, {"Οικονόμου", "oikonomou"},
			{"Νικολάου", "nikolaou"}, {"Καραγιάννη", "karagianni"},
			{"Δημητρίου", "dimitriou"}, {"Αντωνίου", "antoniou"}, {"Μακρή", "makri"},
			{"Σταματίου", "stamatiou"}, {"Χατζηδάκη", "chatzidaki"},
			{"Ζαφειρίου", "zafeiriou"}, {"Ιωάννου", "ioannou"}, {"Ρήγα", "riga"},
			{"Θεοδώρου", "theodorou"}, {"Ψαρά", "psara"}},
		.phone = {"+30 210 #######", "69########", "2310 ######", "0030-694-#######",
			"210-#######", "(+30) 2310 ### ###", "694 ### ## ##", "+3021########"},
		.organisation = {"Δήμος Καλαμαριάς", "ΚΕΠ Αθηνών", "Περιφέρεια Κρήτης",
			"Υπουργείο Εσωτερικών, Αθήνα", "Κέντρο Νεότητας", "Εμπορικό Επιμελητήριο",
			"Σύλλογος \"Η Ελπίδα\"", "ΔΥΠΑ"},
		.job_title = {"κοινωνική λειτουργός", "δασκάλα", "λογίστρια", "προϊσταμένη",
			"νοσηλεύτρια", "σύμβουλος", "γραμματέας", "μηχανικός"},
		.note = {"Θέλω να βοηθήσω νέους ανθρώπους.", "Έχω χρόνο τα απογεύματα.",
			"Δούλεψα χρόνια στην εξυπηρέτηση πολιτών.", "Μιλώ με υπομονή, και ακούω.",
			"Βοήθησαν κι εμένα όταν ξεκινούσα.", "Μου το πρότεινε μια συνάδελφος.",
			"Με ενδιαφέρει η τοπική κοινωνία.", "Μόνο εξ αποστάσεως, παρακαλώ."},
		.quote = {"Μου είπαν: \"εσύ ξέρεις\".", "Το λέω \"μάθηση στην πράξη\".",
			"Λέμε \"καλημέρα\" σε όλους.", "Ξέρω τι θα πει \"αναμονή\"."},
		.language = "el",
		.domain = {"dimos.example", "mail.example", "kep.example", "example.org"},
	},
	{
		.first = {{"Jana", "jana"}, {"Kateřina", "katerina"}, {"Lucie", "lucie"},
			{"Žaneta", "zaneta"}, {"Eliška", "eliska"}, {"Hana", "hana"},
			{"Věra", "vera"}, {"Tereza", "tereza"}, {"Šárka", "sarka"},
			{"Markéta", "marketa"}, {"Božena", "bozena"}, {"Zdeňka", "zdenka"},
			{"Alena", "alena"}, {"Jiřina", "jirina"}, {"Růžena", "ruzena"},
			{"Ludmila", "ludmila"}},
		.last = {{"Nováková", "novakova"}, {"Svobodová", "svobodova"},
			{"Dvořáková", "dvorakova"}, {"Černá", "cerna"},
			{"Procházková", "prochazkova"}, {"Kučerová", "kucerova"},
			{"Veselá", "vesela"}, {"Horáková", "horakova"}, {"Němcová", "nemcova"},
			{"Pokorná", "pokorna"}, {"Růžičková", "ruzickova"},
			{"Benešová", "benesova"}, {"Fialová", "fialova"},
			{"Sedláčková", "sedlackova"}, {"Zemanová", "zemanova"},
			{"Křížová", "krizova"}},
		.phone = {"+420 60# ### ###", "60#######", "60# ### ###", "+42077#######",
			"00420 73# ### ###", "2## ### ###", "(+420) 5## ### ###", "77#-###-###"},
		.organisation = {"Městský úřad Tábor", "Nemocnice Na Pláni", "Úřad práce, Brno",
			"Škola \"U Lesa\"", "Charita Olomouc", "Český svaz žen",
			"Knihovna města Plzně", "Dílna"},
		.job_title = {"sociální pracovnice", "učitelka", "účetní", "vedoucí oddělení",
			"zdravotní sestra", "poradkyně", "knihovnice", "referentka"},
		.note = {"Chci předat dál to, co umím.", "Mám čas hlavně večer, a o víkendu.",
			"Dvacet let u přepážky.", "Ráda poslouchám lidi.",
			"Kdysi pomohl někdo i mně.", "Doporučila mi to kolegyně.",
			"Zajímají mě mladí v našem městě.", "Raději na dálku, bydlím daleko."},
		.quote = {"Říkám tomu \"učení za chodu\".", "Jen \"ano\" nestačí.",
			"Vím, co je \"čekárna\".", "Prý \"to nepůjde\". Šlo to."},
		.language = "cs",
		.domain = {"urad.example", "posta.example", "example.com", "skola.example"},
	},
	{
		.first = {{"Jürgen", "juergen"}, {"Käthe", "kaethe"}, {"Sabine", "sabine"},
			{"Günter", "guenter"}, {"Björn", "bjoern"}, {"Ursula", "ursula"},
			{"Jörg", "joerg"}, {"Petra", "petra"}, {"Thomas", "thomas"},
			{"Andrea", "andrea"}, {"Müjde", "muejde"}, {"Heike", "heike"},
			{"Stefan", "stefan"}, {"Renate", "renate"}, {"Uwe", "uwe"},
			{"Gisela", "gisela"}},
		.last = {{"Müller", "mueller"}, {"Schäfer", "schaefer"}, {"Weiß", "weiss"},
			{"Krüger", "krueger"}, {"Schröder", "schroeder"}, {"Groß", "gross"},
			{"Köhler", "koehler"}, {"Böhm", "boehm"}, {"Lange", "lange"},
			{"Jäger", "jaeger"}, {"Winkler", "winkler"}, {"Großmann", "grossmann"},
			{"Vogt", "vogt"}, {"Pfeiffer", "pfeiffer"}, {"Möller", "moeller"},
			{"Zürn", "zuern"}},
		.phone = {"+49 30 #######", "030/### ## ##", "(0)171 / #######", "0171-#######",
			"+49 (0)89 ######", "0049 40 ### ####", "089 ####-##", "0221.#######"},
		.organisation = {"Stadt Köln, Bürgeramt", "Volkshochschule Süd", "Jobcenter Lübeck",
			"Verein \"Brücke\" e.V.", "Klinikum Nürnberg", "Handwerkskammer",
			"Bäckerei Vogt", "Universität Gießen"},
		.job_title = {"Sozialarbeiter", "Lehrkraft", "Buchhaltung", "Abteilungsleitung",
			"Pflegekraft", "Berater für Gründung", "Meister", "Sachbearbeitung"},
		.note = {"Ich möchte etwas zurückgeben.", "Zeit habe ich abends, und samstags.",
			"Lange am Schalter gearbeitet.", "Zuhören kann ich.",
			"Mir hat damals auch jemand geholfen.", "Eine Kollegin hat mich geschickt.",
			"Für junge Leute hier im Viertel.",
			"Am liebsten per Video, wegen des Wegs."},
		.quote = {"Ich nenne es \"Lernen im Gehen\".", "Ein \"Nein\" ist keine Antwort.",
			"Was \"Warten\" heißt, weiß ich.", "\"Geht nicht\" gibt es nicht."},
		.language = "de",
		.domain = {"stadt.example", "post.example", "example.net", "verein.example"},
	},
	{
		.first = {{"María José", "mariajose"}, {"Íñigo", "inigo"}, {"Begoña", "begona"},
			{"José", "jose"}, {"Concepción", "concepcion"}, {"Ángel", "angel"},
			{"Lucía", "lucia"}, {"Andrés", "andres"}, {"Verónica", "veronica"},
			{"Jesús", "jesus"}, {"Inés", "ines"}, {"Óscar", "oscar"},
			{"Pilar", "pilar"}, {"Iván", "ivan"}, {"Mónica", "monica"},
			{"Raúl", "raul"}},
		.last = {{"García López", "garcia"}, {"Muñoz", "munoz"}, {"Fernández", "fernandez"},
			{"Núñez", "nunez"}, {"Pérez Gómez", "perez"}, {"Ibáñez", "ibanez"},
			{"Jiménez", "jimenez"}, {"Peña", "pena"}, {"Ruiz", "ruiz"},
			{"Martín", "martin"}, {"Sánchez", "sanchez"}, {"Vázquez", "vazquez"},
			{"Ortega", "ortega"}, {"Rodríguez", "rodriguez"}, {"Zúñiga", "zuniga"},
			{"Castaño", "castano"}},
		.phone = {"+34 6## ## ## ##", "6## ### ###", "91 ### ## ##", "+346########",
			"0034 93 #######", "(91) ### ####", "6##-###-###", "+34.6##.###.###"},
		.organisation = {"Ayuntamiento de Cádiz", "Cámara de Comercio, Málaga",
			"Asociación \"Mañana\"", "Hospital Sant Joan", "Escuela de Hostelería",
			"Cruz Roja", "Diputación de León", "Fundación Niñez"},
		.job_title = {"trabajadora social", "maestro", "contable", "jefa de sección",
			"enfermero", "asesora de empleo", "ingeniera técnica", "auxiliar"},
		.note = {"Quiero ayudar a los jóvenes.", "Tengo tiempo por las mañanas.",
			"Veinte años en la ventanilla, y aún aprendo.", "Sé escuchar.",
			"A mí también me ayudaron.", "Me lo propuso una compañera.",
			"Me importa el barrio, y su gente.", "Mejor a distancia."},
		.quote = {"Lo llamo \"aprender andando\".", "Sé qué es \"vuelva usted mañana\".",
			"Un \"gracias\" basta.", "Dicen \"no se puede\". Se pudo."},
		.language = "es",
		.domain = {"ayto.example", "correo.example", "example.org", "camara.example"},
	},
};

static const char *const languages[] = {"en", "fr", "it", "tr", "uk", "ar", "sq", "bg"};
static const char *const areas[] = {"health", "education", "law", "accounting", "hospitality",
	"public administration", "housing", "job search", "start-ups", "care", "IT", "crafts"};

/* ---- Chance: splitmix64 (Steele, Lea, Flood 2014) ---- */

static uint64_t chance;

static uint64_t next(void)
{
	uint64_t z = chance += 0x9e3779b97f4a7c15;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
	z = (z ^ z >> 27) * 0x94d049bb133111eb;
	return z ^ z >> 31;
}

static size_t below(size_t n)
{
	return (size_t)(next() >> 32) % n;
}

static bool one_in(size_t n)
{
	return below(n) == 0;
}

#define ANY(array) ((array)[below(COUNT(array))])

/* Each number below rows once, in no order: a congruential generator of full period (Hull & Dobell
 * 1962) over the next power of two, without the numbers that are too large. */
static uint64_t next_number(uint64_t rows)
{
	static uint64_t number;
	uint64_t mask = 1;

	while (mask < rows)
		mask = mask << 1 | 1;
	do
		number = (number * 6364136223846793005 + 1442695040888963407) & mask;
	while (number >= rows);
	return number;
}

/* ---- Fields ---- */

struct field {
	char text[1024];
	size_t length;
};

static void add(struct field *f, const char *text)
{
	size_t length = strlen(text);

	if (f->length + length >= sizeof f->text)
		abort();
	memcpy(f->text + f->length, text, length + 1);
	f->length += length;
}

static void add_number(struct field *f, uint64_t number)
{
	char digits[24];

	(void)snprintf(digits, sizeof digits, "%" PRIu64, number);
	add(f, digits);
}

static void add_phone(struct field *f, const char *pattern)
{
	add(f, pattern);
	for (char *c = f->text; *c; c++)
		if (*c == '#')
			*c = (char)('0' + below(10));
}

/* Up to most of them, joined: chance takes each once at the most. */
static void add_some(struct field *f, const char *const *words, size_t count, size_t most)
{
	size_t at = below(count);

	for (size_t n = 0; n < most && at < count; n++, at += 1 + below(count / 2)) {
		if (f->length)
			add(f, ";");
		add(f, words[at]);
	}
}

/* The field, in quotes where it must be, with what stands behind it. */
static void put(struct field *f, char behind)
{
	bool quoted = f->length && strpbrk(f->text, ",\"\n");

	if (quoted)
		putchar_unlocked('"');
	for (const char *c = f->text; f->length && *c; c++) {
		if (*c == '"')
			putchar_unlocked('"');
		putchar_unlocked(*c);
	}
	if (quoted)
		putchar_unlocked('"');
	putchar_unlocked(behind);
	f->length = 0;
}

static void put_text(const char *text)
{
	struct field f = {.length = 0};

	add(&f, text);
	put(&f, ',');
}

/* ---- Columns ---- */

static void put_name_and_address(const struct people *p, uint64_t rows)
{
	const struct named *first = &ANY(p->first), *last = &ANY(p->last);
	struct field f = {.length = 0};

	add(&f, first->name);
	add(&f, " ");
	add(&f, last->name);
	put(&f, ',');

	add(&f, first->ascii);
	if (one_in(8)) /* as a telephone writes it */
		f.text[0] = (char)(f.text[0] - 'a' + 'A');
	add(&f, ".");
	add(&f, last->ascii);
	add_number(&f, next_number(rows));
	add(&f, "@");
	add(&f, ANY(p->domain));
	put(&f, ',');
}

static void put_phone(const struct people *p)
{
	struct field f = {.length = 0};

	if (!one_in(20))
		add_phone(&f, ANY(p->phone));
	put(&f, ',');
}

static void put_languages(const struct people *p)
{
	struct field f = {.length = 0};

	add(&f, p->language);
	add_some(&f, languages, COUNT(languages), below(4));
	put(&f, ',');
}

static void put_areas(void)
{
	struct field f = {.length = 0};

	add_some(&f, areas, COUNT(areas), 1 + below(3));
	put(&f, ',');
}

static void put_years_and_hours(void)
{
	struct field f = {.length = 0};

	add_number(&f, below(41));
	put(&f, ',');
	add_number(&f, 1 + below(9));
	if (one_in(2))
		add(&f, ".5");
	put(&f, ',');
}

/* The last column.  A third is of several lines and quotes something. */
static void put_note(const struct people *p)
{
	size_t one = below(COUNT(p->note)),
	       other = (one + 1 + below(COUNT(p->note) - 1)) % COUNT(p->note);
	struct field f = {.length = 0};

	add(&f, p->note[one]);
	add(&f, " ");
	add(&f, p->note[other]);
	if (one_in(3)) {
		add(&f, one_in(4) ? "\n\n" : "\n");
		add(&f, ANY(p->quote));
	}
	put(&f, '\n');
}

static void put_application(uint64_t rows)
{
	const struct people *p = &ANY(peoples);

	put_name_and_address(p, rows);
	put_phone(p);
	put_text(ANY(p->organisation));
	put_text(ANY(p->job_title));
	put_languages(p);
	put_areas();
	put_years_and_hours();
	put_note(p);
}

static void put_person(uint64_t rows)
{
	const struct people *p = &ANY(peoples);

	put_name_and_address(p, rows);
	put_phone(p);
	put_text(ANY(p->job_title));
	put_text(one_in(4) ? "external" : "in-house");
	put_languages(p);
	put_note(p);
}

int main(int argc, char **argv)
{
	bool people = argc > 1 && !strcmp(argv[1], "people");
	char **numbers = argv + 1 + people;
	uint64_t rows = numbers[0] ? strtoull(numbers[0], NULL, 10) : 0;

	if (!rows) {
		(void)fputs("usage: generate [people] ROWS [SEED]\n", stderr);
		return 1;
	}
	chance = numbers[1] ? strtoull(numbers[1], NULL, 10) : 1;
	puts(people ? "name,email,phone,job_title,origin,languages,note"
		    : "name,email,phone,organisation,job_title,languages,areas,years,weekly_hours,"
		      "motivation");
	for (uint64_t i = 0; i < rows; i++)
		people ? put_person(rows) : put_application(rows);
	return fflush(stdout) || ferror(stdout);
}
