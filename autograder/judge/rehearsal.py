"""The references called as if they were a submission, in the judge's own process, before the first submission.

What Python and numpy do once, when something is used for the first time, is done then: not while a student's code
waits.
"""

from collections.abc import Iterable, Sequence
from types import ModuleType
from typing import Any, Protocol

from autograder.kit import figures
from autograder.kit.calls import Call, standing_in
from autograder.wall.outcomes import Loss


class Caller(Protocol):
    """What calls the functions of a submission: a Sandbox behind the wall, or the Rehearsal here."""

    @property
    def problems(self) -> Sequence[Loss]:
        """The statements that did not run, in order."""

    def loss_of(self, name: str) -> Loss | None:
        """Return the statement that would have given a name its value, had it run; None where there is no such one."""

    def load(self, pieces: list[str], *, cut: bool = False) -> None:
        """Execute a submission's cells."""

    def call(self, call: Call) -> Any:
        """Make a call, and fill in its ``value`` and ``changed``, or raise."""

    def close(self) -> Any:
        """End whatever executes the submission."""


class Rehearsal:
    """Stands for a sandbox: calls go straight to the references.

    Args:
        references: modules of the references of a set, which no test holds: functions in them are replaced.

    """

    problems: Sequence[Loss] = ()

    def __init__(self, references: Iterable[ModuleType]) -> None:
        self.namespaces = [vars(module) for module in references]

    def load(self, pieces: list[str], *, cut: bool = False) -> None:
        """Execute nothing: the references are there."""

    def loss_of(self, name: str) -> None:
        """Return None: nothing is lost of the references."""

    def call(self, call: Call) -> Any:
        """Make a call of a reference, and fill in its ``value``."""
        namespace = next(one for one in self.namespaces if call.function in one)
        with standing_in(namespace, {name: one for name, one in call.replaced.items() if name in namespace}):
            function = call.returned if call.maker else namespace[call.function]
            value = function(*call.args, **call.kwargs)
        call.value = figures.describe(value) or value
        figures.close_all()
        return call.value

    def close(self) -> None:
        """End nothing: there is no child."""
