/*
 * seal.h: what is signed, and whether a signature still holds (seal.c).
 *
 * A signature keeps a hash of what was signed, as it was.  It is valid as long as that is still so,
 * and broken as soon as anything of it is different; nobody has to tell it.  Here, since what is
 * signed of a checklist are its answers; who may sign what is told in lib/domain/signature.c.
 */
#ifndef FORM_SEAL_H
#define FORM_SEAL_H

#include "../base/sha256.h"
#include "../record/handle.h"

/* The column of a signature that names a record of this kind; NULL: it is none that is signed. */
const struct qser_column *seal_column(enum qser_record r);
/* What is signed, before anybody signs: each signature goes on from there. */
enum qser_status seal_content(
	struct qser *q, enum qser_record r, int64_t id, struct sha256 *content) _check_;
/* Who signed belongs to it: nobody puts another name below what was signed. */
void seal_close(const struct sha256 *content, const char *party, const char *name, const char *day,
	char out[SHA256_TEXT]);

/* Is a column a part of what is signed?  Where a record stands in its life is not. */
bool seal_covers(const struct qser_column *column);

/* Has any party signed it, in a way that holds?  party NULL: any. */
enum qser_status signature_holds(
	struct qser *q, enum qser_record r, int64_t id, const char *party, bool *holds) _check_;
/* "trainer 2026-10-12, organisation 2026-10-13": those that hold; into out. */
enum qser_status signatures_holding(
	struct qser *q, enum qser_record r, int64_t id, struct buffer *out) _check_;

/* Does a stored row change in what is signed of it?  Where it stands in its life is no part. */
bool signed_part_changes(const struct row *row);
/* What is signed is changed all the same: that is kept, and said once.  path 0: it is of none. */
enum qser_status signed_is_changed(struct qser *q, int64_t path, const char *finding) _check_;
/* Before an undo changes what is signed of a record: QSER_REFUSED names it and the signatures that
 * hold; --override REASON passes, and is kept. */
enum qser_status undoing_signed(struct qser *q, enum qser_record r, int64_t id, int64_t path)
	_check_;

#endif
