"""The manifest of a set, ``<submitted>/.collected/<set>.csv``: what was decided about each student and file, and why.

It has a row a file, and one for everybody of whom there is none. Whatever is not about a student of the class has no
student. Times are in UTC where a zone is known.
"""

import os
from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields
from datetime import datetime

from autograder import escape
from autograder.errors import Refusal
from autograder.files import write_whole
from autograder.tables import as_csv, read_table

from .hand_in import moment

FOLDER = ".collected"
COLLECTED, MISSING, WRONG, EXCUSED, UNKNOWN = "collected", "missing", "wrong", "excused", "unknown"


@dataclass(frozen=True)
class Row:
    """One file of a student, or why there is none; every field is text."""

    student: str
    status: str
    platform: str = ""
    id: str = ""  # by which the platform knows them
    group: str = ""  # that handed it in; a group in which each works on their own stands in the roster
    section: str = ""
    attempt: str = ""
    handed_in: str = ""
    packed: str = ""  # when the platform put it into the archive
    late: str = ""  # yes, no, or nothing where the platform does not say
    excused: str = ""
    file: str = ""
    original_name: str = ""
    original_hash: str = ""
    why: str = ""

    @property
    def time(self) -> datetime | None:
        """When it was handed in, if that is known."""
        return moment(self.handed_in) if self.handed_in else None


COLUMNS = tuple(field.name for field in fields(Row))


def path_of(submitted: str, problem_set: str) -> str:
    """Return the path of the manifest of a set."""
    return os.path.join(submitted, FOLDER, f"{problem_set}.csv")


def read(submitted: str, problem_set: str) -> dict[str, list[Row]]:
    """Return the rows of every student of a set; nothing where it was never collected.

    Raises:
        Refusal: it is damaged.

    """
    path = path_of(submitted, problem_set)
    if not os.path.lexists(path):
        return {}
    header, rows = read_table(path)
    if tuple(header) != COLUMNS:
        raise Refusal(path, "this is no manifest of this version", "move it away and collect the download again")
    found: dict[str, list[Row]] = {}
    for cells in rows:
        row = Row(*map(escape.uncell, cells))
        if row.student:
            found.setdefault(row.student, []).append(row)
    return found


def write(submitted: str, problem_set: str, rows: Iterable[Row]) -> None:
    """Write the manifest of a set.

    Raises:
        Refusal: it cannot be written.

    """
    cells = ([escape.cell(cell) for cell in astuple(row)] for row in rows)
    write_whole(path_of(submitted, problem_set), as_csv([COLUMNS, *cells]))
