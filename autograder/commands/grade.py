"""``python -m autograder grade``: grades a class, shows the marks and sends them on to the gradebook."""

import os
import sys
from collections.abc import Sequence

import click

from autograder import marks
from autograder.course import versions
from autograder.course.model import Course, load_course
from autograder.errors import GradebookError
from autograder.escape import spelt_out
from autograder.grading.ledger import Ledger
from autograder.grading.run import Graders, Outcome, divide, grade_class, rows_of_table
from autograder.judge.task import Task
from autograder.nbgrader import gradebook, recording
from autograder.report import Grade
from autograder.report_folder import report_path, write_table
from autograder.submissions import SAMPLE_CLASS

from . import attempts, counting, judging, terminal
from .base import TOLD, Sentences, tell


@click.command(cls=Sentences)
@click.option(
    "--submitted", default=SAMPLE_CLASS, show_default=True, help="Folder of <student>/<set>/<set>.ipynb or .py."
)
@click.option("--out", default="grades", show_default=True, help="Folder for the reports and grades.csv.")
@click.option("--set", "set_name", help="Grade this problem set alone.")
@click.option("--student", help="Grade this student alone.")
@click.option(
    "--workers", type=click.IntRange(1), default=os.cpu_count(), show_default="one a core", help="Side by side."
)
@click.option("--scheduler", metavar="ADDRESS", help="Grade on a dask cluster, such as tcp://host:8786.")
@click.option("--again", is_flag=True, help="Grade everything, also where nothing has changed since the last run.")
@click.option(
    "--gradebook", "book", envvar="GRADEBOOK", show_default="gradebook.db in --out", help="Where nbgrader keeps marks."
)
@click.option("--accept-holes", is_flag=True, help="Grade even where the wall does not hold. Read what it says first.")
@click.pass_context
def grade(
    context: click.Context, submitted: str, out: str, set_name: str | None, student: str | None, workers: int,
    scheduler: str | None, again: bool, book: str | None, accept_holes: bool,
) -> None:  # fmt: skip
    """Grade a class. A run that was interrupted goes on where it stopped.

    Exit code: 0 all graded, 1 some test could not be judged for our own reasons or recorded, 2 wrong usage.
    """
    os.environ.pop("GRADEBOOK", None)  # there may be a password in it, and no process that we start needs it
    course = load_course(context.obj)
    place = gradebook.locate(book, out)
    gradebook.check(place)
    accept_holes = accept_holes or judging.is_sample(course, submitted)
    private = [os.path.abspath(submitted), os.path.abspath(out)]
    attempts.choose(course, submitted, out, attempts.Asked(set_name, student, workers, accept_holes, again))
    tasks, doubts = judging.tasks(course, submitted, set_name, student, out)
    with Ledger(out, judging.say_that_another_runs) as ledger:
        outcomes, due = divide(tasks, course, ledger, again=again)
        recording.load(place)
        if due:
            _say_which_python_grades()
            with judging.graders(course.root, scheduler, private) as graders:
                judging.prepare(graders, due, workers, accept_holes)
                outcomes += _graded(due, graders, min(workers, len(due)), ledger)
        outcomes.sort(key=lambda one: (one.grade.problem_set, one.grade.student))
        rows = rows_of_table(outcomes, judging.everyone(course, submitted), ledger)
        ledger.write_table(course, rows)
        terminal.show_grades(outcomes, out)
        tell(map(spelt_out, doubts), "look at")
        recorded = conclude(place, out, course, rows, submitted)  # a run that waits begins when all is written
    damaged = _tell_what_was_damaged(ledger, outcomes, out)
    sys.exit(not recorded or damaged or any(one.grade.grader_errors for one in outcomes))


def _say_which_python_grades() -> None:
    """Say where students have been told another Python than the one that is going to grade."""
    told, here = versions.of_python(), f"{sys.version_info.major}.{sys.version_info.minor}"
    if told != here:
        remedy = f"make clean, then make PYTHON=python{told}; or change [tool.course] in pyproject.toml"
        click.echo(f"Students are told that Python {told} grades, and this is {here}. To mend it: {remedy}.")


def _tell_what_was_damaged(ledger: Ledger, outcomes: Sequence[Outcome], out: str) -> int:
    """Say which reports could not be read, and which of them are whole again; return the exit code."""
    mended = {report_path(out, one.grade.problem_set, one.grade.student) for one in outcomes if one.is_new}
    again = [error for path, error in ledger.damaged.items() if path in mended]
    tell((spelt_out(f"{error.where}: {error.cause}") for error in again), "Graded again")
    return tell(error for path, error in ledger.damaged.items() if path not in mended)


def conclude(place: str | None, out: str, course: Course, rows: Sequence[Grade], submitted: str) -> bool:
    """Record the grades of a class, and say for whom something else counts; tell whether nothing went wrong.

    Args:
        place: where the gradebook is, or None.
        out: folder of the reports.
        course: the course.
        rows: of the table of the class.
        submitted: folder of what was handed in.

    """
    recorded = _record(place, course, rows, submitted)
    counting.remember(out, submitted)
    counting.settle(course, out, place if recorded else None)
    _say_what_counts(out, course, rows)
    return recorded


def _record(place: str | None, course: Course, grades: Sequence[Grade], submitted: str) -> bool:
    """Record grades in nbgrader's gradebook, if there is to be one; tell whether nothing went wrong."""
    problems: list[object] = []
    try:
        problems += recording.record(place, course, grades, submitted)
    except GradebookError as error:
        problems.append(error)
    for problem in problems:
        click.echo(f"Error: {problem}", err=True)
    if place and not problems:
        click.echo(f"Gradebook: {gradebook.spoken(place)}")
    return not problems


def _say_what_counts(out: str, course: Course, rows: Sequence[Grade]) -> None:
    """Write the table with what people and rules made of marks, and say for whom something else counts."""
    known = marks.read(out)
    write_table(out, course, rows)
    settled = ((row, known.of((row.problem_set, row.student), row.score, row.max_score)) for row in rows)
    told = [f"{row.student}: {row.problem_set}: {marks.why(mark, row.score)}" for row, mark in settled if mark]
    told = sorted(told, key=lambda sentence: marks.LOOK_AGAIN not in sentence)  # what is doubtful first
    for sentence in told[:TOLD]:
        click.echo(spelt_out(sentence))
    if len(told) > TOLD:
        click.echo(
            f"... and {len(told) - TOLD} more of these; {os.path.join(out, 'grades.csv')} has them all, under 'why'."
        )


def _graded(tasks: Sequence[Task], graders: Graders, workers: int, ledger: Ledger) -> list[Outcome]:
    """Grade with a progress bar."""
    with terminal.progress() as progress:
        run = grade_class(tasks, graders, workers, ledger)
        return list(progress.track(run, description="Grading", total=len(tasks)))
