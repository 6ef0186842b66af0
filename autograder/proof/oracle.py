"""Runs the ``test_reference.py`` of exercises: they prove each reference by an oracle that shares no code with it."""

import os
import sys
from collections.abc import Iterable
from types import ModuleType

import pytest

from autograder.course.model import Exercise, load_course, load_module
from autograder.edges.numbers import Numbers
from autograder.judge.draws import Draws
from autograder.kit import remembering

from .trials import SECRET


class Oracle:
    """The pytest plugin with the fixtures ``reference`` and ``rng``."""

    def __init__(self, exercises: Iterable[Exercise]) -> None:
        self.exercises = {os.path.realpath(exercise.folder): exercise for exercise in exercises}

    @pytest.fixture
    def reference(self, request: pytest.FixtureRequest) -> ModuleType:
        """The module of the reference, called directly."""
        return load_module(self.exercises[os.path.realpath(request.path.parent)], "reference")

    @pytest.fixture
    def rng(self, request: pytest.FixtureRequest) -> Numbers:
        """Random numbers that are the test's own and always the same."""
        return Draws(SECRET, "oracle").numbers(request.node.nodeid)


def main(root: str, set_name: str, names: Iterable[str]) -> int:
    """Run the tests of the references of some exercises of a set; return pytest's exit code."""
    remembering.capture()
    exercises = [exercise for exercise in load_course(root).select(set_name).exercises if exercise.name in names]
    options = ["-q", "-p", "no:cacheprovider", "-c", os.devnull, "--rootdir", root, "--import-mode=importlib"]
    options += ["--no-header", "--tb=short", "-W", "ignore", "--disable-plugin-autoload", "--confcutdir", root]
    paths = [exercise.path("test_reference.py") for exercise in exercises]
    return int(pytest.main([*options, *paths], plugins=[Oracle(exercises)]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], sys.argv[3:]))
