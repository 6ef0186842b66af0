"""What students get: ``assignments/<set>/``, written from ``solutions/<set>/`` and never edited by hand.

Nothing in it holds a date or depends on the machine: writing it again changes nothing.
"""

import contextlib
import json
import os
import string
from collections.abc import Iterator, Mapping

from autograder.errors import CourseError
from autograder.files import PUBLIC_FILE, pack, read_text, write_whole
from autograder.kit import cells, given, work
from autograder.numbers import points

from . import dates, notebook, pictures, regions, versions
from .model import GENERATED, Course, ProblemSet

HERE = os.path.dirname(os.path.abspath(__file__))
KIT, HANDOUT = os.path.join(os.path.dirname(HERE), "kit"), os.path.join(HERE, "handout")
# What students get beside their notebook: where it belongs -> the file in handout/ that it is made of.
HANDOUT_FILES = {
    "README.md": "README.md",
    "conftest.py": "conftest.py.in",
    "pytest.ini": "pytest.ini",
    "requirements.txt": "requirements.txt",
    ".gitignore": "gitignore",
    ".github/workflows/public-tests.yml": "public-tests.yml",
}
KIT_MODULES = (
    "__init__", "beside", "calls", "cards", "cells", "compare", "covers", "explore", "figures", "gathering", "given",
    "imports", "ipython", "output", "paint", "pixels", "plain", "proxy", "public", "remembering", "sentences", "solids",
    "statements", "student_file", "time_limit", "visible", "watch", "work", "worlds",
)  # fmt: skip
NOT_OURS = ("__pycache__", ".ipynb_checkpoints", ".pytest_cache", ".venv", "figures")  # what working there leaves
SHORTEST_SECRET = 12  # characters: shorter lines, such as `return x`, tell nothing


def write(course: Course, problem_set: ProblemSet) -> str:
    """Write the folder of a set anew; return its path."""
    folder = os.path.join(course.root, "assignments", problem_set.name)
    write_folder(folder, contents(course, problem_set))
    return folder


def write_folder(folder: str, files: Mapping[str, str | bytes]) -> None:
    """Make a folder hold these files, path -> content. Files that do not belong there are removed."""
    for path in _present(folder) - files.keys():
        os.unlink(os.path.join(folder, path))
    for path, content in files.items():
        if _bytes_of(os.path.join(folder, path)) != _as_bytes(content):
            write_whole(os.path.join(folder, path), content, public=True)


def find_differences(course: Course, problem_set: ProblemSet) -> Iterator[str]:
    """Yield, as sentences, what keeps ``assignments/`` from being published: it is old, or gives solutions away."""
    folder = os.path.join(course.root, "assignments", problem_set.name)
    files = contents(course, problem_set)
    for path in sorted(_present(folder) | files.keys()):
        if path not in files or _bytes_of(os.path.join(folder, path)) != _as_bytes(files[path]):
            yield f"{os.path.join(folder, path)} is not what `make stubs` writes; run it"
    own = {path: text for path, text in files.items() if _is_own(path) and isinstance(text, str)}
    yield from (os.path.join(folder, leak) for leak in find_leaks(problem_set, own))


def find_leaks(problem_set: ProblemSet, texts: Mapping[str, str]) -> Iterator[str]:
    """Yield, as sentences that begin with its path, which text gives away a line of a solution of a set."""
    for exercise in problem_set.exercises:
        secret = sorted(line for line in regions.solution_lines(exercise) if len(line) > SHORTEST_SECRET)
        spellings = [(line, {line, json.dumps(line, ensure_ascii=False)[1:-1]}) for line in secret]
        for path, text in texts.items():
            for line, spelt in spellings:
                if any(spelling in text for spelling in spelt):
                    yield f"{path} gives away a line of {exercise.name}: {line}"


def packed(course: Course, problem_set: ProblemSet, files: Mapping[str, str | bytes]) -> bytes:
    """Return what students get as a zip, in a folder of the set's name, dated by when ``assignments/`` last changed."""
    named = {f"{problem_set.name}/{path}": (content, PUBLIC_FILE) for path, content in files.items()}
    return pack(named, dates.last_change(os.path.join(course.root, "assignments", problem_set.name)))


def contents(course: Course, problem_set: ProblemSet) -> dict[str, str | bytes]:
    """Return the files of a set's folder: relative path -> content."""
    released = notebook.cells_of(problem_set)
    name = problem_set.name
    generated = GENERATED.format(source=f"solutions/{name}/")
    work_files = {
        f"{name}.ipynb": notebook.as_notebook(released),
        f"{name}.py": f"# {generated}\n\n" + notebook.as_script(released),
    }
    files: dict[str, str | bytes] = {**_handout(course.root, problem_set), **work_files}
    files[f"autograder/{given.FILE}"] = given.to_text(_given_with(course.root, problem_set, work_files), generated)
    for exercise in problem_set.exercises:
        if picture := pictures.picture_of(exercise):
            files |= picture.files()
        source = f"solutions/{name}/{exercise.name}/test_public.py"
        files[f"test_{exercise.name}.py"] = _copy(exercise.path("test_public.py"), source)
    for module in KIT_MODULES:
        files[f"autograder/{module}.py"] = _copy(os.path.join(KIT, f"{module}.py"), f"autograder/kit/{module}.py")
    return files


def _copy(path: str, source: str) -> str:
    return f"# {GENERATED.format(source=source)}\n{read_text(path)}"


def _given_with(root: str, problem_set: ProblemSet, files: Mapping[str, str]) -> given.Given:
    """Return what students' tools should know of the two files to be filled in, and of how they are graded."""
    both = [(problem_set.name + ending, files[problem_set.name + ending].encode()) for ending in work.ENDINGS]
    essences = dict.fromkeys(work.essence(cells.read(file, data)) for file, data in both)
    asked = {exercise.name: list(exercise.functions) for exercise in problem_set.exercises}
    return given.Given(
        versions.of_python(), versions.of_package(root, "numpy"), tuple(essences), asked, problem_set.packages
    )


def _handout(root: str, problem_set: ProblemSet) -> dict[str, str]:
    """Return what is the same in every set, but for names and numbers: relative path -> text."""
    if not problem_set.exercises:
        remedy = f"make new EXERCISE={problem_set.name}/my_exercise begins one"
        raise CourseError(problem_set.folder, "there is no exercise in it", remedy)
    first = problem_set.exercises[0]
    rows = "\n".join(f"| {one.title} | {points(one.points)} |" for one in problem_set.exercises)
    tests = " ".join(f"test_{one.name}.py" for one in problem_set.exercises)
    values = {"name": problem_set.name, "title": problem_set.title, "rows": rows, "tests": tests,
              "exercise": first.name, "function": first.functions[0], "python": versions.of_python(),
              "numpy": versions.pins(root, "numpy"), "matplotlib": versions.pins(root, "matplotlib"),
              "packages": "".join(f"{versions.pins(root, package)}\n" for package in problem_set.packages)}  # fmt: skip
    files = {}
    for place, file in HANDOUT_FILES.items():
        text = string.Template(read_text(os.path.join(HANDOUT, file)))
        generated = GENERATED.format(source=f"autograder/course/handout/{file}")
        files[place] = text.substitute(values, generated=generated)
    return files


def _present(folder: str) -> set[str]:
    found: set[str] = set()
    for parent, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if name not in NOT_OURS]
        found |= {os.path.relpath(os.path.join(parent, name), folder) for name in files}
    return found


def _bytes_of(path: str) -> bytes | None:
    with contextlib.suppress(OSError), open(path, "rb") as file:
        return file.read()
    return None


def _as_bytes(content: str | bytes) -> bytes:
    return content if isinstance(content, bytes) else content.encode()


def _is_own(path: str) -> bool:
    """Tell whether a file tells of this set, and is no copy of what all sets get."""
    return not path.startswith("autograder/")
