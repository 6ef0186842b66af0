"""Zygotes as the trusted side has them: started, told to fork a child behind the wall, and told to end it."""

import contextlib
import json
import os
import socket
import struct
import subprocess
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Self

from .deadline import Processor

if TYPE_CHECKING:
    from .limits import Limits

TICK = struct.pack("ll", 0, 50_000)  # struct timeval: 50 ms
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


class ZygoteError(BaseException):
    """The zygote is gone: not the student's doing, and no test's to catch."""


def start(
    limits: "Limits", without: Iterable[str] = (), count: int = 1, packages: Iterable[str] = (), blas: str = ""
) -> list["ZygoteHandle"]:
    """Start a program that loads what children need, and becomes some zygotes; return a handle of each of them.

    Args:
        limits: of the children.
        without: names of layers to leave out, for the tests of the wall.
        count: how many.
        packages: that students may import besides those of the course.
        blas: the processor that OpenBLAS is to compute for, by its name there; nothing for the one that is here.

    """
    options = {"memory": limits.memory, "seconds": int(limits.processor), "without": list(without)}
    options["packages"] = list(packages)
    pairs = [socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET) for _ in range(count)]
    theirs = [their.fileno() for _, their in pairs]
    command = [_interpreter(), "-P", "-m", "autograder.wall.zygote", json.dumps(theirs), json.dumps(options)]
    process = subprocess.Popen(
        command,
        cwd="/",
        env=_environment(blas),
        pass_fds=theirs,
        stdin=subprocess.DEVNULL,
        start_new_session=True,  # so that it is not ended with a judge that it does not belong to
    )
    for _, their in pairs:
        their.close()
    return [ZygoteHandle(process, ours) for ours, _ in pairs]


class ZygoteHandle:
    """A running zygote; see ``zygote.py``. Use it as a context manager.

    Args:
        process: the program that it came from.
        control: the socket to it.

    """

    def __init__(self, process: subprocess.Popen[bytes], control: socket.socket) -> None:
        self.process, self.control = process, control
        self.ready = False  # it takes a second to load, in which the grader has other things to do
        self.layers: list[str] | None = None  # of its children, all the same

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def leave(self) -> None:
        """Leave it to another process that has the other copy of this."""
        self.control.close()

    def close(self) -> None:
        """End the zygote and whatever it started."""
        with self.control, contextlib.suppress(OSError):
            self.control.shutdown(socket.SHUT_WR)
            while self.control.recv(1):
                pass  # until it has ended
        self.process.wait()  # where this is the process that started it

    def spawn(self, seed: int) -> tuple[socket.socket, Processor]:
        """Fork a child behind the wall; return the socket to it, and what tells its processor time."""
        self.await_ready()
        ours, theirs = socket.socketpair()
        for option in (socket.SO_RCVTIMEO, socket.SO_SNDTIMEO):
            ours.setsockopt(socket.SOL_SOCKET, option, TICK)
        with theirs:
            self._tell({"do": "spawn", "seed": seed}, [theirs.fileno()])
            answer, (handle, *_) = self._hear()
        layers = answer["layers"]
        if self.layers not in (None, layers):
            raise RuntimeError(f"the wall has changed: {self.layers} became {layers}")
        self.layers = layers
        return ours, Processor(handle)

    def await_ready(self) -> None:
        """Wait until it has loaded."""
        if not self.ready:
            self._hear()
            self.ready = True

    def end(self) -> int | None:
        """End the child; return its exit code, negative for a signal, or None if there was none."""
        self.await_ready()
        self._tell({"do": "end"})
        code: int | None = self._hear()[0]["code"]
        return code

    def _tell(self, message: dict[str, Any], descriptors: Sequence[int] = ()) -> None:
        try:
            socket.send_fds(self.control, [json.dumps(message).encode()], descriptors)
        except OSError as error:
            raise ZygoteError(f"the zygote has ended: {error.strerror}") from error

    def _hear(self) -> tuple[dict[str, Any], list[int]]:
        message, descriptors, _, _ = socket.recv_fds(self.control, 4096, 1)
        if not message:
            raise ZygoteError("the zygote ended unexpectedly")
        return json.loads(message), descriptors


def _interpreter() -> str:
    """Return this interpreter where it lies: a link to its environment may lead through folders that are hidden."""
    folder, name = os.path.split(sys.executable)
    return os.path.join(os.path.realpath(folder), name)


def _environment(blas: str = "") -> dict[str, str]:
    """Return the whole environment of a zygote: nothing of the grader's own crosses."""
    kept = {name: os.environ[name] for name in ("HOME", "MPLCONFIGDIR", "LD_LIBRARY_PATH") if name in os.environ}
    threads = {f"{name}_NUM_THREADS": "1" for name in ("OPENBLAS", "OMP", "MKL")}
    return {
        **kept,
        **threads,
        **({"OPENBLAS_CORETYPE": blas} if blas else {}),
        "LANG": "C.UTF-8",
        "MPLBACKEND": "Agg",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONHASHSEED": "0",
        "PYTHONPATH": ROOT,
    }
