"""Numbers about a class: how hard its tests are, and how well each tells those who know more from those who know less.

Only work in which something was attempted is counted: what was not handed in says nothing about a test.
"""

from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

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

# Why somebody has no points, for a teacher.
WITHOUT_WORK = {
    ReportStatus.GRADED: "",
    ReportStatus.MISSING: "handed in nothing",
    ReportStatus.UNREADABLE: "the file cannot be read",
}

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
    students: list[tuple[Record, str]]  # condensed, with the name of a test; each student once


@dataclass(frozen=True)
class ClassStatistics:
    """All that a page says about a set and a class, in numbers. Records in it are condensed."""

    records: list[Record]
    counted: int  # those with work
    scores: Floats  # of those
    max_score: float
    bins: list[int]
    exercises: list[Item]
    tests: list[Item]
    mistakes: list[Mistake]  # common ones first
    unexplained: list[Group]  # large ones first
    in_need: list[tuple[Record, str]]  # with a few words that say why; lowest score first
    ours: list[tuple[Record, ExerciseReport, TestResult]]  # what could not be judged


@dataclass
class Column:
    """What became of one item in each submission: its points, and whether it was judged."""

    title: str
    max_score: float
    scores: "array[float]" = field(default_factory=lambda: array("d"))
    judged: bytearray = field(default_factory=bytearray)
    blank: int = 0  # submissions that were judged, and left it blank

    def add(self, score: float, *, is_blank: bool, is_judged: bool) -> None:
        """Add a submission."""
        self.scores.append(score)
        self.judged.append(is_judged)
        self.blank += is_blank and is_judged


class Tally:
    """What is kept of the Records of a class while they are looked at, one by one: numbers, and a row of each."""

    def __init__(self) -> None:
        self.records: list[Record] = []
        self.reasons: list[str] = []  # in a few words, why each has few points
        self.totals = array("d")  # of those with work
        self.columns: dict[Key, Column] = {}
        self.mistakes: dict[Key, Mistake] = {}
        self.signs = unexplained.Signs()
        self.ours: list[tuple[Record, ExerciseReport, TestResult]] = []

    def add(self, record: Record) -> None:
        """Add a Record."""
        row = record.condensed()
        self.records.append(row)
        self.reasons.append(why(record.report))
        if _is_work(record.report):
            self.totals.append(record.report.score)
            self._add_items(record.report)
        for exercise, test in record.report.tests():
            if test.status is TestStatus.GRADER_ERROR:
                self.ours.append((row, exercise, test))
            if name := record.behind(exercise.name, test.name).mistake:
                mistake = Mistake(name, exercise.name, exercise.title, test.help, [])
                students = self.mistakes.setdefault((exercise.name, name), mistake).students
                if not students or students[-1][0] is not row:
                    students.append((row, test.name))
        self.signs.add(record, row)

    def _add_items(self, report: Report) -> None:
        for exercise in report.exercises:
            judged = all(test.status is not TestStatus.GRADER_ERROR for test in exercise.tests)
            column = self.columns.setdefault((exercise.name, ""), Column(exercise.title, exercise.max_score))
            column.add(exercise.score, is_blank=exercise.is_blank, is_judged=judged)
            for test in exercise.tests:
                column = self.columns.setdefault((exercise.name, test.name), Column(test.title, test.max_score))
                is_blank, judged = test.status is TestStatus.NOT_ATTEMPTED, test.status is not TestStatus.GRADER_ERROR
                column.add(test.score, is_blank=is_blank, is_judged=judged)


def of_class(records: Iterable[Record]) -> ClassStatistics:
    """Return the ClassStatistics of the Records of one set, which are looked at once."""
    tally = Tally()
    for record in records:
        tally.add(record)
    totals = np.array(tally.totals)
    full = max((record.report.max_score for record in tally.records), default=0.0)
    shares = totals / full if full else totals
    by_students = sorted(tally.mistakes.values(), key=lambda one: (-len(one.students), one.exercise, one.name))
    return ClassStatistics(
        tally.records,
        len(totals),
        totals,
        full,
        np.histogram(np.clip(shares, 0, 1), BINS, (0, 1))[0].tolist(),
        [item for item in _items(tally.columns, totals) if not item.name],
        [item for item in _items(tally.columns, totals) if item.name],
        by_students,
        tally.signs.groups(),
        _in_need(tally, full),
        tally.ours,
    )


def correlation(item: Floats, rest: Floats) -> float | None:
    """Return Pearson's correlation of two arrays of shape (n,), or None where either is constant."""
    if len(item) < 2 or np.ptp(item) <= SAME or np.ptp(rest) <= SAME:
        return None
    return float(np.corrcoef(item, rest)[0, 1])


def why(report: Report) -> str:
    """Return in a few words why somebody has few points."""
    if report.status is not ReportStatus.GRADED:
        return WITHOUT_WORK[report.status]
    blank = [exercise.title for exercise in report.exercises if exercise.is_blank]
    if len(blank) == len(report.exercises):
        return "nothing is written yet"
    statuses = [test.status for _, test in report.tests()]
    failed = statuses.count(TestStatus.FAILED)
    broken = sum(map(statuses.count, (TestStatus.ERROR, TestStatus.TIMEOUT, TestStatus.CRASHED)))
    parts = [(failed, f"{failed} tests failed"), (broken, f"{broken} ended in an error"),
             (len(blank), f"nothing written in {', '.join(blank)}")]  # fmt: skip
    return "; ".join(sentence for count, sentence in parts if count)


def _is_work(report: Report) -> bool:
    return (
        not report.standing
        and report.status is ReportStatus.GRADED
        and not all(exercise.is_blank for exercise in report.exercises)
    )


def _items(columns: Mapping[Key, Column], totals: Floats) -> list[Item]:
    """Return the Items that every submission has; ``totals`` are the points of each submission."""
    return [_item(key, column, totals) for key, column in columns.items() if len(column.scores) == len(totals)]


def _item(key: Key, column: Column, totals: Floats) -> Item:
    judged = np.array(column.judged, dtype=bool)  # what we could not judge says nothing
    scores = np.array(column.scores)[judged]
    full = column.max_score
    difficulty = float(np.mean(scores) / full) if full and scores.size else None
    passed = int(np.sum(np.isclose(scores, full)))
    discrimination = correlation(scores, totals[judged] - scores)
    return Item(column.title, *key, difficulty, discrimination, passed, int(scores.size), column.blank, full)


def _in_need(tally: Tally, full: float) -> list[tuple[Record, str]]:
    found = [
        (record, reason)
        for record, reason in zip(tally.records, tally.reasons, strict=True)
        if not record.report.standing and record.report.score < HELP_BELOW * full
    ]
    return sorted(found, key=lambda pair: (pair[0].report.score, pair[0].report.student))
