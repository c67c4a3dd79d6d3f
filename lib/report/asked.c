/* asked.c: see asked.h. */
#include "asked.h"

#include <string.h>

#include "../domain/sum.h"

static const char *const options[ASKED] = {[ASKED_ORGANISATION] = "organisation",
	[ASKED_PATH] = "path",
	[ASKED_TRAINER] = "trainer",
	[ASKED_PARTICIPANT] = "participant",
	[ASKED_PERSON] = "person"};

void asked_free(struct asked *a)
{
	for (size_t i = 0; i < ASKED; i++)
		buffer_free(&a->ids[i]);
}

enum qser_status asked_read(struct qser *q, const struct qser_report *r, struct asked *out)
{
	const struct {
		enum qser_record record;
		const char *words;
	} given[ASKED] = {[ASKED_ORGANISATION] = {QSER_ORGANISATION, r->organisation},
		[ASKED_PATH] = {QSER_PATH, r->path},
		[ASKED_TRAINER] = {QSER_PERSON, r->trainer},
		[ASKED_PARTICIPANT] = {QSER_PERSON, r->participant},
		[ASKED_PERSON] = {QSER_PERSON, r->person}};
	enum qser_status status = QSER_OK;

	for (size_t i = 0; status == QSER_OK && i < ASKED; i++)
		status = sum_ids(q, given[i].record, options[i], given[i].words, &out->ids[i]);
	return status;
}

const char *asked_misfit(const struct asked *a, const char *const conditions[ASKED])
{
	for (size_t i = 0; i < ASKED; i++)
		if (a->ids[i].length && !conditions[i])
			return options[i];
	return NULL;
}

static int count_of(const struct buffer *ids)
{
	return (int)(ids->length / sizeof(int64_t));
}

static void put_list(struct buffer *sql, int count, int before)
{
	for (int i = 1; i <= count; i++)
		buffer_printf(sql, "%s?%d", i > 1 ? ", " : "(", before + i);
	buffer_char(sql, ')');
}

void asked_put(const struct asked *a, const char *const conditions[ASKED], struct buffer *sql,
	int *parameter)
{
	for (size_t i = 0; i < ASKED; i++) {
		int count = count_of(&a->ids[i]);
		if (!count)
			continue;
		buffer_text_add(sql, " and ");
		for (const char *at = conditions[i]; *at; at++)
			if (*at == '@')
				put_list(sql, count, *parameter);
			else
				buffer_char(sql, *at);
		*parameter += count;
	}
}

void asked_bind(const struct asked *a, struct query *look, int *parameter)
{
	for (size_t i = 0; i < ASKED; i++)
		for (size_t at = 0; at < a->ids[i].length; at += sizeof(int64_t)) {
			int64_t id;
			memcpy(&id, a->ids[i].data + at, sizeof(id));
			query_int(look, ++*parameter, id);
		}
}

int64_t asked_only(const struct asked *a, enum asked_for what)
{
	int64_t id = 0;

	if (a->ids[what].length == sizeof(id))
		memcpy(&id, a->ids[what].data, sizeof(id));
	return id;
}
