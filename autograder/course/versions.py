"""The versions that work is graded with, from the files that say so: pyproject.toml and requirements.txt."""

import os
import tomllib

from packaging.requirements import Requirement

from autograder.errors import CourseError
from autograder.files import read_text
from autograder.kit.given import minor

ENGINE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
LOCK, PROJECT = os.path.join(ENGINE, "requirements.txt"), os.path.join(ENGINE, "pyproject.toml")


def of_python() -> str:
    """Return the Python that grades, such as "3.12".

    Raises:
        CourseError: nobody has said which.

    """
    version = tomllib.loads(read_text(PROJECT)).get("tool", {}).get("course", {}).get("python")
    if not isinstance(version, str):
        raise CourseError(PROJECT, "it does not say which Python grades", 'write [tool.course] and python = "3.12"')
    return version


def of_package(name: str) -> str:
    """Return the version of a package under the Python that grades, such as "2.4"."""
    here = {"python_full_version": f"{of_python()}.0", "python_version": of_python()}
    fitting = [one for one in _locked(name) if one.marker is None or one.marker.evaluate(here)]
    return minor(str(next(iter(fitting[0].specifier)).version))


def pins(name: str) -> str:
    """Return lines that ask pip for a package as it is when work is graded, whatever its last number is."""
    lines = []
    for one in _locked(name):
        version = minor(str(next(iter(one.specifier)).version))
        lines.append(f"{name}=={version}.*" + (f" ; {one.marker}" if one.marker else ""))
    return "\n".join(lines)


def _locked(name: str) -> list[Requirement]:
    """Return the lines of the lock file about a package.

    Raises:
        CourseError: there are none.

    """
    lines = [line for line in read_text(LOCK).splitlines() if line.startswith(f"{name}==")]
    if not lines:
        raise CourseError(LOCK, f"it does not name {name}", "lock the requirements again, as CONTRIBUTING.md says")
    return [Requirement(line.removesuffix("\\").strip()) for line in lines]
