"""The layer ``landlock``: of all files, only the interpreter and its libraries can be read, and none written.

Landlock needs no privileges and cannot be undone. Source of the numbers: <linux/landlock.h>.
"""

import ctypes
import os
import struct
from collections.abc import Iterable

from . import kernel

READ_FILE, READ_DIR = 1 << 2, 1 << 3
# Number of file-system rights, of network rights and of scopes that each version of the interface knows.
RIGHTS = {1: (13, 0, 0), 2: (14, 0, 0), 3: (15, 0, 0), 4: (15, 2, 0), 5: (16, 2, 0), 6: (16, 2, 2)}


def version() -> int:
    """Return the version of the kernel's interface, 0 where there is none."""
    try:
        return kernel.syscall(kernel.SYS_LANDLOCK_CREATE_RULESET, None, 0, 1)
    except OSError:
        return 0


def restrict(readable: Iterable[str]) -> None:
    """Confine the calling process, for good, to reading below some folders. It needs no_new_privs.

    Args:
        readable: paths of folders; those that do not exist are passed over.

    Raises:
        OSError: the kernel has no Landlock, or refuses.

    """
    files, network, scopes = RIGHTS[min(version(), max(RIGHTS))] if version() else (0, 0, 0)
    attributes = struct.pack("QQQ", (1 << files) - 1, (1 << network) - 1, (1 << scopes) - 1)
    known = 8 + 8 * bool(network) + 8 * bool(scopes)  # older kernels know fewer of the three
    ruleset = kernel.syscall(kernel.SYS_LANDLOCK_CREATE_RULESET, ctypes.create_string_buffer(attributes, 24), known, 0)
    for path in readable:
        try:
            folder = os.open(path, os.O_PATH | os.O_CLOEXEC)
        except FileNotFoundError:
            continue
        rule = ctypes.create_string_buffer(struct.pack("=Qi", READ_FILE | READ_DIR, folder), 12)
        kernel.syscall(kernel.SYS_LANDLOCK_ADD_RULE, ruleset, 1, rule, 0)
        os.close(folder)
    kernel.syscall(kernel.SYS_LANDLOCK_RESTRICT_SELF, ruleset, 0)
    os.close(ruleset)
