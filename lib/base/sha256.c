/* sha256.c: SHA-256, as FIPS 180-4 (2015), section 6.2, gives it. */
#include "sha256.h"

#include <string.h>

#include "sha256_rounds.h"

#define BLOCK SHA256_BLOCK
#define K sha256_constants
/* Blocks at once that are worth asking the processor what it can do.  It is asked once a hash: in a
 * virtual machine the question leaves it, and takes as long as a hundred blocks. */
#define MANY 16

const uint32_t sha256_constants[64] = {
	0x428a2f98,
	0x71374491,
	0xb5c0fbcf,
	0xe9b5dba5,
	0x3956c25b,
	0x59f111f1,
	0x923f82a4,
	0xab1c5ed5,
	0xd807aa98,
	0x12835b01,
	0x243185be,
	0x550c7dc3,
	0x72be5d74,
	0x80deb1fe,
	0x9bdc06a7,
	0xc19bf174,
	0xe49b69c1,
	0xefbe4786,
	0x0fc19dc6,
	0x240ca1cc,
	0x2de92c6f,
	0x4a7484aa,
	0x5cb0a9dc,
	0x76f988da,
	0x983e5152,
	0xa831c66d,
	0xb00327c8,
	0xbf597fc7,
	0xc6e00bf3,
	0xd5a79147,
	0x06ca6351,
	0x14292967,
	0x27b70a85,
	0x2e1b2138,
	0x4d2c6dfc,
	0x53380d13,
	0x650a7354,
	0x766a0abb,
	0x81c2c92e,
	0x92722c85,
	0xa2bfe8a1,
	0xa81a664b,
	0xc24b8b70,
	0xc76c51a3,
	0xd192e819,
	0xd6990624,
	0xf40e3585,
	0x106aa070,
	0x19a4c116,
	0x1e376c08,
	0x2748774c,
	0x34b0bcb5,
	0x391c0cb3,
	0x4ed8aa4a,
	0x5b9cca4f,
	0x682e6ff3,
	0x748f82ee,
	0x78a5636f,
	0x84c87814,
	0x8cc70208,
	0x90befffa,
	0xa4506ceb,
	0xbef9a3f7,
	0xc67178f2,
};

static inline uint32_t rotate(uint32_t x, unsigned int n)
{
	return x >> n | x << (32 - n);
}

static inline uint32_t load(const unsigned char *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static inline void store(unsigned char *p, uint32_t x)
{
	p[0] = (unsigned char)(x >> 24);
	p[1] = (unsigned char)(x >> 16);
	p[2] = (unsigned char)(x >> 8);
	p[3] = (unsigned char)x;
}

static inline uint32_t small0(uint32_t x)
{
	return rotate(x, 7) ^ rotate(x, 18) ^ x >> 3;
}

static inline uint32_t small1(uint32_t x)
{
	return rotate(x, 17) ^ rotate(x, 19) ^ x >> 10;
}

static inline uint32_t big0(uint32_t x)
{
	return rotate(x, 2) ^ rotate(x, 13) ^ rotate(x, 22);
}

static inline uint32_t big1(uint32_t x)
{
	return rotate(x, 6) ^ rotate(x, 11) ^ rotate(x, 25);
}

/* The eight variables change places by name, not by moving: after eight rounds they are home. */
#define ROUND(a, b, c, d, e, f, g, h, i)                                                \
	do {                                                                            \
		uint32_t t = (h) + big1(e) + ((g) ^ ((e) & ((f) ^ (g)))) + k[i] + w[i]; \
		(d) += t;                                                               \
		(h) = t + big0(a) + (((a) & (b)) | ((c) & ((a) | (b))));                \
	} while (0)

#define ROUNDS8(i)                                      \
	do {                                            \
		ROUND(a, b, c, d, e, f, g, h, (i));     \
		ROUND(h, a, b, c, d, e, f, g, (i) + 1); \
		ROUND(g, h, a, b, c, d, e, f, (i) + 2); \
		ROUND(f, g, h, a, b, c, d, e, (i) + 3); \
		ROUND(e, f, g, h, a, b, c, d, (i) + 4); \
		ROUND(d, e, f, g, h, a, b, c, (i) + 5); \
		ROUND(c, d, e, f, g, h, a, b, (i) + 6); \
		ROUND(b, c, d, e, f, g, h, a, (i) + 7); \
	} while (0)

/* The next word of the schedule, in the place of the one sixteen before it. */
#define NEXT(i) (w[i] += small1(w[((i) + 14) & 15]) + w[((i) + 9) & 15] + small0(w[((i) + 1) & 15]))

#define NEXT4(i) (NEXT(i), NEXT((i) + 1), NEXT((i) + 2), NEXT((i) + 3))

static bool has_rounds(struct sha256 *s, size_t blocks)
{
	if (!s->known && blocks >= MANY)
		s->known = sha256_x86_known() ? 1 : -1;
	return s->known > 0;
}

static void compress(struct sha256 *s, const unsigned char *p, size_t blocks)
{
	uint32_t *state = s->state;

	if (has_rounds(s, blocks)) {
		sha256_x86(state, p, blocks);
		return;
	}
	for (; blocks; blocks--, p += BLOCK) {
		uint32_t w[16];
		uint32_t a = state[0], b = state[1], c = state[2], d = state[3];
		uint32_t e = state[4], f = state[5], g = state[6], h = state[7];
		const uint32_t *k = K;

		for (size_t i = 0; i < 16; i++)
			w[i] = load(p + 4 * i);
		ROUNDS8(0);
		ROUNDS8(8);
		for (k += 16; k < K + 64; k += 16) {
			NEXT4(0);
			NEXT4(4);
			NEXT4(8);
			NEXT4(12);
			ROUNDS8(0);
			ROUNDS8(8);
		}
		state[0] += a;
		state[1] += b;
		state[2] += c;
		state[3] += d;
		state[4] += e;
		state[5] += f;
		state[6] += g;
		state[7] += h;
	}
}

void sha256_init(struct sha256 *s)
{
	*s = (struct sha256){.state = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f,
				     0x9b05688c, 0x1f83d9ab, 0x5be0cd19}};
}

void sha256_add(struct sha256 *s, const void *bytes, size_t length)
{
	const unsigned char *p = bytes;
	size_t held = s->length % BLOCK;

	if (!length)
		return;
	s->length += length;
	if (held) {
		size_t more = BLOCK - held < length ? BLOCK - held : length;
		memcpy(s->block + held, p, more);
		p += more;
		length -= more;
		if (held + more < BLOCK)
			return;
		compress(s, s->block, 1);
	}
	compress(s, p, length / BLOCK);
	memcpy(s->block, p + (length - length % BLOCK), length % BLOCK);
}

void sha256_end(struct sha256 *s, unsigned char out[SHA256_BYTES])
{
	uint64_t bits = s->length * 8;
	size_t held = s->length % BLOCK;

	s->block[held++] = 0x80;
	if (held > BLOCK - 8) {
		memset(s->block + held, 0, BLOCK - held);
		compress(s, s->block, 1);
		held = 0;
	}
	memset(s->block + held, 0, BLOCK - 8 - held);
	store(s->block + BLOCK - 8, (uint32_t)(bits >> 32));
	store(s->block + BLOCK - 4, (uint32_t)bits);
	compress(s, s->block, 1);
	for (size_t i = 0; i < 8; i++)
		store(out + 4 * i, s->state[i]);
}

void sha256_print(const unsigned char digest[SHA256_BYTES], char out[SHA256_TEXT])
{
	static const char hex[] = "0123456789abcdef";

	for (size_t i = 0; i < SHA256_BYTES; i++) {
		out[2 * i] = hex[digest[i] >> 4];
		out[2 * i + 1] = hex[digest[i] & 15];
	}
	out[SHA256_TEXT - 1] = '\0';
}
