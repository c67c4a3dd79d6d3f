/*
 * careless.c: what the judge (fault.c) has to see: a program that crashes, that leaks, that loses
 * its output, that leaves half a file, when an allocation fails; and one that prints into a file it
 * has opened, because its standard output was closed.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int half(void)
{
	FILE *f = fopen("half", "w");

	if (!f)
		return 71;
	fputs("one half\n", f);
	char *more = malloc(100);
	if (more)
		fputs("the other\n", f);
	free(more);
	(void)fclose(f);
	if (!more)
		fputs("out of memory\n", stderr);
	return more ? 0 : 71;
}

static int over(void)
{
	FILE *f = fopen("q.db", "r+");

	printf("a word\n");
	(void)fflush(stdout);
	if (f)
		(void)fclose(f);
	return 0;
}

int main(int argc, char **argv)
{
	const char *manner = argc > 1 ? argv[1] : "";

	if (strcmp(manner, "half") == 0)
		return half();
	if (strcmp(manner, "keep") == 0) {
		char *text = NULL, *volatile other = malloc(10);
		if (asprintf(&text, "%d", argc) < 0 || !other) {
			fputs("out of memory\n", stderr);
			return 71;
		}
		free(text);
		free(other);
		return 0;
	}
	if (strcmp(manner, "over") == 0)
		return over();
	char *volatile first = malloc(10), *volatile second = malloc(10);
	if (strcmp(manner, "crash") == 0) {
		memcpy(second, "second", 7);
		puts(second);
	} else if (strcmp(manner, "leak") == 0) {
		if (!second) {
			fputs("out of memory\n", stderr);
			return 71;
		}
	} else if (first && second) {
		printf("all of it\n");
	}
	free(first);
	free(second);
	return 0;
}
