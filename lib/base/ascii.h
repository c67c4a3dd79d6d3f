/* ascii.h: letters and digits whatever the locale says (in Turkish, tolower('I') is not 'i'). */
#ifndef BASE_ASCII_H
#define BASE_ASCII_H

#include <stdbool.h>
#include <stddef.h>

static inline bool ascii_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static inline bool ascii_is_lower(char c)
{
	return c >= 'a' && c <= 'z';
}

static inline char ascii_lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

/* Case ignored. */
static inline bool ascii_equal(const char *a, const char *b)
{
	while (*a && ascii_lower(*a) == ascii_lower(*b)) {
		a++;
		b++;
	}
	return ascii_lower(*a) == ascii_lower(*b);
}

/* How many digits p starts with. */
static inline size_t ascii_digits(const char *p)
{
	size_t n = 0;

	while (ascii_is_digit(p[n]))
		n++;
	return n;
}

/* The number that count digits (at most 9) make. */
static inline int ascii_number(const char *p, size_t count)
{
	int n = 0;

	while (count--)
		n = n * 10 + (*p++ - '0');
	return n;
}

/* A number below 100 as two digits. */
static inline void ascii_two(char *out, int n)
{
	out[0] = (char)('0' + n / 10 % 10);
	out[1] = (char)('0' + n % 10);
}

#endif
