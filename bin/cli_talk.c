/*
 * cli_talk.c: everything on stderr, and the failures behind it.
 */
#include <stdarg.h>
#include <sys/uio.h>

#include "cli_private.h"

/* Of a word of 50 kB that somebody typed, or sent, the beginning is enough; what is accepted stands
 * at the end. */
static void shorten(char *line)
{
	enum { MOST = 4000, HEAD = 200, TAIL = 1000 };
	static const char between[] = "…";
	size_t length = strlen(line);
	if (length <= MOST)
		return;
	char *cut = line + HEAD, *rest = line + length - TAIL;
	while ((*cut & 0xC0) == 0x80)
		cut--;
	while ((*rest & 0xC0) == 0x80)
		rest++;
	memcpy(cut, between, sizeof between - 1);
	memmove(cut + sizeof between - 1, rest, strlen(rest) + 1);
}

/* One line, at once, so that lines of several processes do not mix.  A lost stderr is nobody's
 * loss. */
static void print_line(const char *program, const char *text)
{
	_cleanup_(free_pointer) char *shown = qser_escape(text);
	for (char *s = shown; s && *s; s++)
		if (*s == '\n')
			*s = ' ';
	if (shown)
		shorten(shown);
	else
		text = "out of memory";
	const char *line = shown ? shown : text;
	struct iovec parts[] = {
		{.iov_base = (void *)(uintptr_t)program, .iov_len = strlen(program)},
		{.iov_base = (void *)(uintptr_t) ": ", .iov_len = 2},
		{.iov_base = (void *)(uintptr_t)line, .iov_len = strlen(line)},
		{.iov_base = (void *)(uintptr_t) "\n", .iov_len = 1},
	};
	if (writev(STDERR_FILENO, parts, 4) < 0)
		return;
}

void cli_error(const char *program, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	_cleanup_(free_pointer) char *text = cli_vformat(format, args);
	va_end(args);
	cli_clear_progress();
	print_line(program, text ? text : "out of memory");
}

enum qser_status cli_fail(struct cli *c, enum qser_status status, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	char *text = cli_vformat(format, args);
	va_end(args);
	free(c->state->failure);
	c->state->failure = text;
	return text ? status : QSER_MEMORY;
}

/* Talk that cannot be kept is left out: the work is what counts. */
void cli_tell(struct cli *c, const char *prefix, const char *text)
{
	struct cli_state *s = c->state;
	if (c->quiet && *prefix)
		return;
	char *line = cli_format("%s%s", prefix, text);
	char **talk = cli_grow(s->talk, &s->talk_room, s->talk_count, sizeof *s->talk);
	if (talk)
		s->talk = talk;
	if (!line || !talk) {
		free(line);
		return;
	}
	s->talk[s->talk_count++] = line;
}

void cli_made(struct cli *c, const char *what)
{
	c->state->made = what;
}

void cli_say(struct cli *c, const char *format, ...)
{
	if (c->quiet)
		return;
	va_list args;
	va_start(args, format);
	_cleanup_(free_pointer) char *text = cli_vformat(format, args);
	va_end(args);
	if (text)
		cli_tell(c, "", text);
}

void cli_print_talk(struct cli *c)
{
	struct cli_state *s = c->state;
	cli_clear_progress();
	for (size_t i = 0; i < s->talk_count; i++) {
		print_line(c->command->name, s->talk[i]);
		free(s->talk[i]);
	}
	s->talk_count = 0;
}

/* The one place where a status becomes an exit status (qser(7); after sysexits.h). */
int cli_exit_status(enum qser_status status)
{
	switch (status) {
	case QSER_OK:
		return 0;
	case QSER_UNKNOWN:
	case QSER_PARTIAL:
		return 1;
	case QSER_USAGE:
		return 64;
	case QSER_INVALID:
	case QSER_EXISTS:
	case QSER_REFERENCED:
	case QSER_REFUSED:
		return 65;
	case QSER_NOINPUT:
		return 66;
	case QSER_UNAVAILABLE:
		return 69;
	case QSER_STOPPED:
	case QSER_INTERNAL:
		return 70;
	case QSER_MEMORY:
		return 71;
	case QSER_CANTCREATE:
		return 73;
	case QSER_OUTPUT:
		return 74;
	case QSER_BUSY:
	case QSER_INTERRUPTED: /* by a signal, which then ends the process */
		return 75;
	case QSER_PERMISSION:
		return 77;
	case QSER_NEWER:
	case QSER_CONFIG:
		return 78;
	}
	return 70;
}
