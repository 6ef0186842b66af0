"""The command line: it reads options, shows progress and tables, and turns errors into sentences and exit codes."""

import os
import sys
from collections import Counter
from functools import partial

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from . import grading, stubs, submissions
from .check import find_problems
from .course import CourseError, load_course
from .new import begin
from .report import Grade, write_report, write_table
from .submissions import SAMPLE_CLASS

LONGEST_TABLE = 60  # rows
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
        except (CourseError, grading.JudgeError, OSError) as error:
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
@click.option("--accept-holes", is_flag=True, help="Grade even where the wall does not hold. Read what it says first.")
@click.pass_context
def grade(context, submitted, out, set_name, student, workers, accept_holes):
    """Grade a class.

    Exit code: 0 all graded, 1 some test could not be judged for our own reasons, 2 wrong usage.
    """
    course = load_course(context.obj)
    names = [course.select(set_name).name] if set_name else [one.name for one in course.problem_sets]
    found = submissions.find(submitted, names, set_name, student)
    if not found:
        raise click.UsageError(f"There is no student in {submitted}: no folder <student>/<set>/.")
    os.makedirs(out, exist_ok=True)
    secret = grading.course_secret(course.root)
    tasks = [
        grading.Task(course.root, one.problem_set, one.student, os.path.abspath(one.folder), secret) for one in found
    ]
    is_sample = os.path.realpath(submitted) == os.path.realpath(os.path.join(course.root, SAMPLE_CLASS))
    with grading.Judges(course.root) as judges:
        for name, count in Counter(task.problem_set for task in tasks).items():
            _check_wall(judges.prepare(name, min(count, workers)), accept_holes=accept_holes or is_sample)
        grades = sorted(_graded(tasks, judges, workers, out), key=lambda one: (one.problem_set, one.student))
    exercises = dict.fromkeys(
        exercise.name for one in course.problem_sets if one.name in names for exercise in one.exercises
    )
    write_table(out, grades, list(exercises))
    _show(grades, out)
    sys.exit(any(one.grader_errors for one in grades))


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
    with grading.Judges(course.root) as judges, progress_bar() as progress:
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


def progress_bar():
    columns = [TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()]
    return Progress(*columns, console=Console(stderr=True, soft_wrap=True), transient=True)


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


def _graded(tasks, judges, workers, out):
    """Grade with a progress bar; yield a row for each report that is on disk."""
    with progress_bar() as progress:
        bar = progress.add_task("Grading", total=len(tasks))
        for report in grading.grade_all(tasks, judges, min(workers, len(tasks))):
            write_report(out, report)
            progress.advance(bar)
            yield Grade.of(report)


def _show(grades, out):
    console = Console(soft_wrap=not sys.stdout.isatty())
    table = Table(title=f"{len(grades)} submissions")
    for name, justify in [
        ("student", "left"),
        ("problem set", "left"),
        ("score", "right"),
        ("of", "right"),
        ("", "left"),
    ]:
        table.add_column(name, justify=justify)
    for one in grades[:LONGEST_TABLE]:
        note = "grader error" if one.grader_errors else "" if one.status == "graded" else one.status
        table.add_row(ascii(one.student)[1:-1] if not one.student.isprintable() else one.student, one.problem_set,
                      f"{one.score:g}", f"{one.max_score:g}", note)  # fmt: skip
    console.print(table, markup=False)
    if len(grades) > LONGEST_TABLE:
        console.print(f"... and {len(grades) - LONGEST_TABLE} more")
    for one in grades:
        for error in one.grader_errors:
            console.print(f"grader error: {one.student}: {one.problem_set}: {error}", style="red", markup=False)
    console.print(f"Reports: {os.path.join(out, '')}<set>/<student>.json · table: {os.path.join(out, 'grades.csv')}")
    pages = f"{os.path.join(out, 'class.html')} and {os.path.join(out, 'feedback', '')}<set>/<student>.html"
    console.print(f"Pages: make feedback OUT={out} writes {pages}", markup=False)
