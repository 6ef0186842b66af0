"""The versions that work is graded with, from the files that say so: pyproject.toml and requirements.txt.

The engine has both. A course of its own may pin more packages in a ``requirements.txt`` of its own.
"""

import os
import tomllib
from collections.abc import Iterator

from packaging.requirements import Requirement

from autograder.errors import CourseError
from autograder.files import read_text
from autograder.kit.given import minor

PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
OWN = "requirements.txt"  # in the course's folder


def of_python() -> str:
    """Return the Python that grades, such as "3.12".

    Raises:
        CourseError: nobody has said which.

    """
    project = _of_the_engine("pyproject.toml")
    version = tomllib.loads(read_text(project)).get("tool", {}).get("course", {}).get("python")
    if not isinstance(version, str):
        raise CourseError(project, "it does not say which Python grades", 'write [tool.course] and python = "3.12"')
    return version


def of_package(root: str, name: str) -> str:
    """Return the version of a package in a course, under the Python that grades, such as "2.4"."""
    here = {"python_full_version": f"{of_python()}.0", "python_version": of_python()}
    fitting = [one for one in _locked(root, name) if one.marker is None or one.marker.evaluate(here)]
    return minor(str(next(iter(fitting[0].specifier)).version))


def pins(root: str, name: str) -> str:
    """Return lines that ask pip for a package as it is when work is graded, whatever its last number is."""
    lines = []
    for one in _locked(root, name):
        version = minor(str(next(iter(one.specifier)).version))
        lines.append(f"{name}=={version}.*" + (f" ; {one.marker}" if one.marker else ""))
    return "\n".join(lines)


def lock_files(root: str) -> Iterator[str]:
    """Yield the paths of the files that pin the packages of a course: its own, where it has one, and the engine's."""
    own, engine = os.path.join(root, OWN), _of_the_engine(OWN)
    if os.path.exists(own) and not (os.path.exists(engine) and os.path.samefile(own, engine)):
        yield own
    yield engine


def _locked(root: str, name: str) -> list[Requirement]:
    """Return the lines about a package in the first lock file that has any.

    Raises:
        CourseError: none has.

    """
    paths = list(lock_files(root))
    for path in paths:
        if lines := [line for line in read_text(path).splitlines() if line.startswith(f"{name}==")]:
            return [Requirement(line.removesuffix("\\").strip()) for line in lines]
    raise CourseError(paths[0], f"it does not name {name}", "lock the requirements again, as CONTRIBUTING.md says")


def _of_the_engine(name: str) -> str:
    """Return the path of a file that lies beside the engine in its repository, and in it where it is installed."""
    beside = os.path.join(os.path.dirname(PACKAGE), name)
    return beside if os.path.exists(beside) else os.path.join(PACKAGE, name)
