/* fault.h: what the parts of fault.c share. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

enum {
	CALL_KINDS = 512, /* numbers of system calls that are counted */
	MARKS = 1 << 20,
};

/* What parent and child both see. */
struct shared {
	long calls; /* allocations, or system calls, since main began */
	bool fired; /* one of them failed */
	int call;   /* the system call that did, which of its kind it was, and its descriptor */
	long nth;
	int fd;
	long leaks; /* allocations of qser that nobody freed */
	char leak[64];
	long kept; /* and of the C library, for it or for itself, which keeps some till the end */
	long kinds[CALL_KINDS];
	uint64_t marks[MARKS]; /* of each: the chain of callers, and the number of the call */
};

/* Which of the allocations or calls fails: the one numbered at, or all from there on. */
struct fault {
	long at;
	bool ever, lie; /* a lie: it is not done, and says that it was */
	bool marks;	/* are wanted */
	int error;
	struct shared *shared;
};

/* fault_chain.c: those who ask the same way, in one program, are one. */
void chain_begin(void);
uint64_t chain(int number); /* the number of the call is in its lowest bits */

/* fault_memory.c */
void memory_arm(const struct fault *fault);

/* fault_calls.c: false: this system does not permit it. */
bool calls_arm(const struct fault *fault);
const char *call_name(int number);
bool call_looks(int number); /* and does nothing */
bool call_changes(int number);

/* fault_files.c: a folder with all its files, to be put back and to be compared with. */
struct file {
	char *name;
	char *bytes;
	size_t size;
	mode_t mode;
	bool borrowed; /* the bytes are those of another */
};

struct folder {
	struct file *files;
	size_t count;
};

/* With before, the folder as it was put back: a file that nobody wrote since is not read again. */
void folder_read(struct folder *f, const char *path, const struct folder *before);
void folder_restore(const struct folder *f, const char *path);
void folder_free(struct folder *f);
const struct file *folder_find(const struct folder *f, const char *name);
bool file_same(const struct file *a, const struct file *b);
void file_read(struct file *f, const char *path);
void file_write(const struct file *f, const char *path);
