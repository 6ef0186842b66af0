"""Where nbgrader's gradebook is, as people say it and as its database wants to hear it."""

import os
from typing import TYPE_CHECKING

from autograder.errors import GradebookError

if TYPE_CHECKING:
    from sqlalchemy.engine import URL

ADDRESS_REMEDY = "give the path of a file, or an address such as postgresql://user@host/database"
NONE = "none"
TIMESTAMP = "timestamp.txt"  # nbgrader's note of when something was handed in


def locate(given: str | None, folder: str) -> str | None:
    """Return where a gradebook is: an address of SQLAlchemy's, the path of an SQLite file, or None if none is wanted.

    Args:
        given: an address such as ``postgresql://host/name``, a path, ``none``, or nothing.
        folder: where ``gradebook.db`` is if nothing is given.

    """
    if given == NONE:
        return None
    return given if given and "://" in given else os.path.abspath(given or os.path.join(folder, "gradebook.db"))


def address(place: str) -> "URL":
    """Return what SQLAlchemy calls a place: its URL.

    Raises:
        GradebookError: it is none.

    """
    from sqlalchemy.engine import URL, make_url
    from sqlalchemy.exc import ArgumentError

    try:
        return make_url(place) if "://" in place else URL.create("sqlite", database=place)
    except (ArgumentError, ValueError) as error:
        raise GradebookError("GRADEBOOK", "this is no address of a database", ADDRESS_REMEDY) from error


def check(place: str | None) -> None:
    """See whether a place can be one, before anything is done for it.

    Raises:
        GradebookError: it is no address, or no file can be there.

    """
    if place is None:
        return
    if "://" in place:
        address(place)
    elif os.path.isdir(place):
        raise GradebookError(place, "this is a folder, and the gradebook is a file", "GRADEBOOK= the path of a file")


def spoken(place: str) -> str:
    """Return a place as people may read it: without a password, which may stand among the options too."""
    return address(place).set(query={}).render_as_string() if "://" in place else place
