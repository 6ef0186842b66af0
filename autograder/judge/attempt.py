"""One submission while it is being graded: what is known of it so far, and in the end its report."""

import dataclasses
import functools
import hashlib
import hmac
import platform
import sys
from functools import partial

import numpy as np

from autograder import submissions
from autograder.escape import printable
from autograder.kit import cells
from autograder.kit.calls import start_log
from autograder.report import (
    Basis,
    CourseVersion,
    Environment,
    ExerciseReport,
    Report,
    ReportStatus,
    SubmittedFile,
    TestResult,
    TestStatus,
)
from autograder.wall.deadline import Interruption, interrupting
from autograder.wall.sandbox import Sandbox
from autograder.wall.spawn import ZygoteError

from . import evidence, hints, verdict


class UnchangedError(Exception):
    """There is nothing to grade: an earlier report rests on the same."""


class Graded:
    """One submission while it is being graded. Every test is in its report from the start, with no points.

    Args:
        task: Task.
        items: the tests to be run, as pytest has them.
        judge: Judge.
        sandbox: what calls the submission's functions; by default a Sandbox behind the wall.

    """

    def __init__(self, task, items, judge, sandbox=None):
        self.task, self.judge = task, judge
        self.name = printable(task.student)
        self.items = list(items)
        self.results = {item.nodeid: _unanswered(item) for item in items}
        self.answered = set()  # identifiers of the tests whose results stand
        self.status, self.submitted = ReportStatus.GRADED, SubmittedFile()
        student = task.student.encode(errors="surrogateescape")
        self.key = hmac.digest(bytes.fromhex(task.secret), student, "sha256")
        seed = int.from_bytes(self.bits("the student's own random numbers"))
        self.sandbox = sandbox or Sandbox(judge.zygote, judge.limits, seed)
        self.item, self.calls, self.drawn = None, [], {}
        self.lost = None  # the TestResult that decides, where the task asks for the first loss alone
        self.evidence = evidence.Evidence()

    def load(self, items):
        """Read the submission and execute its cells. Where there is nothing to grade, no item is left to run.

        Raises:
            UnchangedError: an earlier report still holds.

        """
        place = submissions.Submission(self.task.student, self.judge.problem_set.name, self.task.folder)
        try:
            file, data, pieces = submissions.read(place, self.judge.stubs)
            self.submitted = SubmittedFile(file, hashlib.sha256(data).hexdigest())
            if self._basis() == self.task.earlier:
                raise UnchangedError
            self.sandbox.load(pieces, cut=cells.is_one_piece(file, pieces))
        except submissions.SubmissionError as error:
            self.status = ReportStatus(error.status)
            for name in self.results:
                self._set(name, status=TestStatus.NOT_ATTEMPTED, rationale=str(error))
            items.clear()

    def bits(self, purpose):
        """Return 32 bytes that this student, this purpose and the course secret always give, and no others."""
        return hashlib.sha256(self.key + purpose.encode()).digest()

    def start(self, item):
        """Begin a test: with a new log, and only if what it builds on has passed."""
        self.item = item
        self.calls = start_log()
        if self.lost:
            raise verdict.SkippedBecause(self.lost)
        after = mark_of(item).kwargs.get("after")
        if after:
            earlier = self.results[sibling(item, after)]
            if earlier.status is not TestStatus.PASSED:
                raise verdict.SkippedBecause(earlier)

    def note(self, item, call):
        """Take down the outcome of a phase of a test; the first phase that goes wrong decides."""
        result = self.results[item.nodeid]
        self._set(item.nodeid, seconds=round(result.seconds + call.duration, 4))
        error = call.excinfo.value if call.excinfo else None
        if isinstance(error, ZygoteError):
            raise error
        stands = item.nodeid in self.answered and result.status is not TestStatus.PASSED
        if call.when == "call" or (error and not stands):
            status, rationale = verdict.of_test(error, self.sandbox, self.calls)
            said = "\n".join(map(printable, rationale[:1000].splitlines()))
            score = result.max_score if status is TestStatus.PASSED else 0.0
            result = self._set(item.nodeid, status=status, rationale=said, score=score)
            self.answered.add(item.nodeid)
            if status is TestStatus.GRADER_ERROR:
                print(f"grader error: {self.name}: {item.nodeid}: {error!r}", file=sys.stderr)
            if self.task.brief:
                self.lost = self.lost or (result if status is not TestStatus.PASSED else None)
            elif status in evidence.WORTH_KEEPING:
                self._explain(item, result, error)

    def _set(self, name, **fields):
        """Put fields of a test's result anew; return the result."""
        self.results[name] = dataclasses.replace(self.results[name], **fields)
        return self.results[name]

    def _explain(self, item, result, error):
        """Look for a hint, and keep the evidence. Both are gifts: no mark depends on them."""
        exercise = self.judge.exercise_of(item).name
        stage, mistake = self.judge.stages[exercise], None
        try:
            with interrupting(self.judge.limits.call):
                if result.status in (TestStatus.FAILED, TestStatus.ERROR):
                    mistake = hints.find_mistake(self.judge.mistakes[exercise], stage, self.calls, self.judge.replayed)
                    self._set(item.nodeid, help=mistake.hint if mistake else "")
                right = partial(hints.right_outcome, reference=stage, drawn=self.judge.replayed)
                self.evidence.add(exercise, item.name, error, self.calls, right, mistake)
        except (Exception, Interruption) as problem:
            print(f"no hint: {self.name}: {item.nodeid}: {problem!r}", file=sys.stderr)

    def report(self):
        """Return the report of what was graded."""
        self.sandbox.close()
        exercises = []
        for exercise in self.judge.problem_set.exercises:
            items = [item for item in self.items if self.judge.exercise_of(item) is exercise]
            if items:
                results = tuple(self.results[item.nodeid] for item in items)
                exercises.append(ExerciseReport(exercise.name, exercise.title, results))
        isolation = tuple(self.judge.zygote.layers or ())
        name, kept, basis = self.judge.problem_set.name, self.evidence.to_dict(), self._basis()
        return Report(self.task.student, name, self.status, tuple(exercises), basis.submission, basis.course, isolation,
                      basis.environment, kept)  # fmt: skip

    def _basis(self):
        """Return what the mark rests on. Of the secret, it tells no more than a digest."""
        secret = hashlib.sha256(bytes.fromhex(self.task.secret)).hexdigest()
        course = hashlib.sha256(f"{self.judge.problem_set.sha256}{secret}".encode()).hexdigest()
        environment = Environment(platform.python_version(), np.__version__)
        return Basis(self.submitted, CourseVersion(course), environment)


def _unanswered(item):
    """Return the result of a test that was not run: on our side, something must have gone wrong."""
    title = " ".join((item.function.__doc__ or item.name).split())
    return TestResult(item.name, title, TestStatus.GRADER_ERROR, 0.0, float(mark_of(item).args[0]), verdict.OURS)


@functools.cache
def mark_of(item):
    """Return the mark `points` of a hidden test, or None."""
    return item.get_closest_marker("points")


def sibling(item, name):
    """Return the identifier of another test of the same file."""
    return f"{item.nodeid.rpartition('::')[0]}::{name}"
