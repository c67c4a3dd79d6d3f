/*
 * letter_builtin.c: the letters and the words of reports that come with the program, for those who
 * have written none of their own.  They promise nothing that an organisation may not want to keep.
 */
#include "letter.h"

#define SIGNED "\n{reviewer}\n{organisation}\n{programme}\n"

const struct letter_builtin letter_builtins[] = {
	{"submitted", "en", "Your application to be a mentor ({application})",
		"Dear {name},\n\n"
		"thank you for applying to be a mentor. Your application has arrived; its number "
		"is {application}.\n\n"
		"We will read it and write to you again.\n\n"
		"Kind regards\n" SIGNED},
	{"accepted", "en", "You are welcome as a mentor ({application})",
		"Dear {name},\n\n"
		"thank you for applying to be a mentor. We are glad to accept your application, "
		"number {application}.\n\n"
		"We will write to you about training, and about the people you could accompany, "
		"before anything begins. Nobody is introduced to you without your consent.\n\n"
		"Kind regards\n" SIGNED},
	{"rejected", "en", "Your application to be a mentor ({application})",
		"Dear {name},\n\n"
		"thank you for applying to be a mentor. We have read your application, number "
		"{application}, with care, and cannot accept it this time.\n\n"
		"{reason}\n\n"
		"You are welcome to apply again.\n\n"
		"Kind regards\n" SIGNED},
	{"more-information", "en", "A question about your application ({application})",
		"Dear {name},\n\n"
		"thank you for applying to be a mentor. Before we can decide upon your "
		"application, number {application}, we need to know one thing more:\n\n"
		"{reason}\n\n"
		"Please answer this message.\n\n"
		"Kind regards\n" SIGNED},

	{"submitted", "el", "Η αίτησή σας ως μέντορας ({application})",
		"Αγαπητή κυρία, αγαπητέ κύριε {name},\n\n"
		"σας ευχαριστούμε για την αίτησή σας να γίνετε μέντορας. Την έχουμε λάβει· ο αριθμός "
		"της είναι {application}.\n\n"
		"Θα τη διαβάσουμε και θα σας γράψουμε ξανά.\n\n"
		"Με εκτίμηση\n" SIGNED},
	{"accepted", "el", "Καλώς ήρθατε ως μέντορας ({application})",
		"Αγαπητή κυρία, αγαπητέ κύριε {name},\n\n"
		"σας ευχαριστούμε για την αίτησή σας να γίνετε μέντορας. Με χαρά κάνουμε δεκτή την "
		"αίτηση με αριθμό {application}.\n\n"
		"Θα σας γράψουμε για την εκπαίδευση και για τα άτομα που θα μπορούσατε να "
		"στηρίξετε, πριν αρχίσει οτιδήποτε. Κανείς δεν σας συστήνεται χωρίς τη συγκατάθεσή "
		"σας.\n\n"
		"Με εκτίμηση\n" SIGNED},
	{"rejected", "el", "Η αίτησή σας ως μέντορας ({application})",
		"Αγαπητή κυρία, αγαπητέ κύριε {name},\n\n"
		"σας ευχαριστούμε για την αίτησή σας να γίνετε μέντορας. Διαβάσαμε με προσοχή την "
		"αίτηση με αριθμό {application} και αυτή τη φορά δεν μπορούμε να τη δεχτούμε.\n\n"
		"{reason}\n\n"
		"Μπορείτε να υποβάλετε ξανά αίτηση.\n\n"
		"Με εκτίμηση\n" SIGNED},
	{"more-information", "el", "Μια ερώτηση για την αίτησή σας ({application})",
		"Αγαπητή κυρία, αγαπητέ κύριε {name},\n\n"
		"σας ευχαριστούμε για την αίτησή σας να γίνετε μέντορας. Πριν αποφασίσουμε για την "
		"αίτηση με αριθμό {application}, χρειάζεται να μάθουμε κάτι ακόμη:\n\n"
		"{reason}\n\n"
		"Παρακαλούμε απαντήστε σε αυτό το μήνυμα.\n\n"
		"Με εκτίμηση\n" SIGNED},

	{"submitted", "cs", "Vaše přihláška mentora ({application})",
		"Dobrý den, {name},\n\n"
		"děkujeme, že se chcete stát mentorem nebo mentorkou. Vaši přihlášku jsme dostali; "
		"má číslo {application}.\n\n"
		"Přečteme si ji a znovu se Vám ozveme.\n\n"
		"S pozdravem\n" SIGNED},
	{"accepted", "cs", "Vítáme Vás mezi mentory ({application})",
		"Dobrý den, {name},\n\n"
		"děkujeme, že se chcete stát mentorem nebo mentorkou. Vaši přihlášku číslo "
		"{application} rádi přijímáme.\n\n"
		"Než cokoli začne, napíšeme Vám o školení a o lidech, které byste mohli provázet. "
		"Bez Vašeho souhlasu Vám nikoho nepředstavíme.\n\n"
		"S pozdravem\n" SIGNED},
	{"rejected", "cs", "Vaše přihláška mentora ({application})",
		"Dobrý den, {name},\n\n"
		"děkujeme, že se chcete stát mentorem nebo mentorkou. Vaši přihlášku číslo "
		"{application} jsme si pozorně přečetli a tentokrát ji nemůžeme přijmout.\n\n"
		"{reason}\n\n"
		"Můžete se přihlásit znovu.\n\n"
		"S pozdravem\n" SIGNED},
	{"more-information", "cs", "Otázka k Vaší přihlášce ({application})",
		"Dobrý den, {name},\n\n"
		"děkujeme, že se chcete stát mentorem nebo mentorkou. Než rozhodneme o Vaší "
		"přihlášce číslo {application}, potřebujeme vědět ještě toto:\n\n"
		"{reason}\n\n"
		"Odpovězte prosím na tuto zprávu.\n\n"
		"S pozdravem\n" SIGNED},

	{"submitted", "de", "Ihre Bewerbung als Mentorin oder Mentor ({application})",
		"Guten Tag, {name},\n\n"
		"danke, dass Sie Mentorin oder Mentor werden möchten. Ihre Bewerbung ist "
		"angekommen; sie hat die Nummer {application}.\n\n"
		"Wir lesen sie und schreiben Ihnen wieder.\n\n"
		"Mit freundlichen Grüßen\n" SIGNED},
	{"accepted", "de", "Willkommen als Mentorin oder Mentor ({application})",
		"Guten Tag, {name},\n\n"
		"danke, dass Sie Mentorin oder Mentor werden möchten. Wir nehmen Ihre Bewerbung "
		"Nummer {application} gern an.\n\n"
		"Bevor etwas beginnt, schreiben wir Ihnen über die Schulung und über die Menschen, "
		"die Sie begleiten könnten. Niemand wird Ihnen ohne Ihr Einverständnis "
		"vorgestellt.\n\n"
		"Mit freundlichen Grüßen\n" SIGNED},
	{"rejected", "de", "Ihre Bewerbung als Mentorin oder Mentor ({application})",
		"Guten Tag, {name},\n\n"
		"danke, dass Sie Mentorin oder Mentor werden möchten. Wir haben Ihre Bewerbung "
		"Nummer {application} aufmerksam gelesen und können sie diesmal nicht annehmen.\n\n"
		"{reason}\n\n"
		"Sie können sich gern wieder bewerben.\n\n"
		"Mit freundlichen Grüßen\n" SIGNED},
	{"more-information", "de", "Eine Frage zu Ihrer Bewerbung ({application})",
		"Guten Tag, {name},\n\n"
		"danke, dass Sie Mentorin oder Mentor werden möchten. Bevor wir über Ihre "
		"Bewerbung Nummer {application} entscheiden, müssen wir noch eines wissen:\n\n"
		"{reason}\n\n"
		"Bitte antworten Sie auf diese Nachricht.\n\n"
		"Mit freundlichen Grüßen\n" SIGNED},

	{"submitted", "es", "Su solicitud para ser mentor o mentora ({application})",
		"Hola, {name}:\n\n"
		"Gracias por querer ser mentor o mentora. Hemos recibido su solicitud; su número "
		"es el {application}.\n\n"
		"La leeremos y volveremos a escribirle.\n\n"
		"Un saludo cordial\n" SIGNED},
	{"accepted", "es", "Le damos la bienvenida como mentor o mentora ({application})",
		"Hola, {name}:\n\n"
		"Gracias por querer ser mentor o mentora. Nos alegra aceptar su solicitud número "
		"{application}.\n\n"
		"Antes de que empiece nada le escribiremos sobre la formación y sobre las personas "
		"a las que podría acompañar. No le presentaremos a nadie sin su "
		"consentimiento.\n\n"
		"Un saludo cordial\n" SIGNED},
	{"rejected", "es", "Su solicitud para ser mentor o mentora ({application})",
		"Hola, {name}:\n\n"
		"Gracias por querer ser mentor o mentora. Hemos leído con atención su solicitud "
		"número {application} y esta vez no podemos aceptarla.\n\n"
		"{reason}\n\n"
		"Puede volver a presentarse.\n\n"
		"Un saludo cordial\n" SIGNED},
	{"more-information", "es", "Una pregunta sobre su solicitud ({application})",
		"Hola, {name}:\n\n"
		"Gracias por querer ser mentor o mentora. Antes de decidir sobre su solicitud "
		"número {application} necesitamos saber algo más:\n\n"
		"{reason}\n\n"
		"Por favor, responda a este mensaje.\n\n"
		"Un saludo cordial\n" SIGNED},

	{"submitted", "fr", "Votre candidature de mentor ({application})",
		"Bonjour {name},\n\n"
		"Merci de vouloir devenir mentor. Votre candidature nous est parvenue ; elle porte "
		"le numéro {application}.\n\n"
		"Nous allons la lire et nous vous écrirons de nouveau.\n\n"
		"Cordialement\n" SIGNED},
	{"accepted", "fr", "Bienvenue parmi les mentors ({application})",
		"Bonjour {name},\n\n"
		"Merci de vouloir devenir mentor. Nous acceptons avec plaisir votre candidature "
		"numéro {application}.\n\n"
		"Avant que quoi que ce soit ne commence, nous vous écrirons au sujet de la "
		"formation et des personnes que vous pourriez accompagner. Personne ne vous sera "
		"présenté sans votre accord.\n\n"
		"Cordialement\n" SIGNED},
	{"rejected", "fr", "Votre candidature de mentor ({application})",
		"Bonjour {name},\n\n"
		"Merci de vouloir devenir mentor. Nous avons lu avec attention votre candidature "
		"numéro {application} et ne pouvons pas l'accepter cette fois.\n\n"
		"{reason}\n\n"
		"Vous pouvez poser votre candidature de nouveau.\n\n"
		"Cordialement\n" SIGNED},
	{"more-information", "fr", "Une question sur votre candidature ({application})",
		"Bonjour {name},\n\n"
		"Merci de vouloir devenir mentor. Avant de décider de votre candidature numéro "
		"{application}, il nous manque encore ceci :\n\n"
		"{reason}\n\n"
		"Merci de répondre à ce message.\n\n"
		"Cordialement\n" SIGNED},

	{"submitted", "nl", "Uw aanmelding als mentor ({application})",
		"Beste {name},\n\n"
		"Bedankt dat u mentor wilt worden. Uw aanmelding is aangekomen; het nummer is "
		"{application}.\n\n"
		"Wij lezen haar en schrijven u opnieuw.\n\n"
		"Met vriendelijke groet\n" SIGNED},
	{"accepted", "nl", "Welkom als mentor ({application})",
		"Beste {name},\n\n"
		"Bedankt dat u mentor wilt worden. Wij nemen uw aanmelding met nummer "
		"{application} graag aan.\n\n"
		"Voordat er iets begint, schrijven wij u over de scholing en over de mensen die u "
		"zou kunnen begeleiden. Niemand wordt zonder uw toestemming aan u "
		"voorgesteld.\n\n"
		"Met vriendelijke groet\n" SIGNED},
	{"rejected", "nl", "Uw aanmelding als mentor ({application})",
		"Beste {name},\n\n"
		"Bedankt dat u mentor wilt worden. Wij hebben uw aanmelding met nummer "
		"{application} zorgvuldig gelezen en kunnen haar deze keer niet aannemen.\n\n"
		"{reason}\n\n"
		"U kunt zich opnieuw aanmelden.\n\n"
		"Met vriendelijke groet\n" SIGNED},
	{"more-information", "nl", "Een vraag over uw aanmelding ({application})",
		"Beste {name},\n\n"
		"Bedankt dat u mentor wilt worden. Voordat wij over uw aanmelding met nummer "
		"{application} beslissen, willen wij nog iets weten:\n\n"
		"{reason}\n\n"
		"Wilt u dit bericht beantwoorden?\n\n"
		"Met vriendelijke groet\n" SIGNED},

	/* Of reports. */
	{"certificate", "en", "{name}",
		"This certifies that {name} took part in the job shadowing “{path}” for {hours}."},
	{"timesheet", "en", "Declaration", "The hours above were worked as they are written here."},
	{"final", "en", "Final report: {path}",
		"This report says what was agreed, what was done, and what came of it."},
	{"certificate", "el", "{name}",
		"Βεβαιώνεται ότι ο/η {name} συμμετείχε επί {hours} στην παρακολούθηση εργασίας "
		"(job shadowing) «{path}»."},
	{"timesheet", "el", "Δήλωση", "Οι παραπάνω ώρες πραγματοποιήθηκαν όπως αναγράφονται."},
	{"final", "el", "Τελική έκθεση: {path}",
		"Η έκθεση αναφέρει τι συμφωνήθηκε, τι έγινε και τι προέκυψε."},
	{NULL, NULL, NULL, NULL},
};
