/* findings.c: what a look at the database finds. */
#include "cleanup.h"
#include "findings.h"

/* What is found for want of memory is no finding: the look ends with QSER_MEMORY. */
static void tell(struct findings *f, const struct buffer *line)
{
	if (!f->stopped && !memory_starved() && f->fn(f->ctx, buffer_text(line)))
		f->stopped = true;
}

void findings_add(struct findings *f, const char *format, ...)
{
	_cleanup_(buffer_free) struct buffer line = BUFFER_INIT;
	va_list args;

	f->count++;
	if (f->of_kind++ >= FINDINGS_SHOWN)
		return;
	va_start(args, format);
	buffer_vprintf(&line, format, args);
	va_end(args);
	tell(f, &line);
}

void findings_end_kind(struct findings *f, const char *what)
{
	_cleanup_(buffer_free) struct buffer line = BUFFER_INIT;

	if (f->of_kind > FINDINGS_SHOWN) {
		buffer_printf(&line, "and %d more %s", f->of_kind - FINDINGS_SHOWN, what);
		tell(f, &line);
	}
	f->of_kind = 0;
}
