"""What commands that grade share: the tasks that are asked for, and judges behind a wall that holds."""

import os
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from autograder.collecting import groups
from autograder.course.model import Course
from autograder.errors import Refusal
from autograder.grading.judges import Judges
from autograder.grading.run import Graders
from autograder.grading.secret import course_secret
from autograder.judge.task import Task
from autograder.submissions import SAMPLE_CLASS, Submission

from . import counting
from .base import USAGE_ERROR

if TYPE_CHECKING:
    from autograder.grading.cluster import Cluster


def tasks(
    course: Course, submitted: str, set_name: str | None, student: str | None, out: str
) -> tuple[list[Task], list[str]]:
    """Return a task for each submission that is asked for, a group's once, and sentences of doubt about groups.

    It is about the attempt that counts by the rules of the class.

    Raises:
        Refusal: there is none, or the rules of the class are wrong.

    """
    only = course.select(set_name).name if set_name else None
    found, doubts = groups.find(submitted, [problem_set.name for problem_set in course.problem_sets], only, student)
    if not found:
        raise Refusal(submitted, "there is no student in it", "SUBMITTED= the folder that holds <student>/<set>/")
    term = counting.term_of(submitted, course, out)
    if term:
        found = [replace(submission, folder=term.counting(submission)) for submission in found]
        doubts += term.doubts()
    secret = course_secret(course.root)
    return [task(course.root, submission, secret) for submission in found], doubts


def task(root: str, submission: Submission, secret: str) -> Task:
    """Return the Task of a submission."""
    folder, group, members = os.path.abspath(submission.folder), submission.group, submission.members
    return Task(root, submission.problem_set, submission.student, folder, secret, group=group, members=members)


def everyone(
    course: Course, submitted: str, set_name: str | None = None, student: str | None = None
) -> list[Submission]:
    """Return all that was handed in, or what is asked for of it, a group's once."""
    return groups.find(submitted, [problem_set.name for problem_set in course.problem_sets], set_name, student)[0]


def is_sample(course: Course, submitted: str) -> bool:
    """Tell whether a folder of submissions is the bundled class, which is trusted."""
    return os.path.realpath(submitted) == os.path.realpath(os.path.join(course.root, SAMPLE_CLASS))


def graders(root: str, scheduler: str | None, private: Sequence[str]) -> "Judges | Cluster":
    """Return who grades: judges on this machine, or on the workers of a cluster."""
    if not scheduler:
        return Judges(root, private=private)
    from autograder.grading.cluster import Cluster

    return Cluster(root, scheduler)


def prepare(graders: Graders, tasks: Sequence[Task], workers: int, accept_holes: bool) -> None:
    """Begin judges of each set that is due, as many as it needs, and see whether the wall holds around them."""
    for name, count in Counter(task.problem_set for task in tasks).items():
        _check_wall(graders.prepare(name, min(count, workers)), accept_holes)


def say_that_another_runs() -> None:
    """Say why this run waits."""
    click.echo("Another run is writing to the same folder; this one goes on when it has ended.", err=True)


def _check_wall(holes: Sequence[str], accept_holes: bool) -> None:
    if not holes:
        return
    click.echo("The wall does not hold on this machine. Student code could do this:", err=True)
    for hole in holes:
        click.echo(f"  - {hole}", err=True)
    if not accept_holes:
        click.echo("Nothing was graded. If you trust every submission, add --accept-holes.", err=True)
        sys.exit(USAGE_ERROR)
    click.echo("Grading all the same: this was accepted, or it is the bundled sample class.", err=True)
