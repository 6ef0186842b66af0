"""More than a submission may use: processor, memory, files, output, processes, patience."""

from .suite import FULL, PERFECT, attack, everywhere, instead, stealing

ONE = FULL - 4
LOOP = "while True: pass"
WHY = "only slope does not answer"
REFUSED = "it is refused, and the rest is right"


@attack(FULL - 9, "each has an end of its own, and only slope and greet do not answer")
def hanging_in_many_places():
    """Hang in a cell, and in one function after another."""
    return "# %%\nwhile True: pass\n# %%\n" + instead("slope", LOOP) + f"\n# %%\ndef greet(name):\n    {LOOP}\n"


@attack(0, "sleeping is no answer")
def sleeping_everywhere():
    """Sleep in every function until the last moment."""
    return everywhere("import time\ntime.sleep(1e6)")


@attack(FULL, "cells that die cost themselves alone")
def dying_cells():
    """Die in many cells, so that the others are executed over and over again."""
    return "".join(f"# %%\nimport os\nos._exit({number})\n" for number in range(12)) + "# %%\n" + PERFECT


@attack(ONE, WHY)
def large_array():
    """Ask for eight gigabytes at once."""
    return instead("slope", "import numpy as np\nreturn np.ones(10**9)")


@attack(ONE, WHY)
def memory_behind_pythons_back():
    """Take memory by the C library, where Python does not look."""
    return instead(
        "slope",
        """
import ctypes, mmap
kept = []
while True: kept.append(mmap.mmap(-1, 2**27))
""",
    )


@attack(ONE, WHY)
def shared_memory():
    """Take memory that no limit of address space counts."""
    return instead(
        "slope",
        """
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
found = [libc.memfd_create(b'x', 0), libc.shmget(0, 2**20, 0o1777), libc.syscall(447, 0)]
return 'taken' if max(found) >= 0 else None
""",
    )


@attack(FULL, REFUSED)
def fork_bomb():
    """Fork until nobody else can."""
    return stealing("for _ in range(100): take(lambda: os.fork() + 1)")


@attack(FULL, REFUSED)
def clone_in_every_way():
    """Start processes and threads by raw system calls, old and new, 32 bit and 64 bit."""
    return stealing(
        """
libc = ctypes.CDLL(None)
take(lambda: 1 + libc.syscall(57)); take(lambda: 1 + libc.syscall(58))
take(lambda: 1 + libc.syscall(56, 17, 0, 0, 0, 0)); take(lambda: 1 + libc.syscall(56, 0x10900, 0, 0, 0, 0))
take(lambda: 1 + libc.syscall(435, (ctypes.c_uint64 * 11)(0, 0, 0, 0, 17), 88))
take(lambda: 1 + libc.syscall(56, 0x7E020011, 0, 0, 0, 0))
"""
    )


@attack(FULL, REFUSED)
def threads():
    """Start threads that go on when the answer is given."""
    return stealing(
        """
import _thread, concurrent.futures, multiprocessing, threading
take(lambda: _thread.start_new_thread(print, ()))
take(lambda: threading.Thread(target=print).start() or 1)
take(lambda: concurrent.futures.ThreadPoolExecutor(9).submit(print).result() or 1)
take(lambda: multiprocessing.Pool(2)); take(lambda: multiprocessing.Process(target=print).start() or 1)
"""
    )


@attack(FULL, "open descriptors run out in the child alone")
def no_descriptor_left():
    """Use up all descriptors."""
    return (
        PERFECT
        + """
import os
try:
    while True: os.dup(0)
except OSError:
    pass
"""
    )


@attack(FULL, "a file that is written there is written nowhere")
def full_disk():
    """Fill the disk, and whatever else can be filled."""
    return stealing(
        """
def fill(path):
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT)
    os.write(descriptor, b'x')
    return path
for folder in ('/tmp', '/dev/shm', '/var/tmp', '.', '/run', '<out>', '<submitted>', '<course>', sys.prefix,
               os.path.dirname(np.__file__), os.environ.get('HOME', '/')):
    take(lambda: fill(folder + '/left-behind'))
    take(lambda: os.truncate(folder, 2**40) or 1)
    take(lambda: os.mkfifo(folder + '/pipe') or 1)
"""
    )


@attack(ONE, "sixty megabytes in memory are a file, more is an error of one's own")
def large_file_in_memory():
    """Write a file without an end."""
    return instead(
        "slope",
        """
with open('x', 'wb') as file:
    while True: file.write(bytes(10**8))
""",
    )


@attack(ONE, WHY)
def decompression_bomb():
    """Unpack a small archive into more than there is."""
    return instead(
        "slope",
        """
import io, zipfile, zlib, numpy as np
packed = zlib.compress(bytes(10**8), 9)
kept = [zlib.decompress(packed) for _ in range(50)]
return kept
""",
    )


@attack(ONE, WHY)
def header_that_promises_much():
    """Load an array whose header promises terabytes."""
    return instead(
        "slope",
        """
import io, numpy as np
file = io.BytesIO()
np.lib.format.write_array_header_1_0(file,
    {'descr': '<f8', 'fortran_order': False, 'shape': (10**12,)})
file.seek(0)
return np.load(file)
""",
    )


@attack(ONE, WHY)
def segmentation_fault():
    """Crash Python by writing where nothing is."""
    return instead("slope", "import ctypes\nctypes.memset(0, 0, 1)")


@attack(ONE, WHY)
def stack_overflow_in_c():
    """Overflow the stack of the C code, where Python does not count."""
    return instead(
        "slope",
        """
import sys
sys.setrecursionlimit(10**9)
a = []
for _ in range(10**6): a = [a]
return repr(a)
""",
    )


@attack(ONE, WHY)
def stack_overflow_of_the_compiler():
    """Overflow the stack of the compiler."""
    return instead("slope", "return eval('(' * 10**6 + ')' * 10**6)")


@attack(FULL, "a cell that cannot be parsed costs itself alone")
def cell_that_breaks_the_parser():
    """Nest expressions until the parser gives up, in a cell of its own."""
    return (
        "# %%\n"
        + "-" * 20_000
        + """
1
# %%
"""
        + "(" * 20_000
        + """
# %%
"""
        + "lambda: " * 10_000
        + """
1
# %%
"""
        + PERFECT
    )


@attack(ONE, WHY)
def jammed_expression():
    """Keep a library busy where no signal is looked at."""
    return instead(
        "slope",
        """
import re
re.match('(a+)+$', 'a' * 60 + 'b')
return 10 ** 10 ** 10
""",
    )


@attack(FULL, REFUSED)
def lifted_limits():
    """Lift the limits of memory, time and files."""
    return stealing(
        """
import resource
for name in dir(resource):
    if name.startswith('RLIMIT_'):
        limit = getattr(resource, name)
        soft, hard = resource.getrlimit(limit)
        more = -1 if hard != -1 else None
        if more:
            take(lambda: resource.setrlimit(limit, (more, more)) or name)
            take(lambda: resource.prlimit(0, limit, (more, more)) and name)
        take(lambda: resource.prlimit(os.getppid() or 1, limit) and name)
take(lambda: os.nice(-5) or 1); take(lambda: os.setpriority(os.PRIO_PROCESS, 0, -5) or 1)
take(lambda: os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(1)) or 1)
take(lambda: os.sched_setaffinity(0, [0]) or 1); take(lambda: 1 + ctypes.CDLL(None).mlockall(3))
"""
    )


@attack(ONE, WHY)
def sleeps_through_the_call():
    """Sleep, which takes no processor time that a clock of it could see."""
    return instead("slope", "import signal, time\nwhile True: time.sleep(1)")


@attack(ONE, WHY)
def stopped():
    """Stop the process, so that it neither ends nor goes on."""
    return instead(
        "slope",
        """
import os, signal
os.kill(os.getpid(), signal.SIGSTOP)
signal.pause()
""",
    )
