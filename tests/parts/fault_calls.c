/*
 * fault_calls.c: system calls that fail.
 *
 * A filter in the kernel (seccomp) turns each into a signal, so those that the C library makes for
 * itself, for a stream or a zone, are seen as well; the handler makes them, or fails.  The one
 * place from which calls pass is its own.  x86-64 only.
 */
#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

#include "fault.h"

#ifdef __x86_64__

#define CALL(name)                \
	{                         \
		SYS_##name, #name \
	}
static const struct {
	int number;
	const char *name;
} names[] = {CALL(read), CALL(pread64), CALL(readv), CALL(write), CALL(pwrite64), CALL(writev),
	CALL(fsync), CALL(fdatasync), CALL(ftruncate), CALL(open), CALL(openat), CALL(openat2),
	CALL(close), CALL(fcntl), CALL(rename), CALL(renameat), CALL(renameat2), CALL(link),
	CALL(unlink), CALL(unlinkat), CALL(lseek), CALL(fstat), CALL(newfstatat), CALL(fchmod),
	CALL(mkdir), CALL(rmdir), CALL(getrandom), CALL(memfd_create), CALL(copy_file_range),
	CALL(statx), CALL(access), CALL(getdents64)};

enum { NAMES = sizeof names / sizeof *names };

static struct fault calls;

const char *call_name(int number)
{
	for (size_t i = 0; i < NAMES; i++)
		if (names[i].number == number)
			return names[i].name;
	return "?";
}

bool call_looks(int number)
{
	return number == SYS_fstat || number == SYS_newfstatat || number == SYS_statx ||
	       number == SYS_access || number == SYS_lseek || number == SYS_getdents64;
}

bool call_changes(int number)
{
	static const int changing[] = {SYS_write, SYS_pwrite64, SYS_writev, SYS_fsync,
		SYS_fdatasync, SYS_ftruncate, SYS_rename, SYS_renameat, SYS_renameat2, SYS_link,
		SYS_unlink, SYS_unlinkat, SYS_mkdir, SYS_rmdir, SYS_copy_file_range};

	for (size_t i = 0; i < sizeof changing / sizeof *changing; i++)
		if (changing[i] == number)
			return true;
	return false;
}

long fault_raw(long number, long a, long b, long c, long d, long e, long f);
extern const char fault_raw_end[];

__asm__(".text\n"
	".globl fault_raw\n"
	".globl fault_raw_end\n"
	".type fault_raw, @function\n"
	"fault_raw:\n"
	"mov %rdi, %rax\n"
	"mov %rsi, %rdi\n"
	"mov %rdx, %rsi\n"
	"mov %rcx, %rdx\n"
	"mov %r8, %r10\n"
	"mov %r9, %r8\n"
	"mov 8(%rsp), %r9\n"
	"syscall\n"
	"fault_raw_end:\n"
	"ret\n");

/* A descriptor is closed even when close() fails (close(2)); what is lied about has a size. */
static long failure(const greg_t *r)
{
	if (r[REG_RAX] == SYS_close)
		(void)fault_raw(SYS_close, r[REG_RDI], 0, 0, 0, 0, 0);
	if (!calls.lie)
		return -calls.error;
	return r[REG_RAX] == SYS_pwrite64 || r[REG_RAX] == SYS_write ? r[REG_RDX] : 0;
}

static void on_call(int signal, siginfo_t *info, void *context)
{
	greg_t *r = ((ucontext_t *)context)->uc_mcontext.gregs;
	struct shared *s = calls.shared;
	int number = info->si_syscall;

	(void)signal;
	r[REG_RAX] = number;
	s->calls++;
	if (number >= 0 && number < CALL_KINDS)
		s->kinds[number]++;
	if (calls.marks)
		s->marks[s->calls % MARKS] = chain(number);
	/* A disk that is dead for ever does not silence standard error. */
	bool later = calls.ever && s->calls > calls.at && r[REG_RDI] != 2;
	if (calls.at && (s->calls == calls.at || later)) {
		if (!s->fired) {
			s->call = number;
			s->nth = s->kinds[number];
			s->fd = (int)r[REG_RDI];
		}
		s->fired = true;
		r[REG_RAX] = failure(r);
		return;
	}
	r[REG_RAX] = fault_raw(
		number, r[REG_RDI], r[REG_RSI], r[REG_RDX], r[REG_R10], r[REG_R8], r[REG_R9]);
}

/* Calls from fault_raw pass, those of the table are trapped, all others pass. */
static bool filter(void)
{
	uint64_t from = (uint64_t)(uintptr_t)fault_raw_end;
	struct sock_filter code[NAMES + 8];
	unsigned short n = 0;

#define LOAD(field) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
#define EQUAL(value, yes, no) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (value), (yes), (no))
	code[n++] = (struct sock_filter)LOAD(instruction_pointer);
	code[n++] = (struct sock_filter)EQUAL((uint32_t)from, 0, 2);
	code[n++] = (struct sock_filter)BPF_STMT(
		BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, instruction_pointer) + 4);
	code[n++] = (struct sock_filter)EQUAL((uint32_t)(from >> 32), NAMES + 1, 0);
	code[n++] = (struct sock_filter)LOAD(nr);
	for (unsigned i = 0; i < NAMES; i++)
		code[n++] = (struct sock_filter)EQUAL(
			(uint32_t)names[i].number, (unsigned char)(NAMES - i), 0);
	code[n++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
	code[n++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRAP);
	struct sock_fprog program = {n, code};
	return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
	       prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

bool calls_arm(const struct fault *fault)
{
	struct sigaction action = {.sa_sigaction = on_call, .sa_flags = SA_SIGINFO};

	calls = *fault;
	return sigaction(SIGSYS, &action, NULL) == 0 && filter();
}

#else

const char *call_name(int number)
{
	(void)number;
	return "?";
}

bool call_looks(int number)
{
	(void)number;
	return false;
}

bool call_changes(int number)
{
	(void)number;
	return false;
}

bool calls_arm(const struct fault *fault)
{
	(void)fault;
	return false;
}

#endif
