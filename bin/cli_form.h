/* cli_form.h: verbs of forms, for more than one command. */
#ifndef BIN_CLI_FORM_H
#define BIN_CLI_FORM_H

#include "cli.h"

enum qser_status cli_form_list(struct cli *c);
enum qser_status cli_form_show(struct cli *c);
enum qser_status cli_form_export(struct cli *c);
enum qser_status cli_form_import(struct cli *c);

extern const struct cli_option cli_revision_options[], cli_form_import_options[];
extern const char cli_form_file_more[];

/* Entries of a table of verbs. */
#define CLI_FORM_IMPORT(what, ex)                                                           \
	{                                                                                   \
		.name = "form import", .arguments = "FILE|-",                               \
		.brief = "take " what ", or a new revision of one, from a CSV file",        \
		.examples = ex, .database = CLI_WRITES, .options = cli_form_import_options, \
		.least = 1, .most = 1, .complete = "file", .run = cli_form_import,          \
		.more = cli_form_file_more                                                  \
	}
#define CLI_FORM_EXPORT(what, ex)                                                         \
	{                                                                                 \
		.name = "form export", .arguments = "FORM…",                              \
		.brief = "write " what " as CSV that form import takes", .examples = ex,  \
		.database = CLI_READS, .kind = CLI_DATA, .options = cli_revision_options, \
		.least = 1, .most = -1, .complete = "record:form", .run = cli_form_export \
	}

/* A table of the columns of a form file. */
enum qser_status cli_form_table(struct cli *c, struct qser_table **table) QSER_CHECK;
/* A page to read, or rows of data? */
bool cli_is_page(const struct cli *c);
/* QSER_USAGE: a page of HTML of several. */
enum qser_status cli_one_page(struct cli *c) QSER_CHECK;

#endif
