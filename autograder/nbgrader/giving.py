"""What a person gives for one exercise, entered in nbgrader's gradebook as formgrader enters it."""

from dataclasses import dataclass
from typing import Any

from autograder.errors import GradebookError, Refusal
from autograder.numbers import points

from .entries import open_book
from .gradebook import spoken
from .outline import exercise_of
from .upstream import api


@dataclass(frozen=True)
class Gift:
    """What is given for an exercise; None leaves what is there.

    Args:
        score: points in place of those that were graded, or ``GRADED`` for these.
        extra: points beside them.
        comment: for the student; an empty str takes an earlier one away.

    """

    score: float | None = None
    extra: float | None = None
    comment: str | None = None


GRADED = -1.0  # as a score: what was graded counts again


def give(place: str, key: tuple[str, str], exercise: str, gift: Gift) -> None:
    """Enter what a person gives; whatever was to be looked at again in this exercise has been.

    Args:
        place: where the gradebook is.
        key: names of the set and of the student.
        exercise: its name.
        gift: what is given.

    Raises:
        GradebookError: nothing of the student is recorded there.
        Refusal: more points than there are.

    """
    with open_book(place) as book:
        notebook = _notebook(book, place, *key)
        grade = next(grade for grade in notebook.grades if exercise_of(grade.cell.name) == exercise)
        most = grade.cell.max_score
        if gift.score is not None and gift.score > most:
            cause = f"{exercise} has {points(most)} points"
            raise Refusal(f"SCORE={points(gift.score)}", cause, f"SCORE={points(most)}, and the rest as EXTRA=")
        if gift.score is not None:
            grade.manual_score = None if gift.score == GRADED else gift.score
            grade.needs_manual_grade = False
        if gift.extra is not None:
            grade.extra_credit = gift.extra or None
        if gift.comment is not None:
            own = [comment for comment in notebook.comments if exercise_of(comment.cell.name) == exercise]
            next((comment for comment in own if comment.manual_comment), own[0]).manual_comment = gift.comment or None
        book.db.commit()


def _notebook(book: Any, place: str, name: str, student: str) -> Any:
    submission, assignment = api.SubmittedAssignment, api.Assignment
    query = book.db.query(submission).join(submission.assignment)
    found = query.filter(assignment.name == name, submission.student_id == student).one_or_none()
    if found is None:
        cause = f"nothing of {student!r} is recorded in it for {name}"
        raise GradebookError(
            spoken(place), cause, f"make grade SET={name}, and see how students are called in grades.csv"
        )
    return found.notebooks[0]
