"""Puts the marks of a run into nbgrader's gradebook, part by part, where its own commands and its formgrader look.

Whatever goes wrong here costs no mark: reports are on disk before, and the next run records them again. nbgrader takes
a second to load, so it is loaded (by ``entries``) once it is needed.
"""

import contextlib
import gc
import threading
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import groupby, islice
from operator import attrgetter

from autograder.course.model import Course
from autograder.marks import Key, Ruling
from autograder.report import Grade, Mark

BATCH = 200  # submissions in one transaction


def record(place: str | None, course: Course, grades: Sequence[Grade], submitted: str) -> Iterator[str]:
    """Record the grades of a run; yield, as sentences, what could not be recorded of single students.

    Args:
        place: where the gradebook is, or None: then nothing happens.
        course: the course.
        grades: of the run.
        submitted: the folder of what was handed in, which may say when it was.

    Raises:
        GradebookError: the gradebook, or the settings beside it, cannot be used.

    """
    if place is None:
        return
    from .entries import Entries, open_book
    from .late import LateRule

    by_set = attrgetter("problem_set")
    late = LateRule.beside(place)
    with open_book(place) as book:
        for name, rows in groupby(sorted(grades, key=by_set), by_set):
            entries = Entries(book, course.select(name), submitted, late)
            while batch := list(islice(rows, BATCH)):
                yield from entries.record(batch)


def settle(place: str, rulings: Mapping[Key, Ruling], ours: Collection[str]) -> tuple[dict[Key, Mark], set[str]]:
    """Enter what lateness costs by our rules, and take over what people, and nbgrader's own rules, made of marks.

    Args:
        place: where the gradebook is.
        rulings: of our rules, by set and student.
        ours: names of the sets about whose lateness our rules decide, unless nbgrader's do.

    Returns:
        ``(by_hand, theirs)``: marks by set and student, and names of the sets that are due by the gradebook.

    Raises:
        GradebookError: the gradebook cannot be used.

    """
    from . import decided
    from .entries import open_book

    with open_book(place) as book:
        theirs = decided.due_sets(book)
        own = set(ours) - theirs
        for name in own:
            decided.enter_penalties(book, name, rulings)
        return dict(decided.marks_in(book, own)), theirs


def listed(place: str) -> list[Mapping[str, str]]:
    """Return the rows of ``nbgrader export``, by the titles of its columns.

    Raises:
        GradebookError: the gradebook cannot be used.

    """
    from .entries import open_book
    from .listed import entries_of

    with open_book(place) as book:
        return list(entries_of(book))


def load(place: str | None) -> None:
    """Load nbgrader in a thread of its own, if there is a gradebook: that takes a second, in which others can grade."""
    if place is not None:
        threading.Thread(target=_load).start()


def _load() -> None:
    gc.disable()  # what is loaded now is no garbage, and looking through it takes long
    with contextlib.suppress(ImportError):  # which is told where it is used
        from . import entries  # noqa: F401
    gc.freeze()
    gc.enable()
