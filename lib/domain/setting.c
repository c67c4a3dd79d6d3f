/* setting.c: settings are rows, global or of one organisation; there are no configuration files. */
#include <string.h>

#include "../base/clock.h"
#include "../base/number.h"
#include "domain.h"

/* What can be set, what it may hold, what holds when it is not set. */
static const struct qser_setting known[] = {
	{"day-order", "none", "none|dmy|mdy",
		"which way round 20/11/2026 and 20.11.2026 are read; none refuses them"},
	{"zone", "", NULL,
		"time zone of local times, like Europe/Athens; empty: that of the computer"},
	{"language", "", NULL, "language of the sort order, like cs; empty: general"},
	{"programme", "", NULL, "name of the programme, for the heads of reports"},
	{"overlap", "refuse", "refuse|warn|off", "two entries of one trainer at the same time"},
};

const struct qser_setting *qser_settings(size_t *count)
{
	*count = COUNT(known);
	return known;
}

static const struct qser_setting *find_setting(const char *name)
{
	for (size_t i = 0; i < COUNT(known); i++)
		if (!strcmp(known[i].name, name))
			return &known[i];
	return NULL;
}

static const struct qser_column setting_columns[] = {
	COLUMN_ID,
	{.name = "name",
		.label = "Name",
		.type = QSER_TEXT,
		.flags = QSER_REQUIRED | QSER_KEY | QSER_BRIEF | QSER_FIXED,
		.help = "of the setting"},
	{.name = "organisation",
		.label = "Organisation",
		.type = QSER_REF,
		.flags = QSER_KEY | QSER_OWNER | QSER_BRIEF | QSER_FIXED,
		.ref = QSER_ORGANISATION,
		.help = "empty: for all"},
	{.name = "value",
		.label = "Value",
		.type = QSER_TEXT,
		.flags = QSER_REQUIRED | QSER_BRIEF,
		.help = "what it holds"},
};

static bool allowed(const char *words, const char *value)
{
	size_t length = strlen(value);

	for (; words && *words; words += strcspn(words, "|"), words += *words == '|')
		if (strcspn(words, "|") == length && !strncmp(words, value, length))
			return true;
	return !words;
}

static enum qser_status unknown_setting(struct qser *q, const char *name)
{
	_cleanup_(buffer_free) struct buffer list = BUFFER_INIT;

	for (size_t i = 0; i < COUNT(known); i++)
		buffer_printf(&list, "%s%s", i ? ", " : "", known[i].name);
	return fail(q, QSER_INVALID, "there is no setting \"%s\"; there are %s", name,
		buffer_text(&list));
}

static enum qser_status check_setting(struct row *row)
{
	const char *name = row_text(row, "name"), *value = row_text(row, "value");
	const struct qser_setting *s = find_setting(name);

	if (!s)
		return unknown_setting(row->q, name);
	if (!allowed(s->words, value))
		return fail(
			row->q, QSER_INVALID, "%s: \"%s\" is not one of %s", name, value, s->words);
	if (!strcmp(name, "language") &&
		(strlen(value) < 2 || strlen(value) > 3 ||
			value[strspn(value, "abcdefghijklmnopqrstuvwxyz")]))
		return fail(row->q, QSER_INVALID,
			"language: \"%s\" is not the code of one, like cs or el", value);
	if (!strcmp(name, "zone") && !qser_zone_known(value))
		return fail(row->q, QSER_INVALID,
			"zone: \"%s\" is not a time zone, like Europe/Athens", value);
	return QSER_OK;
}

const struct record setting_record = {
	.id = QSER_SETTING,
	.name = "setting",
	.plural = "settings",
	.table = "setting",
	.columns = setting_columns,
	.count = COUNT(setting_columns),
	.lead = "name",
	.check = check_setting,
};

enum qser_status qser_get_setting(
	struct qser *q, const char *name, int64_t organisation, char **value)
{
	const struct qser_setting *s = find_setting(name);
	struct buffer out = BUFFER_INIT;

	*value = NULL;
	if (!s)
		return unknown_setting(q, name);
	enum qser_status status = handle_setting(q, name, organisation, s->preset, &out);
	if (!out.data)
		buffer_text_add(&out, "");
	*value = buffer_take(&out);
	return status == QSER_OK && !*value ? fail(q, QSER_MEMORY, "out of memory") : status;
}

enum qser_status qser_set_setting(
	struct qser *q, const char *name, int64_t organisation, const char *value)
{
	_cleanup_(row_free) struct row row;
	int64_t id;

	row_init(&row, q, QSER_SETTING);
	row_put_text(&row, "name", name);
	if (organisation)
		row_put_int(&row, "organisation", organisation);
	enum qser_status status = row_find_same(&row, QSER_KEY, &id);
	if (status == QSER_OK && id) {
		if (!value || !*value)
			return row_remove(q, QSER_SETTING, id);
		status = row_load(&row, id);
	} else if (status == QSER_OK && (!value || !*value)) {
		return find_setting(name) ? QSER_OK : unknown_setting(q, name);
	}
	if (status == QSER_OK)
		status = row_set(&row, "value", value);
	return status == QSER_OK ? row_save(&row) : status;
}

/* A file below the zone folder; no way out of it. */
bool qser_zone_known(const char *name)
{
	_cleanup_(buffer_free) struct buffer path = BUFFER_INIT;

	if (!*name)
		return true;
	if (*name == '/' || strstr(name, "..") || strlen(name) > 64)
		return false;
	buffer_printf(&path, "/usr/share/zoneinfo/%s", name);
	_cleanup_(close_file) FILE *file = fopen(buffer_text(&path), "re");
	char magic[4]; /* a compiled zone, not a folder or a list of them (RFC 8536) */
	return file && fread(magic, 1, sizeof(magic), file) == sizeof(magic) &&
	       !memcmp(magic, "TZif", sizeof(magic));
}
