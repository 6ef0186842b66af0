"""A limit of time for a student's code at home, so that a loop without end ends with a sentence."""

import _thread
import contextlib
import signal
import threading
from collections.abc import Callable, Iterator
from types import FrameType

AGAIN = 1.0  # seconds, until it is interrupted again: a bare `except` may have held the first one up
WATCHDOG = "watchdog"  # the name of its thread


class TookTooLongError(BaseException):
    """What was to be done in some seconds was not done. No ``except Exception`` of a student's holds it up."""


@contextlib.contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Interrupt what is done meanwhile after some seconds, and say so. Only in the main thread can anything be.

    Raises:
        TookTooLongError: it was interrupted.

    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    limited = _by_alarm if hasattr(signal, "setitimer") else _by_watchdog
    with limited(seconds):
        yield


@contextlib.contextmanager
def _by_alarm(seconds: float) -> Iterator[None]:
    """Interrupt by a signal, which also ends what waits: for input, or asleep."""
    running = True

    def interrupt(number: int, frame: FrameType | None) -> None:
        if running:
            raise TookTooLongError

    before = signal.signal(signal.SIGALRM, interrupt)
    signal.setitimer(signal.ITIMER_REAL, seconds, AGAIN)
    try:
        yield
    finally:
        running = False
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextlib.contextmanager
def _by_watchdog(seconds: float) -> Iterator[None]:
    """Interrupt from a thread, as Ctrl+C does, where there is no such signal: on Windows."""
    done, late = threading.Event(), threading.Event()
    arguments = (seconds, done, late, _thread.interrupt_main)
    watchdog = threading.Thread(target=_watch, name=WATCHDOG, args=arguments, daemon=True)
    watchdog.start()
    try:
        try:
            yield
        finally:
            done.set()
            watchdog.join()
    except KeyboardInterrupt:
        if late.is_set():
            raise TookTooLongError from None
        raise


def _watch(seconds: float, done: threading.Event, late: threading.Event, interrupt: Callable[[], None]) -> None:
    """Interrupt the main thread after some seconds, and then again and again, until it is done."""
    while not done.wait(AGAIN if late.is_set() else seconds):
        late.set()
        interrupt()
