"""Hidden tests as pytest has collected them: what authors wrote around them, checked before anybody is graded."""

import functools
from collections.abc import Iterable

import pytest

from autograder.errors import CourseError
from autograder.report import OUR_FAULT, TestResult, TestStatus


@functools.cache
def mark_of(item: pytest.Item) -> pytest.Mark | None:
    """Return the mark `points` of a hidden test, or None."""
    return item.get_closest_marker("points")


def points_of(item: pytest.Item) -> float:
    """Return what a hidden test is worth."""
    mark = mark_of(item)
    return float(mark.args[0]) if mark else 0.0


def earlier_of(item: pytest.Item) -> str | None:
    """Return the identifier of the test that a hidden test comes after, or None."""
    mark = mark_of(item)
    after = mark.kwargs.get("after") if mark else None
    return f"{item.nodeid.rpartition('::')[0]}::{after}" if after else None


def seconds_of(item: pytest.Item) -> float:
    """Return how much processor time each call of a hidden test may take at least, however fast the reference is."""
    mark = mark_of(item)
    return float(mark.kwargs.get("seconds") or 0.0) if mark else 0.0


def unanswered(item: pytest.Function) -> TestResult:
    """Return the result of a test that was not run: on our side, something must have gone wrong."""
    title = " ".join((item.function.__doc__ or item.name).split())
    return TestResult(item.name, title, TestStatus.GRADER_ERROR, 0.0, points_of(item), OUR_FAULT)


def check(items: Iterable[pytest.Function]) -> None:
    """Look at hidden tests before the first submission.

    Raises:
        CourseError: one is not as the report needs it.

    """
    seen: set[str] = set()
    for item in items:
        _ = item.location  # worked out once, here, and not again in every fork
        if mark_of(item) is None:
            raise CourseError(str(item.path), f"{item.name} has no points", "put @points(...) above it")
        if not item.function.__doc__:
            raise CourseError(str(item.path), f"{item.name} has no docstring", "write the line that people will read")
        earlier = earlier_of(item)
        if earlier and earlier not in seen:
            name = earlier.rpartition("::")[2]
            raise CourseError(str(item.path), f"{item.name} comes after {name!r}, no earlier test", "mend the name")
        seen.add(item.nodeid)
