"""For which parts of what a Subject returns a kind of output has a case, by what came back for hidden tests."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import numpy as np

from autograder.kit.figures import Axes, Figure

from .numeric import is_numeric, is_square
from .subjects import Cases, Subject


def leaves_of(value: Any, place: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Yield each part of nested dicts, lists and tuples that is none of these, with its place."""
    if isinstance(value, dict | list | tuple):
        items = value.items() if isinstance(value, dict) else enumerate(value)
        for key, part in items:
            yield from leaves_of(part, (*place, key))
    else:
        yield place, value


def _any_result(applies: Callable[[Any], Any]) -> Callable[[Subject], Cases]:
    def cases(subject: Subject) -> Cases:
        return [()] if any(applies(leaf) for value in subject.results for _, leaf in leaves_of(value)) else []

    return cases


results = _any_result(lambda leaf: isinstance(leaf, float) or getattr(leaf, "dtype", np.dtype("O")).kind == "f")
numbers = _any_result(is_numeric)
array_results = _any_result(lambda leaf: isinstance(leaf, np.ndarray) and leaf.ndim)
vector_results = _any_result(lambda leaf: isinstance(leaf, np.ndarray) and leaf.ndim == 1)
number_results = _any_result(lambda leaf: is_numeric(leaf) and np.ndim(leaf) == 0)
bool_results = _any_result(lambda leaf: isinstance(leaf, bool | np.bool_))
word_results = _any_result(lambda leaf: isinstance(leaf, str))
figures = _any_result(lambda leaf: isinstance(leaf, Figure))


def turned(subject: Subject) -> Cases:
    """Functions that return matrices, of which one is square and not symmetric, or could be."""
    leaves = [leaf for value in subject.results for _, leaf in leaves_of(value) if isinstance(leaf, np.ndarray)]
    found = [leaf for leaf in leaves if leaf.ndim > 1]
    is_fixed = all(is_square(leaf) and np.allclose(leaf, leaf.swapaxes(-1, -2), equal_nan=True) for leaf in found)
    return [()] if found and not is_fixed else []


def parts(subject: Subject) -> Cases:
    """Places in dicts, lists and tuples that come back and always have the same parts."""
    found = [[place for place, _ in leaves_of(value)] for value in subject.results]
    same = [places for places in found if places == found[0]]
    return [place for place in found[0] if place] if found and len(same) == len(found) else []


def keys(subject: Subject) -> Cases:
    """Keys of dicts that come back."""
    return [(key,) for key in dict.fromkeys(k for v in subject.results if isinstance(v, dict) for k in v)]


def refusing(subject: Subject) -> Cases:
    """Functions that refuse something."""
    return [()] if subject.errors or "Raises:" in subject.doc else []


def _drawn(cases: Callable[[Axes], Iterable[tuple[Any, ...]]]) -> Callable[[Subject], Cases]:
    """Return what yields the number of each pair or triple of axes of a figure, followed by each of their cases."""

    def all_cases(subject: Subject) -> Cases:
        drawn = next((value for value in subject.results if isinstance(value, Figure)), Figure([]))
        return [(number, *case) for number, axes_ in enumerate(drawn.axes) for case in cases(axes_)]

    return all_cases


def _names(axes_: Axes) -> str:
    return "xyz"[: len(axes_.labels)]


drawn_axes = _drawn(lambda axes_: [()])
titled = _drawn(lambda axes_: [()] if axes_.title else [])
limited = _drawn(lambda axes_: [(name,) for name in _names(axes_)])
drawn_labels = _drawn(lambda axes_: [(name,) for name, label in zip(_names(axes_), axes_.labels, strict=True) if label])
drawn_legends = _drawn(lambda axes_: [()] if axes_.legend else [])
drawn_lines = _drawn(lambda axes_: [(i,) for i in range(len(axes_.lines))])
drawn_surfaces = _drawn(lambda axes_: [(i,) for i in range(len(axes_.surfaces))])
