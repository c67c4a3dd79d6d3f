/* setting.c: settings are rows, global or of one organisation; there are no configuration files. */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "../base/clock.h"
#include "../base/number.h"
#include "../base/text.h"
#include "calendar.h"
#include "gate.h"
#include "logo.h"

#define PRESETS 15
#define POLICIES "refuse|warn|off"

/* What can be set, what it may hold, what holds when it is not set; behind these the gates. */
static const struct qser_setting known[PRESETS + GATES] = {
	{"day-order", "none", "none|dmy|mdy",
		"which way round 20/11/2026 and 20.11.2026 are read; none refuses them"},
	{"zone", "", NULL,
		"time zone of local times, like Europe/Athens; empty: that of the computer"},
	{"language", "", NULL,
		"language of the sort order, like cs, and of reports, like el; empty: general"},
	{"programme", "", NULL, "name of the programme, for the heads of reports"},
	{"interval-days", "3-4", NULL, "days from one session of a participant to the next"},
	{"interval-count", "calendar", "calendar|working",
		"which days these are; working leaves out weekends and holidays"},
	{"working-days", "mon-fri", NULL, "days of the week on which people work"},
	{"business-hours", "07:00-19:00", NULL, "when they work"},
	{"workshop-length", "2h", NULL, "how long a workshop may be"},
	{"timer-limit", "10h", NULL, "after so long a running timer counts as forgotten"},
	{"silent-days", "28", NULL, "days without a meeting after which a pair is silent"},
	{"answer-days", "14", NULL, "days a proposal may wait for an answer"},
	{"picture-limit", "2 MiB", NULL, "how large the picture of an applicant may be"},
	{"footer", "", NULL, "a line at the end of the pages of reports"},
	{"logo", "", NULL,
		"the picture at the head of reports; qser-admin logo set FILE puts it there"},
	[PRESETS + GATE_ELIGIBILITY] = {"gate-eligibility", "refuse", POLICIES,
		"the trainer has completed the online training and has a trainer's background"},
	[PRESETS + GATE_SELF_REFLECTION] = {"gate-self-reflection", "refuse", POLICIES,
		"the trainer has answered the self-reflection before the path is discussed"},
	[PRESETS + GATE_CONTRACT] = {"gate-contract", "warn", POLICIES,
		"there is a contract before the first session"},
	[PRESETS + GATE_CONFIRMATION] = {"gate-confirmation", "warn", POLICIES,
		"the path is confirmed before participants start"},
	[PRESETS + GATE_CHECKLIST] = {"gate-checklist", "warn", POLICIES,
		"the checklist is signed by both parties before the first session"},
	[PRESETS + GATE_PRE_SESSION] = {"gate-pre-session", "warn", POLICIES,
		"the questions before the first session are answered"},
	[PRESETS + GATE_INTERVAL] = {"gate-interval", "warn", POLICIES,
		"sessions of one participant are as far apart as interval-days says"},
	[PRESETS + GATE_LIMITS] = {"gate-limits", "warn", POLICIES,
		"the diary stays within the sessions, hours and days of the contract"},
	[PRESETS + GATE_WORKSHOP_LENGTH] = {"gate-workshop-length", "warn", POLICIES,
		"a workshop is not longer than workshop-length"},
	[PRESETS + GATE_BUSINESS_HOURS] = {"gate-business-hours", "warn", POLICIES,
		"entries with clock times are within business-hours of a working day"},
	[PRESETS + GATE_DEPARTMENT] = {"gate-department", "refuse", POLICIES,
		"a colleague who is shadowed works in another department"},
	[PRESETS + GATE_OVERLAP] = {"gate-overlap", "refuse", POLICIES,
		"two entries of one trainer at the same time"},
	[PRESETS + GATE_CONCLUSION] = {"gate-conclusion", "warn", POLICIES,
		"closing workshop, conclusion and follow-ups are there when a path is closed"},
	[PRESETS + GATE_PAIR_START] = {"gate-pair-start", "refuse", POLICIES,
		"a meeting of a pair is not before the day the pair began"},
	[PRESETS + GATE_SUPERVISOR] = {"gate-supervisor", "refuse", POLICIES,
		"a mentor is not the supervisor of the mentee, nor the other way round"},
	[PRESETS + GATE_ONE_MENTOR] = {"gate-one-mentor", "refuse", POLICIES,
		"a mentee has one mentor at a time"},
	[PRESETS + GATE_PREFERENCE] = {"gate-preference", "refuse", POLICIES,
		"nobody is paired with somebody they have excluded"},
};

const char *gate_setting(enum gate gate)
{
	return known[PRESETS + gate].name;
}

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

static bool is_interval(const char *value)
{
	int least, most;

	return interval_read(value, &least, &most);
}

static bool is_weekdays(const char *value)
{
	bool works[8];

	return weekdays_read(value, works);
}

static bool is_span(const char *value)
{
	_cleanup_(error_free) struct error ignored = {0};
	struct span span;

	return span_parse(value, &span, &ignored) == QSER_OK;
}

static bool is_duration(const char *value)
{
	_cleanup_(error_free) struct error ignored = {0};
	int64_t minutes;

	return duration_parse(value, MINUTES_MAX, &minutes, &ignored) == QSER_OK;
}

static bool is_days(const char *value)
{
	_cleanup_(error_free) struct error ignored = {0};
	int64_t days;

	return number_parse(value, 1, 366, &days, &ignored) == QSER_OK;
}

static bool is_size(const char *value)
{
	int64_t bytes;

	return size_read(value, &bytes);
}

static const struct {
	const char *setting;
	bool (*holds)(const char *value);
	const char *like;
} shapes[] = {
	{"language", text_is_language, "the code of one, like cs or el"},
	{"zone", qser_zone_known, "a time zone, like Europe/Athens"},
	{"interval-days", is_interval, "a number of days or two, like 3-4"},
	{"working-days", is_weekdays, "days of the week, like mon-fri or mon,wed"},
	{"business-hours", is_span, "a span of the day, like 08:00-16:00"},
	{"workshop-length", is_duration, "a duration, like 2h"},
	{"picture-limit", is_size, "a size up to 16 MiB, like 2 MiB or 500 kB"},
	{"logo", logo_is, "a picture; give the file to: qser-admin logo set FILE"},
	{"timer-limit", is_duration, "a duration up to 24h, like 10h"},
	{"silent-days", is_days, "a number of days, 1 to 366"},
	{"answer-days", is_days, "a number of days, 1 to 366"},
};

static enum qser_status check_setting(struct row *row)
{
	const char *name = row_text(row, "name"), *value = row_text(row, "value");
	const struct qser_setting *s = find_setting(name);

	if (!s)
		return unknown_setting(row->q, name);
	if (!allowed(s->words, value))
		return fail(
			row->q, QSER_INVALID, "%s: \"%s\" is not one of %s", name, value, s->words);
	for (size_t i = 0; i < COUNT(shapes); i++)
		if (!strcmp(name, shapes[i].setting) && !shapes[i].holds(value))
			return fail(row->q, QSER_INVALID, "%s: \"%s\" is not %s", name, value,
				shapes[i].like);
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

enum qser_status setting_value(
	struct qser *q, const char *name, int64_t organisation, struct buffer *out)
{
	const struct qser_setting *s = find_setting(name);

	return s ? handle_setting(q, name, organisation, s->preset, out) : unknown_setting(q, name);
}

enum qser_status qser_get_setting(
	struct qser *q, const char *name, int64_t organisation, char **value)
{
	struct buffer out = BUFFER_INIT;
	enum qser_status status = setting_value(q, name, organisation, &out);

	*value = NULL;
	if (status == QSER_OK && out.length && !strcmp(name, "logo")) {
		_cleanup_(buffer_free) struct buffer all = out;
		out = (struct buffer)BUFFER_INIT;
		logo_words(buffer_text(&all), &out);
	}
	if (status != QSER_OK) {
		buffer_free(&out);
		return status;
	}
	if (!out.data)
		buffer_text_add(&out, "");
	*value = buffer_take(&out);
	return *value ? QSER_OK : fail(q, QSER_MEMORY, "out of memory");
}

static enum qser_status put_setting(
	struct qser *q, const char *name, int64_t organisation, const char *value, bool whole)
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
	if (status == QSER_OK && whole)
		row_put_text(&row, "value", value);
	else if (status == QSER_OK)
		status = row_set(&row, "value", value);
	return status == QSER_OK ? row_save(&row) : status;
}

enum qser_status qser_set_setting(
	struct qser *q, const char *name, int64_t organisation, const char *value)
{
	return put_setting(q, name, organisation, value, false);
}

enum qser_status setting_store(
	struct qser *q, const char *name, int64_t organisation, const char *value)
{
	return put_setting(q, name, organisation, value, true);
}

/* A file below the zone folder; no way out of it. */
bool qser_zone_known(const char *name)
{
	char path[96], magic[4]; /* a compiled zone, not a folder or a list of them (RFC 8536) */

	if (!*name)
		return true;
	if (*name == '/' || strstr(name, "..") || strlen(name) > 64)
		return false;
	(void)snprintf(path, sizeof path, "/usr/share/zoneinfo/%s", name);
	_cleanup_(close_descriptor) int fd = open(path, O_RDONLY | O_CLOEXEC);
	return fd >= 0 && read(fd, magic, sizeof magic) == sizeof magic &&
	       !memcmp(magic, "TZif", sizeof magic);
}
