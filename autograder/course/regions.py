"""Stubs are derived, never typed: a stub is the reference with its solution regions cut out.

A region stands between ``# BEGIN SOLUTION`` and ``# END SOLUTION``. Inside a function it becomes a line to replace and
``raise NotImplementedError()``; at the top level, where helpers live, it vanishes.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from autograder.errors import CourseError

from .model import Exercise

BEGIN, END = "# BEGIN SOLUTION", "# END SOLUTION"
NBGRADER_BEGIN, NBGRADER_END = f"##{BEGIN}", f"##{END}"
BEGINS, ENDS = (BEGIN, NBGRADER_BEGIN), (END, NBGRADER_END)
PLACEHOLDER = ("# YOUR CODE HERE", "raise NotImplementedError()")


class RegionError(ValueError):
    """The marks of a text do not come in pairs; the message says where."""


@dataclass(frozen=True)
class Line:
    """A line of a reference."""

    number: int  # from 1
    text: str
    margin: str | None = None  # of the region that it belongs to, marks included; None outside of all

    @property
    def is_mark(self) -> bool:
        """Whether it begins or ends a region."""
        return self.text.strip() in BEGINS + ENDS


def scan(source: str) -> Iterator[Line]:
    """Yield the lines of a text with their regions: whatever cuts solutions does it here.

    Raises:
        RegionError: a mark is out of order.

    """
    margin, begun = None, 0
    for number, text in enumerate(source.splitlines(), 1):
        mark = text.strip()
        if mark in BEGINS + ENDS and (mark in ENDS) != (margin is not None):
            raise RegionError(f"line {number}: {mark} is out of order")
        if mark in BEGINS:
            margin, begun = text[: len(text) - len(text.lstrip())], number
        yield Line(number, text, margin)
        if mark in ENDS:
            margin = None
    if margin is not None:
        raise RegionError(f"line {begun}: {BEGIN} has no {END}")


def stub(exercise: Exercise) -> str:
    """Return the text of an exercise's reference without its solutions.

    Raises:
        CourseError: its regions are malformed.

    """
    lines: list[str] = []
    for line in _scan(exercise):
        if line.margin is None:
            lines.append(line.text)
        elif line.margin and line.text.strip() == BEGIN:
            lines += [line.margin + text for text in PLACEHOLDER]
    text = _tidied("\n".join(lines).rstrip() + "\n")
    _check_functions(exercise, text)
    return text


def solution_lines(exercise: Exercise) -> set[str]:
    """Return the lines inside the regions that stand nowhere outside them, without their indentation."""
    lines = [line for line in _scan(exercise) if line.text.strip() and not line.is_mark]
    given = {line.text.strip() for line in lines if line.margin is None}
    return {line.text.strip() for line in lines if line.margin is not None} - given


def lines_inside(source: str) -> set[int]:
    """Return the numbers of the lines of a reference that stand inside its regions, from 1."""
    return {line.number for line in scan(source) if line.margin is not None and not line.is_mark}


def _scan(exercise: Exercise) -> Iterator[Line]:
    try:
        yield from scan(exercise.reference_source)
    except RegionError as error:
        raise _malformed(exercise, str(error)) from error


def parts(exercise: Exercise) -> list[str]:
    """Return a stub in pieces: what stands above the first function, then one piece a function."""
    text = stub(exercise)
    lines = text.splitlines(keepends=True)
    body = [node for node in ast.parse(text).body if not _is_docstring(node)]
    starts = [_start(node) for node in body if isinstance(node, ast.FunctionDef)]
    first = body[0].lineno - 1
    edges = [first, *starts, len(lines)] if starts[:1] != [first] else [*starts, len(lines)]
    pieces = ["".join(lines[start:end]).strip("\n") for start, end in pairwise(edges)]
    return [piece for piece in pieces if piece]


def solved_parts(exercise: Exercise) -> list[str]:
    """Return the same pieces with their solutions in them, between the marks that nbgrader cuts at."""
    stubs, lines = parts(exercise), _with_nbgrader_marks(exercise.reference_source)
    given = [node.name for node in ast.parse(stub(exercise)).body if isinstance(node, ast.FunctionDef)]
    body = ast.parse(exercise.reference_source).body
    starts = [_start(node) for node in body if isinstance(node, ast.FunctionDef) and node.name in given]
    first = (body[0].end_lineno or 0) if _is_docstring(body[0]) else 0
    pieces = ["".join(lines[start:end]) for start, end in pairwise([first, *starts, len(lines)])]
    pieces[0] = re.sub(r"\A(\s|#(?!##).*\n)*", "", pieces[0])  # comments above the first statement belong to no piece
    if len(stubs) < len(pieces):  # nothing but solutions stands above the first function
        pieces[:2] = ["".join(pieces[:2])]
    return [piece.strip("\n") for piece in pieces]


def without_helpers(source: str) -> str:
    """Return a solved piece without the solutions at its top level, which leave no trace in a stub.

    Raises:
        RegionError: a mark is out of order.

    """
    return _tidied("\n".join(line.text for line in scan(source) if line.margin != "")).strip("\n")


def _tidied(text: str) -> str:
    return re.sub(r"\n{4,}", "\n\n\n", text)


def _with_nbgrader_marks(source: str) -> list[str]:
    marks = {BEGIN: NBGRADER_BEGIN, END: NBGRADER_END}
    return [
        line.replace(mark, marks[mark]) if (mark := line.strip()) in marks else line
        for line in source.splitlines(keepends=True)
    ]


def _start(node: ast.FunctionDef) -> int:
    return min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)]) - 1


def _is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def _check_functions(exercise: Exercise, text: str) -> None:
    names = exercise.functions
    bodies = {node.name: ast.unparse(node) for node in ast.parse(text).body if isinstance(node, ast.FunctionDef)}
    for name in names:
        if "raise NotImplementedError()" not in bodies.get(name, ""):
            raise _malformed(exercise, f"the function {name} has no solution region in its body")


def _malformed(exercise: Exercise, cause: str) -> CourseError:
    remedy = f"put {BEGIN} and {END} around what students are to write, each on a line of its own"
    return CourseError(exercise.path("reference.py"), cause, remedy)
