/* alike.h: people and applicants as numbers that can be compared: 64 bytes, and 4 for each word. */
#ifndef DOMAIN_ALIKE_H
#define DOMAIN_ALIKE_H

#include "domain.h"

/* A telephone of more than these is a switchboard's, and no reason with one word of the name. */
#define ALIKE_SHARED_MAX 20

/* What two of them have in common; more of it, or stronger, is a greater number. */
enum alike {
	ALIKE_BARE = 1, /* the name, and one has no e-mail address, telephone or organisation */
	ALIKE_WORD = 2, /* the telephone, and one word of different names */
	ALIKE_ORGANISATION = 4,
	ALIKE_PHONE = 8,
	ALIKE_NAME = 16,
	ALIKE_EMAIL = 32, /* other addresses that look the same */
	ALIKE_ADDRESS = 64
};

/* Hashes; 0 is none, and like nothing. */
struct one {
	int64_t id;
	uint64_t looks, latin;	 /* the name, as text_name_key has it */
	uint64_t address, email; /* as it is compared; as it looks */
	uint64_t organisation;	 /* its id; of applications among themselves, what they wrote */
	uint32_t phone;		 /* text_phone_key */
	uint32_t words;		 /* of the name: where they begin in the crowd's */
	uint8_t word_count;
	bool bare; /* no e-mail address, telephone, organisation */
};

struct crowd {
	struct one *all; /* by id */
	size_t count, room;
	uint32_t *words;
	size_t word_count, word_room;
	struct buffer key; /* on its way to a hash */
};

void crowd_free(struct crowd *c);

/* The columns that one_read takes, in order. */
#define ONE_COLUMNS "id, name, email_key, phone, organisation"
enum one_column { ONE_ID, ONE_NAME, ONE_EMAIL, ONE_PHONE, ONE_ORGANISATION };

/* A row of people or of applications.  Its words go behind those of the crowd; the one itself is
 * not yet among them.  like: the name, which takes longest, is left out where nothing else agrees
 * with that one, and so the name would not be enough; NULL: never.  QSER_MEMORY. */
enum qser_status one_read(struct qser *q, struct crowd *c, struct query *row,
	enum qser_record record, const struct one *like, struct one *out) _check_;
enum qser_status crowd_add(struct qser *q, struct crowd *c, const struct one *one) _check_;
/* All people.  QSER_MEMORY. */
enum qser_status crowd_read(struct qser *q, struct crowd *c) _check_;

/* Bits of enum alike. */
unsigned alike(const struct crowd *c, const struct one *a, const struct one *b);
/* Is that enough to have them looked at? */
bool alike_likely(unsigned bits);
/* "same name and telephone" */
void alike_say(unsigned bits, struct buffer *out);
/* The two of likely to the callback, with the reason.  QSER_STOPPED, QSER_MEMORY. */
enum qser_status alike_tell(struct qser *q, struct qser_likely *likely, unsigned bits,
	qser_likely_fn *fn, void *ctx) _check_;

#endif
