/*
 * fuzz_certificate.c: any text as the code of a certificate, and codes of any hours.
 *
 * The first 56 bytes are ids and a hash.  What is printed is read as what it was; a letter that was
 * mistyped, and two that changed places, are noticed.
 */
#include <ctype.h>

#include "../../lib/report/certificate_code.h"
#include "fuzz.h"

static int64_t piece_id(struct pieces *p)
{
	uint64_t id = 0;
	unsigned bytes = piece_byte(p) % 9;

	for (unsigned i = 0; i < bytes; i++)
		id = id << 8 | piece_byte(p);
	return (int64_t)(id & INT64_MAX);
}

static void mistype(char *code, size_t at, char c)
{
	struct certificate_code read;
	char clean[CODE_TEXT], before = code[at];
	struct error e = {0};

	if (before == '-' || before == c)
		return;
	code[at] = c;
	MUST(certificate_code_read(code, &read, clean, &e) == QSER_INVALID && *error_message(&e));
	code[at] = before;
	error_free(&e);
}

static void swap(char *code, size_t at)
{
	size_t next = at + 1 + (code[at + 1] == '-');
	struct certificate_code read;
	char clean[CODE_TEXT], before = code[at];
	struct error e = {0};

	if (before == '-' || !code[next] || code[next] == before)
		return;
	code[at] = code[next];
	code[next] = before;
	MUST(certificate_code_read(code, &read, clean, &e) == QSER_INVALID);
	code[next] = code[at];
	code[at] = before;
	error_free(&e);
}

static void print_and_read(struct pieces *p)
{
	struct certificate_code code = {.given = piece_byte(p) & 1}, read;
	char out[CODE_TEXT], clean[CODE_TEXT];
	struct error e = {0};
	unsigned typed = piece_byte(p);

	code.path = piece_id(p);
	code.person = piece_id(p);
	code.signature = piece_id(p);
	for (size_t i = 0; i < sizeof code.digest; i++)
		code.digest[i] = (unsigned char)piece_byte(p);
	certificate_code_print(&code, out);
	MUST(strlen(out) < CODE_TEXT && !certificate_code_read(out, &read, clean, &e));
	MUST(!strcmp(clean, out) && read.given == code.given && read.path == code.path &&
		read.person == code.person && read.signature == code.signature);
	size_t length = strlen(out);
	mistype(out, typed % length, "0123456789ABCDEFGHJKMNPQRSTVWXYZ"[typed & 31]);
	swap(out, typed % length);
	error_free(&e);
}

static void as_code(const char *text)
{
	struct certificate_code read, again;
	char clean[CODE_TEXT], twice[CODE_TEXT];
	struct error e = {0};

	if (certificate_code_read(text, &read, clean, &e) == QSER_OK) {
		MUST(read.path >= 0 && read.person >= 0 && read.signature >= 0);
		MUST(!certificate_code_read(clean, &again, twice, &e) && !strcmp(clean, twice));
		for (char *c = clean; *c; c++)
			*c = (char)tolower((unsigned char)*c);
		MUST(!certificate_code_read(clean, &again, clean, &e) && !strcmp(clean, twice));
	} else {
		MUST(*error_message(&e));
	}
	error_free(&e);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct pieces p = {data, size};

	print_and_read(&p);
	char *text = piece_text(&p);
	as_code(text);
	free(text);
	return 0;
}
