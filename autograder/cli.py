"""The command line: it reads options, and turns errors into sentences and exit codes."""

import os
import sys
from collections import Counter
from functools import partial

import click

from . import grading, screen, stubs, submissions
from .check import find_problems
from .course import CourseError, load_course
from .ledger import Ledger, LedgerError
from .new import begin

SAMPLE_CLASS = os.path.join("tests", "sample_class", "submitted")
USAGE_ERROR = 2


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--course", "root", default=".", show_default="this folder", help="Folder of the course.")
@click.pass_context
def main(context, root):
    """Grade, write and prove a course that marks itself."""
    context.obj = os.path.abspath(root)


class Sentences(click.Command):
    """A command whose expected errors end it with a sentence and exit code 2, not with a traceback."""

    def invoke(self, context):
        try:
            return super().invoke(context)
        except (CourseError, LedgerError, grading.JudgeError, OSError) as error:
            click.echo(f"Error: {error}", err=True)
            context.exit(USAGE_ERROR)


@main.command(cls=Sentences)
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
@click.option("--accept-holes", is_flag=True, help="Grade even where the wall does not hold. Read what it says first.")
@click.pass_context
def grade(context, submitted, out, set_name, student, workers, scheduler, again, accept_holes):
    """Grade a class. A run that was interrupted goes on where it stopped.

    Exit code: 0 all graded, 1 some test could not be judged for our own reasons, 2 wrong usage.
    """
    course = load_course(context.obj)
    problem_sets = [course.select(set_name)] if set_name else course.problem_sets
    found = submissions.find(submitted, [one.name for one in problem_sets], set_name, student)
    if not found:
        raise click.UsageError(f"There is no student in {submitted}: no folder <student>/<set>/.")
    secret = grading.course_secret(course.root)
    tasks = [
        grading.Task(course.root, one.problem_set, one.student, os.path.abspath(one.folder), secret) for one in found
    ]
    is_sample = os.path.realpath(submitted) == os.path.realpath(os.path.join(course.root, SAMPLE_CLASS))
    private = [os.path.abspath(submitted), os.path.abspath(out)]
    with Ledger(out, _say_that_another_runs) as ledger, _judges(course.root, scheduler, private) as judges:
        for name, count in Counter(task.problem_set for task in tasks).items():
            _check_wall(judges.prepare(name, min(count, workers)), accept_holes=accept_holes or is_sample)
        outcomes = _graded(tasks, judges, min(workers, len(tasks)), ledger, again)
        everyone = submissions.find(submitted, [one.name for one in course.problem_sets])
        ledger.write_table(course, grading.rows_of_table(outcomes, everyone, ledger))
    screen.show_grades(outcomes, out)
    sys.exit(any(one.grade.grader_errors for one in outcomes))


@main.command(cls=Sentences)
@click.option("--set", "set_name", help="Try this problem set alone.")
@click.option("--exercise", help="Try this exercise alone: set/name.")
@click.option(
    "--seeds", type=click.IntRange(1), default=20, show_default=True, help="Draws of inputs for each variant."
)
@click.option(
    "--workers", type=click.IntRange(1), default=os.cpu_count(), show_default="one a core", help="Side by side."
)
@click.pass_context
def check(context, set_name, exercise, seeds, workers):
    """Prove the course: references right, right answers full marks, mistakes caught and told apart, nothing leaked."""
    course = load_course(context.obj)
    set_name, _, only = exercise.partition("/") if exercise else (set_name, None, None)
    problem_sets = [course.select(set_name)] if set_name else course.problem_sets
    problems = 0
    with grading.Judges(course.root) as judges, screen.progress() as progress:
        for problem_set in problem_sets:
            judges.prepare(problem_set.name, workers)
            track = partial(progress.track, description=f"Trying {problem_set.name}")
            found = find_problems(course, problem_set, judges, seeds=seeds, workers=workers, only=only, track=track)
            for problem in found:
                problems += 1
                progress.console.print(f"✗ {problem}", markup=False, highlight=False)
    click.echo(f"{problems} problems." if problems else "The course holds.")
    sys.exit(bool(problems))


@main.command(cls=Sentences)
@click.argument("place", metavar="SET/EXERCISE")
@click.pass_context
def new(context, place):
    """Begin an exercise: write a skeleton that `make check` tells you how to finish."""
    folder = os.path.relpath(begin(context.obj, place))
    click.echo(f"Wrote {folder}/. Now go through its TODOs; this tells you what is left:")
    click.echo("  make check")


@main.command("stubs", cls=Sentences)
@click.pass_context
def write_stubs(context):
    """Write assignments/ anew from solutions/."""
    course = load_course(context.obj)
    for problem_set in course.problem_sets:
        click.echo(f"Wrote {os.path.relpath(stubs.write(course, problem_set))}/")


def _judges(root, scheduler, private):
    """Return who grades: judges on this machine, or on the workers of a cluster."""
    if not scheduler:
        return grading.Judges(root, private=private)
    from .cluster import Cluster  # dask takes a second to load

    return Cluster(root, scheduler)


def _say_that_another_runs():
    click.echo("Another run is writing to the same folder; this one goes on when it has ended.", err=True)


def _check_wall(holes, *, accept_holes):
    if not holes:
        return
    click.echo("The wall does not hold on this machine. Student code could do this:", err=True)
    for hole in holes:
        click.echo(f"  - {hole}", err=True)
    if not accept_holes:
        click.echo("Nothing was graded. If you trust every submission, add --accept-holes.", err=True)
        sys.exit(USAGE_ERROR)
    click.echo("Grading all the same: this was accepted, or it is the bundled sample class.", err=True)


def _graded(tasks, judges, workers, ledger, again):
    """Grade with a progress bar; return the Outcome of each task, in order."""
    with screen.progress() as progress:
        run = grading.grade_class(tasks, judges, workers, ledger, again=again)
        outcomes = list(progress.track(run, description="Grading", total=len(tasks)))
    return sorted(outcomes, key=lambda one: (one.grade.problem_set, one.grade.student))
