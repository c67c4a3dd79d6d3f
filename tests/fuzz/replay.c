/* replay.c: a main for fuzz targets without a fuzzer: each argument is a file to run once. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int replay(const char *name)
{
	enum { MOST = 1 << 20 };
	FILE *f = fopen(name, "rb");
	uint8_t *bytes = malloc(MOST);

	if (!f || !bytes) {
		(void)fprintf(stderr, "%s: cannot be read\n", name);
		return 1;
	}
	size_t size = fread(bytes, 1, MOST, f);
	(void)LLVMFuzzerTestOneInput(bytes, size);
	free(bytes);
	return fclose(f) != 0;
}

int main(int argc, char **argv)
{
	int failed = 0;

	for (int i = 1; i < argc; i++)
		failed |= replay(argv[i]);
	return failed;
}
