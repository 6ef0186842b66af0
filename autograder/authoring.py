"""What authors write around their functions: points for hidden tests, and the names of right answers and mistakes."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, overload

if TYPE_CHECKING:
    import pytest

Function = Callable[..., Any]


@dataclass(frozen=True)
class Variant:
    """A function that stands in for one of an exercise's own.

    ``hint`` is None for a right answer written differently, and the student's next question for a mistake. ``of`` names
    the function that it stands in for; it may be None where the exercise has only one.
    """

    function: Function
    hint: str | None
    of: str | None

    @property
    def name(self) -> str:
        """The variant's own name, which says what is right or wrong about it."""
        return str(self.function.__name__)


def points(
    number: float, *, after: str | None = None, why: str | None = None, seconds: float | None = None
) -> "pytest.MarkDecorator":
    """Mark a hidden test with what it is worth.

    Args:
        number: points, at least 0.
        after: name of an earlier test of the same file; where that one does not pass, this one is skipped. For
            properties that wrong answers have too: zero is symmetric.
        why: for a test that catches none of the named mistakes: what it is there for.
        seconds: of processor time that each of its calls may take, where right answers may need more than 0.4 seconds
            and 120 times what the reference takes.

    """
    import pytest  # students' files carry this name, but never need it

    return pytest.mark.points(number, after=after, why=why, seconds=seconds)


@overload
def correct(function: Function, *, of: str | None = None) -> Function: ...


@overload
def correct(function: None = None, *, of: str | None = None) -> Callable[[Function], Function]: ...


def correct(function: Function | None = None, *, of: str | None = None) -> Function | Callable[[Function], Function]:
    """Mark a right answer written differently: it must get full marks."""
    if function is None:
        return lambda function: _marked(function, None, of)
    return _marked(function, None, of)


def mistake(hint: str, *, of: str | None = None) -> Callable[[Function], Function]:
    """Mark a mistake that students make: it must lose marks, and its hint is shown to whoever makes exactly this one.

    Args:
        hint: a question or a small experiment that leads on without giving the answer away.
        of: the function that it stands in for.

    """
    return lambda function: _marked(function, hint, of)


def _marked(function: Function, hint: str | None, of: str | None) -> Function:
    function.variant = Variant(function, hint, of)  # type: ignore[attr-defined]  # any function can carry one
    return function
