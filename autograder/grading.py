"""A grading run: submissions become tasks on an executor, tasks become reports, reports become files and a table.

Each task is answered by a judge session, a process of its own (see ``judge.session``), of which every worker keeps one.
"""

import concurrent.futures
import contextlib
import dataclasses
import json
import os
import queue
import secrets
import select
import signal
import subprocess
import sys

from .course import SECRET_FILE
from .report import Report

PATIENCE = 300  # seconds that a judge may take for one submission; its own limits are far below


class JudgeError(Exception):
    """A judge session could not begin; the message is for the author of the course."""


class Judge:
    """A judge session in a process of its own, which takes some time to be ready.

    Args:
        root: the course's folder.
        set_name: problem set.

    """

    def __init__(self, root, set_name):
        reading, writing = os.pipe()
        command = [sys.executable, "-P", "-m", "autograder.judge.session", root, set_name, str(writing)]
        package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
        threads = {f"{name}_NUM_THREADS": "1" for name in ("OPENBLAS", "OMP", "MKL")}
        environment = {**os.environ, **threads, "PYTHONPATH": package, "MPLBACKEND": "Agg", "PYTHONHASHSEED": "0"}
        environment.pop("COURSE_SECRET", None)
        self.process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            text=True,
            env=environment,
            pass_fds=[writing],
            start_new_session=True,  # so that it can be ended with all that it forked
        )
        os.close(writing)
        self.answers = open(reading)  # noqa: SIM115 - closed by close
        self.layers, self.holes, self.blank = [], [], None

    def await_ready(self):
        """Wait until the session has collected the tests and tried the wall.

        Raises:
            JudgeError: the hidden tests cannot be collected.

        """
        first = self._hear()
        if "failed" in first:
            self.close()
            raise JudgeError(first["failed"])
        self.layers, self.holes = first["layers"], first["holes"]
        self.blank = Report.from_dict(first["blank"])  # every test without an answer, for when there is none

    def grade(self, task):
        """Return the Report of a Task.

        Raises:
            JudgeError: the judge failed; a new one has to be begun.

        """
        request = {name: getattr(task, name) for name in ("student", "folder", "secret", "only", "brief")}
        try:
            self.process.stdin.write(json.dumps(request) + "\n")
            self.process.stdin.flush()
        except OSError as error:
            raise JudgeError(f"the judge has ended: {error}") from error
        answer = self._hear()
        if "failed" in answer:
            raise JudgeError(answer["failed"])
        return Report.from_dict(answer["report"])

    def kill(self):
        """End the session at once, in the middle of whatever it does."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def close(self):
        """End the session."""
        with contextlib.suppress(OSError):
            self.process.stdin.close()
        self.process.wait()
        self.answers.close()

    def _hear(self):
        if not select.select([self.answers], [], [], PATIENCE)[0]:
            return {"failed": f"the judge did not answer within {PATIENCE} seconds"}
        line = self.answers.readline()
        return json.loads(line) if line else {"failed": "the judge ended unexpectedly; what it printed is above"}


@dataclasses.dataclass(frozen=True)
class Task:
    """One submission to grade."""

    root: str
    problem_set: str
    student: str
    folder: str
    secret: str  # hexadecimal
    only: tuple | None = None  # names of exercises
    brief: bool = False  # ask for nothing but the first test that does not pass


class Judges:
    """Judge sessions of one course, begun on demand and lent to one task at a time. Use it as a context manager."""

    def __init__(self, root):
        self.root = root
        self.idle = {}  # name of a set -> queue of Judge
        self.blanks = {}  # name of a set -> Report
        self.holes = {}  # name of a set -> what is open in the wall, as sentences
        self.all = []  # every Judge ever begun

    def __enter__(self):
        return self

    def __exit__(self, *error):
        for judge in self.all:
            judge.close()

    def abort(self):
        """End all judges at once, in the middle of whatever they do."""
        for judge in self.all:
            judge.kill()

    def prepare(self, set_name, count=1):
        """Begin judges of a set, side by side; return what is open in the wall around their tests.

        Raises:
            JudgeError: the hidden tests cannot be collected.

        """
        self.idle[set_name] = queue.SimpleQueue()
        judges = [self._begin(set_name) for _ in range(count)]
        for judge in judges:
            self.idle[set_name].put(judge)
        for judge in judges:
            judge.await_ready()
        self.blanks[set_name] = judges[0].blank
        self.holes[set_name] = {hole: None for judge in judges for hole in judge.holes}
        return list(self.holes[set_name])

    def grade(self, task):
        """Return the Report of a Task, whatever happens to the judge."""
        try:
            with self._borrow(task.problem_set) as judge:
                return judge.grade(task)
        except JudgeError as error:
            print(f"grader error: {task.student}: {error}", file=sys.stderr)
            return dataclasses.replace(self.blanks[task.problem_set], student=task.student)

    def _begin(self, set_name):
        judge = Judge(self.root, set_name)
        self.all.append(judge)
        return judge

    @contextlib.contextmanager
    def _borrow(self, set_name):
        """Lend a judge. One that failed is not lent again."""
        try:
            judge = self.idle[set_name].get_nowait()
        except queue.Empty:
            judge = self._begin(set_name)
            judge.await_ready()
            if not self.holes[set_name].keys() >= set(judge.holes):
                raise JudgeError(f"the wall does not hold any more: {'; '.join(judge.holes)}") from None
        try:
            yield judge
        except BaseException:
            judge.kill()
            raise
        self.idle[set_name].put(judge)


def grade_all(tasks, judges, workers):
    """Grade tasks side by side; yield each Report as it is ready, holding no more of them than are under way.

    Args:
        tasks: iterable of Task.
        judges: Judges, prepared for the sets of the tasks.
        workers: how many at a time.

    """
    with concurrent.futures.ThreadPoolExecutor(workers) as executor:
        waiting = set()
        try:
            for task in tasks:
                waiting.add(executor.submit(judges.grade, task))
                if len(waiting) >= 2 * workers:
                    done, waiting = concurrent.futures.wait(waiting, return_when=concurrent.futures.FIRST_COMPLETED)
                    yield from (future.result() for future in done)
            yield from (future.result() for future in concurrent.futures.as_completed(waiting))
        except BaseException:  # also where the caller wants no more of them
            executor.shutdown(wait=False, cancel_futures=True)
            judges.abort()
            raise


def course_secret(root):
    """Return the course's secret in hexadecimal: from COURSE_SECRET, or from a file that is made on first use."""
    given = os.environ.get("COURSE_SECRET")
    if given:
        return given.encode().hex()
    path = os.path.join(root, SECRET_FILE)
    with contextlib.suppress(FileExistsError):
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with open(descriptor, "w") as file:
            file.write(secrets.token_hex(32) + "\n")
    with open(path) as file:
        return file.read().strip().encode().hex()
