"""What runs behind the wall: a child that executes a student's cells and answers calls, until it is killed.

Everything here is at the mercy of the student's code, so nothing here decides anything: the trusted side believes no
more than the values that it receives.
"""

import builtins
import contextlib
import os
import random
import signal
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np

from autograder.escape import printable
from autograder.kit import cells, figures
from autograder.kit.calls import changed_arguments, snapshot, standing_in
from autograder.kit.output import LINES, LastLines
from autograder.kit.statements import Interpreter
from autograder.kit.worlds import World, Worlds

from . import coroutines, decoding, encoding, hearing, memory_files, stand_ins, wire
from .callers_arrays import CallersArrays
from .clock import Clock
from .deadline import Interruption, interrupting
from .loading import AGAIN, Loading
from .wire import Message

CLOCK = Clock()
AT_ONCE = 0.05  # seconds of processor time for calls in one go
Answer = tuple[Message, encoding.Encoder]  # with the bytes of the arrays in it
NOTHING = encoding.Encoder()


def prepare(packages: Iterable[str] = ()) -> None:
    """Replace what is the same for every child. For the process from which children are forked."""
    memory_files.install()
    stand_ins.install(packages)
    CLOCK.install()


def serve(descriptor: int, seed: int) -> None:
    """Answer requests on a descriptor until it closes.

    Args:
        descriptor: a connected stream socket.
        seed: for the student's own random numbers, so that two runs agree.

    """
    _settle(seed)
    Child(descriptor).serve()


def _settle(seed: int) -> None:
    """Make the process look like a quiet Jupyter kernel."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    random.seed(seed)
    np.random.seed(seed % 2**32)  # noqa: NPY002 - what students' code may draw from
    sys.argv = [""]


class Child:
    """The student's namespace, and the conversation about it."""

    def __init__(self, descriptor: int) -> None:
        self.descriptor = descriptor
        self.interpreter = Interpreter(coroutines.run)
        self.worlds = Worlds(self.interpreter.namespace, {})
        self.receiver = wire.Receiver(lambda size: os.read(descriptor, size))
        # Functions that were returned, and can be called by number, with the world that they belong to.
        self.functions: list[tuple[Callable[..., Any], World | None]] = []
        # Functions of the other side that this call was given: id of what stands for one here -> that, and its number.
        self.given: dict[int, tuple[Callable[..., Any], int]] = {}
        self.arrays = CallersArrays()
        self.asked = 0  # callbacks so far
        self.purse = 0  # weight that those of this call may still have
        self.raised: tuple[int, BaseException | None] = 0, None  # the latest call within a callback that raised
        self.screen = sys.stdout = LastLines()

    def serve(self) -> None:
        """Answer requests until the other side closes."""
        while True:
            try:
                request, payload = self.receiver.receive()
            except EOFError:
                return
            if "do" not in request:
                continue  # answers what an interruption has cut off
            answer, encoder = self._answer(request, payload)
            printed = self._printed()
            is_told = printed and request["do"] != "load"
            self._reply(request, {**answer, "printed": printed} if is_told else answer, encoder)

    def _reply(self, request: Message, answer: Message, encoder: encoding.Encoder) -> None:
        """Send an answer, or that it would be more than is heard."""
        frame = wire.pack({**answer, "number": request["number"]}, encoder.payload)
        weight = hearing.weight_of(len(frame) - encoder.size, encoder.size, encoder.registered)
        self._write(frame if weight <= request["most"] else wire.pack({"too_much": True, "number": request["number"]}))

    def _printed(self) -> list[str]:
        """Return the last lines that were printed since it was asked before, as many as are told for nothing."""
        lines = [printable(line.expandtabs(4)) for line in self.screen.take()]
        while sum(len(line.encode()) for line in lines) > hearing.PRINTED:
            del lines[0]
        return lines

    def _answer(self, request: Message, payload: bytes) -> Answer:
        try:
            return self._load(request) if request["do"] == "load" else self._call(request, payload)
        except Interruption:
            return {"timeout": True}, NOTHING
        except BaseException as error:  # SystemExit and KeyboardInterrupt end a call, not the child
            return {"error": cells.describe_error(error)}, NOTHING
        finally:
            figures.close_all()

    def _load(self, request: Message) -> Answer:
        loading = Loading(self.interpreter, CLOCK, request, lambda sign: self._send(sign, ()))
        self.worlds = loading.worlds
        vars(stand_ins.course_tools())["check"] = self.worlds.check
        return {"problems": loading.run()}, NOTHING

    def _call(self, request: Message, payload: bytes) -> Answer:
        self.given.clear()
        self.raised, self.purse = (0, None), request["purse"]
        CLOCK.wind()
        with interrupting(request["seconds"], AGAIN):
            return self._outcome(request, payload)

    def _outcome(self, request: Message, payload: bytes) -> Answer:
        """Call a function, and return what is answered."""
        name = request["function"]
        function, world = self._found(name)
        if not callable(function):
            return {"missing": True}, NOTHING
        many = request["do"] == "calls"
        cases = decoding.decode_cases(request["cases"] if many else [request], payload, self._callback)
        with self.worlds.inside(world):
            if many:
                return self._outcomes(name, function, cases, world)
            value, changed = self._outcome_of(name, function, *cases[0])
            return self._told(value, world, changed)

    def _outcome_of(
        self, name: str | int, function: Callable[..., Any], args: list[Any], kwargs: dict[str, Any], replaced: Any
    ) -> tuple[Any, Sequence[str]]:
        """Call a function; return its value, and which of its arguments it has changed."""
        self.arrays.fill(name, args)
        before = [snapshot(value) for value in (*args, *kwargs.values())]
        with standing_in(self.interpreter.namespace, replaced) if replaced else contextlib.nullcontext():
            value = replaced.get(name, function)(*args, **kwargs)
        return value, changed_arguments(args, kwargs, before)

    def _found(self, name: str | int) -> tuple[Any, World | None]:
        """Return what a name, or the number of a function that was returned, stands for, and its world."""
        if isinstance(name, str):
            return self.worlds.function(name), self.worlds.homes.get(name)
        return self.functions[name]

    def _outcomes(
        self, name: str | int, function: Callable[..., Any], cases: Sequence[decoding.Arguments], world: World | None
    ) -> Answer:
        """Call a function again and again, and return the values up to the first call that is to be made by itself."""
        encoder, values, began = self._encoder(world), [], time.process_time()
        printed: list[list[str]] = []
        for case in cases:
            try:
                value, changed = self._outcome_of(name, function, *case)
            except Interruption:
                raise
            except BaseException:
                break
            if changed:
                break
            values.append(self._encoded(value, encoder))
            printed.append(self._printed() if sum(map(len, printed)) < LINES else [])
            figures.close_all()
            if time.process_time() - began > AT_ONCE:
                break
        self.screen.take()  # what the next call has begun to print is printed anew once it is made by itself
        return {"values": values, **({"printed_by_each": printed} if any(printed) else {})}, encoder

    def _told(self, value: Any, world: World | None, changed: Sequence[str]) -> Answer:
        """Return what is answered to a call that came to a value."""
        encoder = self._encoder(world)
        answer = {"value": self._encoded(value, encoder)}
        return {**answer, "changed": changed} if changed else answer, encoder

    def _encoded(self, value: Any, encoder: encoding.Encoder) -> Any:
        figure = figures.describe(value) if not isinstance(value, np.ndarray) or value.dtype == object else None
        return encoder.encode(value if figure is None else figure)

    def _callback(self, number: int) -> Callable[..., Any]:
        def function(*args: Any, **kwargs: Any) -> Any:
            self.asked += 1
            asked, encoder = self.asked, self._encoder(self.worlds.active, for_callback=True)
            message = {"callback": number, "asked": asked, **encoding.encode_arguments(encoder, args, kwargs)}
            self._question(wire.pack(message, encoder.payload), encoder)
            answer, payload = self._answer_to(asked)
            if answer.get("raised") == self.raised[0] and self.raised[1]:
                raise self.raised[1]
            if "error" in answer:
                kind, message = answer["error"]
                raise getattr(builtins, kind, RuntimeError)(message)
            return decoding.decode(answer["value"], payload, self._callback)

        self.given[id(function)] = function, number
        return function

    def _question(self, frame: bytes, encoder: encoding.Encoder) -> None:
        """Send a callback; one that says more than is heard is refused here, as a call that no function can take."""
        weight = hearing.weight_of(len(frame) - encoder.size, encoder.size, encoder.registered)
        if weight > self.purse:
            raise ValueError(hearing.TOO_MUCH)
        self.purse -= weight
        self._write(frame)

    def _answer_to(self, asked: int) -> tuple[Message, bytes]:
        """Return what is answered to a callback; calls that it makes until then are made within it."""
        while True:
            message, payload = self.receiver.receive()
            if "do" in message:
                self._reply(message, *self._answer_within(message, payload))
            elif message["asked"] == asked:  # and to none that the student's code has given up
                return message, payload

    def _answer_within(self, request: Message, payload: bytes) -> Answer:
        """Answer a call that a callback makes. The clock of the outermost call goes on, and its end ends both."""
        self.arrays.forget()
        try:
            return self._outcome(request, payload)
        except Interruption:
            raise
        except BaseException as error:
            self.raised = request["number"], error
            return {"error": cells.describe_error(error)}, NOTHING

    def _encoder(self, world: World | None, *, for_callback: bool = False) -> encoding.Encoder:
        """Return an encoder that takes down the functions that it meets; in a callback, those given go back as such."""
        return encoding.Encoder(lambda function: self._number_of(function, world, for_callback=for_callback))

    def _number_of(self, function: Callable[..., Any], world: World | None, *, for_callback: bool) -> int:
        if for_callback and id(function) in self.given:
            return -1 - self.given[id(function)][1]
        self.functions.append((function, world))
        self.arrays.forget()
        return len(self.functions) - 1

    def _send(self, message: Message, payload: Sequence[bytes]) -> None:
        self._write(wire.pack(message, payload))

    def _write(self, frame: bytes) -> None:
        data = memoryview(frame)
        while data:
            data = data[os.write(self.descriptor, data) :]
