"""Text of strangers: held to be text, and as printable lines."""

from typing import Any

from autograder.escape import printable
from autograder.kit.output import LINES, WIDTH

from .wire import ProtocolError

TEXT_LIMIT = 2**20  # characters of one str
LINES_LIMIT = 50


def checked_text(value: Any) -> str:
    """Return a text.

    Raises:
        ProtocolError: it is none, or too long.

    """
    if type(value) is not str or len(value) > TEXT_LIMIT:
        raise ProtocolError("a text that is none, or too long")
    return value


def checked_texts(values: Any) -> list[str]:
    return [checked_text(value) for value in values]


def plain_line(text: Any, length: int) -> str:
    """Return untrusted text as one printable line.

    Raises:
        ProtocolError: it is no text.

    """
    return printable(" ".join(checked_text(text).split()))[:length]


def plain_lines(texts: Any, length: int) -> list[str]:
    """Return a list of untrusted texts, the first few of them, as printable lines.

    Raises:
        ProtocolError: it is no list of texts.

    """
    if type(texts) is not list:
        raise ProtocolError("a list that is none")
    return [plain_line(text, length) for text in texts[:LINES_LIMIT]]


def printed_lines(texts: Any) -> tuple[str, ...]:
    """Return what code is said to have printed: a few lines, with their spaces.

    Raises:
        ProtocolError: it is no list of texts.

    """
    if type(texts) is not list:
        raise ProtocolError("a list that is none")
    return tuple(printable(checked_text(text))[:WIDTH] for text in texts[:LINES])


def printed_by_each(texts: Any) -> list[tuple[str, ...]]:
    """Return what each of several calls is said to have printed.

    Raises:
        ProtocolError: it is no list of lists of texts.

    """
    if type(texts) is not list:
        raise ProtocolError("a list that is none")
    return [printed_lines(lines) for lines in texts]
