"""A grading run: submissions become tasks on an executor, tasks become reports, reports go into the ledger.

Each task is answered by a judge session, a process of its own (see ``judges``), of which every worker keeps one.
"""

import concurrent.futures
import dataclasses
from dataclasses import dataclass

from autograder.report import Grade

from .ledger import Regrade


@dataclass(frozen=True)
class Outcome:
    """What became of one submission in a run."""

    grade: Grade
    is_new: bool  # and not one that an earlier run has given
    regrade: Regrade | None = None


def grade_class(tasks, judges, workers, ledger, *, again=False):
    """Grade what has no report yet, or one that does not hold any more; yield each Outcome once it is on disk.

    Args:
        tasks: iterable of Task.
        judges: Judges or Cluster, prepared for the sets of the tasks.
        workers: how many at a time.
        ledger: Ledger.
        again: grade everything, whatever there is.

    """
    for task, report in _run((_with_basis(task, ledger, again) for task in tasks), judges, workers):
        if report is None:
            yield Outcome(Grade.of(ledger.earlier(task.problem_set, task.student)), is_new=False)
        else:
            yield Outcome(Grade.of(report), is_new=True, regrade=ledger.record(report))


def rows_of_table(outcomes, everyone, ledger):
    """Return the Grades of a whole class, in order: of this run, and of those that it was not asked to grade.

    Args:
        outcomes: list of Outcome.
        everyone: list of Submission: all that there are.
        ledger: Ledger.

    """
    rows = {(one.grade.problem_set, one.grade.student): one.grade for one in outcomes}
    for one in everyone:
        key = (one.problem_set, one.student)
        if key not in rows and (report := ledger.report(*key)):
            rows[key] = Grade.of(report)
    return [rows[key] for key in sorted(rows)]


def grade_all(tasks, judges, workers):
    """Grade tasks side by side; yield each Report as it is ready, holding no more of them than are under way.

    Args:
        tasks: iterable of Task.
        judges: Judges or Cluster, prepared for the sets of the tasks.
        workers: how many at a time.

    """
    for _, report in _run(tasks, judges, workers):
        yield report


def _run(tasks, judges, workers):
    """Yield ``(task, Report)`` as tasks are answered."""
    executor, waiting = judges.executor(workers), {}
    try:
        for task in tasks:
            waiting[executor.submit(judges.grade, task)] = task
            if len(waiting) >= 2 * judges.width(workers):
                done, _ = concurrent.futures.wait(waiting, return_when=concurrent.futures.FIRST_COMPLETED)
                yield from _answers(done, waiting, judges)
        yield from _answers(concurrent.futures.as_completed(list(waiting)), waiting, judges)
    except BaseException:  # also where the caller wants no more of them
        for future in waiting:
            future.cancel()
        judges.abort()
        raise
    finally:
        executor.shutdown(wait=False)


def _answers(done, waiting, judges):
    for future in done:
        task = waiting.pop(future)
        yield task, judges.result(future, task)


def _with_basis(task, ledger, again):
    """Return a task that tells what the earlier report rests on, where that one may still hold."""
    earlier = None if again else ledger.earlier(task.problem_set, task.student)
    if earlier is None or Grade.of(earlier).grader_errors:
        return task
    return dataclasses.replace(task, earlier=earlier.basis)
