/* sha256_rounds.h: the work on whole blocks, as it is done here and by other means. */
#ifndef BASE_SHA256_ROUNDS_H
#define BASE_SHA256_ROUNDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SHA256_BLOCK 64

extern const uint32_t sha256_constants[64]; /* FIPS 180-4, 4.2.2 */

/* With the SHA instructions of x86 processors, about five times as fast.  Only when known. */
bool sha256_x86_known(void);
void sha256_x86(uint32_t state[8], const unsigned char *blocks, size_t count);

#endif
