/*
 * logo.c: see logo.h.
 *
 * It is a setting: there is one for each organisation, one for all others, and the log, undo and
 * the way from one to the other are those of settings.  A table of its own would cost every command
 * at its start.
 */
#include "logo.h"

#include <inttypes.h>
#include <string.h>

#include "../base/base64.h"
#include "../base/image.h"

static const char *const types[] = {"image/jpeg", "image/png", "image/webp"};

/* The type a value begins with, and where its bytes do; NULL: it is no logo. */
static const char *split(const char *value, const char **data)
{
	static const char mark[] = ";base64,";

	for (size_t i = 0; i < COUNT(types); i++) {
		size_t length = strlen(types[i]);
		if (strncmp(value, types[i], length) != 0 ||
			strncmp(value + length, mark, sizeof(mark) - 1) != 0)
			continue;
		*data = value + length + sizeof(mark) - 1;
		return types[i];
	}
	return NULL;
}

bool logo_is(const char *value)
{
	const char *data;

	return split(value, &data) != NULL;
}

void logo_words(const char *value, struct buffer *out)
{
	_cleanup_(buffer_free) struct buffer bytes = BUFFER_INIT;
	const char *data, *type = split(value, &data);

	if (type && base64_decode(&bytes, data, strlen(data)))
		buffer_printf(out, "%s, %zu bytes", type, bytes.length);
}

enum qser_status qser_logo_store(
	struct qser *q, int64_t organisation, const void *bytes, size_t length)
{
	_cleanup_(buffer_free) struct buffer copy = BUFFER_INIT, value = BUFFER_INIT;
	struct image image;

	if (length > QSER_LOGO_MAX)
		return fail(q, QSER_INVALID, "the logo is larger than %d KiB; make it smaller",
			QSER_LOGO_MAX / 1024);
	enum qser_status status = image_copy(bytes, length, &copy, &image, &q->error);
	if (status != QSER_OK)
		return status;
	buffer_printf(&value, "%s;base64,", image.type);
	base64_encode(&value, copy.data, copy.length);
	return value.failed || copy.failed
		       ? fail(q, QSER_MEMORY, "out of memory")
		       : setting_store(q, "logo", organisation, buffer_text(&value));
}

enum qser_status logo_read(
	struct qser *q, int64_t organisation, struct buffer *bytes, const char **type)
{
	_cleanup_(buffer_free) struct buffer value = BUFFER_INIT;
	const char *data;
	enum qser_status status = setting_value(q, "logo", organisation, &value);

	*type = status == QSER_OK ? split(buffer_text(&value), &data) : NULL;
	if (*type && !base64_decode(bytes, data, strlen(data)))
		return bytes->failed ? fail(q, QSER_MEMORY, "out of memory")
				     : fail(q, QSER_UNAVAILABLE, "the logo was altered");
	return status;
}

enum qser_status qser_logo_get(struct qser *q, int64_t organisation, struct qser_spool *spool)
{
	_cleanup_(buffer_free) struct buffer bytes = BUFFER_INIT;
	const char *type;
	enum qser_status status = logo_read(q, organisation, &bytes, &type);

	if (status == QSER_OK && !type)
		return fail(q, QSER_UNKNOWN, "there is no logo");
	if (status == QSER_OK)
		qser_spool_add(spool, bytes.data, bytes.length);
	return status;
}
