"""Grading on a dask cluster: the tasks of a run are sent to workers that find the course and the submissions on a
shared folder, at the same path as here. Each worker keeps judges of its own.

Only trusted processes talk to each other over the network, and a task holds the course secret: let nobody else listen.
"""

import concurrent.futures
import functools
import threading
from concurrent.futures import CancelledError, Future
from typing import Self

from distributed import Client, KilledWorker

from autograder.errors import JudgeError
from autograder.judge.task import Task
from autograder.report import Report

from .judges import Judges, without_answer

PATIENCE = "10s"  # for the scheduler to answer


# On a worker

_beginning = threading.Lock()


@functools.cache
def _judges_here(root: str) -> Judges:
    return Judges(root)


def _prepare_here(root: str, set_name: str) -> tuple[Report, list[str]]:
    """Begin a judge anew, since the course may have changed; return its blank report, and the holes in its wall."""
    with _beginning:
        judges = _judges_here(root)
        judges.dismiss(set_name)
        holes = judges.prepare(set_name)
        return judges.blanks[set_name], holes


def _grade_here(task: Task) -> Report | None:
    judges = _judges_here(task.root)
    with _beginning:
        if task.problem_set not in judges.blanks and judges.prepare(task.problem_set):
            raise JudgeError(
                "a worker that came later", "the wall does not hold there", "end that worker, and try again"
            )
    return judges.grade(task)


# Here


class Cluster:
    """What ``Judges`` is on this machine, on a cluster. Use it as a context manager.

    Args:
        root: folder of the course, here and on every worker.
        address: of the scheduler, such as ``tcp://host:8786``.

    Raises:
        JudgeError: there is no scheduler, or it has no workers.

    """

    def __init__(self, root: str, address: str) -> None:
        self.root = root
        self.blanks: dict[str, Report] = {}
        try:
            self.client = Client(address, timeout=PATIENCE)
        except (OSError, ValueError) as error:
            raise JudgeError(address, "there is no dask scheduler", "start one with: dask scheduler") from error
        if not self.client.nthreads():
            self.client.close()
            raise JudgeError(address, "it has no workers", f"start some with: make worker SCHEDULER={address}")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.client.close()

    def prepare(self, set_name: str, count: int = 1) -> list[str]:
        """Begin judges of a set on every worker; return what is open in the wall of any of them.

        Raises:
            JudgeError: the hidden tests cannot be collected on one of them.

        """
        answers = self.client.run(_prepare_here, self.root, set_name, on_error="return")
        for worker, answer in answers.items():
            if isinstance(answer, BaseException):
                raise JudgeError(f"worker {worker}", str(answer), "mend that, and try again") from answer
        self.blanks[set_name] = next(blank for blank, _ in answers.values())
        return [f"{hole} (on {worker})" for worker, (_, holes) in answers.items() for hole in holes]

    def width(self, workers: int) -> int:
        """Return how many tasks run at a time."""
        return sum(self.client.nthreads().values()) or workers

    def executor(self, workers: int) -> concurrent.futures.Executor:
        """Return what runs ``grade`` on the workers. A task whose worker is lost goes to another one."""
        return self.client.get_executor(pure=False)

    grade = staticmethod(_grade_here)

    def result(self, future: "Future[Report | None]", task: Task) -> Report | None:
        """Return the Report of a task, whatever happened to the workers that had it."""
        try:
            return future.result()
        except (JudgeError, KilledWorker) as error:
            return without_answer(self.blanks[task.problem_set], task, error)
        except CancelledError as error:
            raise JudgeError("the scheduler", "it is gone", "type the same command again to go on") from error

    def abort(self) -> None:
        """Let go of all tasks; workers end those that they have begun."""
