/* conclusion_page.h: what the pages that tell a conclusion have in common. */
#ifndef REPORT_CONCLUSION_PAGE_H
#define REPORT_CONCLUSION_PAGE_H

#include "report.h"

/* The texts of a conclusion c, as conclusion_put_texts takes them. */
#define CONCLUSION_TEXTS                                                                           \
	"c.benefits, c.skills, c.competences, c.attitudes, c.impact_organisation, c.impact_staff," \
	" c.practices, c.note"

/* Those there are, from a column of the query on, each below its heading. */
void conclusion_put_texts(struct document *d, struct query *c, int first, int level);

#endif
