/* error.c: the record of what went wrong. */
#include "error.h"

#include "cleanup.h"

enum qser_status error_setv(
	struct error *e, enum qser_status status, const char *format, va_list args)
{
	if (!e)
		return status;
	if (memory_starved() && status != QSER_MEMORY)
		return error_set(e, QSER_MEMORY, "out of memory");
	if (e->starved)
		return QSER_MEMORY;
	/* Written aside first: the arguments may point into the message that is there. */
	struct buffer message = BUFFER_INIT;
	buffer_vprintf(&message, format, args);
	buffer_free(&e->message);
	e->message = message;
	e->starved = memory_starved() || status == QSER_MEMORY;
	memory_forget();
	e->status = e->starved ? QSER_MEMORY : status;
	e->damaged = false;
	return e->status;
}

enum qser_status error_set(struct error *e, enum qser_status status, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	status = error_setv(e, status, format, args);
	va_end(args);
	return status;
}

enum qser_status error_damaged(struct error *e)
{
	e->damaged = true;
	return e->status;
}

void error_prefix(struct error *e, const char *format, ...)
{
	va_list args;

	if (!e)
		return;
	struct buffer message = BUFFER_INIT;
	va_start(args, format);
	buffer_vprintf(&message, format, args);
	va_end(args);
	buffer_text_add(&message, ": ");
	buffer_text_add(&message, error_message(e));
	if (message.failed) { /* without where is better than nothing */
		buffer_free(&message);
		return;
	}
	buffer_free(&e->message);
	e->message = message;
}

const char *error_message(const struct error *e)
{
	if (e->message.failed)
		return "out of memory";
	return buffer_text(&e->message);
}

void error_clear(struct error *e)
{
	e->status = QSER_OK;
	e->damaged = e->starved = false;
	buffer_clear(&e->message);
}

void error_free(struct error *e)
{
	e->status = QSER_OK;
	e->damaged = e->starved = false;
	buffer_free(&e->message);
}
