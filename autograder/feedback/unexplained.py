"""What no known mistake explains, in groups of students: endless loops, exceptions, and equal wrong answers.

Several students with one wrong answer share a misconception that has no name yet. As each of them met other numbers,
answers are alike where each is the same multiple of what is right.
"""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from autograder.evidence import Array, Behind, Comparison, Entry, Function, Nothing, Number, Truth
from autograder.evidence import Text as Words
from autograder.numbers import significant
from autograder.report import ExerciseReport, TestResult, TestStatus
from autograder.report_folder import Record

from . import values
from .advice import functions

RAISED = re.compile(r"\b([A-Z]\w*(?:Error|Exception|Exit|Interrupt|Iteration|Warning))\b")
ANSWERS, HANDED = "answers", "hands back"  # how the sign of a wrong value begins, and that of no value at all
SAME = 1e-6  # by which multiples of an answer may differ, and be one


@dataclass
class Group:
    """Students whose work went wrong alike in one exercise; ``answers`` are what came back and what was right."""

    exercise: ExerciseReport
    function: str  # that was called, or nothing where that is not known
    sign: str  # what they have in common
    students: list[tuple[Record, str]] = field(default_factory=list)  # with the name of a test; each student once
    answers: set[tuple[str, str]] = field(default_factory=set)

    @property
    def what(self) -> str:
        """What they have in common, with the number itself where all have met the same."""
        if len(self.answers) != 1 or not self.sign.startswith(ANSWERS):
            return self.sign
        got, right = next(iter(self.answers))
        return f"{ANSWERS} {got} where {right} is right"

    def add(self, record: Record, test: TestResult, compared: Comparison | None) -> None:
        """Add a student with what came back in a test."""
        if not self.students or self.students[-1][0] is not record:
            self.students.append((record, test.name))
        if compared and compared.expected and isinstance(compared.got, Number | Words | Truth):
            self.answers.add((values.short(compared.got), values.short(compared.expected)))
        else:
            self.answers |= {("", ""), ("", "another")}  # no number that all have met


class Signs:
    """What went wrong in the work of a class, looked at one by one."""

    def __init__(self) -> None:
        self.found: dict[tuple[str, str, str], Group] = {}

    def add(self, record: Record, row: Record) -> None:
        """Add a Record; ``row`` is what is kept of it."""
        for exercise, test in record.report.tests():
            behind = record.behind(exercise.name, test.name)
            sign = "" if behind.mistake else _sign(test, behind)
            if sign:
                function = "" if sign.startswith(HANDED) else next(iter(functions(behind)), "")
                group = Group(replace(exercise, tests=()), function, sign)
                self.found.setdefault((exercise.name, function, sign), group).add(row, test, behind.compared)

    def groups(self) -> list[Group]:
        """Return the Groups of the class, the largest first; a wrong answer that nobody shares is in none."""
        alike = self.found.values()
        shared = [group for group in alike if len(group.students) > 1 or not group.sign.startswith(ANSWERS)]
        return sorted(shared, key=lambda group: (-len(group.students), group.exercise.name, group.function, group.sign))


def _sign(test: TestResult, behind: Behind) -> str:
    """Return what went wrong in a test, in words that are the same for whom it went wrong alike; "" if they differ."""
    if test.status is TestStatus.TIMEOUT:
        return "does not end in time"
    if test.status is TestStatus.CRASHED:
        return "does not survive"
    if test.status is TestStatus.ERROR:
        raised = RAISED.search(test.rationale)
        verb = "does not run" if test.rationale.startswith("The definition of") else "raises"
        return f"{verb}: {raised[1]}" if raised else ""
    return _of_answer(behind.compared) if test.status is TestStatus.FAILED and behind.compared else ""


def _of_answer(compared: Comparison) -> str:
    got, right = compared.got, compared.expected
    if right is None and not isinstance(got, Nothing | Function):
        return ""
    match got, right:
        case Nothing() | Function(), _:
            return f"{HANDED} {'nothing (None)' if isinstance(got, Nothing) else 'a function'}"
        case Number(), Number():
            return _multiple([got.value], [right.value])
        case Array(), Array() if got.shape == right.shape:
            return _multiple([*itertools.chain(*got.entries)], [*itertools.chain(*right.entries)])
        case Array(), Array():
            turned = len(got.shape) > 1 and got.shape[::-1] == right.shape
            return f"{HANDED} an array of another shape" + (", transposed" if turned else "")
        case (Words(), Words() as wanted) | (Truth(), Truth() as wanted):
            return f"{ANSWERS} {values.short(got)} where {values.short(wanted)} is right"
    return f"{HANDED} another type"


def _multiple(got: Sequence[Entry], right: Sequence[Entry]) -> str:
    """Say which multiple of what is right came back, or nothing where it is none."""
    if len(got) != len(right) or not all(isinstance(entry, int | float) for entry in (*got, *right)):
        return ""
    given, wanted = np.array(got, dtype=float), np.array(right, dtype=float)
    known = wanted != 0
    ratios = given[known] / wanted[known]
    if not ratios.size or given[~known].any() or not np.ptp(ratios) <= SAME * abs(ratios[0]):
        return ""
    ratio = float(ratios[0]) + 0.0
    return f"{ANSWERS} {significant(ratio, 4)} times what is right" if ratio else f"{ANSWERS} 0 throughout"
