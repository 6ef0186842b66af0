"""What is said to a child and what it says, until it hangs, dies, or breaks the rules."""

import os
from collections.abc import Callable, Sequence
from typing import Any

from autograder.kit.calls import Call

from . import decoding, encoding, wire
from .deadline import SHARE, Deadline, Interruption
from .outcomes import LATE, StudentCrashError, StudentTimeoutError, TooManyCallbacksError, how_it_ended, student_error
from .spawn import ZygoteHandle
from .wire import Message

Function = Callable[..., Any]
# What is heard costs us as much as so many bytes of an array: a byte that has to be understood, and a function.
HEADERS_COST, HANDLE_COST = 128, 2**14
TOO_MANY = "more values than any answer has"
BROKEN_OFF = (TooManyCallbacksError, TimeoutError, Interruption, EOFError, ConnectionError, wire.ProtocolError)
ENDLESS_CALLBACK = "It called a function that it was given, which did not end within {seconds:.3g} seconds."
CALLBACK_RAISED = "the function that was handed over cannot be called with this"


class Conversation:
    """The conversation with one child. Whatever ends it, ends the child.

    Args:
        zygote: of which the child is forked.
        seed: for the student's own random numbers.
        callbacks: how many there may be in one call.
        answers: bytes that the child may say.
        call: calls a function that the student's code returned.

    """

    def __init__(
        self, zygote: ZygoteHandle, seed: int, callbacks: int, answers: int, call: Callable[[Call], Any]
    ) -> None:
        self.zygote, self.callbacks, self.answers, self.call = zygote, callbacks, answers, call
        self.most = answers
        self.socket, self.processor = zygote.spawn(seed)
        self.receiver = wire.Receiver(self._read)
        self.deadline: Deadline
        self.number = 0
        self.is_over = False

    def close(self) -> int | None:
        """End the child; return its exit code, negative for a signal, or None if it has ended before."""
        if self.is_over:
            return None
        self.is_over = True
        self.socket.close()
        return self.zygote.end()

    def ask(
        self,
        message: Message,
        payload: Sequence[bytes] = (),
        *,
        deadline: Deadline,
        functions: list[Function] | None = None,
        sign: Callable[[Message], None] | None = None,
    ) -> tuple[Message, bytes]:
        """Send a request and wait for its answer, serving callbacks meanwhile.

        Args:
            message: the request.
            payload: of the request.
            deadline: its end.
            functions: those that may be called back.
            sign: called with each sign of life that is no answer.

        Returns:
            The answer, and its payload.

        Raises:
            StudentCodeError, StudentTimeoutError, StudentCrashError: there is none.

        """
        self.number += 1
        self.deadline = deadline
        try:
            self._send({**message, "number": self.number}, payload)
            return self._converse([] if functions is None else functions, sign)
        except BROKEN_OFF as error:
            problem = self._problem_of(error, deadline.seconds)
        self.close()
        raise problem

    def _problem_of(self, error: BaseException, seconds: float) -> Exception:
        """Return what is said of the student's code after what broke the conversation off."""
        match error:
            case TooManyCallbacksError():
                what = f"It called a function that it was given more than {self.callbacks} times."
                return StudentTimeoutError(what)
            case TimeoutError():
                return StudentTimeoutError(LATE.format(seconds=seconds))
            case Interruption():
                return StudentTimeoutError(ENDLESS_CALLBACK.format(seconds=seconds))
            case wire.ProtocolError():
                return StudentCrashError(f"What it returned cannot be read: {error}.")
        return StudentCrashError(how_it_ended(self.close()))

    def handles(self, functions: list[Function]) -> Callable[[int], Function]:
        """Return what makes, of its number, what stands here for a function that the student's code returned.

        Args:
            functions: what was given for the call that returned it. It may go on calling these.

        """
        left = int(self.answers * SHARE) // HANDLE_COST

        def handle(number: int) -> Function:
            nonlocal left
            left, self.answers = left - 1, self.answers - HANDLE_COST
            if left < 0:
                raise wire.ProtocolError(TOO_MANY)

            def function(*args: Any, **kwargs: Any) -> Any:
                return self.call(Call("function", args, kwargs, returned=function))

            vars(function)["known"] = self, number, functions
            return function

        return handle

    def _handed_over(self, functions: list[Function]) -> Callable[[int], Function]:
        """Return what makes a function that a callback was handed, of its number: ours, where that is negative."""
        handle = self.handles(functions)
        return lambda number: functions[-1 - number] if number < 0 else handle(number)

    def _converse(self, functions: list[Function], sign: Callable[[Message], None] | None) -> tuple[Message, bytes]:
        """Serve callbacks, and return the answer that comes in the end."""
        answer, payload = self.receiver.receive()
        while sign and "at" in answer:
            sign(answer)
            answer, payload = self.receiver.receive()
        if "callback" not in answer:
            return self._checked(answer), payload
        with self.deadline.interrupting():  # from here on, this side computes for the student
            for _ in range(self.callbacks):
                self._serve_callback(answer, payload, functions)
                answer, payload = self.receiver.receive()
                if "callback" not in answer:
                    return self._checked(answer), payload
        raise TooManyCallbacksError

    def _checked(self, answer: Message) -> Message:
        if answer.get("number") != self.number:
            raise wire.ProtocolError("an answer to another question")
        cost = HEADERS_COST * self.receiver.header_size
        if cost > self.answers * SHARE:  # and not heard, so that others still are
            raise wire.ProtocolError(TOO_MANY)
        self.answers -= cost
        if "error" in answer:
            raise student_error(answer["error"])
        return answer

    def _serve_callback(self, request: Message, payload: bytes, functions: list[Function]) -> None:
        encoder = encoding.Encoder(registering(functions))
        try:
            args, kwargs, _ = decoding.decode_arguments(request, payload, self._handed_over(functions))
            function = functions[request["callback"]]
        except (TypeError, ValueError, LookupError) as error:
            raise wire.ProtocolError("a callback that nobody gave") from error
        try:
            answer: Message = {"value": encoder.encode(function(*args, **kwargs))}
        except Exception as error:  # absurd arguments are the student's to see, as if the function were theirs
            answer = {"error": [_kind_of(error), CALLBACK_RAISED]}
        self._send(answer, encoder.payload)

    def _send(self, message: Message, payload: Sequence[bytes]) -> None:
        data = memoryview(wire.pack(message, payload))
        while data:
            data = data[self._when_ready(os.write, data) :]

    def _read(self, size: int) -> bytes:
        data: bytes = self._when_ready(os.read, size)
        self.answers -= len(data)
        if self.answers < 0:
            raise wire.ProtocolError(f"more than {self.most >> 20} MB in all")
        return data

    def _when_ready(self, action: Callable[[int, Any], Any], argument: Any) -> Any:
        """Read or write; the socket gives up every ``TICK`` to look at the clock."""
        while True:
            self.deadline.check()
            if self.is_over:  # closed by a call that a callback made
                raise EOFError
            try:
                return action(self.socket.fileno(), argument)
            except BlockingIOError:
                continue


def registering(functions: list[Function]) -> Callable[[Function], int]:
    """Return what takes functions down, and tells their numbers."""

    def register(function: Function) -> int:
        functions.append(function)
        return len(functions) - 1

    return register


def _kind_of(error: Exception) -> str:
    """Return the name of an exception's nearest built-in kind: its own name and words would tell which test asks."""
    return next(kind.__name__ for kind in type(error).__mro__ if kind.__module__ == "builtins")
