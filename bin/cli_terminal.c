/*
 * cli_terminal.c: how wide, how coloured, how far.
 */
#include <sys/ioctl.h>
#include <time.h>

#include "cli_private.h"

static size_t from_environment(const char *name)
{
	const char *text = secure_getenv(name);
	size_t n = 0;
	if (!text || !*text)
		return 0;
	for (; *text >= '0' && *text <= '9' && n < 100000; text++)
		n = n * 10 + (size_t)(*text - '0');
	return *text ? 0 : n;
}

size_t cli_width(int fd)
{
	struct winsize size;
	size_t given = from_environment("COLUMNS");
	if (given)
		return given;
	if (ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
		return size.ws_col;
	return isatty(fd) ? 80 : 0;
}

size_t cli_height(int fd)
{
	struct winsize size;
	if (ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_row > 0)
		return size.ws_row;
	return 24;
}

bool cli_dumb(void)
{
	const char *term = secure_getenv("TERM");
	return !term || !*term || strcmp(term, "dumb") == 0;
}

bool cli_wants_color(const char *when, bool terminal)
{
	if (when && strcmp(when, "auto") != 0)
		return strcmp(when, "always") == 0;
	const char *no_color = secure_getenv("NO_COLOR"); /* https://no-color.org */
	return terminal && !(no_color && *no_color) && !cli_dumb();
}

/* ---- Progress ---- */

/* Of the process, as stderr is. */
static struct {
	int64_t begun, shown; /* milliseconds; 0: not yet */
	bool never, drawn;
} bar;

static int64_t milliseconds(void)
{
	struct timespec t;
	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void draw(int64_t done, int64_t total, int64_t elapsed)
{
	char line[160], gauge[31];
	double rate = (double)done / ((double)elapsed / 1000.0);
	int length;
	if (total > 0 && done <= total) {
		int filled = (int)(30.0 * (double)done / (double)total);
		memset(gauge, ' ', 30);
		memset(gauge, '=', (size_t)filled);
		if (filled < 30)
			gauge[filled] = '>';
		gauge[30] = '\0';
		long left = rate > 0 ? (long)((double)(total - done) / rate + 0.5) : 0;
		length = snprintf(line, sizeof line,
			"\r[%s] %2d %%  %.1f MB/s  %ld:%02ld left\033[K", gauge,
			(int)(100.0 * (double)done / (double)total), rate / 1e6, left / 60,
			left % 60);
	} else {
		length = snprintf(line, sizeof line, "\r%.1f MB  %.1f MB/s\033[K",
			(double)done / 1e6, rate / 1e6);
	}
	if (length > 0 && write(STDERR_FILENO, line, (size_t)length) < 0)
		bar.never = true;
	bar.drawn = true;
}

void cli_progress(struct cli *c, int64_t done, int64_t total)
{
	if (bar.never)
		return;
	int64_t now = milliseconds();
	if (!bar.begun) {
		bar.begun = now;
		bar.never = c->quiet || cli_dumb() || !isatty(STDERR_FILENO) ||
			    cli_width(STDERR_FILENO) < 70;
		return;
	}
	if (now - bar.begun < 1000 || now - bar.shown < 200)
		return;
	bar.shown = now;
	draw(done, total, now - bar.begun);
}

void cli_clear_progress(void)
{
	static const char clear[] = "\r\033[K";
	if (bar.drawn && write(STDERR_FILENO, clear, sizeof clear - 1) < 0)
		bar.never = true;
	bar.drawn = false;
}
