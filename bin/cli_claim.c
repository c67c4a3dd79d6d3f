/*
 * cli_claim.c: the files of a command: one that it writes is no other of them.
 */
#include <sys/stat.h>

#include "cli_private.h"

/* false: nothing that can be lost, as a pipe. */
static bool identify(const char *path, struct cli_identity *out)
{
	struct stat st;
	if (stat(path, &st) == 0) {
		*out = (struct cli_identity){st.st_dev, st.st_ino, NULL};
		return S_ISREG(st.st_mode);
	}
	if (errno != ENOENT)
		return false;
	const char *slash = strrchr(path, '/');
	_cleanup_(free_pointer) char *folder =
		slash ? cli_ndup(path, (size_t)(slash - path) + 1) : cli_dup(".");
	if (!folder || stat(folder, &st) != 0)
		return false;
	*out = (struct cli_identity){st.st_dev, st.st_ino, slash ? slash + 1 : path};
	return true;
}

static bool is_same(const struct cli_identity *one, const struct cli_identity *other)
{
	return one->device == other->device && one->inode == other->inode &&
	       !one->name == !other->name && (!one->name || strcmp(one->name, other->name) == 0);
}

bool cli_same_file(const char *one, const char *other)
{
	struct cli_identity a, b;
	return one && other && identify(one, &a) && identify(other, &b) && is_same(&a, &b);
}

static enum qser_status claim(struct cli *c, const struct cli_claim *new)
{
	struct cli_state *s = c->state;
	for (size_t i = 0; i < s->claim_count; i++) {
		const struct cli_claim *other = &s->claims[i];
		const struct cli_claim *written = new->use == CLI_WRITTEN ? new : other;
		if (written->use == CLI_WRITTEN && strcmp(new->as, other->as) != 0 &&
			is_same(&new->file, &other->file))
			return cli_fail(c, QSER_USAGE,
				"%s: %s and %s cannot be the same; name another file",
				written->path, other->as, new->as);
	}
	struct cli_claim *claims =
		cli_grow(s->claims, &s->claim_room, s->claim_count, sizeof *claims);
	if (!claims)
		return cli_no_memory(c);
	s->claims = claims;
	s->claims[s->claim_count++] = *new;
	return QSER_OK;
}

enum qser_status cli_claim(struct cli *c, const char *path, enum cli_use use, const char *as)
{
	struct cli_claim new = {.path = path, .as = as, .use = use};
	if (!path || strcmp(path, "-") == 0 || !identify(path, &new.file))
		return QSER_OK;
	return claim(c, &new);
}

enum qser_status cli_claim_input(struct cli *c, int fd, const char *as)
{
	struct cli_claim new = {.as = as, .use = CLI_READ};
	struct stat st;
	if (fstat(fd, &st) < 0 || !S_ISREG(st.st_mode))
		return QSER_OK;
	new.file = (struct cli_identity){st.st_dev, st.st_ino, NULL};
	return claim(c, &new);
}
