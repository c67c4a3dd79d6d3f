/* certificate_code.c: see certificate_code.h. */
#include "certificate_code.h"

#include <string.h>

#define HASH_LEAST 13 /* of 5 bits each; up to 3 more fill the last group */
#define GROUP 4
#define SYMBOLS_MAX (1 + 3 * 16 + HASH_LEAST + GROUP)

static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
enum { OF_PARTICIPANT = 1, OF_GIVER = 2 };

struct symbols {
	unsigned char list[SYMBOLS_MAX];
	size_t count;
};

/*
 * Horner's rule at a primitive element of the field of 32: one wrong symbol, and two that changed
 * places, always show (ISO 7064 does the same for other alphabets).
 */
static unsigned check_symbol(const struct symbols *s, size_t count)
{
	unsigned sum = 0;

	for (size_t i = 0; i < count; i++) {
		sum ^= s->list[i];
		sum <<= 1;
		if (sum & 32)
			sum ^= 0x25; /* x^5 + x^2 + 1 */
	}
	return sum;
}

/* Four bits a symbol, the lowest first; the fifth says that there is more. */
static void add_number(struct symbols *s, int64_t number)
{
	uint64_t n = (uint64_t)number;

	do {
		s->list[s->count++] = (unsigned char)((n & 15) | (n > 15 ? 16 : 0));
		n >>= 4;
	} while (n);
}

static bool take_number(const struct symbols *s, size_t *at, int64_t *number)
{
	uint64_t n = 0;

	for (unsigned shift = 0; *at < s->count && shift < 64; shift += 4) {
		unsigned char c = s->list[(*at)++];
		n |= (uint64_t)(c & 15) << shift;
		if (!(c & 16)) {
			*number = (int64_t)n;
			return *number >= 0;
		}
	}
	return false;
}

static unsigned hash_symbol(const unsigned char *digest, size_t n)
{
	unsigned symbol = 0;

	for (size_t bit = 5 * n; bit < 5 * n + 5; bit++)
		symbol = symbol << 1 | ((unsigned)digest[bit / 8] >> (7 - bit % 8) & 1);
	return symbol;
}

static void write_out(const struct symbols *s, char out[CODE_TEXT])
{
	size_t at = 0;

	for (size_t i = 0; i < s->count; i++) {
		if (i && i % GROUP == 0)
			out[at++] = '-';
		out[at++] = alphabet[s->list[i]];
	}
	out[at] = '\0';
}

void certificate_code_print(const struct certificate_code *code, char out[CODE_TEXT])
{
	struct symbols s = {.count = 0};

	s.list[s.count++] = code->given ? OF_GIVER : OF_PARTICIPANT;
	add_number(&s, code->path);
	add_number(&s, code->person);
	add_number(&s, code->signature);
	for (size_t n = 0; n < HASH_LEAST || (s.count + 1) % GROUP; n++)
		s.list[s.count++] = (unsigned char)hash_symbol(code->digest, n);
	s.list[s.count] = (unsigned char)check_symbol(&s, s.count);
	s.count++;
	write_out(&s, out);
}

/* ---- Reading ---- */

static char plain_letter(char c)
{
	if (c >= 'a' && c <= 'z')
		c = (char)(c - 'a' + 'A');
	return (char)(c == 'O' ? '0' : c == 'I' || c == 'L' ? '1' : c);
}

static bool read_symbols(const char *text, struct symbols *s)
{
	for (; *text; text++) {
		if (*text == '-' || *text == ' ' || *text == '\t')
			continue;
		const char *found = strchr(alphabet, plain_letter(*text));
		if (!found || s->count == SYMBOLS_MAX)
			return false;
		s->list[s->count++] = (unsigned char)(found - alphabet);
	}
	return true;
}

static bool understand(const struct symbols *s, struct certificate_code *out)
{
	size_t at = 1;
	bool good = s->count && (s->list[0] == OF_PARTICIPANT || s->list[0] == OF_GIVER) &&
		    take_number(s, &at, &out->path) && take_number(s, &at, &out->person) &&
		    take_number(s, &at, &out->signature);

	out->given = good && s->list[0] == OF_GIVER;
	return good && s->count % GROUP == 0 && s->count >= at + HASH_LEAST + 1 &&
	       s->count <= at + HASH_LEAST + GROUP;
}

enum qser_status certificate_code_read(
	const char *text, struct certificate_code *out, char clean[CODE_TEXT], struct error *e)
{
	struct symbols s = {.count = 0};

	*out = (struct certificate_code){.given = false};
	if (!read_symbols(text, &s) || s.count < GROUP)
		return error_set(e, QSER_INVALID,
			"this is no code of a certificate; it looks like 1J8S-3K0X-…, of digits "
			"and letters");
	if (check_symbol(&s, s.count - 1) != s.list[s.count - 1])
		return error_set(e, QSER_INVALID,
			"the code is mistyped or not whole: its last character does not fit the "
			"others; compare it with the certificate, character by character");
	if (!understand(&s, out))
		return error_set(e, QSER_INVALID,
			"this is no code of a certificate; compare it with the paper");
	write_out(&s, clean);
	return QSER_OK;
}
