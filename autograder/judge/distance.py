"""How far apart two values are: 0 for the same, infinity where they cannot be compared."""

from typing import Any

import numpy as np

from autograder.kit.calls import Opaque
from autograder.kit.compare import norm
from autograder.kit.figures import Figure


def between(one: Any, other: Any, unit: float = 1.0) -> float:
    """Return how far apart two values are, in units of the second one's size or of ``unit``, whichever is more."""
    if isinstance(one, dict) and isinstance(other, dict) and one.keys() == other.keys():
        return max((between(one[key], other[key], unit) for key in one), default=0.0)
    if is_list(one) and is_list(other) and len(one) == len(other):
        return max((between(*pair, unit) for pair in zip(one, other, strict=True)), default=0.0)
    if isinstance(one, Figure) and isinstance(other, Figure):
        return between(shown(one), shown(other), unit)
    if isinstance(one, Opaque) or one is None or isinstance(one, str | bool):
        return 0.0 if type(one) is type(other) and one == other else np.inf
    if callable(one) and callable(other):
        return 0.0  # only what they return can tell them apart
    return _between_arrays(one, other, unit)


def are_of_one_form(one: Any, other: Any) -> bool:
    """Tell whether two values differ by numbers or words at most: the same keys, lengths and shapes."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(are_of_one_form(one[key], other[key]) for key in one)
    if is_list(one) and is_list(other):
        return len(one) == len(other) and all(map(are_of_one_form, one, other))
    if isinstance(one, Opaque | str | Figure) or callable(one) or one is None:
        return type(one) is type(other)
    try:
        return bool(np.shape(one) == np.shape(other))
    except ValueError:  # a list of lists that is no array
        return False


def size_of(value: Any) -> float:
    """Return the size of a value of numbers, and 0 for any other."""
    try:
        return norm(np.asarray(value, dtype=complex))
    except (TypeError, ValueError, OverflowError):
        return 0.0


def is_list(value: Any) -> bool:
    """Tell whether a value is a list or tuple that is compared part by part; one of numbers is an array."""
    return isinstance(value, tuple | list) and not all(type(part) in (int, float, complex) for part in value)


def shown(figure: Figure) -> tuple[Any, ...]:
    """Return what of a figure a mistake can get wrong."""
    points: list[Any] = [(p.x, p.y, [] if p.z is None else p.z) for p in figure.lines + figure.surfaces]
    frames = [(axes.labels, axes.xlim, axes.ylim) for axes in figure.axes]
    return points, frames, figure.legend_texts


def _between_arrays(one: Any, other: Any, unit: float) -> float:
    try:
        one, other = np.asarray(one, dtype=complex), np.asarray(other, dtype=complex)
    except (TypeError, ValueError, OverflowError):
        return np.inf
    if one.shape != other.shape:
        return np.inf
    with np.errstate(all="ignore"):
        if np.array_equal(one, other, equal_nan=True):
            return 0.0
        endless = ~np.isfinite(other) & ((one == other) | (np.isnan(one) & np.isnan(other)))  # and the same
        one, other = np.where(endless, 0, one), np.where(endless, 0, other)
        distance, size = norm(one - other), max(unit, norm(other))
    return distance / size if size and np.isfinite(distance / size) else np.inf
