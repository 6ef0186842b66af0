"""Numbers about a class: how hard its tests are, and how well each tells those who know more from those who know less.

Only work in which something was attempted is counted: what was not handed in says nothing about a test.
"""

from collections import Counter
from dataclasses import dataclass, field

import numpy as np

BINS = 10  # of the distribution
HELP_BELOW = 0.5  # share of the points


@dataclass
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


@dataclass
class Mistake:
    """A named mistake, and whom it explains failed tests of."""

    name: str
    exercise: str
    title: str  # of the exercise
    hint: str
    students: list  # of (Record, name of a test), each student once


@dataclass
class ClassStatistics:
    """All that a page says about a set and a class, in numbers. ``records`` are all, ``counted`` those with work."""

    records: list
    counted: list
    scores: np.ndarray  # of counted
    max_score: float
    bins: list  # of int
    exercises: list  # of Item
    tests: list  # of Item
    mistakes: list  # of Mistake, common ones first
    in_need: list  # of Record, lowest score first
    ours: list  # of (Record, ExerciseReport, TestResult)
    statuses: Counter = field(default_factory=Counter)  # of reports


def of_class(records):
    """Return the ClassStatistics of the Records of one set."""
    counted = [one for one in records if _is_work(one.report)]
    scores = np.array([one.report.score for one in counted])
    full = max((one.report.max_score for one in records), default=0.0)
    shares = scores / full if full else scores
    return ClassStatistics(
        records,
        counted,
        scores,
        full,
        np.histogram(np.clip(shares, 0, 1), BINS, (0, 1))[0].tolist(),
        _exercises(counted, scores),
        _tests(counted, scores),
        mistakes(records),
        _in_need(records, full),
        [(one, exercise, test) for one in records for exercise, test in _all_tests(one.report)
         if test.status == "grader error"],
        Counter(one.report.status for one in records),
    )  # fmt: skip


def correlation(item, rest):
    """Return Pearson's correlation of two arrays of shape (n,), or None where either is constant."""
    if len(item) < 2 or np.ptp(item) <= 1e-12 or np.ptp(rest) <= 1e-12:
        return None
    return float(np.corrcoef(item, rest)[0, 1])


def mistakes(records):
    """Return the Mistakes that explain failed tests of Records, those of most students first."""
    found = {}
    for record in records:
        for exercise, test in _all_tests(record.report):
            name = record.behind(exercise.name, test.name).get("mistake")
            if name:
                mistake = Mistake(name, exercise.name, exercise.title, test.help, [])
                mistake = found.setdefault((exercise.name, name), mistake)
                if not mistake.students or mistake.students[-1][0] is not record:
                    mistake.students.append((record, test.name))
    return sorted(found.values(), key=lambda one: (-len(one.students), one.exercise, one.name))


def _is_work(report):
    return report.status == "graded" and any(test.status != "not attempted" for _, test in _all_tests(report))


def _all_tests(report):
    return [(exercise, test) for exercise in report.exercises for test in exercise.tests]


def _exercises(counted, totals):
    items = {}
    for record in counted:
        for exercise in record.report.exercises:
            blank = all(test.status == "not attempted" for test in exercise.tests)
            judged = all(test.status != "grader error" for test in exercise.tests)
            items.setdefault((exercise.name, ""), [exercise.title, exercise.max_score, []])[2].append(
                (exercise.score, blank, judged)
            )
    return _items(items, counted, totals)


def _tests(counted, totals):
    items = {}
    for record in counted:
        for exercise, test in _all_tests(record.report):
            outcome = (test.score, test.status == "not attempted", test.status != "grader error")
            items.setdefault((exercise.name, test.name), [test.title, test.max_score, []])[2].append(outcome)
    return _items(items, counted, totals)


def _items(items, counted, totals):
    return [
        _item(key, title, full, np.array(outcomes, dtype=float).reshape(-1, 3), totals)
        for key, (title, full, outcomes) in items.items()
        if len(outcomes) == len(counted)
    ]


def _item(key, title, full, outcomes, totals):
    judged = outcomes[:, 2] == 1  # what we could not judge says nothing about the item
    scores, rest = outcomes[judged, 0], totals[judged] - outcomes[judged, 0]
    difficulty = float(np.mean(scores) / full) if full and scores.size else None
    passed = int(np.sum(np.isclose(scores, full)))
    blank = int(np.sum(outcomes[judged, 1]))
    return Item(title, *key, difficulty, correlation(scores, rest), passed, int(scores.size), blank, full)


def _in_need(records, full):
    found = [one for one in records if one.report.score < HELP_BELOW * full]
    return sorted(found, key=lambda one: (one.report.score, one.report.student))
