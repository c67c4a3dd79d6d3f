/* languages.c: what forms offer as languages: the vocabulary of the columns of that name. */
#include <string.h>

#include "../base/cleanup.h"
#include "../base/text.h"
#include "vocabulary.h"

/*
 * One each: in English, Greek, German, Spanish, Czech, French, Dutch, in itself, and its code
 * (ISO 639-1).  Names that are the same stand once.
 */
static const char *const languages[] = {
	"Albanian|Αλβανικά|Αλβανική|Albanisch|Albanés|Albánština|Albanais|Albanees|Shqip|sq",
	"Amharic|Αμχαρικά|Amharisch|Amárico|Amharština|Amharique|Amhaars|አማርኛ|am",
	"Arabic|Αραβικά|Αραβική|Arabisch|Árabe|Arabština|العربية|ar",
	"Armenian|Αρμενικά|Αρμενική|Armenisch|Armenio|Arménština|Arménien|Armeens|Հայերեն|"
	"hy",
	"Basque|Βασκικά|Baskisch|Vasco|Euskera|Baskičtina|Euskara|eu",
	"Belarusian|Λευκορωσικά|Belarussisch|Weißrussisch|Bielorruso|Běloruština|"
	"Biélorusse|Wit-Russisch|Беларуская|be",
	"Bengali|Βεγγαλικά|Bengalisch|Bengálština|Bengaals|বাংলা|bn",
	"Bosnian|Βοσνιακά|Bosnisch|Bosnio|Bosenština|Bosnien|Bosanski|bs",
	"Bulgarian|Βουλγαρικά|Βουλγαρική|Bulgarisch|Búlgaro|Bulharština|Bulgare|Bulgaars|"
	"Български|bg",
	"Catalan|Καταλανικά|Katalanisch|Katalánština|Catalaans|Català|ca",
	"Chinese|Mandarin|Κινεζικά|Κινεζική|Chinesisch|Chino|Čínština|Chinois|Chinees|中文|zh",
	"Croatian|Κροατικά|Kroatisch|Croata|Chorvatština|Croate|Hrvatski|hr",
	"Czech|Τσεχικά|Τσεχική|Tschechisch|Checo|Čeština|Český|Česky|Tchèque|Tsjechisch|cs",
	"Danish|Δανικά|Δανέζικα|Dänisch|Danés|Dánština|Danois|Deens|Dansk|da",
	"Dari|Νταρί",
	"Dutch|Ολλανδικά|Ολλανδική|Niederländisch|Neerlandés|Holandés|Nizozemština|"
	"Holandština|Néerlandais|Nederlands|nl",
	"English|Αγγλικά|Αγγλική|Englisch|Inglés|Angličtina|Anglicky|Anglais|Engels|en",
	"Estonian|Εσθονικά|Estnisch|Estonio|Estonština|Estonien|Estisch|Ests|Eesti|et",
	"Finnish|Φινλανδικά|Finnisch|Finés|Finlandés|Finština|Finnois|Fins|Suomi|fi",
	"French|Γαλλικά|Γαλλική|Französisch|Francés|Francouzština|Francouzsky|Français|"
	"Frans|fr",
	"Galician|Γαλικιανά|Galicisch|Gallego|Galicijština|Galicien|Galego|gl",
	"Georgian|Γεωργιανά|Γεωργιανή|Georgisch|Georgiano|Gruzínština|Géorgien|ქართული|ka",
	"German|Γερμανικά|Γερμανική|Deutsch|Alemán|Němčina|Německy|Allemand|Duits|de",
	"Greek|Ελληνικά|Ελληνική|Griechisch|Griego|Řečtina|Řecky|Grec|Grieks|el",
	"Hebrew|Εβραϊκά|Hebräisch|Hebreo|Hebrejština|Hébreu|Hebreeuws|עברית|he",
	"Hindi|Χίντι|Hindština|हिन्दी|hi",
	"Hungarian|Ουγγρικά|Ungarisch|Húngaro|Maďarština|Hongrois|Hongaars|Magyar|hu",
	"Icelandic|Ισλανδικά|Isländisch|Islandés|Islandština|Islandais|IJslands|Íslenska|is",
	"Irish|Ιρλανδικά|Irisch|Irlandés|Irština|Irlandais|Iers|Gaeilge|ga",
	"Italian|Ιταλικά|Ιταλική|Italienisch|Italiano|Italština|Italsky|Italien|Italiaans|"
	"it",
	"Japanese|Ιαπωνικά|Japanisch|Japonés|Japonština|Japonais|Japans|日本語|ja",
	"Korean|Κορεατικά|Koreanisch|Coreano|Korejština|Coréen|Koreaans|한국어|ko",
	"Kurdish|Κουρδικά|Kurdisch|Kurdo|Kurdština|Kurde|Koerdisch|Kurdî|Kurmanji|Sorani|ku",
	"Latvian|Λετονικά|Lettisch|Letón|Lotyština|Letton|Lets|Latviešu|lv",
	"Lithuanian|Λιθουανικά|Litauisch|Lituano|Litevština|Lituanien|Litouws|Lietuvių|lt",
	"Luxembourgish|Λουξεμβουργιανά|Luxemburgisch|Luxemburgués|Lucemburština|"
	"Luxembourgeois|Luxemburgs|Lëtzebuergesch|lb",
	"Macedonian|Mazedonisch|Macedonio|Makedonština|Macédonien|Macedonisch|Македонски|mk",
	"Maltese|Μαλτέζικα|Maltesisch|Maltés|Maltština|Maltais|Maltees|Malti|mt",
	"Norwegian|Νορβηγικά|Norwegisch|Noruego|Norština|Norvégien|Noors|Norsk|no|nb",
	"Pashto|Παστό|Paschtu|Pastún|Paštština|Pachto|Pasjtoe|پښتو|ps",
	"Persian|Farsi|Περσικά|Φαρσί|Persisch|Persa|Perština|Persan|Perzisch|فارسی|fa",
	"Polish|Πολωνικά|Πολωνική|Polnisch|Polaco|Polština|Polsky|Polonais|Pools|Polski|pl",
	"Portuguese|Πορτογαλικά|Πορτογαλική|Portugiesisch|Portugués|Portugalština|"
	"Portugais|Portugees|Português|pt",
	"Punjabi|Παντζάμπι|Pandschabi|Panyabí|Paňdžábština|Pendjabi|ਪੰਜਾਬੀ|pa",
	"Romani|Ρομανί|Romština",
	"Romanian|Ρουμανικά|Ρουμανική|Rumänisch|Rumano|Rumunština|Roumain|Roemeens|Română|"
	"ro",
	"Russian|Ρωσικά|Ρωσική|Russisch|Ruso|Ruština|Rusky|Russe|Русский|ru",
	"Serbian|Σερβικά|Σερβική|Serbisch|Serbio|Srbština|Serbe|Servisch|Srpski|Српски|sr",
	"Sign language|Νοηματική|Νοηματική γλώσσα|Ελληνική νοηματική γλώσσα|"
	"Gebärdensprache|Deutsche Gebärdensprache|Lengua de signos|"
	"Lengua de signos española|Znakový jazyk|Český znakový jazyk|Langue des signes|"
	"Langue des signes française|Gebarentaal|Nederlandse Gebarentaal",
	"Slovak|Σλοβακικά|Slowakisch|Eslovaco|Slovenština|Slovensky|Slovaque|Slowaaks|"
	"Slovenčina|sk",
	"Slovenian|Slovene|Σλοβενικά|Slowenisch|Esloveno|Slovinština|Slovène|Sloveens|"
	"Slovenščina|sl",
	"Somali|Σομαλικά|Somalisch|Somálština|Soomaali|so",
	"Spanish|Ισπανικά|Ισπανική|Spanisch|Español|Castellano|Španělština|Španělsky|"
	"Espagnol|Spaans|es",
	"Swahili|Σουαχίλι|Suaheli|Suajili|Svahilština|Kiswahili|sw",
	"Swedish|Σουηδικά|Σουηδική|Schwedisch|Sueco|Švédština|Suédois|Zweeds|Svenska|sv",
	"Tagalog|Filipino|Ταγκαλόγκ|Tagalština|tl",
	"Tigrinya|Τιγκρίνια|Tigrinisch|Tigriňština|Tigrigna|ትግርኛ|ti",
	"Turkish|Τουρκικά|Τουρκική|Türkisch|Turco|Turečtina|Turc|Turks|Türkçe|tr",
	"Ukrainian|Ουκρανικά|Ουκρανική|Ukrainisch|Ucraniano|Ukrajinština|Ukrajinsky|"
	"Ukrainien|Oekraïens|Українська|uk",
	"Urdu|Ουρντού|Urdština|Ourdou|Oerdoe|اردو|ur",
	"Vietnamese|Βιετναμικά|Βιετναμέζικα|Vietnamesisch|Vietnamita|Vietnamština|"
	"Vietnamien|Vietnamees|Tiếng Việt|vi",
};

void vocabulary_add_languages(struct vocabulary *v)
{
	for (size_t i = 0; i < sizeof languages / sizeof *languages; i++)
		for (const char *name = languages[i]; *name; name += *name == '|') {
			size_t length = strcspn(name, "|");
			_cleanup_(free_pointer) char *one = memory_ndup(name, length);
			if (one)
				vocabulary_add(v, one, NULL);
			v->failed |= !one;
			name += length;
		}
}

/* Its code is the last of its names, where it has one. */
static const char *code_of(const char *names)
{
	const char *last = strrchr(names, '|');

	return last && strlen(last + 1) == 2 ? last + 1 : NULL;
}

bool language_code(const char *name, char out[LANGUAGE_CODE])
{
	_cleanup_(free_pointer) char *key = text_fold(name);

	for (size_t i = 0; key && *key && i < sizeof languages / sizeof *languages; i++) {
		const char *code = code_of(languages[i]);
		for (const char *at = code ? languages[i] : ""; *at; at += *at == '|') {
			size_t length = strcspn(at, "|");
			_cleanup_(free_pointer) char *one = memory_ndup(at, length);
			_cleanup_(free_pointer) char *folded = one ? text_fold(one) : NULL;
			at += length;
			if (!folded || strcmp(folded, key) != 0)
				continue;
			memcpy(out, code, 3);
			return true;
		}
	}
	return false;
}
