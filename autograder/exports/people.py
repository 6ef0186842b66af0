"""Finding students of the reports in a file that a consumer wrote about its own people."""

from collections.abc import Callable, Iterable, Sequence

from autograder.report import Report
from autograder.tables import Row, folded

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
        wanted = folded(student)
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


def cell_of(column: int) -> Key:
    """Return what reads a column of a row."""
    return lambda row: row[column]


def _index(rows: Sequence[Row], key: Key) -> dict[str, list[int]]:
    index: dict[str, list[int]] = {}
    for number, row in enumerate(rows):
        if name := folded(key(row)):
            index.setdefault(name, []).append(number)
    return index
