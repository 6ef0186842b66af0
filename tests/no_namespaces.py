"""Runs a command as an ordinary container would: whatever makes namespaces, or mounts, is refused by the kernel.

    python no_namespaces.py COMMAND [ARGUMENT ...]

That is what the default filter of container engines does. clone3, whose flags a filter cannot see, is said not to
exist, and the C library then asks for clone.
"""

import ctypes
import os
import platform
import struct
import sys

ALLOW, REFUSE, UNKNOWN = 0x7FFF0000, 0x00050001, 0x00050026  # SECCOMP_RET_ALLOW, ..._ERRNO | EPERM, ..._ERRNO | ENOSYS
NAMESPACES = 0x7E020000  # the flags of clone that ask for one
# unshare, setns, mount, umount2, pivot_root, chroot, open_tree, move_mount, fsopen; then clone, and clone3
CALLS = {
    "x86_64": ((272, 308, 165, 166, 155, 161, 428, 429, 430), 56, 435),
    "aarch64": ((97, 268, 40, 39, 41, 51, 428, 429, 430), 220, 435),
}


def instruction(code, value, yes=0, no=0):
    """Return one instruction of classic BPF."""
    return struct.pack("HBBI", code, yes, no, value)


def program(refused, clone, clone3):
    """Return the filter as bytes."""
    lines = [instruction(0x20, 0)]  # load the number of the call
    for number in refused:
        lines += [instruction(0x15, number, 0, 1), instruction(0x06, REFUSE)]
    lines += [instruction(0x15, clone3, 0, 1), instruction(0x06, UNKNOWN)]
    lines += [instruction(0x15, clone, 0, 3), instruction(0x20, 16), instruction(0x45, NAMESPACES, 0, 1)]
    return b"".join([*lines, instruction(0x06, REFUSE), instruction(0x06, ALLOW)])


def confine():
    """Put the calling process, and all that it starts, under the filter."""
    filter_ = program(*CALLS[platform.machine()])
    libc = ctypes.CDLL(None, use_errno=True)

    class SockFprog(ctypes.Structure):
        _fields_ = (("len", ctypes.c_ushort), ("filter", ctypes.c_char_p))

    libc.prctl(38, 1, 0, 0, 0)  # PR_SET_NO_NEW_PRIVS, without which only root may install a filter
    if libc.prctl(22, 2, ctypes.byref(SockFprog(len(filter_) // 8, filter_)), 0, 0):  # PR_SET_SECCOMP
        sys.exit(f"the kernel refused the filter: {os.strerror(ctypes.get_errno())}")


if __name__ == "__main__":
    confine()
    os.execvp(sys.argv[1], sys.argv[1:])
