/* folder.h: a folder of the target's own, in memory where there is such a place, gone at the end.
 */
#ifndef FUZZ_FOLDER_H
#define FUZZ_FOLDER_H

#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

#include "../../lib/base/buffer.h"
#include "../../lib/qser.h"
#include "fuzz.h"

static char folder[64], path[80];
static pid_t folder_owner;

/* Without the files that are there; how many there were. */
static size_t folder_clear(void)
{
	DIR *d = opendir(folder);
	size_t files = 0;

	for (const struct dirent *e; d && (e = readdir(d));)
		if (*e->d_name != '.' && unlinkat(dirfd(d), e->d_name, 0) == 0)
			files++;
	if (d)
		(void)closedir(d);
	return files;
}

static void folder_end(void)
{
	if (getpid() != folder_owner)
		return;
	(void)folder_clear();
	(void)rmdir(folder);
}

static void folder_begin(void)
{
	(void)snprintf(folder, sizeof folder, "%s/qser-fuzz-XXXXXX",
		access("/dev/shm", W_OK) ? "/tmp" : "/dev/shm");
	MUST(mkdtemp(folder));
	(void)snprintf(path, sizeof path, "%s/q.db", folder);
	folder_owner = getpid();
	MUST(!atexit(folder_end));
}

static struct qser_options options_of(enum qser_mode mode)
{
	return (struct qser_options){.path = path,
		.mode = mode,
		.now = 1795163400,
		.today = "2026-11-20",
		.login = "trainer",
		.uid = 1000,
		.program = "qser-fuzz"};
}

#endif
