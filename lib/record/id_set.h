/* id_set.h: a set of ids: open addressing, grows by doubling.  0 is no id. */
#ifndef RECORD_ID_SET_H
#define RECORD_ID_SET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct id_set {
	int64_t *slots; /* 0: empty */
	size_t count, size;
};

bool id_set_has(const struct id_set *s, int64_t id);
bool id_set_add(struct id_set *s, int64_t id); /* false: out of memory */
void id_set_free(struct id_set *s);

#endif
