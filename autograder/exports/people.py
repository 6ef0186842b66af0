"""Finding students of the reports in a file that a consumer wrote about its own people: by one key for all of them.

A student is never looked up in one column because another does not know them: a number that is Ann's there may be Bo's
here. The key is what everybody is found by, and where two keys would give one student to two people, nobody is guessed.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from autograder.errors import Refusal
from autograder.report import Report
from autograder.tables import Row, folded

Found = dict[str, list[int]]  # a student's name -> the numbers of their rows


@dataclass(frozen=True)
class Key:
    """One way to find people.

    Args:
        name: as people call it, such as the title of a column.
        of_row: function of a row, that returns what its person is called, or an empty str.
        of_student: function of a student's name in the reports, that returns what to look for.

    """

    name: str
    of_row: Callable[[Row], str]
    of_student: Callable[[str], str] = str

    def find(self, students: Iterable[str], rows: Sequence[Row]) -> Found:
        """Return the rows of those students who are called so in any."""
        index: dict[str, list[int]] = {}
        for number, row in enumerate(rows):
            if name := folded(self.of_row(row)):
                index.setdefault(name, []).append(number)
        return {one: index[name] for one in students if (name := folded(self.of_student(one))) in index}


def column_key(name: str, column: int) -> Key:
    """Return the key that is a column of a table."""
    return Key(name, lambda row: row[column])


class People:
    """The rows of such a file, looked up by what students are called in the reports.

    Args:
        file: what the file is called.
        rows: one a person.
        keys: by which they may be found, the likeliest first.
        only: the name of the key to use, whatever others would find.

    """

    def __init__(self, file: str, rows: Sequence[Row], keys: Sequence[Key], only: str | None = None) -> None:
        self.file, self.rows = file, rows
        self.keys = [key for key in keys if only is None or folded(key.name) == folded(only)]
        if not self.keys:
            remedy = "KEY= one of: " + ", ".join(repr(key.name) for key in keys)
            raise Refusal(f"KEY={only}", f"nobody can be found by that in {file}", remedy)

    def find_all(self, reports: Iterable[Report]) -> tuple[dict[int, Report], list[str]]:
        """Match each report with a row of its own.

        Args:
            reports: of those with a mark.

        Returns:
            ``(found, left_out)``: number of a row -> Report, and sentences about those who have none.

        Raises:
            Refusal: two keys would give one student to two people.

        """
        given = list(reports)
        key, by_key = self._choose([report.student for report in given])
        found: dict[int, Report] = {}
        left_out: list[str] = []
        for report in given:
            rows = by_key.get(report.student, [])
            if len(rows) != 1:
                who = "more than one is" if rows else "nobody is"
                left_out.append(f"{report.student}: {who} called so in {self.file} ({key.name})")
            elif rows[0] in found:
                left_out.append(f"{report.student}: is the same person in {self.file} as {found[rows[0]].student}")
            else:
                found[rows[0]] = report
        return found, left_out

    def _choose(self, students: Sequence[str]) -> tuple[Key, Found]:
        """Return the key that finds most students, and whom it finds."""
        all_found = [(key, key.find(students, self.rows)) for key in self.keys]
        key, found = max(all_found, key=lambda one: len(one[1]))  # the first of those that find as many
        for other, rivals in all_found:
            if len(found) < len(students) or len(rivals) == len(found):
                self._compare(key, found, other, rivals)
        return key, found

    def _compare(self, key: Key, found: Found, other: Key, rivals: Found) -> None:
        """Refuse to choose between two keys that disagree about somebody."""
        for student in found.keys() & rivals.keys():
            if found[student] != rivals[student]:
                raise Refusal(
                    self.file,
                    f"{student!r} is one person by {key.name}, and another by {other.name}",
                    f"say which of the two the names of your folders are: KEY={key.name!r} or KEY={other.name!r}",
                )
