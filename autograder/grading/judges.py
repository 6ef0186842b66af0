"""Judge sessions, each a process of its own (see ``judge.session``), and the lending of them to one task at a time."""

import concurrent.futures
import contextlib
import dataclasses
import json
import os
import queue
import select
import signal
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future
from typing import Any, Self, TextIO

from autograder.errors import JudgeError
from autograder.escape import printable
from autograder.judge.task import Answer, Task
from autograder.report import Report

PATIENCE = 3600  # seconds that a judge may take for one submission, on the busiest machine; its own limits are below
REMEDY = "mend what it names and type the same command again; what was graded is kept"
ATTEMPTS = 2  # at a submission: a judge may be killed, or lose its zygote, for reasons that are nobody's here


def begin(root: str, set_name: str, options: Mapping[str, Any], count: int = 1) -> list["JudgeProcess"]:
    """Begin judge sessions of a problem set, all from one process that collects its tests; return them.

    Args:
        root: the course's folder.
        set_name: problem set.
        options: what ``judge.session.main`` takes by name.
        count: how many.

    """
    channels = [(os.pipe(), os.pipe(), os.pipe()) for _ in range(count)]
    theirs = [(reading, writing, lifeline) for (reading, _), (_, writing), (lifeline, _) in channels]
    passed = [descriptor for three in theirs for descriptor in three]
    command = [sys.executable, "-P", "-m", "autograder.judge.session", root, set_name]
    process = subprocess.Popen(
        [*command, json.dumps(theirs), json.dumps(options)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        env=_environment(),
        pass_fds=passed,
        start_new_session=True,  # so that it can be ended with all that it forked
    )
    for descriptor in passed:
        os.close(descriptor)
    return [
        JudgeProcess(process, open(requests, "w"), open(answers), lifeline)
        for (_, requests), (answers, _), (_, lifeline) in channels
    ]


def _environment() -> dict[str, str]:
    package = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    threads = {f"{name}_NUM_THREADS": "1" for name in ("OPENBLAS", "OMP", "MKL")}
    environment = {**os.environ, **threads, "PYTHONPATH": package, "MPLBACKEND": "Agg", "PYTHONHASHSEED": "0"}
    environment.pop("COURSE_SECRET", None)
    return environment


class JudgeProcess:
    """A judge session, which takes some time to be ready.

    Args:
        process: the process that it came from.
        requests: to write to.
        answers: to read from.
        lifeline: descriptor of a pipe; the session is killed when nobody has it open, as when this process ends.

    """

    def __init__(self, process: "subprocess.Popen[bytes]", requests: TextIO, answers: TextIO, lifeline: int) -> None:
        self.process, self.requests, self.answers, self.lifeline = process, requests, answers, lifeline
        self.pid = process.pid  # until it tells its own
        self.holes: list[str] = []
        self.blank: Report | None = None
        self._closing = threading.Lock()  # whoever lent it and whoever aborts the run may both end it

    def await_ready(self) -> None:
        """Wait until the session has collected the tests and tried the wall.

        Raises:
            JudgeError: the hidden tests cannot be collected.

        """
        first = self._hear()
        self.pid, self.holes = first.pid, list(first.holes)
        self.blank = first.report  # every test without an answer, for when there is none

    def grade(self, task: Task) -> Report | None:
        """Return the Report of a Task, or None where the task's earlier report still holds.

        Raises:
            JudgeError: the judge failed; a new one has to be begun.

        """
        try:
            self.requests.write(task.to_line())
            self.requests.flush()
        except OSError as error:
            raise _ended(error) from error
        return self._hear().report

    def kill(self) -> None:
        """End the session at once, in the middle of whatever it does."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)
        self.close()

    def dismiss(self) -> None:
        """Ask for nothing more: the session ends by itself."""
        with contextlib.suppress(OSError):
            self.requests.close()

    def close(self) -> None:
        """End the session."""
        self.dismiss()
        with self._closing:
            if not self.answers.closed:  # by ``kill``
                self.answers.read()  # until it has ended
                self.answers.close()
                os.close(self.lifeline)
        if self.pid == self.process.pid:
            self.process.wait()

    def _hear(self) -> Answer:
        if not select.select([self.answers], [], [], PATIENCE)[0]:
            raise _ended(f"it did not answer within {PATIENCE} seconds")
        line = self.answers.readline()
        if not line:
            raise _ended("what it printed is above")
        answer = Answer.from_line(line)
        if answer.failed:
            raise JudgeError("the judge", answer.failed, REMEDY)
        return answer


def _ended(how: object) -> JudgeError:
    return JudgeError("the judge", f"it ended unexpectedly: {how}", REMEDY)


class Judges:
    """Judge sessions of one course, begun on demand and lent to one task at a time. Use it as a context manager.

    Args:
        root: the course's folder.
        options: what ``judge.session.main`` takes by name: ``limits``, ``private``, ``blas``.

    """

    def __init__(self, root: str, **options: Any) -> None:
        self.root, self.options = root, options
        self.idle: dict[str, queue.SimpleQueue[JudgeProcess]] = {}  # by name of a set, as all of these
        self.blanks: dict[str, Report] = {}
        self.holes: dict[str, dict[str, None]] = {}  # what is open in the wall: sentences, in order
        self.all: list[JudgeProcess] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._close(list(self.all))

    def width(self, workers: int) -> int:
        """Return how many tasks run at a time."""
        return workers

    def executor(self, workers: int) -> concurrent.futures.Executor:
        """Return what runs ``grade`` side by side: threads, since each of them only waits for a process."""
        return concurrent.futures.ThreadPoolExecutor(workers)

    def abort(self) -> None:
        """End all judges at once, in the middle of whatever they do."""
        for judge in list(self.all):
            judge.kill()

    def prepare(self, set_name: str, count: int = 1) -> list[str]:
        """Begin judges of a set, side by side; return what is open in the wall around their tests.

        Raises:
            JudgeError: the hidden tests cannot be collected.

        """
        self.idle[set_name] = queue.SimpleQueue()
        judges = self._begin(set_name, count)
        for judge in judges:
            judge.await_ready()
            self.idle[set_name].put(judge)
        assert judges[0].blank is not None, "it is ready"
        self.blanks[set_name] = judges[0].blank
        self.holes[set_name] = {hole: None for judge in judges for hole in judge.holes}
        return list(self.holes[set_name])

    def dismiss(self, set_name: str) -> None:
        """End the judges of a set that are idle."""
        idle, judges = self.idle.get(set_name, queue.SimpleQueue()), []
        with contextlib.suppress(queue.Empty):
            while True:
                judges.append(idle.get_nowait())
        self._close(judges)

    def grade(self, task: Task) -> Report | None:
        """Return the Report of a Task, whatever happens to judges; None where its earlier report still holds."""
        for attempt in range(1, ATTEMPTS + 1):
            try:
                with self._borrow(task.problem_set) as judge:
                    return judge.grade(task)
            except JudgeError as error:
                failure = error
                if attempt < ATTEMPTS:
                    print(f"{printable(task.student)}: {error}; trying again", file=sys.stderr)
        return without_answer(self.blanks[task.problem_set], task, failure)

    def result(self, future: "Future[Report | None]", task: Task) -> Report | None:
        """Return the Report of a task that was submitted to the executor."""
        return future.result()

    def _close(self, judges: Iterable[JudgeProcess]) -> None:
        """End some judges. All are dismissed first, for those that came from one process wait for one another."""
        for judge in judges:
            judge.dismiss()
        for judge in judges:
            judge.close()
            self._forget(judge)

    def _forget(self, judge: JudgeProcess) -> None:
        with contextlib.suppress(ValueError):  # where a run ends while a judge fails, both sides end it
            self.all.remove(judge)

    def _begin(self, set_name: str, count: int = 1) -> list[JudgeProcess]:
        judges = begin(self.root, set_name, self.options, count)
        self.all += judges
        return judges

    @contextlib.contextmanager
    def _borrow(self, set_name: str) -> Iterator[JudgeProcess]:
        """Lend a judge. One that failed is not lent again."""
        try:
            judge = self.idle[set_name].get_nowait()
        except queue.Empty:
            (judge,) = self._begin(set_name)
        try:
            if judge.blank is None:
                judge.await_ready()
            if not self.holes[set_name].keys() >= set(judge.holes):
                raise JudgeError("the wall", f"it does not hold any more: {'; '.join(judge.holes)}", REMEDY)
            yield judge
        except BaseException:
            judge.kill()
            self._forget(judge)
            raise
        self.idle[set_name].put(judge)


def without_answer(blank: Report, task: Task, error: Exception) -> Report:
    """Return the report of a task that no judge answered: no test is counted against the student.

    Args:
        blank: Report, as a judge gives it for nobody.
        task: Task.
        error: what happened.

    """
    print(f"grader error: {printable(task.student)}: {error}", file=sys.stderr)
    return dataclasses.replace(blank, student=task.student)
