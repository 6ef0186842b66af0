"""Random numbers for hidden tests: each student's own, and yet alike in what luck could hang on.

Which are negative, which is the largest, whether a sum is above 1: that is the same for everybody. Who is wrong on such
numbers alone loses marks always, or never.
"""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

STRATA = 128  # of a range
MANY = 128  # are drawn at once: it takes as long as to draw a few


class Numbers(np.random.Generator):
    """Random numbers for one test of one student.

    Real numbers (``random``, ``uniform``, ``normal``) are alike for everybody, and yet each student's own: a test has
    its own parts of the range in which they lie, and where in them the student decides. Whole numbers, choices and
    orders are the student's own.

    Attributes:
        shared: a generator of what is the same for everybody, such as signs.
        own: a generator of what is alike for nobody, for tests whose answers change only where numbers change a lot.

    """

    def __init__(self) -> None:
        super().__init__(np.random.PCG64(0))
        self.own = np.random.Generator(self.bit_generator)
        self.shared = np.random.Generator(np.random.PCG64(0))
        self._reals = _Supply(self._from_strata)
        self._signed = _Supply(lambda size: _signed(self._from_strata(size)))

    def begin(self, own: bytes, shared: bytes) -> None:
        """Start anew from 32 bytes of the student and the test, and 32 of the test."""
        for generator, bits in ((self.own, own), (self.shared, shared)):
            # All of PCG64's state at once: to stretch a seed would take longer than most tests.
            state, increment = int.from_bytes(bits[:16]), int.from_bytes(bits[16:]) | 1
            generator.bit_generator.state = {
                "bit_generator": "PCG64", "state": {"state": state, "inc": increment}, "has_uint32": 0, "uinteger": 0,
            }  # fmt: skip
        self._reals.empty()
        self._signed.empty()

    def random(self, size: Any = None) -> Any:  # type: ignore[override]
        """Return numbers from 0 to below 1."""
        return self._reals.take(()).item() if size is None else self._reals.take(_shape(size))

    def uniform(self, low: Any = 0.0, high: Any = 1.0, size: Any = None) -> Any:
        """Return numbers from low to below high."""
        size = _common(low, high) if size is None else size
        numbers = between_singles(low + np.subtract(high, low) * self.random(size))
        return float(numbers) if size is None else numbers

    def normal(self, loc: Any = 0.0, scale: Any = 1.0, size: Any = None) -> Any:
        """Return normal numbers, of which a part of 1 / STRATA is the student's own."""
        size = _common(loc, scale) if size is None else size
        unit = (1 - STRATA**-2) ** 0.5 * self.shared.normal(size=size) + self.own.normal(size=size) / STRATA
        numbers = loc + np.multiply(scale, unit)
        return float(numbers) if size is None else numbers

    def standard_normal(self, size: Any = None) -> Any:  # type: ignore[override]
        """Return normal numbers with mean 0 and variance 1."""
        return self.normal(size=size)

    def signed(self, *shape: int) -> NDArray[np.float64]:
        """Return numbers of random sign whose sizes lie between 0.4 and 1.6."""
        return self._signed.take(shape)

    def _from_strata(self, size: int) -> NDArray[np.float64]:
        return (np.floor(STRATA * self.shared.random(size)) + self.own.random(size)) / STRATA


class _Supply:
    """Numbers that are made many at once and handed out by and by."""

    def __init__(self, make: Callable[[int], NDArray[np.float64]]) -> None:
        self._make = make
        self.empty()

    def empty(self) -> None:
        """Forget what is left."""
        self._left = np.empty(0)

    def take(self, shape: tuple[int, ...]) -> NDArray[np.float64]:
        """Return the next numbers."""
        size = math.prod(shape)
        if size > len(self._left):
            self._left = self._make(max(size, MANY))
        taken, self._left = self._left[:size], self._left[size:]
        return taken.reshape(shape)


def draw(rng: np.random.Generator, *shape: int) -> Any:
    """Return numbers of random sign whose sizes lie between 0.4 and 1.6: none near 0, none that dwarfs the others.

    Several have both signs, and three or more are in no ascending order, in every draw; one alone is positive. Whoever
    is wrong on such input alone would otherwise be caught by luck: the ``edges`` have all of it.

    Args:
        rng: the fixture, or what it has of the student's ``own``.
        shape: of the array of float64.

    """
    values = rng.signed(*shape) if isinstance(rng, Numbers) else _signed(rng.random(shape))
    if values.size <= 1:
        return abs(values)
    if np.count_nonzero(values > 0) in (0, values.size):
        values.flat[values.size // 2] *= -1
    if len(shape) == 1 and np.count_nonzero(values[1:] > values[:-1]) == len(values) - 1 > 1:
        return values[::-1].copy()
    return values


def between_singles(values: Any) -> Any:
    """Return about the same numbers, as far from any of float32 as they can be: who rounds to it is off each time.

    Rounding takes all of them towards 0, so that what it makes wrong does not cancel by luck.
    """
    singles = np.float32(values)
    return np.float64(singles) + 0.45 * np.spacing(singles)


def _shape(size: Any) -> tuple[int, ...]:
    return tuple(size) if isinstance(size, tuple | list) else (size,)


def _common(*parameters: Any) -> tuple[int, ...] | None:
    """Return the shape that parameters have together, or None for numbers."""
    return np.broadcast_shapes(*map(np.shape, parameters)) or None


def _signed(uniform: NDArray[np.float64]) -> NDArray[np.float64]:
    values = 2.4 * uniform - 1.2
    return np.asarray(between_singles(values + np.copysign(0.4, values)))
