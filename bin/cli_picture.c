/* cli_picture.c: of qser-mentor: pictures of applicants (B3). */
#include "cli_picture.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli_private.h"

enum qser_status cli_read_picture(
	struct cli *c, const char *path, size_t limit, char **bytes, size_t *length)
{
	int64_t size;
	int fd;
	enum qser_status status = cli_open_unlinked(c, path, &fd, &size);

	*length = 0;
	*bytes = status == QSER_OK ? cli_own(c, malloc(limit + 1)) : NULL;
	if (status == QSER_OK && !*bytes)
		return cli_no_memory(c);
	while (status == QSER_OK && *length <= limit) {
		ssize_t got = cli_read_some(fd, *bytes + *length, limit + 1 - *length);
		if (got < 0 && errno == EINTR)
			return QSER_INTERRUPTED;
		if (got < 0)
			return cli_fail(c, QSER_NOINPUT, "%s: %s", path, strerror(errno));
		if (got == 0)
			break;
		*length += (size_t)got;
	}
	return status;
}

static const char *base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return strcmp(path, "-") == 0 ? NULL : slash ? slash + 1 : path;
}

static enum qser_status picture(struct cli *c)
{
	const char *path = c->argv[1];
	int64_t application = 0, limit = 0, id = 0;
	char *bytes = NULL;
	size_t length = 0;

	enum qser_status status = qser_find(c->q, QSER_APPLICATION, c->argv[0], &application);
	if (status == QSER_OK)
		status = qser_picture_limit(c->q, &limit);
	if (status == QSER_OK)
		status = cli_read_picture(c, path, (size_t)limit, &bytes, &length);
	if (status == QSER_OK)
		status = qser_picture_store(c->q, application, base_name(path), bytes, length, &id);
	if (status == QSER_OK)
		cli_print_id(c, id, NULL);
	return status;
}

static enum qser_status picture_get(struct cli *c)
{
	int64_t application = 0;

	if (c->terminal)
		return cli_fail(c, QSER_USAGE,
			"%s: a picture is not for a terminal; give -o FILE, or a pipe",
			c->verb->name);
	enum qser_status status = qser_find(c->q, QSER_APPLICATION, c->argv[0], &application);
	return status == QSER_OK ? qser_picture_get(c->q, application, c->out) : status;
}

static enum qser_status remove_one(struct cli *c, int64_t application, void *ctx)
{
	int64_t id = 0;
	(void)ctx;
	enum qser_status status = qser_picture_of(c->q, application, &id);
	return status == QSER_OK ? qser_remove(c->q, QSER_PICTURE, id) : status;
}

static enum qser_status picture_rm(struct cli *c)
{
	return cli_each_id(c, 0, QSER_APPLICATION, remove_one, NULL);
}

const struct cli_verb cli_picture_verbs[] = {
	{.name = "picture",
		.arguments = "APPLICATION FILE|-",
		.brief = "keep the picture of an applicant",
		.examples = "qser-mentor picture 17 portrait.jpg",
		.database = CLI_WRITES,
		.least = 2,
		.most = 2,
		.complete = "file",
		.run = picture,
		.more = "JPEG, PNG or WebP, recognised by its bytes, of at most 4,096 pixels a side and "
			"as many bytes as the setting picture-limit says (2 MiB). Place, time, "
			"camera and remarks in it are not kept. Another picture takes its place. "
			"The same holds for colleagues and external professionals."},
	CLI_LIST("picture ", QSER_PICTURE, "pictures of applicants",
		"qser-mentor picture list --application 17"),
	{.name = "picture get",
		.arguments = "APPLICATION",
		.brief = "write the picture of an applicant to a file",
		.examples = "qser-mentor picture get 17 -o portrait.jpg",
		.database = CLI_READS,
		.least = 1,
		.most = 1,
		.complete = "record:application",
		.run = picture_get,
		.kind = CLI_LINES,
		.more = "Only into a file or a pipe. What was altered since is refused."},
	{.name = "picture rm",
		.arguments = "APPLICATION…",
		.brief = "remove the pictures of applicants",
		.examples = "qser-mentor picture rm 17",
		.database = CLI_WRITES,
		.least = 1,
		.most = -1,
		.complete = "record:application",
		.run = picture_rm},
	{.name = NULL},
};
