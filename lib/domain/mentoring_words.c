/* mentoring_words.c: what files call the six domains (K1-K6) and the parts of the week, in English,
 * Greek, German, Spanish, Czech, French and Dutch. */
#include "mentoring.h"

const char *const mentoring_domain_aliases[] = {
	"Talents|Aspirations|Skills, talents & aspirations|Skills, talents and aspirations|"
	"Δεξιότητες|Ταλέντα|Δεξιότητες και ταλέντα|Δεξιότητες, ταλέντα και φιλοδοξίες|"
	"Talente|Stärken|Fähigkeiten|Stärken und Talente|"
	"Talentos|Competencias|Habilidades|Dovednosti|Talent|Schopnosti|"
	"Compétences|Aptitudes|Vaardigheden|Talenten",
	"Resume|Curriculum vitae|CV / Resume|Βιογραφικό|Βιογραφικό σημείωμα|Σύνταξη βιογραφικού|"
	"Lebenslauf|Currículum|Currículo|Životopis|Strukturovaný životopis",
	"Cover letter|Motivation letter|Motivation / Cover letter|Συνοδευτική επιστολή|"
	"Επιστολή κινήτρων|Anschreiben|Motivationsschreiben|Bewerbungsschreiben|Carta|"
	"Carta de motivación|Carta de presentación|Motivační dopis|Průvodní dopis|"
	"Lettre de motivation|Motivatiebrief|Sollicitatiebrief|"
	"Επιστολή|Dopis|Lettre|Brief",
	"Network|Personal branding|Personal branding & networking|"
	"Personal branding and networking|Δικτύωση|Επαγγελματική δικτύωση|"
	"Netzwerk|Netzwerken|Vernetzung|Red de contactos|Marca personal|"
	"Síť kontaktů|Navazování kontaktů|Réseau|Réseautage|Netwerk",
	"Job search|Find vacancies|Finding vacancies|Αναζήτηση εργασίας|Εύρεση εργασίας|"
	"Θέσεις εργασίας|Stellensuche|Jobsuche|Stellenangebote|Búsqueda de empleo|"
	"Ofertas de empleo|Hledání práce|Volná místa|Recherche d'emploi|Offres d'emploi|"
	"Vacatures|Werk zoeken|"
	"Θέσεις|Κενές θέσεις|Αγγελίες|Stellen|Vacantes|Nabídky práce|Offres",
	"Job interview|Preparing for a job interview|Συνέντευξη|Συνέντευξη εργασίας|"
	"Vorstellungsgespräch|Bewerbungsgespräch|Entrevista|Entrevista de trabajo|"
	"Pohovor|Pracovní pohovor|Entretien|Entretien d'embauche|Sollicitatiegesprek",
	NULL,
};

#define PARTS(en, el, de, es, cs, fr, nl)                                                         \
	en " morning|" el " πρωί|" de "morgen|" de " Morgen|" de "vormittag|" de " Vormittag|" es \
	   " por la mañana|" es " mañana|" cs " ráno|" cs " dopoledne|" fr " matin|" nl           \
	   "ochtend|" nl " ochtend",                                                              \
		en " afternoon|" el " απόγευμα|" el " μεσημέρι|" de "nachmittag|" de              \
		   " Nachmittag|" es " por la tarde|" es " tarde|" cs " odpoledne|" fr            \
		   " après-midi|" nl "middag|" nl " middag",                                      \
		en " evening|" el " βράδυ|" de "abend|" de " Abend|" es " por la noche|" es       \
		   " noche|" cs " večer|" fr " soir|" nl "avond|" nl " avond"

const char *const parts_of_week_aliases[] = {
	PARTS("Monday", "Δευτέρα", "Montag", "Lunes", "Pondělí", "Lundi", "Maandag"),
	PARTS("Tuesday", "Τρίτη", "Dienstag", "Martes", "Úterý", "Mardi", "Dinsdag"),
	PARTS("Wednesday", "Τετάρτη", "Mittwoch", "Miércoles", "Středa", "Mercredi", "Woensdag"),
	PARTS("Thursday", "Πέμπτη", "Donnerstag", "Jueves", "Čtvrtek", "Jeudi", "Donderdag"),
	PARTS("Friday", "Παρασκευή", "Freitag", "Viernes", "Pátek", "Vendredi", "Vrijdag"),
	PARTS("Saturday", "Σάββατο", "Samstag", "Sábado", "Sobota", "Samedi", "Zaterdag"),
	PARTS("Sunday", "Κυριακή", "Sonntag", "Domingo", "Neděle", "Dimanche", "Zondag"),
	NULL,
};
