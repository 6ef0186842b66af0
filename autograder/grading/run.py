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
    for task, report in _run(tasks, graders, workers):
        if report is not None:
            for student in task.students:
                own, regrade = ledger.give(report, student)
                yield Outcome(Grade.of(own), is_new=True, regrade=regrade, notes=own.notes)
        else:
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
        yield Outcome(Grade.of(same), is_new=not is_there, regrade=regrade, notes=same.notes)


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
