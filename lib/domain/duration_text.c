/* duration_text.c: minutes for whoever prints them. */
#include "../base/clock.h"
#include "domain.h"

char *qser_duration_text(int64_t minutes, enum qser_duration_style style)
{
	struct buffer out = BUFFER_INIT;

	if (style == QSER_WORDY)
		duration_print(&out, minutes);
	else if (style == QSER_COLON)
		duration_print_colon(&out, minutes);
	else
		duration_print_decimal(&out, minutes);
	return buffer_take(&out);
}
