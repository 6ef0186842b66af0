"""Which attempt is the best, where the rules of a class ask for that: all of them are graded, beside the reports."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from autograder import marks
from autograder.course.model import Course
from autograder.grading.ledger import Ledger
from autograder.grading.run import Graders, divide, grade_class
from autograder.grading.secret import course_secret
from autograder.marks import Ruling
from autograder.report import Grade
from autograder.rules.deciding import Attempt
from autograder.submissions import Submission

from . import counting, judging

FOLDER = ".attempts"  # in the folder of the reports


@dataclass(frozen=True)
class Asked:
    """What a run is to grade, and how; as ``grade`` has it."""

    set_name: str | None
    student: str | None
    workers: int
    accept_holes: bool
    again: bool


@dataclass(frozen=True)
class _Rival:
    """One of several attempts of somebody, and what lateness would cost it."""

    submission: Submission
    attempt: Attempt
    ruling: Ruling

    def comes_to(self, grade: Grade | None) -> float:
        """Return its points after that; less than none where they are not sure."""
        if grade is None or grade.grader_errors:
            return -1.0
        return grade.score - self.ruling.penalty(grade.score, grade.max_score)


def choose(course: Course, submitted: str, out: str, asked: Asked) -> None:
    """Grade all attempts of those whose best one counts, and write down which that is.

    Raises:
        Refusal: the rules of the class are wrong.

    """
    term = counting.term_of(submitted, course, out)
    if term is None or term.rules is None:
        return
    found = judging.everyone(course, submitted, asked.set_name, asked.student)
    rivals = {
        submission: [_Rival(submission, *pair) for pair in pairs]
        for submission in found
        if (pairs := term.rivals(submission))
    }
    if not rivals:
        return
    best = marks.best_attempts(out)
    with judging.graders(course.root, None, [os.path.abspath(submitted), os.path.abspath(out)]) as graders:
        run = _Run(course, out, asked, graders, course_secret(course.root))
        points = dict(run.points(list(rivals.values())))
    for submission, own in rivals.items():
        _, first = max((points[submission, rival.attempt.folder], place) for place, rival in enumerate(own))
        best |= {(submission.problem_set, student): own[first].attempt.label for student in submission.students}
    marks.write_best_attempts(out, best)


@dataclass(frozen=True)
class _Run:
    """Grades attempts, each first one into a ledger of its own, each second one into another."""

    course: Course
    out: str
    asked: Asked
    graders: Graders
    secret: str

    def points(self, rivals: Sequence[Sequence[_Rival]]) -> Iterator[tuple[tuple[Submission, str], float]]:
        """Yield what each attempt comes to, by the submission and the attempt's folder."""
        for place in range(max(map(len, rivals))):
            own = [several[place] for several in rivals if place < len(several)]
            grades = self.grades(own, os.path.join(self.out, FOLDER, str(place + 1)))
            for rival in own:
                key = (rival.submission.problem_set, rival.submission.student)
                yield (rival.submission, rival.attempt.folder), rival.comes_to(grades.get(key))

    def grades(self, rivals: Sequence[_Rival], out: str) -> dict[tuple[str, str], Grade]:
        """Return the grades of attempts, by set and student."""
        folders = [replace(rival.submission, folder=rival.attempt.folder) for rival in rivals]
        tasks = [judging.task(self.course.root, submission, self.secret) for submission in folders]
        with Ledger(out, judging.say_that_another_runs) as ledger:
            outcomes, due = divide(tasks, self.course, ledger, again=self.asked.again)
            if due:
                judging.prepare(self.graders, due, self.asked.workers, self.asked.accept_holes)
                outcomes += grade_class(due, self.graders, min(self.asked.workers, len(due)), ledger)
        return {(outcome.grade.problem_set, outcome.grade.student): outcome.grade for outcome in outcomes}
