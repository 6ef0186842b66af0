"""What student code comes to where it comes to no value: exceptions, and the statements that did not run."""

import contextlib
import signal
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from . import wire
from .plain_text import plain_line, plain_lines

LAST_LINE = 10**6
LATE = "It did not end within {seconds:.3g} seconds."


class StudentCodeError(Exception):
    """The student's code raised; ``bases`` are the names of the classes that its exception belongs to."""

    def __init__(self, kind: str, message: str, line: int | None, bases: Sequence[str] = ()) -> None:
        self.kind, self.message, self.line, self.bases = kind, message, line, bases
        self.said = f"{kind}: {message}" if message else kind
        super().__init__(f"{self.said} (line {line})" if line else self.said)


class NotDefinedError(Exception):
    """The submission has no function of that name."""


class StudentTimeoutError(Exception):
    """The student's code took too long."""


class StudentCrashError(Exception):
    """The student's code ended its process, or answered nonsense."""


class TooManyCallbacksError(Exception):
    """The student's code went on calling what it was given."""


@dataclass(frozen=True)
class Loss:
    """A statement that did not run. ``names`` are those that it would have given a value."""

    cell: int  # from 0
    line: int | None
    text: str  # its first line
    error: Exception
    names: tuple[str, ...] = ()

    @property
    def problem(self) -> str:
        """What happened, in words."""
        return self.error.said if isinstance(self.error, StudentCodeError) else str(self.error)

    @classmethod
    def read(cls, told: Any, error: Exception | None = None) -> "Loss":
        """Return what a child tells of a statement, with the error that it tells, too, or another one.

        Raises:
            wire.ProtocolError: it breaks the rules.

        """
        try:
            cell, line, names = told["cell"], told["line"], plain_lines(told["names"], 100)
            text = plain_line(told["text"], 200)
            if type(cell) is not int or not 0 <= cell < LAST_LINE:
                raise wire.ProtocolError("a cell that is none")
            return cls(cell, _line(line), text, error or _error_of(told), tuple(names))
        except (TypeError, KeyError, ValueError) as problem:
            raise wire.ProtocolError("a statement that is none") from problem


def student_error(told: Any) -> StudentCodeError:
    """Return the exception that a child tells of.

    Raises:
        wire.ProtocolError: it is none.

    """
    if type(told) is not list or len(told) != 4:
        raise wire.ProtocolError("an error that is none")
    kind, message, line, bases = told
    return StudentCodeError(plain_line(kind, 60), plain_line(message, 300), _line(line), plain_lines(bases, 60))


def how_it_ended(code: int | None) -> str:
    """Return, as a sentence, how a child has ended: its exit code is negative for a signal."""
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


def _error_of(told: dict[str, Any]) -> Exception:
    if "timeout" in told:
        return StudentTimeoutError(LATE.format(seconds=min(float(told["timeout"]), 1e6)))
    return student_error(told["error"])


def _line(line: Any) -> int | None:
    return line if type(line) is int and 0 < line < LAST_LINE else None
