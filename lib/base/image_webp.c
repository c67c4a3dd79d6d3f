/*
 * image_webp.c: pictures as WebP (RFC 9649): a file of parts, of which one is the picture, coded
 * as VP8 (RFC 6386 9.1) or lossless.
 */
#include <string.h>

#include "image_reader.h"

enum { RIFF_HEADER = 12, PART_HEADER = 8, VP8X_LENGTH = 10, VP8_HEADER = 10, VP8L_HEADER = 5 };
enum { FLAG_MOVES = 0x02, FLAG_EXIF = 0x08, FLAG_ALPHA = 0x10, FLAG_PROFILE = 0x20 };

struct webp {
	struct image_reader *r;
	size_t canvas;	       /* in the copy: where the flags stand; 0: there is no such part */
	int64_t width, height; /* of the canvas */
	bool profile, turned, alpha, data;
};

static uint32_t little16(const unsigned char *p)
{
	return (uint32_t)p[1] << 8 | p[0];
}

static uint32_t little24(const unsigned char *p)
{
	return (uint32_t)p[2] << 16 | little16(p);
}

static uint32_t little32(const unsigned char *p)
{
	return (uint32_t)p[3] << 24 | little24(p);
}

static void put_little32(unsigned char *p, size_t n)
{
	for (int i = 0; i < 4; i++)
		p[i] = (unsigned char)(n >> 8 * i);
}

/* A part begins at an even place. */
static void put_part(struct webp *w, const char *name, const unsigned char *p, size_t length)
{
	unsigned char header[PART_HEADER];

	memcpy(header, name, 4);
	put_little32(header + 4, length);
	buffer_add(w->r->out, header, sizeof(header));
	buffer_add(w->r->out, p, length);
	if (length % 2)
		buffer_add(w->r->out, "", 1);
}

/* ---- The parts ---- */

static enum qser_status moves(struct webp *w)
{
	return error_set(
		w->r->e, QSER_INVALID, "the WebP picture moves; give one that stands still");
}

/* The first part of all, if it is there. */
static enum qser_status read_canvas(struct webp *w, const unsigned char *p, size_t length)
{
	if (length != VP8X_LENGTH || w->r->at != RIFF_HEADER)
		return image_broken(w->r, "it does not begin with its header");
	if (p[0] & FLAG_MOVES)
		return moves(w);
	w->width = (int64_t)little24(p + 4) + 1;
	w->height = (int64_t)little24(p + 7) + 1;
	put_part(w, "VP8X", p, length);
	w->canvas = w->r->out->length - VP8X_LENGTH;
	return QSER_OK;
}

static bool read_lossy(struct image *image, const unsigned char *p, size_t length)
{
	static const unsigned char start[3] = {0x9d, 0x01, 0x2a};

	/* a whole picture, that is shown, with its first part in the file */
	if (length < VP8_HEADER || p[0] & 1 || !(p[0] & 0x10) || memcmp(p + 3, start, 3) != 0 ||
		little24(p) >> 5 > length - VP8_HEADER)
		return false;
	image->width = little16(p + 6) & 0x3fff;
	image->height = little16(p + 8) & 0x3fff;
	return image->width && image->height;
}

static bool read_lossless(struct image *image, const unsigned char *p, size_t length)
{
	if (length < VP8L_HEADER || p[0] != 0x2f || p[4] >> 5)
		return false;
	uint32_t bits = little32(p + 1);
	image->width = (bits & 0x3fff) + 1;
	image->height = (bits >> 14 & 0x3fff) + 1;
	return true;
}

static enum qser_status read_picture(
	struct webp *w, const char *name, const unsigned char *p, size_t length)
{
	struct image *image = w->r->image;
	bool lossy = !strcmp(name, "VP8 ");

	if (w->data)
		return image_broken(w->r, "it has two pictures");
	if (!(lossy ? read_lossy(image, p, length) : read_lossless(image, p, length)))
		return image_broken(w->r, "it does not say how large it is");
	if (w->canvas && (w->width != image->width || w->height != image->height))
		return image_broken(w->r, "it says two sizes");
	if (!lossy && w->alpha)
		return image_broken(w->r, "a part of it stands where it means nothing");
	w->data = true;
	put_part(w, name, p, length);
	return QSER_OK;
}

/* Colours, and what shines through: once, before the picture, of a file with a canvas. */
static enum qser_status read_before(
	struct webp *w, const char *name, bool *seen, const unsigned char *p, size_t length)
{
	if (!w->canvas || w->data || *seen || !length)
		return image_broken(w->r, "a part of it stands where it means nothing");
	*seen = true;
	put_part(w, name, p, length);
	return QSER_OK;
}

static void read_exif(struct webp *w, const unsigned char *p, size_t length)
{
	unsigned char part[IMAGE_TURNED];
	size_t from = length >= 6 && !memcmp(p, "Exif\0", 6) ? 6 : 0;
	unsigned orientation = w->canvas ? image_orientation(p + from, length - from) : 0;

	image_turned(orientation, part);
	bool bare = orientation && length == sizeof(part) && !memcmp(p, part, length);
	w->r->image->stripped |= !bare || w->turned;
	if (orientation && !w->turned)
		put_part(w, "EXIF", part, sizeof(part));
	w->turned |= orientation != 0;
}

static bool is(const unsigned char *part, const char *name)
{
	return !memcmp(part, name, 4);
}

static enum qser_status read_part(struct webp *w, const unsigned char *part, size_t length)
{
	const unsigned char *p = part + PART_HEADER;

	if (is(part, "VP8X"))
		return read_canvas(w, p, length);
	if (is(part, "VP8 "))
		return read_picture(w, "VP8 ", p, length);
	if (is(part, "VP8L"))
		return read_picture(w, "VP8L", p, length);
	if (is(part, "ICCP"))
		return read_before(w, "ICCP", &w->profile, p, length);
	if (is(part, "ALPH"))
		return read_before(w, "ALPH", &w->alpha, p, length);
	if (is(part, "ANIM") || is(part, "ANMF"))
		return moves(w);
	if (is(part, "EXIF"))
		read_exif(w, p, length);
	else
		w->r->image->stripped = true;
	return QSER_OK;
}

/* ---- The file ---- */

/* What the header says, of what is left in the copy. */
static void mend_headers(struct webp *w)
{
	struct buffer *out = w->r->out;

	if (out->failed)
		return;
	put_little32((unsigned char *)out->data + 4, out->length - 8);
	if (!w->canvas)
		return;
	unsigned char *flags = (unsigned char *)out->data + w->canvas;
	flags[0] = (unsigned char)((flags[0] & FLAG_ALPHA) | (w->profile ? FLAG_PROFILE : 0) |
				   (w->turned ? FLAG_EXIF : 0));
	memset(flags + 1, 0, 3);
}

enum qser_status image_copy_webp(struct image_reader *r)
{
	struct webp w = {.r = r};
	size_t whole = r->length, size = little32(r->bytes + 4);
	enum qser_status status = QSER_OK;

	if (size < 4 || size % 2 || size > whole - 8)
		return image_broken(r, "it ends in the middle");
	r->length = size + 8;
	r->image->stripped = whole > r->length;
	buffer_add(r->out, r->bytes, RIFF_HEADER);
	for (r->at = RIFF_HEADER; status == QSER_OK && image_left(r);) {
		const unsigned char *part = r->bytes + r->at;
		if (image_left(r) < PART_HEADER)
			return image_broken(r, "it ends in the middle");
		size_t length = little32(part + 4), room = image_left(r) - PART_HEADER;
		if (length > room || length % 2 > room - length)
			return image_broken(r, "a part of it is longer than the file");
		status = read_part(&w, part, length);
		r->at += PART_HEADER + length + length % 2;
	}
	if (status == QSER_OK && !w.data)
		return image_broken(r, "there is no picture in it");
	mend_headers(&w);
	return status;
}
