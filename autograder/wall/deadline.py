"""How long student code may take: counted in processor time, so that a busy machine costs nobody anything."""

import contextlib
import functools
import os
import signal
import threading
import time
from typing import NoReturn

AT_ONCE = 1e-3  # seconds
NOTICED = 0.1  # seconds of waiting: less is not counted
LOOK = 2e-3  # seconds between two looks at the clocks of both sides, which cost as much as half a callback
SOONEST = 1e-3  # seconds; 0 would mean never
SHARE = 0.25  # of what is left of a budget may one thing take, so that something is left for the next


class Interruption(BaseException):
    """What is computed takes too long. No ``except Exception`` holds it up."""


def interrupting(seconds: float, again: float = 0.0) -> contextlib.AbstractContextManager[None]:
    """Interrupt what is done meanwhile once this process has used so much processor time.

    Only the main thread can be interrupted; in another one, nothing is.

    Args:
        seconds: of processor time.
        again: seconds after which it is interrupted anew, should it have held up the first; 0 for never.

    Raises:
        Interruption: it was interrupted.

    """
    if threading.current_thread() is not threading.main_thread():
        return contextlib.nullcontext()
    return _Timer(max(seconds, SOONEST), again)


class _Timer:
    """Interrupts what is done inside of it. As a class it costs a third of what a generator does, at every call."""

    def __init__(self, seconds: float, again: float) -> None:
        self.seconds, self.again = seconds, again

    def __enter__(self) -> None:
        _listen()
        self.before = signal.setitimer(signal.ITIMER_PROF, self.seconds, self.again)

    def __exit__(self, *error: object) -> None:
        signal.setitimer(signal.ITIMER_PROF, *self.before)


class Budget:
    """Seconds that many things share. None gets more than a share of what is left, so none gets nothing."""

    def __init__(self, seconds: float) -> None:
        self.left = seconds

    def allow(self, seconds: float) -> float:
        """Return how much of these seconds there is for one thing."""
        return max(min(seconds, self.left * SHARE), SOONEST)

    def spend(self, seconds: float) -> None:
        """Take away what was used."""
        self.left = max(self.left - seconds, 0.0)


class Processor:
    """What can be known, from outside, of a child's use of the processor.

    Args:
        handle: of the process, by which it is known in its own namespace and in ours; it is closed.

    """

    def __init__(self, handle: int) -> None:
        self.number, self.latest = _number_behind(handle), (0.0, 0.0)

    def used(self) -> float:
        """Return the seconds that it has used; where it is gone, as many as were known before."""
        if self.number:
            with contextlib.suppress(OSError):
                # The clock's number is made from the process's, as clock_getcpuclockid(3) does.
                self.latest = time.clock_gettime((~self.number << 3) | 2), self.latest[1]
        return self.latest[0]

    def delayed(self) -> float:
        """Return the seconds that it would have computed, and had to wait for a processor."""
        with contextlib.suppress(OSError, ValueError, IndexError), open(f"/proc/{self.number}/schedstat") as file:
            self.latest = self.latest[0], int(file.read().split()[1]) / 1e9
        return self.latest[1]


class Deadline:
    """The end of a request: after some seconds of processor time, or where it waits for ever.

    What callbacks take on this side counts as the child's: it asked for them.

    Args:
        seconds: of processor time that the request may take.
        grace: seconds more, in which the child may end it by itself.
        waiting: seconds that it may do nothing.
        processor: the child's.

    """

    def __init__(self, seconds: float, grace: float, waiting: float, processor: Processor) -> None:
        self.seconds, self.grace, self.waiting, self.processor = seconds, grace, waiting, processor
        self.began, self.used_before, self.delayed_before, self.next_look = 0.0, 0.0, 0.0, 0.0
        self.renew()

    def renew(self) -> None:
        """Begin to count anew."""
        # Of the child, what was known last: between requests it does nothing, and to ask each time would take longer.
        used, self.delayed_before = self.processor.latest
        self.began, self.used_before = time.monotonic(), time.process_time() + used
        self.next_look = self.began + min(self.seconds / 2, self.waiting)  # two sides, so twice that at most

    def check(self) -> None:
        """Raise TimeoutError if it is over."""
        now = time.monotonic()
        if now < self.next_look:
            return
        self.next_look = now + LOOK
        if self.left() + self.grace <= 0 or (self._idle() >= self.waiting and self.waited() >= self.waiting):
            raise TimeoutError

    def interrupting(self) -> contextlib.AbstractContextManager[None]:
        """Interrupt what is done on this side meanwhile once it has used the processor time that is left."""
        return interrupting(self.left())

    def left(self) -> float:
        """Return the seconds of processor time that are left."""
        return self.seconds - self.used()

    def used(self) -> float:
        """Return the seconds of processor time that both sides have used; what is over at once counts as nothing."""
        if time.monotonic() - self.began < AT_ONCE:
            return 0.0
        return self._processor_time() - self.used_before

    def waited(self) -> float:
        """Return the seconds in which it had nothing to compute, and was not waiting for a processor either."""
        if time.monotonic() - self.began < NOTICED:
            return 0.0
        idle = self._idle()
        return 0.0 if idle < NOTICED else max(idle - (self.processor.delayed() - self.delayed_before), 0.0)

    def _idle(self) -> float:
        return time.monotonic() - self.began - self.used()

    def _processor_time(self) -> float:
        return time.process_time() + self.processor.used()


def _number_behind(handle: int) -> int:
    """Return the number that a process has here, or 0 where that cannot be known; close its handle."""
    try:
        with open(f"/proc/self/fdinfo/{handle}") as about:
            return max(int(next(line for line in about if line.startswith("Pid:")).split()[1]), 0)
    except (OSError, StopIteration):
        return 0
    finally:
        os.close(handle)


@functools.cache
def _listen() -> None:
    signal.signal(signal.SIGPROF, _interrupt)


def _interrupt(*about: object) -> NoReturn:
    raise Interruption
