/* html.h: what the pieces of a page share.  Data stands only where html_text is right: between tags
 * and inside double-quoted attributes. */
#ifndef OUTPUT_HTML_H
#define OUTPUT_HTML_H

#include "document.h"

void html_text(struct buffer *out, const char *text);
/* <tag>text</tag>; open may carry attributes. */
void element(struct buffer *out, const char *open, const char *text, const char *close);
/* value of scale, "31.3%" */
void html_percent(struct buffer *out, int64_t value, int64_t scale);

/* A chart that is not empty, inside a figure.  Mail: programs that read mails often leave drawings
 * out, so label and figure of each thing stand beside them as text. */
void html_chart(struct qser_spool *spool, const struct document_chart *c, bool mail);

#endif
