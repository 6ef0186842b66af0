"""One process that becomes several once it has loaded: judges do so, and zygotes, one for each judge."""

import contextlib
import os


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


def await_children() -> None:
    """Wait for all processes that were forked here, in whichever order they end."""
    with contextlib.suppress(ChildProcessError):
        while True:
            os.wait()
