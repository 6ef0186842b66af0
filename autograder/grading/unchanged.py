"""Earlier reports that hold as they are: a judge need not be begun to say so.

What decides is told from digests, without reading anything that a student wrote. Where that leaves a doubt (two files
that may be the work, for one), a judge is asked, and may find that nothing has changed either.
"""

import os

from autograder import submissions
from autograder.course.model import Course
from autograder.judge.basis import basis_of, submitted_file
from autograder.judge.task import Task
from autograder.kit.cells import Unreadable
from autograder.kit.work import ENDINGS
from autograder.report import Grade, Report, ReportStatus, SubmittedFile
from autograder.submissions import Submission, SubmissionError


def still_holds(report: Report, task: Task, course: Course) -> bool:
    """Tell whether a student's report for a set is what a judge would say again, as far as that can be told."""
    if Grade.of(report).grader_errors:
        return False
    try:
        submitted = _file_that_counts(Submission(task.student, task.problem_set, task.folder), course)
    except SubmissionError as error:
        is_same = error.status is report.status is ReportStatus.MISSING and _says(report, str(error))
        submitted = SubmittedFile() if is_same else None
    return (
        submitted is not None
        and basis_of(course.select(task.problem_set), task.secret, submitted, task.group) == report.basis
    )


def _file_that_counts(submission: Submission, course: Course) -> SubmittedFile | None:
    """Return the one file that can be the work; None where there is a choice, or one cannot be opened."""
    try:
        files = {name: submissions.read_file(os.path.join(submission.folder, name)).data
                 for name in submissions.candidates(submission)}  # fmt: skip
    except (OSError, Unreadable):
        return None
    given = _given(course.root, submission.problem_set) if len(files) > 1 else []
    changed = [name for name, data in files.items() if data not in given] or list(files)[:1]
    return submitted_file(changed[0], files[changed[0]]) if len(changed) == 1 else None


def _given(root: str, name: str) -> list[bytes]:
    """Return the files that students were given to fill in, as far as they are there."""
    paths = [os.path.join(root, "assignments", name, name + ending) for ending in ENDINGS]
    given = []
    for path in filter(os.path.isfile, paths):
        with open(path, "rb") as file:
            given.append(file.read())
    return given


def _says(report: Report, message: str) -> bool:
    return all(test.rationale == message for _, test in report.tests())
