"""Moodle's grading worksheet of an assignment as it is: its columns in whatever language, its rows, whose they are.

In English, the columns are told by their titles. In another language, they are told by what Moodle puts where: a word
and a number first, the grade beside a maximum that is the same for all, and the date and the comment at the end.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from autograder import tables
from autograder.course.roster import letters_of
from autograder.errors import Refusal
from autograder.report import Report
from autograder.tables import Row

from . import common, people

FOLDER = re.compile(r"(?P<name>.*)_(?P<number>\d+)(?:_assignsubmission_\w+)?")
NUMBERED = re.compile(r"(?P<word>\D+)(?P<number>\d+)")
READ_BY_MOODLE = ("Identifier", "Grade", "Last modified (grade)", "Feedback comments")
ALSO_READ = ("Full name", "Email address", "Maximum grade", "Grade can be changed")
NO_DATE = "-"
YEAR = re.compile(r"\b\d{4}\b")
SOME = 3  # columns that every worksheet has behind the maximum


@dataclass(frozen=True)
class Worksheet:
    """A worksheet: its table, and in which columns of it what stands, by English titles."""

    path: str
    header: Row
    rows: list[Row]
    form: tables.Form
    at: Mapping[str, int]
    is_translated: bool = False

    def cell(self, row: Row, title: str) -> str:
        """Return a cell of a row, or an empty str where there is no such column."""
        return row[self.at[title]] if title in self.at else ""

    def number(self, row: Row) -> str:
        """Return the number of the participant whom a row is about, or an empty str."""
        match = NUMBERED.fullmatch(self.cell(row, "Identifier").strip())
        return match["number"] if match else ""

    def find_all(self, reports: Iterable[Report], options: common.Options) -> tuple[dict[int, Report], list[str]]:
        """Match each report with a row of its own, as ``people.People`` does."""
        return people.People(self.path, self.rows, self._keys(options), options.key).find_all(reports)

    def _keys(self, options: common.Options) -> list[people.Key]:
        def email(row: Row) -> str:
            return self.cell(row, "Email address")

        def name(row: Row) -> str:
            return self.cell(row, "Full name")

        def numbered(row: Row) -> str:
            return _called(f"{name(row)}_{self.number(row)}")

        return [
            people.Key("Identifier", self.number, lambda one: options.called("moodle", one)),
            people.Key("the number with which they were collected", numbered, lambda one: _collected(one, options)),
            people.Key("folder", numbered, _called),
            people.Key("blind folder", lambda row: self.cell(row, "Identifier").replace(" ", "_"), _without_plugin),
            people.Key("Email address", email),
            people.Key("user name", lambda row: email(row).partition("@")[0]),
            people.Key("Full name", name),
        ]


def read(path: str) -> Worksheet:
    """Return the worksheet in a file.

    Raises:
        Refusal: it is none, or its columns cannot be told.

    """
    header, rows = tables.read_table(path)
    is_translated = "Identifier" not in header and _is_translated(rows)
    if is_translated:
        at = _places(path, header, rows)
    else:
        at = {name: tables.column(header, name, path) for name in READ_BY_MOODLE}
        at |= {name: tables.column(header, name, path) for name in ALSO_READ if name in header}
    return Worksheet(path, header, rows, tables.form_of(path), at, is_translated)


def _is_translated(rows: Sequence[Row]) -> bool:
    found = [NUMBERED.fullmatch(row[0].strip()) for row in rows]
    return bool(found) and all(found) and len({match["word"] for match in found if match}) == 1


def _places(path: str, header: Row, rows: Sequence[Row]) -> dict[str, int]:
    """Return the columns of a worksheet in another language.

    Raises:
        Refusal: more than one column could be one of them, or none.

    """
    remedy = "download it with the site's language set to English"
    columns = [[row[place].strip() for row in rows] for place in range(len(header))]
    worth = [place for place in range(3, len(header)) if _is_maximum(columns[place], columns[place - 1])]
    if len(worth) != 1 or len(header) <= worth[0] + SOME:
        raise Refusal(path, "nobody can tell in this language which column is the maximum grade", remedy)
    date, comment = len(header) - 2, len(header) - 1
    if not _are_dates(columns[date]) or NO_DATE in columns[comment]:
        raise Refusal(path, "nobody can tell in this language which column is the feedback", remedy)
    at = {"Identifier": 0, "Grade": worth[0] - 1, "Maximum grade": worth[0]}
    at |= {"Last modified (grade)": date, "Feedback comments": comment}
    emails = [place for place, cells in enumerate(columns) if place < worth[0] and all("@" in cell for cell in cells)]
    return at | {"Full name": 1} | ({"Email address": emails[0]} if emails else {})


def _is_maximum(cells: Sequence[str], grades: Sequence[str]) -> bool:
    """Tell whether a column is the maximum, by what stands in it and in the one before."""
    are_grades = all(grade in ("", NO_DATE) or tables.number_in(grade) is not None for grade in grades)
    return len(set(cells)) == 1 and (tables.number_in(cells[0]) or 0) > 0 and are_grades


def _are_dates(cells: Sequence[str]) -> bool:
    return all(cell == NO_DATE or YEAR.search(cell) for cell in cells)


def _collected(student: str, options: common.Options) -> str:
    """Return the name and the number with which somebody was collected; neither alone says who it is."""
    number, person = options.identifier("moodle", student), options.people.get(student)
    return _called(f"{person.name}_{number}") if number and person and person.name else ""


def _called(folder: str) -> str:
    """Return a name and a number as Moodle puts them into a folder's name, without what it leaves out there."""
    match = FOLDER.fullmatch(folder)
    return f"{letters_of(match['name'])}_{match['number']}" if match else ""


def _without_plugin(folder: str) -> str:
    return folder.partition("_assignsubmission_")[0]
