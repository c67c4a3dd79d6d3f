/* text_latin.c: names as codes, and the shape of codes, e-mail addresses and telephone numbers. */
#include "cleanup.h"
#include "text.h"

#include <stdint.h>
#include <string.h>
#include <utf8proc.h>

#include "ascii.h"
#include "utf8.h"

#define CODE_MAX 32
#define EMAIL_MAX 254 /* RFC 5321 4.5.3.1, less the angle brackets */
#define LOCAL_MAX 64
#define LABEL_MAX 63
#define PHONE_MAX 40

/* ---- A code from a name ---- */

enum {
	ALPHA = 0x3B1,
	GAMMA = 0x3B3,
	EPSILON = 0x3B5,
	ETA = 0x3B7,
	KAPPA = 0x3BA,
	MU = 0x3BC,
	XI = 0x3BE,
	OMICRON = 0x3BF,
	PI = 0x3C0,
	UPSILON = 0x3C5,
	CHI = 0x3C7,
	OMEGA = 0x3C9,
	TONOS = 1,
	DIALYTIKA = 2
};

static const char *const greek[] = {"a", "v", "g", "d", "e", "z", "i", "th", "i", "k", "l", "m",
	"n", "x", "o", "p", "r", "s", "s", "t", "y", "f", "ch", "ps", "o"}; /* α … ω */

static const char *const cyrillic[] = {"a", "b", "v", "g", "d", "e", "zh", "z", "i", "i", "k", "l",
	"m", "n", "o", "p", "r", "s", "t", "u", "f", "kh", "ts", "ch", "sh", "shch", "", "y", "",
	"e", "yu", "ya", /* а … я */
	"e", "yo", "dj", "g", "ye", "dz", "i", "yi", "j", "lj", "nj", "c", "k", "i", "u",
	"dz"}; /* ѐ … џ */

/* After the UNGEGN systems for Arabic (2017) and Persian (2012), without their marks; vowels that
 * are not written are not known.  Letters of Persian, Kurdish and Urdu stand in arabic_more. */
static const char *const arabic[] = {"", "a", "a", "w", "a", "y", "a", "b", "a", "t", "th", "j",
	"h", "kh", "d", "dh", "r", "z", "s", "sh", "s", "d", "t", "z", "", "gh",   /* ء … غ */
	"", "", "", "", "", "", "f", "q", "k", "l", "m", "n", "h", "w", "a", "y"}; /* ف … ي */
static const struct {
	uint16_t c;
	char letters[4];
} arabic_more[] = {{0x671, "a"}, {0x679, "t"}, {0x67E, "p"}, {0x686, "ch"}, {0x688, "d"},
	{0x691, "r"}, {0x698, "zh"}, {0x6A4, "v"}, {0x6A9, "k"}, {0x6AF, "g"}, {0x6BA, "n"},
	{0x6BE, "h"}, {0x6C1, "h"}, {0x6C6, "o"}, {0x6CC, "y"}, {0x6CE, "e"}, {0x6D2, "e"},
	{0x6D5, "e"}};

static const char *arabic_letters(uint32_t c)
{
	if (c >= 0x621 && c <= 0x64A)
		return arabic[c - 0x621];
	for (size_t i = 0; i < sizeof(arabic_more) / sizeof(*arabic_more); i++)
		if (arabic_more[i].c == c)
			return arabic_more[i].letters;
	return NULL;
}

const char *latin_letters(uint32_t c)
{
	switch (c) {
	case 0xDF: /* ß */
		return "ss";
	case 0xE6: /* æ */
		return "ae";
	case 0xF0:  /* ð */
	case 0x111: /* đ */
		return "d";
	case 0xF8: /* ø */
		return "o";
	case 0xFE: /* þ */
		return "th";
	case 0x127: /* ħ */
		return "h";
	case 0x131: /* ı */
		return "i";
	case 0x142: /* ł */
		return "l";
	case 0x153: /* œ */
		return "oe";
	case 0x167: /* ŧ */
		return "t";
	default:
		return NULL;
	}
}

/* A character with the marks that matter to Greek. */
struct sign {
	uint32_t c;
	unsigned int marks;
};

#define NAME_BYTES 160
#define SIGNS_MAX (NAME_BYTES / 3 * 18 + 1) /* U+FDFA: three bytes, eighteen characters */

/* The start of a name, taken apart and without case: enough of it for a code. */
static size_t read_signs(const char *name, struct sign out[SIGNS_MAX])
{
	utf8proc_int32_t t[SIGNS_MAX];
	size_t length = strlen(name), count = 0;

	if (length > NAME_BYTES)
		for (length = NAME_BYTES; length && (name[length] & 0xC0) == 0x80;)
			length--;
	utf8proc_ssize_t n =
		utf8proc_decompose((const utf8proc_uint8_t *)name, (utf8proc_ssize_t)length, t,
			SIGNS_MAX, UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_IGNORE);
	for (utf8proc_ssize_t i = 0; i < n && i < SIGNS_MAX; i++) {
		utf8proc_category_t category = utf8proc_category(t[i]);
		if (category < UTF8PROC_CATEGORY_MN || category > UTF8PROC_CATEGORY_ME)
			out[count++] = (struct sign){(uint32_t)utf8proc_tolower(t[i]), 0};
		else if (count && (t[i] == 0x301 || t[i] == 0x300 || t[i] == 0x342))
			out[count - 1].marks |= TONOS;
		else if (count && t[i] == 0x308)
			out[count - 1].marks |= DIALYTIKA;
	}
	return count;
}

static bool is_greek(uint32_t c)
{
	return c >= ALPHA && c <= OMEGA;
}

/* After αυ, ευ, ηυ: v before a vowel or a voiced consonant, f before the others and at the end. */
static bool is_voiced(uint32_t c)
{
	/* one place each for   αβγδεζηθικλμνξοπρςστυφχψω */
	static const char v[] = "vvvvvvvfvfvvvfvfvfffvfffv";

	return is_greek(c) && v[c - ALPHA] == 'v';
}

/* Two Greek letters that are written as one sound (ELOT 743); NULL when they are not. */
static const char *greek_pair(const struct sign *s, size_t left, bool word_start)
{
	if (left < 2 || !is_greek(s[1].c))
		return NULL;
	uint32_t a = s[0].c, b = s[1].c;
	if (b == UPSILON && !(s[0].marks & TONOS) && !(s[1].marks & DIALYTIKA)) {
		bool v = left > 2 && is_voiced(s[2].c);
		if (a == OMICRON)
			return "ou";
		if (a == ALPHA)
			return v ? "av" : "af";
		if (a == EPSILON)
			return v ? "ev" : "ef";
		if (a == ETA)
			return v ? "iv" : "if";
	}
	if (a == GAMMA && b == GAMMA)
		return "ng";
	if (a == GAMMA && b == XI)
		return "nx";
	if (a == GAMMA && b == CHI)
		return "nch";
	if (a == MU && b == PI)
		return word_start ? "b" : "mp";
	return NULL;
}

struct code {
	char *out;
	size_t length;
	char separator; /* to come before the next letter, or '\0' */
	bool full;
};

static void code_add(struct code *code, const char *letters)
{
	for (; *letters && !code->full; letters++) {
		if (!code->length && !ascii_is_lower(*letters))
			continue; /* a code starts with a letter */
		size_t need = code->separator && code->length ? 2 : 1;
		if (code->length + need > CODE_MAX) {
			code->full = true;
			return;
		}
		if (need == 2)
			code->out[code->length++] = code->separator;
		code->out[code->length++] = *letters;
		code->separator = '\0';
	}
}

/* The ASCII letters for s[0], and how many signs they stand for; NULL when there are none. */
static const char *write_sign(
	const struct sign *s, size_t left, bool word_start, char one[2], size_t *taken)
{
	uint32_t c = s[0].c;
	const char *pair = is_greek(c) ? greek_pair(s, left, word_start) : NULL;

	*taken = pair ? 2 : 1;
	if (pair)
		return pair;
	if (is_greek(c))
		return greek[c - ALPHA];
	if (c >= 0x430 && c <= 0x45F)
		return cyrillic[c - 0x430];
	if (c == 0x491) /* ґ */
		return "g";
	one[0] = (char)c;
	one[1] = '\0';
	if (c < 0x80 && (ascii_is_lower(one[0]) || ascii_is_digit(one[0])))
		return one;
	return latin_letters(c);
}

static bool write_code(const char *name, bool consonants, char out[33])
{
	struct sign signs[SIGNS_MAX];
	struct code code = {out, 0, '\0', false};
	bool word_start = true;
	size_t count = read_signs(name, signs), taken;

	for (size_t i = 0; i < count && !code.full; i += taken) {
		char one[2];
		const char *letters = write_sign(signs + i, count - i, word_start, one, &taken);
		if (!letters && consonants)
			letters = arabic_letters(signs[i].c);
		if (letters)
			code_add(&code, letters);
		else
			code.separator = signs[i].c == '.' && !code.separator ? '.' : '-';
		word_start = !letters;
	}
	out[code.length] = '\0';
	return code.length != 0;
}

bool text_code(const char *name, char out[33])
{
	return write_code(name, false, out);
}

bool text_code_consonants(const char *name, char out[33])
{
	return write_code(name, true, out);
}

bool text_is_language(const char *text)
{
	size_t length = strspn(text, "abcdefghijklmnopqrstuvwxyz");

	return length >= 2 && length <= 3 && !text[length];
}

bool text_is_code(const char *text)
{
	size_t length = 0;

	if (!ascii_is_lower(*text))
		return false;
	for (; text[length]; length++) {
		char c = text[length];
		if (length >= CODE_MAX ||
			!(ascii_is_lower(c) || ascii_is_digit(c) || c == '.' || c == '-'))
			return false;
	}
	return true;
}

/* ---- E-mail ---- */

/* A letter, digit or mark beyond ASCII. */
static bool is_word(uint32_t c)
{
	utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)c);

	return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_NO;
}

/* All characters are letters, digits, dots or among the other ones; no dot at an end or twice. */
static bool is_dotted(const char *text, size_t length, const char *others)
{
	char last = '.';

	for (size_t i = 0; i < length;) {
		char c = text[i];
		if (ascii_is_lower((char)(c | 0x20)) || ascii_is_digit(c)) {
			i++;
		} else if (c == '.' ? last != '.' : c > 0 && strchr(others, c)) {
			i++;
		} else {
			uint32_t letter;
			size_t n = utf8_read((const unsigned char *)text + i, length - i, &letter);
			if (!n || letter < 0x80 || !is_word(letter))
				return false;
			i += n;
		}
		last = c;
	}
	return last != '.';
}

static bool is_domain(const char *text)
{
	bool dotted = false;

	if (!is_dotted(text, strlen(text), "-"))
		return false;
	for (const char *label = text;; dotted = true) {
		size_t length = strcspn(label, ".");
		if (length > LABEL_MAX || label[0] == '-' || label[length - 1] == '-')
			return false;
		if (!label[length])
			return dotted;
		label += length + 1;
	}
}

bool text_is_email(const char *text)
{
	const char *at = strchr(text, '@');

	if (!at || at - text > LOCAL_MAX || strlen(text) > EMAIL_MAX)
		return false;
	/* The atext of RFC 5322 3.2.3. */
	return is_dotted(text, (size_t)(at - text), "!#$%&'*+-/=?^_`{|}~") && is_domain(at + 1);
}

/* ---- Telephone ---- */

bool text_is_phone(const char *text)
{
	size_t digits = 0;
	const char *p = text;

	if (strlen(text) > PHONE_MAX || !(ascii_is_digit(*p) || *p == '+' || *p == '('))
		return false;
	for (; *p && *p != 'x'; p++) {
		if (ascii_is_digit(*p))
			digits++;
		else if (*p == '+' ? digits : !strchr(" ()-./", *p))
			return false;
	}
	if (digits < 3)
		return false;
	return !*p || (p[1] && !p[1 + ascii_digits(p + 1)]);
}

static bool is_ascii(const char *text, size_t length)
{
	uint64_t all = 0;
	size_t i = 0;

	for (; i + 8 <= length; i += 8)
		all |= word_load(text + i);
	for (; i < length; i++)
		all |= (unsigned char)text[i];
	return word_is_ascii(all);
}

void text_address_key(struct buffer *out, const char *text)
{
	size_t length = strlen(text), at = out->length;
	bool plain = is_ascii(text, length);
	_cleanup_(free_pointer) char *composed = plain ? NULL : text_compose(text);

	if (!plain && !composed) {
		out->failed = true;
		return;
	}
	buffer_add(out, plain ? text : composed, plain ? length : strlen(composed));
	for (; at + 8 <= out->length; at += 8)
		word_store(out->data + at, word_lower(word_load(out->data + at)));
	for (; at < out->length; at++)
		out->data[at] = ascii_lower(out->data[at]);
}

void text_phone_key(struct buffer *out, const char *text)
{
	enum { KEY_DIGITS = 9 };
	const char *end = text + strcspn(text, "x"); /* an extension is of the same line */
	size_t digits = 0;

	for (const char *p = text; p < end; p++)
		digits += ascii_is_digit(*p);
	for (; text < end; text++)
		if (ascii_is_digit(*text) && digits-- <= KEY_DIGITS)
			buffer_char(out, *text);
}
