"""How far apart two values are, or two outcomes of a call: 0 for the same, infinity where they cannot be compared."""

import dataclasses
from typing import Any

import numpy as np

from autograder.kit.calls import Opaque
from autograder.kit.compare import norm
from autograder.kit.figures import Figure


@dataclasses.dataclass(frozen=True)
class CallOutcome:
    """What a call came to: a value, or the name of an exception; and whether it changed its arguments in place."""

    value: Any = None
    error: str = ""
    changed: bool = False

    def distance(self, other: "CallOutcome") -> float:
        """Return how far apart two outcomes are."""
        if self.error or other.error:
            return 0.0 if self.error == other.error else np.inf
        return np.inf if self.changed != other.changed else between(self.value, other.value)


def between(one: Any, other: Any) -> float:
    """Return how far apart two values are, in proportion to the second where that is above 1."""
    if isinstance(one, dict) and isinstance(other, dict) and one.keys() == other.keys():
        return max((between(one[key], other[key]) for key in one), default=0.0)
    if isinstance(one, tuple | list) and isinstance(other, tuple | list) and len(one) == len(other):
        return max(map(between, one, other), default=0.0)
    if isinstance(one, Figure) and isinstance(other, Figure):
        return between(_shown(one), _shown(other))
    if isinstance(one, Opaque) or one is None or isinstance(one, str | bool):
        return 0.0 if type(one) is type(other) and one == other else np.inf
    if callable(one) and callable(other):
        return 0.0  # only what they return can tell them apart
    return _between_arrays(one, other)


def _between_arrays(one: Any, other: Any) -> float:
    try:
        one, other = np.asarray(one, dtype=complex), np.asarray(other, dtype=complex)
    except (TypeError, ValueError, OverflowError):
        return np.inf
    if one.shape != other.shape:
        return np.inf
    with np.errstate(all="ignore"):
        if np.array_equal(one, other, equal_nan=True):
            return 0.0
        distance = norm(one - other) / max(1.0, norm(other))
    return distance if np.isfinite(distance) else np.inf


def _shown(figure: Figure) -> tuple[Any, ...]:
    """Return what of a figure a mistake can get wrong."""
    points: list[Any] = [(p.x, p.y, [] if p.z is None else p.z) for p in figure.lines + figure.surfaces]
    frames = [(axes.labels, axes.xlim, axes.ylim) for axes in figure.axes]
    return points, frames, figure.legend_texts
