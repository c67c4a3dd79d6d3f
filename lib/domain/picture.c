/*
 * picture.c: the picture of an applicant (B3), of colleagues and externals alike.
 *
 * What it is is read from its bytes, and what tells where and when it was taken is left out
 * (image.h).  It is kept as text beside its SHA-256, so that check finds one that was altered.
 */
#include <inttypes.h>
#include <string.h>

#include "../base/base64.h"
#include "../base/image.h"
#include "../base/number.h"
#include "../base/text.h"
#include "application.h"

#define SIDE_MAX 4096 /* pixels: what every page that shows it has to decode, 64 MiB at most */

static const struct qser_column picture_columns[] = {
	COLUMN_ID,
	{.name = "application",
		.label = "Application",
		.type = QSER_REF,
		.flags = QSER_REQUIRED | QSER_KEY | QSER_OWNER | QSER_BRIEF | QSER_FIXED |
			 QSER_READONLY,
		.ref = QSER_APPLICATION,
		.help = "whose"},
	{.name = "name",
		.label = "File",
		.type = QSER_TEXT,
		.flags = QSER_READONLY | QSER_BRIEF | QSER_PERSONAL,
		.help = "name of the file it came as"},
	{.name = "type",
		.label = "Type",
		.type = QSER_TEXT,
		.flags = QSER_REQUIRED | QSER_READONLY | QSER_BRIEF,
		.help = "image/jpeg, image/png or image/webp"},
	{.name = "width",
		.label = "Width",
		.type = QSER_INT,
		.flags = QSER_REQUIRED | QSER_READONLY | QSER_BRIEF,
		.help = "pixels"},
	{.name = "height",
		.label = "Height",
		.type = QSER_INT,
		.flags = QSER_REQUIRED | QSER_READONLY | QSER_BRIEF,
		.help = "pixels"},
	{.name = "bytes",
		.label = "Bytes",
		.type = QSER_INT,
		.flags = QSER_REQUIRED | QSER_READONLY | QSER_BRIEF,
		.help = "as it is kept"},
	{.name = "hash",
		.label = "Hash",
		.type = QSER_TEXT,
		.flags = QSER_REQUIRED | QSER_READONLY,
		.help = "SHA-256 of what is kept"},
	{.name = "data",
		.label = "Data",
		.type = QSER_TEXT,
		.flags = QSER_REQUIRED | QSER_HIDDEN,
		.help = "the file itself"},
};

const struct record picture_record = {
	.id = QSER_PICTURE,
	.name = "picture",
	.plural = "pictures",
	.table = "picture",
	.columns = picture_columns,
	.count = COUNT(picture_columns),
	.lead = "type",
};

/* ---- Storing ---- */

enum qser_status qser_picture_limit(struct qser *q, int64_t *bytes)
{
	_cleanup_(buffer_free) struct buffer value = BUFFER_INIT;
	enum qser_status status = setting_value(q, "picture-limit", 0, &value);

	if (status == QSER_OK && !size_read(buffer_text(&value), bytes))
		status = fail(q, QSER_CONFIG, "the setting picture-limit is no size: %s",
			buffer_text(&value));
	return status;
}

static enum qser_status check_size(struct qser *q, size_t length)
{
	_cleanup_(buffer_free) struct buffer value = BUFFER_INIT;
	int64_t limit = 0;
	enum qser_status status = qser_picture_limit(q, &limit);

	if (status == QSER_OK && (int64_t)length > limit)
		status = setting_value(q, "picture-limit", 0, &value);
	if (status == QSER_OK && (int64_t)length > limit)
		status = fail(q, QSER_INVALID,
			"the picture is larger than %s; make it smaller, or set picture-limit",
			buffer_text(&value));
	return status;
}

static enum qser_status check_image(struct qser *q, const struct image *image)
{
	return image->width > SIDE_MAX || image->height > SIDE_MAX
		       ? fail(q, QSER_INVALID,
				 "the picture is %" PRId64 " x %" PRId64
				 " pixels; at most %d x %d are taken",
				 image->width, image->height, SIDE_MAX, SIDE_MAX)
		       : QSER_OK;
}

static void print_hash(const void *bytes, size_t length, char out[SHA256_TEXT])
{
	unsigned char digest[SHA256_BYTES];
	struct sha256 hash;

	sha256_init(&hash);
	sha256_add(&hash, bytes, length);
	sha256_end(&hash, digest);
	sha256_print(digest, out);
}

#define SQL_PICTURE "select id from picture where application = ?1"

enum qser_status qser_picture_of(struct qser *q, int64_t application, int64_t *id)
{
	_cleanup_(query_end) struct query look = query(q->store, SQL_PICTURE);

	query_int(&look, 1, application);
	enum qser_status status = query_number(&look, 0, id);
	return status == QSER_OK && !*id
		       ? fail(q, QSER_UNKNOWN, "application %" PRId64 " has no picture",
				 application)
		       : status;
}

static enum qser_status load_picture(struct row *row, struct qser *q, int64_t application)
{
	int64_t id = 0;

	row_init(row, q, QSER_PICTURE);
	enum qser_status status = qser_picture_of(q, application, &id);
	if (status == QSER_UNKNOWN)
		return row_usable(row);
	return status == QSER_OK ? row_load(row, id) : status;
}

static enum qser_status save_picture(struct row *row, int64_t application, const char *name,
	const struct image *image, const struct buffer *bytes)
{
	_cleanup_(buffer_free) struct buffer text = BUFFER_INIT;
	char hash[SHA256_TEXT];
	enum qser_status status = QSER_OK;

	print_hash(bytes->data, bytes->length, hash);
	base64_encode(&text, bytes->data, bytes->length);
	if (text.failed)
		return fail(row->q, QSER_MEMORY, "out of memory");
	row_put_int(row, "application", application);
	row_put_text(row, "type", image->type);
	row_put_int(row, "width", image->width);
	row_put_int(row, "height", image->height);
	row_put_int(row, "bytes", (int64_t)bytes->length);
	row_put_text(row, "hash", hash);
	row_put_text(row, "data", buffer_text(&text));
	status = row_set(row, "name", name);
	return status == QSER_OK ? row_save(row) : status;
}

/* Names of files are bytes; ours are text. */
static enum qser_status check_name(struct qser *q, const char *name)
{
	if (!name || text_check(name, strlen(name), TEXT_LINE, &q->error) == QSER_OK)
		return QSER_OK;
	_cleanup_(buffer_free) struct buffer shown = BUFFER_INIT;
	text_quote(&shown, name);
	return fail(q, QSER_INVALID,
		"the name of the picture's file is not kept as text: %s; rename it, or give the "
		"picture on standard input (-)",
		buffer_text(&shown));
}

enum qser_status qser_picture_store(struct qser *q, int64_t application, const char *name,
	const void *bytes, size_t length, int64_t *id)
{
	_cleanup_(row_free) struct row row = {0};
	_cleanup_(buffer_free) struct buffer copy = BUFFER_INIT;
	struct image image;

	enum qser_status status = check_name(q, name);
	if (status == QSER_OK)
		status = check_size(q, length);
	if (status == QSER_OK)
		status = image_copy(bytes, length, &copy, &image, &q->error);
	if (status == QSER_OK)
		status = check_image(q, &image);
	if (status == QSER_OK)
		status = load_picture(&row, q, application);
	if (status == QSER_OK)
		status = save_picture(&row, application, name, &image, &copy);
	if (status == QSER_OK && image.stripped)
		remark(q, "what the file says beside the picture (place, time, camera, remarks) "
			  "is not kept");
	*id = row.id;
	return status;
}

/* ---- Reading ---- */

/* What is kept, as bytes; false: it is not what the hash is of. */
static bool read_bytes(const char *text, size_t length, const char *hash, struct buffer *out)
{
	char found[SHA256_TEXT];

	if (!base64_decode(out, text, length))
		return false;
	print_hash(out->data, out->length, found);
	return hash && !strcmp(found, hash);
}

#define SQL_DATA "select hash, data from picture where application = ?1"

enum qser_status qser_picture_get(struct qser *q, int64_t application, struct qser_spool *spool)
{
	_cleanup_(buffer_free) struct buffer bytes = BUFFER_INIT;
	int64_t id = 0;
	size_t length = 0;
	enum qser_status status = qser_picture_of(q, application, &id);

	if (status != QSER_OK)
		return status;
	_cleanup_(query_end) struct query look = query(q->store, SQL_DATA);
	query_int(&look, 1, application);
	if (!query_row(&look))
		return query_status(&look);
	const char *text = query_get_bytes(&look, 1, &length);
	if (!read_bytes(text, length, query_get_text(&look, 0), &bytes))
		return bytes.failed ? fail(q, QSER_MEMORY, "out of memory")
				    : fail(q, QSER_UNAVAILABLE,
					      "the picture of application %" PRId64
					      " was altered: it does not agree with its hash",
					      application);
	qser_spool_add(spool, bytes.data, bytes.length);
	return QSER_OK;
}

#define SQL_ALL "select application, hash, data from picture order by id"

enum qser_status pictures_verify(struct qser *q, struct findings *f)
{
	_cleanup_(query_end) struct query all = query(q->store, SQL_ALL);

	while (query_row(&all)) {
		_cleanup_(buffer_free) struct buffer bytes = BUFFER_INIT;
		size_t length;
		const char *text = query_get_bytes(&all, 2, &length);
		if (read_bytes(text, length, query_get_text(&all, 1), &bytes))
			continue;
		if (bytes.failed)
			return fail(q, QSER_MEMORY, "out of memory");
		findings_add(f,
			"the picture of application %" PRId64 " was altered; put it there again "
			"(qser-mentor picture), or restore a backup",
			query_get_int(&all, 0));
	}
	return query_status(&all);
}
