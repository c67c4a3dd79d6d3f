/*
 * bytes.h: the file as checked UTF-8 text in a sliding window.
 *
 * The window holds text[start, end); text[end] is NUL, so that scanning needs no bounds.  Bytes
 * before start are the past and may go at any fill; offsets must be kept relative to start.
 */
#ifndef INTAKE_BYTES_H
#define INTAKE_BYTES_H

#include <iconv.h>

#include "intake.h"

#define BYTES_READ (64u << 10)
#define BYTES_BEHIND 16 /* of no meaning, from text[end] on: may be read with what is before */

enum bytes_trouble {
	BYTES_FINE,
	BYTES_UNDECODABLE, /* the byte at bad_offset is not the encoding */
	BYTES_FAILED,	   /* reading failed, see error */
	BYTES_MEMORY
};

struct bytes {
	intake_read_fn *read;
	void *ctx;
	char *text;
	size_t start, end, capacity;
	size_t read_size;
	char tail[4]; /* first bytes of a character of which the rest is still to come */
	size_t tail_length;
	char *raw; /* to be converted */
	size_t raw_start, raw_end;
	iconv_t converter;
	bool converting;
	bool ended;   /* nothing is left to read */
	bool flushed; /* the converter gave its last */
	bool marked;
	bool overruled; /* the mark says another encoding than was asked for */
	const char *encoding;
	uint64_t total;	   /* bytes read */
	uint64_t position; /* offset in the file of text[end], when nothing is converted */
	struct sha256 sum;
	unsigned char digest[SHA256_BYTES];
	unsigned char head[4]; /* the first bytes of the file */
	enum bytes_trouble trouble;
	int error; /* errno of BYTES_FAILED */
	uint64_t bad_offset;
	unsigned char bad_byte;
	struct buffer hint; /* encodings worth trying, "cp1253, ISO-8859-7" */
};

/* Is the name one that iconv converts from?  A "/" (iconv's "//IGNORE") is refused. */
bool bytes_encoding_known(const char *encoding);

enum qser_status bytes_init(struct bytes *b, intake_read_fn *read, void *ctx,
	const struct intake_options *options, struct error *e) _check_;
void bytes_free(struct bytes *b);

/* Take the byte order mark, settle the encoding.  False: this system cannot convert it. */
bool bytes_begin(struct bytes *b);

/* More text.  False: none will come; trouble tells whether it was the end of the file. */
bool bytes_fill(struct bytes *b);

/* Offset in the file of text[at]; only when nothing is converted. */
uint64_t bytes_offset(const struct bytes *b, size_t at);

#endif
