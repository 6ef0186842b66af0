"""What authors write around their functions: points on hidden tests, and the names of right answers and mistakes."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Variant:
    """A function that stands in for one of an exercise's own.

    ``hint`` is None for a right answer written differently, and the student's next question for a mistake. ``of`` names
    the function that it stands in for; it may be None where the exercise has only one.
    """

    function: object
    hint: str | None
    of: str | None

    @property
    def name(self):
        """The variant's own name, which says what is right or wrong about it."""
        return self.function.__name__


def points(number, *, after=None, why=None):
    """Mark a hidden test with what it is worth.

    Args:
        number: points, at least 0.
        after: name of an earlier test of the same file; where that one does not pass, this one is skipped. For
            properties that wrong answers have too: zero is symmetric.
        why: for a test that catches none of the named mistakes: what it is there for.

    """
    import pytest  # students' files carry this name, but never need it

    return pytest.mark.points(number, after=after, why=why)


def correct(function=None, *, of=None):
    """Mark a right answer written differently: it must get full marks."""
    if function is None:
        return lambda function: correct(function, of=of)
    function.variant = Variant(function, None, of)
    return function


def mistake(hint, *, of=None):
    """Mark a mistake that students make: it must lose marks, and its hint is shown to whoever makes exactly this one.

    Args:
        hint: a question or a small experiment that leads on without giving the answer away.
        of: the function that it stands in for.

    """

    def mark(function):
        function.variant = Variant(function, hint, of)
        return function

    return mark
