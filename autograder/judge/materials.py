"""What the judges of a problem set have loaded of the course, once, for all submissions."""

import os
import pathlib
from dataclasses import replace
from types import ModuleType

import pytest

from autograder.authoring import Variant
from autograder.course.model import SECRET_FILE, SECRET_FILES, Course, Exercise, ProblemSet, load_module
from autograder.kit import cells, work
from autograder.wall.limits import Limits

from .replay import Drawn

IMPORTING = 1.0  # seconds that any call has where a set has packages: parts of them may be loaded within one


class Materials:
    """A problem set with its references, mistakes and stubs, and the limits of submissions.

    ``references`` are what tests hold; ``stages`` are the same once more, for hints and the rehearsal: in these,
    functions are replaced for a while.
    """

    def __init__(self, course: Course, problem_set: ProblemSet, limits: Limits) -> None:
        self.course, self.problem_set = course, problem_set
        self.limits = replace(limits, least=max(limits.least, IMPORTING)) if problem_set.packages else limits
        exercises: tuple[Exercise, ...] = problem_set.exercises
        self.references: dict[str, ModuleType] = {one.name: load_module(one, "reference") for one in exercises}
        self.stages: dict[str, ModuleType] = {one.name: load_module(one, "reference") for one in exercises}
        self.mistakes: dict[str, list[Variant]] = {
            one.name: [variant for variant in one.variants if variant.hint] for one in exercises
        }
        self.given = _given(course.root, problem_set.name)
        self.drawn = Drawn()
        self._exercises = {pathlib.Path(one.folder): one for one in exercises}
        self._owners: dict[pytest.Item, Exercise] = {}

    @property
    def secrets(self) -> list[str]:
        """The paths of the files that no student's code may read."""
        paths = [exercise.path(name) for exercise in self.problem_set.exercises for name in SECRET_FILES]
        return [*paths, os.path.join(self.course.root, SECRET_FILE)]

    def exercise_of(self, item: pytest.Item) -> Exercise:
        """Return the exercise that a test belongs to."""
        if item not in self._owners:
            self._owners[item] = self._exercises[item.path.parent]
        return self._owners[item]


def _given(root: str, name: str) -> set[str]:
    """Return the essences of what students were given for a set, where it is there (see ``kit.work``)."""
    folder = os.path.join(root, "assignments", name)
    paths = [os.path.join(folder, name + ending) for ending in work.ENDINGS]
    given = set()
    for path in filter(os.path.isfile, paths):
        with open(path, "rb") as file:
            given.add(work.essence(cells.read(path, file.read())))
    return given
