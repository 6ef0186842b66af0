"""The part of the lock files that grading one problem set needs."""

import ast
import importlib.metadata
import re
import sys
from collections.abc import Iterable

from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import NormalizedName, canonicalize_name

from autograder.course.model import GRADING_FILES, ProblemSet
from autograder.course.versions import lock_files
from autograder.errors import CourseError, Refusal
from autograder.files import read_text

ENGINE = ("click", "matplotlib", "msgspec", "numpy", "packaging", "pytest", "pyyaml")


def locked(root: str, problem_set: ProblemSet) -> str:
    """Return requirements with hashes: of the engine, and of whatever the exercises import, with all that those need.

    Raises:
        Refusal: something that is imported is in no lock file.

    """
    pinned: dict[NormalizedName, str] = {}
    for path in lock_files(root):
        pinned = _pinned(read_text(path)) | pinned  # the course's own come first
    wanted = {canonicalize_name(name) for name in ENGINE} | _imported(problem_set)
    needed = _with_dependencies(wanted)
    if missing := sorted(needed - pinned.keys()):
        raise Refusal(
            f"{root}/requirements.txt",
            f"it does not pin {', '.join(missing)}",
            "pin it there, as CONTRIBUTING.md says",
        )
    return "".join(pinned[name] for name in sorted(needed))


def _pinned(text: str) -> dict[NormalizedName, str]:
    """Return the blocks of a lock file: name of a package -> its lines."""
    pinned: dict[NormalizedName, str] = {}
    for block in re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE):
        if name := re.match(r"[A-Za-z0-9][\w.-]*", block):  # one package can have several, for several Pythons
            pinned[canonicalize_name(name[0])] = pinned.get(canonicalize_name(name[0]), "") + block
    return pinned


def _imported(problem_set: ProblemSet) -> set[NormalizedName]:
    """Return the packages that the exercises of a set import beside Python's own and the engine."""
    modules: set[str] = set()
    for exercise in problem_set.exercises:
        for node in (node for file in GRADING_FILES for node in _nodes(exercise.path(file))):
            names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) and not node.level else []
            modules |= {name.partition(".")[0] for name in names}
    providers = importlib.metadata.packages_distributions()
    foreign = modules - set(sys.stdlib_module_names) - {"autograder"}
    return {canonicalize_name(name) for module in foreign for name in providers.get(module, [module])}


def _with_dependencies(names: Iterable[NormalizedName]) -> set[NormalizedName]:
    found: set[NormalizedName] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            requirements = [Requirement(text) for text in _requires(name)]
            waiting += [canonicalize_name(one.name) for one in requirements if not one.marker or _holds(one.marker)]
    return found


def _holds(marker: Marker) -> bool:
    return marker.evaluate({"extra": ""})


def _requires(name: NormalizedName) -> list[str]:
    try:
        return importlib.metadata.requires(name) or []
    except importlib.metadata.PackageNotFoundError:
        return []  # it is not here, and so it is not pinned, which is told


def _nodes(path: str) -> Iterable[ast.AST]:
    try:
        return ast.walk(ast.parse(read_text(path)))
    except (SyntaxError, ValueError) as error:
        raise CourseError(path, f"this is no Python: {error}", f"python {path} shows where") from error
