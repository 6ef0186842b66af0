"""What people and rules made of marks in nbgrader's gradebook: manual scores, extra credit, penalties for lateness."""

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
    submission, notebook, grade = api.SubmittedAssignment, api.SubmittedNotebook, api.Grade
    is_other = or_(
        grade.manual_score.isnot(None), grade.extra_credit.isnot(None), notebook.late_submission_penalty.isnot(None)
    )
    others = book.db.query(submission.id).join(submission.notebooks).join(notebook.grades).filter(is_other)
    with_grades = selectinload(submission.notebooks).selectinload(notebook.grades)
    for one in book.db.query(submission).filter(submission.id.in_(others.subquery().select())).options(with_grades):
        mark = _mark(one.notebooks[0])
        if mark.why:
            yield (one.assignment.name, one.student_id), mark


def _mark(notebook: Any) -> Mark:
    graded = sum(grade.auto_score or 0.0 for grade in notebook.grades)
    raw = sum(_given(grade) + (grade.extra_credit or 0.0) for grade in notebook.grades)
    penalty = notebook.late_submission_penalty or 0.0
    reasons = [reason for grade in notebook.grades for reason in _reasons(grade)]
    reasons += [f"{points(penalty)} less for lateness"] if penalty else []
    return Mark(graded, raw, penalty, "; ".join(reasons))


def _given(grade: Any) -> float:
    return float((grade.auto_score if grade.manual_score is None else grade.manual_score) or 0.0)


def _reasons(grade: Any) -> Iterator[str]:
    name, graded = exercise_of(grade.cell.name), grade.auto_score or 0.0
    if grade.manual_score is not None and grade.manual_score != graded:
        anew = " (graded anew since: a person should look again)" if grade.needs_manual_grade else ""
        yield f"{name} has {points(grade.manual_score)} by hand instead of {points(graded)}{anew}"
    if grade.extra_credit:
        yield f"{name} has {points(grade.extra_credit)} of extra credit"
