"""Numbers about a class: how hard its tests are, and how well each tells those who know more from those who know less.

Only work in which something was attempted is counted: what was not handed in says nothing about a test.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from autograder.report import ExerciseReport, Report, ReportStatus, TestResult, TestStatus
from autograder.report_folder import Record

from . import unexplained
from .unexplained import Group

BINS = 10  # of the distribution
HELP_BELOW = 0.5  # share of the points
ENOUGH = 20  # students from which on a correlation says something ...
FAILURES = 3  # ... and those of them who did not get all points
SAME = 1e-12  # points that differ by less do not differ

Floats = NDArray[np.float64]
Key = tuple[str, str]  # names of an exercise and of a test; no name of a test for the exercise as a whole


@dataclass(frozen=True)
class Item:
    """A test, or an exercise as a whole.

    ``difficulty`` is the mean share of its points, from 0 for a test that nobody passes to 1. ``discrimination`` is the
    correlation of its points with those of all the rest (for a test the corrected point-biserial coefficient, for an
    exercise Pearson's), and None where either is the same for everybody.
    """

    title: str
    exercise: str
    name: str
    difficulty: float | None
    discrimination: float | None
    full: int  # students with all of its points
    counted: int  # students
    blank: int  # students who attempted nothing of it
    max_score: float

    @property
    def lost(self) -> float:
        """The points that it cost the class."""
        return 0.0 if self.difficulty is None else (1 - self.difficulty) * self.max_score * self.counted

    @property
    def is_telling(self) -> bool:
        """Whether its discrimination rests on enough students, and on enough who failed."""
        return self.discrimination is not None and self.counted >= ENOUGH and self.counted - self.full >= FAILURES


@dataclass(frozen=True)
class Mistake:
    """A named mistake, and whom it explains failed tests of."""

    name: str
    exercise: str
    title: str  # of the exercise
    hint: str
    students: list[tuple[Record, str]]  # with the name of a test; each student once


@dataclass(frozen=True)
class ClassStatistics:
    """All that a page says about a set and a class, in numbers. ``records`` are all, ``counted`` those with work."""

    records: Sequence[Record]
    counted: list[Record]
    scores: Floats  # of counted
    max_score: float
    bins: list[int]
    exercises: list[Item]
    tests: list[Item]
    mistakes: list[Mistake]  # common ones first
    unexplained: list[Group]  # large ones first
    in_need: list[Record]  # lowest score first
    ours: list[tuple[Record, ExerciseReport, TestResult]]  # what could not be judged


@dataclass(frozen=True)
class Outcome:
    """What became of an item in one submission: its points, and whether it was left blank, and judged."""

    score: float
    is_blank: bool
    is_judged: bool


@dataclass
class Column:
    """The Outcomes of one item, a submission each."""

    title: str
    max_score: float
    outcomes: list[Outcome]


def of_class(records: Sequence[Record]) -> ClassStatistics:
    """Return the ClassStatistics of the Records of one set."""
    counted = [record for record in records if _is_work(record.report)]
    scores = np.array([record.report.score for record in counted], dtype=float)
    full = max((record.report.max_score for record in records), default=0.0)
    shares = scores / full if full else scores
    return ClassStatistics(
        records,
        counted,
        scores,
        full,
        np.histogram(np.clip(shares, 0, 1), BINS, (0, 1))[0].tolist(),
        _items(_exercises(counted), scores),
        _items(_tests(counted), scores),
        mistakes(records),
        unexplained.groups(records),
        _in_need(records, full),
        _ours(records),
    )


def correlation(item: Floats, rest: Floats) -> float | None:
    """Return Pearson's correlation of two arrays of shape (n,), or None where either is constant."""
    if len(item) < 2 or np.ptp(item) <= SAME or np.ptp(rest) <= SAME:
        return None
    return float(np.corrcoef(item, rest)[0, 1])


def mistakes(records: Sequence[Record]) -> list[Mistake]:
    """Return the Mistakes that explain failed tests of Records, those of most students first."""
    found: dict[Key, Mistake] = {}
    for record in records:
        for exercise, test in record.report.tests():
            name = record.behind(exercise.name, test.name).mistake
            if name:
                mistake = Mistake(name, exercise.name, exercise.title, test.help, [])
                mistake = found.setdefault((exercise.name, name), mistake)
                if not mistake.students or mistake.students[-1][0] is not record:
                    mistake.students.append((record, test.name))
    return sorted(found.values(), key=lambda mistake: (-len(mistake.students), mistake.exercise, mistake.name))


def _is_work(report: Report) -> bool:
    return (
        not report.standing
        and report.status is ReportStatus.GRADED
        and not all(exercise.is_blank for exercise in report.exercises)
    )


def _exercises(counted: Sequence[Record]) -> dict[Key, Column]:
    columns: dict[Key, Column] = {}
    for record in counted:
        for exercise in record.report.exercises:
            judged = all(test.status is not TestStatus.GRADER_ERROR for test in exercise.tests)
            column = columns.setdefault((exercise.name, ""), Column(exercise.title, exercise.max_score, []))
            column.outcomes.append(Outcome(exercise.score, exercise.is_blank, judged))
    return columns


def _tests(counted: Sequence[Record]) -> dict[Key, Column]:
    columns: dict[Key, Column] = {}
    for record in counted:
        for exercise, test in record.report.tests():
            blank, judged = test.status is TestStatus.NOT_ATTEMPTED, test.status is not TestStatus.GRADER_ERROR
            column = columns.setdefault((exercise.name, test.name), Column(test.title, test.max_score, []))
            column.outcomes.append(Outcome(test.score, blank, judged))
    return columns


def _items(columns: Mapping[Key, Column], totals: Floats) -> list[Item]:
    """Return the Items that every submission has; ``totals`` are the points of each submission."""
    return [_item(key, column, totals) for key, column in columns.items() if len(column.outcomes) == len(totals)]


def _item(key: Key, column: Column, totals: Floats) -> Item:
    judged = np.array([outcome.is_judged for outcome in column.outcomes])  # what we could not judge says nothing
    scores = np.array([outcome.score for outcome in column.outcomes])[judged]
    blank = sum(outcome.is_blank for outcome in column.outcomes if outcome.is_judged)
    full = column.max_score
    difficulty = float(np.mean(scores) / full) if full and scores.size else None
    passed = int(np.sum(np.isclose(scores, full)))
    discrimination = correlation(scores, totals[judged] - scores)
    return Item(column.title, *key, difficulty, discrimination, passed, int(scores.size), blank, full)


def _in_need(records: Sequence[Record], full: float) -> list[Record]:
    found = [record for record in records if not record.report.standing and record.report.score < HELP_BELOW * full]
    return sorted(found, key=lambda record: (record.report.score, record.report.student))


def _ours(records: Sequence[Record]) -> list[tuple[Record, ExerciseReport, TestResult]]:
    return [
        (record, exercise, test)
        for record in records
        for exercise, test in record.report.tests()
        if test.status is TestStatus.GRADER_ERROR
    ]
