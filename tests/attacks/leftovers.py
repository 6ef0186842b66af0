"""Something left behind for the next student, or for the grader."""

from .suite import FULL, PERFECT, attack, everywhere, stealing

REFUSED = "it is refused, and the rest is right"


@attack(FULL, REFUSED)
def files_for_the_next():
    """Leave modules and settings where the next student's Python would find them."""
    return stealing(
        """
import site, sysconfig
for folder in [*sys.path, *site.getsitepackages(), site.getusersitepackages(), sysconfig.get_paths()['stdlib'],
               os.path.dirname(np.__file__), '/usr/lib', '/usr/local/lib', '/tmp']:
    for name in ('sitecustomize.py', 'evil.pth', 'numpy.py', '__pycache__/x.pyc'):
        take(lambda: os.close(os.open(os.path.join(folder, name), os.O_CREAT | os.O_WRONLY)) or folder)
    take(lambda: os.chmod(folder, 0o777) or folder); take(lambda: os.utime(folder) or folder)
    take(lambda: os.unlink(os.path.join(folder, 'README.txt')) or folder)
    take(lambda: os.setxattr(folder, 'user.x', b'x') or folder)
take(lambda: os.truncate(np.__file__, 0) or 1); take(lambda: os.replace(np.__file__, '/tmp/x') or 1)
"""
    )


@attack(FULL, REFUSED)
def shared_memory_for_the_next():
    """Leave shared memory, semaphores and message queues behind."""
    return stealing(
        """
from multiprocessing import shared_memory
libc = ctypes.CDLL(None)
take(lambda: shared_memory.SharedMemory('attack', create=True, size=99).name)
take(lambda: 1 + libc.shmget(4242, 4096, 0o1666)); take(lambda: 1 + libc.semget(4242, 1, 0o1666))
take(lambda: 1 + libc.msgget(4242, 0o1666)); take(lambda: 1 + libc.syscall(240, b'q', 0o102, 0o600, None))
take(lambda: 1 + libc.syscall(248, b'user', b'attack', b'x', 1, -3))
take(lambda: 1 + libc.syscall(250, 0, -3, 1))
"""  # keyctl
    )


@attack(FULL, "a copy of memory is thrown away with its child, and the rest is right")
def poisoned_modules():
    """Change modules in memory, so that the next student meets others."""
    return (
        PERFECT
        + """
import json, os, random, struct, sys
import numpy, matplotlib
def broken(*args, **options): raise RuntimeError("poisoned")
for module in (numpy.linalg, random):
    for name in list(vars(module)):
        if not name.startswith("_"):
            setattr(module, name, broken)
matplotlib.rcParams.update({"font.size": 99})
sys.path.insert(0, "/tmp")
sys.setrecursionlimit(60000)
"""
    )


@attack(FULL, "a copy of memory is thrown away with its child, and the rest is right")
def overwritten_constants():
    """Overwrite small integers and code in memory that is shared until it is written."""
    return (
        PERFECT
        + """
import ctypes, sys
seven = id(7) + 24
ctypes.c_uint32.from_address(seven).value = 7
address = id(sys.modules) & ~0xfff
ctypes.CDLL(None).mprotect(ctypes.c_void_p(address), 4096, 7)
"""
    )


@attack(FULL, REFUSED)
def signals_to_others():
    """Send signals to the grader, to its parents, and to everyone."""
    return stealing(
        """
import signal
libc = ctypes.CDLL(None)
for process in (os.getppid(), 1, 2, -1, 0, os.getpgrp(), os.getpid() - 1, os.getpid() + 1):
    take(lambda: os.kill(process, 0) or process); take(lambda: os.killpg(abs(process), 0) or process)
    take(lambda: 1 + libc.syscall(234, process, process, 0)); take(lambda: 1 + libc.syscall(129, process, 0, 0))
    take(lambda: os.pidfd_open(process))
take(lambda: 1 + libc.tgkill(os.getpid(), os.getpid(), 0)); take(lambda: os.waitpid(-1, 0))
"""
    )


@attack(FULL, REFUSED)
def terminal_of_the_teacher():
    """Type into the teacher's terminal, or write on it."""
    return stealing(
        """
import fcntl, termios
for number in (0, 1, 2, 100):
    take(lambda: fcntl.ioctl(number, termios.TIOCSTI, b'x') or 1); take(lambda: os.ttyname(number))
    take(lambda: fcntl.fcntl(number, fcntl.F_SETOWN, 1) or 1)
    take(lambda: fcntl.fcntl(number, fcntl.F_NOTIFY, 1) or 1)
for path in ('/dev/tty', '/dev/console', '/dev/pts/0', '/dev/stdout', '/dev/stderr'):
    take(lambda: os.write(os.open(path, os.O_WRONLY), b'x'))
take(lambda: os.setsid()); take(lambda: os.openpty())
"""
    )


@attack(0, "what is defined in one child is not in the next")
def code_of_the_one_before():
    """Use what the honest student before may have left in memory."""
    return """
import gc, types
def find(name):
    for one in gc.get_objects():
        if isinstance(one, types.FunctionType) and one.__name__ == name and one.__code__.co_argcount:
            if one.__code__.co_filename == "<cell>" and one.__code__.co_firstlineno > 20: return one
    return lambda *args: None
""" + "\n".join(f"def {name}(*args): return find('{name}')(*args)" for name in ("greet", "slope", "total", "shifted"))


@attack(0, "the order of work is the grader's")
def answers_for_the_next():
    """Answer on the wire as long as the grader lets it, also when it asks for somebody else."""
    return everywhere(
        """
import os, struct, json
header = json.dumps({'number': 1, 'value': 'stale'}).encode()
for _ in range(100): os.write(100, struct.pack('<II', len(header), 0) + header)
return 0
"""
    )
