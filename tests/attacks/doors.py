"""Doors of the kernel that computing does not need, and through which others, or the machine, could be seen."""

from .suite import FULL, attack, stealing

NOTHING = "there is nothing to find, and the rest is right"
LIBC = """
import resource, time
libc = ctypes.CDLL(None, use_errno=True)
OTHERS = sorted({1, 2, os.getppid(), *range(os.getpid() - 3, os.getpid() + 4)} - {0, os.getpid()})
def call(number, *args): take(lambda: 1 + libc.syscall(number, *args))
"""


def asking(code):
    return stealing(LIBC + code)


@attack(FULL, NOTHING)
def clocks_of_others():
    """Read how much processor time other processes have used, from clocks that are made of their numbers."""
    return asking("""
for pid in OTHERS:
    for kind in (2, 6, 0):
        take(lambda: repr(time.clock_gettime((~pid << 3) | kind)))
        take(lambda: repr(time.clock_getres((~pid << 3) | kind)))
""")


@attack(FULL, NOTHING)
def groups_and_sessions_of_others():
    """Ask for the groups and sessions of other processes, which tells that these are there."""
    return asking("""
for pid in OTHERS:
    take(lambda: 1 + os.getpgid(pid))
    take(lambda: 1 + os.getsid(pid))
""")


@attack(FULL, NOTHING)
def limits_of_others():
    """Read, and set, the limits of other processes."""
    return asking("""
for pid in OTHERS:
    take(lambda: resource.prlimit(pid, resource.RLIMIT_AS))
    take(lambda: resource.prlimit(pid, resource.RLIMIT_CPU, (1, 1)))
""")


@attack(FULL, NOTHING)
def places_of_others():
    """Ask where other processes may run, how urgent they are, and change it."""
    return asking("""
for pid in OTHERS:
    take(lambda: os.sched_getaffinity(pid))
    take(lambda: 1 + os.sched_getscheduler(pid))
    take(lambda: 21 + os.getpriority(os.PRIO_PROCESS, pid))
    call(252, 1, pid)
""")


@attack(FULL, NOTHING)
def residents_of_the_page_cache():
    """Ask which pages of shared files are in memory, which tells what others have read lately."""
    return asking("""
room = (ctypes.c_char * 64)()
for one in (libc.malloc, libc.syscall, libc.free):
    page = ctypes.cast(one, ctypes.c_void_p).value >> 12 << 12
    take(lambda: 1 + libc.mincore(ctypes.c_void_p(page), 4096, room))
    call(27, ctypes.c_void_p(page), 4096, room)
    call(451, 0, ctypes.c_void_p(page), room, 0)
""")


@attack(FULL, NOTHING)
def evicted_pages():
    """Throw pages of shared files out of memory, so as to see who brings them back."""
    return asking("""
descriptor = os.open(os.__file__, os.O_RDONLY)
take(lambda: os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED) is None)
call(221, descriptor, 0, 0, 4)
call(187, descriptor, 0, 4096)
call(277, descriptor, 0, 4096, 7)
""")


@attack(FULL, NOTHING)
def barriers():
    """Interrupt every processor of the machine by barriers, which slows all others down."""
    return asking("for kind in (0, 1, 2, 4, 8, 16): call(324, kind, 0, 0)")


@attack(FULL, NOTHING)
def bells_and_pauses():
    """Use the older bells and pauses of the kernel, whose ends nobody watches."""
    return asking("call(37, 1000)\ncall(130, 0)\ncall(128, 0, 0, 0, 8)")


@attack(FULL, NOTHING)
def clocks_that_are_files():
    """Make timers, counters and queues that are descriptors, and so outlast what is interrupted."""
    return asking("""
made = ctypes.c_int()
call(222, 0, 0, ctypes.byref(made))
for number, *args in ((283, 1, 0), (290, 0, 0), (284, 0), (289, -1, 0, 8, 0), (291, 0), (213, 9)):
    call(number, *args)
""")


@attack(FULL, NOTHING)
def watchers():
    """Watch files and folders, to learn when others read or write them."""
    return asking("""
for number, *args in ((253,), (294, 0), (300, 0, 0), (303, -100, b'/', 0, 0, 0), (304, -100, 0, 0)):
    call(number, *args)
""")


@attack(FULL, NOTHING)
def words_of_the_kernel():
    """Read the log of the kernel, its accounts and its keys."""
    return asking("""
room = ctypes.create_string_buffer(512)
for number, *args in ((103, 3, room, 512), (103, 10, 0, 0), (163, 0), (250, 0, -3, 0), (179, 0, 0, 0, 0),
                      (137, b'/', room)):
    call(number, *args)
""")


@attack(FULL, NOTHING)
def pinned_memory():
    """Pin memory, so that it is taken from everybody else."""
    return asking("""
block = ctypes.create_string_buffer(8192)
call(149, block, 4096)
call(151, 1)
call(325, block, 4096, 0)
""")


@attack(FULL, NOTHING)
def urgency():
    """Become more urgent than everybody else on the machine."""
    return asking("""
take(lambda: os.nice(-5) is not None)
parameter = ctypes.c_int(1)
call(141, 0, 0, -5)
call(142, 0, ctypes.byref(parameter))
call(144, 0, 1, ctypes.byref(parameter))
call(251, 1, 0, 1 << 13)
call(314, 0, ctypes.create_string_buffer(48), 0)
call(203, 0, 8, ctypes.byref(ctypes.c_long(1)))
""")


@attack(FULL, NOTHING)
def another_kernel_than_it_is():
    """Ask for older manners of the kernel, in which memory is where it can be guessed."""
    return asking("call(135, 0x0040000)\ncall(154, 0, 0, 0)\ncall(158, 0x1001, 0)\ncall(156, 0)")


@attack(FULL, NOTHING)
def set_clocks():
    """Set the clocks of the machine, by which all that is handed in is late."""
    return asking("""
zeros = ctypes.create_string_buffer(512)
call(164, zeros, 0)
call(227, 0, zeros)
call(159, zeros)
call(305, 0, zeros)
""")


@attack(FULL, NOTHING)
def names_of_the_machine():
    """Give the machine another name."""
    return asking("call(170, b'owned', 5)\ncall(171, b'owned', 5)")


@attack(FULL, NOTHING)
def memory_of_its_own_kind():
    """Get memory that faults are told of, that is secret, or that has keys, as exploits of the kernel do."""
    return asking("call(323, 1)\ncall(447, 0)\ncall(330, 0, 0)\ncall(329, 0, 0, 1, 0)\ncall(453, 0, 0, 0)")


@attack(FULL, NOTHING)
def waiting_for_others():
    """Wait for other processes to end, and so learn when they do."""
    return asking("""
for pid in OTHERS:
    take(lambda: os.waitpid(pid, os.WNOHANG))
    call(247, 1, pid, 0, 4 | 1, 0)
    call(434, pid, 0)
""")


@attack(FULL, NOTHING)
def older_ways_to_open():
    """Open folders and files for writing by the calls that came before and after the usual one."""
    return asking("""
for path in (b'/tmp/attack', b'/dev/shm/attack', b'attack'):
    call(85, path, 0o600)
    call(133, path, 0o100600, 0)
    call(259, -100, path, 0o10600, 0)
    call(76, path, 0)
    call(90, path, 0o777)
    call(132, path, 0)
    call(188, path, b'user.x', b'1', 1, 0)
""")
