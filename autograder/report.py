"""What a grading run says of one student and set: a Report, and the statuses that it and its tests can have.

Nothing here touches a file: ``report_folder`` writes and reads them.
"""

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from typing import Any

import msgspec

from autograder.numbers import points

SCHEMA = 2
OUR_FAULT = "Something went wrong on our side, not yours. Your teacher has been told and will look at it."


class TestStatus(StrEnum):
    """What became of a hidden test. Only ``passed`` gives points; ``grader error`` is never the student's fault."""

    __test__ = False  # pytest takes it for a class of tests otherwise

    PASSED = "passed"
    FAILED = "failed"
    NOT_ATTEMPTED = "not attempted"
    ERROR = "error"
    TIMEOUT = "timeout"
    CRASHED = "crashed"
    SKIPPED = "skipped"
    GRADER_ERROR = "grader error"


class ReportStatus(StrEnum):
    """What became of a submission as a whole."""

    GRADED = "graded"
    MISSING = "missing"
    UNREADABLE = "unreadable"


@dataclass(frozen=True)
class TestResult:
    """One hidden test. ``rationale`` is the fact, ``help`` the advice."""

    __test__ = False  # pytest takes it for a class of tests otherwise

    name: str
    title: str
    status: TestStatus
    score: float
    max_score: float
    rationale: str = ""
    help: str = ""
    seconds: float = 0.0


@dataclass(frozen=True)
class ExerciseReport:
    """The tests of one exercise, and what they add up to."""

    name: str
    title: str
    tests: tuple[TestResult, ...]

    @property
    def score(self) -> float:
        """The sum over the tests."""
        return sum(test.score for test in self.tests)

    @property
    def max_score(self) -> float:
        """What a right answer gets."""
        return sum(test.max_score for test in self.tests)

    @property
    def is_blank(self) -> bool:
        """Whether nothing of it was attempted."""
        return all(test.status is TestStatus.NOT_ATTEMPTED for test in self.tests)


@dataclass(frozen=True)
class SubmittedFile:
    """The file that was graded, and digests of what it held, whole and its code alone; None where there was none."""

    file: str | None = None
    sha256: str | None = None
    code: str | None = field(default=None, compare=False)  # the same bytes hold the same code


@dataclass(frozen=True)
class CourseVersion:
    """Digests of all that decides about marks: the set, the engine's judging and the course secret.

    ``tests`` leaves the secret out, which decides what is drawn, and not what is asked.
    """

    sha256: str = ""
    tests: str = ""


@dataclass(frozen=True)
class Environment:
    """The versions that graded."""

    python: str = ""
    numpy: str = ""


@dataclass(frozen=True)
class Basis:
    """What a mark rests on: where nothing of it has changed, grading again gives the same mark."""

    submission: SubmittedFile = SubmittedFile()
    course: CourseVersion = CourseVersion()
    environment: Environment = Environment()
    group: str = ""  # for whom hidden numbers were drawn, where it was no single student


@dataclass(frozen=True)
class LoadingProblem:
    """A statement of the submission that did not run: where it stands, its first line, and what happened."""

    cell: int  # number of the code cell, from 1
    line: int | None  # of the cell, or of the file where that is a script
    text: str
    problem: str


class Standing(StrEnum):
    """Whether a set counts for a student: those who are excused have no mark in it, and those who left are nowhere."""

    COUNTS = ""
    EXCUSED = "excused"
    LEFT = "left"


@dataclass(frozen=True)
class Mark:
    """What people and rules made of a mark as it was graded.

    Args:
        graded: the points as they were graded, when this was decided.
        raw: the points with what people gave by hand, extra credit included.
        penalty: what lateness costs of these.
        why: what people gave, in words.
        comment: what a person wrote about it, as a sentence.
        late: what lateness made of it, in words.
        standing: whether it counts at all.

    """

    graded: float
    raw: float
    penalty: float
    why: str
    comment: str = ""
    late: str = ""
    standing: Standing = Standing.COUNTS

    @property
    def score(self) -> float:
        """The points that count."""
        return max(self.raw - self.penalty, 0.0)


@dataclass(frozen=True)
class Report:
    """One student's mark in one problem set, with all that it rests on."""

    student: str
    problem_set: str
    status: ReportStatus
    exercises: tuple[ExerciseReport, ...]
    submission: SubmittedFile = SubmittedFile()
    course: CourseVersion = CourseVersion()
    isolation: tuple[str, ...] = ()  # the layers of the wall that were up
    environment: Environment = Environment()
    loading: tuple[LoadingProblem, ...] = ()  # what did not run when the submission was executed, in order
    notes: tuple[str, ...] = ()  # sentences for student and teacher, such as that the file had another name
    evidence: Mapping[str, Any] = field(default_factory=dict)  # behind the sentences; it has a file of its own
    group: str = ""  # whose work it is, where it is no single student's: it was graded once for all members
    mark: Mark | None = None  # what people and rules made of it, where it is known; its own file says nothing of it

    @property
    def score(self) -> float:
        """The points that count: as graded, unless people or rules made others of them."""
        return self.mark.score if self.mark else self.graded

    @property
    def graded(self) -> float:
        """The sum over the exercises."""
        return sum(exercise.score for exercise in self.exercises)

    @property
    def standing(self) -> Standing:
        """Whether it counts at all."""
        return self.mark.standing if self.mark else Standing.COUNTS

    @property
    def max_score(self) -> float:
        """What a perfect submission gets."""
        return sum(exercise.max_score for exercise in self.exercises)

    @property
    def basis(self) -> Basis:
        """What the mark rests on."""
        return Basis(self.submission, self.course, self.environment, self.group)

    @property
    def reason(self) -> str:
        """Why nothing was graded, where nothing was: what its first test says."""
        return next((test.rationale for _, test in self.tests()), "")

    def tests(self) -> Iterator[tuple[ExerciseReport, TestResult]]:
        """Yield each test with its exercise, in order."""
        for exercise in self.exercises:
            for test in exercise.tests:
                yield exercise, test

    def condensed(self) -> "Report":
        """Return the report with one test in place of all, which comes to the same: what a table of a class needs."""
        is_unsure = any(test.status is TestStatus.GRADER_ERROR for _, test in self.tests())
        status = TestStatus.GRADER_ERROR if is_unsure else TestStatus.PASSED
        total = TestResult("", "", status, self.graded, self.max_score, self.reason)
        return replace(self, exercises=(ExerciseReport("", "", (total,)),), isolation=(), loading=(), evidence={})

    def to_dict(self) -> dict[str, Any]:
        """Return the report as its file has it."""
        exercises = [
            {"name": exercise.name, "title": exercise.title, "score": exercise.score, "max_score": exercise.max_score,
             "tests": [vars(test) for test in exercise.tests]}
            for exercise in self.exercises
        ]  # fmt: skip
        return {
            "schema": SCHEMA,
            "student": self.student,
            "problem_set": self.problem_set,
            "status": self.status,
            "score": self.graded,
            "max_score": self.max_score,
            "exercises": exercises,
            "submission": vars(self.submission),
            "course": vars(self.course),
            "isolation": list(self.isolation),
            "environment": vars(self.environment),
            "loading": [vars(problem) for problem in self.loading],
            "notes": list(self.notes),
            **({"group": self.group} if self.group else {}),
        }

    def to_json(self) -> str:
        """Return the text of the report's file."""
        text = json.dumps(self.to_dict())
        try:
            return msgspec.json.format(text, indent=1) + "\n"  # which json itself takes ten times as long for
        except msgspec.DecodeError:  # a name that is no text, as a folder's may be
            return json.dumps(self.to_dict(), indent=1) + "\n"

    def to_message(self) -> dict[str, Any]:
        """Return the report as its file has it, with its evidence, for those who are going to write both."""
        return {**self.to_dict(), "evidence": self.evidence}

    @classmethod
    def from_dict(cls, data: Any) -> "Report":
        """Return the report that ``to_dict`` or ``to_message`` wrote.

        Raises:
            ValueError: it is none, or one of another version; the message says where it is wrong.

        """
        if not isinstance(data, dict):
            raise ValueError("a report is a JSON object")
        if data.get("schema") != SCHEMA:
            raise ValueError(f"its schema is {data.get('schema')!r}, and this version reads {SCHEMA}")
        report = msgspec.convert(data, cls)
        _check_keys("the report", data, report.to_dict())
        for exercise, test in report.tests():
            _check_points(f"{exercise.name}: {test.name}", test)
        _check_sums("the report", data, report)
        for written, exercise in zip(data["exercises"], report.exercises, strict=True):
            _check_sums(exercise.name, written, exercise)
        return report


def _check_keys(name: str, written: Mapping[str, Any], whole: Mapping[str, Any]) -> None:
    """See that nothing is missing that ``to_dict`` writes."""
    for key, part in whole.items():
        if key not in written:
            raise ValueError(f"{name} has no {key!r}")
        if isinstance(part, dict):
            _check_keys(f"its {key!r}", written[key], part)
        elif isinstance(part, list) and part and isinstance(part[0], dict):
            for number, (one_written, one_whole) in enumerate(zip(written[key], part, strict=True), 1):
                _check_keys(f"number {number} of its {key!r}", one_written, one_whole)


def _check_points(name: str, test: TestResult) -> None:
    if not (0 <= test.score <= test.max_score < math.inf and math.isfinite(test.seconds)):
        raise ValueError(f"{name} has a score of {test.score} of {test.max_score}")


def _check_sums(name: str, written: Mapping[str, Any], read: Report | ExerciseReport) -> None:
    for key, total in (("score", read.score), ("max_score", read.max_score)):
        if not math.isclose(msgspec.convert(written[key], float), total, abs_tol=1e-9):
            raise ValueError(f"{name} has a {key} of {written[key]}, and its tests add up to {points(total)}")


@dataclass(frozen=True)
class Grade:
    """A report's row in the table of a class: all that is kept of it once it is on disk.

    ``is_new_work`` tells that this run has graded other work than the one before, so that what people gave may be old.
    """

    student: str
    problem_set: str
    status: ReportStatus
    score: float
    max_score: float
    exercises: Mapping[str, float]  # name -> score
    grader_errors: tuple[str, ...]
    is_new_work: bool = False

    @classmethod
    def of(cls, report: Report) -> "Grade":
        """Return the row of a Report."""
        scores = {exercise.name: exercise.score for exercise in report.exercises}
        broken = [(exercise, test) for exercise, test in report.tests() if test.status is TestStatus.GRADER_ERROR]
        errors = tuple(f"{exercise.name}: {test.name}" for exercise, test in broken)
        return cls(report.student, report.problem_set, report.status, report.score, report.max_score, scores, errors)


def basis_to_dict(basis: Basis) -> dict[str, Any]:
    """Return a Basis as JSON has it."""
    return asdict(basis)
