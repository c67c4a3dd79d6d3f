/* yes_no.h: yes and no as people and programs write them. */
#ifndef BASE_YES_NO_H
#define BASE_YES_NO_H

#include <stdbool.h>

/*
 * English, Greek, German, Spanish, Czech, French and Dutch, what spreadsheets write for true and
 * false in these languages, 1 and 0, and a box that is ticked ("x", "checked").  The text is folded
 * (text_fold).  False: neither; "ne" is Czech, and no.
 */
bool yes_no_read(const char *folded, bool *yes);

#endif
