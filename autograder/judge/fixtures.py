"""The fixtures of hidden tests: the submission, the reference, and random numbers."""

from collections.abc import Callable
from types import ModuleType

import pytest

from autograder.edges.numbers import Numbers
from autograder.kit.proxy import SubmissionProxy

from .attempt import Attempt

GIVEN: dict[str, Callable[[Attempt], object]] = {
    "submission": Attempt.submission,
    "reference": Attempt.reference,
    "rng": Attempt.rng,
}


class Fixtures:
    """Part of a pytest plugin: the fixtures, of the attempt that is being graded."""

    def __init__(self) -> None:
        self.attempt: Attempt | None = None

    @property
    def current(self) -> Attempt:
        """The attempt that is being graded."""
        assert self.attempt is not None, "no submission is being graded"
        return self.attempt

    def is_plain(self, item: pytest.Function) -> bool:
        """Tell whether a test asks for these fixtures alone."""
        return set(item.fixturenames) <= GIVEN.keys()

    def values(self, item: pytest.Function) -> dict[str, object]:
        """Return what a test asks for, by name, where it asks for these fixtures alone."""
        return {name: GIVEN[name](self.current) for name in item.fixturenames}

    @pytest.fixture
    def submission(self) -> SubmissionProxy:
        """The student's functions."""
        return self.current.submission()

    @pytest.fixture
    def reference(self) -> ModuleType:
        """The right ones."""
        return self.current.reference()

    @pytest.fixture
    def rng(self) -> Numbers:
        """Random numbers of the student's and the test's own."""
        return self.current.rng()
