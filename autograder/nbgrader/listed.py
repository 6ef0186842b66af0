"""What nbgrader's own export says of everybody in a gradebook, in its order and its words."""

from collections.abc import Iterator, Mapping
from typing import Any

from .upstream import api


def entries_of(book: Any) -> Iterator[Mapping[str, str]]:
    """Yield the cells of each row that ``nbgrader export`` writes, by the titles of their columns."""
    student, submission = api.Student, api.SubmittedAssignment
    about = student.id, student.last_name, student.first_name, student.email
    students = book.db.query(*about).order_by(student.last_name, student.first_name).all()
    scores = submission.student_id, submission.timestamp, submission.score, submission.late_submission_penalty
    for assignment in book.assignments:
        same = {"assignment": assignment.name, "duedate": assignment.duedate, "max_score": assignment.max_score}
        rows = book.db.query(*scores).filter(submission.assignment_id == assignment.id)
        found = {name: _scores(*given) for name, *given in rows}
        for one in students:
            row = {**same, **_about(one), **found.get(one.id, NOTHING)}
            yield {name: "" if value is None else str(value) for name, value in row.items()}


def _about(student: Any) -> dict[str, object]:
    return {
        "student_id": student.id,
        "last_name": student.last_name,
        "first_name": student.first_name,
        "email": student.email,
    }


def _scores(timestamp: object, raw: float, penalty: float) -> dict[str, object]:
    return {
        "timestamp": timestamp,
        "raw_score": raw,
        "late_submission_penalty": penalty,
        "score": max(0.0, raw - penalty),
    }


NOTHING = _scores("", 0.0, 0.0)
