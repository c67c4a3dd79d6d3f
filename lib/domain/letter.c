/*
 * letter.c: templates: the words of answers to applicants, and of reports that are handed out: an
 * organisation's own, and general ones.  Nothing is calculated in them; what they are put into
 * escapes them as it does all text.
 */
#include "letter.h"

#include <inttypes.h>
#include <string.h>

#include "../base/text.h"

const char *const letter_purposes[] = {"submitted", "accepted", "rejected", "more-information",
	"report-mail", "certificate", "timesheet", "final", NULL};
static const struct qser_column letter_columns[] = {
	COLUMN_ID,
	COLUMN_CODE("purpose"),
	{.name = "purpose",
		.label = "Purpose",
		.type = QSER_CHOICE,
		.flags = QSER_REQUIRED | QSER_BRIEF,
		.words = letter_purposes,
		.aliases = "Σκοπός|"
			   "Zweck|Anlass|"
			   "Propósito|"
			   "Účel|"
			   "Objet|"
			   "Doel",
		.help = "what it tells"},
	{.name = "language",
		.label = "Language",
		.type = QSER_TEXT,
		.flags = QSER_BRIEF,
		.aliases = "Γλώσσα|"
			   "Sprache|"
			   "Idioma|Lengua|"
			   "Jazyk|"
			   "Langue|"
			   "Taal",
		.help = "its code, like cs; empty: for any"},
	{.name = "organisation",
		.label = "Organisation",
		.type = QSER_REF,
		.flags = QSER_BRIEF,
		.ref = QSER_ORGANISATION,
		.aliases = aliases_organisation,
		.help = "whose own it is; empty: everybody's"},
	{.name = "subject",
		.label = "Subject",
		.type = QSER_TEXT,
		.flags = QSER_REQUIRED | QSER_BRIEF,
		.aliases = "Θέμα|"
			   "Betreff|"
			   "Asunto|"
			   "Předmět|"
			   "Sujet|"
			   "Onderwerp",
		.help = "of the mail, heading of the page, with words like {name}"},
	{.name = "body",
		.label = "Text",
		.type = QSER_NOTE,
		.flags = QSER_REQUIRED,
		.aliases = "Message|"
			   "Κείμενο|"
			   "Nachricht|"
			   "Texto|"
			   "Zpráva|"
			   "Texte|"
			   "Tekst|Bericht",
		.help = "with words in braces: {organisation}, {programme}, {day} and those of its "
			"purpose, as {name}"},
	COLUMN_NOTE,
};

/* ---- Words in braces ---- */

static const char *const letter_words[LETTER_WORDS] = {"name", "reason", "organisation",
	"programme", "day", "reviewer", "application", "title", "period", "path", "hours",
	"trainer", "from", "to", "code", "month", "project"};

/* Organisation, programme and day are in all of them. */
static const struct {
	const char *purpose; /* NULL: the answers to applicants */
	enum letter_word words[8];
	size_t count;
} own_words[] = {
	{"report-mail", {LETTER_TITLE, LETTER_PERIOD}, 2},
	{"certificate",
		{LETTER_NAME, LETTER_PATH, LETTER_HOURS, LETTER_TRAINER, LETTER_FROM, LETTER_TO,
			LETTER_CODE},
		7},
	{"timesheet", {LETTER_NAME, LETTER_MONTH, LETTER_HOURS, LETTER_PROJECT}, 4},
	{"final", {LETTER_PATH, LETTER_HOURS, LETTER_TRAINER, LETTER_FROM, LETTER_TO}, 5},
	{NULL, {LETTER_NAME, LETTER_REASON, LETTER_REVIEWER, LETTER_APPLICATION}, 4},
};

static bool may_name(const char *purpose, enum letter_word word)
{
	size_t p = 0;

	if (word == LETTER_ORGANISATION || word == LETTER_PROGRAMME || word == LETTER_DAY)
		return true;
	while (own_words[p].purpose && (!purpose || strcmp(own_words[p].purpose, purpose) != 0))
		p++;
	for (size_t i = 0; i < own_words[p].count; i++)
		if (own_words[p].words[i] == word)
			return true;
	return false;
}

void letter_words_of(const char *purpose, struct buffer *out)
{
	const char *comma = "";

	for (size_t i = 0; i < LETTER_WORDS; i++)
		if (may_name(purpose, (enum letter_word)i)) {
			buffer_printf(out, "%s{%s}", comma, letter_words[i]);
			comma = ", ";
		}
}

static enum qser_status not_closed(struct qser *q, const char *name)
{
	return fail(q, QSER_INVALID,
		"%s: a { has no } in the same line; a brace alone is written {{", name);
}

static enum qser_status no_such_word(
	struct qser *q, const char *purpose, const char *name, const char *word, size_t length)
{
	_cleanup_(buffer_free) struct buffer list = BUFFER_INIT, shown = BUFFER_INIT;
	_cleanup_(free_pointer) char *copy = memory_ndup(word, length);

	letter_words_of(purpose, &list);
	text_escape(&shown, copy ? copy : "", false);
	return fail(q, QSER_INVALID, "%s: there is no {%s}; there are %s; a brace is written {{",
		name, buffer_text(&shown), buffer_text(&list));
}

/* The word at an opening brace; *length: of all of it. */
static enum qser_status read_word(struct qser *q, const char *purpose, const char *name,
	const char *at, enum letter_word *word, size_t *length)
{
	size_t inner = strcspn(at + 1, "{}\n");

	*length = inner + 2;
	if (at[inner + 1] != '}')
		return not_closed(q, name);
	for (size_t i = 0; i < LETTER_WORDS; i++)
		if (strlen(letter_words[i]) == inner && !strncmp(at + 1, letter_words[i], inner) &&
			may_name(purpose, (enum letter_word)i)) {
			*word = (enum letter_word)i;
			return QSER_OK;
		}
	return no_such_word(q, purpose, name, at + 1, inner);
}

/* One line; *words: how many it has, *said: how many of them have a value. */
static enum qser_status fill_line(struct qser *q, const char *purpose, const char *name,
	const char *line, size_t length, const char *const values[LETTER_WORDS], struct buffer *out,
	int *words, int *said)
{
	const char *end = line + length;

	while (line < end) {
		enum letter_word word = LETTER_NAME;
		size_t used = 1;
		if (*line != '{') {
			buffer_char(out, *line);
		} else if (line[1] == '{') {
			buffer_char(out, '{');
			used = 2;
		} else {
			enum qser_status status = read_word(q, purpose, name, line, &word, &used);
			if (status != QSER_OK)
				return status;
			bool has = values[word] && *values[word];
			buffer_text_add(out, has ? values[word] : "");
			*words += 1;
			*said += has;
		}
		line += used;
	}
	return QSER_OK;
}

enum qser_status letter_fill(struct qser *q, const char *purpose, const char *name,
	const char *text, const char *const values[LETTER_WORDS], struct buffer *out)
{
	for (;;) {
		size_t length = strcspn(text, "\n"), before = out->length;
		int words = 0, said = 0;
		enum qser_status status =
			fill_line(q, purpose, name, text, length, values, out, &words, &said);
		if (status != QSER_OK)
			return status;
		text += length;
		bool more = *text == '\n';
		if (words && !said && out->data) { /* nothing to tell there */
			out->length = before;
			out->data[before] = '\0';
			/* nor an empty line before and behind it */
			if (more && before > 1 && out->data[before - 1] == '\n' &&
				out->data[before - 2] == '\n' && text[1] == '\n')
				text++;
		} else if (more) {
			buffer_char(out, '\n');
		}
		if (!more)
			return out->failed ? fail(q, QSER_MEMORY, "out of memory") : QSER_OK;
		text++;
	}
}

/* ---- Which text ---- */

#define SQL_TEMPLATE                                                                               \
	"select subject, body from letter where purpose = ?1 and language is not distinct from ?2" \
	" and (organisation is null or organisation = ?3)"                                         \
	" order by organisation is null, id limit 1"

enum qser_status letter_template(struct qser *q, const char *purpose, int64_t organisation,
	const char *language, struct buffer *subject, struct buffer *body, bool *found)
{
	_cleanup_(query_end) struct query look = query(q->store, SQL_TEMPLATE);

	query_text(&look, 1, purpose);
	query_text(&look, 2, language);
	query_int(&look, 3, organisation);
	*found = query_row(&look);
	if (*found) {
		buffer_text_add(subject, query_get_text(&look, 0));
		buffer_text_add(body, query_get_text(&look, 1));
	}
	return query_status(&look);
}

const struct letter_builtin *letter_builtin(const char *purpose, const char *language)
{
	for (const struct letter_builtin *b = letter_builtins; b->purpose; b++)
		if (!strcmp(b->purpose, purpose) && !strcmp(b->language, language))
			return b;
	return NULL;
}

/* ---- Rules ---- */

static enum qser_status check_language(struct row *row)
{
	const char *language = row_text(row, "language");
	size_t length = language ? strlen(language) : 2;

	if (!language || ((length == 2 || length == 3) &&
				 !language[strspn(language, "abcdefghijklmnopqrstuvwxyz")]))
		return QSER_OK;
	return fail(row->q, QSER_INVALID,
		"language: \"%s\" is not the code of one, like cs or el; leave it empty for any",
		language);
}

#define SQL_SAME                                   \
	"select id from letter where purpose = ?1" \
	" and language is not distinct from ?2"    \
	" and organisation is not distinct from ?3 and id <> ?4 order by id"

/* Of two for the same, nobody would know which is taken. */
static enum qser_status check_single(struct row *row)
{
	_cleanup_(query_end) struct query look = query(row->q->store, SQL_SAME);
	int64_t other = 0;

	query_text(&look, 1, row_text(row, "purpose"));
	query_text(&look, 2, row_text(row, "language"));
	if (row_cell(row, "organisation")->null)
		query_null(&look, 3);
	else
		query_int(&look, 3, row_int(row, "organisation", 0));
	query_int(&look, 4, row->id);
	enum qser_status status = query_number(&look, 0, &other);
	return status == QSER_OK && other
		       ? fail(row->q, QSER_EXISTS,
				 "template %" PRId64
				 " is of the same purpose, language and organisation; edit that one",
				 other)
		       : status;
}

static enum qser_status check_letter(struct row *row)
{
	static const char *const nothing[LETTER_WORDS] = {NULL};
	static const char *const texts[] = {"subject", "body"};
	enum qser_status status = check_language(row);

	for (size_t i = 0; i < COUNT(texts) && status == QSER_OK; i++) {
		_cleanup_(buffer_free) struct buffer ignored = BUFFER_INIT;
		status = letter_fill(row->q, row_text(row, "purpose"), texts[i],
			row_text(row, texts[i]), nothing, &ignored);
	}
	return status == QSER_OK ? check_single(row) : status;
}

const struct record letter_record = {
	.id = QSER_LETTER,
	.name = "template",
	.plural = "templates",
	.table = "letter",
	.columns = letter_columns,
	.count = COUNT(letter_columns),
	.lead = "subject",
	.code_of = "purpose",
	.check = check_letter,
};
