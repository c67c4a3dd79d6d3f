/* hash.h: quick hashes of 64 bits, for tables; never where somebody may want to deceive. */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define HASH_START UINT64_C(0xcbf29ce484222325)

/* FNV-1a: the hash so far, with more bytes; it begins with HASH_START. */
static inline uint64_t hash_bytes(uint64_t hash, const char *bytes, size_t length)
{
	for (size_t i = 0; i < length; i++)
		hash = (hash ^ (unsigned char)bytes[i]) * UINT64_C(0x100000001b3);
	return hash;
}

/* The same, but eight bytes at a time, for what is asked several times a row. */
static inline uint64_t hash_words(uint64_t hash, const char *bytes, size_t length)
{
	uint64_t word;

	for (; length >= sizeof(word); length -= sizeof(word), bytes += sizeof(word)) {
		memcpy(&word, bytes, sizeof(word));
		hash = (hash ^ word) * UINT64_C(0x9e3779b97f4a7c15);
		hash ^= hash >> 32;
	}
	hash = hash_bytes(hash, bytes, length);
	return hash ^ hash >> 32;
}

static inline uint64_t hash_text(const char *text)
{
	return hash_words(HASH_START, text, strlen(text));
}

#endif
