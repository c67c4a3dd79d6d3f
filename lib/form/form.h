/*
 * form.h: forms (templates) and what was answered (H8, B6, A4).
 *
 * A form has versions; a version has sections; a section has items.  A response keeps the version it
 * answered, and a version with answers is never changed: old answers keep their questions.
 */
#ifndef FORM_FORM_H
#define FORM_FORM_H

#include "../record/handle.h"

extern const struct record form_record, form_version_record, section_record, item_record;
extern const struct record response_record, answer_record;

#endif
