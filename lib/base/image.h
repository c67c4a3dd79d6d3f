/*
 * image.h: pictures as files: what they are by their bytes, how large, and a copy without what only
 * tells of the one who took it.  Nothing is decoded: only marks and lengths are read, each within
 * bounds.  JPEG (ISO 10918-1, Exif 2.32), PNG (ISO 15948) and WebP (RFC 9649).
 */
#ifndef BASE_IMAGE_H
#define BASE_IMAGE_H

#include <stdint.h>

#include "buffer.h"
#include "error.h"

struct image {
	const char *type; /* "image/jpeg", "image/png", "image/webp" */
	int64_t width, height;
	bool stripped; /* the copy lacks something: place and time, camera, remarks, what follows */
};

/*
 * A copy of a picture into out, of what is needed to show it: no Exif but the way it is turned, no
 * XMP, remarks, thumbnails, nothing behind its end.  A copy of a copy is the same.  QSER_INVALID:
 * it is none of these, or damaged, or moves (WebP).
 */
enum qser_status image_copy(const void *bytes, size_t length, struct buffer *out,
	struct image *image, struct error *e) _check_;

#endif
