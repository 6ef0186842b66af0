"""What nbgrader's own commands call, named in `nbgrader_config.py`: `nbgrader autograde` grades behind the wall.

nbgrader would execute a student's notebook in a kernel of its own, tests and all. These stages take the place of that:
the file that was handed in goes to a judge, as in `make grade`, and what comes back becomes a mark in the gradebook for
each part, and a text below it in the notebook that formgrader and the feedback show.
"""

import contextlib
import gc
import glob
import logging
import os
import weakref
from collections.abc import Iterable, Mapping
from typing import Any

from traitlets import Bool, Unicode

from autograder.collecting import groups
from autograder.course import regions
from autograder.course.model import ProblemSet, load_course
from autograder.exports import common
from autograder.grading.judges import Judges
from autograder.grading.secret import course_secret
from autograder.judge.task import Task
from autograder.report import Grade, Report
from autograder.submissions import Submission

from .entries import Entries, open_book
from .folder import accompany
from .handed_in import show
from .outline import exercise_of
from .upstream import NbGraderPreprocessor, NotebookExporter, NotebookNode, new_output, released


class GraderError(Exception):
    """A mark that is not to be published, for our own reasons; nbgrader names the student, and goes on."""


class HandedIn(NotebookExporter):
    """Reads what was handed in, whatever it is, and has it graded. One of it lives as long as a run of `autograde`."""

    course_folder = Unicode(".", help="Folder of the course, which holds solutions/.").tag(config=True)
    accept_holes = Bool(False, help="Grade even where the wall does not hold.").tag(config=True)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        gc.collect()  # formgrader's server lives on, and with it the judges of earlier runs, until they are collected
        self.course = load_course(self.course_folder)
        self.secret = course_secret(self.course.root)
        self.judges = Judges(self.course.root)
        weakref.finalize(self, self.judges.__exit__)
        if self.parent is not None:
            self._let_other_names_be_seen(self.parent)

    def _let_other_names_be_seen(self, application: Any) -> None:
        """Let a run of nbgrader's, which has looked for notebooks of the set's own name, see work under others too."""
        directory = application.coursedir
        for problem_set in self.course.problem_sets:
            if directory.assignment_id in (problem_set.name, "*"):
                where = directory.format_path(directory.submitted_directory, directory.student_id, problem_set.name)
                for folder in glob.glob(where):
                    self._let_be_seen(application, folder, problem_set)

    def _let_be_seen(self, application: Any, folder: str, problem_set: ProblemSet) -> None:
        try:
            given = accompany(folder, problem_set)
        except OSError as error:
            logging.getLogger(__name__).warning("Nothing can be put into %s: %s", folder, error.strerror)
            return
        if given:
            application.assignments.setdefault(folder, []).append(given)

    def from_filename(self, filename: str, resources: Any = None, **options: Any) -> Any:
        """Return a notebook as text: one that was handed in with every cell of the assignment, another as it is."""
        submission = self.submission(resources)
        if os.path.dirname(filename) != submission.folder:
            return super().from_filename(filename, resources, **options)
        given = released(self.course.select(submission.problem_set))
        return self.from_notebook_node(show(submission, given), resources, **options)

    def submission(self, resources: Mapping[str, Any]) -> Submission:
        """Return the Submission that nbgrader is at."""
        about, directory = resources["nbgrader"], self._application().coursedir
        folder = directory.format_path(directory.submitted_directory, about["student"], about["assignment"])
        group = groups.read(os.path.dirname(os.path.dirname(folder)), about["assignment"]).get(about["student"])
        return Submission(about["student"], about["assignment"], folder, group.name if group else "")

    def _application(self) -> Any:
        """Return nbgrader's application, whose part this is."""
        return self.parent

    def grade(self, submission: Submission) -> Report:
        """Return the Report of a Submission.

        Raises:
            GraderError: the wall does not hold.
            JudgeError: the hidden tests cannot be collected.

        """
        name = submission.problem_set
        if name not in self.judges.holes:
            self.judges.prepare(name)
        if (holes := self.judges.holes[name]) and not self.accept_holes:
            remedy = "If you trust every submission, put c.HandedIn.accept_holes = True into nbgrader_config.py."
            raise GraderError(f"The wall does not hold; student code could do this: {'; '.join(holes)}. {remedy}")
        task = Task(self.course.root, name, submission.student, submission.folder, self.secret, group=submission.group)
        report = self.judges.grade(task)
        assert report is not None, "no earlier report was named"
        return report


class GradeBehindTheWall(NbGraderPreprocessor):  # type: ignore[misc]  # nor has nbgrader
    """Puts the marks of a submission into the gradebook, and their reasons below the parts."""

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Return the notebook with its reasons.

        Raises:
            GraderError: a test could not be judged for our own reasons.

        """
        submission = self.parent.submission(resources)
        report = self.parent.grade(submission)
        explain(nb, report)
        with open_book(resources["nbgrader"]["db_url"]) as book:
            entries = Entries(book, self.parent.course.select(submission.problem_set))
            problems = [*entries.record([Grade.of(report)])] or [*Grade.of(report).grader_errors]
        if problems:
            raise GraderError(f"Do not publish this mark of {submission.student}: {'; '.join(problems)}")
        return nb, resources


class ClearHelpers(NbGraderPreprocessor):  # type: ignore[misc]
    """Cuts solutions at the top level, which leave no trace. Those inside functions nbgrader cuts itself."""

    def preprocess_cell(self, cell: Any, resources: Any, index: int) -> tuple[Any, Any]:
        """Return the cell without them."""
        if cell.cell_type == "code":
            cell.source = regions.without_helpers(cell.source)
        return cell, resources


def explain(notebook: NotebookNode, report: Report) -> None:
    """Write below each part what its tests say."""
    exercises = {one.name: one for one in report.exercises}
    for cell in notebook.cells:
        about = cell.metadata.get("nbgrader", {})
        if about.get("grade"):
            text = common.describe(exercises[exercise_of(about["grade_id"])])
            cell.outputs = [new_output("stream", name="stdout", text=text)]


def remove_links(assignment: str, student: str, notebooks: Iterable[str]) -> None:
    """Take links out of what was handed in: nbgrader would follow them, and copy what they point to for students."""
    for notebook in notebooks:
        for parent, folders, files in os.walk(os.path.dirname(notebook)):
            for path in (os.path.join(parent, name) for name in folders + files):
                if os.path.islink(path):
                    logging.getLogger(__name__).warning("Removing a link that was handed in: %s", path)
                    with contextlib.suppress(OSError):
                        os.unlink(path)
