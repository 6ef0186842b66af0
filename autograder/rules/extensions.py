"""More time for students and sections: ``extensions.csv``, a table from a spreadsheet, and the deadlines it makes."""

import difflib
import re
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from autograder.course.roster import Person
from autograder.errors import Refusal
from autograder.escape import uncell
from autograder.tables import folded, numbered_rows

from . import times
from .model import Extension, Rules

COLUMNS = ("student", "section", "set", "until", "reason")
EXAMPLE = f"{times.EXAMPLE}, or +48 for so many hours more"
MOST_HOURS = 24 * 366
LONGER = re.compile(r"\+?\s*(?P<hours>\d{1,9}(?:[.,]\d+)?)\s*(?:h|hours?)?")  # spreadsheets drop the plus


def read(path: str, rules: Rules, people: Sequence[Person]) -> list[Extension]:
    """Return the extensions in a table.

    Args:
        path: of the table.
        rules: of the class, by which a set has a due date.
        people: of the roster; none where there is no roster, and anybody may have an extension.

    Raises:
        Refusal: something in it is wrong; it says in which line.

    """
    (_, header), *rows = numbered_rows(path)
    names = [folded(name) for name in header]
    if unknown := [name for name in names if name and name not in COLUMNS]:
        raise Refusal(f"{path}, line 1", f"there is a column {unknown[0]!r}", f"name them: {','.join(COLUMNS)}")
    if "until" not in names or not {"student", "section"} & set(names):
        raise Refusal(f"{path}, line 1", f"the columns are {', '.join(names)}", f"name them: {','.join(COLUMNS)}")
    table = _Table(path, rules, people)
    cells = [(line, dict(zip(names, map(str.strip, map(uncell, row)), strict=False))) for line, row in rows]
    return [table.extension(line, row) for line, row in cells]


class _Table:
    """Reads rows of one file."""

    def __init__(self, path: str, rules: Rules, people: Sequence[Person]) -> None:
        self.path, self.rules = path, rules
        self.students = {folded(person.student): person.student for person in people}
        self.sections = {folded(section): section for person in people for section in person.sections}
        self.has_roster = bool(people)

    def extension(self, line: int, row: dict[str, str]) -> Extension:
        """Return the extension of one row."""
        student, section = row.get("student", ""), row.get("section", "")
        if bool(student) == bool(section):
            cause = "it names a student and a section" if student else "it names neither a student nor a section"
            raise self.wrong(line, cause, "fill in one of the two columns")
        if student:
            student = self.known(line, student, self.students, "student")
        else:
            section = self.known(line, section, self.sections, "section")
        until = self.until(line, row.get("until", ""))
        problem_set = self.set(line, row.get("set", ""), until)
        return Extension(student, section, problem_set, until, row.get("reason", ""))

    def known(self, line: int, name: str, names: dict[str, str], kind: str) -> str:
        if not self.has_roster:
            return name
        if folded(name) not in names:
            close = difflib.get_close_matches(folded(name), names, 1)
            remedy = names[close[0]] if close else f"a {kind} as the roster calls them"
            raise self.wrong(line, f"there is no {kind} {name!r} in the class", remedy)
        return names[folded(name)]

    def until(self, line: int, text: str) -> datetime | timedelta:
        text = text.removeprefix("'")  # as people tell a spreadsheet to leave a plus alone
        if match := LONGER.fullmatch(text):
            return self.longer(line, text, float(match["hours"].replace(",", ".")))
        try:
            return times.end_of_minute(times.read(text, self.rules.zone))
        except ValueError as error:
            cause = str(error) if text else "it does not say until when"
            raise self.wrong(line, cause, EXAMPLE) from error

    def longer(self, line: int, text: str, hours: float) -> timedelta:
        if not 0 < hours <= MOST_HOURS:
            raise self.wrong(line, f"{text!r} is no number of hours", EXAMPLE)
        return timedelta(hours=hours)

    def set(self, line: int, name: str, until: datetime | timedelta) -> str:
        """Return the name of a set that has a due date, or an empty str for all of them."""
        due = sorted(self.rules.governed)
        if not name:
            return ""
        if name not in due:
            close = difflib.get_close_matches(name, due, 1)
            cause = f"no set {name!r} has a due date in {self.rules.path}"
            raise self.wrong(line, cause, close[0] if close else f"one of: {', '.join(due) or 'none has one yet'}")
        ends = self.rules.of(name).due
        if isinstance(until, datetime) and ends and until <= ends:
            cause = f"{times.spoken(until, self.rules.zone)} is not after {name} is due"
            raise self.wrong(line, cause, f"a later time than {times.spoken(ends, self.rules.zone)}")
        return name

    def wrong(self, line: int, cause: str, remedy: str) -> Refusal:
        return Refusal(f"{self.path}, line {line}", cause, remedy)


class Extensions:
    """The extensions of a class, found by those whom they concern."""

    def __init__(self, given: Iterable[Extension] = ()) -> None:
        self._by_whose: dict[tuple[str, str], list[Extension]] = {}
        for extension in given:
            self._by_whose.setdefault(extension.whose, []).append(extension)

    def of(self, person: Person, problem_set: str) -> list[Extension]:
        """Return what concerns somebody in a set."""
        names = [("student", folded(person.student)), *(("section", folded(name)) for name in set(person.sections))]
        found = (extension for name in names for extension in self._by_whose.get(name, ()))
        return [extension for extension in found if extension.problem_set in ("", problem_set)]

    def deadline(self, due: datetime, person: Person, problem_set: str) -> datetime:
        """Return until when somebody may hand in: of all that concerns them, what is best for them."""
        own = [extension.until for extension in self.of(person, problem_set)]
        return max([due, *(due + until if isinstance(until, timedelta) else until for until in own)])
