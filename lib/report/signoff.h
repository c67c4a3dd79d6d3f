/* signoff.h: between the signatures of a report (signoff.c), which they are (signoff_which.c) and
 * what was changed after them (signoff_since.c). */
#ifndef REPORT_SIGNOFF_H
#define REPORT_SIGNOFF_H

#include "report.h"

/* ---- Which signatures ---- */

struct which {
	struct qser *q;
	const struct qser_report *request;
	struct period period, month; /* days of signing; of diary entries, for a time sheet */
	struct buffer where;	     /* on s, t and e of the query; "" for all */
	struct parameter {
		int64_t id;
		const char *text; /* NULL: the id counts */
	} parameters[256];
	int count;
};

enum qser_status which_choose(struct which *w) _check_;
void which_free(struct which *w);

/* ---- What was changed since ---- */

/* One command that changed what was signed of a record. */
struct since {
	int64_t command, at;
	size_t order;  /* as found */
	char *who;     /* code, else id of a person, else login; "" */
	char *columns; /* "minutes, note", "answers c9.1, c9.3"; never what stood there */
	char *reason;  /* of an override; NULL: none */
};

struct since_list {
	struct since *list;
	size_t count, room;
};

/* In which command a signature was made; 0: the log does not know. */
enum qser_status signed_in(struct qser *q, int64_t signature, int64_t *command) _check_;
/* What was changed of a record, as far as it is signed, after a command; oldest first. */
enum qser_status since_read(struct qser *q, enum qser_record r, int64_t id, int64_t command,
	struct since_list *out) _check_;
void since_free(struct since_list *s);

#endif
