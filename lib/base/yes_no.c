/* yes_no.c: yes and no in seven languages. */
#include "yes_no.h"

#include <stddef.h>
#include <string.h>

/* Folded, as text_fold gives them. */
static const char *const yes_words[] = {"yes", "y", "true", "1", "on", "x", "checked", "✓", "✔",
	"ναι", "αληθησ", "αληθεσ", "ja", "j", "wahr", "si", "verdadero", "ano", "pravda", "oui",
	"vrai", "waar", NULL};
static const char *const no_words[] = {"no", "n", "false", "0", "off", "unchecked", "οχι", "ψευδησ",
	"ψευδεσ", "nein", "falsch", "falso", "ne", "nepravda", "non", "faux", "nee", "onwaar",
	NULL};

static bool among(const char *const *words, const char *word)
{
	for (; *words; words++)
		if (!strcmp(*words, word))
			return true;
	return false;
}

bool yes_no_read(const char *folded, bool *yes)
{
	*yes = among(yes_words, folded);
	return *yes || among(no_words, folded);
}
