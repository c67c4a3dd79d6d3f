/*
 * fuzz_database.c: a database file with bytes of it changed.
 *
 * The first byte chooses the file: with a little of everything, or of the first schema, and whether
 * it is cut; then changes follow: page, place in it (two bytes each), length, bytes.  Every record
 * is listed, everything checked, a command undone, the schema brought up to date.  Reading writes
 * nothing and leaves nothing behind; what fails says why.
 */
#include <sys/stat.h>

#include "../../lib/record/handle.h"
#include "../../lib/store/sqlite.h"
#include "folder.h"

/* The steps up to the first one, as schema.c applies them. */
enum qser_status first_apply(struct store *s, int from);
int first_version(void);
#define schema_step_count 1
#define schema_apply first_apply
#define store_schema_version first_version
#include "../../lib/store/schema.c"
#undef schema_step_count
#undef schema_apply
#undef store_schema_version

static struct buffer current, old;

/* ---- The files ---- */

static void read_file(struct buffer *out)
{
	char chunk[1 << 14];
	FILE *f = fopen(path, "rb");

	MUST(f);
	buffer_clear(out);
	for (size_t n; (n = fread(chunk, 1, sizeof chunk, f)) > 0;)
		buffer_add(out, chunk, n);
	MUST(!fclose(f) && !out->failed);
}

static void write_file(const struct buffer *bytes)
{
	FILE *f = fopen(path, "wb");

	MUST(f);
	MUST(fwrite(buffer_text(bytes), 1, bytes->length, f) == bytes->length && !fclose(f));
}

static void import(struct qser *q, enum qser_record r, const char *csv)
{
	const struct qser_import import = {.fd = -1, .text = csv, .name = "f.csv"};
	struct qser_counts counts;

	MUST(!qser_begin(q, "import") && !qser_import(q, r, &import, &counts) && !qser_commit(q));
}

static void make_current(void)
{
	const struct qser_options options = options_of(QSER_CREATE);
	const struct qser_field name = {"name", "Maria Papadopoulou"};
	struct qser *q;
	int64_t id;

	MUST(!qser_open(&q, &options));
	import(q, QSER_ORGANISATION, "name,code\nAthens,athens\nPrague,prague\n");
	import(q, QSER_PERSON,
		"name,email,login,organisation\nElena,elena@example.org,trainer,athens\n"
		"Jan,jan@example.org,,prague\nPetra,petra@example.org,,prague\n");
	import(q, QSER_APPLICATION,
		"name,email,languages,motivation\nAda,ada@example.org,el;en,why not\n"
		"Bob,bob@example.org,cs,\"two\nlines\"\n");
	MUST(!qser_begin(q, "add") && !qser_add(q, QSER_PERSON, &name, 1, &id) && !qser_commit(q));
	qser_close(q);
	read_file(&current);
}

static void make_old(void)
{
	struct error e = {0};
	struct store s = {.error = &e};

	MUST(sqlite3_open(path, &s.db) == SQLITE_OK);
	MUST(sqlite3_exec(s.db, "pragma synchronous=off; begin", NULL, NULL, NULL) == SQLITE_OK);
	MUST(!first_apply(&s, 0));
	MUST(sqlite3_exec(s.db, "commit", NULL, NULL, NULL) == SQLITE_OK);
	MUST(sqlite3_close(s.db) == SQLITE_OK);
	read_file(&old);
	error_free(&e);
}

static void prepare(void)
{
	if (current.length)
		return;
	folder_begin();
	make_current();
	MUST(folder_clear() > 0);
	make_old();
	MUST(folder_clear() > 0);
}

/* ---- The changes ---- */

static void change(struct pieces *p, struct buffer *image)
{
	size_t page_size =
		(size_t)(unsigned char)current.data[16] << 8 | (unsigned char)current.data[17];

	page_size = page_size == 1 ? 65536 : page_size;
	while (p->left > 5) {
		size_t page = piece_byte(p) << 8, place;
		page |= piece_byte(p);
		place = piece_byte(p) << 8;
		place |= piece_byte(p);
		size_t at = page % (image->length / page_size) * page_size + place % page_size;
		for (unsigned length = piece_byte(p) % 32 + 1; length && at < image->length;
			length--)
			image->data[at++] = (char)piece_byte(p);
	}
}

static int ignore_row(void *ctx, int64_t id, size_t count, const char *const *values)
{
	(void)ctx;
	(void)id;
	for (size_t i = 0; i < count; i++)
		*(size_t *)ctx += values[i] ? strlen(values[i]) : 0;
	return 0;
}

static int ignore_line(void *ctx, const char *line)
{
	(void)ctx;
	MUST(*line);
	return 0;
}

/* It went well, or it is told why not. */
static enum qser_status told(struct qser *q, enum qser_status status)
{
	MUST(status == QSER_OK || *qser_error(q).message);
	MUST(status != QSER_USAGE && status != QSER_BUSY && status != QSER_MEMORY);
	return status;
}

static void look(bool whole)
{
	const struct qser_options options = options_of(QSER_READ);
	struct qser_summary summary;
	struct qser *q;
	size_t bytes = 0;

	enum qser_status status = qser_open(&q, &options);
	if (!told(q, status)) {
		(void)told(q, qser_begin_read(q));
		(void)told(q, qser_status_of(q, &summary));
		for (int r = QSER_NO_RECORD + 1; r < QSER_RECORDS; r++)
			(void)told(q, qser_each(q, (enum qser_record)r, NULL, ignore_row, &bytes));
		qser_rollback(q);
		if (whole)
			(void)told(q, qser_check(q, ignore_line, NULL));
	}
	qser_close(q);
}

static void use(void)
{
	const struct qser_options options = options_of(QSER_WRITE);
	const struct qser_field name = {"name", "Somebody"};
	struct qser *q;
	int64_t id;

	enum qser_status status = qser_open(&q, &options);
	if (!told(q, status) && !told(q, qser_begin(q, "undo"))) {
		if (!told(q, qser_undo(q, 0, &id)))
			(void)told(q, qser_commit(q));
		else
			qser_rollback(q);
		if (!told(q, qser_begin(q, "add"))) {
			if (!told(q, qser_add(q, QSER_PERSON, &name, 1, &id)))
				(void)told(q, qser_commit(q));
			else
				qser_rollback(q);
		}
	}
	qser_close(q);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct pieces p = {data, size};
	struct buffer image = BUFFER_INIT, after = BUFFER_INIT;
	unsigned how = piece_byte(&p);

	prepare();
	const struct buffer *base = how & 1 ? &old : &current;
	buffer_add(&image, base->data, base->length);
	if (how & 2)
		image.length -= (size_t)(how >> 2) * 512 % image.length;
	else
		change(&p, &image);
	write_file(&image);
	look(true);
	read_file(&after);
	MUST(after.length == image.length && !memcmp(after.data, image.data, image.length));
	use();
	look(false);
	size_t left = folder_clear();
	MUST(left >= 1 && left <= 3); /* the file, its journal (empty), a backup */
	buffer_free(&image);
	buffer_free(&after);
	return 0;
}
