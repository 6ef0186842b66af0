"""The trusted side of the wall: a sandbox for a submission, which loads its cells and calls its functions.

Whatever the student's code does becomes a value or one of the exceptions below, in bounded time and memory.
"""

import contextlib
import os
import signal
import socket
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from autograder.kit.calls import Call

from . import encoding, wire
from .deadline import Deadline, Interruption
from .spawn import ZygoteHandle
from .wire import Message

LAST_LINE = 10**6
Function = Callable[..., Any]


@dataclass(frozen=True)
class Limits:
    """What a submission may use. Memory is in bytes, times are in seconds.

    Where a child is kept waiting by a busy machine, the times count its processor time: see ``deadline.py``.
    """

    cell: float = 10.0
    call: float = 5.0
    again: float = 1.0  # for each further call of a function that once took too long
    total: float = 90.0  # of real time, for everything
    memory: int = 2**30
    callbacks: int = 10_000  # in one call
    answers: int = 2**28  # bytes of everything that it says


class StudentCodeError(Exception):
    """The student's code raised; ``bases`` are the names of the classes that its exception belongs to."""

    def __init__(self, kind: str, message: str, line: int | None, bases: Sequence[str] = ()) -> None:
        self.kind, self.message, self.line, self.bases = kind, message, line, bases
        where = f" (line {line})" if line else ""
        super().__init__(f"{kind}: {message}{where}" if message else f"{kind}{where}")


class NotDefinedError(Exception):
    """The submission has no function of that name."""


class StudentTimeoutError(Exception):
    """The student's code took too long."""


class StudentCrashError(Exception):
    """The student's code ended its process, or answered nonsense."""


class TooManyCallbacksError(Exception):
    """The student's code went on calling what it was given."""


class Sandbox:
    """One submission behind the wall. A child that hangs or dies is replaced, without the cell that did it.

    Args:
        zygote: of which its children are forked.
        limits: what it may use.
        seed: for the student's own random numbers.

    """

    def __init__(self, zygote: ZygoteHandle, limits: Limits, seed: int = 0) -> None:
        self.zygote, self.limits, self.seed = zygote, limits, seed
        self.socket: socket.socket | None = None
        self.receiver: wire.Receiver  # of frames from the socket
        self.clock: int | None = None  # of the child's processor time
        self.deadline: Deadline  # of the request that is under way
        self.number = 0
        self.heard = 0  # bytes
        self.pieces: list[str] = []
        self.problems: dict[int, Exception] = {}  # number of a piece -> what happened when it was executed
        self.fatal: set[int] = set()  # numbers of the pieces that hung or died
        self.slow: set[str | int] = set()  # functions that once took too long
        self.end = time.monotonic() + limits.total

    def close(self) -> int | None:
        """End the child; return its exit code, negative for a signal, or None if there is none."""
        if self.socket:
            self.socket.close()
            self.socket = None
            return self.zygote.end()
        return None

    def load(self, pieces: list[str], *, cut: bool = False) -> None:
        """Execute a submission's cells, one by one. Nothing is raised: what went wrong is in ``problems``.

        Args:
            pieces: the cells.
            cut: divide the one cell at its top-level statements first.

        """
        self.pieces = pieces
        if cut:
            try:
                answer, _ = self._ask({"do": "cut", "text": pieces[0]}, (), self.limits.cell)
                self.pieces = [piece for piece in answer["pieces"] if isinstance(piece, str)]
            except (StudentTimeoutError, StudentCrashError, StudentCodeError, KeyError, TypeError):
                self.pieces = pieces
        self._execute()

    def call(self, call: Call) -> Any:
        """Make a call, and fill in its ``value`` and ``changed``.

        Raises:
            NotDefinedError, StudentCodeError, StudentTimeoutError, StudentCrashError: there is no value.

        """
        name, functions = self._called(call)
        encoder = encoding.Encoder(_registering(functions))
        try:
            arguments = encoding.encode_arguments(encoder, call.args, call.kwargs, call.replaced)
        except wire.ProtocolError as error:
            raise StudentCrashError(f"What was returned before is too large to be handed on: {error}.") from None
        seconds = self.limits.again if name in self.slow else self.limits.call
        if self.socket is None:
            self._execute()
        try:
            request = {"do": "call", "function": name, **arguments}
            answer, payload = self._ask(request, encoder.payload, seconds, functions)
        except StudentTimeoutError:
            self.slow.add(name)
            raise
        if "missing" in answer:
            raise NotDefinedError(name)
        try:
            call.value = encoding.decode(answer.get("value"), payload, self._handles(functions))
            call.changed = tuple(encoding.plain_lines(answer.get("changed", []), 100))
        except wire.ProtocolError as error:
            self.close()
            raise StudentCrashError(f"What it returned cannot be read: {error}.") from None
        return call.value

    def _execute(self) -> None:
        """Execute the cells in order; after one that hung or died, the others again, in a new child."""
        while not self._execute_all():
            pass

    def _execute_all(self) -> bool:
        """Execute the cells that did no harm so far; tell whether none of them hung or died.

        All are sent at once, and answered one by one.
        """
        numbers = [number for number in range(len(self.pieces)) if number not in self.fatal]
        request: Message | None = {"each": [{"do": "run", "source": self.pieces[number]} for number in numbers]}
        for number in numbers:
            try:
                self._ask(request, (), self.limits.cell)
            except StudentCodeError as error:
                self.problems[number] = error
            except (StudentTimeoutError, StudentCrashError) as error:
                self.problems[number] = error
                self.fatal.add(number)
                if not self._is_over():
                    return False
            request = None
        return True

    def _is_over(self) -> bool:
        return time.monotonic() >= self.end

    def _ask(
        self, message: Message | None, payload: Sequence[bytes], seconds: float, functions: list[Function] | None = None
    ) -> tuple[Message, bytes]:
        """Send a request and wait for its answer, serving callbacks meanwhile.

        Args:
            message: the request, or None where what is awaited is the next answer to what was sent before.
            payload: of the request.
            seconds: that it may take.
            functions: those that may be called back.

        Returns:
            The answer, and its payload.

        """
        if self._is_over():
            raise StudentTimeoutError(f"The whole submission took more than {self.limits.total:g} seconds.")
        if self.socket is None:
            self.socket, self.clock = self.zygote.spawn(self.seed)
            self.receiver = wire.Receiver(self._read)
        self.number += 1
        self.deadline = Deadline(seconds, self.clock, self.end)
        try:
            if message:
                self._send({**message, "number": self.number}, payload)
            return self._converse([] if functions is None else functions)
        except TooManyCallbacksError:
            what = f"It called a function that it was given more than {self.limits.callbacks} times."
            problem: Exception = StudentTimeoutError(what)
        except TimeoutError:
            problem = StudentTimeoutError(f"It did not end within {seconds:g} seconds.")
        except Interruption:
            what = f"It called a function that it was given, which did not end within {seconds:g} seconds."
            problem = StudentTimeoutError(what)
        except (EOFError, ConnectionError):
            problem = StudentCrashError(_how_it_ended(self.close()))
        except wire.ProtocolError as error:
            problem = StudentCrashError(f"What it returned cannot be read: {error}.")
        self.close()
        raise problem

    def _converse(self, functions: list[Function]) -> tuple[Message, bytes]:
        """Serve callbacks, and return the answer that comes in the end."""
        answer, payload = self.receiver.receive()
        if "callback" not in answer:
            return self._checked(answer), payload
        with self.deadline.interrupting():  # from here on, this side computes for the student
            for _ in range(self.limits.callbacks):
                self._serve_callback(answer, payload, functions)
                answer, payload = self.receiver.receive()
                if "callback" not in answer:
                    return self._checked(answer), payload
        raise TooManyCallbacksError

    def _checked(self, answer: Message) -> Message:
        if answer.get("number") != self.number:
            raise wire.ProtocolError("an answer to another question")
        if "error" in answer:
            raise _student_error(answer["error"])
        return answer

    def _serve_callback(self, request: Message, payload: bytes, functions: list[Function]) -> None:
        encoder = encoding.Encoder(_registering(functions))
        try:
            args, kwargs, _ = encoding.decode_arguments(request, payload, self._handles(functions))
            function = functions[request["callback"]]
        except (TypeError, ValueError, LookupError) as error:
            raise wire.ProtocolError("a callback that nobody gave") from error
        try:
            answer = {"value": encoder.encode(function(*args, **kwargs))}
        except Exception as error:  # absurd arguments are the student's to see, as if the function were theirs
            answer = {"error": [type(error).__name__, str(error)[:300]]}
        self._send(answer, encoder.payload)

    def _handles(self, functions: list[Function]) -> Callable[[int], Function]:
        """Return what makes, of its number, what stands here for a function that the student's code returned.

        Args:
            functions: what was given for the call that returned it. It may go on calling these.

        """

        def handle(number: int) -> Function:
            def function(*args: Any, **kwargs: Any) -> Any:
                return self.call(Call("function", args, kwargs, returned=function))

            vars(function)["known"] = self.socket, number, functions
            return function

        return handle

    def _called(self, call: Call) -> tuple[str | int, list[Function]]:
        """Return how the child knows what a call calls, and the functions of ours that this may call back."""
        if call.returned is None:
            return call.function, []
        socket, number, functions = call.returned.known
        if socket is not self.socket:
            raise StudentCrashError("The function that it returned is gone, with the process that made it.")
        return number, list(functions)

    def _send(self, message: Message, payload: Sequence[bytes]) -> None:
        data = memoryview(wire.pack(message, payload))
        while data:
            data = data[self._when_ready(os.write, data) :]

    def _read(self, size: int) -> bytes:
        data: bytes = self._when_ready(os.read, size)
        self.heard += len(data)
        if self.heard > self.limits.answers:
            raise wire.ProtocolError(f"more than {self.limits.answers >> 20} MB in all")
        return data

    def _when_ready(self, action: Callable[[int, Any], Any], argument: Any) -> Any:
        """Read or write; the socket gives up every ``TICK`` to look at the clock."""
        while True:
            self.deadline.check()
            if self.socket is None:  # closed by a call that a callback made
                raise EOFError
            try:
                return action(self.socket.fileno(), argument)
            except BlockingIOError:
                continue


def _registering(functions: list[Function]) -> Callable[[Function], int]:
    """Return what takes functions down, and tells their numbers."""

    def register(function: Function) -> int:
        functions.append(function)
        return len(functions) - 1

    return register


def _student_error(told: Any) -> StudentCodeError:
    if type(told) is not list or len(told) != 4:
        raise wire.ProtocolError("an error that is none")
    kind, message, line, bases = told
    where = line if type(line) is int and 0 < line < LAST_LINE else None
    return StudentCodeError(
        encoding.plain_line(kind, 60), encoding.plain_line(message, 300), where, encoding.plain_lines(bases, 60)
    )


def _how_it_ended(code: int | None) -> str:
    if code is None or code >= 0:
        return "It ended Python itself, as os._exit does."
    with contextlib.suppress(ValueError):
        name = signal.Signals(-code).name
        return {
            "SIGSEGV": "It made Python crash (segmentation fault), perhaps by endless recursion.",
            "SIGXCPU": "It used more processor time than there is.",
            "SIGKILL": "It stopped answering, or used too much processor time or memory.",
        }.get(name, f"It made Python crash ({name}).")
    return f"It made Python crash (signal {-code})."
