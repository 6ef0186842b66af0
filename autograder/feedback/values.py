"""Values of the evidence in words, in Python, and as tables whose wrong entries are marked."""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from autograder.evidence import (
    Array,
    Call,
    Comparison,
    Entry,
    Function,
    Nothing,
    Number,
    Other,
    Sequence,
    Table,
    Text,
    Truth,
    Value,
)
from autograder.numbers import apart, significant

LONGEST_CODE = 1200  # characters
LINE = 90
STRIP, WIDTH = 6, 90  # columns of a table that stand beside each other, and characters in all
LEVELS = 4  # of shading; the largest error has the last
SPECIAL = {"nan": "np.nan", "inf": "np.inf", "-inf": "-np.inf"}
USUAL = ("float64", "int64", "bool", "complex128")  # dtypes that Python's own numbers become
SAME_LINE, OWN_LINES = ", ", ",\n" + " " * len("    np.array([")  # between the rows of a matrix


@dataclass(frozen=True)
class Cell:
    """An entry of a Matrix: ``level`` is 0 where it is right, else from 1 to LEVELS by the size of its error."""

    got: str
    expected: str = ""
    level: int = 0
    worst: bool = False

    @property
    def width(self) -> int:
        """Characters from one edge to the other."""
        return max(len(self.got), len("expected ") + len(self.expected) if self.level else 0) + 2


@dataclass(frozen=True)
class Matrix:
    """A window on an array, with the indices of its rows and columns; there are no ``rows`` where it has one axis."""

    caption: str
    columns: list[int]
    rows: list[int]
    cells: list[list[Cell]]

    @property
    def is_marked(self) -> bool:
        """Whether some entries are wrong, and say what was expected."""
        return any(cell.level for row in self.cells for cell in row)

    @property
    def folded(self) -> list[slice]:
        """Its columns in strips that a window and a sheet of paper can hold, all about as wide."""
        widest = max((cell.width for row in self.cells for cell in row), default=1)
        strips = -(-len(self.columns) // max(min(STRIP, WIDTH // widest), 1)) or 1
        width = -(-len(self.columns) // strips)
        return [slice(begin, begin + width) for begin in range(0, len(self.columns), width or 1)]


def short(value: Value) -> str:
    """Return a value in a few words."""
    match value:
        case Nothing():
            return "nothing (None)"
        case Number():
            return significant(value.value)
        case Truth():
            return str(value.value)
        case Text():
            return repr(value.value) + ("" if value.is_whole else " and so on")
        case Array():
            return f"an array of shape {value.shape}" + (f" of {value.dtype}" if value.dtype != "float64" else "")
        case Sequence():
            return _listed(value, "()" if value.is_tuple else "[]", map(short, value.items))
        case Table():
            return _listed(value, "{}", (f"{key!r}: {short(part)}" for key, part in value.items))
        case Function():
            return "a function" if value.name == "function" else f"the function {value.name}"
        case Other():
            return f"a value of type {value.name}"


def call(made: Call) -> str:
    """Return a call as a person would write it: arrays by their shapes."""
    parts = [_argument(value) for value in made.args]
    parts += [f"{name}={_argument(value)}" for name, value in made.kwargs.items()]
    return f"{_called(made, call)}({', '.join(parts)})"


def code(made: Call) -> str | None:
    """Return a call as Python text that makes it again, or None where the evidence does not hold all of it."""
    called, parts = _called(made, code), _arguments(made, SAME_LINE)
    if called is None or parts is None:
        return None
    text = f"{called}({', '.join(parts)})"
    if len(text) > LINE:
        text = f"{called}(\n" + "".join(f"    {part},\n" for part in _arguments(made, OWN_LINES) or ()) + ")"
    return text if len(text) <= LONGEST_CODE else None


def _called(made: Call, written: Callable[[Call], str | None]) -> str | None:
    """Return what is called: a function, or one that another call returned, written as calls are."""
    if made.maker is None:
        return made.function
    maker = written(made.maker)
    return maker and maker + "".join(f"[{key}]" for key in made.place)


def _arguments(made: Call, between_rows: str) -> list[str] | None:
    """Return the arguments of a call in Python, or None where one of them is not whole."""
    names = [""] * len(made.args) + [f"{name}=" for name in made.kwargs]
    texts = [_python(value, between_rows) for value in (*made.args, *made.kwargs.values())]
    return None if None in texts else [f"{name}{text}" for name, text in zip(names, texts, strict=True)]


def table(value: Value, caption: str) -> Matrix | None:
    """Return the Matrix of an array, nothing in it marked; None where it has no entries."""
    if not isinstance(value, Array) or not any(value.entries):
        return None
    return _matrix(value, caption, [[Cell(significant(entry, 4)) for entry in row] for row in value.entries])


def compared(comparison: Comparison, caption: str) -> Matrix | None:
    """Return the Matrix of what came back, with what was expected where it differs; None where shapes forbid it."""
    got, right, limit = comparison.got, comparison.expected, comparison.limit
    if limit is None or not isinstance(got, Array) or not isinstance(right, Array) or not any(got.entries):
        return None
    if [len(row) for row in got.entries] != [len(row) for row in right.entries]:
        return None
    pairs = [list(zip(*rows, strict=True)) for rows in zip(got.entries, right.entries, strict=True)]
    errors = [[_error(*pair) for pair in row] for row in pairs]
    largest = max(error for row in errors for error in row)
    cells = [
        [_cell(*pair, error, limit, largest) for pair, error in zip(*rows, strict=True)]
        for rows in zip(pairs, errors, strict=True)
    ]
    return _matrix(got, caption, cells)


def _matrix(value: Array, caption: str, cells: list[list[Cell]]) -> Matrix:
    row, column = value.corner
    flat = len(value.shape) == 1
    rows = [] if flat else list(range(row, row + len(cells)))
    return Matrix(caption + _which_part(value), list(range(column, column + len(cells[0]))), rows, cells)


def _which_part(value: Array) -> str:
    """Say which part of an array is shown, where it is not the whole."""
    axes = min(len(value.shape), 2)
    window = (len(value.entries), len(value.entries[0]))
    if not value.at and window[-axes:] == value.shape[-2:]:
        return f", shape {value.shape}"
    slices = [f"{begin}:{begin + size}" for begin, size in zip(value.corner, window, strict=True)][-axes:]
    return f", entries [{', '.join([*map(str, value.at), *slices])}] of shape {value.shape}"


def _cell(got: Entry, expected: Entry, error: float, limit: float, largest: float) -> Cell:
    if error <= limit:
        return Cell(significant(got, 4))
    share = error / largest if math.isfinite(largest) else float(error == largest)
    level = next((level for level in range(LEVELS, 1, -1) if share >= 10.0 ** -(LEVELS - level + 0.5)), 1)
    return Cell(*apart(got, expected), level, error == largest)


def _error(got: Entry, expected: Entry) -> float:
    if got == expected:
        return 0.0
    try:
        error = abs(complex(got) - complex(expected))
    except (ValueError, OverflowError):
        return math.inf
    return error if math.isfinite(error) else math.inf


def _listed(value: Sequence | Table, brackets: str, parts: Iterable[str]) -> str:
    rest = ["..."] if value.size > len(value.items) else []
    return brackets[0] + ", ".join([*parts, *rest]) + brackets[1]


def _argument(value: Value) -> str:
    return value.name if isinstance(value, Function) else short(value)


def _python(value: Value, between_rows: str) -> str | None:
    """Return a value as Python text, or None where the evidence does not hold all of it."""
    match value:
        case Nothing():
            return "None"
        case Number() | Truth():
            return SPECIAL.get(str(value.value), str(value.value))
        case Text():
            return repr(value.value) if value.is_whole else None
        case Array():
            return _python_array(value, between_rows)
        case Sequence():
            parts = [text for item in value.items if (text := _python(item, between_rows)) is not None]
            inner = ", ".join(parts) + ("," if value.is_tuple and len(parts) == 1 else "")
            return None if value.size > len(parts) else f"({inner})" if value.is_tuple else f"[{inner}]"
    return None


def _python_array(value: Array, between_rows: str) -> str | None:
    shape, rows = value.shape, value.entries
    if len(shape) > 2 or math.prod(shape) != sum(map(len, rows)):
        return None
    if not math.prod(shape):
        return f"np.zeros({shape})"
    texts = ["[" + ", ".join(SPECIAL.get(str(entry), str(entry)) for entry in row) + "]" for row in rows]
    inner = texts[0] if len(shape) == 1 else "[" + between_rows.join(texts) + "]"
    return f"np.array({inner})" if value.dtype in USUAL else f"np.array({inner}, dtype=np.{value.dtype})"
