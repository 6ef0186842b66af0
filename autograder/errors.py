"""What ends a command: one kind of error, which says what it is about, what happened, and what to do.

Whatever is raised on purpose for a person to read is a Refusal or one of its kinds; the door of the commands prints it
and ends with exit code 2. Nothing of the engine but ``escape`` is imported here, so that every room may refuse.
"""

import contextlib
from collections.abc import Iterator
from typing import Any

from .escape import spelt_out


class Refusal(Exception):
    """What was asked for cannot be done.

    Args:
        where: what it is about: a path, an address, a name of a variable or of a set.
        cause: what is wrong, in the words of a sentence.
        remedy: what to do, best of all what to type.

    """

    def __init__(self, where: str, cause: str, remedy: str) -> None:
        self.where, self.cause, self.remedy = where, cause, remedy
        lines = f"{where}: {cause}\n  To mend it: {remedy}".split("\n")
        super().__init__("\n".join(map(spelt_out, lines)))

    def __reduce__(self) -> tuple[Any, ...]:  # an exception is pickled by its message otherwise
        return type(self), (self.where, self.cause, self.remedy)


class CourseError(Refusal):
    """Something that an author wrote is malformed, or is not there."""


class JudgeError(Refusal):
    """A judge could not begin, or ended before it answered."""


class LedgerError(Refusal):
    """Nothing can be written there; what is there stays good."""


class GradebookError(Refusal):
    """Marks cannot be recorded in a gradebook; every report is on disk."""


class ReportError(Refusal):
    """A file that a grading run wrote is damaged, or of another version, or is not there."""


def in_words(error: OSError) -> str:
    """Return what the operating system says, without its number."""
    return (error.strerror or str(error) or type(error).__name__).lower()


@contextlib.contextmanager
def refusing(where: str, remedy: str, kind: type[Refusal] = Refusal) -> Iterator[None]:
    """Turn what the operating system refuses meanwhile into a Refusal about a path.

    Raises:
        Refusal: of that kind.

    """
    try:
        yield
    except OSError as error:
        raise kind(where, in_words(error), remedy) from error
