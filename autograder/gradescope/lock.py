"""The part of the course's lock file that grading one problem set needs."""

import ast
import importlib.metadata
import os
import re
import sys

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from autograder.course.model import GRADING_FILES
from autograder.errors import Refusal
from autograder.files import read_text

ENGINE = ("click", "matplotlib", "msgspec", "numpy", "packaging", "pytest", "pyyaml")


def locked(root, problem_set):
    """Return requirements with hashes: of the engine, and of whatever the exercises import, with all that those need.

    Raises:
        Refusal: something that is imported is not in the lock file.

    """
    pinned = _pinned(read_text(os.path.join(root, "requirements.txt")))
    wanted = {canonicalize_name(name) for name in ENGINE} | _imported(problem_set)
    needed = _with_dependencies(wanted)
    if missing := sorted(needed - pinned.keys()):
        raise Refusal(
            f"{root}/requirements.txt",
            f"it does not pin {', '.join(missing)}",
            "add it to pyproject.toml, and pin again",
        )
    return "".join(pinned[name] for name in sorted(needed))


def _pinned(text):
    """Return the blocks of a lock file: name of a package -> its lines."""
    pinned = {}
    for block in re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE):
        if name := re.match(r"[A-Za-z0-9][\w.-]*", block):  # one package can have several, for several Pythons
            pinned[canonicalize_name(name[0])] = pinned.get(canonicalize_name(name[0]), "") + block
    return pinned


def _imported(problem_set):
    """Return the packages that the exercises of a set import beside Python's own and the engine."""
    modules = set()
    for exercise in problem_set.exercises:
        for node in (node for file in GRADING_FILES for node in ast.walk(ast.parse(read_text(exercise.path(file))))):
            names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
            names += [node.module] if isinstance(node, ast.ImportFrom) and not node.level else []
            modules |= {name.partition(".")[0] for name in names}
    providers = importlib.metadata.packages_distributions()
    foreign = modules - set(sys.stdlib_module_names) - {"autograder"}
    return {canonicalize_name(name) for module in foreign for name in providers.get(module, [module])}


def _with_dependencies(names):
    found, waiting = set(), list(names)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            requirements = [Requirement(text) for text in importlib.metadata.requires(name) or ()]
            waiting += [canonicalize_name(one.name) for one in requirements if not one.marker or _holds(one.marker)]
    return found


def _holds(marker):
    return marker.evaluate({"extra": ""})
