/*
 * form_write.c: a version in memory into the database, through the record engine.
 *
 * What is there already is met by its code and changed only where it differs, so that the same file
 * again writes nothing; the rules of form.c refuse to touch a version that has answers.
 */
#include <string.h>

#include "form.h"

#define SQL_FORM "select id from form where code = ?1"
#define SQL_VERSION "select id from form_version where form = ?1 and revision = ?2"

enum qser_status form_find(
	struct qser *q, const struct questions *qs, int64_t *form, int64_t *version)
{
	_cleanup_(query_end) struct query f = query(q->store, SQL_FORM);
	_cleanup_(query_end) struct query v = query(q->store, SQL_VERSION);

	*version = 0;
	query_text(&f, 1, qs->head[FORM_CODE]);
	enum qser_status status = query_number(&f, 0, form);
	if (status != QSER_OK || !*form)
		return status;
	query_int(&v, 1, *form);
	query_text(&v, 2, qs->head[FORM_REVISION]);
	return query_number(&v, 0, version);
}

static enum qser_status load(struct row *row, struct qser *q, enum qser_record r, int64_t id)
{
	row_init(row, q, r);
	return id ? row_load(row, id) : QSER_OK;
}

/* The texts of the columns first … of a record, as a person would write them. */
static enum qser_status set_texts(
	struct row *row, enum form_column first, size_t count, char *const *texts)
{
	enum qser_status status = QSER_OK;

	for (size_t i = 0; i < count && status == QSER_OK; i++) {
		bool preset = first + i == FORM_STATE; /* left open, it stays as it is */
		if (texts[i] || !preset)
			status = row_set(row, form_places[first + i].column, texts[i]);
	}
	return status;
}

static enum qser_status write_form(struct qser *q, const struct questions *qs, int64_t *form)
{
	_cleanup_(row_free) struct row row = {0};
	enum qser_status status = load(&row, q, QSER_FORM, *form);

	if (status == QSER_OK)
		status =
			set_texts(&row, FORM_CODE, FORM_REVISION - FORM_CODE, &qs->head[FORM_CODE]);
	if (status == QSER_OK)
		status = set_texts(&row, FORM_APPLICANTS, 1, &qs->head[FORM_APPLICANTS]);
	if (status == QSER_OK)
		status = row_save(&row);
	*form = row.id;
	return status;
}

static enum qser_status write_version(
	struct qser *q, const struct questions *qs, int64_t form, int64_t *version)
{
	_cleanup_(row_free) struct row row = {0};
	enum qser_status status = load(&row, q, QSER_FORM_VERSION, *version);

	row_put_int(&row, "form", form);
	if (status == QSER_OK)
		status = set_texts(&row, FORM_REVISION, FORM_SECTION - FORM_REVISION,
			&qs->head[FORM_REVISION]);
	if (status == QSER_OK)
		status = row_save(&row);
	*version = row.id;
	return status;
}

static enum qser_status write_section(struct qser *q, const struct section *section,
	size_t position, int64_t version, int64_t *id)
{
	_cleanup_(row_free) struct row row = {0};
	enum qser_status status = load(&row, q, QSER_SECTION, *id);

	row_put_int(&row, "version", version);
	row_put_int(&row, "position", (int64_t)position);
	if (status == QSER_OK)
		status = set_texts(&row, FORM_SECTION, COUNT(section->text), section->text);
	if (status == QSER_OK)
		status = row_save(&row);
	*id = row.id;
	return status;
}

static enum qser_status write_item(
	struct qser *q, const struct item *item, size_t position, int64_t section, int64_t id)
{
	_cleanup_(row_free) struct row row = {0};
	enum qser_status status = load(&row, q, QSER_ITEM, id);

	row_put_int(&row, "section", section);
	row_put_int(&row, "position", (int64_t)position);
	if (status == QSER_OK)
		status = set_texts(&row, FORM_ITEM, COUNT(item->text), item->text);
	return status == QSER_OK ? row_save(&row) : status;
}

/* ---- Meeting what is there ---- */

static const struct section *same_section(const struct questions *in, const char *code)
{
	for (size_t i = 0; i < in->section_count; i++)
		if (!strcmp(section_text(&in->sections[i], FORM_SECTION), code))
			return &in->sections[i];
	return NULL;
}

/* An item of the same code in a section of the same code. */
static const struct item *same_item(
	const struct questions *in, const struct item *item, const struct section *section)
{
	const char *code = section_text(section, FORM_SECTION);

	for (size_t i = 0; i < in->item_count; i++) {
		const struct section *there = &in->sections[in->items[i].section];
		if (!strcmp(item_code(&in->items[i]), item_code(item)))
			return strcmp(section_text(there, FORM_SECTION), code) ? NULL
									       : &in->items[i];
	}
	return NULL;
}

static enum qser_status remove_gone(
	struct qser *q, const struct questions *old, const struct questions *new)
{
	enum qser_status status = QSER_OK;

	for (size_t i = 0; i < old->item_count && status == QSER_OK; i++) {
		const struct item *item = &old->items[i];
		if (!same_item(new, item, &old->sections[item->section]))
			status = qser_remove(q, QSER_ITEM, item->id);
	}
	for (size_t i = 0; i < old->section_count && status == QSER_OK; i++)
		if (!same_section(new, section_text(&old->sections[i], FORM_SECTION)))
			status = qser_remove(q, QSER_SECTION, old->sections[i].id);
	return status;
}

static enum qser_status write_items(
	struct qser *q, const struct questions *old, const struct questions *new, int64_t version)
{
	enum qser_status status = QSER_OK;
	size_t n = 0;

	for (size_t s = 0; s < new->section_count &&status == QSER_OK; s++) {
		const struct section *section = &new->sections[s];
		const struct section *there =
			same_section(old, section_text(section, FORM_SECTION));
		int64_t id = there ? there->id : 0;
		status = write_section(q, section, s + 1, version, &id);
		for (size_t at = 1;
			n < new->item_count &&new->items[n].section == s &&status == QSER_OK;
			n++, at++) {
			const struct item *same = same_item(old, &new->items[n], section);
			status = write_item(q, &new->items[n], at, id, same ? same->id : 0);
		}
	}
	return status;
}

enum qser_status form_write(struct qser *q, const struct questions *qs, enum form_written *written)
{
	_cleanup_(questions_free) struct questions old = {0};
	int64_t before = q->log.seq, form = 0, version = 0;

	enum qser_status status = form_find(q, qs, &form, &version);
	bool known = version != 0;
	if (status == QSER_OK)
		status = write_form(q, qs, &form);
	if (status == QSER_OK)
		status = write_version(q, qs, form, &version);
	if (status == QSER_OK && known)
		status = questions_load(q, version, &old);
	if (status == QSER_OK)
		status = remove_gone(q, &old, qs);
	if (status == QSER_OK)
		status = write_items(q, &old, qs, version);
	*written = !known ? FORM_ADDED : q->log.seq > before ? FORM_CHANGED : FORM_IS_THERE;
	return status;
}
