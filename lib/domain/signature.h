/*
 * signature.h: who signs what: the rules of each record that is signed (signature.c).
 */
#ifndef DOMAIN_SIGNATURE_H
#define DOMAIN_SIGNATURE_H

#include "../form/seal.h"
#include "domain.h"

/* A rule of signing; the party is one of the words.  qser_sign asks those of the record. */
typedef enum qser_status signing_rule(
	struct qser *q, int64_t id, const struct qser_signing *signing);

/* The path is open, no newer contract holds, and the party signs contracts; for the trainer, the
 * gate eligibility.  Then: a remark when the trainer is somebody else (contract.c). */
enum qser_status contract_may_sign(struct qser *q, int64_t id, const struct qser_signing *signing)
	_check_;
enum qser_status contract_is_signed(struct qser *q, int64_t id, const struct qser_signing *signing)
	_check_;
/* It is handed in.  Then: for the organisation or by the supervisor, its state is signed
 * (diary_sign.c). */
enum qser_status entry_may_sign(struct qser *q, int64_t id, const struct qser_signing *signing)
	_check_;
enum qser_status entry_is_signed(struct qser *q, int64_t id, const struct qser_signing *signing)
	_check_;
/* The path is open (conclusion.c). */
enum qser_status conclusion_may_sign(struct qser *q, int64_t id, const struct qser_signing *signing)
	_check_;
/* Mentor, mentee and organisation sign, and the pair is not over.  Then: a remark when it is
 * somebody else than the mentor or mentee it was signed for (pair_rules.c). */
enum qser_status pair_may_sign(struct qser *q, int64_t id, const struct qser_signing *signing)
	_check_;
enum qser_status pair_is_signed(struct qser *q, int64_t id, const struct qser_signing *signing)
	_check_;

/* By both, trainer and organisation? */
enum qser_status signed_by_both(struct qser *q, enum qser_record r, int64_t id, bool *both) _check_;

#endif
