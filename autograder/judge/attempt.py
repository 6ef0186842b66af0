"""One submission while it is being graded: what is known of it so far, and in the end its report."""

import functools
import hashlib
import hmac
import platform
import sys
from functools import partial

import numpy as np

from autograder import submissions
from autograder.kit import cells
from autograder.kit.calls import printable, start_log
from autograder.report import ExerciseReport, Report, TestResult
from autograder.wall.deadline import Interruption, interrupting
from autograder.wall.sandbox import Sandbox
from autograder.wall.spawn import ZygoteError

from . import evidence, hints, verdict


class UnchangedError(Exception):
    """There is nothing to grade: an earlier report rests on the same."""


class Graded:
    """One submission while it is being graded. Every test is in its report from the start, with no points.

    Args:
        request: dict, as ``session.main`` describes it.
        items: the tests to be run, as pytest has them.
        judge: Judge.
        sandbox: what calls the submission's functions; by default a Sandbox behind the wall.

    """

    def __init__(self, request, items, judge, sandbox=None):
        self.request, self.judge = request, judge
        self.name = printable(request["student"])
        self.items = list(items)
        self.results = {item.nodeid: _unanswered(item) for item in items}
        self.status, self.file, self.sha256 = "graded", None, None
        student = request["student"].encode(errors="surrogateescape")
        self.key = hmac.digest(bytes.fromhex(request["secret"]), student, "sha256")
        seed = int.from_bytes(self.bits("the student's own random numbers"))
        self.sandbox = sandbox or Sandbox(judge.zygote, judge.limits, seed)
        self.item, self.calls, self.drawn = None, [], {}
        self.lost = None  # the TestResult that decides, where the request is for the first loss alone
        self.evidence = evidence.Evidence()

    def load(self, items):
        """Read the submission and execute its cells. Where there is nothing to grade, no item is left to run.

        Raises:
            UnchangedError: an earlier report still holds.

        """
        place = submissions.Submission(self.request["student"], self.judge.problem_set.name, self.request["folder"])
        try:
            self.file, data, pieces = submissions.read(place, self.judge.stubs)
            self.sha256 = hashlib.sha256(data).hexdigest()
            if self._basis() == self.request["earlier"]:
                raise UnchangedError
            self.sandbox.load(pieces, cut=cells.is_one_piece(self.file, pieces))
        except submissions.SubmissionError as error:
            self.status = error.status
            for result in self.results.values():
                result.status, result.rationale = "not attempted", str(error)
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
            if earlier.status != "passed":
                raise verdict.SkippedBecause(earlier)

    def note(self, item, call):
        """Take down the outcome of a phase of a test; the first phase that goes wrong decides."""
        result = self.results[item.nodeid]
        result.seconds += call.duration
        error = call.excinfo.value if call.excinfo else None
        if isinstance(error, ZygoteError):
            raise error
        if call.when == "call" or (error and result.status in ("passed", "unanswered")):
            status, rationale = verdict.of_test(error, self.sandbox, self.calls)
            result.status = status
            result.rationale = "\n".join(map(printable, rationale[:1000].splitlines()))
            result.score = result.max_score if status == "passed" else 0.0
            if status == "grader error":
                print(f"grader error: {self.name}: {item.nodeid}: {error!r}", file=sys.stderr)
            if self.request["brief"]:
                self.lost = self.lost or (result if status != "passed" else None)
            elif status in evidence.WORTH_KEEPING:
                self._explain(item, result, error)

    def _explain(self, item, result, error):
        """Look for a hint, and keep the evidence. Both are gifts: no mark depends on them."""
        exercise = self.judge.exercise_of(item).name
        stage, mistake = self.judge.stages[exercise], None
        try:
            with interrupting(self.judge.limits.call):
                if result.status in ("failed", "error"):
                    mistake = hints.find_mistake(self.judge.mistakes[exercise], stage, self.calls, self.judge.replayed)
                    result.help = mistake.hint if mistake else ""
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
                results = [self.results[item.nodeid] for item in items]
                exercises.append(ExerciseReport(exercise.name, exercise.title, [_finished(one) for one in results]))
        isolation = self.judge.zygote.layers or []
        name = self.judge.problem_set.name
        return Report(self.request["student"], name, self.status, exercises, isolation=isolation,
                      evidence=self.evidence.to_dict(), **self._basis())  # fmt: skip

    def _basis(self):
        """Return what the mark rests on, as ``Report.basis`` has it. Of the secret, it tells no more than a digest."""
        secret = hashlib.sha256(bytes.fromhex(self.request["secret"])).hexdigest()
        course = hashlib.sha256(f"{self.judge.problem_set.sha256}{secret}".encode()).hexdigest()
        return {
            "submission": {"file": self.file, "sha256": self.sha256},
            "course": {"sha256": course},
            "environment": {"python": platform.python_version(), "numpy": np.__version__},
        }


def _unanswered(item):
    title = " ".join((item.function.__doc__ or item.name).split())
    return TestResult(item.name, title, "unanswered", 0.0, float(mark_of(item).args[0]))


def _finished(result):
    if result.status == "unanswered":
        result.status, result.rationale = "grader error", verdict.OURS
    result.seconds = round(result.seconds, 4)
    return result


@functools.cache
def mark_of(item):
    """Return the mark `points` of a hidden test, or None."""
    return item.get_closest_marker("points")


def sibling(item, name):
    """Return the identifier of another test of the same file."""
    return f"{item.nodeid.rpartition('::')[0]}::{name}"
