/* certificate.h: between adding up signed hours (certificate_hours.c) and the page of them
 * (certificate.c). */
#ifndef REPORT_CERTIFICATE_H
#define REPORT_CERTIFICATE_H

#include "certificate_code.h"
#include "report.h"

/* The hours of one certificate. */
struct certified {
	struct certificate_code code; /* whose hours, of which path; then the code of these */
	int64_t entries, minutes, kinds[ENTRY_KINDS];
	char first[DAY_TEXT], last[DAY_TEXT];
	bool unsigned_entries; /* there are some that nobody has signed */
	struct buffer broken;  /* "12, 14": signed once, and changed since */
};

/*
 * Add up what is signed: entries with a signature for the organisation or by the supervisor that
 * holds, as far as code.signature (0: all of them; then it becomes the last of them).  Travel is
 * not certified.
 */
enum qser_status certified_read(struct qser *q, struct certified *c) _check_;
static inline void certified_free(struct certified *c)
{
	buffer_free(&c->broken);
}

#endif
