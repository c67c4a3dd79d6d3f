/* replay.c: a main for fuzz targets without a fuzzer: each argument is a file to run once. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A copy of just that size, so that the address sanitizer sees a read past the end. */
static int run(const uint8_t *bytes, size_t size)
{
	uint8_t *copy = malloc(size ? size : 1);

	if (!copy)
		return 1;
	memcpy(copy, bytes, size);
	(void)LLVMFuzzerTestOneInput(copy, size);
	free(copy);
	return 0;
}

static int replay(const char *name)
{
	enum { MOST = 1 << 20 };
	static uint8_t bytes[MOST];
	FILE *f = fopen(name, "rb");

	if (!f) {
		(void)fprintf(stderr, "%s: cannot be read\n", name);
		return 1;
	}
	int failed = run(bytes, fread(bytes, 1, MOST, f));
	return fclose(f) != 0 || failed;
}

int main(int argc, char **argv)
{
	int failed = 0;

	for (int i = 1; i < argc; i++)
		failed |= replay(argv[i]);
	return failed;
}
