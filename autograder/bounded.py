"""One rule for all that reads a student's bytes outside the judge: it fails for that student alone.

Drawing, comparing and quoting are done in processes of their own, within bounds of processor time and memory. Whatever
goes wrong there comes back as a ``Failure``: a sentence for the run's table, and something to put on that one page.
"""

import contextlib
import multiprocessing
import pickle
import queue
import resource
import signal
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Any, TypeVar

from .errors import Refusal
from .escape import shortened

SECONDS = 20  # of processor time for one piece of work
MEMORY = 2 * 2**30  # bytes that it may take beside what the process has
LONGEST = 200  # characters of a cause

Task = TypeVar("Task")
Result = TypeVar("Result")


@dataclass(frozen=True)
class Failure:
    """What was not done, and why: for a teacher, never for the student's page."""

    cause: str


def attempt(function: Callable[..., Result], *args: Any) -> Result | Failure:
    """Return what a function returns, or a Failure where it raises.

    Raises:
        Refusal: what the function refuses is not about a student's bytes.

    """
    try:
        return function(*args)
    except Refusal:
        raise
    except Exception as error:
        return Failure(shortened(f"{type(error).__name__}: {error}", LONGEST))


class Worker:
    """A process that does one piece of work after another; one that oversteps its bounds ends, and a new one begins."""

    def __init__(self, seconds: int = SECONDS, memory: int = MEMORY) -> None:
        self.seconds, self.memory = seconds, memory
        self.process: multiprocessing.process.BaseProcess | None = None
        self.connection: Connection | None = None

    def run(self, function: Callable[..., Result], *args: Any) -> Result | Failure:
        """Return what a function of a module returns, or a Failure."""
        task = attempt(pickle.dumps, (function, args))
        if isinstance(task, Failure):
            return task
        connection = self.connection or self._start()
        try:
            connection.send_bytes(task)
            answer = pickle.loads(connection.recv_bytes())  # from a process that ran no code but ours
        except (EOFError, OSError):
            return Failure(self._epitaph())
        if isinstance(answer, Refusal):
            raise answer
        result: Result | Failure = answer
        return result

    def close(self) -> None:
        """End the process."""
        if self.connection and self.process:
            self.connection.close()
            self.process.terminate()
            self.process.join()
        self.connection = self.process = None

    def _start(self) -> Connection:
        # A fork could stop for ever while a thread draws the progress; a new process shares nothing.
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        self.process = context.Process(target=_work, args=(theirs, self.seconds, self.memory), daemon=True)
        self.process.start()
        theirs.close()
        self.connection = ours
        return ours

    def _epitaph(self) -> str:
        """Say why the process has ended, and make room for another one."""
        code = None
        if self.process:
            self.process.join(self.seconds)
            code = self.process.exitcode
        self.close()
        if code == -signal.SIGXCPU:
            return f"it took more than {self.seconds} seconds"
        return f"the process that did it ended (exit code {code})"


class Workers:
    """Several Workers side by side. Use it as a context manager."""

    def __init__(self, count: int = 1, seconds: int = SECONDS, memory: int = MEMORY) -> None:
        self.workers = [Worker(seconds, memory) for _ in range(max(count, 1))]
        self.idle: queue.SimpleQueue[Worker] = queue.SimpleQueue()
        for worker in self.workers:
            self.idle.put(worker)

    def __enter__(self) -> "Workers":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End all processes."""
        for worker in self.workers:
            worker.close()

    def run(self, function: Callable[..., Result], *args: Any) -> Result | Failure:
        """Return what a function of a module returns, or a Failure, as soon as a Worker is idle."""
        worker = self.idle.get()
        try:
            return worker.run(function, *args)
        finally:
            self.idle.put(worker)

    def map(self, function: Callable[[Task], Result], tasks: Iterable[Task]) -> Iterator[Result | Failure]:
        """Yield what a function of a module makes of each task, or a Failure, in order."""
        with ThreadPoolExecutor(len(self.workers)) as executor:
            waiting = [executor.submit(self.run, function, task) for task in tasks]
            try:
                for future in waiting:
                    yield future.result()
            finally:
                for future in waiting:
                    future.cancel()


def _work(connection: Connection, seconds: int, memory: int) -> None:
    """Do pieces of work until nobody sends any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who began this is told, and ends it
    with contextlib.suppress(EOFError, OSError):
        while True:
            data = connection.recv_bytes()
            _allow(seconds, memory)
            connection.send_bytes(_answer(data))


def _allow(seconds: int, memory: int) -> None:
    """Let this process have so much more processor time, at the end of which the kernel ends it, and memory."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _limit(resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime) + 1 + seconds)
    with open("/proc/self/statm") as file:
        pages = int(file.read().split()[0])
    _limit(resource.RLIMIT_AS, pages * resource.getpagesize() + memory)


def _limit(kind: int, wanted: int) -> None:
    _, most = resource.getrlimit(kind)
    resource.setrlimit(kind, (wanted if most == resource.RLIM_INFINITY else min(wanted, most), most))


def _answer(data: bytes) -> bytes:
    """Return, pickled, what becomes of a pickled piece of work: a result, a Failure, or a Refusal for who sent it."""
    try:
        answer = attempt(_done, data)
    except Refusal as error:
        answer = pickle.dumps(error)
    return pickle.dumps(answer) if isinstance(answer, Failure) else answer


def _done(data: bytes) -> bytes:
    function, args = pickle.loads(data)
    return pickle.dumps(function(*args))
