"""What a grading run says: one ``Report`` a student and set, as JSON, and one table of all of them.

Files appear whole or not at all: they are written beside their place, and moved there when they are complete.
"""

import contextlib
import csv
import hashlib
import io
import json
import os
import tempfile
from dataclasses import dataclass, field

from . import escape

SCHEMA = 1
EVIDENCE = "evidence"  # folder below the one of the reports
LONGEST_NAME = 200  # bytes of a file's name
DRAFT = ".draft-"  # how the names of files begin that are not complete


@dataclass
class TestResult:
    """One hidden test: its status is one of those in README.md; ``rationale`` is the fact, ``help`` the advice."""

    __test__ = False  # pytest takes it for a class of tests otherwise

    name: str
    title: str
    status: str
    score: float
    max_score: float
    rationale: str = ""
    help: str = ""
    seconds: float = 0.0


@dataclass
class ExerciseReport:
    """The tests of one exercise, and what they add up to."""

    name: str
    title: str
    tests: list  # of TestResult
    score: float = 0.0
    max_score: float = 0.0

    def __post_init__(self):
        self.score = sum(test.score for test in self.tests)
        self.max_score = sum(test.max_score for test in self.tests)


@dataclass
class Report:
    """One student's mark in one problem set, with all that it rests on. ``status``: graded, missing or unreadable."""

    student: str
    problem_set: str
    status: str
    exercises: list  # of ExerciseReport
    submission: dict = field(default_factory=lambda: {"file": None, "sha256": None})
    course: dict = field(default_factory=dict)
    isolation: list = field(default_factory=list)
    environment: dict = field(default_factory=dict)
    evidence: dict = field(default_factory=dict)  # what lies behind the sentences; it has a file of its own

    @property
    def score(self):
        """The sum over the exercises."""
        return sum(exercise.score for exercise in self.exercises)

    @property
    def max_score(self):
        """What a perfect submission gets."""
        return sum(exercise.max_score for exercise in self.exercises)

    @property
    def basis(self):
        """What the mark rests on: of the same basis, the same mark comes again."""
        return {"submission": self.submission, "course": self.course, "environment": self.environment}

    def to_dict(self):
        """Return the report as JSON has it."""
        exercises = [
            {"name": one.name, "title": one.title, "score": one.score, "max_score": one.max_score,
             "tests": [vars(test) for test in one.tests]}
            for one in self.exercises
        ]  # fmt: skip
        return {
            "schema": SCHEMA,
            "student": self.student,
            "problem_set": self.problem_set,
            "status": self.status,
            "score": self.score,
            "max_score": self.max_score,
            "exercises": exercises,
            "submission": self.submission,
            "course": self.course,
            "isolation": self.isolation,
            "environment": self.environment,
        }

    def to_json(self):
        """Return the text of the report's file."""
        return json.dumps(self.to_dict(), indent=1) + "\n"

    def to_message(self):
        """Return the report as JSON has it, with its evidence, for those who are going to write both."""
        return self.to_dict() | {"evidence": self.evidence}

    @classmethod
    def from_dict(cls, data):
        """Return the report that ``to_dict`` or ``to_message`` wrote."""
        exercises = [
            ExerciseReport(one["name"], one["title"], [TestResult(**test) for test in one["tests"]])
            for one in data["exercises"]
        ]
        rest = {name: data[name] for name in ("submission", "course", "isolation", "environment")}
        rest["evidence"] = data.get("evidence", {})
        return cls(data["student"], data["problem_set"], data["status"], exercises, **rest)


@dataclass(frozen=True)
class Grade:
    """A report's row in the table of a class: all that is kept of it once it is on disk."""

    student: str
    problem_set: str
    status: str
    score: float
    max_score: float
    exercises: dict  # name -> score
    grader_errors: tuple  # of str

    @classmethod
    def of(cls, report):
        """Return the row of a Report."""
        scores = {exercise.name: exercise.score for exercise in report.exercises}
        tests = [(exercise.name, test) for exercise in report.exercises for test in exercise.tests]
        errors = tuple(f"{name}: {test.name}" for name, test in tests if test.status == "grader error")
        return cls(report.student, report.problem_set, report.status, report.score, report.max_score, scores, errors)


def report_path(out, problem_set, student, ending=".json"):
    """Return where a student's report belongs, or another file about them, by its ending."""
    name = os.fsencode(student)
    if len(name) > LONGEST_NAME:  # a file's name has at most 255 bytes, the draft's too
        name = name[:LONGEST_NAME] + b"-" + hashlib.sha256(name).hexdigest()[:16].encode()
    return os.path.join(out, problem_set, os.fsdecode(name) + ending)


def evidence_path(out, problem_set, student):
    """Return where the evidence behind a report belongs: beside the reports, for their folders hold nothing else."""
    return report_path(os.path.join(out, EVIDENCE), problem_set, student)


def write_evidence(out, report):
    """Write the evidence behind a report to its place, with what tells that it belongs to this very report."""
    path = evidence_path(out, report.problem_set, report.student)
    if report.evidence:
        belongs = {"submission": report.submission, "course": report.course}
        write_whole(path, json.dumps(belongs | report.evidence, separators=(",", ":")) + "\n")
    else:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(path)


def write_report(out, report):
    """Write a report to its place, and the evidence behind it to its own; return the report's path."""
    write_evidence(out, report)
    path = report_path(out, report.problem_set, report.student)
    write_whole(path, report.to_json())
    return path


def write_table(out, course, grades):
    """Write ``grades.csv``: a row a student and set, a column an exercise of these sets.

    Args:
        out: folder.
        course: Course.
        grades: list of Grade.

    """
    there = {grade.problem_set for grade in grades}
    sets = [one for one in course.problem_sets if one.name in there]
    exercises = list(dict.fromkeys(exercise.name for one in sets for exercise in one.exercises))
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(["student", "problem_set", "score", "max_score", "status", *exercises])
    for grade in grades:
        row = [grade.student, grade.problem_set, grade.score, grade.max_score, grade.status]
        table.writerow([escape.cell(cell) for cell in [*row, *(grade.exercises.get(name, "") for name in exercises)]])
    write_whole(os.path.join(out, "grades.csv"), text.getvalue())


def write_whole(path, content, mode=0o666):
    """Write a file so that nobody ever sees half of it, not even after a crash.

    Args:
        path: of the file; folders that are not there are made.
        content: str or bytes.
        mode: of the file, from which the umask takes away.

    """
    data = content if isinstance(content, bytes) else content.encode("utf-8", "surrogateescape")
    folder = os.path.dirname(path) or "."
    os.makedirs(folder, exist_ok=True)
    descriptor, draft = tempfile.mkstemp(dir=folder, prefix=DRAFT)
    try:
        with open(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        umask = os.umask(0)
        os.umask(umask)
        os.chmod(draft, mode & ~umask)
        os.replace(draft, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(draft)
        raise
