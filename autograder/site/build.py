"""All files of the site, from the course; and the folder that holds them, and nothing else."""

import os
from collections.abc import Iterator, Mapping

from autograder.course import release
from autograder.course.model import Course, ProblemSet
from autograder.errors import CourseError, Refusal
from autograder.files import read_text

from . import scripts, search
from .markup import plain
from .outline import Outline
from .pages import Pages
from .style import style_sheets

MARK = '<meta name="generator" content="autograder site">'  # by which a folder is known to be a site
DOWNLOADS = (".ipynb", ".py")

Files = dict[str, str | bytes]


def write(course: Course, to: str) -> None:
    """Make a folder hold the site of a course.

    Raises:
        CourseError: something in the course is malformed, or would give a solution away.
        Refusal: the folder holds something else.

    """
    front = os.path.join(to, "index.html")
    taken = os.path.lexists(to) and not (os.path.isdir(to) and not os.listdir(to))
    if taken and not (os.path.isfile(front) and MARK in read_text(front)):
        raise Refusal(to, "it is there, and is no site", "name another folder: make site TO=site")
    release.write_folder(to, contents(course))


def contents(course: Course) -> Files:
    """Return the files of a site: path -> content.

    Raises:
        CourseError: something in the course is malformed, or would give a solution away.

    """
    outline = Outline(course)
    pages = Pages(outline)
    files: Files = dict(pages.all())
    files |= style_sheets()
    files |= scripts.assets(set(outline.pieces()))
    files["assets/search-index.js"] = search.index(pages)
    files[".nojekyll"] = ""  # GitHub Pages then takes every file as it is
    for problem_set in course.problem_sets:
        files |= _downloads(course, problem_set)
    for leak in find_leaks(course, files):
        raise CourseError(os.path.join(course.root, "solutions"), leak, "take it out of what students read")
    return files


def find_leaks(course: Course, files: Mapping[str, str | bytes]) -> Iterator[str]:
    """Yield, as sentences, which file of a site gives away a line of a solution. Pages are read as people read them."""
    texts = {path: _readable(path, text) for path, text in files.items() if isinstance(text, str)}
    for problem_set in course.problem_sets:
        yield from release.find_leaks(problem_set, texts)


def _readable(path: str, text: str) -> str:
    return plain(text, keep=True) if path.endswith(".html") else text


def _downloads(course: Course, problem_set: ProblemSet) -> Files:
    """Return what students take home of a set, and its pictures."""
    for difference in release.find_differences(course, problem_set):
        raise CourseError(problem_set.folder, difference, "make stubs")
    released = release.contents(course, problem_set)
    name = problem_set.name
    files: Files = {f"{name}/{path}": content for path, content in released.items() if path.startswith("pictures/")}
    files |= {f"{name}/{name}{ending}": released[name + ending] for ending in DOWNLOADS}
    return {**files, f"{name}/{name}.zip": release.packed(course, problem_set, released)}
