/* written.c: words of days and times in seven languages. */
#include "written.h"

#include <string.h>

#include "ascii.h"
#include "text.h"

#define OFFSET_MAX (18 * 60) /* no zone has ever been further from UTC */
#define COUNT(array) (sizeof(array) / sizeof(*(array)))

/*
 * As text_fold gives them, nominative and genitive, whole and as programs shorten them.  No name is
 * that of another month in another language; tests/unit/test_day.c sees to it.
 */
static const char *const months[] = {
	"january|jan|ιανουαριοσ|ιανουαριου|ιαν|januar|janner|enero|ene|leden|ledna|led|janvier|"
	"janv|januari",
	"february|feb|φεβρουαριοσ|φεβρουαριου|φεβ|februar|febrero|unor|unora|uno|fevrier|fevr|"
	"februari",
	"march|mar|μαρτιοσ|μαρτιου|μαρ|marz|marzo|brezen|brezna|bre|mars|maart|mrt",
	"april|apr|απριλιοσ|απριλιου|απρ|abril|abr|duben|dubna|dub|avril|avr",
	"may|μαιοσ|μαιου|μαι|mai|mayo|kveten|kvetna|kve|mei",
	"june|jun|ιουνιοσ|ιουνιου|ιουν|juni|junio|cerven|cervna|cvn|juin",
	"july|jul|ιουλιοσ|ιουλιου|ιουλ|juli|julio|cervenec|cervence|cvc|juillet|juil",
	"august|aug|αυγουστοσ|αυγουστου|αυγ|agosto|ago|srpen|srpna|srp|aout|augustus",
	"september|sep|sept|σεπτεμβριοσ|σεπτεμβριου|σεπ|σεπτ|septiembre|setiembre|zari|zar|"
	"septembre",
	"october|oct|οκτωβριοσ|οκτωβριου|οκτ|oktober|okt|octubre|rijen|rijna|rij|octobre",
	"november|nov|νοεμβριοσ|νοεμβριου|νοε|noviembre|listopad|listopadu|lis|novembre",
	"december|dec|δεκεμβριοσ|δεκεμβριου|δεκ|dezember|dez|diciembre|dic|prosinec|prosince|pro|"
	"decembre",
};

static const char *const weekdays[] = {
	"monday|mon|δευτερα|δευ|montag|lunes|pondeli|lundi|maandag",
	"tuesday|tue|τριτη|τρι|dienstag|martes|utery|mardi|dinsdag",
	"wednesday|wed|τεταρτη|τετ|mittwoch|miercoles|streda|mercredi|woensdag",
	"thursday|thu|πεμπτη|πεμ|donnerstag|jueves|ctvrtek|jeudi|donderdag",
	"friday|fri|παρασκευη|παρ|freitag|viernes|patek|vendredi|vrijdag",
	"saturday|sat|σαββατο|σαβ|samstag|sonnabend|sabado|sobota|samedi|zaterdag",
	"sunday|sun|κυριακη|κυρ|sonntag|domingo|nedele|dimanche|zondag",
};

/* Between day and time.  "a las", "στις" */
static const char links[] = "at|um|om|a las|a|στισ|στη|στην|v|ve";

static const char *const mornings[] = {"am", "πμ", "dop", "vorm"};
static const char *const afternoons[] = {"pm", "μμ", "odp", "nachm"};

/* Only those that mean one offset wherever they are written. */
static const struct {
	const char *names;
	int minutes;
} zones[] = {
	{"wet|wez", 0},
	{"west|wesz", 60},
	{"cet|mez|sec", 60},
	{"cest|mesz|selc", 120},
	{"eet|oez", 120},
	{"eest|oesz", 180},
};

static size_t count_digits(const char *p)
{
	size_t n = 0;

	for (; *p; p++)
		n += ascii_is_digit(*p);
	return n;
}

bool written_fold(const char *text, struct buffer *out)
{
	buffer_clear(out);
	text_fold_into(out, text);
	return !out->failed && count_digits(buffer_text(out)) == count_digits(text);
}

/* Folded, our languages have a-z and Greek. */
static size_t letters(const char *p)
{
	size_t n = 0;

	while (ascii_is_lower(p[n]) || (((unsigned char)p[n] & 0xFE) == 0xCE && p[n + 1]))
		n += ascii_is_lower(p[n]) ? 1 : 2;
	return n;
}

bool written_word(const char **at, const char *words)
{
	for (const char *word = words; *word; word += *word == '|') {
		size_t length = strcspn(word, "|");
		if (!strncmp(*at, word, length) && !letters(*at + length)) {
			*at += length + strspn(*at + length, ". ");
			return true;
		}
		word += length;
	}
	return false;
}

static int find(const char **at, const char *const *names, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (written_word(at, names[i]))
			return (int)i + 1;
	return 0;
}

int written_month(const char **at)
{
	return find(at, months, COUNT(months));
}

int written_weekday(const char **at)
{
	return find(at, weekdays, COUNT(weekdays));
}

bool written_link(const char **at)
{
	const char *p = *at + strspn(*at, ", ");

	if (p == *at)
		return false;
	if (p[0] == '-' && p[1] == ' ')
		p += 2;
	(void)written_word(&p, links);
	*at = p;
	return true;
}

/* The word with or without dots and spaces between its letters: "p. m.", "π.μ.". */
static bool read_spaced(const char **at, const char *word)
{
	const char *p = *at;

	for (const char *w = word; *w; w++) {
		if (w != word && ((unsigned char)*w & 0xC0) != 0x80)
			p += strspn(p, ". ");
		if (*p++ != *w)
			return false;
	}
	if (letters(p))
		return false;
	*at = p + strspn(p, ".");
	return true;
}

bool written_half(const char **at, bool *afternoon)
{
	for (size_t i = 0; i < COUNT(mornings); i++) {
		*afternoon = read_spaced(at, afternoons[i]);
		if (*afternoon || read_spaced(at, mornings[i]))
			return true;
	}
	return false;
}

/* +2 -03:30 +0530, with a minus sign as well */
static bool read_distance(const char **at, int *offset)
{
	static const char minus[] = "\u2212";
	const char *p = *at;
	bool west = *p == '-' || !strncmp(p, minus, strlen(minus));

	if (!west && *p != '+')
		return false;
	p += *p == '-' || *p == '+' ? 1 : strlen(minus);
	size_t digits = ascii_digits(p);
	if (!digits || digits > 4 || digits == 3)
		return false;
	size_t hours = digits > 2 ? 2 : digits;
	int whole = ascii_number(p, hours), minutes = ascii_number(p + hours, digits - hours);
	p += digits;
	if (digits <= 2 && *p == ':' && ascii_digits(p + 1) == 2) {
		minutes = ascii_number(p + 1, 2);
		p += 3;
	}
	if (minutes > 59 || whole * 60 + minutes > OFFSET_MAX)
		return false;
	*offset = (whole * 60 + minutes) * (west ? -1 : 1);
	*at = p;
	return true;
}

bool written_zone(const char **at, int *offset)
{
	const char *p = *at;

	*offset = 0;
	for (size_t i = 0; i < COUNT(zones); i++)
		if (written_word(at, zones[i].names)) {
			*offset = zones[i].minutes;
			return true;
		}
	if (strncmp(p, "gmt", 3) != 0 && strncmp(p, "utc", 3) != 0)
		return false;
	p += 3;
	if (letters(p))
		return false;
	(void)read_distance(&p, offset);
	*at = p;
	return true;
}
