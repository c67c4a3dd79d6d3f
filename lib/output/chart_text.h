/* chart_text.h: charts of letters. */
#ifndef OUTPUT_CHART_TEXT_H
#define OUTPUT_CHART_TEXT_H

#include "blocks.h"

/* A chart that is not empty, at most style->width columns wide where that can be; ascii: of plain
 * characters alone, but for the words of users. */
void chart_text(
	struct qser_spool *spool, const struct document_chart *c, const struct qser_style *style);

#endif
