/*
 * spool.c: what a command will print, kept until the database is closed.
 *
 * The file has no name from the start where the system can do that, so neither another user nor a
 * crash finds it.
 */
#include "spool.h"

#include "../base/cleanup.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define CHUNK ((size_t)64 << 10)

struct qser_spool {
	struct buffer memory; /* what came last */
	int64_t filed;	      /* bytes in the file; they come before those in memory */
	int fd;		      /* -1: no file yet */
	enum qser_status status;
	int error; /* errno of the failure */
};

enum qser_status qser_spool_new(struct qser_spool **out)
{
	*out = calloc(1, sizeof **out);
	if (!*out)
		return QSER_MEMORY;
	(*out)->fd = -1;
	return QSER_OK;
}

void qser_spool_free(struct qser_spool *s)
{
	if (!s)
		return;
	buffer_free(&s->memory);
	close_descriptor(&s->fd);
	free(s);
}

/* After a failure what was kept is of no use: give the memory back, so that a caller who only looks
 * at the end does not pile up more. */
static void spool_fail(struct qser_spool *s, enum qser_status status, int error)
{
	if (s->status == QSER_OK) {
		s->status = status;
		s->error = error;
	}
	buffer_free(&s->memory);
}

/* O_EXCL with O_TMPFILE: nobody can give it a name through /proc either. */
static int nameless_file(const char *folder, char *template)
{
	int fd = open(folder, O_TMPFILE | O_EXCL | O_RDWR | O_CLOEXEC, S_IRUSR | S_IWUSR);
	if (fd >= 0)
		return fd;
	fd = mkostemp(template, O_CLOEXEC);
	if (fd >= 0)
		(void)unlink(template);
	return fd;
}

static int open_file(void)
{
	char first[] = "/tmp/qser-XXXXXX";
	char second[] = "/var/tmp/qser-XXXXXX";
	int fd = nameless_file("/tmp", first);
	return fd >= 0 ? fd : nameless_file("/var/tmp", second);
}

/* A terminal or pipe may have been made non-blocking by whoever shares it with us. */
static bool wait_until_writable(int fd)
{
	struct pollfd p = {.fd = fd, .events = POLLOUT};
	return poll(&p, 1, -1) >= 0 || errno == EINTR;
}

static bool write_all(int fd, const char *bytes, size_t length)
{
	while (length > 0) {
		ssize_t n = write(fd, bytes, length);
		if (n > 0) {
			bytes += n;
			length -= (size_t)n;
		} else if (n == 0) {
			errno = EIO;
			return false;
		} else if (errno == EAGAIN) {
			if (!wait_until_writable(fd))
				return false;
		} else if (errno != EINTR) {
			return false;
		}
	}
	return true;
}

struct buffer *spool_buffer(struct qser_spool *s)
{
	return &s->memory;
}

void spool_move(struct qser_spool *s)
{
	if (s->memory.failed) {
		spool_fail(s, QSER_MEMORY, ENOMEM);
		return;
	}
	if (s->status != QSER_OK) {
		buffer_clear(&s->memory);
		return;
	}
	if (s->fd < 0)
		s->fd = open_file();
	if (s->fd < 0 || !write_all(s->fd, s->memory.data, s->memory.length)) {
		spool_fail(s, QSER_OUTPUT, errno);
		return;
	}
	s->filed += (int64_t)s->memory.length;
	buffer_clear(&s->memory);
}

enum qser_status spool_status(struct qser_spool *s)
{
	if (s->memory.failed)
		spool_fail(s, QSER_MEMORY, ENOMEM);
	if (s->status != QSER_OK)
		errno = s->error;
	return s->status;
}

void qser_spool_add(struct qser_spool *s, const char *bytes, size_t length)
{
	buffer_add(&s->memory, bytes, length);
	spool_step(s);
}

void qser_spool_printf(struct qser_spool *s, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	buffer_vprintf(&s->memory, format, args);
	va_end(args);
	spool_step(s);
}

int64_t qser_spool_length(const struct qser_spool *s)
{
	return s->filed + (int64_t)s->memory.length;
}

static enum qser_status each_filed(struct qser_spool *s, spool_fn *fn, void *ctx)
{
	_cleanup_(free_pointer) char *chunk = malloc(CHUNK);
	if (!chunk)
		return QSER_MEMORY;
	int64_t done = 0;
	while (done < s->filed) {
		ssize_t n = pread(s->fd, chunk, CHUNK, (off_t)done);
		if (n < 0 && errno == EINTR)
			continue;
		if (n == 0)
			errno = EIO;
		if (n <= 0 || !fn(ctx, chunk, (size_t)n))
			return QSER_OUTPUT;
		done += n;
	}
	return QSER_OK;
}

enum qser_status spool_each(struct qser_spool *s, spool_fn *fn, void *ctx)
{
	enum qser_status status = spool_status(s);
	if (status == QSER_OK && s->filed > 0)
		status = each_filed(s, fn, ctx);
	if (status == QSER_OK && s->memory.length > 0 && !fn(ctx, s->memory.data, s->memory.length))
		status = QSER_OUTPUT;
	return status;
}

static bool copy_piece(void *ctx, const char *bytes, size_t length)
{
	return write_all(*(const int *)ctx, bytes, length);
}

enum qser_status qser_spool_copy(struct qser_spool *s, int fd)
{
	return spool_each(s, copy_piece, &fd);
}
