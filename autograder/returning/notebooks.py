"""A student's own file with feedback in it: a notebook with cells of ours, a script with comments.

What was fed back before is taken out first, so that a file handed in again does not collect it.
"""

import json
import re
from collections.abc import Collection, Iterator, Mapping
from itertools import count
from typing import Any

from autograder.bounded import Failure, attempt
from autograder.exports.common import Options
from autograder.kit.work import is_notebook
from autograder.report import ExerciseReport, Report

from . import words

MARK = "graded_by_tests"  # in the metadata of our cells
BEGINS, ENDS = b"# ---- feedback ----\n", b"# ---- end of feedback ----\n"
BETWEEN = re.compile(re.escape(BEGINS) + rb".*?" + re.escape(ENDS) + rb"\n?", re.DOTALL)
FUNCTION = re.compile(r"^(?:async )?def (\w+)", re.MULTILINE)
FIRST_LINE = re.compile(rb"#!|[ \t\f]*#.*?coding[:=]")  # a line that has to stay among the first two
BOM = b"\xef\xbb\xbf"

Functions = Mapping[str, Collection[str]]  # name of an exercise -> functions that it asks for


def with_feedback(name: str, data: bytes | None, report: Report, functions: Functions, options: Options) -> bytes:
    """Return a file that was handed in, with what is said of it.

    Args:
        name: of the file; its ending decides what is written.
        data: what it holds; None, or what cannot be read, leaves the feedback alone.
        report: on it.
        functions: by the exercises of the set, that tell behind which cell feedback belongs.
        options: how much is said.

    """
    if not name.lower().endswith(".ipynb"):
        return _script(b"" if data is None or is_notebook(name, data) else data, report, options)
    made = attempt(_notebook, data or b"", report, functions, options)
    return _notebook(b"", report, functions, options) if isinstance(made, Failure) else made


def _script(data: bytes, report: Report, options: Options) -> bytes:
    """Return a script that begins with comments; what Python wants in the first two lines stays there."""
    mark = BOM if data.startswith(BOM) else b""
    if b"\0" in data:
        data = b""
    lines = BETWEEN.sub(b"", data.removeprefix(BOM)).splitlines(keepends=True)
    head = 0
    while head < min(len(lines), 2) and FIRST_LINE.match(lines[head]):
        head += 1
    said = "".join(f"# {line}".rstrip() + "\n" for line in words.plain(report, options).splitlines())
    encoding = "ascii" if head else "utf-8"  # every other that a script may name holds ASCII
    own = BEGINS + said.encode(encoding, "backslashreplace") + ENDS + b"\n"
    return mark + b"".join(lines[:head]) + own + b"".join(lines[head:])


def _notebook(data: bytes, report: Report, functions: Functions, options: Options) -> bytes:
    """Return a notebook with cells of ours in it: the whole first, each exercise behind the cell that answers it."""
    notebook = json.loads(data.decode("utf-8-sig")) if data else {}
    if notebook.get("nbformat") != 4 or not isinstance(notebook.get("cells"), list):
        notebook = {"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    cells = [cell for cell in notebook["cells"] if not _is_ours(cell)]
    after = _places(cells, report.exercises, functions)
    made = _cells(cells, notebook.get("nbformat_minor", 0) >= 5)
    whole = [next(made)(words.heading(report, options))]
    for place, cell in enumerate(cells):
        whole.append(cell)
        whole += [next(made)(words.exercise(one, options)) for one in after.pop(place, ())]
    whole += [next(made)(words.exercise(one, options)) for rest in after.values() for one in rest]
    return json.dumps({**notebook, "cells": whole}, indent=1).encode() + b"\n"


def _is_ours(cell: Any) -> bool:
    return isinstance(cell, dict) and isinstance(cell.get("metadata"), dict) and MARK in cell["metadata"]


def _places(cells: list[Any], exercises: Collection[ExerciseReport], functions: Functions) -> dict[int, list[Any]]:
    """Return place of a cell -> the exercises that belong behind it; place -1 for those that no cell answers."""
    found: dict[int, list[ExerciseReport]] = {}
    defined = {name: place for place, cell in enumerate(cells) for name in FUNCTION.findall(_source(cell))}
    for one in exercises:
        place = max((defined[name] for name in functions.get(one.name, ()) if name in defined), default=-1)
        found.setdefault(place, []).append(one)
    return found


def _source(cell: Any) -> str:
    source = cell.get("source", "") if isinstance(cell, dict) and cell.get("cell_type") == "code" else ""
    return source if isinstance(source, str) else "".join(map(str, source))


def _cells(cells: Collection[Any], has_ids: bool) -> Iterator[Any]:
    """Yield what makes a cell of a text, each with an identifier of its own where the format has them."""
    taken = {str(cell.get("id")) for cell in cells if isinstance(cell, dict)}
    free = (f"feedback-{number}" for number in count(1) if f"feedback-{number}" not in taken)
    while True:
        own = {"id": next(free)} if has_ids else {}

        def make(text: str, own: Mapping[str, str] = own) -> dict[str, Any]:
            source = words.markdown(text)
            return {"cell_type": "markdown", **own, "metadata": {MARK: True}, "source": source}

        yield make
