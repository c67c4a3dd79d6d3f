/*
 * cli_settings.c: the globals and the environment, made into what the verb sees.
 *
 * Nothing else reads the environment, and never a set-user-id program's (secure_getenv).
 */
#include <limits.h>
#include <pwd.h>
#include <sys/stat.h>
#include <time.h>

#include "cli_private.h"

/* ---- Values ---- */

static bool parse_number(const char *text, int64_t *value)
{
	const char *digits = text + (*text == '-');
	char *end;
	if (*digits < '0' || *digits > '9')
		return false;
	errno = 0;
	long long n = strtoll(text, &end, 10);
	if (errno || *end)
		return false;
	*value = n;
	return true;
}

enum qser_status cli_get_number(
	struct cli *c, const char *name, int64_t min, int64_t max, int64_t *value)
{
	const char *text = cli_get(c, name);
	int64_t n;
	if (!text)
		return QSER_OK;
	if (!parse_number(text, &n) || n < min || n > max) {
		if (max == INT64_MAX)
			return cli_fail(c, QSER_INVALID,
				"--%s: \"%s\" is not a whole number from %lld", name, text,
				(long long)min);
		return cli_fail(c, QSER_INVALID, "--%s: \"%s\" is not a whole number of %lld..%lld",
			name, text, (long long)min, (long long)max);
	}
	*value = n;
	return QSER_OK;
}

/* count digits at s, or -1. */
static int digits(const char *s, int count)
{
	int n = 0;
	for (int i = 0; i < count; i++) {
		if (s[i] < '0' || s[i] > '9')
			return -1;
		n = n * 10 + (s[i] - '0');
	}
	return n;
}

/* "2026-11-20", a day that exists. */
static bool parse_day(const char *text, struct tm *day)
{
	static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	if (strnlen(text, 10) < 10 || text[4] != '-' || text[7] != '-')
		return false;
	int y = digits(text, 4), m = digits(text + 5, 2), d = digits(text + 8, 2);
	if (y < 1 || m < 1 || m > 12 || d < 1)
		return false;
	bool leap = (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
	if (d > lengths[m - 1] + (m == 2 && leap))
		return false;
	*day = (struct tm){.tm_year = y - 1900, .tm_mon = m - 1, .tm_mday = d};
	return true;
}

static bool parse_stamp(const char *text, int64_t *seconds)
{
	struct tm moment;
	if (strlen(text) != 20 || !parse_day(text, &moment))
		return false;
	if (text[10] != 'T' || text[13] != ':' || text[16] != ':' || text[19] != 'Z')
		return false;
	moment.tm_hour = digits(text + 11, 2);
	moment.tm_min = digits(text + 14, 2);
	moment.tm_sec = digits(text + 17, 2);
	if (moment.tm_hour < 0 || moment.tm_hour > 23 || moment.tm_min < 0 || moment.tm_min > 59 ||
		moment.tm_sec < 0 || moment.tm_sec > 59)
		return false;
	*seconds = timegm(&moment);
	return true;
}

/*
 * The C library takes UTC, without a word, for a zone whose file it could not read, and each hour
 * would be kept wrong; errno alone tells.  A zone that has no file is another matter: "CET-1", or
 * none.
 */
static enum qser_status load_zone(struct cli *c)
{
	errno = 0;
	tzset();
	if (errno == ENOMEM)
		return cli_no_memory(c);
	static const int no_file[] = {ENOENT, EACCES, ENOTDIR, EISDIR, ENAMETOOLONG, ELOOP};
	bool failed = errno != 0;
	for (size_t i = 0; i < sizeof(no_file) / sizeof(*no_file); i++)
		failed = failed && errno != no_file[i];
	if (failed)
		return cli_fail(
			c, QSER_UNAVAILABLE, "the time zone cannot be read: %s", strerror(errno));
	return QSER_OK;
}

static enum qser_status settle_zone(struct cli *c, const char *zone)
{
	if (!*zone || !qser_zone_known(zone))
		return cli_fail(c, QSER_INVALID,
			"--tz: \"%s\" is not a zone; accepted are names as Europe/Athens or UTC",
			zone);
	if (setenv("TZ", zone, 1) != 0)
		return cli_no_memory(c);
	return load_zone(c);
}

/* Records without a day or a moment are the same in every zone; the look-up is 1.5 % of a command.
 */
static bool knows_time(const struct cli *c)
{
	const struct cli_verb *v = c->verb;
	size_t count;
	const struct qser_column *columns = qser_columns(v->record, &count);
	for (size_t i = 0; i < count; i++)
		if (columns[i].type == QSER_DAY || columns[i].type == QSER_STAMP)
			return true;
	return v->record == QSER_NO_RECORD || cli_has(c, "history");
}

/* The C library takes what it does not know for UTC without a word: whoever misspelt it would write
 * hours down at other times than meant.  Rules as EST5EDT have figures. */
static void doubt_zone(struct cli *c)
{
	const char *zone = secure_getenv("TZ");
	if (!zone || !*zone)
		return;
	const char *name = zone + (*zone == ':');
	tzset();
	if (!*tzname[0] || (*name != '/' && !strpbrk(name, "0123456789") && !qser_zone_known(name)))
		cli_say(c,
			"note: TZ: \"%s\" is not a zone, so times are those of UTC; accepted are "
			"names as Europe/Athens",
			zone);
}

/*
 * The zone of the database's own setting, unless --tz was given.  today was taken in the zone
 * before: where that makes another day of it, *again says that the database is to be opened once
 * more.
 */
enum qser_status cli_settle_zone(struct cli *c, bool *again)
{
	_cleanup_(free_pointer) char *zone = NULL;
	struct tm local;
	time_t now = (time_t)c->open.now;
	char day[64];
	*again = false;
	if (cli_has(c, "tz") || !knows_time(c))
		return QSER_OK;
	enum qser_status status = qser_get_setting(c->q, "zone", 0, &zone);
	if (status == QSER_OK && !*zone)
		doubt_zone(c);
	if (status != QSER_OK || !*zone)
		return status;
	if (setenv("TZ", zone, 1) != 0)
		return cli_no_memory(c);
	status = load_zone(c);
	if (status != QSER_OK)
		return status;
	if (c->open.today || !localtime_r(&now, &local))
		return QSER_OK;
	snprintf(day, sizeof day, "%04d-%02d-%02d", local.tm_year + 1900, local.tm_mon + 1,
		local.tm_mday);
	if (strcmp(day, qser_today(c->q)) == 0)
		return QSER_OK;
	*again = true;
	c->open.today = cli_own(c, cli_dup(day));
	return c->open.today ? QSER_OK : cli_no_memory(c);
}

/* ---- Formats ---- */

enum { EVERYWHERE = 5 }; /* formats that every verb has; the others are told by the verb */

static enum qser_status wrong_format(struct cli *c, const char *word)
{
	char all[80] = "auto, text, csv, tsv, json, jsonl";
	size_t at = strlen(all);
	const char *more = c->verb->formats ? c->verb->formats : "";

	for (size_t length; *more; more += length + (more[length] == ' ')) {
		length = strcspn(more, " ");
		at += (size_t)snprintf(all + at, sizeof(all) - at, ", %.*s", (int)length, more);
	}
	return cli_fail(c, QSER_USAGE, "--format: \"%s\" is none of %s", word, all);
}

static enum qser_status settle_format(struct cli *c, const char *word)
{
	static const struct {
		const char *word;
		enum qser_format format;
	} formats[] = {{"text", QSER_FORMAT_TEXT}, {"csv", QSER_FORMAT_CSV},
		{"tsv", QSER_FORMAT_TSV}, {"json", QSER_FORMAT_JSON}, {"jsonl", QSER_FORMAT_JSONL},
		{"html", QSER_FORMAT_HTML}, {"eml", QSER_FORMAT_EML}, {"ics", QSER_FORMAT_ICS},
		{"vcf", QSER_FORMAT_VCF}};
	enum cli_kind kind = cli_kind_of(c->verb);
	c->automatic = !word || strcmp(word, "auto") == 0;
	c->style.format = QSER_FORMAT_TEXT;
	if (c->automatic) {
		if (kind == CLI_DATA || (kind == CLI_ROWS && !c->terminal))
			c->style.format = QSER_FORMAT_CSV;
		return QSER_OK;
	}
	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
		bool has = i < EVERYWHERE || cli_in_words(c->verb->formats, word);
		if (has && strcmp(word, formats[i].word) == 0) {
			c->style.format = formats[i].format;
			return QSER_OK;
		}
	}
	return wrong_format(c, word);
}

static enum qser_status settle_style(struct cli *c)
{
	const char *output = cli_get(c, "output");
	const char *color = cli_get(c, "color");
	c->terminal = (!output || strcmp(output, "-") == 0) && isatty(STDOUT_FILENO);
	enum qser_status status = settle_format(c, cli_get(c, "format"));
	if (status != QSER_OK)
		return status;
	if (color && !cli_in_words("auto always never", color))
		return cli_fail(
			c, QSER_USAGE, "--color: \"%s\" is none of auto, always, never", color);
	c->style.no_header = cli_has(c, "no-header");
	c->style.for_spreadsheet = cli_has(c, "for-spreadsheet");
	c->style.width = c->terminal ? cli_width(STDOUT_FILENO) : 0;
	c->style.color = c->style.format == QSER_FORMAT_TEXT && cli_wants_color(color, c->terminal);
	return QSER_OK;
}

/* ---- The database ---- */

/* XDG Base Directory 0.8: a relative path is to be ignored. */
static const char *user_path(struct cli *c)
{
	const char *data = secure_getenv("XDG_DATA_HOME"), *home = secure_getenv("HOME");
	if (data && *data == '/')
		return cli_own(c, cli_format("%s/qser/qser.db", data));
	return home && *home == '/' ? cli_own(c, cli_format("%s/.local/share/qser/qser.db", home))
				    : NULL;
}

/*
 * Not an option, which every line of every script would need to repeat, and not a setting, which is
 * in the database that is not to be opened: it is said where the database is named, in the
 * environment.
 */
static bool allows_network(void)
{
	const char *word = secure_getenv("QSER_ALLOW_NETWORK");
	return word && strcmp(word, "1") == 0;
}

/* A name that no terminal shows, or no file can have, is a slip of a script. */
static enum qser_status check_path(struct cli *c, const char *path)
{
	const char *from = cli_get(c, "db") ? "--db" : "QSER_DB";

	if (strlen(path) >= PATH_MAX)
		return cli_fail(c, QSER_INVALID, "%s: the name of the file is longer than %d bytes",
			from, PATH_MAX - 1);
	for (const char *at = path; *at; at++)
		if ((unsigned char)*at < ' ' || *at == 127)
			return cli_fail(c, QSER_INVALID,
				"%s: \"%s\" holds a control character; name a file without", from,
				path);
	return QSER_OK;
}

enum qser_status cli_settle_path(struct cli *c)
{
	const char *path = cli_get(c, "db");
	if (path && !*path)
		return cli_fail(c, QSER_INVALID, "--db: the name of a file is missing");
	if (!path)
		path = secure_getenv("QSER_DB");
	c->path_given = path && *path;
	enum qser_status status = c->path_given ? check_path(c, path) : QSER_OK;
	if (status != QSER_OK)
		return status;
	if (!c->path_given || c->verb->database == CLI_OPENS_ITSELF)
		c->user_path = user_path(c);
	if (!c->path_given)
		path = c->user_path && cli_is_there(c->user_path) ? c->user_path
								  : CLI_SYSTEM_DATABASE;
	c->open.path = path;
	c->open.network = allows_network();
	return QSER_OK;
}

/*
 * /etc/passwd itself first: cheaper than the name service, which ends the process out of memory.
 * Who has no name goes without; when it cannot be found out, the log would keep nobody for
 * somebody.
 */
static enum qser_status find_login(struct cli *c)
{
	struct passwd entry, *found = NULL;
	char words[1024];
	uid_t uid = getuid();
	FILE *f = fopen("/etc/passwd", "re");
	int why = f ? 0 : errno;
	while (f && (why = fgetpwent_r(f, &entry, words, sizeof words, &found)) == 0)
		if (found->pw_uid == uid)
			break;
	if (f)
		(void)fclose(f);
	if (why && why != ENOMEM) {
		errno = 0;
		found = getpwuid(uid);
		why = errno;
	}
	if (found) {
		c->open.login = cli_own(c, cli_dup(found->pw_name));
		return c->open.login ? QSER_OK : cli_no_memory(c);
	}
	if (why == ENOMEM)
		return cli_no_memory(c);
	if (why == EIO || why == EMFILE || why == ENFILE)
		return cli_fail(c, QSER_UNAVAILABLE, "your login name cannot be looked up: %s",
			strerror(why));
	return QSER_OK; /* or nobody knows it, which each name service says in its own way */
}

static enum qser_status settle_moment(struct cli *c)
{
	const char *now = cli_get(c, "now"), *today = cli_get(c, "today");
	struct timespec clock;
	struct tm day;
	(void)clock_gettime(CLOCK_REALTIME, &clock);
	c->open.now = clock.tv_sec;
	/* 9999-12-31T23:59:59Z is the last moment there is. */
	if (now && !parse_stamp(now, &c->open.now) &&
		!(parse_number(now, &c->open.now) && c->open.now >= 0 &&
			c->open.now <= INT64_C(253402300799)))
		return cli_fail(c, QSER_INVALID,
			"--now: \"%s\" is not a moment; accepted are 2026-11-20T10:12:00Z and "
			"seconds "
			"since 1970",
			now);
	if (today && (strlen(today) != 10 || !parse_day(today, &day)))
		return cli_fail(c, QSER_INVALID,
			"--today: \"%s\" is not a day; accepted are days as 2026-11-20", today);
	c->open.today = today;
	return QSER_OK;
}

/* The large cache costs 30 ms and 70 MiB before the first row, which a file of a few thousand does
 * not earn back.  What a pipe will bring nobody knows. */
static bool all_small(const struct cli *c)
{
	off_t bytes = 0;

	for (int i = 0; i < c->argc; i++) {
		struct stat st;
		int failed =
			strcmp(c->argv[i], "-") ? stat(c->argv[i], &st) : fstat(STDIN_FILENO, &st);
		if (failed || !S_ISREG(st.st_mode))
			return false;
		bytes += st.st_size;
	}
	return bytes < 1 << 20;
}

static enum qser_status settle_open(struct cli *c)
{
	enum cli_database database = c->verb->database;
	enum qser_status status = settle_moment(c);
	if (status == QSER_OK)
		status = cli_settle_path(c);
	if (status != QSER_OK)
		return status;
	c->open.actor = cli_get(c, "actor");
	if (!c->open.actor)
		c->open.actor = secure_getenv("QSER_ACTOR");
	if (c->open.actor && !*c->open.actor)
		c->open.actor = NULL;
	if (database != CLI_READS || c->verb->actor)
		status = find_login(c);
	if (status != QSER_OK)
		return status;
	c->open.uid = getuid();
	c->open.program = c->command->name;
	c->open.override = cli_get(c, "override");
	c->open.lang = c->lang;
	c->open.bulk = database == CLI_IMPORTS && !all_small(c);
	c->open.mode = database == CLI_READS ? QSER_READ : QSER_WRITE;
	return QSER_OK;
}

enum qser_status cli_settle(struct cli *c)
{
	const char *zone = cli_get(c, "tz");
	c->quiet = cli_has(c, "quiet");
	c->verbose = cli_has(c, "verbose");
	c->dry_run = cli_has(c, "dry-run");
	c->ids = cli_has(c, "ids");
	c->null = cli_has(c, "null");
	c->columns = cli_get(c, "columns");
	c->sort = cli_get(c, "sort");
	c->lang = cli_get(c, "lang");
	enum qser_status status = cli_get_number(c, "limit", 1, INT64_MAX, &c->limit);
	if (status == QSER_OK && zone)
		status = settle_zone(c, zone);
	else if (status == QSER_OK && c->verb->database != CLI_NO_DATABASE)
		status = load_zone(c);
	if (status == QSER_OK)
		status = settle_style(c);
	if (status == QSER_OK && c->verb->database != CLI_NO_DATABASE)
		status = settle_open(c);
	return status;
}
