"""Trials: synthetic submissions are handed in to the real judges, each by students of its own."""

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from autograder.course.model import Course, ProblemSet
from autograder.grading.judges import Judges
from autograder.grading.run import grade_all
from autograder.judge.task import Task
from autograder.report import Report

SECRET = "00" * 32  # of a course that is only tried; draws differ by the name of the student


@dataclass(frozen=True)
class Trial:
    """A synthetic submission and how it is graded. The label says what it is, and decides its draws of the inputs."""

    label: str
    text: str
    draws: int = 1
    only: tuple[str, ...] | None = None  # names of the exercises to grade
    about: tuple[str, ...] | None = None  # names of the functions whose tests are to run
    brief: bool = False  # whether to stop at the first test that does not pass
    ending: str = ".py"  # of the file
    with_objections: bool = False  # whether to say why no mistake is named

    @property
    def students(self) -> tuple[str, ...]:
        """The names under which it is handed in, one a draw."""
        return tuple(f"{self.label} (draw {number})" for number in range(self.draws))


Pairs: TypeAlias = Iterable[tuple[Trial, Report]]
Track: TypeAlias = Callable[..., Pairs]  # wraps the pairs as they come, for a progress bar; ``total`` says how many


def untracked(pairs: Pairs, total: int) -> Pairs:
    """Show nothing."""
    return pairs


def run(
    course: Course,
    problem_set: ProblemSet,
    trials: Sequence[Trial],
    judges: Judges,
    workers: int,
    track: Track = untracked,
) -> Iterator[tuple[Trial, Report]]:
    """Yield each Trial with its Report, once a draw, as they are ready.

    Args:
        course: whose references, tests and mistakes count.
        problem_set: what is handed in.
        trials: no two with the same label.
        judges: prepared for the set.
        workers: how many at a time.
        track: for a progress bar.

    """
    by_student = {student: trial for trial in trials for student in trial.students}
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        tasks = _tasks(course, problem_set, folder, trials)
        reports = grade_all(tasks, judges, workers)
        yield from track(((by_student[report.student], report) for report in reports), total=len(by_student))


def _tasks(course: Course, problem_set: ProblemSet, folder: str, trials: Iterable[Trial]) -> Iterator[Task]:
    for number, trial in enumerate(trials):
        own = os.path.join(folder, str(number))
        os.mkdir(own)
        with open(os.path.join(own, problem_set.name + trial.ending), "w", encoding="utf-8") as file:
            file.write(trial.text)
        for student in trial.students:
            yield Task(course.root, problem_set.name, student, own, SECRET, trial.only, trial.about, trial.brief,
                       trial.with_objections)  # fmt: skip
