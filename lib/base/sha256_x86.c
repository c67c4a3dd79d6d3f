/*
 * sha256_x86.c: SHA-256 with the instructions made for it (Intel SDM volume 2, SHA256RNDS2,
 * SHA256MSG1, SHA256MSG2).  They keep the eight variables as two vectors, a b e f and c d g h, the
 * first named highest.
 */
#include "sha256_rounds.h"

#if defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>

bool sha256_x86_known(void)
{
	unsigned a, b, c, d;

	if (!__get_cpuid(1, &a, &b, &c, &d) || !(c & bit_SSSE3) || !(c & bit_SSE4_1))
		return false;
	return __get_cpuid_count(7, 0, &a, &b, &c, &d) && b & bit_SHA;
}

#define SHA __attribute__((target("sha,ssse3,sse4.1")))

/* Four words of the schedule from the sixteen before them: w[0] the oldest four. */
SHA static inline __m128i next_words(__m128i w0, __m128i w1, __m128i w2, __m128i w3)
{
	__m128i sum = _mm_add_epi32(_mm_sha256msg1_epu32(w0, w1), _mm_alignr_epi8(w3, w2, 4));

	return _mm_sha256msg2_epu32(sum, w3);
}

SHA static inline void four_rounds(__m128i *abef, __m128i *cdgh, __m128i w, const uint32_t *k)
{
	__m128i sum = _mm_add_epi32(w, _mm_loadu_si128((const __m128i *)(const void *)k));

	*cdgh = _mm_sha256rnds2_epu32(*cdgh, *abef, sum);
	*abef = _mm_sha256rnds2_epu32(*abef, *cdgh, _mm_shuffle_epi32(sum, 0x0e));
}

SHA static inline __m128i load_words(const unsigned char *p)
{
	const __m128i big_endian = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);

	return _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)(const void *)p), big_endian);
}

SHA static void one_block(__m128i *abef, __m128i *cdgh, const unsigned char *p)
{
	__m128i before = *abef, before2 = *cdgh;
	__m128i w[4];

	for (size_t i = 0; i < 4; i++)
		w[i] = load_words(p + 16 * i);
#if defined(__clang__)
#pragma clang loop unroll(full)
#else
#pragma GCC unroll 16
#endif
	for (size_t i = 0; i < 16; i++) {
		four_rounds(abef, cdgh, w[i % 4], sha256_constants + 4 * i);
		w[i % 4] = next_words(w[i % 4], w[(i + 1) % 4], w[(i + 2) % 4], w[(i + 3) % 4]);
	}
	*abef = _mm_add_epi32(*abef, before);
	*cdgh = _mm_add_epi32(*cdgh, before2);
}

SHA void sha256_x86(uint32_t state[8], const unsigned char *blocks, size_t count)
{
	__m128i abef = _mm_set_epi32((int)state[0], (int)state[1], (int)state[4], (int)state[5]);
	__m128i cdgh = _mm_set_epi32((int)state[2], (int)state[3], (int)state[6], (int)state[7]);

	for (; count; count--, blocks += SHA256_BLOCK)
		one_block(&abef, &cdgh, blocks);
	state[0] = (uint32_t)_mm_extract_epi32(abef, 3);
	state[1] = (uint32_t)_mm_extract_epi32(abef, 2);
	state[4] = (uint32_t)_mm_extract_epi32(abef, 1);
	state[5] = (uint32_t)_mm_extract_epi32(abef, 0);
	state[2] = (uint32_t)_mm_extract_epi32(cdgh, 3);
	state[3] = (uint32_t)_mm_extract_epi32(cdgh, 2);
	state[6] = (uint32_t)_mm_extract_epi32(cdgh, 1);
	state[7] = (uint32_t)_mm_extract_epi32(cdgh, 0);
}

#else

bool sha256_x86_known(void)
{
	return false;
}

void sha256_x86(uint32_t state[8], const unsigned char *blocks, size_t count)
{
	(void)state, (void)blocks, (void)count;
}

#endif
