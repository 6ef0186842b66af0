"""A grading run: submissions become tasks on an executor, tasks become reports, reports go into the ledger.

Each task is answered by a judge session, a process of its own (see ``judges``), of which every worker keeps one.
"""

import concurrent.futures
import dataclasses
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
    kept, due = [], []
    for task in tasks:
        report = None if again else ledger.earlier(task.problem_set, task.student)
        if report is None or Grade.of(report).grader_errors:
            due.append(task)
        elif still_holds(report, task, course):
            kept.append(Outcome(Grade.of(report), is_new=False, notes=report.notes))
        else:
            due.append(dataclasses.replace(task, earlier=report.basis))
    return kept, due


def grade_class(tasks: Iterable[Task], graders: Graders, workers: int, ledger: Ledger) -> Iterator[Outcome]:
    """Grade tasks; yield each Outcome once it is on disk.

    Args:
        tasks: that are due, as ``divide`` returns them.
        graders: prepared for the sets of the tasks.
        workers: how many at a time.
        ledger: in which the reports are kept.

    """
    for task, report in _run(tasks, graders, workers):
        if report is not None:
            regrade = ledger.record(report)
            yield Outcome(Grade.of(report), is_new=True, regrade=regrade, notes=report.notes)
        elif (earlier := ledger.earlier(task.problem_set, task.student)) is not None:
            yield Outcome(Grade.of(earlier), is_new=False, notes=earlier.notes)


def rows_of_table(outcomes: Sequence[Outcome], everyone: Iterable[Submission], ledger: Ledger) -> list[Grade]:
    """Return the Grades of a whole class, in order: of this run, and of those that it was not asked to grade.

    Args:
        outcomes: of this run.
        everyone: all submissions that there are.
        ledger: of earlier reports.

    """
    rows = {(one.grade.problem_set, one.grade.student): one.grade for one in outcomes}
    for submission in everyone:
        key = (submission.problem_set, submission.student)
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
    for _, report in _run(tasks, graders, workers):
        if report is not None:
            yield report


def _run(tasks: Iterable[Task], graders: Graders, workers: int) -> Iterator[tuple[Task, Report | None]]:
    """Yield each task with its report as it is answered."""
    executor, waiting = graders.executor(workers), {}
    try:
        for task in tasks:
            waiting[executor.submit(graders.grade, task)] = task
            if len(waiting) >= 2 * graders.width(workers):
                done, _ = concurrent.futures.wait(waiting, return_when=concurrent.futures.FIRST_COMPLETED)
                yield from _answers(done, waiting, graders)
        yield from _answers(concurrent.futures.as_completed(list(waiting)), waiting, graders)
    except BaseException:  # also where the caller wants no more of them
        for future in waiting:
            future.cancel()
        graders.abort()
        raise
    finally:
        executor.shutdown(wait=False)


def _answers(
    done: "Iterable[Future[Report | None]]", waiting: "dict[Future[Report | None], Task]", graders: Graders
) -> Iterator[tuple[Task, Report | None]]:
    for future in done:
        task = waiting.pop(future)
        yield task, graders.result(future, task)
