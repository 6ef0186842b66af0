"""One process that becomes several once it has loaded: judges do so, and zygotes, one for each judge."""

import contextlib
import fcntl
import os
import select
import signal

F_SETSIG = 10


def become_several(count: int) -> int:
    """Fork until there are ``count`` processes like this one; return the number of this one, from 0.

    Where there is a processor for each number, each keeps to its own: a judge and its zygote, which have the same
    number, take turns, and one that waits on another processor is woken late.
    """
    number = next((number for number in range(1, count) if os.fork() == 0), 0)
    processors = sorted(os.sched_getaffinity(0))
    if count == len(processors):
        with contextlib.suppress(OSError):
            os.sched_setaffinity(0, {processors[number]})
    return number


def end_with_writer(pipe: int) -> None:
    """Let the kernel kill this process as soon as the writing end of a pipe is closed: with the process that has it.

    ``PR_SET_PDEATHSIG`` would not do: it tells of the end of the thread that forked, and only of a parent's.

    Args:
        pipe: its reading end, to which nothing is ever written. Each process needs a look of its own at it, since the
            kernel kills one process for each.

    """
    own = os.open(f"/proc/self/fd/{pipe}", os.O_RDONLY | os.O_NONBLOCK)  # stays open
    fcntl.fcntl(own, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(own, F_SETSIG, signal.SIGKILL)
    fcntl.fcntl(own, fcntl.F_SETFL, os.O_NONBLOCK | os.O_ASYNC)
    if select.select([own], [], [], 0)[0]:  # it has been closed already
        os.kill(os.getpid(), signal.SIGKILL)


def await_children() -> None:
    """Wait for all processes that were forked here, in whichever order they end."""
    with contextlib.suppress(ChildProcessError):
        while True:
            os.wait()
