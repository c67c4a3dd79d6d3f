/* action.h: who does what until when: in minutes of a path, and in meetings of a pair. */
#ifndef DOMAIN_ACTION_H
#define DOMAIN_ACTION_H

#include "domain.h"

#define COLUMN_ACTION_WHAT                                          \
	{                                                           \
		.name = "what", .label = "What", .type = QSER_TEXT, \
		.flags = QSER_REQUIRED | QSER_BRIEF,                \
		.aliases = "Action|Task|To do|"                     \
			   "Ενέργεια|Τι|Εργασία|"  \
			   "Aufgabe|Was|Maßnahme|"                 \
			   "Acción|Tarea|Qué|"                    \
			   "Úkol|Co|"                              \
			   "Tâche|Quoi|"                           \
			   "Actie|Taak|Wat",                        \
		.help = "what is to be done"                        \
	}
#define COLUMN_ACTION_WHO(text)                                                          \
	{                                                                                \
		.name = "person", .label = "Who", .type = QSER_REF, .flags = QSER_BRIEF, \
		.ref = QSER_PERSON,                                                      \
		.aliases = "Owner|Responsible|In charge|"                                \
			   "Ποιος|Υπεύθυνος|Υπεύθυνη|"             \
			   "Wer|Verantwortlich|Zuständig|"                              \
			   "Quién|Responsable|"                                         \
			   "Kdo|Odpovídá|"                                             \
			   "Qui|Personne responsable|"                                   \
			   "Wie|Verantwoordelijke",                                      \
		.help = text                                                             \
	}
#define COLUMN_ACTION_DUE                                                             \
	{                                                                             \
		.name = "due", .label = "Due", .type = QSER_DAY, .flags = QSER_BRIEF, \
		.aliases = "Due date|Deadline|Until|By when|"                         \
			   "Προθεσμία|Έως πότε|"                      \
			   "Fällig|Frist|Bis wann|"                                  \
			   "Plazo|Fecha límite|"                                     \
			   "Termín|Do kdy|"                                          \
			   "Échéance|Délai|"                                       \
			   "Uiterlijk|Vervaldatum",                                   \
		.help = "until when"                                                  \
	}
#define COLUMN_ACTION_DONE                                                              \
	{                                                                               \
		.name = "done", .label = "Done", .type = QSER_DAY, .flags = QSER_BRIEF, \
		.aliases = "Done on|Completed|Finished|"                                \
			   "Ολοκληρώθηκε|Έγινε|"                       \
			   "Erledigt|Erledigt am|"                                      \
			   "Hecho|Hecha|"                                               \
			   "Hotovo|Splněno|"                                           \
			   "Fait|Terminé|"                                             \
			   "Gedaan|Klaar",                                              \
		.help = "the day it was done; empty: open"                              \
	}

/* What is done is not still to come. */
enum qser_status check_done(struct row *row) _check_;
/* An action of either record is done, on that day or (NULL) today; done already: a remark. */
enum qser_status action_done(struct qser *q, enum qser_record r, int64_t id, const char *on)
	_check_;

#endif
