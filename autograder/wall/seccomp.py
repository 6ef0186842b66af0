"""The layer ``seccomp``: the kernel answers only the system calls that computing needs.

The filter is a list of what is allowed; everything else fails with EPERM, as an error that Python raises. So there are
no new processes or threads, no programs, no sockets, no signals to others, no mounts, no ptrace, no word of other
processes, and no file is ever opened for writing.
"""

import platform

from .bpf import ALLOW, ERRNO, KILL, MACHINE, NUMBER, answer, jump, load, load_argument, when

EPERM, EACCES, ENOSYS = 1, 13, 38
X32_BIT = 0x40000000
WRITING = 0o1 | 0o2 | 0o100 | 0o1000 | 0o20000000  # O_WRONLY, O_RDWR, O_CREAT, O_TRUNC, __O_TMPFILE
LAST_PLAIN_FCNTL, F_DUPFD_CLOEXEC = 4, 1030  # F_DUPFD, F_GETFD, F_SETFD, F_GETFL, F_SETFL are 0 to 4

# From the kernel's <linux/audit.h>: machine -> (identifier, column of the tables below).
MACHINES = {"x86_64": (0xC000003E, 0), "aarch64": (0xC00000B7, 1)}

# From the kernel's system call tables: the number on (x86-64, arm64); None where there is no such call.
Numbers = tuple[int | None, int | None]
ALLOWED: dict[str, Numbers] = {
    "read": (0, 63), "write": (1, 64), "readv": (19, 65), "writev": (20, 66), "pread64": (17, 67),
    "pwrite64": (18, 68), "close": (3, 57), "fstat": (5, 80), "newfstatat": (262, 79), "stat": (4, None),
    "lstat": (6, None), "statx": (332, 291), "lseek": (8, 62), "mmap": (9, 222), "munmap": (11, 215),
    "mprotect": (10, 226), "mremap": (25, 216), "madvise": (28, 233), "brk": (12, 214), "rt_sigaction": (13, 134),
    "rt_sigprocmask": (14, 135), "rt_sigreturn": (15, 139), "rt_sigpending": (127, 136), "sigaltstack": (131, 132),
    "access": (21, None), "faccessat": (269, 48), "faccessat2": (439, 439), "getdents64": (217, 61),
    "getcwd": (79, 17), "readlink": (89, None), "readlinkat": (267, 78), "dup": (32, 23), "dup2": (33, None),
    "dup3": (292, 24), "poll": (7, None), "ppoll": (271, 73), "select": (23, None), "pselect6": (270, 72),
    "futex": (202, 98), "sched_yield": (24, 124), "getpid": (39, 172),
    "gettid": (186, 178), "getppid": (110, 173), "getuid": (102, 174), "geteuid": (107, 175), "getgid": (104, 176),
    "getegid": (108, 177), "getresuid": (118, 148), "getresgid": (120, 150), "getpgrp": (111, None),
    "getgroups": (115, 158), "nanosleep": (35, 101), "gettimeofday": (96, 169),
    "time": (201, None), "times": (100, 153), "getrusage": (98, 165), "sysinfo": (99, 179), "uname": (63, 160),
    "getrandom": (318, 278), "set_robust_list": (273, 99), "rseq": (334, 293),
    "set_tid_address": (218, 96), "restart_syscall": (219, 128), "exit": (60, 93), "exit_group": (231, 94),
    "getitimer": (36, 102), "setitimer": (38, 103), "getrlimit": (97, 163), "umask": (95, 166),
    "getcpu": (309, 168),
}  # fmt: skip
# Those that would tell of other processes: allowed where the first argument is 0, which means oneself.
OF_ONESELF: dict[str, Numbers] = {
    "getpgid": (121, 155), "getsid": (124, 156), "sched_getaffinity": (204, 123), "prlimit64": (302, 261),
}  # fmt: skip
# Those that take a clock. Those of other processes have numbers below 0.
OF_A_CLOCK: dict[str, Numbers] = {
    "clock_gettime": (228, 113), "clock_getres": (229, 114), "clock_nanosleep": (230, 115),
}  # fmt: skip
LAST_CLOCK = 11  # CLOCK_TAI
OPEN: Numbers = (2, None)
OPENAT: Numbers = (257, 56)
FCNTL: Numbers = (72, 25)
CLONE3: Numbers = (435, 435)


def program(machine: str | None = None) -> bytes:
    """Return the filter as bytes.

    Args:
        machine: as ``platform.machine()`` names it.

    Raises:
        OSError: the filter is not known for this machine.

    """
    machine = machine or platform.machine()
    if machine not in MACHINES:
        raise OSError(f"no system call filter is known for {machine} machines")
    identifier, column = MACHINES[machine]
    lines = [load(MACHINE), jump("==", identifier, 1, 0), answer(KILL), load(NUMBER)]
    if machine == "x86_64":  # the same kernel answers 32-bit calls under other numbers
        lines += [jump(">=", X32_BIT, 0, 1), answer(KILL)]
    for numbers in ALLOWED.values():
        lines += when(numbers[column], [answer(ALLOW)])
    lines += when(OPEN[column], _unless_writing(argument=1))
    lines += when(OPENAT[column], _unless_writing(argument=2))
    lines += when(FCNTL[column], [
        load_argument(1), jump("==", F_DUPFD_CLOEXEC, 1, 0), jump(">", LAST_PLAIN_FCNTL, 1, 0),
        answer(ALLOW), answer(ERRNO | EPERM),
    ])  # fmt: skip
    for numbers in OF_ONESELF.values():
        lines += when(numbers[column], _if_at_most(0))
    for numbers in OF_A_CLOCK.values():
        lines += when(numbers[column], _if_at_most(LAST_CLOCK))
    lines += when(CLONE3[column], [answer(ERRNO | ENOSYS)])  # the C library then asks for clone, and is refused
    return b"".join([*lines, answer(ERRNO | EPERM)])


def _if_at_most(value: int) -> list[bytes]:
    """Return instructions that allow a call whose first argument, taken as unsigned, is not above a value."""
    return [load_argument(0), jump(">", value, 1, 0), answer(ALLOW), answer(ERRNO | EPERM)]


def _unless_writing(argument: int) -> list[bytes]:
    return [load_argument(argument), jump("&", WRITING, 0, 1), answer(ERRNO | EACCES), answer(ALLOW)]
