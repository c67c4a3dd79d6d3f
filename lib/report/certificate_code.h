/*
 * certificate_code.h: the code on a certificate.
 *
 * It says which hours are meant (whose, of which path, up to which signature), and 65 bits or more
 * of a hash over what was signed.  So nothing has to be kept of a certificate: whoever has the
 * database reads off the code what to count again, and sees whether the hash comes out.  Signatures
 * made later have higher numbers, and change nothing.
 */
#ifndef REPORT_CERTIFICATE_CODE_H
#define REPORT_CERTIFICATE_CODE_H

#include <stdbool.h>
#include <stdint.h>

#include "../base/error.h"
#include "../base/sha256.h"

struct certificate_code {
	bool given;	/* hours somebody gave as trainer or mentor, not those of a participant */
	int64_t path;	/* id; 0: of none in particular */
	int64_t person; /* id */
	int64_t signature;		    /* the last one that counts */
	unsigned char digest[SHA256_BYTES]; /* not read back: codes are compared as text */
};

#define CODE_TEXT 88 /* the longest ids there can be, groups of 4, NUL */

/* "1J8S-3K0X-…": digits and letters without I, L, O and U; the last one checks the others. */
void certificate_code_print(const struct certificate_code *code, char out[CODE_TEXT]);

/*
 * Which hours a code means; as it is typed: hyphens and blanks do not count, nor small letters, and
 * O, I and L are taken for 0 and 1.  clean: as certificate_code_print has it.  QSER_INVALID: no
 * such code; a letter was mistyped.
 */
enum qser_status certificate_code_read(const char *text, struct certificate_code *out,
	char clean[CODE_TEXT], struct error *e) _check_;

#endif
