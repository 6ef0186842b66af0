"""What a run shows in the terminal: progress, a table of marks, what was regraded, and what went wrong on our side."""

import os
import sys
from collections.abc import Iterator, Sequence

from rich.console import Console, JustifyMethod
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from autograder.escape import printable
from autograder.grading.run import Outcome
from autograder.numbers import points
from autograder.report import Grade, ReportStatus, TestStatus

LONGEST_TABLE = 60  # rows
WIDE = 160  # columns of a table in a file
COLUMNS: tuple[tuple[str, JustifyMethod], ...] = (
    ("student", "left"),
    ("problem set", "left"),
    ("score", "right"),
    ("of", "right"),
    ("", "left"),
)


def progress() -> Progress:
    """Return a progress bar on the error stream, which leaves nothing behind."""
    columns = [TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()]
    return Progress(*columns, console=Console(stderr=True, soft_wrap=True), transient=True)


def console() -> Console:
    """Return where tables are printed: as wide as they need to be where no terminal says otherwise."""
    return Console(width=None if sys.stdout.isatty() else WIDE)


def show_grades(outcomes: Sequence[Outcome], out: str) -> None:
    """Print what a run has come to, whose reports are in a folder."""
    console = Console(soft_wrap=not sys.stdout.isatty())
    grades = [one.grade for one in outcomes]
    console.print(_table(grades), markup=False)
    if len(grades) > LONGEST_TABLE:
        console.print(f"... and {len(grades) - LONGEST_TABLE} more")
    for line in _regrades(outcomes):
        console.print(line, markup=False, highlight=False)
    for one in outcomes:
        for note in one.notes:
            said = f"{printable(one.grade.student)}: {one.grade.problem_set}: {printable(note)}"
            console.print(said, markup=False, highlight=False)
    for grade in grades:
        for error in grade.grader_errors:
            where = f"{printable(grade.student)}: {grade.problem_set}: {error}"
            console.print(f"grader error: {where}", style="red", markup=False)
    console.print(f"Reports: {os.path.join(out, '')}<set>/<student>.json · table: {os.path.join(out, 'grades.csv')}")
    pages = f"{os.path.join(out, 'class.html')} and {os.path.join(out, 'feedback', '')}<set>/<student>.html"
    console.print(f"Pages: make feedback OUT={out} writes {pages}", markup=False)


def _table(grades: Sequence[Grade]) -> Table:
    table = Table(title=f"{len(grades)} submissions")
    for name, justify in COLUMNS:
        table.add_column(name, justify=justify)
    for one in grades[:LONGEST_TABLE]:
        is_plain = one.status is ReportStatus.GRADED
        note = TestStatus.GRADER_ERROR if one.grader_errors else "" if is_plain else one.status
        table.add_row(printable(one.student), one.problem_set, points(one.score), points(one.max_score), note)
    return table


def _regrades(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """Yield, as lines, what was taken over from earlier runs and what has changed since."""
    kept = sum(not one.is_new for one in outcomes)
    if kept:
        yield f"{kept} of {len(outcomes)} were graded before, and nothing that they rest on has changed."
    regrades = [one.regrade for one in outcomes if one.regrade]
    different = [one for one in regrades if one.is_different]
    if len(regrades) > len(different):
        reasons = sorted({reason for one in regrades for reason in one.reasons})
        yield f"{len(regrades) - len(different)} were graded again, with the same marks ({'; '.join(reasons)})."
    for one in different[:LONGEST_TABLE]:
        yield f"{printable(one.after.student)}: {one.after.problem_set}: {one}"
    if len(different) > LONGEST_TABLE:
        yield f"... and {len(different) - LONGEST_TABLE} more marks that changed"
