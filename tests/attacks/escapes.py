"""Ways out of the wall itself, by the kernel's own doors. Every call is tried raw, as no library guards it."""

from .suite import FULL, attack, instead, stealing

REFUSED = "it is refused, and the rest is right"

# Numbers on x86-64; on another machine these numbers are other calls, which are refused or harmless as well.
CALLS = {
    "processes": {"ptrace": 101, "process_vm_readv": 310, "process_vm_writev": 311, "kcmp": 312, "pidfd_open": 434,
                  "pidfd_getfd": 438, "pidfd_send_signal": 424, "process_madvise": 440, "waitid": 247},
    "namespaces": {"unshare": 272, "setns": 308, "mount": 165, "umount2": 166, "pivot_root": 155, "chroot": 161,
                   "open_tree": 428, "move_mount": 429, "fsopen": 430, "fsmount": 432, "mount_setattr": 442},
    "kernel": {"bpf": 321, "perf_event_open": 298, "io_uring_setup": 425, "io_uring_enter": 426, "userfaultfd": 323,
               "init_module": 175, "finit_module": 313, "kexec_load": 246, "reboot": 169, "swapon": 167,
               "syslog": 103, "modify_ldt": 154, "iopl": 172, "personality": 135, "arch_prctl": 158, "seccomp": 317,
               "landlock_create_ruleset": 444, "prctl": 157, "add_key": 248, "request_key": 249, "keyctl": 250},
    "identity": {"setuid": 105, "setgid": 106, "setresuid": 117, "setreuid": 113, "setgroups": 116, "capset": 126,
                 "setfsuid": 122, "sethostname": 170, "setpgid": 109, "setsid": 112},
    "doors": {"socket": 41, "socketpair": 53, "connect": 42, "bind": 49, "sendmsg": 46, "recvmsg": 47, "pipe2": 293,
              "eventfd2": 290, "epoll_create1": 291, "inotify_init1": 294, "fanotify_init": 300, "signalfd4": 289,
              "timerfd_create": 283, "memfd_create": 319, "memfd_secret": 447, "shmget": 29, "semget": 64,
              "msgget": 68, "mq_open": 240, "execve": 59, "execveat": 322, "ioctl": 16, "mknod": 133,
              "open_by_handle_at": 304, "openat2": 437, "creat": 85, "copy_file_range": 326, "sendfile": 40,
              "splice": 275, "vmsplice": 278, "setrlimit": 160, "sched_setscheduler": 144, "mlockall": 151,
              "settimeofday": 164, "clock_settime": 227, "timer_create": 222},
}  # fmt: skip
HARMLESS = {"setfsuid": "it returns who one is, and never an error"}


def calling(group):
    """Return perfect code that makes the system calls of a group, and keeps the names of those that worked."""
    numbers = {name: number for name, number in CALLS[group].items() if name not in HARMLESS}
    return stealing(
        f"CALLS = {numbers}\n"
        """
libc = ctypes.CDLL(None, use_errno=True)
room = ctypes.create_string_buffer(4096)
def make(number, *args):
    ctypes.set_errno(0)
    return libc.syscall(number, *args) >= 0 or ctypes.get_errno() not in (1, 13, 38)
for name, number in CALLS.items() if os.uname().machine == 'x86_64' else ():
    for args in ((0, 0, 0, 0, 0, 0), (1, 1, 1, 1, 1, 1), (room, room, 0, 0, 0, 0), (-1, room, room, 0, 0, 0)):
        take(lambda: make(number, *args) and name)
"""
    )


@attack(FULL, REFUSED)
def other_processes():
    """Trace, read and write other processes, or take their descriptors."""
    return calling("processes")


@attack(FULL, REFUSED)
def new_namespaces():
    """Get the rights of root in namespaces of one's own."""
    return calling("namespaces")


@attack(FULL, REFUSED)
def rare_parts_of_the_kernel():
    """Reach the parts of the kernel that have had the most holes."""
    return calling("kernel")


@attack(FULL, REFUSED)
def another_identity():
    """Become root, or somebody else."""
    return calling("identity")


@attack(FULL, REFUSED)
def other_doors():
    """Open sockets, pipes, queues, programs and files by every call that makes one."""
    return calling("doors")


@attack(FULL - 4, "a call of another kind ends the process, and only slope made one")
def calls_of_32_bit():
    """Make system calls by numbers that the filter does not know, as x32 programs do."""
    return instead(
        "slope",
        """
import ctypes, os
if os.uname().machine != 'x86_64': os._exit(1)
return ctypes.CDLL(None).syscall(0x40000000 + 57)
""",
    )


@attack(FULL - 4, "a call of another kind ends the process, and only slope made one")
def interrupt_of_32_bit():
    """Make system calls by the interrupt of 32-bit programs, in machine code of one's own."""
    # mov eax, 2 (fork); int 0x80; ret
    return instead(
        "slope",
        """
import ctypes, mmap, os
if os.uname().machine != 'x86_64': os._exit(1)
code = mmap.mmap(-1, 4096, prot=7)
code.write(b'\\xb8\\x02\\x00\\x00\\x00\\xcd\\x80\\xc3')
address = ctypes.addressof(ctypes.c_char.from_buffer(code))
return ctypes.CFUNCTYPE(ctypes.c_int)(address)()
""",
    )


@attack(FULL, REFUSED)
def privileged_programs():
    """Start programs that have rights of their own."""
    return stealing(
        """
for path in ('/bin/su', '/usr/bin/sudo', '/usr/bin/passwd', '/bin/mount', '/usr/bin/newuidmap', sys.executable):
    take(lambda: os.posix_spawn(path, [path], {}))
    take(lambda: os.execv(path, [path]))
    take(lambda: 1 + ctypes.CDLL(None).execl(path.encode(), path.encode(), None))
"""
    )


@attack(FULL, REFUSED)
def filter_of_its_own():
    """Put another filter in front of the wall's, which would answer in its place."""
    return stealing(
        """
class Prog(ctypes.Structure):
    _fields_ = [('len', ctypes.c_ushort), ('filter', ctypes.c_char_p)]
import struct
allow = struct.pack('HBBI', 6, 0, 0, 0x7fff0000)
libc = ctypes.CDLL(None)
take(lambda: 1 + libc.prctl(22, 2, ctypes.byref(Prog(1, allow)), 0, 0))
take(lambda: 1 + libc.prctl(4, 1, 0, 0, 0)); take(lambda: 1 + libc.prctl(1, 0, 0, 0, 0))
"""
    )
