"""The cells of a problem set in nbgrader's gradebook, as `nbgrader generate_assignment` enters them."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from autograder.course.model import ProblemSet
from autograder.errors import GradebookError

from .upstream import api, compute_checksum, released


@dataclass(frozen=True)
class Outline:
    """What a gradebook's entries about students point to, by identifiers of the database."""

    assignment: str
    notebook: str
    parts: dict[int, str]  # of a grade cell -> name of the exercise whose mark stands there
    answers: tuple[int, ...]  # of the cells that students fill in, at which comments stand

    @classmethod
    def enter(cls, book: Any, problem_set: ProblemSet) -> "Outline":
        """Enter a set that is not there yet, or what has changed of one that is.

        Raises:
            GradebookError: there are marks of exercises that the set does not have.

        """
        notebook = _find_notebook(book, problem_set.name)
        gone = _enter_cells(notebook, released(problem_set))
        book.db.add(notebook)  # with its cells
        if any(isinstance(one, api.GradeCell) for one in gone) and notebook.num_submissions:
            names = ", ".join(exercise_of(one.name) for one in gone if isinstance(one, api.GradeCell))
            cause = f"it holds marks of {names}, which {problem_set.name} does not have"
            raise GradebookError(
                "the gradebook", f"it does not fit the course: {cause}", "begin another: GRADEBOOK=file"
            )
        return cls._settle(book.db, notebook, gone)

    @classmethod
    def _settle(cls, db: Any, notebook: Any, gone: Iterable[Any]) -> "Outline":
        grown = any(isinstance(one, api.BaseCell) for one in db.new)
        db.flush()
        for one in gone:
            if isinstance(one, api.SourceCell) or not notebook.num_submissions:  # others may have comments
                db.delete(one)
        parts = {cell.id: exercise_of(cell.name) for cell in notebook.grade_cells}
        outline = cls(notebook.assignment.id, notebook.id, parts, tuple(cell.id for cell in notebook.solution_cells))
        for submitted in notebook.submissions if grown else ():
            outline.mirror(submitted)
            db.add(submitted)
        db.commit()
        return outline

    def mirror(self, submitted: Any) -> Any:
        """Give a student's notebook a grade at each part and a comment at each answer, as far as it has none."""
        ungraded = self.parts.keys() - {grade.cell_id for grade in submitted.grades}
        uncommented = set(self.answers) - {comment.cell_id for comment in submitted.comments}
        for cell in ungraded:
            api.Grade(cell_id=cell, notebook=submitted)
        for cell in uncommented:
            api.Comment(cell_id=cell, notebook=submitted)


def exercise_of(grade_id: str) -> str:
    """Return the name of the exercise that a cell belongs to."""
    return grade_id.partition("-")[0]


def _find_notebook(book: Any, name: str) -> Any:
    assignment = book.db.query(api.Assignment).filter_by(name=name).one_or_none()
    assignment = assignment or api.Assignment(name=name, course_id=book.course_id)
    there = next((one for one in assignment.notebooks if one.name == name), None)
    return there or api.Notebook(name=name, assignment=assignment)


def _enter_cells(notebook: Any, given: Any) -> list[Any]:
    """Enter the cells of a notebook; return those in the gradebook that it does not have."""
    notebook.kernelspec = json.dumps(given.metadata.kernelspec)
    there = [{one.name: one for one in cells} for cells in (
        notebook.grade_cells, notebook.solution_cells, notebook.source_cells
    )]  # fmt: skip
    graded, answers, sources = there
    for cell in given.cells:
        about, name = cell.metadata.nbgrader, cell.metadata.nbgrader.grade_id
        if about.grade:
            one = graded.pop(name, None) or api.GradeCell(name=name, notebook=notebook, cell_type=cell.cell_type)
            one.max_score = float(about.points)
        if about.solution and not answers.pop(name, None):
            api.SolutionCell(name=name, notebook=notebook)
        one = sources.pop(name, None) or api.SourceCell(name=name, notebook=notebook)
        one.cell_type, one.source, one.locked = cell.cell_type, cell.source, about.locked
        one.checksum = compute_checksum(cell)
    return [one for cells in there for one in cells.values()]
