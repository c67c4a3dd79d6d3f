/*
 * lines.h: what the programs of torture share besides state.h: the worklist, chance, files, and the
 * end when something is wrong with the test itself.
 */
#ifndef PARTS_LINES_H
#define PARTS_LINES_H

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A line of a worklist, for "sh -c", and what it ends with when all is well: "… # 1". */
struct line {
	char *text;
	int ends;
};

static void give_up(const char *format, ...) __attribute__((format(printf, 1, 2), noreturn));

static inline void give_up(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	(void)vprintf(format, args);
	va_end(args);
	(void)putchar('\n');
	exit(2);
}

static uint64_t chance_state; /* the seed */

/* 0 .. below - 1 (splitmix64) */
static inline long chance(long below)
{
	uint64_t z = chance_state += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
	return below > 0 ? (long)((z ^ z >> 31) % (uint64_t)below) : 0;
}

/* More room for one: the array that it was, or is now. */
static inline void *one_more(void *array, size_t count, size_t size)
{
	if (count & (count - 1)) /* it doubles at each power of two */
		return array;
	array = realloc(array, (count ? 2 * count : 1) * size);
	if (!array)
		give_up("out of memory");
	return array;
}

static inline void copy_file(const char *from, const char *to)
{
	static char bytes[1 << 16];
	int in = open(from, O_RDONLY), out = open(to, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	ssize_t n;

	while ((n = read(in, bytes, sizeof bytes)) > 0)
		if (write(out, bytes, (size_t)n) != n)
			give_up("%s: %s", to, strerror(errno));
	if (n < 0 || close(out) < 0 || close(in) < 0)
		give_up("%s: %s", from, strerror(errno));
}

static inline void empty_folder(const char *path)
{
	(void)mkdir(path, 0700);
	DIR *folder = opendir(path);
	struct dirent *entry;

	while (folder && (entry = readdir(folder)))
		if (entry->d_name[0] != '.')
			(void)unlinkat(dirfd(folder), entry->d_name, 0);
	if (folder)
		(void)closedir(folder);
}

/* Of a child. */
static inline void redirect(const char *path, int to)
{
	int fd = open(path, O_RDWR | O_CREAT | O_TRUNC, 0600);

	if (fd < 0 || dup2(fd, to) < 0)
		_exit(126);
	(void)close(fd);
}

static inline int read_lines(const char *path, struct line **lines)
{
	FILE *f = fopen(path, "r");
	char *text = NULL;
	size_t size = 0;
	int count = 0;

	while (f && getline(&text, &size, f) > 0) {
		text[strcspn(text, "\n")] = '\0';
		if (!*text || *text == '#')
			continue;
		const char *ends = strstr(text, " # ");
		*lines = one_more(*lines, (size_t)count, sizeof **lines);
		(*lines)[count++] = (struct line){
			.text = strdup(text), .ends = ends ? (int)strtol(ends + 3, NULL, 10) : 0};
	}
	free(text);
	if (f)
		(void)fclose(f);
	if (!count)
		give_up("%s: no lines", path);
	return count;
}

#endif
