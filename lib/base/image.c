/* image.c: the headers of pictures; see image.h. */
#include "image_reader.h"

#include <string.h>

static uint32_t big16(const unsigned char *p)
{
	return (uint32_t)p[0] << 8 | p[1];
}

static uint32_t big32(const unsigned char *p)
{
	return big16(p) << 16 | big16(p + 2);
}

enum qser_status image_broken(struct image_reader *r, const char *what)
{
	const char *type = r->image->type + strlen("image/");

	return error_set(r->e, QSER_INVALID, "the %s picture is damaged: %s",
		!strcmp(type, "png")	? "PNG"
		: !strcmp(type, "webp") ? "WebP"
					: "JPEG",
		what);
}

/* ---- JPEG ---- */

enum {
	JPEG_TEM = 0x01,
	JPEG_SOF0 = 0xc0,
	JPEG_DHT = 0xc4,
	JPEG_JPG = 0xc8,
	JPEG_DAC = 0xcc,
	JPEG_RST0 = 0xd0,
	JPEG_RST7 = 0xd7,
	JPEG_SOI = 0xd8,
	JPEG_EOI = 0xd9,
	JPEG_SOS = 0xda,
	JPEG_APP0 = 0xe0,
	JPEG_APP1 = 0xe1,
	JPEG_APP2 = 0xe2,
	JPEG_APP14 = 0xee,
	JPEG_APP15 = 0xef,
	JPEG_COM = 0xfe
};

/* Numbers of an Exif part: II is little-endian, MM big-endian. */
static uint32_t exif16(const unsigned char *p, bool little)
{
	return little ? (uint32_t)p[1] << 8 | p[0] : big16(p);
}

static uint32_t exif32(const unsigned char *p, bool little)
{
	return little ? exif16(p + 2, true) << 16 | exif16(p, true) : big32(p);
}

unsigned image_orientation(const unsigned char *p, size_t length)
{
	bool little = length >= 8 && p[0] == 'I';

	if (length < 10 || (memcmp(p, "II*\0", 4) != 0 && memcmp(p, "MM\0*", 4) != 0))
		return 0;
	size_t at = exif32(p + 4, little);
	if (at > length - 2)
		return 0;
	uint32_t count = exif16(p + at, little);
	for (at += 2; count > 0 && at <= length && length - at >= 12; count--, at += 12) {
		uint32_t value = exif16(p + at + 8, little);
		if (exif16(p + at, little) == 0x0112)
			return value <= 8 ? value : 0;
	}
	return 0;
}

void image_turned(unsigned orientation, unsigned char part[IMAGE_TURNED])
{
	static const unsigned char turned[IMAGE_TURNED] = {'M', 'M', 0, '*', 0, 0, 0, 8, 0, 1, 0x01,
		0x12, 0, 3, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0};

	memcpy(part, turned, IMAGE_TURNED);
	part[19] = (unsigned char)orientation;
}

static void put_orientation(struct image_reader *r, unsigned orientation)
{
	unsigned char part[10 + IMAGE_TURNED] = {0xff, JPEG_APP1, 0, 34, 'E', 'x', 'i', 'f', 0, 0};

	image_turned(orientation, part + 10);
	buffer_add(r->out, part, sizeof(part));
}

static bool begins(const unsigned char *p, size_t length, const char *with, size_t size)
{
	return length >= size && !memcmp(p, with, size);
}

/* A part that is needed to show it?  p: behind the length. */
static bool jpeg_is_needed(int marker, const unsigned char *p, size_t length)
{
	if (marker == JPEG_APP0)
		return begins(p, length, "JFIF", 5) && length == 14; /* without a thumbnail */
	if (marker == JPEG_APP2)
		return begins(p, length, "ICC_PROFILE", 12);
	if (marker == JPEG_APP14)
		return begins(p, length, "Adobe", 5) && length == 12;
	return marker >= JPEG_SOF0 && marker < JPEG_APP0; /* others mean nothing to who shows it */
}

static bool jpeg_is_frame(int marker)
{
	return marker >= JPEG_SOF0 && marker <= JPEG_SOF0 + 15 && marker != JPEG_DHT &&
	       marker != JPEG_JPG && marker != JPEG_DAC;
}

static enum qser_status jpeg_frame(struct image_reader *r, const unsigned char *p, size_t length)
{
	if (r->image->width)
		return image_broken(r, "it has two frames");
	if (length < 6 || !big16(p + 1) || !big16(p + 3))
		return image_broken(r, "it does not say how large it is");
	r->image->height = (int64_t)big16(p + 1);
	r->image->width = (int64_t)big16(p + 3);
	return QSER_OK;
}

static void jpeg_part(struct image_reader *r, int marker, const unsigned char *p, size_t length)
{
	bool exif = marker == JPEG_APP1 && begins(p, length, "Exif\0", 6);
	unsigned orientation = exif ? image_orientation(p + 6, length - 6) : 0;
	bool bare = orientation && length == 32;

	if (jpeg_is_needed(marker, p, length)) {
		const unsigned char mark[2] = {0xff, (unsigned char)marker};
		buffer_add(r->out, mark, sizeof(mark));
		buffer_add(r->out, p - 2, length + 2);
		return;
	}
	if (orientation)
		put_orientation(r, orientation);
	r->image->stripped |= !bare || memcmp(r->out->data + r->out->length - 32, p, 32) != 0;
}

/* The coded picture, up to the next mark that is none of its own. */
static void jpeg_scan(struct image_reader *r)
{
	size_t from = r->at;

	while (image_left(r) >= 2 &&
		(r->bytes[r->at] != 0xff || r->bytes[r->at + 1] == 0 ||
			(r->bytes[r->at + 1] >= JPEG_RST0 && r->bytes[r->at + 1] <= JPEG_RST7)))
		r->at += r->bytes[r->at] == 0xff ? 2 : 1;
	buffer_add(r->out, r->bytes + from, r->at - from);
}

/* The next mark; -1: there is none. */
static int jpeg_marker(struct image_reader *r)
{
	if (!image_left(r) || r->bytes[r->at] != 0xff)
		return -1;
	while (image_left(r) && r->bytes[r->at] == 0xff)
		r->at++;
	return image_left(r) ? r->bytes[r->at++] : -1;
}

static enum qser_status copy_jpeg(struct image_reader *r)
{
	static const unsigned char begin[2] = {0xff, JPEG_SOI}, end[2] = {0xff, JPEG_EOI};
	enum qser_status status = QSER_OK;
	bool scanned = false;

	buffer_add(r->out, begin, sizeof(begin));
	r->at = 2;
	while (status == QSER_OK) {
		int marker = jpeg_marker(r);
		if (marker == JPEG_EOI)
			break;
		if (marker <= JPEG_TEM || (marker >= JPEG_RST0 && marker <= JPEG_SOI) ||
			image_left(r) < 2)
			return image_broken(
				r, "it ends in the middle, or has bytes that mean nothing");
		size_t length = big16(r->bytes + r->at);
		if (length < 2 || length > image_left(r))
			return image_broken(r, "a part of it is longer than the file");
		const unsigned char *p = r->bytes + r->at + 2;
		if (jpeg_is_frame(marker))
			status = jpeg_frame(r, p, length - 2);
		jpeg_part(r, marker, p, length - 2);
		r->at += length;
		if (status == QSER_OK && marker == JPEG_SOS) {
			if (!r->image->width)
				return image_broken(r, "it does not say how large it is");
			scanned = true;
			jpeg_scan(r);
		}
	}
	if (status == QSER_OK && !(scanned && r->image->width))
		return image_broken(r, "there is no picture in it");
	r->image->stripped |= image_left(r) > 0;
	buffer_add(r->out, end, sizeof(end));
	return status;
}

/* ---- PNG ---- */

#define PNG_BEGIN "\x89PNG\r\n\x1a\n"

static uint32_t crc32_of(const unsigned char *p, size_t length)
{
	static const uint32_t table[16] = {0x00000000, 0x1db71064, 0x3b6e20c8, 0x26d930ac,
		0x76dc4190, 0x6b6b51f4, 0x4db26158, 0x5005713c, 0xedb88320, 0xf00f9344, 0xd6d6a3e8,
		0xcb61b38c, 0x9b64c2b0, 0x86d3d2d4, 0xa00ae278, 0xbdbdf21c};
	uint32_t crc = 0xffffffff;

	for (size_t i = 0; i < length; i++) {
		crc = table[(crc ^ p[i]) & 15] ^ crc >> 4;
		crc = table[(crc ^ (uint32_t)p[i] >> 4) & 15] ^ crc >> 4;
	}
	return ~crc;
}

static bool among(const unsigned char *type, const char *names)
{
	for (; *names; names += 5)
		if (!memcmp(type, names, 4))
			return true;
	return false;
}

static enum qser_status png_header(struct image_reader *r, const unsigned char *p, size_t length)
{
	if (length != 13 || !big32(p) || !big32(p + 4) || big32(p) > INT32_MAX ||
		big32(p + 4) > INT32_MAX)
		return image_broken(r, "it does not say how large it is");
	r->image->width = (int64_t)big32(p);
	r->image->height = (int64_t)big32(p + 4);
	return QSER_OK;
}

/* p: the type of the chunk. */
static enum qser_status png_chunk(struct image_reader *r, const unsigned char *p, size_t length)
{
	bool header = !memcmp(p, "IHDR", 4), critical = !(p[0] & 0x20);
	enum qser_status status = QSER_OK;

	if (length && !memcmp(p, "IEND", 4))
		return image_broken(r, "its end is no end");
	if (header != !r->image->width)
		return image_broken(r, "it does not begin with its header");
	if (header)
		status = png_header(r, p + 4, length);
	if (critical && !among(p, "IHDR PLTE IDAT IEND "))
		return image_broken(r, "a part of it is unknown");
	if (critical || among(p, "cHRM gAMA iCCP sBIT sRGB cICP bKGD hIST tRNS pHYs sPLT acTL fcTL "
				 "fdAT "))
		buffer_add(r->out, p - 4, length + 12);
	else
		r->image->stripped = true;
	return status;
}

static enum qser_status copy_png(struct image_reader *r)
{
	enum qser_status status = QSER_OK;
	bool data = false, end = false;

	buffer_add(r->out, PNG_BEGIN, 8);
	for (r->at = 8; status == QSER_OK && !end;) {
		if (image_left(r) < 12)
			return image_broken(r, "it ends in the middle");
		size_t length = big32(r->bytes + r->at);
		if (length > image_left(r) - 12)
			return image_broken(r, "a part of it is longer than the file");
		const unsigned char *type = r->bytes + r->at + 4;
		if (crc32_of(type, length + 4) != big32(type + 4 + length))
			return image_broken(r, "a checksum does not agree");
		status = png_chunk(r, type, length);
		data |= !memcmp(type, "IDAT", 4);
		end = !memcmp(type, "IEND", 4);
		r->at += length + 12;
	}
	if (status == QSER_OK && !data)
		return image_broken(r, "there is no picture in it");
	r->image->stripped |= image_left(r) > 0;
	return status;
}

enum qser_status image_copy(
	const void *bytes, size_t length, struct buffer *out, struct image *image, struct error *e)
{
	struct image_reader r = {
		.bytes = bytes, .length = length, .out = out, .image = image, .e = e};
	enum qser_status status;

	*image = (struct image){0};
	if (!buffer_reserve(out, length + 64))
		return error_set(e, QSER_MEMORY, "out of memory");
	if (length >= 8 && !memcmp(bytes, PNG_BEGIN, 8)) {
		image->type = "image/png";
		status = copy_png(&r);
	} else if (length >= 3 && !memcmp(bytes, "\xff\xd8\xff", 3)) {
		image->type = "image/jpeg";
		status = copy_jpeg(&r);
	} else if (length >= 12 && !memcmp(bytes, "RIFF", 4) && !memcmp(r.bytes + 8, "WEBP", 4)) {
		image->type = "image/webp";
		status = image_copy_webp(&r);
	} else {
		return error_set(e, QSER_INVALID,
			"that is no picture in the formats JPEG, PNG or WebP, whatever its name is");
	}
	if (status == QSER_OK && out->failed)
		status = error_set(e, QSER_MEMORY, "out of memory");
	return status;
}
