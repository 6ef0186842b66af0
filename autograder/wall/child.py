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
import types
from collections.abc import Callable, Sequence
from typing import Any

import matplotlib
import numpy as np

from autograder.kit import cells, figures
from autograder.kit.calls import changed_arguments, snapshot, standing_in

from . import encoding, memory_files, wire
from .wire import Message


def prepare() -> None:
    """Replace what is the same for every child. For the process from which children are forked."""
    from matplotlib import pyplot
    from matplotlib.figure import Figure

    memory_files.install()
    # Nobody looks at these pictures, and painting one costs more than everything else together.
    nothing: Any = _do_nothing
    vars(pyplot).update(savefig=nothing, show=nothing)
    Figure.savefig = nothing  # type: ignore[method-assign]
    # A student's screen is not here, and neither is the notebook's.
    matplotlib.use = pyplot.switch_backend = nothing
    ipython, display = _module_of_nothing("IPython"), _module_of_nothing("IPython.display")
    vars(ipython)["display"] = display
    sys.modules |= {"IPython": ipython, "IPython.display": display}
    # The notebook's own cells import the students' tools, which have nothing to do here.
    for name in [name for name in sys.modules if name.partition(".")[0] == "autograder"]:
        del sys.modules[name]
    sys.modules["autograder"] = _module_of_nothing("autograder")


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


def _do_nothing(*args: Any, **options: Any) -> None:
    pass


def _module_of_nothing(name: str) -> types.ModuleType:
    module = types.ModuleType(name)
    vars(module).update(__getattr__=cells.Nothing().__getattr__, __path__=[])
    return module


class Child:
    """The student's namespace, and the conversation about it."""

    def __init__(self, descriptor: int) -> None:
        self.descriptor = descriptor
        self.module = cells.new_module()
        self.flags = 0
        self.receiver = wire.Receiver(lambda size: os.read(descriptor, size))
        self.functions: list[Callable[..., Any]] = []  # those that were returned, and can be called by number

    def serve(self) -> None:
        """Answer requests until the other side closes; those that come together, one after the other."""
        while True:
            try:
                request, payload = self.receiver.receive()
            except EOFError:
                return
            for number, one in enumerate(request.get("each", [request]), request["number"]):
                answer, arrays = self._answer(one, payload)
                self._send({**answer, "number": number}, arrays)

    def _answer(self, request: Message, payload: bytes) -> tuple[Message, list[bytes]]:
        encoder = encoding.Encoder(self._register)
        try:
            return getattr(self, f"_do_{request['do']}")(request, payload, encoder), encoder.payload
        except BaseException as error:  # SystemExit and KeyboardInterrupt end a cell, not the child
            return {"error": cells.describe_error(error)}, []
        finally:
            figures.close_all()

    def _do_cut(self, request: Message, payload: bytes, encoder: encoding.Encoder) -> Message:
        return {"pieces": cells.cut(request["text"])}

    def _do_run(self, request: Message, payload: bytes, encoder: encoding.Encoder) -> Message:
        self.flags = cells.run(request["source"], self.module, self.flags)
        return {}

    def _do_call(self, request: Message, payload: bytes, encoder: encoding.Encoder) -> Message:
        name = request["function"]
        if isinstance(name, str) and not callable(self.module.__dict__.get(name)):
            return {"missing": True}
        args, kwargs, replaced = encoding.decode_arguments(request, payload, self._callback)
        before = [snapshot(value) for value in (*args, *kwargs.values())]
        with standing_in(self.module.__dict__, replaced) if replaced else contextlib.nullcontext():
            function = self.module.__dict__[name] if isinstance(name, str) else self.functions[name]
            value = function(*args, **kwargs)
        changed = changed_arguments(args, kwargs, before)
        figure = figures.describe(value) if not isinstance(value, np.ndarray) or value.dtype == object else None
        answer = {"value": encoder.encode(value if figure is None else figure)}
        return {**answer, "changed": changed} if changed else answer

    def _callback(self, number: int) -> Callable[..., Any]:
        def function(*args: Any, **kwargs: Any) -> Any:
            encoder = encoding.Encoder(self._register)
            message = {"callback": number, **encoding.encode_arguments(encoder, args, kwargs)}
            self._send(message, encoder.payload)
            answer, payload = self.receiver.receive()
            if "error" in answer:
                kind, message = answer["error"]
                raise getattr(builtins, kind, RuntimeError)(message)
            return encoding.decode(answer["value"], payload, self._callback)

        return function

    def _register(self, function: Callable[..., Any]) -> int:
        self.functions.append(function)
        return len(self.functions) - 1

    def _send(self, message: Message, payload: Sequence[bytes]) -> None:
        data = memoryview(wire.pack(message, payload))
        while data:
            data = data[os.write(self.descriptor, data) :]
