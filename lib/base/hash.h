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

/* The same of a whole text, but eight bytes at a time, for what is asked several times a row. */
static inline uint64_t hash_text(const char *text)
{
	uint64_t hash = HASH_START, word;
	size_t left = strlen(text);

	for (; left >= sizeof(word); left -= sizeof(word), text += sizeof(word)) {
		memcpy(&word, text, sizeof(word));
		hash = (hash ^ word) * UINT64_C(0x9e3779b97f4a7c15);
		hash ^= hash >> 32;
	}
	hash = hash_bytes(hash, text, left);
	return hash ^ hash >> 32;
}

#endif
