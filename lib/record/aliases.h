/*
 * aliases.h: what files call the columns, and the words, that several records have.
 *
 * As in struct qser_column: joined by "|", in English, Greek, German, Spanish, Czech, French and
 * Dutch.  Accents, case, "-" and "_" for a space, and punctuation at the end do not count
 * (lib/intake/header.h), so each is written once, as people write it.  Within one record no column
 * may be known by a name of another; tests/unit/test_schema.c sees to that.
 */
#ifndef RECORD_ALIASES_H
#define RECORD_ALIASES_H

/* ---- People ---- */

extern const char aliases_name[];			       /* the whole name of a person */
extern const char aliases_given_name[], aliases_family_name[]; /* by themselves */
extern const char aliases_email[];
extern const char aliases_phone[];
extern const char aliases_job_title[];
extern const char aliases_languages[];
extern const char aliases_person[];	 /* a reference: an e-mail address is one */
extern const char aliases_participant[]; /* of a training: one, or several */
extern const char aliases_trainer[];
extern const char aliases_responsible[];

/* ---- Organisations and what they do ---- */

extern const char aliases_organisation[];
extern const char aliases_department[];
extern const char aliases_project[];
extern const char aliases_path[];
extern const char aliases_address[];

/* ---- Anything ---- */

extern const char aliases_code[];
extern const char aliases_title[];
extern const char aliases_kind[];
extern const char aliases_state[];
extern const char aliases_note[];
extern const char aliases_day[];
extern const char aliases_starts[], aliases_ends[]; /* first and last day */
extern const char aliases_begins[];		    /* time of the day */
extern const char aliases_hours[];
extern const char aliases_duration[];

/* ---- Words ---- */

extern const char aliases_in_house[], aliases_external[];
extern const char aliases_other[];
extern const char aliases_workshop[], aliases_discussion[];

#endif
