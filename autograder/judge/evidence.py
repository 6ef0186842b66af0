"""Evidence: what lies behind the sentence of a test that did not pass, kept small and as plain JSON.

Which calls were made, of which functions, what came back, what was expected, and figures as data, theirs and the
reference's. Pages are made of it; marks are not. A text, an array, a figure is cut to a size that a person can look at.

A value is a dict with ``kind``:
``none``; ``number``, ``bool`` and ``text`` with ``value`` (a number that JSON does not have is a str);
``array`` with ``shape``, ``dtype``, and of its last two axes the ``entries`` (rows of numbers) that begin at ``corner``
of the matrix ``at`` the leading indices; ``sequence`` and ``dict`` with ``items`` and ``size``; ``function`` and
``other`` with ``name``.
"""

import itertools
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from autograder.kit.calls import Call, Opaque
from autograder.kit.compare import size_of
from autograder.kit.figures import Axes, Figure, Points
from autograder.kit.remembering import thinned
from autograder.report import TestStatus

from . import own_code
from .signs import CallOutcome

Json = dict[str, Any]
Index = tuple[int, ...]

# Whether there is something to keep of a test of each status.
IS_KEPT: Mapping[TestStatus, bool] = {
    TestStatus.PASSED: False,
    TestStatus.FAILED: True,
    TestStatus.NOT_ATTEMPTED: False,
    TestStatus.ERROR: True,
    TestStatus.TIMEOUT: True,
    TestStatus.CRASHED: True,
    TestStatus.SKIPPED: False,
    TestStatus.GRADER_ERROR: False,
}
SIDE = 12  # rows and columns kept of an array
ITEMS = 12, 4  # of a list or dict, and of one that lies in it; deeper ones are left out
TEXT = 200, 60  # characters: of a text, and of one that lies in a list or dict
CALLS = 3  # of one test
FIGURES = 6  # of one submission
LINES, SURFACES = 12, 4  # of one figure
POINTS, ALL_POINTS = 400, 2400  # of one line, or of one surface; and of all lines of a figure
DIGITS = 5  # of a coordinate
GRID = 13  # rows and columns of one surface


class Evidence:
    """What is kept of one submission: evidence of its tests, and what they speak of, each function and figure once."""

    def __init__(self) -> None:
        self.pieces: Sequence[str] = ()  # the cells that were handed in
        self.functions: dict[str, str] = {}  # name -> its text
        self.tests: dict[str, dict[str, Json]] = {}  # exercise -> name of a test -> what is behind it
        self.figures: list[Json] = []  # each with "theirs" and "reference"
        self._known: dict[int, tuple[int, Figure]] = {}  # identity of a figure -> its number, and itself, to keep it

    def to_dict(self) -> Json:
        """Return it as JSON has it, or an empty dict where there is nothing to tell."""
        return {"tests": self.tests, "figures": self.figures, "functions": self.functions} if self.tests else {}

    def add(
        self,
        exercise: str,
        test: str,
        error: BaseException | None,
        calls: Sequence[Call],
        right: Callable[[Call], CallOutcome],
    ) -> None:
        """Keep what a test that did not pass goes back to.

        Args:
            exercise: its name.
            test: its name.
            error: what ended the test.
            calls: all that it made.
            right: called with a call that drew a figure; returns the outcome of the reference.

        """
        compared: list[Json] = getattr(error, "compared", [])
        shown = _calls_behind(compared, calls)
        kept: Json = {"calls": [_call(call) for call in shown], "mistake": None}
        drawn = [call for call in shown if type(call.value) is Figure]
        if compared and not drawn:
            kept["compared"] = _comparison(compared[0], getattr(error, "where", None))
        kept["figures"] = [number for call in drawn if (number := self._figure(call, right)) is not None]
        self.tests.setdefault(exercise, {})[test] = kept
        for name in {_first(call).function for call in shown} - self.functions.keys():
            if text := own_code.text_of(name, self.pieces):
                self.functions[name] = text

    def note(self, exercise: str, test: str, about: Json) -> None:
        """Add to what is kept of a test, if anything is."""
        self.tests.get(exercise, {}).get(test, {}).update(about)

    def _figure(self, call: Call, right: Callable[[Call], CallOutcome]) -> int | None:
        """Return the number of the figure that a call drew, or None where there are too many."""
        if id(call.value) not in self._known and len(self.figures) < FIGURES:
            figure = right(call).value
            self._known[id(call.value)] = len(self.figures), call.value
            reference = _drawn(figure) if type(figure) is Figure else None
            self.figures.append({"theirs": _drawn(call.value), "reference": reference})
        known = self._known.get(id(call.value))
        return known[0] if known else None


def value(given: Any, where: Index | None = None, depth: int = 0) -> Json:
    """Return a value as described above.

    Args:
        given: anything.
        where: index of the entry of an array that must not be cut off, or None.
        depth: how many lists it lies in.

    """
    if given is None:
        return {"kind": "none"}
    if isinstance(given, bool | np.bool_):
        return {"kind": "bool", "value": bool(given)}
    if isinstance(given, str):
        return {"kind": "text", "value": _cut(given, depth), "size": len(given)}
    if isinstance(given, int | float | complex | np.number) or (type(given) is np.ndarray and not given.ndim):
        return {"kind": "number", "value": _number(given.item() if isinstance(given, np.ndarray) else given)}
    if type(given) is np.ndarray:
        return _array(given, where or (0,) * given.ndim)
    if isinstance(given, tuple | list | dict) and depth < len(ITEMS):
        return _collection(given, depth)
    if callable(given):
        return {"kind": "function", "name": getattr(given, "__name__", "function").replace("<lambda>", "f")}
    return {"kind": "other", "name": _cut(given.type_name if type(given) is Opaque else type(given).__name__)}


def _cut(text: str, depth: int = 0) -> str:
    return text[: TEXT[min(depth, 1)]]


def _collection(given: Any, depth: int) -> Json:
    if isinstance(given, dict):
        parts = itertools.islice(given.items(), ITEMS[depth])
        pairs = [[_cut(str(key), depth + 1), value(part, None, depth + 1)] for key, part in parts]
        return {"kind": "dict", "items": pairs, "size": len(given)}
    items = [value(part, None, depth + 1) for part in given[: ITEMS[depth]]]
    return {"kind": "sequence", "tuple": isinstance(given, tuple), "items": items, "size": len(given)}


def _array(given: np.ndarray, where: Index) -> Json:
    matrix = given.reshape(1, -1) if given.ndim == 1 else given[where[:-2]] if given.size else given.reshape(0, 0)
    row, column = ((0, *where) if given.ndim == 1 else where)[-2:]
    corner = [_begin(row, matrix.shape[0]), _begin(column, matrix.shape[1])]
    window = matrix[corner[0] : corner[0] + SIDE, corner[1] : corner[1] + SIDE]
    rows = [[_number(entry) for entry in line] for line in window.tolist()]
    about = {"shape": list(given.shape), "dtype": str(given.dtype), "at": [int(i) for i in where[:-2]]}
    return {"kind": "array", **about, "corner": corner, "entries": rows}


def _begin(index: int, size: int) -> int:
    """Return where a window of at most SIDE begins that holds an index."""
    return 0 if index < SIDE else int(min(index - SIDE // 2, max(size - SIDE, 0)))


def _number(given: Any) -> float | str:
    """Return a number as JSON has it, and as text where it has none."""
    given = given.item() if isinstance(given, np.generic) else given
    if isinstance(given, int | bool):
        return given if abs(given) < 2**53 else f"{given:.3e}" if abs(given) < 1e300 else "a huge integer"
    if isinstance(given, float) and math.isfinite(given):
        return given
    return _cut(str(given))


def _calls_behind(compared: Sequence[Json], calls: Sequence[Call]) -> Sequence[Call]:
    """Return the calls that what was compared may come from: the one if it is known, else the last few."""
    wholes = [one["got"] for one in compared]
    holding = [call for call in calls if any(_holds(call.value, whole) for whole in wholes)]
    return (holding if len(holding) == 1 else calls)[-CALLS:]


def _holds(came_back: Any, part: Any) -> bool:
    if came_back is part:
        return part is not None
    if isinstance(came_back, tuple | list):
        return any(one is part for one in came_back)
    if isinstance(came_back, dict):
        return any(one is part for one in came_back.values())
    both_arrays = type(came_back) is np.ndarray and type(part) is np.ndarray
    return both_arrays and np.may_share_memory(came_back, part)


def _call(call: Call) -> Json:
    kept: Json = {"function": call.function, "args": [value(one) for one in call.args[: ITEMS[0]]]}
    if call.maker is not None:  # the function is one that another call returned
        kept |= {"maker": _call(call.maker), "place": [_cut(repr(key)) for key in call.place]}
    kept["kwargs"] = {str(name): value(one) for name, one in call.kwargs.items()}
    if call.printed:
        kept["printed"] = list(call.printed)
    if call.error is None and type(call.value) is not Figure:
        kept["value"] = value(call.value)
    return kept


def _first(call: Call) -> Call:
    """Return the call of a function of the student's own, with which making another one began."""
    return call if call.maker is None else _first(call.maker)


def _comparison(compared: Json, where: Sequence[Any] | None) -> Json:
    """Return what was held against what. ``limit`` is the error of an entry from which on it counts as wrong."""
    index = None if where is None else tuple(int(i) for i in where)
    kept: Json = {"got": value(compared["got"], index), "where": index}
    if "expected" in compared:
        right = compared["expected"]
        kept["expected"] = value(right if isinstance(right, str | tuple | list | dict) else np.asarray(right), index)
        if index:
            right = np.asarray(right)
            finite = right[np.isfinite(right)]
            kept["limit"] = compared["tol"] * size_of(finite, compared["relative"]) / math.sqrt(right.size)
            kept["wrong"] = int(np.sum(~(np.abs(compared["got"] - right) <= kept["limit"])))
    return kept


def _drawn(figure: Figure) -> Json:
    """Return a Figure as JSON has it, thinned out."""
    lines, surfaces = itertools.count(), itertools.count()
    most = min(POINTS, ALL_POINTS // max(min(len(figure.lines), LINES), 1))
    return {"title": _cut(figure.title), "axes": [_axes(one, lines, surfaces, most) for one in figure.axes[:4]]}


def _axes(axes: Axes, lines: Iterator[int], surfaces: Iterator[int], most: int) -> Json:
    return {
        "title": _cut(axes.title),
        "labels": [_cut(text) for text in axes.labels],
        "limits": [[_number(end) for end in one] for one in (axes.xlim, axes.ylim, axes.zlim) if one],
        "scales": [_cut(text) for text in axes.scales],
        "legend": [_cut(text) for text in axes.legend[: ITEMS[0]]],
        "lines": [_points(one, most) for one, number in zip(axes.lines, lines, strict=False) if number < LINES],
        "surfaces": [
            _points(one, POINTS) for one, number in zip(axes.surfaces, surfaces, strict=False) if number < SURFACES
        ],
    }


def _points(points: Points, most: int = POINTS) -> Json:
    """Return points as lists, at most so many of them; null where a coordinate is not finite."""
    given = [points.x, points.y, *([points.z] if points.z is not None else [])]
    grid = _grid(given) if len(given) == 3 else None
    kept = [thinned(one, most) for one in given] if grid is None else grid
    shape = None if grid is None else list(grid[0].shape)
    return {"label": _cut(points.label), "grid": shape, "points": [_rounded(np.ravel(one)) for one in kept]}


def _grid(given: Sequence[np.ndarray]) -> list[np.ndarray] | None:
    """Return x, y and z of a rectangular grid as matrices of at most GRID rows and columns, or None if it is none."""
    x, y, z = given
    columns, rows = np.unique(x), np.unique(y)
    if columns.size * rows.size != x.size or min(columns.size, rows.size) < 2 or not np.isfinite(x + y).all():
        return None
    order = np.lexsort((x, y))
    at = [np.unique(np.linspace(0, size - 1, GRID).round().astype(int)) for size in (rows.size, columns.size)]
    return [one[order].reshape(rows.size, columns.size)[np.ix_(*at)] for one in (x, y, z)]


def _rounded(values: np.ndarray) -> list[float | None]:
    """Return numbers to so many DIGITS; null where one is not finite."""
    with np.errstate(all="ignore"):
        places = DIGITS - 1 - np.floor(np.log10(np.abs(values)))
        scale = 10.0 ** np.abs(np.clip(places, -300, 300))
        rounded = np.where(places < 0, np.round(values / scale) * scale, np.round(values * scale) / scale)
    usable = np.where(np.isfinite(rounded), rounded, values + 0.0)  # 0 has no digits
    return [one if math.isfinite(one) else None for one in usable.tolist()]
