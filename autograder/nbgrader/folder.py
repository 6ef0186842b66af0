"""A course folder for nbgrader: notebooks with solutions to release from, its settings, its gradebook, submissions."""

import contextlib
import os
from collections.abc import Iterator, Sequence

from autograder import submissions
from autograder.collecting import groups
from autograder.course import notebook, release
from autograder.course.model import Course, ProblemSet
from autograder.files import make_folder, write_whole
from autograder.kit import cells

from . import gradebook

CONFIG = '''"""nbgrader's settings for this course.

Written once, by `make nbgrader`; what you add or change here stays.
"""

import os
import sys

c = get_config()  # noqa: F821
here = os.path.dirname(os.path.abspath(__file__))
course = os.path.normpath(os.path.join(here, {course!r}))
sys.path.append(course)

c.CourseDirectory.root = here
{database}
# `nbgrader generate_assignment` cuts solutions out; what only they need goes as a whole.
c.GenerateAssignment.preprocessors.prepend(["autograder.nbgrader.stages.ClearHelpers"])

# `nbgrader autograde` grades behind the wall, as `make grade` does, and never executes a notebook here.
c.HandedIn.course_folder = course
c.Autograde.pre_convert_hook = "autograder.nbgrader.stages.remove_links"
c.Autograde.exporter_class = "autograder.nbgrader.stages.HandedIn"
c.Autograde.sanitize_preprocessors = []
c.Autograde.autograde_preprocessors = [
    "autograder.nbgrader.stages.GradeBehindTheWall",
    "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
]

# Files beside a notebook are for students, not for every graded submission.
sources = {{name: os.path.join(here, "source", name) for name in os.listdir(os.path.join(here, "source"))}}
c.Autograde.exclude_overwriting = {{
    name: [os.path.relpath(os.path.join(parent, file), top) for parent, _, files in os.walk(top) for file in files]
    for name, top in sources.items()
}}
'''


def write(course: Course, folder: str, place: str, submitted: str | None = None) -> Iterator[str]:
    """Write a course folder, or what is new of it; yield, as sentences, what could not be taken in.

    Args:
        course: the course.
        folder: what nbgrader and people put there stays.
        place: where the gradebook is.
        submitted: folder of submissions to take in, or None.

    Raises:
        GradebookError: the gradebook cannot be used.

    """
    for problem_set in course.problem_sets:
        _write_source(course, problem_set, os.path.join(folder, "source", problem_set.name))
    own = os.path.join(folder, "submitted")
    if submitted:
        yield from _take_in(submitted, own, [one.name for one in course.problem_sets])
    _write_config(course, folder, place)
    found = submissions.find_students(own)
    for problem_set in course.problem_sets:
        for student in found:
            accompany(os.path.join(own, student, problem_set.name), problem_set)
    from .entries import Entries, open_book

    with open_book(place) as book:
        for problem_set in course.problem_sets:
            Entries(book, problem_set).enter_students(found)


def _write_source(course: Course, problem_set: ProblemSet, folder: str) -> None:
    solved = notebook.as_notebook(notebook.cells_of(problem_set, solved=True))
    for path, content in {**release.contents(course, problem_set), f"{problem_set.name}.ipynb": solved}.items():
        write_whole(os.path.join(folder, path), content)


def _write_config(course: Course, folder: str, place: str) -> None:
    path = os.path.join(folder, "nbgrader_config.py")
    if os.path.exists(path):
        return
    database = ""
    if place != gradebook.locate(None, folder):
        # A password has no place in a file that is passed around; PostgreSQL finds it in ~/.pgpass.
        url = gradebook.address(place).set(password=None).difference_update_query(["password"])
        database = f"c.CourseDirectory.db_url = {str(url)!r}\n"
    write_whole(path, CONFIG.format(course=os.path.relpath(course.root, folder), database=database))


def _take_in(submitted: str, own: str, names: Sequence[str]) -> Iterator[str]:
    """Copy what students handed in; nothing but plain files is."""
    found, doubts = groups.find(submitted, names)
    yield from doubts
    groups.write(own, ((student, one.group, one.problem_set) for one in found for student in one.members))
    for one, student in ((work, student) for work in found for student in work.students):
        target = os.path.join(own, student, one.problem_set)
        make_folder(target)
        for name in (*_candidates(one), gradebook.TIMESTAMP):
            try:
                file = submissions.read_file(os.path.join(one.folder, name))
                write_whole(os.path.join(target, name), file.data)
                if file.names > 1:
                    yield submissions.HARD_LINK.format(file=os.path.join(one.folder, name))
            except FileNotFoundError:
                continue
            except (OSError, cells.Unreadable) as error:
                yield f"{os.path.join(one.folder, name)} was not taken in: {error}"


def accompany(folder: str, problem_set: ProblemSet) -> str | None:
    """Put the notebook as it was given beside work under any other name: nbgrader looks for that notebook alone.

    What was filled in is graded.

    Args:
        folder: what a student handed in.
        problem_set: for which set.

    Returns:
        the path of the notebook, or None where there is nothing to put it beside.

    """
    path = os.path.join(folder, f"{problem_set.name}.ipynb")
    if os.path.lexists(path) or not _candidates(submissions.Submission("", problem_set.name, folder)):
        return None
    write_whole(path, notebook.as_notebook(notebook.cells_of(problem_set)))
    return path


def _candidates(submission: submissions.Submission) -> list[str]:
    with contextlib.suppress(submissions.SubmissionError):
        return submissions.candidates(submission)
    return []
