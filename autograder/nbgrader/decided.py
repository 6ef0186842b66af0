"""What people and rules made of marks in nbgrader's gradebook: manual scores, extra credit, comments, penalties."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from sqlalchemy import or_
from sqlalchemy.orm import selectinload

from autograder.marks import LOOK_AGAIN, Key, Ruling
from autograder.numbers import points
from autograder.report import Mark

from .outline import exercise_of
from .upstream import api


def due_sets(book: Any) -> set[str]:
    """Return the names of the sets that have a due date in a gradebook."""
    assignment = api.Assignment
    return {name for (name,) in book.db.query(assignment.name).filter(assignment.duedate.isnot(None))}


def enter_penalties(book: Any, name: str, rulings: Mapping[Key, Ruling]) -> None:
    """Enter what lateness costs in a set by our rules, and take out what it does not cost any more."""
    notebook = api.SubmittedNotebook
    costly = [student for problem_set, student in rulings if problem_set == name]
    submission, assignment = api.SubmittedAssignment, api.Assignment
    wanted = or_(notebook.late_submission_penalty.isnot(None), submission.student_id.in_(costly))
    query = book.db.query(submission).join(submission.notebooks).join(submission.assignment)
    for work in query.filter(assignment.name == name, wanted):
        entry = work.notebooks[0]
        raw = sum(_given(grade) + (grade.extra_credit or 0.0) for grade in entry.grades)
        worth = sum(grade.cell.max_score for grade in entry.grades)
        penalty = rulings.get((name, work.student_id), Ruling()).penalty(raw, worth)
        entry.late_submission_penalty = penalty or None
    book.db.commit()


def marks_in(book: Any, ours: Collection[str]) -> Iterator[tuple[Key, Mark]]:
    """Yield the key and the Mark of each submission for which something else counts than what was graded.

    Penalties of the sets ``ours`` are by our own rules, and no part of it.
    """
    submission, notebook, grade, comment = (
        api.SubmittedAssignment, api.SubmittedNotebook, api.Grade, api.Comment
    )  # fmt: skip
    is_other = or_(
        notebook.late_submission_penalty.isnot(None),
        notebook.grades.any(or_(grade.manual_score.isnot(None), grade.extra_credit.isnot(None))),
        notebook.comments.any(comment.manual_comment.isnot(None)),
    )
    others = book.db.query(submission.id).join(submission.notebooks).filter(is_other)
    notebooks = selectinload(submission.notebooks)
    parts = notebooks.selectinload(notebook.grades), notebooks.selectinload(notebook.comments)
    for work in book.db.query(submission).filter(submission.id.in_(others.subquery().select())).options(*parts):
        mark = _mark(work.notebooks[0], work.assignment.name in ours)
        if mark.why or mark.penalty or mark.comment:
            yield (work.assignment.name, work.student_id), mark


def _mark(notebook: Any, is_ours: bool) -> Mark:
    graded = sum(grade.auto_score or 0.0 for grade in notebook.grades)
    raw = sum(_given(grade) + (grade.extra_credit or 0.0) for grade in notebook.grades)
    penalty = 0.0 if is_ours else notebook.late_submission_penalty or 0.0
    reasons = [reason for grade in notebook.grades for reason in _reasons(grade)]
    comments = [_comment(comment) for comment in notebook.comments if comment.manual_comment]
    return Mark(graded, raw, penalty, "; ".join(reasons), " ".join(comments))


def _given(grade: Any) -> float:
    return float((grade.auto_score if grade.manual_score is None else grade.manual_score) or 0.0)


def _comment(comment: Any) -> str:
    """Return what a person wrote about a part, as it stands on the student's page."""
    return f"About {exercise_of(comment.cell.name)}: {comment.manual_comment.strip()}"


def _reasons(grade: Any) -> Iterator[str]:
    name, graded = exercise_of(grade.cell.name), grade.auto_score or 0.0
    if grade.manual_score is not None and grade.manual_score != graded:
        anew = f" (graded anew since: {LOOK_AGAIN})" if grade.needs_manual_grade else ""
        yield f"{name} has {points(grade.manual_score)} by hand instead of {points(graded)}{anew}"
    if grade.extra_credit:
        yield f"{name} has {points(grade.extra_credit)} of extra credit"
