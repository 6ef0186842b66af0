"""Which mark counts, and why: as it was graded, unless people or rules made another of it.

``<out>/marks.csv`` has a row for each of those. Reports keep the marks as they were graded; whatever shows a mark takes
it through ``counting``.
"""

import math
import os
from collections.abc import Mapping, Sequence
from dataclasses import replace

from . import escape
from .errors import Refusal
from .files import write_whole
from .numbers import points
from .report import Mark, Report
from .tables import as_csv, read_table

FILE = "marks.csv"
COLUMNS = ["student", "problem_set", "graded", "raw", "penalty", "why"]

Marks = Mapping[tuple[str, str], Mark]  # by set and student


def counting(report: Report, marks: Marks) -> Report:
    """Return a report with the mark that counts, and a sentence that says why it is not the one that was graded."""
    mark = marks.get((report.problem_set, report.student))
    if mark is None:
        return report
    return replace(report, mark=mark, notes=(*report.notes, why(mark, report.graded)))


def why(mark: Mark, graded: float) -> str:
    """Return the sentence that says why a mark counts, with both numbers where the work was graded anew since."""
    sentence = f"{points(mark.score)} points count, and {points(graded)} were graded: {mark.why}."
    if math.isclose(mark.graded, graded, abs_tol=1e-9):
        return sentence
    return f"{sentence} When that was decided, {points(mark.graded)} were graded; a person should look again."


def path_of(out: str) -> str:
    """Return where the marks of a grading run are that are not as graded."""
    return os.path.join(out, FILE)


def read(out: str) -> Marks:
    """Return the marks that are not as graded.

    Raises:
        Refusal: the file is damaged.

    """
    path = path_of(out)
    if not os.path.lexists(path):
        return {}
    header, rows = read_table(path)
    try:
        if header != COLUMNS:
            raise ValueError(header)
        return dict(map(_entry, rows))
    except ValueError as error:
        remedy = "move it away, and type make grade again; people's marks are in the gradebook"
        raise Refusal(path, "this is no table of marks", remedy) from error


def _entry(row: Sequence[str]) -> tuple[tuple[str, str], Mark]:
    student, name, graded, raw, penalty, why = row
    mark = Mark(_number(graded), _number(raw), _number(penalty), escape.uncell(why))
    return (name, escape.uncell(student)), mark


def _number(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(text)
    return number


def write(out: str, marks: Marks) -> None:
    """Write the marks that are not as graded.

    Raises:
        Refusal: they cannot be written.

    """
    rows: list[list[escape.Cell]] = [
        [student, name, mark.graded, mark.raw, mark.penalty, mark.why]
        for (name, student), mark in sorted(marks.items())
    ]
    write_whole(path_of(out), as_csv([COLUMNS, *([escape.cell(cell) for cell in row] for row in rows)]))
