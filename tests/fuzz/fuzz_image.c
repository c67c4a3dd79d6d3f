/* fuzz_image.c: any bytes as a picture; what is taken comes out the same when it is copied again.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "../../lib/base/image.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buffer copy = BUFFER_INIT, again = BUFFER_INIT;
	struct image image, second;
	struct error e = {0};

	if (image_copy(data, size, &copy, &image, &e) == QSER_OK) {
		if (image.width < 1 || image.height < 1 || copy.length > size + 36)
			abort();
		if (image_copy(copy.data, copy.length, &again, &second, &e) != QSER_OK ||
			second.stripped || second.width != image.width ||
			second.height != image.height || again.length != copy.length ||
			memcmp(again.data, copy.data, copy.length) != 0)
			abort();
	} else if (!*error_message(&e)) {
		abort(); /* refused, and not a word why */
	}
	buffer_free(&copy);
	buffer_free(&again);
	error_free(&e);
	return 0;
}
