/* source.h: where the bytes and the name of an import come from, the same for records and forms. */
#ifndef RECORD_SOURCE_H
#define RECORD_SOURCE_H

#include "../intake/header.h"
#include "handle.h"

struct source {
	struct intake *in;
	struct header_rules *rules; /* NULL: no map */
	const char *rest;	    /* of import->text */
};

/* Open what import names, and write its name, as it may be shown, into the change log. */
enum qser_status source_open(struct source *s, struct qser *q, const struct qser_import *import)
	_check_;
void source_free(struct source *s);

#endif
