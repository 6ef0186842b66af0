"""The filter of system calls, read as the kernel reads it, on machines of both kinds: also on one that is not here.

A small machine for classic BPF runs the filter's instructions; the numbers of the calls are held against the kernel's
own headers, where these are installed.
"""

import errno
import re
import struct
from pathlib import Path

import pytest

from autograder.wall import bpf, seccomp

KILLED, ALLOWED = "killed", "allowed"
HEADERS = {
    "x86_64": Path("/usr/include/x86_64-linux-gnu/asm/unistd_64.h"),
    "aarch64": Path("/usr/include/asm-generic/unistd.h"),  # from which arm64 takes its numbers
}
# What computing does without: it tells of others, slows them down, or outlasts what is interrupted.
DROPPED = ("membarrier", "mincore", "fadvise64", "alarm", "pause", "clone", "execve", "socket", "kill", "ptrace",
           "mount", "bpf", "io_uring_setup", "timer_create", "clock_settime", "mlock", "inotify_init1")  # fmt: skip
HIGHEST = 600  # numbers that any kernel answers to are below
FREE = 99_999  # the number of no call


def verdict(machine, number, *arguments, under=None):
    """Return what the filter of a machine answers to a call: ALLOWED, KILLED or the name of an error.

    Args:
        machine: of the filter.
        number: of the call.
        arguments: of the call.
        under: the machine by whose rules it is made, if another.

    """
    identifier = seccomp.MACHINES[under or machine][0]
    words = [argument & (2**64 - 1) for argument in (*arguments, *[0] * (6 - len(arguments)))]
    action = run(seccomp.program(machine), struct.pack("<iIQ6Q", number, identifier, 0, *words))
    if action & 0xFFFF0000 == bpf.ERRNO:
        return errno.errorcode[action & 0xFFFF]
    return {bpf.ALLOW: ALLOWED, bpf.KILL: KILLED}[action]


def run(program, data):
    """Run classic BPF on a description of a call; return what it answers."""
    taken = {0x15: int.__eq__, 0x25: int.__gt__, 0x35: int.__ge__, 0x45: lambda held, value: held & value != 0}
    held, at = 0, 0
    while True:
        code, yes, no, value = struct.unpack_from("=HBBI", program, 8 * at)
        if code == 0x06:
            return value
        if code == 0x20:
            held, at = struct.unpack_from("<I", data, value)[0], at + 1
        else:
            at += 1 + (yes if taken[code](held, value) else no)


def numbers(machine):
    """Return the calls of a machine by their names, as the kernel's headers number them."""
    if not HEADERS[machine].exists():
        pytest.skip("the kernel's headers are not here; to try it: apt-get install linux-libc-dev")
    text = HEADERS[machine].read_text()
    found = {name: int(number) for name, number in re.findall(r"#define __NR_(\w+)\s+(\d+)\b", text)}
    # Some have names of their own there, of which a 64-bit machine has one.
    found |= {name: int(number) for name, number in re.findall(r"#define __NR3264_(\w+)\s+(\d+)\b", text)}
    return found | {"newfstatat": found["fstatat"]} if "fstatat" in found else found


MACHINES = pytest.mark.parametrize("machine", seccomp.MACHINES)
TABLES = {**seccomp.ALLOWED, **seccomp.OF_ONESELF, **seccomp.OF_A_CLOCK,
          "open": seccomp.OPEN, "openat": seccomp.OPENAT, "fcntl": seccomp.FCNTL, "clone3": seccomp.CLONE3}  # fmt: skip


@MACHINES
def test_calls_have_the_numbers_that_the_kernel_gives_them(machine):
    """A wrong number would open another door; where there is no number, there is no such call."""
    column, known = seccomp.MACHINES[machine][1], numbers(machine)
    assert {name: pair[column] for name, pair in TABLES.items()} == {name: known.get(name) for name in TABLES}


@MACHINES
def test_what_is_not_listed_is_refused(machine):
    """Every number that no list holds, and whatever is made by another machine's rules."""
    column = seccomp.MACHINES[machine][1]
    listed = {pair[column] for pair in TABLES.values()}
    assert {verdict(machine, number) for number in {*range(HIGHEST), FREE} - listed} == {"EPERM"}
    (other,) = set(seccomp.MACHINES) - {machine}
    assert {verdict(machine, number, under=other) for number in range(HIGHEST)} == {KILLED}


@MACHINES
def test_what_is_listed_is_allowed(machine):
    """Whatever its arguments are."""
    column = seccomp.MACHINES[machine][1]
    for name, pair in seccomp.ALLOWED.items():
        if pair[column] is not None:
            assert verdict(machine, pair[column], 2**31, 1, 2) == ALLOWED, name


@MACHINES
@pytest.mark.parametrize("name", DROPPED)
def test_what_computing_does_without_is_refused(machine, name):
    """By the number that the kernel's headers give it."""
    number = numbers(machine).get(name)
    assert number is None or verdict(machine, number, 0, 0) == "EPERM"


@MACHINES
def test_calls_about_others_are_answered_about_oneself(machine):
    """A process, and a clock of one, is told apart by the first argument."""
    column = seccomp.MACHINES[machine][1]
    for name, pair in seccomp.OF_ONESELF.items():
        assert [verdict(machine, pair[column], who) for who in (0, 1, 4321, -1)] == [ALLOWED, *["EPERM"] * 3], name
    for name, pair in seccomp.OF_A_CLOCK.items():
        clocks = [verdict(machine, pair[column], clock) for clock in (0, 11, 12, (~4321 << 3) | 2, -6)]
        assert clocks == [ALLOWED, ALLOWED, "EPERM", "EPERM", "EPERM"], name


@MACHINES
def test_files_are_opened_for_reading(machine):
    """And descriptors are copied, which is all that their control is for."""
    column = seccomp.MACHINES[machine][1]
    for pair, where in ((seccomp.OPEN, ()), (seccomp.OPENAT, (-100,))):
        if pair[column] is not None:
            modes = [verdict(machine, pair[column], *where, 0, flags) for flags in (0, 0o2000000, 1, 2, 0o100, 0o1000)]
            assert modes == [ALLOWED, ALLOWED, *["EACCES"] * 4]
    assert [verdict(machine, seccomp.FCNTL[column], 3, command) for command in (0, 4, 1030, 5, 8, 1024)] == [
        *[ALLOWED] * 3, *["EPERM"] * 3,
    ]  # fmt: skip


def test_32_bit_calls_are_killed():
    """The same kernel answers them on x86-64, under other numbers."""
    assert verdict("x86_64", 0x40000000) == verdict("x86_64", 0x40000000 + 59) == KILLED
    assert verdict("x86_64", seccomp.CLONE3[0]) == verdict("aarch64", seccomp.CLONE3[1]) == "ENOSYS"
