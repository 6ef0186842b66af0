"""What a student's code prints and shows while it is tested: the last lines of the one, and nothing of the other."""

import contextlib
import io
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Any
from unittest import mock

from . import remembering
from .calls import standing_in
from .imports import once_loaded

LINES, WIDTH = 5, 120  # what is shown of what was printed
MOST = LINES * WIDTH * 4  # characters kept


class LastLines(io.TextIOBase):
    """Stands for the screen, and keeps the end of what is printed there: a loop without end may print without end."""

    def __init__(self) -> None:
        self.kept = ""

    def write(self, text: str) -> int:
        """Keep the end of a text."""
        self.kept = (self.kept + text[-MOST:])[-MOST:]
        return len(text)

    def reconfigure(self, **options: Any) -> None:
        """Do nothing: whatever the encoding, it is text that is kept."""

    @property
    def buffer(self) -> "Bytes":
        """What takes bytes, as the screen's does."""
        return Bytes(self)

    def lines(self) -> list[str]:
        """Return the last lines that are not empty, cut to what a person reads."""
        lines = [line.rstrip() for line in self.kept.splitlines() if line.strip()]
        return [line if len(line) <= WIDTH else line[: WIDTH - 3] + "..." for line in lines[-LINES:]]

    def take(self) -> list[str]:
        """Return the last lines, and begin anew."""
        lines, self.kept = self.lines() if self.kept else [], ""
        return lines


class Bytes(io.RawIOBase):
    """Takes bytes of text for a screen."""

    def __init__(self, screen: LastLines) -> None:
        self.screen = screen

    def writable(self) -> bool:
        """Return True."""
        return True

    def write(self, data: Any) -> int:
        """Show bytes, and return how many there were."""
        self.screen.write(bytes(data).decode("utf-8", "replace"))
        return len(data)


@contextlib.contextmanager
def without_screen(namespace: dict[str, Any]) -> Iterator[None]:
    """Leave figures open and unseen meanwhile, and styles without a say, as when work is graded.

    In a notebook, ``plt.show()`` closes what it shows, so that a function which returns nothing seems to draw nothing.
    Where nothing is drawn, matplotlib is not loaded: that takes longer than most tests.

    Args:
        namespace: of the student's code, which may have taken ``show`` out of its module.

    """
    with (
        contextlib.ExitStack() as stack,
        once_loaded("matplotlib", lambda: stack.enter_context(_drawing_unseen(namespace))),
    ):
        yield


@contextlib.contextmanager
def _drawing_unseen(namespace: dict[str, Any]) -> Iterator[None]:
    import matplotlib as mpl
    from matplotlib import pyplot, style

    remembering.capture()
    own = {name: _nothing for name, value in namespace.items() if value is pyplot.show}
    with contextlib.ExitStack() as stack:
        stack.enter_context(mock.patch.object(pyplot, "show", _nothing))
        stack.enter_context(mock.patch.object(mpl, "use", _nothing))
        stack.enter_context(mock.patch.object(style, "use", forgiving(style.use)))
        stack.enter_context(mock.patch.dict(mpl.rcParams.validate, {"text.usetex": without_tex}))
        stack.enter_context(standing_in(namespace, own))
        yield


def forgiving(use: Callable[[Any], None]) -> Callable[[Any], None]:
    """Return matplotlib's ``style.use`` as one that leaves out a style which this matplotlib does not have."""

    def use_if_there(names: Any) -> None:
        for name in names if isinstance(names, Sequence) and not isinstance(names, str) else [names]:
            with contextlib.suppress(OSError):
                use(name)

    return use_if_there


def without_tex(value: object) -> bool:
    """Validate the setting ``text.usetex``: TeX sets no text where work is graded."""
    return False


@contextlib.contextmanager
def printing_to(screen: LastLines | None) -> Iterator[None]:
    """Let what is printed meanwhile go somewhere else, or nowhere else where that is None."""
    if screen is None:
        yield
        return
    with contextlib.redirect_stdout(screen):
        yield


def _nothing(*args: object, **options: object) -> None:
    """Do nothing, whatever it is called with."""


def is_notebook() -> bool:
    """Tell whether this process is the kernel of a notebook."""
    return "ipykernel" in sys.modules


def show_in_notebook(shown: Any, **options: Any) -> None:
    """Show something below the cell of a notebook that is running."""
    from IPython.display import display

    display(shown, **options)  # type: ignore[no-untyped-call]
