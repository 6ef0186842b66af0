"""The command line: it reads options, and turns errors into sentences and exit codes."""

import os
import sys
from collections import Counter
from functools import partial

import click

from . import gradebook, grading, screen, submissions
from .course import CourseError, load_course
from .exports.command import export
from .gradescope.build import gradescope
from .ledger import Ledger
from .new import begin
from .publish import publish
from .sentences import USAGE_ERROR, Sentences

SAMPLE_CLASS = os.path.join("tests", "sample_class", "submitted")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--course", "root", default=".", show_default="this folder", help="Folder of the course.")
@click.pass_context
def main(context, root):
    """Grade, write and prove a course that marks itself."""
    context.obj = os.path.abspath(root)


main.add_command(export)
main.add_command(gradescope)
main.add_command(publish)


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
@click.option(
    "--gradebook", "book", envvar="GRADEBOOK", show_default="gradebook.db in --out", help="Where nbgrader keeps marks."
)
@click.option("--accept-holes", is_flag=True, help="Grade even where the wall does not hold. Read what it says first.")
@click.pass_context
def grade(context, submitted, out, set_name, student, workers, scheduler, again, book, accept_holes):
    """Grade a class. A run that was interrupted goes on where it stopped.

    Exit code: 0 all graded, 1 some test could not be judged for our own reasons or recorded, 2 wrong usage.
    """
    os.environ.pop("GRADEBOOK", None)  # there may be a password in it, and no process that we start needs it
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
    with Ledger(out, _say_that_another_runs) as ledger, _judges(course.root, scheduler) as judges:
        for name, count in Counter(task.problem_set for task in tasks).items():
            _check_wall(judges.prepare(name, min(count, workers)), accept_holes=accept_holes or is_sample)
        outcomes = _graded(tasks, judges, min(workers, len(tasks)), ledger, again)
        everyone = submissions.find(submitted, [one.name for one in course.problem_sets])
        rows = grading.rows_of_table(outcomes, everyone, ledger)
        ledger.write_table(course, rows)
    screen.show_grades(outcomes, out)
    recorded = _record(gradebook.locate(book, out), course, rows, submitted)
    sys.exit(not recorded or any(one.grade.grader_errors for one in outcomes))


@main.command(cls=Sentences)
@click.argument("folder", metavar="FOLDER")
@click.option("--submitted", help="Folder of <student>/<set>/ to take in.")
@click.option("--gradebook", "book", envvar="GRADEBOOK", show_default="gradebook.db in FOLDER", help="Where marks are.")
@click.pass_context
def nbgrader(context, folder, submitted, book):
    """Write a course folder for nbgrader, or what is new of it."""
    from .nbgrader.folder import write

    folder = os.path.abspath(folder)
    place = gradebook.locate(None if book == gradebook.NONE else book, folder)
    for problem in write(load_course(context.obj), folder, place, submitted):
        click.echo(problem, err=True)
    click.echo(f"Wrote {os.path.relpath(folder)}/. nbgrader's commands work there, such as:")
    click.echo(f"  cd {os.path.relpath(folder)} && {os.path.relpath(sys.prefix, folder)}/bin/nbgrader --help")


@main.command(cls=Sentences)
@click.option("--set", "set_name", help="Try this problem set alone.")
@click.option("--exercise", help="Try this exercise alone: set/name.")
@click.option(
    "--seeds", type=click.IntRange(1), default=20, show_default=True, help="Draws of inputs for each variant."
)
@click.option(
    "--workers", type=click.IntRange(1), default=os.cpu_count(), show_default="one a core", help="Side by side."
)
@click.option("--table", is_flag=True, help="Print which hidden test catches which mistake.")
@click.pass_context
def check(context, set_name, exercise, seeds, workers, table):
    """Prove the course: references right, right answers full marks, mistakes caught and told apart, nothing leaked."""
    from .check import find_problems

    course = load_course(context.obj)
    problem_sets, only = _selected(course, set_name, exercise)
    problems, seen = 0, []
    with grading.Judges(course.root) as judges, screen.progress() as progress:
        for problem_set in problem_sets:
            judges.prepare(problem_set.name, workers)
            track = partial(progress.track, description=f"Trying {problem_set.name}")
            found = find_problems(course, problem_set, judges, seeds=seeds, workers=workers, only=only, track=track,
                                  seen=seen)  # fmt: skip
            for problem in found:
                problems += 1
                progress.console.print(f"✗ {problem}", markup=False, highlight=False)
    for catches in seen if table else ():
        screen.console().print(*catches.tables(), sep="\n")
    click.echo(f"{problems} problems." if problems else "The course holds.")
    sys.exit(bool(problems))


@main.command(cls=Sentences)
@click.option("--set", "set_name", help="Try this problem set alone.")
@click.option("--exercise", help="Try this exercise alone: set/name.")
@click.option(
    "--workers", type=click.IntRange(1), default=os.cpu_count(), show_default="one a core", help="Side by side."
)
@click.pass_context
def mutate(context, set_name, exercise, workers):
    """Change the references, one operator, sign, index or number at a time, and see whether the hidden tests notice."""
    from . import survivors

    course = load_course(context.obj)
    problem_sets, only = _selected(course, set_name, exercise)
    problems = []
    with grading.Judges(course.root) as judges, screen.progress() as progress:
        for problem_set in problem_sets:
            judges.prepare(problem_set.name, workers)
            track = partial(progress.track, description=f"Changing {problem_set.name}")
            outcomes = survivors.try_mutants(course, problem_set, judges, workers=workers, only=only, track=track)
            screen.console().print(survivors.table(outcomes))
            problems += [problem for one in outcomes for problem in one.find_problems()]
            problems += survivors.too_few(problem_set, outcomes)
    for problem in problems:
        click.echo(f"✗ {problem}", err=True)
    click.echo(f"{len(problems)} problems." if problems else "Every mutant is caught or explained.")
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
    from . import stubs

    course = load_course(context.obj)
    for problem_set in course.problem_sets:
        click.echo(f"Wrote {os.path.relpath(stubs.write(course, problem_set))}/")


def _record(place, course, grades, submitted):
    """Record grades in nbgrader's gradebook, if there is to be one; tell whether nothing went wrong."""
    try:
        problems = list(gradebook.record(place, course, grades, submitted))
    except gradebook.GradebookError as error:
        problems = [error]
    for problem in problems:
        click.echo(f"Error: {problem}", err=True)
    if place and not problems:
        click.echo(f"Gradebook: {gradebook.spoken(place)}")
    return not problems


def _judges(root, scheduler):
    """Return who grades: judges on this machine, or on the workers of a cluster."""
    if not scheduler:
        return grading.Judges(root)
    from .cluster import Cluster  # dask takes a second to load

    return Cluster(root, scheduler)


def _say_that_another_runs():
    click.echo("Another run is writing to the same folder; this one goes on when it has ended.", err=True)


def _selected(course, set_name, exercise):
    """Return the problem sets that are asked for, and the name of the one exercise, or None for all of them."""
    set_name, _, only = exercise.partition("/") if exercise else (set_name, None, None)
    problem_sets = [course.select(set_name)] if set_name else course.problem_sets
    if only and only not in {one.name for one in problem_sets[0].exercises}:
        raise CourseError(problem_sets[0].folder, f"no exercise {only!r}", "use the name of one of its folders")
    return problem_sets, only


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
