/* form_page.h: what the pages of a form and of a response have in common. */
#ifndef FORM_FORM_PAGE_H
#define FORM_FORM_PAGE_H

#include "../output/document.h"
#include "form.h"

/* The question, and when it is asked; into out. */
void form_question(const struct questions *qs, const struct item *item, struct buffer *out);
void form_put_section(struct document *d, const struct section *section);
void form_put_credit(
	struct document *d, const struct questions *qs); /* the source, if it has one */
/* d NULL: out of memory. */
enum qser_status form_page_write(struct qser *q, struct document *d, struct qser_spool *spool,
	const struct qser_style *style) _check_;

#endif
