/*
 * written.h: the words of days and times as programs write them, in English, Greek, German,
 * Spanish, Czech, French and Dutch.
 *
 * All read folded text (written_fold): *at moves behind what was read, and stays where it is when
 * there is no such thing.
 */
#ifndef BASE_WRITTEN_H
#define BASE_WRITTEN_H

#include <stdbool.h>

#include "buffer.h"

/* The text folded into out, so that every kind of blank is a space; false: it holds digits that are
 * not ASCII, and is nothing that these could read. */
bool written_fold(const char *text, struct buffer *out);

int written_month(const char **at); /* "november", "Νοεμβρίου", "listopadu", "nov.": 1..12; 0 */
int written_weekday(const char **at); /* "saturday", "sat,", "Σάββατο": 1 Monday .. 7; 0 */

/* What stands between a day and a time: ", " " at " " um " " - "; blanks at least.  False: nothing
 * does. */
bool written_link(const char **at);

/* "am", "p. m.", "π.μ.", "odp." */
bool written_half(const char **at, bool *afternoon);

/* "EET", "MESZ", "UTC", "GMT+2", "utc-03:30": minutes east of UTC */
bool written_zone(const char **at, int *offset);

/* One of the words, "de|del|of", and no more letters; blanks and dots behind it, too. */
bool written_word(const char **at, const char *words);

#endif
