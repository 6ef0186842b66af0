"""What awaits at the top level of a cell, as notebooks may: run on an event loop that needs no sockets.

There are none behind the wall, and asyncio's own loops are woken by one.
"""

import time
from collections.abc import Coroutine
from typing import Any


def run(coroutine: Coroutine[Any, Any, Any]) -> Any:
    """Run a coroutine to its end; return its value."""
    import asyncio  # few students await anything, and it is large

    class Loop(asyncio.BaseEventLoop):
        """An event loop that nothing outside can wake: what it waits for is time."""

        def __init__(self) -> None:
            super().__init__()
            self._selector = self  # of what could wake it

        def select(self, timeout: float | None) -> list[Any]:
            time.sleep(timeout or 0.0)
            return []

        def _process_events(self, events: list[Any]) -> None:
            """There are none."""

        def _write_to_self(self) -> None:
            """Nobody sleeps who would have to be woken."""

    loop = Loop()
    try:
        return loop.run_until_complete(coroutine)
    finally:
        loop.close()
