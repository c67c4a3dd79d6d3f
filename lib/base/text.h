/*
 * text.h: what people write.  UTF-8 throughout; the tables are utf8proc's.
 *
 * Functions that return char * give the caller a string to free, NULL when out of memory.
 */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "error.h"

/* Is it well-formed UTF-8 (RFC 3629: no overlongs, no surrogates, at most U+10FFFF)?  NUL is a
 * character.  *bad (may be NULL) is the offset of the first byte that is not. */
bool text_is_utf8(const char *bytes, size_t length, size_t *bad);

enum text_kind {
	TEXT_LINE, /* no control characters at all */
	TEXT_NOTE  /* TAB and LF are allowed */
};

/*
 * May this be stored?  Refused (QSER_INVALID): not UTF-8, C0 and C1 control characters and DEL
 * (but see kind), U+2028, U+2029, noncharacters.  Bidi and zero-width characters are kept.
 * length is strlen(text).
 */
enum qser_status text_check(const char *text, size_t length, enum text_kind kind, struct error *e)
	_check_;

/*
 * Folded key, for search and duplicates: NFKD without marks, full case folding, final sigma as
 * sigma, runs of white space as one space, trimmed, zero-width characters dropped.
 * "Παπαδόπουλος " -> "παπαδοπουλοσ", "Straße" -> "strasse", "Łukasz" -> "lukasz" (ł đ ø as l d o).
 * ASCII takes a fast path.  Invalid UTF-8 gives the bytes in lower case, never a failure.
 */
char *text_fold(const char *text);
/* The same, appended to a buffer. */
void text_fold_into(struct buffer *out, const char *text);

/*
 * Skeleton: texts that look alike have the same one.  The folded key, with Greek and Cyrillic
 * letters as the Latin ones they cannot be told from (at least as capitals: Η Н as h, Ν as n, Р Ρ
 * as p; see the table in text_skeleton.c), Cyrillic г п ф as Greek γ π φ, every hyphen and dash as
 * "-", every apostrophe as "'".  Digits stay themselves: 0 and o, 1 and l are told apart.
 */
char *text_skeleton(const char *text);
void text_skeleton_into(struct buffer *out, const char *text);

/*
 * Key of a name, whatever the order of its words: the words sorted, a space between.  Hyphens and
 * punctuation part words, apostrophes are left out.  Appended; nothing when there are no words.
 * TEXT_LOOKS: the skeletons of the words.  TEXT_LATIN: the words as text_code writes them, ä ö ü as
 * ae oe ue, so that "Παπαδόπουλος, Γιώργος" and "Giorgos Papadopoulos" have the same.  Two names
 * are likely the same when any key of the one is a key of the other.
 */
enum text_letters { TEXT_LOOKS, TEXT_LATIN };
void text_name_key(struct buffer *out, const char *name, enum text_letters letters);

/*
 * Sort key: comparing two keys with strcmp puts the texts in the order people expect.  Digits
 * before letters, Latin before Greek before Cyrillic before the rest; letters first, then accents,
 * then case (lower first).  č ř š ž ď ť ň and ñ, ł are letters of their own after c r s z d t n n
 * l; ä ö ü á é sort with a o u a e.  With lang "cs" or "sk", ch comes after h.  Final sigma is
 * sigma; punctuation and spaces before digits.
 */
char *text_sort_key(const char *text, const char *lang);

/* Columns on a terminal: combining and zero-width 0, wide 2; characters that text_escape would show
 * escaped count as their escape.  */
size_t text_width(const char *text);

/*
 * For terminals and text reports: control characters, bidi controls (U+061C, U+200E, U+200F,
 * U+202A-202E, U+2066-2069), zero-width and invisible ones (U+200B-200D, U+2060, U+FEFF, U+00AD,
 * tags U+E0000-E007F) and bytes that are not UTF-8 are shown as \x1b, \u202e, \U000e0041, \xff. TAB
 * and LF too (\t, \n) unless notes is true.
 */
void text_escape(struct buffer *out, const char *text, bool notes);

/* The text in quotes, escaped, cut at 60 columns: how messages show what was given. */
void text_quote(struct buffer *out, const char *text);

/* Record QSER_INVALID: the text as text_quote shows it, a space, and the rest of the sentence. */
enum qser_status text_refused(struct error *e, const char *text, const char *format, ...)
	_printf_(3, 4);

/* Keep the first width columns, ending in "…" when something was cut; never splits a character. */
void text_cut(struct buffer *out, const char *text, size_t width);

/*
 * A code from a name: [a-z][a-z0-9.-]{0,31}.  Folded; Greek and Cyrillic written in Latin letters
 * (ELOT 743 in plain form: ου ou, θ th, χ ch, ψ ps, ξ x, η i, υ y, ω o, αυ av/af, ευ ev/ef, μπ b at
 * the start else mp, γγ ng; Cyrillic by simple one-to-one table); other runs become one "-".  out
 * has 33 bytes; false when nothing is left to make one of.
 */
bool text_code(const char *name, char out[33]);
/* With the letters of Arabic, Persian and Urdu as well, without the vowels that are not written. */
bool text_code_consonants(const char *name, char out[33]);

/* [a-z][a-z0-9.-]{0,31} */
bool text_is_code(const char *text);

/* The code of a language as ISO 639 gives them, [a-z]{2,3}: "cs". */
bool text_is_language(const char *text);

/* One addr-spec, plain: local@domain, one @, no spaces, quotes, commas, brackets or controls; a dot
 * in the domain, no empty labels; at most 254 bytes; UTF-8 letters allowed on both sides. */
bool text_is_email(const char *text);

/* Digits, spaces, + ( ) - . / and an extension "x12"; at least 3 digits, at most 40 bytes. */
bool text_is_phone(const char *text);

/* How addresses are compared: composed (NFC), A-Z as a-z; appended.  Accents count: josé@ and jose@
 * are two people's. */
void text_address_key(struct buffer *out, const char *text);

/*
 * What two ways of writing one telephone number have in common: the last 9 of its digits, or all of
 * them when there are fewer; appended.  National numbers of the countries we serve have 9 or 10
 * digits, so "+30 210 1234567", "0030 2101234567" and "210-1234567" agree, whatever stands in
 * front.  Not for storing: different numbers may share it.
 */
void text_phone_key(struct buffer *out, const char *text);

/* Composed (NFC) copy.  Invalid UTF-8 is copied as it is. */
char *text_compose(const char *text);

#endif
