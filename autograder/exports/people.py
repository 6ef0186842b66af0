"""Finding students of the reports in a file that a consumer wrote about its own people."""

import csv
import io
import unicodedata
from collections.abc import Callable, Iterable, Sequence

from autograder.errors import Refusal, refusing
from autograder.report import Report

Row = list[str]
Key = Callable[[Row], str]


class People:
    """The rows of such a file, looked up by what a student is called in the reports.

    Args:
        rows: one a person.
        keys: functions of a row, in order: each returns what a student may be called, or an empty str.

    """

    def __init__(self, rows: Sequence[Row], *keys: Key) -> None:
        self.indexes = [_index(rows, key) for key in keys]

    def find(self, student: str) -> int | None:
        """Return the number of the row of a student, or None if there is none or more than one."""
        wanted = _folded(student)
        found: list[int] = next((index[wanted] for index in self.indexes if wanted in index), [])
        return found[0] if len(found) == 1 else None

    def find_all(
        self, reports: Iterable[Report], file: str, called: Callable[[str], str] = str
    ) -> tuple[dict[int, Report], list[str]]:
        """Match each report with a row of its own.

        Args:
            reports: of those with a mark.
            file: what the file is called.
            called: function of a student's name in the reports, that returns what to look up.

        Returns:
            ``(found, left_out)``: number of a row -> Report, and sentences about those who have none.

        """
        found: dict[int, Report] = {}
        left_out: list[str] = []
        for report in reports:
            row = self.find(called(report.student))
            if row is None:
                left_out.append(f"{report.student}: nobody, or more than one, is called so in {file}")
            elif row in found:
                left_out.append(f"{report.student}: is the same person in {file} as {found[row].student}")
            else:
                found[row] = report
        return found, left_out


def read_table(path: str) -> tuple[Row, list[Row]]:
    """Return a CSV file of a consumer's as ``(header, rows)``: a list of str, and a list of lists as long as it.

    Raises:
        Refusal: it is no such table.

    """
    try:
        with (
            refusing(path, "give the path of a file that is there"),
            open(path, encoding="utf-8-sig", newline="") as file,
        ):
            text = file.read()
    except UnicodeDecodeError as error:
        raise Refusal(path, "it is not UTF-8 text", "download it anew, and do not save it in a spreadsheet") from error
    first = text.split("\n", 1)[0]
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=";" if first.count(";") > first.count(",") else ","))
    except csv.Error as error:
        raise Refusal(path, f"this is no table of comma-separated values: {error}", "download it anew") from error
    if not rows:
        raise Refusal(path, "it is empty", "download it anew")
    header = [name.strip() for name in rows[0]]
    return header, [(row + [""] * len(header))[: len(header)] for row in rows[1:] if any(row)]


def column(header: Row, name: str, path: str) -> int:
    """Return the place of a column.

    Raises:
        Refusal: there is none.

    """
    if name not in header:
        raise Refusal(
            path,
            f"it has no column {name!r}, but: {', '.join(header)}",
            "download it with the site's language set to English",
        )
    return header.index(name)


def cell_of(column: int) -> Key:
    """Return what reads a column of a row."""
    return lambda row: row[column]


def _index(rows: Sequence[Row], key: Key) -> dict[str, list[int]]:
    index: dict[str, list[int]] = {}
    for number, row in enumerate(rows):
        if name := _folded(key(row)):
            index.setdefault(name, []).append(number)
    return index


def _folded(name: str) -> str:
    """Return a name as it is compared: accents may be written in two ways, and capitals tell nobody apart."""
    return unicodedata.normalize("NFC", name).casefold().strip()
