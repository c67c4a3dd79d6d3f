/* image_reader.h: what the rooms of pictures share. */
#ifndef BASE_IMAGE_READER_H
#define BASE_IMAGE_READER_H

#include "image.h"

struct image_reader {
	const unsigned char *bytes;
	size_t length, at;
	struct buffer *out;
	struct image *image;
	struct error *e;
};

/* "the PNG picture is damaged: …" */
enum qser_status image_broken(struct image_reader *r, const char *what) _check_;

static inline size_t image_left(const struct image_reader *r)
{
	return r->length - r->at;
}

/* How the picture is turned, 1 to 8; 0: it does not say.  p: the part, behind "Exif\0\0". */
unsigned image_orientation(const unsigned char *p, size_t length);
/* A part of Exif that says that, and nothing else. */
#define IMAGE_TURNED 26
void image_turned(unsigned orientation, unsigned char part[IMAGE_TURNED]);

/* image_webp.c */
enum qser_status image_copy_webp(struct image_reader *r) _check_;

#endif
