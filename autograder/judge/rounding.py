"""The same numbers but for their last digits: what hangs on these is no outcome that two machines would share.

A basis of a repeated eigenvalue, the sign of a determinant that is 0, a system that can hardly be solved: there the
same code comes to one thing on one processor and to another on the next.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np

DIGITS = 4  # of a dtype's precision, in units of its last digit
SEED = 0  # every number is moved to the same side each time


def rounded_otherwise(value: Any) -> Iterator[Any]:
    """Yield arguments twice, with every number that is no whole one moved in its last digits: to one side, and back.

    A quantity that is 0 but for rounding changes its sign between the two. The arguments themselves stay as they are.
    """
    for direction in (1, -1):
        yield _moved(value, direction, np.random.default_rng(SEED))


def _moved(value: Any, direction: int, rng: np.random.Generator) -> Any:
    if isinstance(value, dict):
        return {key: _moved(part, direction, rng) for key, part in value.items()}
    if isinstance(value, list | tuple):
        parts = [_moved(part, direction, rng) for part in value]
        return tuple(parts) if isinstance(value, tuple) else parts
    if not isinstance(value, np.ndarray | np.inexact | float | complex):
        return value
    numbers = np.asarray(value)
    if numbers.dtype.kind not in "fc":
        return value
    sides = rng.choice((-1.0, 1.0), size=numbers.shape).astype(numbers.real.dtype)
    moved = numbers * (1 + direction * DIGITS * np.finfo(numbers.dtype).eps * sides)
    if not isinstance(value, np.ndarray):
        return type(value)(moved)
    kept = value.copy(order="K")
    kept[...] = moved
    return kept
