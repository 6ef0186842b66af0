"""Runs the ``test_reference.py`` of exercises: they prove each reference by an oracle that shares no code with it."""

import os
import sys
import zlib

import numpy as np
import pytest

from autograder.course.model import load_course, load_module
from autograder.kit import figures


class Oracle:
    """The pytest plugin with the fixtures ``reference`` and ``rng``."""

    def __init__(self, exercises):
        self.exercises = {os.path.realpath(exercise.folder): exercise for exercise in exercises}

    @pytest.fixture
    def reference(self, request):
        """The module of the reference, called directly."""
        return load_module(self.exercises[os.path.realpath(request.path.parent)], "reference")

    @pytest.fixture
    def rng(self, request):
        """Random numbers that are the test's own and always the same."""
        return np.random.default_rng(zlib.crc32(request.node.name.encode()))


def main(root, set_names):
    """Run the tests of the references of some sets; return pytest's exit code."""
    figures.capture()
    course = load_course(root)
    exercises = [exercise for name in set_names for exercise in course.select(name).exercises]
    options = ["-q", "-p", "no:cacheprovider", "-c", os.devnull, "--rootdir", root, "--import-mode=importlib"]
    options += ["--no-header", "--tb=short", "-W", "ignore"]
    return pytest.main([*options, *(one.path("test_reference.py") for one in exercises)], plugins=[Oracle(exercises)])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
