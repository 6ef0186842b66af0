"""Trials: submissions made by program are handed in to the real judges, each by a student of its own."""

import os
import tempfile
from dataclasses import dataclass

from autograder.grading.run import grade_all
from autograder.judge.task import Task

SECRET = "00" * 32  # of a course that is only tried; draws differ by the name of the student


@dataclass(frozen=True)
class Trial:
    """One made submission, graded once. The label says what it is, and together with ``draw`` it decides the inputs."""

    label: str
    text: str
    draw: int = 0
    only: tuple | None = None  # names of the exercises to grade
    brief: bool = False  # whether to stop at the first test that does not pass

    @property
    def student(self):
        """The name under which it is handed in."""
        return f"{self.label} (draw {self.draw})"


def run(course, problem_set, trials, judges, workers, track=lambda pairs, total: pairs):
    """Yield each Trial with its Report, as they are ready.

    Args:
        course: Course.
        problem_set: ProblemSet.
        trials: list of Trial, no two with the same label and draw.
        judges: Judges, prepared for the set.
        workers: how many at a time.
        track: wraps the pairs as they come, for a progress bar.

    """
    by_student = {trial.student: trial for trial in trials}
    with tempfile.TemporaryDirectory() as place:
        os.chmod(place, 0o755)
        tasks = (_handed_in(course, problem_set, place, number, trial) for number, trial in enumerate(trials))
        reports = grade_all(tasks, judges, workers)
        yield from track(((by_student[report.student], report) for report in reports), total=len(trials))


def _handed_in(course, problem_set, place, number, trial):
    folder = os.path.join(place, str(number))
    os.mkdir(folder)
    with open(os.path.join(folder, f"{problem_set.name}.py"), "w", encoding="utf-8") as file:
        file.write(trial.text)
    return Task(course.root, problem_set.name, trial.student, folder, SECRET, trial.only, trial.brief)
