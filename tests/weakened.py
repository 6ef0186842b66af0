"""Zygotes whose wall lacks something: a layer, or one thing that a layer does. What they load is loaded once for all.

As a program, it is started as ``wall/spawn.py`` starts a zygote, and becomes one for each weakness that it is told.
"""

import gc
import json
import os
import socket
import subprocess
import sys

from autograder.wall import bpf, forking, kernel, landlock, lockdown, seccomp, spawn, zygote
from autograder.wall.limits import Limits

FAULTS = {}  # name -> what takes a promise of the wall away, in the process of a zygote
STRANGER = 61999  # user and group id of a zygote that is nobody
GROUP = 4242  # that a zygote is in, besides its own


def start(weaknesses):
    """Start a zygote for each weakness: the layers that are left out, and the name of a fault or an empty text."""
    weaknesses = list(weaknesses)
    pairs = [socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET) for _ in weaknesses]
    theirs = [their.fileno() for _, their in pairs]
    command = [sys.executable, "-P", "-m", "tests.weakened", json.dumps(theirs), json.dumps(weaknesses)]
    process = subprocess.Popen(
        command, cwd="/", env=spawn._environment(), pass_fds=theirs, stdin=subprocess.DEVNULL, start_new_session=True
    )
    for _, their in pairs:
        their.close()
    return {weakness: spawn.ZygoteHandle(process, ours) for weakness, (ours, _) in zip(weaknesses, pairs, strict=True)}


def end(zygotes):
    """End all zygotes that were started together."""
    for one in zygotes.values():
        one.leave()
    for process in {one.process for one in zygotes.values()}:
        process.wait()


def main(descriptors, weaknesses):
    controls = [socket.socket(fileno=number) for number in descriptors]
    zygote.warm_up([])
    zygote.warm_up = nothing
    gc.collect()
    gc.freeze()  # so that none of the many copies what was loaded
    number = forking.become_several(len(controls))
    for other in controls[:number] + controls[number + 1 :]:
        other.close()
    without, fault = weaknesses[number]
    if fault:
        FAULTS[fault]()
    limits = Limits()
    options = {"memory": limits.memory, "seconds": int(limits.processor), "without": without, "packages": []}
    zygote.main([controls[number]], options)


def fault(function):
    FAULTS[function.__name__] = function
    return function


def nothing(*args):
    """Do nothing, in the place of what did something."""


def without_option(option):
    """Let one option of ``prctl`` do nothing."""
    ordinary = kernel.prctl
    kernel.prctl = lambda asked, *arguments: 0 if asked == option else ordinary(asked, *arguments)


def without_limit(name):
    """Let one limit of resources not be set."""
    ordinary = lockdown.resource_limits
    number = getattr(lockdown.resource, f"RLIMIT_{name}")
    lockdown.resource_limits = lambda *args: {key: most for key, most in ordinary(*args).items() if key != number}


@fault
def nobody():
    """No fault: the zygote is an ordinary user's, also where this is root."""
    os.setgroups([])
    os.setresgid(STRANGER, STRANGER, STRANGER)
    os.setresuid(STRANGER, STRANGER, STRANGER)


@fault
def nobody_can_be_traced():
    """The zygote lets its own children read its memory."""
    nobody()
    kernel.prctl(kernel.PR_SET_DUMPABLE, 1)
    without_option(kernel.PR_SET_DUMPABLE)


@fault
def in_a_group():
    """No fault: the zygote is in a group besides its own."""
    os.setgroups([GROUP])


@fault
def groups_are_kept():
    in_a_group()
    os.setgroups = nothing


@fault
def group_is_kept():
    os.setresgid = nothing


@fault
def bounding_set_is_kept():
    kernel.drop_bounding_set = nothing


@fault
def capabilities_are_kept():
    ordinary = kernel.syscall
    kernel.syscall = lambda numbers, *args: 0 if numbers is kernel.SYS_CAPSET else ordinary(numbers, *args)


@fault
def descriptors_are_kept():
    """One of them, at least: those of the zygote's own work are missed by itself."""
    ordinary, kept = os.closerange, os.open(os.devnull, os.O_RDONLY)
    os.closerange = lambda low, high: (ordinary(low, kept), ordinary(kept + 1, high))


@fault
def leftovers_are_kept():
    zygote.Zygote._sweep = nothing


@fault
def root_is_writable():
    kernel.make_read_only = nothing


@fault
def libraries_are_writable():
    landlock.READ_FILE |= 1 << 1  # WRITE_FILE


@fault
def network_is_reached():
    landlock.RIGHTS = {version: (files, 0, scopes) for version, (files, _, scopes) in landlock.RIGHTS.items()}


@fault
def others_are_reached():
    landlock.RIGHTS = {version: (files, network, 0) for version, (files, network, _) in landlock.RIGHTS.items()}


@fault
def memory_has_no_limit():
    without_limit("AS")


@fault
def files_have_no_limit():
    without_limit("FSIZE")


@fault
def descriptors_have_no_limit():
    without_limit("NOFILE")


@fault
def openings_are_not_looked_at():
    seccomp._unless_writing = lambda argument: [bpf.answer(bpf.ALLOW)]


@fault
def processes_are_not_looked_at():
    seccomp._if_at_most = lambda value: [bpf.answer(bpf.ALLOW)]


@fault
def dropped_calls_kill():
    """No fault, but an instrument: a call that computing is said to do without ends the child that makes it."""
    ordinary = seccomp.program
    column = seccomp.MACHINES[os.uname().machine][1]

    def program():
        lines = ordinary()
        before = lines.index(bpf.load(bpf.NUMBER)) + len(bpf.load(0))
        for numbers in DROPPED.values():
            lines = lines[:before] + b"".join(bpf.when(numbers[column], [bpf.answer(bpf.KILL)])) + lines[before:]
        return lines

    seccomp.program = program


# Calls that computing is said to do without, by their numbers on x86-64 and arm64; see ``test_seccomp.py``.
DROPPED = {"membarrier": (324, 283), "mincore": (27, 232), "fadvise64": (221, 223), "alarm": (37, None),
           "pause": (34, None)}  # fmt: skip

if __name__ == "__main__":
    main(json.loads(sys.argv[1]), [tuple(weakness) for weakness in json.loads(sys.argv[2])])
