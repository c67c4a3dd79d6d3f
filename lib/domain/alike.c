/*
 * alike.c: what two people have in common.
 *
 * They are likely the same when their e-mail addresses look the same; or their names do (written in
 * other letters, or in another order) and the telephone or the organisation is the same, or nothing
 * but the name is known of one; or when the telephone and one word of the name are the same.  A
 * name alone is no reason: in a town there are many Γιώργος Παπαδόπουλος.
 */
#include "alike.h"

#include <string.h>

#include "../base/hash.h"
#include "../base/text.h"

#define WORDS_MAX 8	   /* of each key of a name */
#define PHONE_DIGITS_MIN 6 /* shorter ones are extensions: what they belong to is not known */

void crowd_free(struct crowd *c)
{
	free(c->all);
	free(c->words);
	buffer_free(&c->key);
	*c = (struct crowd){0};
}

/* Who makes two texts of one hash gets them looked at, no more. */
static uint64_t hash(const char *text, size_t length)
{
	uint64_t h = hash_bytes(HASH_START, text, length);

	return h ? h : 1;
}

static uint64_t hash_of(const struct buffer *key)
{
	return key->length ? hash(key->data, key->length) : 0;
}

static bool is_ascii(const char *text)
{
	for (; *text; text++)
		if ((unsigned char)*text >= 0x80)
			return false;
	return true;
}

/* ---- A row as numbers ---- */

static bool add_word(struct crowd *c, uint32_t word)
{
	if (c->word_count == c->word_room) {
		size_t room = c->word_room ? c->word_room * 2 : 64;
		uint32_t *words =
			room < UINT32_MAX ? reallocarray(c->words, room, sizeof(*words)) : NULL;
		if (!words)
			return false;
		c->words = words;
		c->word_room = room;
	}
	c->words[c->word_count++] = word;
	return true;
}

/* One letter, an initial, is no word. */
static bool is_word(const char *text, size_t length)
{
	size_t letters = 0;

	for (size_t i = 0; i < length; i++)
		letters += ((unsigned char)text[i] & 0xC0) != 0x80;
	return letters > 1;
}

/* The words of the key that was made. */
static bool add_words(struct crowd *c)
{
	const char *p = buffer_text(&c->key);

	for (size_t count = 0; *p && count < WORDS_MAX; count++) {
		size_t length = strcspn(p, " ");
		if (is_word(p, length) && !add_word(c, (uint32_t)hash(p, length)))
			return false;
		p += length + (p[length] == ' ');
	}
	return true;
}

static bool read_name(struct crowd *c, const char *name, struct one *out)
{
	buffer_clear(&c->key);
	text_name_key(&c->key, name, TEXT_LOOKS);
	out->looks = out->latin = hash_of(&c->key);
	bool good = !c->key.failed && add_words(c);
	if (!good || is_ascii(name))
		return good;
	buffer_clear(&c->key);
	text_name_key(&c->key, name, TEXT_LATIN);
	out->latin = hash_of(&c->key);
	return !c->key.failed && (out->latin == out->looks || add_words(c));
}

static bool read_email(struct crowd *c, const char *address, struct one *out)
{
	out->address = out->email = hash(address, strlen(address));
	if (is_ascii(address))
		return true;
	buffer_clear(&c->key);
	text_skeleton_into(&c->key, address);
	out->email = hash_of(&c->key);
	return !c->key.failed;
}

static bool read_phone(struct crowd *c, const char *phone, struct one *out)
{
	buffer_clear(&c->key);
	text_phone_key(&c->key, phone);
	if (c->key.length >= PHONE_DIGITS_MIN) /* nine digits fit; 000000000 is none */
		out->phone = (uint32_t)strtoul(buffer_text(&c->key), NULL, 10);
	return !c->key.failed;
}

static bool read_organisation(struct crowd *c, const char *written, struct one *out)
{
	buffer_clear(&c->key);
	text_skeleton_into(&c->key, written);
	out->organisation = hash_of(&c->key);
	return !c->key.failed;
}

enum qser_status one_read(struct qser *q, struct crowd *c, struct query *row,
	enum qser_record record, const struct one *like, struct one *out)
{
	size_t start = c->word_count;
	const char *name = query_get_text(row, ONE_NAME);
	const char *email = query_get_text(row, ONE_EMAIL), *phone = query_get_text(row, ONE_PHONE);
	bool works = !query_is_null(row, ONE_ORGANISATION);

	*out = (struct one){.id = query_get_int(row, ONE_ID),
		.words = (uint32_t)start,
		.bare = !email && !phone && !works};
	bool good = (!email || read_email(c, email, out)) && (!phone || read_phone(c, phone, out));
	if (works && record == QSER_PERSON)
		out->organisation = (uint64_t)query_get_int(row, ONE_ORGANISATION);
	else if (good && works)
		good = read_organisation(c, query_get_text(row, ONE_ORGANISATION), out);
	if (good && (!like || like->bare || out->bare || alike(c, like, out)))
		good = read_name(c, name ? name : "", out);
	out->word_count = (uint8_t)(c->word_count - start);
	return good ? QSER_OK : fail(q, QSER_MEMORY, "out of memory");
}

enum qser_status crowd_add(struct qser *q, struct crowd *c, const struct one *one)
{
	if (c->count == c->room) {
		size_t room = c->room ? c->room * 2 : 64;
		struct one *all =
			room < UINT32_MAX ? reallocarray(c->all, room, sizeof(*all)) : NULL;
		if (!all)
			return fail(q, QSER_MEMORY, "out of memory");
		c->all = all;
		c->room = room;
	}
	c->all[c->count++] = *one;
	return QSER_OK;
}

enum qser_status crowd_read(struct qser *q, struct crowd *c)
{
	_cleanup_(query_end) struct query rows =
		query(q->store, "select " ONE_COLUMNS " from person order by id");

	while (query_row(&rows)) {
		struct one one;
		enum qser_status status = one_read(q, c, &rows, QSER_PERSON, NULL, &one);
		if (status == QSER_OK)
			status = crowd_add(q, c, &one);
		if (status != QSER_OK)
			return status;
	}
	return query_status(&rows);
}

/* ---- Two of them ---- */

static bool same_name(const struct one *a, const struct one *b)
{
	return (a->looks && (a->looks == b->looks || a->looks == b->latin)) ||
	       (a->latin && (a->latin == b->looks || a->latin == b->latin));
}

static bool same_word(const struct crowd *c, const struct one *a, const struct one *b)
{
	for (size_t i = 0; i < a->word_count; i++)
		for (size_t k = 0; k < b->word_count; k++)
			if (c->words[a->words + i] == c->words[b->words + k])
				return true;
	return false;
}

unsigned alike(const struct crowd *c, const struct one *a, const struct one *b)
{
	unsigned bits = 0;

	if (a->address && a->address == b->address)
		bits |= ALIKE_ADDRESS;
	else if (a->email && a->email == b->email)
		bits |= ALIKE_EMAIL;
	if (a->phone && a->phone == b->phone)
		bits |= ALIKE_PHONE;
	if (a->organisation && a->organisation == b->organisation)
		bits |= ALIKE_ORGANISATION;
	if (same_name(a, b))
		bits |= ALIKE_NAME | (a->bare || b->bare ? ALIKE_BARE : 0);
	else if (bits & ALIKE_PHONE && same_word(c, a, b))
		bits |= ALIKE_WORD;
	return bits;
}

bool alike_likely(unsigned bits)
{
	return bits & (ALIKE_ADDRESS | ALIKE_EMAIL | ALIKE_WORD) ||
	       (bits & ALIKE_NAME && bits & (ALIKE_PHONE | ALIKE_ORGANISATION | ALIKE_BARE));
}

void alike_say(unsigned bits, struct buffer *out)
{
	static const struct {
		enum alike bit;
		const char *what;
	} same[] = {
		{ALIKE_ADDRESS, "e-mail address"},
		{ALIKE_NAME, "name"},
		{ALIKE_PHONE, "telephone"},
		{ALIKE_ORGANISATION, "organisation"},
		{ALIKE_WORD, "one word of the name"},
	};
	const char *parts[COUNT(same)];
	size_t count = 0;

	for (size_t i = 0; i < COUNT(same); i++)
		if (bits & same[i].bit)
			parts[count++] = same[i].what;
	if (bits & ALIKE_EMAIL)
		buffer_printf(out, "e-mail addresses that look alike%s", count ? ", " : "");
	for (size_t i = 0; i < count; i++)
		buffer_printf(out, "%s%s",
			!i		 ? "same "
			: i + 1 == count ? " and "
					 : ", ",
			parts[i]);
	if (bits & ALIKE_BARE)
		buffer_text_add(out, ", nothing else known of one of them");
}

enum qser_status alike_tell(
	struct qser *q, struct qser_likely *likely, unsigned bits, qser_likely_fn *fn, void *ctx)
{
	_cleanup_(buffer_free) struct buffer why = BUFFER_INIT;

	alike_say(bits, &why);
	if (why.failed)
		return fail(q, QSER_MEMORY, "out of memory");
	likely->why = buffer_text(&why);
	return fn(ctx, likely) ? QSER_STOPPED : QSER_OK;
}

enum qser_status qser_likely_describe(struct qser *q, const struct qser_likely *likely, char **line)
{
	struct buffer text = BUFFER_INIT;

	enum qser_status status = record_describe(q, likely->record, likely->id, &text);
	buffer_text_add(&text, " looks like ");
	if (status == QSER_OK)
		status = record_describe(q, likely->other_record, likely->other, &text);
	buffer_printf(&text, ": %s", likely->why);
	*line = buffer_take(&text);
	return status == QSER_OK && !*line ? fail(q, QSER_MEMORY, "out of memory") : status;
}
