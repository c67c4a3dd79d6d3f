/* match_file.h: within match_file*.c: a file of candidates, as it was read. */
#ifndef DOMAIN_MATCH_FILE_H
#define DOMAIN_MATCH_FILE_H

#include "../intake/header.h"
#include "match.h"

/* What a row says of a mentee or mentor must be the same on each. */
enum { OF_CAPACITY, OF_LOAD, OF_PLACE, OF_PERSON };
#define UNSAID INT64_C(-1)

struct person {
	uint32_t number; /* in words */
	int64_t of[OF_PERSON];
	uint64_t line[OF_PERSON]; /* that said so */
	size_t cause;		  /* of a mentee without candidates: 1 + where it is in texts */
	bool listed;		  /* in the file of capacities */
};

struct candidate {
	struct pairing_candidate one;
	uint64_t line;
	size_t explanation; /* 1 + where it is in texts; 0: none */
};

struct side {
	struct words words;
	struct buffer people; /* struct person, by number; later in order */
	uint32_t *place;      /* in that order, by number */
};

struct filter {
	const struct qser_match_file *file;
	const struct qser_match_input *input; /* of the two, the one in hand */
	struct intake *in;
	struct header_map *map;
	struct side mentees, mentors;
	struct buffer candidates; /* struct candidate */
	size_t count;
	struct buffer texts, message;
	struct pairing_candidate *sorted;
	uint32_t *room, *load;
	struct pairing made;
	bool stable;
	int64_t faults;
	struct error *e;
};

static inline struct person *person_at(const struct side *s, size_t n)
{
	return (struct person *)(void *)s->people.data + n;
}

static inline struct candidate *candidate_at(const struct filter *f, size_t n)
{
	return (struct candidate *)(void *)f->candidates.data + n;
}

/* Both files, as far as they are there; what is wrong with rows is told.  QSER_INVALID: something
 * is (match_file_read.c). */
enum qser_status match_file_read(struct filter *f) _check_;
/* Of a row that a later look finds wrong: column, and why; all of it is refused at the end. */
void match_file_fault(struct filter *f, uint64_t line, const char *column, const char *why);
enum qser_status match_file_faults(struct filter *f) _check_;

#endif
