"""How long student code may take: by the clock, or by its processor time where a busy machine kept it waiting."""

import contextlib
import functools
import os
import signal
import threading
import time
from collections.abc import Iterator
from typing import NoReturn

BUSY = 4
SOONEST = 1e-3  # seconds; 0 would mean never


class Interruption(BaseException):
    """What is computed on this side takes too long. No ``except Exception`` holds it up."""


@contextlib.contextmanager
def interrupting(seconds: float) -> Iterator[None]:
    """Interrupt what is done meanwhile once this process has used so much processor time.

    Only the main thread can be interrupted; in another one, nothing is.

    Raises:
        Interruption: it was interrupted.

    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    _listen()
    before = signal.setitimer(signal.ITIMER_PROF, max(seconds, SOONEST))
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, *before)


class Deadline:
    """The end of a request: after some seconds, of processor time if the machine kept the child waiting.

    What callbacks take on this side counts as the child's: it asked for them.

    Args:
        seconds: that the request may take, up to ``BUSY`` times as long by the clock.
        clock: of the child's processor time, or None.
        end: of the whole submission, as ``time.monotonic`` tells it.

    """

    def __init__(self, seconds: float, clock: int | None, end: float) -> None:
        self.seconds, self.clock = seconds, clock
        self.used = self._processor_time()
        self.latest = min(time.monotonic() + BUSY * seconds, end)
        self.next = min(time.monotonic() + seconds, end)

    def check(self) -> None:
        """Raise TimeoutError if it is over."""
        now = time.monotonic()
        if now >= self.next:
            left = self._left()
            if now >= self.latest or self.clock is None or left <= 0:
                raise TimeoutError
            self.next = min(now + max(left, self.seconds / 10), self.latest)

    def interrupting(self) -> contextlib.AbstractContextManager[None]:
        """Interrupt what is done on this side meanwhile once it has used the processor time that is left."""
        return interrupting(self._left())

    def _left(self) -> float:
        return self.seconds - (self._processor_time() - self.used)

    def _processor_time(self) -> float:
        """Return what both sides have used; where the child is gone, what this one has."""
        own = time.process_time()
        with contextlib.suppress(OSError):
            return own + (time.clock_gettime(self.clock) if self.clock is not None else 0.0)
        return own


def processor_clock(handle: int) -> int | None:
    """Return the clock of a process's processor time, and close its handle; None where it cannot be known.

    The clock's number is made from the process's, as clock_getcpuclockid(3) does.
    """
    try:
        with open(f"/proc/self/fdinfo/{handle}") as about:
            number = int(next(line for line in about if line.startswith("Pid:")).split()[1])
        return (~number << 3) | 2 if number > 0 else None
    except (OSError, StopIteration):
        return None
    finally:
        os.close(handle)


@functools.cache
def _listen() -> None:
    signal.signal(signal.SIGPROF, _interrupt)


def _interrupt(*about: object) -> NoReturn:
    raise Interruption
