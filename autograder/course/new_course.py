"""Begins a course: a folder of its own, with solutions to come, for the engine that is here."""

import os
import string

from autograder.errors import CourseError
from autograder.files import read_text, write_whole

from .new import SKELETON

# Where each file belongs -> the file in skeleton/course/ that it is made of.
FILES = {"README.md": "README.md", ".gitignore": "gitignore", "solutions/COURSE.md": "COURSE.md"}


def begin(folder: str, title: str) -> None:
    """Write what a course begins with.

    Args:
        folder: of the course; it may be there, if nothing is in it.
        title: of the course.

    Raises:
        CourseError: it has no name, or something is there already.

    """
    if not folder:
        raise CourseError("NAME", "the course has no folder", "say where it begins, such as NAME=../my_course")
    if os.path.lexists(folder) and (not os.path.isdir(folder) or os.listdir(folder)):
        raise CourseError(folder, "there is something there already", "name a folder that is new, or empty")
    values = {"title": title, "place": os.path.relpath(folder)}
    for place, file in FILES.items():
        text = string.Template(read_text(os.path.join(SKELETON, "course", file))).substitute(values)
        write_whole(os.path.join(folder, place), text, public=True)
