/* buffer.c: bytes that grow, with a failure that stays. */
#include "buffer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FIRST_CAPACITY 64
#define INT64_DIGITS 20 /* of -9223372036854775808 */

static bool give_up(struct buffer *b)
{
	b->failed = true;
	memory_lacked();
	return false;
}

static bool grow(struct buffer *b, size_t more)
{
	if (more >= SIZE_MAX / 2 - b->length)
		return give_up(b);
	size_t need = b->length + more + 1;
	size_t capacity = b->capacity ? b->capacity : FIRST_CAPACITY;
	while (capacity < need)
		capacity *= 2;
	char *data = realloc(b->data, capacity);
	if (!data)
		return give_up(b);
	b->data = data;
	b->capacity = capacity;
	b->data[b->length] = '\0';
	return true;
}

bool buffer_reserve(struct buffer *b, size_t more)
{
	if (b->failed)
		return false;
	if (more < b->capacity - b->length)
		return true;
	return grow(b, more);
}

void buffer_add(struct buffer *b, const void *bytes, size_t length)
{
	if (!length || !buffer_reserve(b, length))
		return;
	memcpy(b->data + b->length, bytes, length);
	b->length += length;
	b->data[b->length] = '\0';
}

void buffer_text_add(struct buffer *b, const char *text)
{
	if (text)
		buffer_add(b, text, strlen(text));
}

void buffer_char(struct buffer *b, char c)
{
	if (!buffer_reserve(b, 1))
		return;
	b->data[b->length++] = c;
	b->data[b->length] = '\0';
}

void buffer_int(struct buffer *b, int64_t number)
{
	static const char pairs[] = "00010203040506070809"
				    "10111213141516171819"
				    "20212223242526272829"
				    "30313233343536373839"
				    "40414243444546474849"
				    "50515253545556575859"
				    "60616263646566676869"
				    "70717273747576777879"
				    "80818283848586878889"
				    "90919293949596979899";
	char digits[INT64_DIGITS];
	char *p = digits + sizeof(digits);
	/* Unsigned, because the smallest int64_t has no positive twin. */
	uint64_t rest = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;

	while (rest >= 100) {
		p -= 2;
		memcpy(p, pairs + 2 * (rest % 100), 2);
		rest /= 100;
	}
	if (rest >= 10) {
		p -= 2;
		memcpy(p, pairs + 2 * rest, 2);
	} else {
		*--p = (char)('0' + rest);
	}
	if (number < 0)
		*--p = '-';
	buffer_add(b, p, (size_t)(digits + sizeof(digits) - p));
}

void buffer_vprintf(struct buffer *b, const char *format, va_list args)
{
	va_list again;

	if (!buffer_reserve(b, FIRST_CAPACITY / 2))
		return;
	va_copy(again, args);
	size_t room = b->capacity - b->length;
	int n = vsnprintf(b->data + b->length, room, format, args);
	/* What did not fit is cut off again before growing: a failure keeps only what was there. */
	if (n < 0 || (size_t)n >= room)
		b->data[b->length] = '\0';
	if (n < 0) {
		b->failed = true;
	} else if ((size_t)n < room) {
		b->length += (size_t)n;
	} else if (buffer_reserve(b, (size_t)n)) {
		(void)vsnprintf(b->data + b->length, (size_t)n + 1, format, again);
		b->length += (size_t)n;
	}
	va_end(again);
}

void buffer_printf(struct buffer *b, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	buffer_vprintf(b, format, args);
	va_end(args);
}

void buffer_clear(struct buffer *b)
{
	b->length = 0;
	b->failed = false;
	if (b->data)
		b->data[0] = '\0';
}

void buffer_free(struct buffer *b)
{
	free(b->data);
	*b = (struct buffer)BUFFER_INIT;
}

const char *buffer_text(const struct buffer *b)
{
	return b->data ? b->data : "";
}

char *buffer_take(struct buffer *b)
{
	if (!buffer_reserve(b, 0)) {
		buffer_free(b);
		return NULL;
	}
	char *text = b->data;
	*b = (struct buffer)BUFFER_INIT;
	return text;
}
