"""One submission while it is being graded: what is known of it so far, and in the end its report."""

import dataclasses
import sys
from collections.abc import Sequence
from types import ModuleType
from typing import Any

import pytest

from autograder import submissions
from autograder.edges.numbers import Numbers
from autograder.escape import printable
from autograder.kit import cells
from autograder.kit.calls import Call, start_log
from autograder.kit.proxy import SubmissionProxy
from autograder.report import (
    Basis,
    ExerciseReport,
    LoadingProblem,
    Report,
    ReportStatus,
    SubmittedFile,
    TestResult,
    TestStatus,
)
from autograder.wall.spawn import ZygoteError

from . import verdict
from .basis import basis_of, submitted_file
from .draws import Draws
from .explanation import Explanation, Trace
from .items import earlier_of, seconds_of, unanswered
from .materials import Materials
from .rehearsal import Caller
from .task import Depth, Task

OF_A_GROUP = "This is the work of the group {group}: it was graded once, and each of you has this mark."


class UnchangedError(Exception):
    """There is nothing to grade: an earlier report rests on the same."""


class Attempt:
    """One submission while it is being graded. Every test is in its report from the start, with no points.

    Args:
        task: what is asked for.
        items: the tests to be run.
        materials: of the problem set.
        caller: what calls the submission's functions.

    """

    def __init__(self, task: Task, items: Sequence[pytest.Function], materials: Materials, caller: Caller) -> None:
        self.task, self.materials, self.caller = task, materials, caller
        self.name = printable(task.student)
        self.items = list(items)
        self.results = {item.nodeid: unanswered(item) for item in items}
        self.answered: set[str] = set()  # identifiers of the tests whose results stand
        self.status, self.submitted = ReportStatus.GRADED, SubmittedFile()
        self.notes: tuple[str, ...] = ()  # on how it was found
        self.draws = Draws(task.secret, task.drawn_for)
        self._running: pytest.Function | None = None
        self.calls: list[Call] = []  # of that test
        self.drawn: dict[str, Any] = {}  # figures of the submission
        self.lost: dict[str, TestResult] = {}  # exercise -> its first loss, where the task asks for no more
        self.traces: dict[str, Trace] = {}  # of the tests that were begun
        self.explanation = Explanation(materials, self.traces, with_objections=task.depth is Depth.OBJECTIONS)

    def load(self, items: list[pytest.Function]) -> None:
        """Read the submission and execute its cells. Where there is nothing to grade, no item is left to run.

        Raises:
            UnchangedError: an earlier report still holds.

        """
        where = submissions.Submission(self.task.student, self.materials.problem_set.name, self.task.folder)
        try:
            work = submissions.read(where, self.materials.given)
            self.submitted, self.notes = submitted_file(work.file, work.data, work.cells), work.notes
            self.draws = Draws(self.task.secret, self.task.drawn_for, self.submitted.sha256 or "")
            if work.is_linked:
                print(
                    f"look at: {self.name}: {submissions.HARD_LINK.format(file=printable(work.file))}", file=sys.stderr
                )
            if self._basis() == self.task.earlier:
                raise UnchangedError
            self.explanation.evidence.pieces = work.cells
            self.caller.load(work.cells, cut=cells.is_one_piece(work.file, work.cells))
        except submissions.SubmissionError as error:
            self.status = error.status
            if error.file is not None and error.data is not None:
                self.submitted = submitted_file(error.file, error.data)
            for name in self.results:
                self._set(name, status=TestStatus.NOT_ATTEMPTED, rationale=str(error))
            items.clear()

    # What the running test asks for

    @property
    def running(self) -> pytest.Function:
        """The test that is being run."""
        assert self._running is not None, "no test has begun"
        return self._running

    def submission(self) -> SubmissionProxy:
        """Return what stands for the student's functions."""
        return SubmissionProxy(self.caller.call, self.calls, self.drawn, self.caller.call_ahead)

    def reference(self) -> ModuleType:
        """Return the reference of the running test's exercise."""
        return self.materials.references[self.materials.exercise_of(self.running).name]

    def rng(self) -> Numbers:
        """Return random numbers that are the running test's own."""
        return self.draws.numbers(self.running.nodeid)

    # One test after another

    def start(self, item: pytest.Function) -> None:
        """Begin a test: with a new log, and only if what it builds on has passed."""
        self._running = item
        self.calls = start_log()
        self.caller.at_least = seconds_of(item)
        self.traces[item.nodeid] = Trace(self.materials.exercise_of(item).name, item.name, self.calls)
        if lost := self.lost.get(self.traces[item.nodeid].exercise):
            raise verdict.SkippedBecause(lost)
        if (name := earlier_of(item)) and self.results[name].status is not TestStatus.PASSED:
            raise verdict.SkippedBecause(self.results[name])

    def note(self, item: pytest.Function, call: pytest.CallInfo[None]) -> None:
        """Take down the outcome of a phase of a test; the first phase that goes wrong decides."""
        result = self.results[item.nodeid]
        self._set(item.nodeid, seconds=round(result.seconds + call.duration, 4))
        error = call.excinfo.value if call.excinfo else None
        if isinstance(error, ZygoteError):
            raise error
        stands = item.nodeid in self.answered and result.status is not TestStatus.PASSED
        if call.when == "call" or (error and not stands):
            self._decide(item, error)

    def _decide(self, item: pytest.Function, error: BaseException | None) -> None:
        """Let the outcome of a phase be that of the test."""
        status, rationale = verdict.of_test(error, self.caller, self.calls)
        said = "\n".join(map(printable, rationale[:1000].splitlines()))
        score = self.results[item.nodeid].max_score if status is TestStatus.PASSED else 0.0
        result = self._set(item.nodeid, status=status, rationale=said, score=score)
        self.answered.add(item.nodeid)
        if status is TestStatus.GRADER_ERROR and self.name:  # at a rehearsal there is nobody whom it concerns
            print(f"grader error: {self.name}: {item.nodeid}: {error!r}", file=sys.stderr)
        self.traces[item.nodeid].status, self.traces[item.nodeid].error = status, error
        if self.task.depth is Depth.FIRST_LOSS and status is not TestStatus.PASSED:
            self.lost.setdefault(self.traces[item.nodeid].exercise, result)

    def _set(self, name: str, **fields: Any) -> TestResult:
        """Put fields of a test's result anew; return the result."""
        self.results[name] = dataclasses.replace(self.results[name], **fields)
        return self.results[name]

    def _explain(self) -> None:
        """Find the hints."""
        self.explanation.work_out(self.name)
        for key, mistake in self.explanation.mistakes.items():
            self._set(key, help=mistake.hint)

    def report(self, layers: Sequence[str] = ()) -> Report:
        """Return the report of what was graded, behind these layers of the wall."""
        self.caller.close()
        if self.task.depth in (Depth.EXPLAINED, Depth.OBJECTIONS):
            self._explain()
        exercises = []
        for exercise in self.materials.problem_set.exercises:
            items = [item for item in self.items if self.materials.exercise_of(item) is exercise]
            if items:
                results = tuple(self.results[item.nodeid] for item in items)
                exercises.append(ExerciseReport(exercise.name, exercise.title, results))
        basis = self._basis()
        return Report(
            self.task.student, self.materials.problem_set.name, self.status, tuple(exercises), basis.submission,
            basis.course, tuple(layers), basis.environment, self._loading(), self._notes(),
            self.explanation.evidence.to_dict(), self.task.group,
        )  # fmt: skip

    def _notes(self) -> tuple[str, ...]:
        """Return sentences for student and teacher."""
        group = printable(self.task.group)
        return (*self.notes, *([OF_A_GROUP.format(group=group)] if group else []))

    def _loading(self) -> tuple[LoadingProblem, ...]:
        """Return what did not run when the submission was executed."""
        told = self.caller.problems
        return tuple(
            LoadingProblem(loss.cell + 1, loss.line, printable(loss.text), printable(loss.problem)) for loss in told
        )

    def _basis(self) -> Basis:
        return basis_of(self.materials.problem_set, self.task.secret, self.submitted, self.task.group)
