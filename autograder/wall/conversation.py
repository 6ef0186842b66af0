"""What is said to a child and what it says, until it hangs, dies, or breaks the rules."""

import contextlib
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from autograder.kit.calls import Call

from . import decoding, encoding, wire
from .deadline import Deadline, Interruption
from .handed_over import Function, HandedOver
from .hearing import HANDLE, TOO_MUCH, Hearing, weight_of
from .outcomes import LATE, StudentCrashError, StudentTimeoutError, TooManyCallbacksError, how_it_ended, student_error
from .plain_text import printed_lines
from .spawn import ZygoteHandle
from .wire import Message

DEEPEST = 40  # calls that wait for one another, theirs and ours in turn
BROKEN_OFF = (TooManyCallbacksError, TimeoutError, Interruption, EOFError, ConnectionError, wire.ProtocolError)
ENDLESS_CALLBACK = "It called a function that it was given, which did not end within {seconds:.3g} seconds."
CALLBACK_RAISED = "the function that was handed over cannot be called with this"
TOO_DEEP = "functions that were handed over call one another without end"


@dataclass(slots=True)  # frozen ones cost three times as much to make, for every call
class Questions:
    """How often a request may call back, those within it included, and what may be said meanwhile."""

    times: int = 0
    purse: Hearing = field(default_factory=lambda: Hearing(0.0))


@dataclass(slots=True)
class Bounds:
    """What ends a request: its time, what it answers, and what it asks before it does."""

    deadline: Deadline
    hearing: Hearing
    questions: Questions


class Conversation:
    """The conversation with one child. Whatever ends it, ends the child.

    A function that is called back may call functions of the student's code in its turn, which may call back again: such
    a call within a call has the deadline of the outermost one, and counts as its own.

    Args:
        zygote: of which the child is forked.
        seed: for the student's own random numbers.
        call: calls a function that the student's code returned.

    """

    def __init__(self, zygote: ZygoteHandle, seed: int, call: Callable[[Call], Any]) -> None:
        self.zygote, self.call = zygote, call
        self.socket, self.processor = zygote.spawn(seed)
        self.receiver = wire.Receiver(self._read, self._weigh)
        self.bounds: Bounds  # of the outermost request
        self.number = 0
        self.depth = 0  # calls that have no answer yet
        self.served = 0  # callbacks of the outermost one
        self.given = HandedOver()  # what it may call back
        self.raised: tuple[int, BaseException | None] = 0, None  # the latest call that raised, and what
        self.printed: tuple[str, ...] = ()  # by the latest outermost call
        self.problem: Exception | None = None  # what broke it off
        self.is_over = False

    def close(self) -> int | None:
        """End the child; return its exit code, negative for a signal, or None if it has ended before."""
        if self.is_over:
            return None
        self.is_over = True
        self.socket.close()
        return self.zygote.end()

    def break_off(self, problem: Exception) -> None:
        """End the child, and let that be what came of every call that waits for it."""
        self.problem = problem
        self.close()

    def ask(
        self,
        message: Message,
        payload: Sequence[bytes],
        bounds: Bounds,
        *,
        given: HandedOver | None = None,
        sign: Callable[[Message], None] | None = None,
    ) -> tuple[Message, bytes]:
        """Send a request and wait for its answer, serving callbacks meanwhile.

        Args:
            message: the request.
            payload: of the request.
            bounds: its end.
            given: what may be called back.
            sign: called with each sign of life that is no answer.

        Returns:
            The answer, and its payload.

        Raises:
            StudentCodeError, StudentTimeoutError, StudentCrashError: there is none.

        """
        self.bounds, self.served, self.given = bounds, 0, HandedOver() if given is None else given
        self.printed = ()
        return self._ask(message, payload, sign)

    def ask_within(self, message: Message, payload: Sequence[bytes], given: HandedOver) -> tuple[Message, bytes]:
        """Send a request on behalf of a function that is being called back; see ``ask``."""
        if self.is_over:
            raise self.problem or EOFError
        self.given.join(given)
        return self._ask(message, payload)

    def _ask(
        self, message: Message, payload: Sequence[bytes], sign: Callable[[Message], None] | None = None
    ) -> tuple[Message, bytes]:
        self.number += 1
        number = self.number
        self.depth += 1
        try:
            self._send({**message, "number": number, "most": self._account(answers=True).most}, payload)
            return self._converse(number, sign)
        except BROKEN_OFF as error:
            if self.depth > 1 and isinstance(error, Interruption):
                raise  # which no function of ours can hold up on its way out
            problem = self.problem or self._problem_of(error)
        finally:
            self.depth -= 1
        self.break_off(problem)
        raise problem

    def _problem_of(self, error: BaseException) -> Exception:
        """Return what is said of the student's code after what broke the conversation off."""
        seconds = self.bounds.deadline.seconds
        match error:
            case TooManyCallbacksError():
                what = f"It called a function that it was given more than {self.bounds.questions.times} times."
                return StudentTimeoutError(what)
            case TimeoutError():
                return StudentTimeoutError(LATE.format(seconds=seconds))
            case Interruption():
                return StudentTimeoutError(ENDLESS_CALLBACK.format(seconds=seconds))
            case wire.ProtocolError():
                return StudentCrashError(f"What it returned cannot be read: {error}.")
        return StudentCrashError(how_it_ended(self.close()))

    def _account(self, *, answers: bool) -> Hearing:
        """Return what pays for a message: all but the answer to the outermost request is part of what it asks."""
        return self.bounds.hearing if answers and self.depth <= 1 else self.bounds.questions.purse

    def handles(self) -> "Handles":
        """Return what makes what stands here for the functions in one message of the student's code."""
        account = self.bounds.questions.purse if self.depth else self.bounds.hearing  # which the last answer was
        return Handles(self, account, self.given)

    def _converse(self, number: int, sign: Callable[[Message], None] | None) -> tuple[Message, bytes]:
        """Serve callbacks, and return the answer to a request that comes in the end."""
        answer, payload = self.receiver.receive()
        while sign and "at" in answer:
            sign(answer)
            answer, payload = self.receiver.receive()
        if "callback" in answer:
            answer, payload = self._serve(answer, payload)
        return self._checked(answer, number), payload

    def _serve(self, answer: Message, payload: bytes) -> tuple[Message, bytes]:
        """Serve callbacks, of which one has come; return what comes after them."""
        # From here on, this side computes for the student: once the outermost call does, the same clock ticks for all.
        with self.bounds.deadline.interrupting() if self.depth == 1 else contextlib.nullcontext():
            while "callback" in answer:
                self.served += 1
                if self.served > self.bounds.questions.times:
                    raise TooManyCallbacksError
                self._serve_callback(answer, payload)
                answer, payload = self.receiver.receive()
        return answer, payload

    def _checked(self, answer: Message, number: int) -> Message:
        if self.depth > 1 and "timeout" in answer:  # told of the outermost call, of which all others are a part
            raise TimeoutError
        if answer.get("number") != number:
            raise wire.ProtocolError("an answer to another question")
        self._account(answers=True).hear(self.receiver.weight)
        if "printed" in answer:
            self.printed = printed_lines(answer["printed"])
        if "error" in answer:
            error = student_error(answer["error"])
            self.raised = number, error
            raise error
        return answer

    def _serve_callback(self, request: Message, payload: bytes) -> None:
        self._account(answers=False).hear(self.receiver.weight)
        encoder = encoding.Encoder(self.given.add)
        try:
            args, kwargs, _ = decoding.decode_arguments(request, payload, self._found)
            function, asked = self.given.called(request["callback"]), int(request["asked"])
        except (TypeError, ValueError, LookupError) as error:
            raise wire.ProtocolError("a callback that nobody gave") from error
        try:
            if self.depth > DEEPEST:
                raise RecursionError
            answer: Message = {"value": encoder.encode(function(*args, **kwargs))}
        except Exception as error:  # absurd arguments are the student's to see, as if the function were theirs
            answer = self._told(error)
        self._send({**answer, "asked": asked}, encoder.payload)

    def _found(self, number: int) -> Function:
        """Return what stands for a function that a callback was handed: one of ours, where its number is negative."""
        return self.given[-1 - number] if number < 0 else self.handles().make(number)

    def _told(self, error: Exception) -> Message:
        """Return what is answered to a callback that raised: what their own function raised within it is theirs."""
        if error is self.raised[1]:
            return {"raised": self.raised[0]}
        return {"error": [_kind_of(error), TOO_DEEP if type(error) is RecursionError else CALLBACK_RAISED]}

    def _send(self, message: Message, payload: Sequence[bytes]) -> None:
        data = memoryview(wire.pack(message, payload))
        while data:
            data = data[self._when_ready(os.write, data) :]

    def _read(self, size: int) -> bytes:
        data: bytes = self._when_ready(os.read, size)
        return data

    def _weigh(self, header: int, payload: int) -> int:
        """Return the weight of a message, before it is read."""
        weight = weight_of(header, payload)
        if weight > max(self.bounds.hearing.most, self.bounds.questions.purse.left):
            raise wire.ProtocolError(TOO_MUCH)
        return weight

    def _when_ready(self, action: Callable[[int, Any], Any], argument: Any) -> Any:
        """Read or write; the socket gives up every ``TICK`` to look at the clock."""
        while True:
            self.bounds.deadline.check()
            if self.is_over:  # closed by a call that a callback made
                raise EOFError
            try:
                return action(self.socket.fileno(), argument)
            except BlockingIOError:
                continue


class Handles:
    """Makes, of its number, what stands for a function of the student's code. It may go on calling what was given.

    Args:
        child: that has the function.
        hearing: of the call.
        given: for the call.

    """

    def __init__(self, child: Conversation, hearing: Hearing, given: HandedOver) -> None:
        self.child, self.hearing, self.given = child, hearing, given
        self.left, self.made = hearing.most, 0

    def make(self, number: int) -> Function:
        """Return what calls a function of the student's code."""
        self.made += 1
        self.left -= HANDLE
        self.hearing.left -= HANDLE
        if self.left < 0:
            raise wire.ProtocolError(TOO_MUCH)

        def function(*args: Any, **kwargs: Any) -> Any:
            return self.child.call(Call("function", args, kwargs, returned=function))

        vars(function)["known"] = self.child, number, self.given
        return function


def _kind_of(error: Exception) -> str:
    """Return the name of an exception's nearest built-in kind: its own name and words would tell which test asks."""
    return next(kind.__name__ for kind in type(error).__mro__ if kind.__module__ == "builtins")
