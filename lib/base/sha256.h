/* sha256.h: SHA-256 (FIPS 180-4). */
#ifndef BASE_SHA256_H
#define BASE_SHA256_H

#include <stddef.h>
#include <stdint.h>

#define SHA256_BYTES 32
#define SHA256_TEXT 65

struct sha256 {
	uint32_t state[8];
	uint64_t length; /* bytes so far */
	int known;	 /* what the processor can do: 1 its own rounds, -1 not, 0 not asked yet */
	unsigned char block[64];
};

void sha256_init(struct sha256 *s);
void sha256_add(struct sha256 *s, const void *bytes, size_t length);
void sha256_end(struct sha256 *s, unsigned char out[SHA256_BYTES]);
void sha256_print(
	const unsigned char digest[SHA256_BYTES], char out[SHA256_TEXT]); /* lower-case hex */

#endif
