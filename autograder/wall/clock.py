"""Time behind the wall: nobody waits. Sleeping only moves the clocks on, as far as anyone has the patience."""

import time
from collections.abc import Callable

from .deadline import Interruption

PATIENCE = 600.0  # seconds that a statement, or a call, may sleep in all


class Clock:
    """How far the clocks have been moved on."""

    def __init__(self) -> None:
        self.ahead = 0.0
        self.slept = 0.0  # since it was wound

    def wind(self) -> None:
        """Begin to count anew."""
        self.slept = 0.0

    def sleep(self, seconds: float, /) -> None:
        """Do what ``time.sleep`` does, without the waiting.

        Raises:
            Interruption: it would be too long.

        """
        if seconds < 0:
            raise ValueError("sleep length must be non-negative")
        self.ahead, self.slept = self.ahead + seconds, self.slept + seconds
        if self.slept > PATIENCE:
            raise Interruption

    def install(self) -> None:
        """Put this in the place of Python's own clocks."""
        vars(time)["sleep"] = self.sleep
        for name in ("time", "monotonic", "perf_counter"):
            setattr(time, name, self._moved_on(getattr(time, name)))

    def _moved_on(self, told: Callable[[], float]) -> Callable[[], float]:
        return lambda: told() + self.ahead
