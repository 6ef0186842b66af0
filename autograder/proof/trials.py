"""Trials: synthetic submissions are handed in to the real judges, each by students of its own.

Where one draw is enough, trials of different exercises are handed in together, as one submission: exercises are judged
each in its own world, and what a submission takes by itself is taken once.
"""

import os
import tempfile
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import TypeAlias

from autograder.course.model import Course, ProblemSet
from autograder.grading.judges import Judges
from autograder.grading.run import grade_all
from autograder.judge.task import Depth, Task
from autograder.report import Report

SECRET = "00" * 32  # of a course that is only tried; draws differ by the name of the student


@dataclass(frozen=True)
class Trial:
    """A synthetic submission and how it is graded. The label says what it is, and decides its draws of the inputs."""

    label: str
    text: str
    draws: int = 1
    exercise: str | None = None  # name of the one to grade, and of which it says all; None for all
    about: tuple[str, ...] | None = None  # names of the functions whose tests are to run
    depth: Depth = Depth.VERDICTS
    ending: str = ".py"  # of the file


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
    shared = {student: trials for trials in _together(trials) for student in _students(trials)}
    total = sum(trial.draws for trial in trials)
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        reports = grade_all(_tasks(course, problem_set, folder, shared), judges, workers)
        yield from track((pair for report in reports for pair in _divided(report, shared[report.student])), total=total)


def _together(trials: Iterable[Trial]) -> Iterable[Sequence[Trial]]:
    """Return the trials in groups that are handed in together.

    What is tried over many draws goes alone: it meets the same numbers whichever other exercises are tried.
    """
    groups: dict[Hashable, list[Trial]] = defaultdict(list)
    turns: dict[Hashable, Iterator[int]] = defaultdict(count)
    for trial in trials:
        if trial.exercise is None or trial.draws > 1:
            groups[trial.label].append(trial)
        else:
            alike = trial.depth, trial.about is None
            groups[alike, next(turns[trial.exercise, alike])].append(trial)
    return groups.values()


def _students(trials: Sequence[Trial]) -> list[str]:
    """Return the names under which trials are handed in together, one a draw."""
    return [_student("; ".join(trial.label for trial in trials), draw) for draw in range(trials[0].draws)]


def _student(label: str, draw: int) -> str:
    return f"{label} (draw {draw})"


def _tasks(
    course: Course, problem_set: ProblemSet, folder: str, shared: Mapping[str, Sequence[Trial]]
) -> Iterator[Task]:
    for number, (student, trials) in enumerate(shared.items()):
        own = os.path.join(folder, str(number))
        os.mkdir(own)
        with open(os.path.join(own, problem_set.name + trials[0].ending), "w", encoding="utf-8") as file:
            file.write("".join(trial.text for trial in trials))
        only = tuple(trial.exercise for trial in trials if trial.exercise)
        about = tuple(name for trial in trials for name in trial.about or ())
        is_all = trials[0].about is None
        yield Task(course.root, problem_set.name, student, own, SECRET, only or None, None if is_all else about,
                   trials[0].depth)  # fmt: skip


def _divided(report: Report, trials: Sequence[Trial]) -> Iterator[tuple[Trial, Report]]:
    """Yield the trials that were handed in together, each with what a Report says of its exercise."""
    draw, behind = _students(trials).index(report.student), report.evidence.get("tests", {})
    for trial in trials:
        exercises = tuple(one for one in report.exercises if trial.exercise in (None, one.name))
        evidence = {"tests": {one.name: behind[one.name] for one in exercises if one.name in behind}}
        student = _student(trial.label, draw)
        yield trial, replace(report, student=student, exercises=exercises, evidence={**report.evidence, **evidence})
