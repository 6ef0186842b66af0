"""Values of the evidence (see ``judge.evidence``) in words, in Python, and as tables whose wrong entries are marked."""

import math
from dataclasses import dataclass

LONGEST_CODE = 1200  # characters
LINE = 90
BREAK = ", " + "\0"  # between the rows of a matrix, until it is known whether they have a line each
LEVELS = 4  # of shading; the largest error has the last
SPECIAL = {"nan": "np.nan", "inf": "np.inf", "-inf": "-np.inf"}


@dataclass
class Cell:
    """An entry of a table: ``level`` is 0 where it is right, else from 1 to LEVELS by the size of its error."""

    got: str
    expected: str = ""
    level: int = 0
    worst: bool = False


@dataclass
class Table:
    """A window on a matrix, with the indices of its rows and columns; ``rows`` is empty for what has only one axis."""

    caption: str
    columns: list  # of int
    rows: list  # of int
    cells: list  # of lists of Cell


def short(value):
    """Return a value in a few words."""
    match value["kind"]:
        case "none":
            return "nothing (None)"
        case "number":
            return digits(value["value"])
        case "bool":
            return str(value["value"])
        case "text":
            return repr(value["value"]) + (" and so on" if value["size"] > len(value["value"]) else "")
        case "array":
            return f"an array of shape {_shape(value)}" + (
                f" of {value['dtype']}" if value["dtype"] != "float64" else ""
            )
        case "sequence":
            return _listed(value, "()" if value["tuple"] else "[]", map(short, value["items"]))
        case "dict":
            return _listed(value, "{}", (f"{key!r}: {short(part)}" for key, part in value["items"]))
        case "function":
            return "a function" if value["name"] == "function" else f"the function {value['name']}"
    return f"a value of type {value['name']}"


def call(made):
    """Return a call as a person would write it: arrays by their shapes."""
    parts = [_argument(one) for one in made["args"]]
    parts += [f"{name}={_argument(one)}" for name, one in made["kwargs"].items()]
    return f"{_called(made, call)}({', '.join(parts)})"


def code(made):
    """Return a call as Python text that makes it again, or None where the evidence does not hold all of it."""
    parts = [_python(one) for one in made["args"]]
    named = {name: _python(one) for name, one in made["kwargs"].items()}
    called = _called(made, code)
    if None in parts or None in named.values() or called is None:
        return None
    lines = [*parts, *(f"{name}={text}" for name, text in named.items())]
    text = f"{called}({', '.join(lines)})"
    if len(text) > LINE:
        text = f"{called}(\n" + "".join(f"    {line},\n" for line in lines) + ")"
        text = text.replace(BREAK, ",\n" + " " * len("    np.array(["))
    text = text.replace(BREAK, ", ")
    return text if len(text) <= LONGEST_CODE else None


def _called(made, in_words):
    """Return what is called: a function, or one that another call returned, put in words as calls are."""
    if "maker" not in made:
        return made["function"]
    maker = in_words(made["maker"])
    return maker and maker + "".join(f"[{key}]" for key in made["place"])


def table(value, caption):
    """Return the Table of an array, nothing in it marked; None where it has no entries."""
    if value["kind"] != "array" or not any(value["entries"]):
        return None
    return _table(value, caption, [[Cell(digits(entry, 4)) for entry in row] for row in value["entries"]])


def compared(comparison, caption):
    """Return the Table of what came back, with what was expected where it differs; None where shapes forbid it."""
    got, right, limit = comparison["got"], comparison.get("expected"), comparison.get("limit")
    if limit is None or got["kind"] != "array" or right["kind"] != "array":
        return None
    errors = [
        [_error(*pair) for pair in zip(*rows, strict=True)]
        for rows in zip(got["entries"], right["entries"], strict=True)
    ]
    largest = max((error for row in errors for error in row), default=0.0)
    cells = [
        [_cell(entry, wanted, error, limit, largest) for entry, wanted, error in zip(*rows, strict=True)]
        for rows in zip(got["entries"], right["entries"], errors, strict=True)
    ]
    return _table(got, caption, cells)


def digits(number, count=6):
    """Return a number as text, with so many significant digits; what JSON has no number for is text already."""
    return (
        number
        if isinstance(number, str)
        else format(number, f".{count}g")
        if isinstance(number, float)
        else str(number)
    )


def apart(one, other):
    """Return two numbers as text, with as many digits as it takes to see the difference."""
    for count in (4, 8, 17):
        texts = digits(one, count), digits(other, count)
        if texts[0] != texts[1]:
            break
    return texts


def _table(value, caption, cells):
    row, column = value["corner"]
    flat = len(value["shape"]) == 1
    rows = [] if flat else list(range(row, row + len(cells)))
    return Table(caption + _which_part(value), list(range(column, column + len(cells[0]))), rows, cells)


def _which_part(value):
    """Say which part of an array is shown, where it is not the whole."""
    shape, lead = value["shape"], value["at"]
    shown = [len(value["entries"]), len(value["entries"][0])][-len(shape) :]
    if not lead and shown == shape[-2:]:
        return f", shape {_shape(value)}"
    row, column = value["corner"]
    slices = [f"{row}:{row + len(value['entries'])}", f"{column}:{column + len(value['entries'][0])}"][-len(shape) :]
    return f", entries [{', '.join([*map(str, lead), *slices])}] of shape {_shape(value)}"


def _cell(got, expected, error, limit, largest):
    if error <= limit:
        return Cell(digits(got, 4))
    share = error / largest if math.isfinite(largest) else float(error == largest)
    level = next((level for level in range(LEVELS, 1, -1) if share >= 10.0 ** -(LEVELS - level + 0.5)), 1)
    return Cell(*apart(got, expected), level, error == largest)


def _error(got, expected):
    if got == expected:
        return 0.0
    try:
        error = abs(complex(got) - complex(expected))
    except (ValueError, OverflowError):
        return math.inf
    return error if math.isfinite(error) else math.inf


def _shape(value):
    return str(tuple(value["shape"]))


def _listed(value, brackets, parts):
    parts = list(parts) + (["..."] if value["size"] > len(value["items"]) else [])
    return brackets[0] + ", ".join(parts) + brackets[1]


def _argument(value):
    return value["name"] if value["kind"] == "function" else short(value)


def _python(value):
    match value["kind"]:
        case "none":
            return "None"
        case "number":
            return SPECIAL.get(str(value["value"]), str(value["value"]))
        case "bool":
            return str(value["value"])
        case "text":
            return repr(value["value"]) if value["size"] == len(value["value"]) else None
        case "array":
            return _python_array(value)
        case "sequence":
            parts = [_python(one) for one in value["items"]]
            if None in parts or value["size"] > len(parts):
                return None
            inner = ", ".join(parts) + ("," if value["tuple"] and len(parts) == 1 else "")
            return f"({inner})" if value["tuple"] else f"[{inner}]"
    return None


def _python_array(value):
    shape, rows = value["shape"], value["entries"]
    if len(shape) > 2 or math.prod(shape) != sum(map(len, rows)):
        return None
    if not math.prod(shape):
        return f"np.zeros({_shape(value)})"
    texts = ["[" + ", ".join(SPECIAL.get(str(one), str(one)) for one in row) + "]" for row in rows]
    inner = texts[0] if len(shape) == 1 else "[" + BREAK.join(texts) + "]"
    usual = value["dtype"] in ("float64", "int64", "bool", "complex128")
    return f"np.array({inner})" if usual else f"np.array({inner}, dtype=np.{value['dtype']})"
