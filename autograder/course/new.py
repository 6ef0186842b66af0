"""Begins an exercise: a folder with the six files of one, in which every TODO says what to write."""

import os
import string
from collections.abc import Iterable, Sequence

from autograder.errors import CourseError
from autograder.files import read_text, write_whole

from .model import EXERCISE_FILES, Exercise, ProblemSet, load_course

SKELETON = os.path.join(os.path.dirname(os.path.abspath(__file__)), "skeleton")
STEP = 10  # between the orders of neighbours, so that another fits in between


def begin(root: str, place: str) -> str:
    """Write the skeleton of an exercise; return its folder.

    Args:
        root: folder of the course.
        place: ``set/exercise``. The set may be new.

    Raises:
        CourseError: the name is none, or taken.

    """
    set_name, _, name = place.partition("/")
    if not (set_name.isidentifier() and name.isidentifier()):
        raise CourseError(place or "EXERCISE", "this is no name of an exercise", "make new EXERCISE=my_set/my_exercise")
    folder = os.path.join(root, "solutions", set_name, name)
    if os.path.exists(folder):
        raise CourseError(folder, "there is such an exercise already", "choose another name, or remove that folder")
    existing = load_course(root).problem_sets if _has_sets(root) else ()
    problem_set = next((one for one in existing if one.name == set_name), None)
    if problem_set is None:
        _write(os.path.dirname(folder), ["problem_set.md"], set_name, existing)
    _write(folder, EXERCISE_FILES, name, problem_set.exercises if problem_set else ())
    return folder


def _write(folder: str, files: Iterable[str], name: str, neighbours: Sequence[ProblemSet | Exercise]) -> None:
    order = STEP + max((one.order for one in neighbours), default=0)
    values = {"name": name, "title": name.replace("_", " ").capitalize(), "order": order}
    for file in files:
        path = os.path.join(SKELETON, f"{file}.in" if file.endswith(".py") else file)
        text = string.Template(read_text(path)).substitute(values)
        write_whole(os.path.join(folder, file), text, public=True)


def _has_sets(root: str) -> bool:
    solutions = os.path.join(root, "solutions")
    names = os.listdir(solutions) if os.path.isdir(solutions) else []
    return any(os.path.isdir(os.path.join(solutions, name)) for name in names if not name.startswith((".", "_")))
