/* gate.c: what becomes of a rule that does not hold. */
#include "gate.h"

#include <stdarg.h>
#include <string.h>

#include "../record/exception.h"

#define SQL_ORGANISATION "select organisation from path where id = ?1"

enum qser_status organisation_of(struct qser *q, int64_t path, int64_t *organisation)
{
	_cleanup_(query_end) struct query look = query(q->store, SQL_ORGANISATION);

	query_int(&look, 1, path);
	return query_number(&look, 0, organisation);
}

enum qser_status gate_is_on(struct qser *q, enum gate gate, int64_t path, bool *on)
{
	_cleanup_(buffer_free) struct buffer policy = BUFFER_INIT;
	int64_t organisation = 0;
	enum qser_status status = path ? organisation_of(q, path, &organisation) : QSER_OK;

	if (status == QSER_OK)
		status = setting_value(q, gate_setting(gate), organisation, &policy);
	*on = strcmp(buffer_text(&policy), "off") != 0;
	return status;
}

static enum qser_status decide(
	struct qser *q, enum gate gate, const struct place *at, const char *finding)
{
	_cleanup_(buffer_free) struct buffer policy = BUFFER_INIT;
	enum qser_status status = setting_value(q, gate_setting(gate), at->organisation, &policy);
	bool refuses = !strcmp(buffer_text(&policy), "refuse");

	if (status != QSER_OK || !strcmp(buffer_text(&policy), "off"))
		return status;
	if (refuses && !q->options.override && !q->log.import_name)
		return fail(q, QSER_REFUSED, "%s; or pass with --override REASON (%s)", finding,
			gate_setting(gate));
	remark(q, "%s", finding);
	return q->options.override && !q->log.import_name
		       ? keep_exception(
				 q, at->path, gate_setting(gate) + strlen("gate-"), finding, NULL)
		       : QSER_OK;
}

static _printf_(4, 0) enum qser_status decide_args(
	struct qser *q, enum gate gate, const struct place *at, const char *format, va_list args)
{
	_cleanup_(buffer_free) struct buffer finding = BUFFER_INIT;

	buffer_vprintf(&finding, format, args);
	return finding.failed ? fail(q, QSER_MEMORY, "out of memory")
			      : decide(q, gate, at, buffer_text(&finding));
}

enum qser_status gate_fails(struct qser *q, enum gate gate, int64_t path, const char *format, ...)
{
	struct place at = {.path = path};
	va_list args;
	enum qser_status status = path ? organisation_of(q, path, &at.organisation) : QSER_OK;

	if (status != QSER_OK)
		return status;
	va_start(args, format);
	status = decide_args(q, gate, &at, format, args);
	va_end(args);
	return status;
}

enum qser_status gate_fails_at(
	struct qser *q, enum gate gate, const struct place *at, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	enum qser_status status = decide_args(q, gate, at, format, args);
	va_end(args);
	return status;
}
