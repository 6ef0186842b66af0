"""A trusted process with numpy and matplotlib loaded, from which the children that meet student code are forked.

It is started as a program of its own, so that nothing secret was ever in its memory; where several zygotes are wanted,
it forks once it has loaded. Over its control socket each is told ``spawn`` (with the child's own socket) and ``end``,
one child at a time, and answers in JSON. When the control socket closes, it ends, and whatever it started ends with it.
"""

import contextlib
import fcntl
import gc
import importlib
import json
import os
import signal
import socket
import sys
import warnings
from collections.abc import Callable, Sequence
from typing import Any, NoReturn

import numpy as np

from autograder.kit import figures, remembering
from autograder.kit.ipython import load_reader

from . import child, kernel, lockdown, ready_figures
from .forking import await_children, become_several

KEPT = 100  # descriptors from here on stay open in a child
READY_FIGURES = 6


def main(controls: Sequence[socket.socket], options: dict[str, Any]) -> None:
    """Become a zygote for each control socket, and serve a grader until it closes it.

    Args:
        controls: connected SOCK_SEQPACKET sockets.
        options: ``memory`` in bytes, ``seconds`` of processor time, ``without``: layers to leave out, and ``packages``
            to load.

    """
    warm_up(options["packages"])
    gc.collect()
    gc.freeze()
    control = controls[become_several(len(controls))]
    for other in controls:
        if other is not control:
            other.close()
    null = os.open(os.devnull, os.O_RDWR)
    folders = lockdown.readable_folders()
    limits = lockdown.resource_limits(options["memory"], options["seconds"])
    layers: list[str] = []
    own_number = os.getpid()  # which is 1 for all of them in namespaces of their own
    if "namespaces" not in options["without"]:
        try:
            lockdown.enter_namespaces(folders)
            layers.append("namespaces")
        except OSError:
            pass  # an ordinary container: the other layers must hold, and the self-test sees whether they do
    stranger = lockdown.choose_stranger(folders, own_number)
    kernel.prctl(kernel.PR_SET_DUMPABLE, 0)
    child.prepare(options["packages"])
    Zygote(control, null, layers, lambda: lockdown.confine(folders, limits, stranger, options["without"])).serve()
    await_children()


def warm_up(packages: Sequence[str]) -> None:
    """Load what students use, and draw once, so that no child has to."""
    import matplotlib.pyplot as plt
    import numpy.random
    import numpy.testing  # noqa: F401 - numpy loads it late otherwise
    from matplotlib import _qhull

    warnings.simplefilter("ignore")
    for package in packages:
        importlib.import_module(package)
    load_reader()
    remembering.capture(coarse=True)
    qhull: Any = _qhull
    delaunay = qhull.delaunay
    qhull.delaunay = lambda x, y, verbose: delaunay(x, y, 1)  # otherwise it opens /dev/null for writing
    figure = plt.figure()
    axes = figure.add_subplot(1, 2, 1)
    axes.plot([0.0, 1.0], label="line")
    axes.legend()
    space = figure.add_subplot(1, 2, 2, projection="3d")
    space.plot_surface(*np.meshgrid([0.0, 1.0], [0.0, 1.0]), np.zeros((2, 2)))
    space.plot_wireframe(*np.meshgrid([0.0, 1.0], [0.0, 1.0]), np.zeros((2, 2)))
    figures.describe(figure)
    figure.tight_layout()
    plt.close("all")
    ready_figures.prepare(READY_FIGURES)


class Zygote:
    """The conversation on the control socket, and the one child that may be alive."""

    def __init__(self, control: socket.socket, null: int, layers: list[str], confine: Callable[[], list[str]]) -> None:
        self.control = control
        self.null = null
        self.layers = layers
        self.confine = confine
        self.child: int | None = None

    def serve(self) -> None:
        """Answer until the other side closes, or is gone, then end whatever lives."""
        with contextlib.suppress(ConnectionError):
            self._say(ready=True)
            while True:
                message, descriptors, _, _ = socket.recv_fds(self.control, 4096, 1)
                if not message:
                    break
                request = json.loads(message)
                if request["do"] == "spawn":
                    self._spawn(descriptors[0], request["seed"])
                else:
                    self._say(code=self._end())
        self._end()

    def _spawn(self, descriptor: int, seed: int) -> None:
        report, told = os.pipe()
        self.child = os.fork()
        if self.child == 0:
            self._become_child(descriptor, told, seed)
        os.close(descriptor)
        os.close(told)
        with open(report, "rb") as pipe:
            answer = {"layers": self.layers + json.loads(pipe.read() or b"[]")}
        handle = os.pidfd_open(self.child)  # by which the grader, in its own namespace, knows the child
        socket.send_fds(self.control, [json.dumps(answer).encode()], [handle])
        os.close(handle)

    def _become_child(self, descriptor: int, told: int, seed: int) -> NoReturn:
        """Go behind the wall, where nothing of the zygote's life goes on."""
        try:
            descriptor, told = (fcntl.fcntl(number, fcntl.F_DUPFD, KEPT) for number in (descriptor, told))
            for standard in (0, 1, 2):
                os.dup2(self.null, standard)
            os.closerange(3, KEPT)
            kernel.prctl(kernel.PR_SET_PDEATHSIG, signal.SIGKILL)
            os.write(told, json.dumps(self.confine()).encode())
            os.close(told)
            child.serve(descriptor, seed)
        finally:
            os._exit(0)

    def _end(self) -> int | None:
        """End the child and all that it may have left behind; return its exit code, negative for a signal."""
        if self.child is None:
            return None
        os.kill(self.child, signal.SIGKILL)
        _, status = os.waitpid(self.child, 0)
        self.child = None
        if os.getpid() == 1:
            self._sweep()
        return os.waitstatus_to_exitcode(status)

    def _sweep(self) -> None:
        """In a process namespace of our own, everything else in it is a left-over of the child."""
        try:
            os.kill(-1, signal.SIGKILL)
            while True:
                os.waitpid(-1, 0)
        except (ProcessLookupError, ChildProcessError):
            pass

    def _say(self, **message: Any) -> None:
        self.control.send(json.dumps(message).encode())


if __name__ == "__main__":
    main([socket.socket(fileno=number) for number in json.loads(sys.argv[1])], json.loads(sys.argv[2]))
