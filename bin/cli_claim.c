/*
 * cli_claim.c: the files of a command: one that it writes is no other of them.
 */
#include <sys/stat.h>

#include "cli_private.h"

/* A file that is not there yet is known by its folder and its name. */
struct identity {
	dev_t device;
	ino_t inode;
	const char *name; /* NULL: it is there */
};

/* false: nothing that can be lost, as a pipe. */
static bool identify(const char *path, struct identity *out)
{
	struct stat st;
	if (stat(path, &st) == 0) {
		*out = (struct identity){st.st_dev, st.st_ino, NULL};
		return S_ISREG(st.st_mode);
	}
	const char *slash = strrchr(path, '/');
	_cleanup_(free_pointer) char *folder =
		slash ? cli_ndup(path, (size_t)(slash - path) + 1) : cli_dup(".");
	if (errno != ENOENT || !folder || stat(folder, &st) != 0)
		return false;
	*out = (struct identity){st.st_dev, st.st_ino, slash ? slash + 1 : path};
	return true;
}

static bool is_same(const struct identity *one, const struct identity *other)
{
	return one->device == other->device && one->inode == other->inode &&
	       !one->name == !other->name && (!one->name || strcmp(one->name, other->name) == 0);
}

bool cli_same_file(const char *one, const char *other)
{
	struct identity a, b;
	return one && other && identify(one, &a) && identify(other, &b) && is_same(&a, &b);
}

enum qser_status cli_claim(struct cli *c, const char *path, enum cli_use use, const char *as)
{
	struct cli_state *s = c->state;
	if (!path || strcmp(path, "-") == 0)
		return QSER_OK;
	for (size_t i = 0; i < s->claim_count; i++) {
		const struct cli_claim *other = &s->claims[i];
		if ((use == CLI_WRITTEN || other->use == CLI_WRITTEN) &&
			strcmp(as, other->as) != 0 && cli_same_file(path, other->path))
			return cli_fail(c, QSER_USAGE,
				"%s: %s and %s cannot be the same; name another file", path,
				other->as, as);
	}
	struct cli_claim *claims =
		cli_grow(s->claims, &s->claim_room, s->claim_count, sizeof *claims);
	char *own = cli_own(c, cli_dup(path));
	if (claims)
		s->claims = claims;
	if (!claims || !own)
		return cli_no_memory(c);
	s->claims[s->claim_count++] = (struct cli_claim){own, as, use};
	return QSER_OK;
}
