"""What people and rules made of marks in nbgrader's gradebook: manual scores, extra credit, comments, penalties."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import or_
from sqlalchemy.orm import selectinload

from autograder.numbers import points
from autograder.report import Mark

from .outline import exercise_of
from .upstream import api


def marks_in(book: Any) -> Iterator[tuple[tuple[str, str], Mark]]:
    """Yield ``(set, student)`` and the Mark of each submission for which something else counts than what was graded."""
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
    for one in book.db.query(submission).filter(submission.id.in_(others.subquery().select())).options(*parts):
        mark = _mark(one.notebooks[0])
        if mark.why or mark.penalty or mark.comment:
            yield (one.assignment.name, one.student_id), mark


def _mark(notebook: Any) -> Mark:
    graded = sum(grade.auto_score or 0.0 for grade in notebook.grades)
    raw = sum(_given(grade) + (grade.extra_credit or 0.0) for grade in notebook.grades)
    penalty = notebook.late_submission_penalty or 0.0
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
        anew = " (graded anew since: a person should look again)" if grade.needs_manual_grade else ""
        yield f"{name} has {points(grade.manual_score)} by hand instead of {points(graded)}{anew}"
    if grade.extra_credit:
        yield f"{name} has {points(grade.extra_credit)} of extra credit"
