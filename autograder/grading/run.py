"""A grading run: submissions become tasks on an executor, tasks become reports, reports go into the ledger.

Each task is answered by a judge session, a process of its own (see ``judges``), of which every worker keeps one.
"""

import dataclasses
import itertools
import math
import queue
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from typing import Protocol

from autograder.course.model import Course
from autograder.judge.task import Task
from autograder.report import Grade, Report
from autograder.submissions import Submission

from .ledger import Ledger, Regrade
from .unchanged import still_holds

BATCH = 100  # reports that are written with one flush to the disk
MOMENT = 1.0  # seconds after which a report is written, however few have come with it


class Graders(Protocol):
    """Who answers tasks: judges on this machine, or on the workers of a cluster."""

    def prepare(self, set_name: str, count: int = 1) -> list[str]:
        """Begin judges of a set; return what is open in the wall around them.

        Raises:
            JudgeError: the hidden tests cannot be collected.

        """

    def width(self, workers: int) -> int:
        """Return how many tasks run at a time, if so many workers are asked for."""

    def executor(self, workers: int) -> Executor:
        """Return what runs ``grade``."""

    def grade(self, task: Task) -> Report | None:
        """Return the report of a task, whatever happens to judges; None where its earlier report still holds."""

    def result(self, future: "Future[Report | None]", task: Task) -> Report | None:
        """Return what ``grade`` has answered on the executor, whatever happened there."""

    def abort(self) -> None:
        """Let go of everything at once."""


@dataclass(frozen=True)
class Outcome:
    """What became of one submission in a run."""

    grade: Grade
    is_new: bool  # and not one that an earlier run has given
    regrade: Regrade | None = None
    notes: tuple[str, ...] = ()  # of its report


def divide(
    tasks: Iterable[Task], course: Course, ledger: Ledger, *, again: bool = False
) -> tuple[list[Outcome], list[Task]]:
    """Return the Outcomes of tasks whose earlier report holds, and the tasks that a judge has to look at.

    Args:
        tasks: of the run.
        course: that they belong to.
        ledger: of earlier reports.
        again: grade everything, whatever there is.

    """
    kept: list[Outcome] = []
    due: list[Task] = []
    for task in tasks:
        reports = [] if again else _earlier(task, ledger)
        if held := next((report for report in reports if still_holds(report, task, course)), None):
            kept += _shared(held, task, ledger)
        else:
            due.append(dataclasses.replace(task, earlier=reports[0].basis) if reports else task)
    return kept, due


def grade_class(tasks: Iterable[Task], graders: Graders, workers: int, ledger: Ledger) -> Iterator[Outcome]:
    """Grade tasks; yield each Outcome once it is on disk.

    Args:
        tasks: that are due, as ``divide`` returns them.
        graders: prepared for the sets of the tasks.
        workers: how many at a time.
        ledger: in which the reports are kept.

    """
    for answers in _run(tasks, graders, workers, BATCH):
        new = [ledger.copy(report, student) for task, report in answers if report for student in task.students]
        for own, regrade in zip(new, ledger.record_all(new), strict=True):
            yield Outcome(regrade.after if regrade else Grade.of(own), is_new=True, regrade=regrade, notes=own.notes)
        for task in (task for task, report in answers if report is None):
            held = next((report for report in _earlier(task, ledger) if report.basis == task.earlier), None)
            yield from _shared(held, task, ledger) if held else ()


def _earlier(task: Task, ledger: Ledger) -> list[Report]:
    """Return the reports that there are of those whose work it is, but for doubtful ones."""
    reports = [ledger.earlier(task.problem_set, student) for student in task.students]
    return [report for report in reports if report and not Grade.of(report).grader_errors]


def _shared(held: Report, task: Task, ledger: Ledger) -> Iterator[Outcome]:
    """Give a report that holds to those of a group who have it not: one who came later, for instance."""
    for student in task.students:
        same = dataclasses.replace(held, student=student)
        is_there = student == held.student or ledger.earlier(task.problem_set, student) == same
        regrade = None if is_there else ledger.give(held, student)[1]
        yield Outcome(
            regrade.after if regrade else Grade.of(same), is_new=not is_there, regrade=regrade, notes=same.notes
        )


def rows_of_table(outcomes: Sequence[Outcome], everyone: Iterable[Submission], ledger: Ledger) -> list[Grade]:
    """Return the Grades of a whole class, in order: of this run, and of those that it was not asked to grade.

    Args:
        outcomes: of this run.
        everyone: all submissions that there are.
        ledger: of earlier reports.

    """
    rows = {(one.grade.problem_set, one.grade.student): one.grade for one in outcomes}
    for submission in everyone:
        for key in ((submission.problem_set, student) for student in submission.students):
            if key not in rows and (report := ledger.report(*key)):
                rows[key] = Grade.of(report)
    return [rows[key] for key in sorted(rows)]


def grade_all(tasks: Iterable[Task], graders: Graders, workers: int) -> Iterator[Report]:
    """Grade tasks side by side; yield each Report as it is ready, holding no more of them than are under way.

    Args:
        tasks: none of which has an earlier report.
        graders: prepared for the sets of the tasks.
        workers: how many at a time.

    """
    for answers in _run(tasks, graders, workers):
        yield from (report for _, report in answers if report is not None)


def _run(
    tasks: Iterable[Task], graders: Graders, workers: int, most: int = 1
) -> Iterator[list[tuple[Task, Report | None]]]:
    """Yield tasks with their reports as they are answered: so many at once, or as many as come in a moment."""
    run = _Running(graders, workers)
    try:
        due, ends = iter(tasks), math.inf
        batch: list[tuple[Task, Report | None]] = []
        while run.begin(due) or batch:
            if answer := run.answer(ends - time.monotonic()):
                ends = min(ends, time.monotonic() + MOMENT)
                batch.append(answer)
            if not run.waiting or len(batch) >= most or time.monotonic() >= ends:
                yield batch
                batch, ends = [], math.inf
    except BaseException:  # also where the caller wants no more of them
        run.abort()
        raise
    finally:
        run.executor.shutdown(wait=False)


class _Running:
    """The tasks of a run that are under way: enough that nobody who grades waits for the next one.

    Args:
        graders: prepared for the sets of the tasks.
        workers: how many at a time.

    """

    def __init__(self, graders: Graders, workers: int) -> None:
        self.graders, self.workers = graders, workers
        self.executor = graders.executor(workers)
        self.waiting: dict[Future[Report | None], Task] = {}
        self.done: queue.SimpleQueue[Future[Report | None]] = queue.SimpleQueue()

    def begin(self, due: Iterator[Task]) -> bool:
        """Begin tasks as long as there is room; tell whether any is under way."""
        room = 2 * self.graders.width(self.workers) - len(self.waiting)
        for task in itertools.islice(due, max(room, 0)):
            future = self.executor.submit(self.graders.grade, task)
            self.waiting[future] = task
            future.add_done_callback(self.done.put)
        return bool(self.waiting)

    def answer(self, patience: float) -> tuple[Task, Report | None] | None:
        """Return the next task that is answered with its report, or None where it takes more seconds than these."""
        try:
            future = self.done.get(timeout=None if math.isinf(patience) else max(patience, 0.0))
        except queue.Empty:
            return None
        task = self.waiting.pop(future)
        return task, self.graders.result(future, task)

    def abort(self) -> None:
        """Let go of everything."""
        for future in self.waiting:
            future.cancel()
        self.graders.abort()
