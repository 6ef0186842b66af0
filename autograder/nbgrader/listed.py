"""What nbgrader's own export says of everybody in a gradebook, in its order and its words."""

from collections.abc import Iterator, Mapping
from typing import Any

from .upstream import api


def entries_of(book: Any) -> Iterator[Mapping[str, str]]:
    """Yield the cells of each row that ``nbgrader export`` writes, by the titles of their columns."""
    students = book.students
    for assignment in book.assignments:
        found = {one.student_id: one for one in _submissions(book, assignment)}
        for student in students:
            row = {**_about(assignment, student), **_scores(found.get(student.id))}
            yield {name: "" if value is None else str(value) for name, value in row.items()}


def _submissions(book: Any, assignment: Any) -> Any:
    return book.db.query(api.SubmittedAssignment).filter_by(assignment_id=assignment.id)


def _about(assignment: Any, student: Any) -> dict[str, object]:
    return {
        "assignment": assignment.name,
        "duedate": assignment.duedate,
        "student_id": student.id,
        "last_name": student.last_name,
        "first_name": student.first_name,
        "email": student.email,
        "max_score": assignment.max_score,
    }


def _scores(submission: Any) -> dict[str, object]:
    if submission is None:
        return {"timestamp": "", "raw_score": 0.0, "late_submission_penalty": 0.0, "score": 0.0}
    raw, penalty = submission.score, submission.late_submission_penalty
    return {
        "timestamp": submission.timestamp,
        "raw_score": raw,
        "late_submission_penalty": penalty,
        "score": max(0.0, raw - penalty),
    }
