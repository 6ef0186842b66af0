"""The few kernel interfaces of the wall that Python has no names for, each as one function that raises OSError."""

import ctypes
import os
from collections.abc import Mapping

CLONE_NEWNS, CLONE_NEWCGROUP, CLONE_NEWUTS, CLONE_NEWIPC = 0x00020000, 0x02000000, 0x04000000, 0x08000000
CLONE_NEWUSER, CLONE_NEWPID, CLONE_NEWNET = 0x10000000, 0x20000000, 0x40000000
MS_BIND, MS_REC, MS_PRIVATE, MS_NOSUID, MS_NODEV = 4096, 16384, 1 << 18, 2, 4
MNT_DETACH = 2
PR_SET_PDEATHSIG, PR_CAPBSET_DROP, PR_SET_DUMPABLE, PR_SET_NO_NEW_PRIVS, PR_CAP_AMBIENT = 1, 24, 4, 38, 47
SYS_PIVOT_ROOT = {"x86_64": 155, "aarch64": 41}
SYS_CAPSET = {"x86_64": 126, "aarch64": 91}
SYS_MOUNT_SETATTR = 442
SYS_LANDLOCK_CREATE_RULESET, SYS_LANDLOCK_ADD_RULE, SYS_LANDLOCK_RESTRICT_SELF = 444, 445, 446
LAST_CAPABILITY = 63

_libc = ctypes.CDLL(None, use_errno=True)


def _checked(result: int, what: str) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")
    return result


def syscall(numbers: int | Mapping[str, int], *arguments: object) -> int:
    """Make a system call; ``numbers`` is its number, or its numbers by machine."""
    number = numbers if isinstance(numbers, int) else numbers[os.uname().machine]
    words = [ctypes.c_long(a) if isinstance(a, int) else a for a in arguments]
    return _checked(_libc.syscall(ctypes.c_long(number), *words), f"system call {number}")


def prctl(option: int, *arguments: int) -> int:
    """Change a property of the calling process."""
    words = [ctypes.c_ulong(a) for a in (*arguments, 0, 0, 0, 0)[:4]]
    return _checked(_libc.prctl(option, *words), f"prctl {option}")


def unshare(flags: int) -> int:
    """Move the calling process into new namespaces."""
    return _checked(_libc.unshare(flags), "unshare")


def mount(source: str, target: str, kind: str | None = None, flags: int = 0, options: str | None = None) -> None:
    """Mount a file system."""
    names = [text and os.fsencode(text) for text in (source, target, kind)]
    _checked(_libc.mount(*names, ctypes.c_ulong(flags), options and options.encode()), f"mount {target}")


def make_read_only(target: str) -> None:
    """Make a mount and all below it read-only."""
    attributes = (ctypes.c_uint64 * 4)(1, 0, 0, 0)  # set MOUNT_ATTR_RDONLY
    syscall(SYS_MOUNT_SETATTR, -100, os.fsencode(target), 0x8000, attributes, ctypes.sizeof(attributes))


def pivot_root(new_root: str) -> None:
    """Make a mounted folder the root, and let go of the old one."""
    os.chdir(new_root)
    syscall(SYS_PIVOT_ROOT, b".", b".")
    _checked(_libc.umount2(b".", MNT_DETACH), "umount2")
    os.chdir("/")


def drop_bounding_set() -> None:
    """Give up for good every capability that a program could ever gain. Only root has any to drop."""
    for capability in range(LAST_CAPABILITY):
        try:
            prctl(PR_CAPBSET_DROP, capability)
        except OSError:
            break  # past the last one that this kernel knows, or nothing to drop


def drop_capabilities() -> None:
    """Give up every capability of the calling process, and all that it could ever gain."""
    drop_bounding_set()
    prctl(PR_CAP_AMBIENT, 4)  # PR_CAP_AMBIENT_CLEAR_ALL
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)  # version 3, oneself
    syscall(SYS_CAPSET, header, (ctypes.c_uint32 * 6)())
