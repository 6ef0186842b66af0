"""One exercise of a report looked at again: what another judgement of it would change, and why.

The rest of the report stays as it was, and so does what it says it rests on: a whole run later still grades it anew
where the course has changed. ``<out>/appeals.csv`` keeps who changed what, and when; the report before is in
``history/``, as for any regrade.
"""

import dataclasses
import math
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from autograder import escape
from autograder.errors import Refusal
from autograder.files import write_whole
from autograder.numbers import points
from autograder.report import ExerciseReport, Report, TestResult, TestStatus
from autograder.report_folder import raw_evidence
from autograder.tables import as_csv, read_table

from .ledger import Ledger, reasons

FILE = "appeals.csv"
COLUMNS = ["when", "by", "student", "problem_set", "exercise", "before", "after", "why"]
NOTE = "{exercise} was graded again: {after} instead of {before} points."


class Objection(Exception):  # it is somebody's, not a fault
    """An exercise of a student cannot be judged again by itself; the message says why, and what to do."""


@dataclass(frozen=True)
class Appeal:
    """A student's report before and after one exercise of it was judged again."""

    before: Report
    after: Report
    name: str  # of the exercise
    reasons: tuple[str, ...]

    @property
    def exercises(self) -> tuple[ExerciseReport, ExerciseReport]:
        """The exercise before and after."""
        old, new = (_exercise(report, self.name) for report in (self.before, self.after))
        assert old and new, "both reports have it"
        return old, new

    @property
    def is_different(self) -> bool:
        """Whether a verdict or any points changed."""
        return any(old is None or new is None or _verdict(old) != _verdict(new) for old, new in self.changes())

    def changes(self) -> Iterator[tuple[TestResult | None, TestResult | None]]:
        """Yield each test of which anything but the time it took is another, before and after; None where it is not."""
        old, new = ({test.name: test for test in exercise.tests} for exercise in self.exercises)
        for name in dict.fromkeys([*old, *new]):
            pair = old.get(name), new.get(name)
            if _timeless(pair[0]) != _timeless(pair[1]):
                yield pair

    def __str__(self) -> str:
        old, new = self.exercises
        return f"{self.name} {points(old.score)} → {points(new.score)} points: {' and '.join(self.reasons)}"


def appeal(before: Report, again: Report, name: str, ledger: Ledger) -> Appeal:
    """Return what becomes of a student's report where one exercise counts as it was judged again.

    Args:
        before: as it lies in the ledger.
        again: what a judge says of that exercise now, for the student or their group.
        name: of the exercise.
        ledger: of reports.

    Raises:
        Objection: it cannot be told from these.
        ReportError: what lies behind the report cannot be read.

    """
    old, new = _exercise(before, name), _exercise(again, name)
    if new is None or any(test.status is TestStatus.GRADER_ERROR for test in new.tests):
        raise Objection("a test could not be judged (grader error); the mark stays as it is")
    if old is None:
        raise Objection("their report has no such exercise: make grade grades the whole set")
    if not _is_same_work(before, again):
        raise Objection("what was handed in is not what was graded: make grade grades all of it")
    evidence = merged(raw_evidence(ledger.out, before), again.evidence, name)
    exercises = tuple(new if exercise is old else exercise for exercise in before.exercises)
    notes = before.notes
    if not math.isclose(old.score, new.score, abs_tol=1e-9):
        notes += (NOTE.format(exercise=old.title, before=points(old.score), after=points(new.score)),)
    after = dataclasses.replace(before, exercises=exercises, evidence=evidence, notes=notes)
    return Appeal(before, after, name, reasons(before.basis, again.basis))


def record(found: Appeal, ledger: Ledger, by: str) -> None:
    """Write what an appeal changed: its line in the table first, so that no mark changes without one.

    Args:
        found: the appeal.
        ledger: entered.
        by: who decided it.

    Raises:
        Refusal: it cannot be written.

    """
    if found.is_different:
        _note_down(os.path.join(ledger.out, FILE), found, by)
    if any(found.changes()):
        ledger.record(found.after)


def _note_down(path: str, found: Appeal, by: str) -> None:
    header, rows = read_table(path) if os.path.lexists(path) else (COLUMNS, [])
    if header != COLUMNS:
        raise Refusal(path, "this is no table of appeals", "move it away, and type the same again")
    old, new = found.exercises
    what = [found.before.student, found.before.problem_set, found.name, points(old.score), points(new.score)]
    about = [str(escape.cell(text)) for text in [*what, "; ".join(found.reasons)]]
    same = [row[2:] for row in rows if row[2:5] == about[:3]]
    if same[-1:] != [about]:  # or else a run was killed between this and the report
        when = datetime.now(UTC).isoformat(timespec="seconds")
        write_whole(path, as_csv([COLUMNS, *rows, [when, str(escape.cell(by)), *about]]))


def _exercise(report: Report, name: str) -> ExerciseReport | None:
    return next((exercise for exercise in report.exercises if exercise.name == name), None)


def _is_same_work(before: Report, again: Report) -> bool:
    """Tell whether a judge saw the work that a report is about; another file with the same code is the same."""
    same_code = before.submission.code == again.submission.code is not None
    same_file = same_code or before.submission == again.submission
    return same_file and (before.status, before.group) == (again.status, again.group)


def _verdict(test: TestResult) -> tuple[TestStatus, float, float]:
    return test.status, test.score, test.max_score


def _timeless(test: TestResult | None) -> TestResult | None:
    return dataclasses.replace(test, seconds=0.0) if test else None


def merged(old: Mapping[str, Any], new: Mapping[str, Any], name: str) -> dict[str, Any]:
    """Return evidence in which one exercise is the newer one's; its figures come after those of the others."""
    tests = {exercise: behind for exercise, behind in old.get("tests", {}).items() if exercise != name}
    figures = list(old.get("figures", ()))
    if own := new.get("tests", {}).get(name):
        moved = range(len(figures), len(figures) + len(new.get("figures", ())))
        tests[name] = _renumbered(own, dict(enumerate(moved)))
        figures += new.get("figures", ())
    used = sorted({number for own in tests.values() for behind in own.values() for number in behind.get("figures", ())})
    places = {number: place for place, number in enumerate(used)}
    renumbered = {exercise: _renumbered(own, places) for exercise, own in tests.items()}
    return {"tests": renumbered, "figures": [figures[number] for number in used]} if tests else {}


def _renumbered(own: Mapping[str, Mapping[str, Any]], places: Mapping[int, int]) -> dict[str, dict[str, Any]]:
    """Return what lies behind the tests of an exercise, with other numbers for its figures."""
    return {
        test: {**behind, "figures": [places[number] for number in behind.get("figures", ())]}
        for test, behind in own.items()
    }
