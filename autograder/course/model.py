"""The course as it lies on disk: problem sets and exercises are found by looking, and read with clear errors.

Nothing here runs an exercise's code except ``load_module``, which is for the trusted side alone.
"""

import ast
import hashlib
import importlib.util
import os
import sys
import types
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import yaml

from autograder.authoring import Variant
from autograder.errors import CourseError
from autograder.files import files_below, read_text

SECRET_FILE = ".course_secret"  # in the course's folder, and in no repository
# What of the engine a mark depends on; pages, exports and commands only show it.
JUDGING = ("judge", "kit", "wall", "authoring.py", "edges.py", "course/model.py", "report.py", "submissions.py")
# The files of each exercise: those that grading runs, those that nobody else may read, and all that must be there.
GRADING_FILES = ("reference.py", "test_hidden.py", "variants.py")
SECRET_FILES = (*GRADING_FILES, "test_reference.py")
EXERCISE_FILES = ("statement.md", "test_public.py", *SECRET_FILES)
REMEDIES = {
    "problem_set.md": "begin it with ---, title: and order:, one a line, and --- again; then the introduction",
    "statement.md": "begin it with ---, title:, order: and points:, one a line, and --- again; then the statement",
}

Kinds = Mapping[str, type | types.UnionType]  # name of a setting -> its type


@dataclass(frozen=True)
class Exercise:
    """One folder of an exercise, with what its statement's front matter says."""

    name: str
    folder: str
    title: str
    order: int
    points: float
    statement: str
    topics: tuple[int, ...] = ()  # the topics of solutions/TOPICS.md that the statement covers

    def path(self, name: str) -> str:
        """Return the path of one of the exercise's files."""
        return os.path.join(self.folder, name)

    @cached_property
    def reference_source(self) -> str:
        """The text of the reference."""
        return read_text(self.path("reference.py"))

    @cached_property
    def explore_source(self) -> str:
        """The text of ``explore.py``, a cell to play with what the student wrote; empty where there is none."""
        path = self.path("explore.py")
        return read_text(path) if os.path.exists(path) else ""

    @cached_property
    def functions(self) -> list[str]:
        """The names of the functions that students write, in their order."""
        path = self.path("reference.py")
        try:
            body = ast.parse(self.reference_source).body
        except (SyntaxError, ValueError) as error:
            raise CourseError(path, f"this is no Python: {error}", f"python {path} shows where") from error
        names = [node.name for node in body if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")]
        if not names:
            raise CourseError(path, "it defines no function for students to write", "write one, without _ in front")
        return names

    @cached_property
    def variants(self) -> list[Variant]:
        """The right answers and mistakes of ``variants.py``, each with ``of`` filled in."""
        module = load_module(self, "variants")
        functions = [value for value in vars(module).values() if isinstance(value, types.FunctionType)]
        marks = [getattr(function, "variant", None) for function in functions]
        return [self._resolved(mark) for mark in marks if isinstance(mark, Variant)]

    def _resolved(self, variant: Variant) -> Variant:
        of = variant.of or (self.functions[0] if len(self.functions) == 1 else None)
        if of not in self.functions:
            raise CourseError(
                self.path("variants.py"),
                f"{variant.name} does not say which function it stands in for"
                if of is None
                else f"{variant.name} stands in for {of}, which the reference does not have",
                f"name one with of=..., such as of={self.functions[0]!r}",
            )
        return Variant(variant.function, variant.hint, of)


@dataclass(frozen=True)
class ProblemSet:
    """One folder of exercises: an assignment, one file to hand in."""

    name: str
    folder: str
    title: str
    order: int
    introduction: str
    exercises: tuple[Exercise, ...]
    packages: tuple[str, ...] = ()  # what students may import besides the packages of the course

    @cached_property
    def sha256(self) -> str:
        """A fingerprint of everything that decides about marks of this set: its folder, and the engine's judging."""
        engine = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
        files = {os.path.join("set", os.path.relpath(path, self.folder)): path for path in files_below(self.folder)}
        for part in JUDGING:
            path = os.path.join(engine, part)
            paths = files_below(path) if os.path.isdir(path) else [path]
            files |= {os.path.join("engine", os.path.relpath(one, engine)): one for one in paths}
        digest = hashlib.sha256()
        for name, path in sorted(files.items()):
            digest.update(name.encode() + b"\0")
            with open(path, "rb") as file:
                digest.update(hashlib.sha256(file.read()).digest())
        return digest.hexdigest()


@dataclass(frozen=True)
class Course:
    """A course: a folder with ``solutions/`` and ``assignments/``."""

    root: str
    problem_sets: tuple[ProblemSet, ...]

    def select(self, name: str) -> ProblemSet:
        """Return the problem set of a name.

        Raises:
            CourseError: there is none.

        """
        found = next((one for one in self.problem_sets if one.name == name), None)
        if found is None:
            names = ", ".join(one.name for one in self.problem_sets)
            raise CourseError(os.path.join(self.root, "solutions"), f"no problem set {name!r}", f"use one of: {names}")
        return found


def load_course(root: str) -> Course:
    """Find and read the course below a folder.

    Raises:
        CourseError: something an author wrote is malformed.

    """
    solutions = os.path.join(root, "solutions")
    if not os.path.isdir(solutions):
        raise CourseError(solutions, "there is no such folder", "run this in the folder of a course")
    sets = [_load_set(folder) for folder in _subfolders(solutions)]
    if not sets:
        raise CourseError(solutions, "there is no problem set", "make new EXERCISE=my_set/my_exercise starts one")
    return Course(os.path.abspath(root), tuple(sorted(sets, key=lambda one: (one.order, one.name))))


def load_module(exercise: Exercise, name: str) -> types.ModuleType:
    """Import ``reference`` or another module of an exercise afresh, so that ``from .reference import f`` works in it.

    Raises:
        CourseError: importing it fails.

    """
    package = f"course_{zlib.crc32(exercise.folder.encode()):08x}_{exercise.name}"
    if package not in sys.modules:
        sys.modules[package] = types.ModuleType(package)
        sys.modules[package].__path__ = [exercise.folder]
    path = exercise.path(f"{name}.py")
    spec = importlib.util.spec_from_file_location(f"{package}.{name}", path)
    assert spec is not None and spec.loader is not None, "a path ending in .py has a loader"
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        cause = f"importing it fails: {type(error).__name__}: {error}"
        raise CourseError(path, cause, f"python {path} shows where") from error
    return module


def _load_set(folder: str) -> ProblemSet:
    name, path = os.path.basename(folder), os.path.join(folder, "problem_set.md")
    if not os.path.lexists(path):
        remedy = "move what does not belong to the course out of solutions/, or write that file"
        raise CourseError(folder, "it has no problem_set.md, so it is no problem set", remedy)
    settings, introduction = _front_matter(path, {"title": str, "order": int}, {"packages": list})
    exercises = sorted((_load_exercise(one) for one in _subfolders(folder)), key=lambda one: (one.order, one.name))
    title, order, packages = settings["title"], settings["order"], tuple(settings.get("packages", ()))
    for package in packages:
        if not (isinstance(package, str) and package.isidentifier() and importlib.util.find_spec(package)):
            cause = f"the package {package!r} is not installed"
            raise CourseError(path, cause, "name it in pyproject.toml and lock the requirements, or do without it")
    return ProblemSet(name, folder, title, order, introduction, tuple(exercises), packages)


def _load_exercise(folder: str) -> Exercise:
    name = os.path.basename(folder)
    missing = [file for file in EXERCISE_FILES if not os.path.isfile(os.path.join(folder, file))]
    if len(missing) == len(EXERCISE_FILES):
        cause = "it holds no file of an exercise, so it is none"
        raise CourseError(folder, cause, "move what does not belong to the course out of solutions/")
    if missing:
        raise CourseError(folder, f"{missing[0]} is missing", "write it; make new EXERCISE=set/name shows the form")
    if not name.isidentifier():
        raise CourseError(folder, f"{name!r} cannot be the name of an exercise", "use letters, digits and _ alone")
    wanted = {"title": str, "order": int, "points": int | float}
    settings, statement = _front_matter(os.path.join(folder, "statement.md"), wanted, {"topics": list})
    topics = tuple(settings.get("topics", ()))
    return Exercise(name, folder, settings["title"], settings["order"], settings["points"], statement, topics)


def _front_matter(path: str, wanted: Kinds, possible: Kinds = types.MappingProxyType({})) -> tuple[dict[str, Any], str]:
    """Return the settings between the first two ``---`` lines, and the text after them.

    Args:
        path: of the file.
        wanted: the settings that must be there: name -> type.
        possible: the same of those that may be.

    """
    parts = read_text(path, REMEDIES[os.path.basename(path)]).split("---\n", 2)
    if len(parts) != 3 or parts[0].strip():
        raise CourseError(path, "it has no front matter", "begin it with ---, one line a setting, and --- again")
    try:
        settings = yaml.safe_load(parts[1])
    except yaml.YAMLError as error:
        raise CourseError(
            path, f"its front matter is not YAML: {error}", "write one line a setting: name: value"
        ) from error
    settings = settings if isinstance(settings, dict) else {}
    known = {**wanted, **possible}
    for name in settings.keys() - known.keys():
        raise CourseError(path, f"unknown setting {name!r}", f"the settings are: {', '.join(known)}")
    for name, kind in known.items():
        if (name in wanted or name in settings) and not isinstance(settings.get(name), kind):
            raise CourseError(path, f"setting {name!r} is missing or malformed", f"write {name}: in the front matter")
    return settings, parts[2].strip() + "\n"


def _subfolders(folder: str) -> list[str]:
    names = [name for name in os.listdir(folder) if not name.startswith((".", "_"))]
    return [path for name in sorted(names) if os.path.isdir(path := os.path.join(folder, name))]
