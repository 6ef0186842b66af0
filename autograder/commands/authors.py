"""What proves a course: ``check`` and ``mutate``."""

import os
import sys
from functools import partial

import click

from autograder.course.model import load_course
from autograder.errors import CourseError
from autograder.grading.judges import Judges
from autograder.proof import mutation
from autograder.proof.check import find_problems

from . import terminal
from .base import Sentences


@click.command(cls=Sentences)
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
    course = load_course(context.obj)
    problem_sets, only = _selected(course, set_name, exercise)
    problems, seen = 0, []
    with Judges(course.root) as judges, terminal.progress() as progress:
        for problem_set in problem_sets:
            judges.prepare(problem_set.name, workers)
            track = partial(progress.track, description=f"Trying {problem_set.name}")
            found = find_problems(course, problem_set, judges, seeds=seeds, workers=workers, only=only, track=track,
                                  seen=seen)  # fmt: skip
            for problem in found:
                problems += 1
                progress.console.print(f"✗ {problem}", markup=False, highlight=False)
    for catches in seen if table else ():
        terminal.console().print(*catches.tables(), sep="\n")
    click.echo(f"{problems} problems." if problems else "The course holds.")
    sys.exit(bool(problems))


@click.command(cls=Sentences)
@click.option("--set", "set_name", help="Try this problem set alone.")
@click.option("--exercise", help="Try this exercise alone: set/name.")
@click.option(
    "--workers", type=click.IntRange(1), default=os.cpu_count(), show_default="one a core", help="Side by side."
)
@click.option("--kind", help="Try these mutants alone: operator, boundary, or one kind of boundary mutants.")
@click.option("--seeds", type=click.IntRange(1), default=1, show_default=True, help="Draws of inputs for each mutant.")
@click.pass_context
def mutate(context, set_name, exercise, workers, kind, seeds):
    """Change the references, or make them wrong on one kind of input, and see whether the hidden tests notice."""
    course = load_course(context.obj)
    problem_sets, only = _selected(course, set_name, exercise)
    problems = []
    with Judges(course.root) as judges, terminal.progress() as progress:
        for problem_set in problem_sets:
            judges.prepare(problem_set.name, workers)
            track = partial(progress.track, description=f"Changing {problem_set.name}")
            outcomes = mutation.try_mutants(course, problem_set, judges, workers=workers, only=only, kind=kind,
                                            seeds=seeds, track=track)  # fmt: skip
            terminal.console().print(mutation.table(outcomes))
            problems += [problem for one in outcomes for problem in one.find_problems()]
            problems += mutation.too_few(problem_set, outcomes)
    for problem in problems:
        click.echo(f"✗ {problem}", err=True)
    click.echo(f"{len(problems)} problems." if problems else "Every mutant is caught or explained.")
    sys.exit(bool(problems))


def _selected(course, set_name, exercise):
    """Return the problem sets that are asked for, and the name of the one exercise, or None for all of them."""
    set_name, _, only = exercise.partition("/") if exercise else (set_name, None, None)
    problem_sets = [course.select(set_name)] if set_name else course.problem_sets
    if only and only not in {one.name for one in problem_sets[0].exercises}:
        raise CourseError(problem_sets[0].folder, f"no exercise {only!r}", "use the name of one of its folders")
    return problem_sets, only
