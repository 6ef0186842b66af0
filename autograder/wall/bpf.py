"""Filters of system calls, written out as classic BPF, so that no library is needed.

Source of the layout: seccomp(2).
"""

import ctypes
import struct

ALLOW, KILL, ERRNO = 0x7FFF0000, 0x80000000, 0x00050000
OPERATORS = {"==": 0x15, ">": 0x25, ">=": 0x35, "&": 0x45}
NUMBER, MACHINE, ARGUMENTS = 0, 4, 16  # where a call's description holds them
PR_SET_SECCOMP, MODE_FILTER = 22, 2


def load(offset: int) -> bytes:
    """Return the instruction that looks at a word of the description of a call."""
    return _instruction(0x20, offset)


def load_argument(number: int) -> bytes:
    """Return the instruction that looks at the low word of an argument, on a little-endian machine."""
    return load(ARGUMENTS + 8 * number)


def jump(operator: str, value: int, yes: int, no: int) -> bytes:
    """Return the instruction that compares, and passes over some of those that follow."""
    return _instruction(OPERATORS[operator], value, yes, no)


def answer(action: int) -> bytes:
    """Return the instruction that decides."""
    return _instruction(0x06, action)


def when(number: int | None, lines: list[bytes]) -> list[bytes]:
    """Return instructions that are for one system call alone; none where there is no such call.

    The number of the call must be what was looked at last, and ``lines`` must decide in every case.
    """
    return [] if number is None else [jump("==", number, 0, len(lines)), *lines]


def install(filter_: bytes) -> None:
    """Put the calling process under a filter, for good. It needs no_new_privs.

    Args:
        filter_: the instructions.

    Raises:
        OSError: the kernel refuses.

    """

    class SockFprog(ctypes.Structure):
        _fields_ = (("len", ctypes.c_ushort), ("filter", ctypes.c_char_p))

    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(PR_SET_SECCOMP, MODE_FILTER, ctypes.byref(SockFprog(len(filter_) // 8, filter_)), 0, 0):
        raise OSError(ctypes.get_errno(), "the kernel refused the system call filter")


def _instruction(code: int, value: int, yes: int = 0, no: int = 0) -> bytes:
    return struct.pack("HBBI", code, yes, no, value)
