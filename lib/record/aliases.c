/* aliases.c: see aliases.h.  A line a language: English, Greek, German, Spanish, Czech, French,
 * Dutch. */
#include "aliases.h"

/* ---- People ---- */

const char aliases_name[] =
	"Full name|Whole name|First and last name|First name and last name|Name and surname|"
	"Name and last name|Your name|Your full name|"
	"Ονοματεπώνυμο|Όνομα|Ονοματεπώνυμο αιτούντος|Ονοματεπώνυμο υποψηφίου|Όνομα και επώνυμο|Όνομα & επώνυμο|Όνομα επώνυμο|"
	"Όνομα/Επώνυμο|Πλήρες όνομα|Το ονοματεπώνυμό σας|"
	"Vor- und Nachname|Vorname und Nachname|Vorname Nachname|Vorname/Nachname|"
	"Vollständiger Name|Ihr Name|"
	"Nombre|Nombre y apellidos|Nombre y apellido|Nombres y apellidos|Nombre completo|"
	"Jméno|Jméno a příjmení|Jméno, příjmení|Jméno příjmení|Celé jméno|Vaše jméno|"
	"Nom|Nom et prénom|Nom et prénoms|Nom prénom|Prénom et nom|Prénom nom|Nom complet|"
	"Votre nom|"
	"Naam|Volledige naam|Voor- en achternaam|Voornaam en achternaam|Uw naam";

const char aliases_given_name[] = "First name|First names|Given name|Given names|Forename|"
				  "Μικρό όνομα|Βαπτιστικό όνομα|"
				  "Vorname|Vornamen|Rufname|"
				  "Nombre de pila|"
				  "Křestní jméno|"
				  "Prénom|Prénoms|"
				  "Voornaam|Voornamen|Roepnaam";

const char aliases_family_name[] = "Surname|Last name|"
				   "Επώνυμο|Επίθετο|"
				   "Nachname|Familienname|Zuname|"
				   "Apellidos|Apellido|"
				   "Příjmení|"
				   "Nom de famille|"
				   "Achternaam|Familienaam";

const char aliases_email[] =
	"E-mail address|Mail|Mail address|Your e-mail|"
	"Your e-mail address|Contact e-mail|"
	"Ηλεκτρονικό ταχυδρομείο|Διεύθυνση ηλεκτρονικού ταχυδρομείου|Διεύθυνση e-mail|"
	"Διεύθυνση ηλ. ταχυδρομείου|Ηλεκτρονική διεύθυνση|Ηλ. ταχυδρομείο|Ηλ. διεύθυνση|"
	"E-Mail-Adresse|E-Mailadresse|Mailadresse|Ihre E-Mail-Adresse|"
	"Correo|Correo electrónico|Dirección de correo|Dirección de correo electrónico|"
	"Dirección de e-mail|"
	"E-mailová adresa|Kontaktní e-mail|Elektronická adresa|Elektronická pošta|"
	"Courriel|Adresse e-mail|Adresse courriel|Adresse mail|Adresse électronique|Adresse de messagerie|Mél|"
	"E-mailadres|E-mail adres|Mailadres";

const char aliases_phone[] =
	"Phone number|Telephone number|Your phone number|Contact phone|Contact number|Tel|"
	"Mobile|Mobile phone|Mobile number|Cell phone|"
	"Τηλέφωνο|Τηλέφωνα|Τηλ|Αριθμός τηλεφώνου|Τηλέφωνο επικοινωνίας|Σταθερό τηλέφωνο|Κινητό|"
	"Κινητό τηλέφωνο|Τηλ. επικοινωνίας|"
	"Telefon|Telefonnummer|Rufnummer|Handy|Handynummer|Mobil|Mobilnummer|Mobiltelefon|"
	"Teléfono|Número de teléfono|Teléfono de contacto|Móvil|Teléfono móvil|Celular|"
	"Telefonní číslo|Číslo telefonu|Kontaktní telefon|Mobilní telefon|"
	"Numéro de téléphone|Portable|Téléphone portable|Téléphone mobile|"
	"Telefoon|Telefoonnummer|Mobiel|Mobiel nummer|GSM|Gsm-nummer";

const char aliases_job_title[] =
	"Position|Job|Job position|Job role|Occupation|Profession|Function|"
	"Θέση|Θέση εργασίας|Επάγγελμα|Ιδιότητα|Τίτλος θέσης|Επαγγελματική ιδιότητα|"
	"Θέση ευθύνης|Αρμοδιότητα|"
	"Beruf|Berufsbezeichnung|Funktion|Stelle|Stellenbezeichnung|Tätigkeit|"
	"Puesto|Puesto de trabajo|Cargo|Profesión|Ocupación|"
	"Pozice|Pracovní pozice|Funkce|Profese|Povolání|"
	"Poste|Fonction|Métier|Intitulé du poste|"
	"Functie|Functietitel|Beroep";

const char aliases_languages[] =
	"Language|Languages spoken|Spoken languages|Language skills|Languages you speak|"
	"Which languages do you speak|What languages do you speak|"
	"Γλώσσες|Γλώσσα|Ξένες γλώσσες|Γλώσσες που μιλάτε|Ποιες γλώσσες μιλάτε|"
	"Γλώσσες που γνωρίζετε|Γλώσσες που ομιλείτε|Γλώσσες επικοινωνίας|Γνώση γλωσσών|"
	"Sprachen|Sprache|Sprachkenntnisse|Fremdsprachen|Welche Sprachen sprechen Sie|"
	"Idiomas|Idioma|Idiomas que habla|¿Qué idiomas habla|"
	"Jazyky|Jazyk|Jazykové znalosti|Jazykové dovednosti|Cizí jazyky|Jakými jazyky mluvíte|"
	"Langues|Langue|Langues parlées|Quelles langues parlez-vous|"
	"Talen|Taal|Gesproken talen|Talenkennis|Welke talen spreekt u";

const char aliases_person[] = "E-mail|E-mail address|Mail|Employee|"
			      "Πρόσωπο|Ηλεκτρονικό ταχυδρομείο|Διεύθυνση ηλεκτρονικού ταχυδρομείου|"
			      "E-Mail-Adresse|Mitarbeiter|Mitarbeiterin|"
			      "Persona|Correo electrónico|Dirección de correo electrónico|"
			      "Osoba|E-mailová adresa|"
			      "Personne|Adresse e-mail|Courriel|"
			      "Persoon|E-mailadres";

const char aliases_participant[] = "Participant|"
				   "Συμμετέχων|Συμμετέχουσα|Συμμετέχοντες|"
				   "Teilnehmer|Teilnehmerin|Teilnehmende|"
				   "Participante|Participantes|"
				   "Účastník|Účastnice|Účastníci|"

				   "Deelnemer|Deelnemers";

const char aliases_trainer[] = "Job shadower|"
			       "Εκπαιδευτής|Εκπαιδεύτρια|"
			       "Trainerin|Ausbilder|Ausbilderin|"
			       "Formador|Formadora|"
			       "Školitel|Školitelka|Lektor|Lektorka|"
			       "Formateur|Formatrice|"
			       "Opleider";

const char aliases_responsible[] = "Responsible person|In charge|"
				   "Υπεύθυνος|Υπεύθυνη|"
				   "Verantwortlich|Verantwortliche Person|Zuständig|"
				   "Responsable|"
				   "Odpovídá|Odpovědná osoba|"
				   "Personne responsable|"
				   "Verantwoordelijke";

/* ---- Organisations and what they do ---- */

const char aliases_organisation[] = "Organization|Employer|Company|Institution|"
				    "Οργανισμός|Φορέας|Εργοδότης|Εταιρεία|Φορέας απασχόλησης|"
				    "Φορέας εργασίας|Φορέας/Υπηρεσία|Υπηρεσία/Φορέας|Πού εργάζεστε|"
				    "Einrichtung|Arbeitgeber|Firma|Unternehmen|"
				    "Organización|Empresa|Entidad|Institución|"
				    "Organizace|Zaměstnavatel|Společnost|Instituce|"
				    "Organisme|Employeur|Entreprise|Société|"
				    "Organisatie|Werkgever|Bedrijf|Instelling";

const char aliases_department[] = "Unit|Division|"
				  "Τμήμα|"
				  "Abteilung|"
				  "Departamento|"
				  "Oddělení|Odbor|"
				  "Service|Département|"
				  "Afdeling";

const char aliases_project[] = "Έργο|"
			       "Projekt|"
			       "Proyecto|"
			       "Projet";

const char aliases_path[] = "Training path|"
			    "Διαδρομή|Διαδρομή κατάρτισης|"
			    "Lernweg|Ausbildungsweg|"
			    "Itinerario|"
			    "Vzdělávací cesta|"
			    "Parcours|"
			    "Leertraject|Traject";

const char aliases_address[] = "Postal address|"
			       "Διεύθυνση|Ταχυδρομική διεύθυνση|"
			       "Adresse|Anschrift|Postanschrift|"
			       "Dirección|Dirección postal|"
			       "Adresa|Poštovní adresa|"
			       "Adresse postale|"
			       "Adres|Postadres";

/* ---- Anything ---- */

const char aliases_code[] = "Short name|"
			    "Κωδικός|"
			    "Kürzel|Kurzname|"
			    "Código|"
			    "Kód|Zkratka|"
			    "Nom court|"
			    "Korte naam";

const char aliases_title[] = "Τίτλος|"
			     "Titel|"
			     "Título|"
			     "Název|Titul|"
			     "Titre|Intitulé";

const char aliases_kind[] = "Type|"
			    "Είδος|Τύπος|"
			    "Art|Typ|"
			    "Tipo|Clase|"
			    "Druh|"
			    "Genre|"
			    "Soort";

const char aliases_state[] = "Status|"
			     "Κατάσταση|"
			     "Stand|"
			     "Estado|"
			     "Stav|"
			     "État|Statut|"
			     "Toestand";

const char aliases_note[] =
	"Notes|Comment|Comments|Remark|Remarks|"
	"Σχόλια|Σχόλιο|Παρατηρήσεις|Σημειώσεις|Σημείωση|"
	"Anmerkung|Anmerkungen|Bemerkung|Bemerkungen|Notiz|Notizen|Kommentar|Kommentare|"
	"Observaciones|Comentario|Comentarios|Nota|Notas|"
	"Poznámka|Poznámky|Komentář|"
	"Remarque|Remarques|Commentaire|Commentaires|"
	"Opmerking|Opmerkingen|Notitie|Notities";

const char aliases_day[] = "Date|"
			   "Ημερομηνία|Ημέρα|"
			   "Datum|Tag|"
			   "Fecha|Día|"
			   "Den|"
			   "Jour|"
			   "Dag";

const char aliases_starts[] = "Start|Start date|From|First day|"
			      "Έναρξη|Ημερομηνία έναρξης|Από|"
			      "Beginn|Startdatum|Von|Ab|"
			      "Inicio|Fecha de inicio|Desde|"
			      "Začátek|Datum zahájení|Od|"
			      "Début|Date de début|"
			      "Begin|Begindatum|Vanaf";

const char aliases_ends[] = "End|End date|To|Last day|"
			    "Λήξη|Ημερομηνία λήξης|Έως|Μέχρι|"
			    "Ende|Enddatum|Bis|"
			    "Fin|Fecha de fin|Hasta|"
			    "Konec|Datum ukončení|Do|"
			    "Date de fin|"
			    "Einde|Einddatum|Tot";

const char aliases_begins[] = "Begin|Start|Start time|Time|"
			      "Ώρα|Ώρα έναρξης|Έναρξη|"
			      "Uhrzeit|Beginn|Startzeit|"
			      "Hora|Hora de inicio|Inicio|"
			      "Čas|Začátek|Čas zahájení|"
			      "Heure|Heure de début|Début|"
			      "Tijd|Begintijd";
const char aliases_hours[] = "Total hours|Number of hours|"
			     "Ώρες|Σύνολο ωρών|"
			     "Stunden|Stundenzahl|"
			     "Horas|Número de horas|"
			     "Hodiny|Počet hodin|"
			     "Heures|Nombre d'heures|"
			     "Uren|Aantal uren";

const char aliases_duration[] = "Duration|Hours|Hours worked|"
				"Διάρκεια|Λεπτά|Ώρες|"
				"Dauer|Minuten|Stunden|"
				"Duración|Minutos|Horas|"
				"Délka|Doba trvání|Minuty|Hodiny|"
				"Durée|Heures|"
				"Duur|Uren";

/* ---- Words ---- */

const char aliases_in_house[] = "Internal|Inside|Employee|"
				"Εσωτερικός|Εσωτερική|Εσωτερικό|Εντός|"
				"Intern|Interne|Interner|"
				"Interno|Interna|"
				"Interní|Vnitřní|"
				"En interne";

const char aliases_external[] = "Outside|Freelance|"
				"Εξωτερικός|Εξωτερική|Εξωτερικό|Εκτός|"
				"Extern|Externe|Externer|"
				"Externo|Externa|"
				"Externí|Vnější|"
				"En externe";

const char aliases_other[] = "Others|"
			     "Άλλο|Άλλη|Άλλος|"
			     "Andere|Anderes|Sonstige|Sonstiges|"
			     "Otro|Otra|Otros|"
			     "Jiné|Jiný|Jiná|Ostatní|"
			     "Autre|Autres|"
			     "Overig|Overige";

const char aliases_workshop[] = "Εργαστήριο|"
				"Taller|"
				"Dílna|"
				"Atelier";

const char aliases_discussion[] = "Talk|"
				  "Συζήτηση|"
				  "Gespräch|Diskussion|"
				  "Discusión|Conversación|"
				  "Diskuse|Rozhovor|"
				  "Échange|"
				  "Gesprek|Discussie";
