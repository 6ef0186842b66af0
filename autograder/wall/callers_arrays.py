"""The caller's arrays: the same ones from call to call, with other numbers in them, as in a loop that trains.

Who remembers a result by which array it was for returns the old one for new numbers, and does so each time, not by the
luck of what lies where in memory.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

MOST = 1 << 17  # bytes of an array that is kept
Place = tuple[str | int, int, tuple[int, ...], str]  # function, position, shape and dtype


class CallersArrays:
    """Arrays that were handed to functions, by function, position, shape and dtype."""

    def __init__(self) -> None:
        self._kept: dict[Place, NDArray[Any]] = {}

    def fill(self, function: str | int, args: list[Any]) -> None:
        """Put an array that the function has had before in the place of each new one, with the new numbers in it."""
        for position, new in enumerate(args):
            if type(new) is np.ndarray and new.nbytes <= MOST and new.flags.c_contiguous:
                place = function, position, new.shape, new.dtype.char
                kept = self._kept.setdefault(place, new)
                if kept is not new and _is_as_it_was(kept, new):
                    kept[...] = new
                    args[position] = kept

    def forget(self) -> None:
        """Begin anew, since something that goes on may still look at arrays: a function that came back, or a call."""
        self._kept.clear()


def _is_as_it_was(kept: NDArray[Any], new: NDArray[Any]) -> bool:
    """Tell whether a student's code has left an array's shape, dtype and flags alone."""
    return kept.shape == new.shape and kept.dtype == new.dtype and kept.flags.c_contiguous and kept.flags.writeable
