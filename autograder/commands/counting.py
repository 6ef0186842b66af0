"""The marks that count, fetched from where people give them by hand before anything shows a mark."""

import os

from autograder import marks
from autograder.nbgrader import gradebook, recording


def fetch(out: str, book: str | None = None) -> None:
    """Write the marks that are not as graded beside the reports of a run, if the gradebook has changed since.

    Args:
        out: folder of the reports.
        book: where the gradebook is, as people say it; otherwise, what ``GRADEBOOK`` says.

    Raises:
        GradebookError: the gradebook cannot be read.

    """
    place = gradebook.locate(book or os.environ.get("GRADEBOOK") or None, out)
    if place and _is_newer(place, marks.path_of(out)):
        marks.write_by_hand(out, recording.decided(place))


def _is_newer(place: str, path: str) -> bool:
    """Tell whether a gradebook may hold other marks than a file; of a server's, nobody knows."""
    if "://" in place:
        return True
    if not os.path.isfile(place):
        return False
    return not os.path.isfile(path) or os.stat(place).st_mtime_ns > os.stat(path).st_mtime_ns
