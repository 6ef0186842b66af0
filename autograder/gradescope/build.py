"""``autograder gradescope``: builds ``autograder.zip``, with all that grading a problem set takes, secrets included."""

import json
import os
from collections.abc import Mapping

from autograder.course.model import SECRET_FILE, Course, ProblemSet
from autograder.errors import Refusal
from autograder.files import files_below
from autograder.grading.secret import course_secret
from autograder.kit.work import ENDINGS

from .lock import locked
from .run import SETTINGS

PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PROGRAMS = ("setup.sh", "run_autograder")


def contents(
    course: Course, problem_set: ProblemSet, settings: Mapping[str, object]
) -> dict[str, tuple[str | bytes, int]]:
    """Return the files of the zip, as ``pack`` takes them.

    Raises:
        Refusal: students have been given nothing yet.

    """
    secret = bytes.fromhex(course_secret(course.root))
    files: dict[str, tuple[str | bytes, int]] = {
        name: (_bytes(os.path.join(PACKAGE, "gradescope", name)), 0o755) for name in PROGRAMS
    }
    files[SETTINGS] = (json.dumps(settings, indent=1) + "\n", 0o600)
    files[SECRET_FILE] = (secret + b"\n", 0o600)
    files["requirements.txt"] = (locked(course.root, problem_set), 0o644)
    files |= _tree(PACKAGE, "autograder") | _tree(problem_set.folder, f"solutions/{problem_set.name}")
    for ending in ENDINGS:
        given = os.path.join("assignments", problem_set.name, problem_set.name + ending)
        if not os.path.exists(os.path.join(course.root, given)):
            raise Refusal(given, "it is not there", "make stubs")
        files[given] = (_bytes(os.path.join(course.root, given)), 0o600)
    return files


def _tree(folder: str, place: str) -> dict[str, tuple[str | bytes, int]]:
    paths = files_below(folder)
    return {f"{place}/{os.path.relpath(path, folder)}": (_bytes(path), 0o600) for path in paths}


def _bytes(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()
