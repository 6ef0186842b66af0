"""What proves a course: ``check`` and ``mutate``."""

import os
import sys
from collections.abc import Sequence
from functools import partial

import click

from autograder.course.model import Course, ProblemSet, load_course
from autograder.errors import CourseError
from autograder.grading.judges import Judges
from autograder.proof import hint_truth, mutation
from autograder.proof.check import Proof
from autograder.proof.memory import FOLDER, Memory

from . import terminal
from .base import Sentences


@click.command(cls=Sentences)
@click.option("--set", "set_name", help="Prove this problem set alone.")
@click.option("--exercise", help="Prove this exercise alone: set/name.")
@click.option(
    "--seeds", type=click.IntRange(1), default=20, show_default=True, help="Draws of inputs for each variant."
)
@click.option(
    "--workers", type=click.IntRange(1), default=os.cpu_count(), show_default="one a core", help="Side by side."
)
@click.option("--table", is_flag=True, help="Print which hidden test catches which mistake.")
@click.option("--again", is_flag=True, help="Also prove what has not changed since it was proved, as CI does.")
@click.pass_context
def check(
    context: click.Context,
    set_name: str | None,
    exercise: str | None,
    seeds: int,
    workers: int,
    table: bool,
    again: bool,
) -> None:
    """Prove the course: references right, right answers full marks, mistakes caught and told apart, nothing leaked."""
    course = load_course(context.obj)
    problem_sets, only = _selected(course, set_name, exercise)
    memory = Memory(os.path.join(course.root, FOLDER), trusted=not (again or os.environ.get("CI")))
    proofs, found = [], 0
    with Judges(course.root) as judges, terminal.progress() as progress:
        for problem_set in problem_sets:
            track = partial(progress.track, description=f"Trying {problem_set.name}")
            proof = Proof(course, problem_set, judges, draws=seeds, workers=workers, memory=memory, only=only,
                          track=track)  # fmt: skip
            proofs.append(proof)
            for finding in proof.findings():
                found += 1
                progress.console.print(f"✗ {finding}", markup=False, highlight=False)
            judges.dismiss(problem_set.name)
    for matrix in [matrix for proof in proofs for matrix in proof.matrices] if table else ():
        terminal.console().print(*matrix.tables(), sep="\n")
    parts, known = sum(len(proof.parts) for proof in proofs), sum(len(proof.known) for proof in proofs)
    if known:
        click.echo(f"{known} of {parts} parts were proved before, and nothing that they rest on has changed;")
        click.echo("  AGAIN=1 proves them once more.")
    click.echo(f"{found} problems." if found else "The course holds.")
    sys.exit(bool(found))


@click.command(cls=Sentences)
@click.option("--set", "set_name", help="Try this problem set alone.")
@click.option("--exercise", help="Try this exercise alone: set/name.")
@click.option(
    "--workers", type=click.IntRange(1), default=os.cpu_count(), show_default="one a core", help="Side by side."
)
@click.option("--kind", help="Try these mutants alone: operator, boundary, or one kind of boundary mutants.")
@click.option("--seeds", type=click.IntRange(1), default=1, show_default=True, help="Draws of inputs for each mutant.")
@click.pass_context
def mutate(
    context: click.Context, set_name: str | None, exercise: str | None, workers: int, kind: str | None, seeds: int
) -> None:
    """Change the references, or make them wrong on one kind of input, and see whether the hidden tests notice."""
    course = load_course(context.obj)
    problem_sets, only = _selected(course, set_name, exercise)
    problems = []
    with Judges(course.root) as judges, terminal.progress() as progress:
        for problem_set in problem_sets:
            judges.prepare(problem_set.name, workers)
            track = partial(progress.track, description=f"Changing {problem_set.name}")
            results = mutation.try_mutants(course, problem_set, judges, workers=workers, only=only, kind=kind,
                                            seeds=seeds, track=track)  # fmt: skip
            terminal.console().print(mutation.table(results))
            problems += [problem for result in results for problem in result.find_problems()]
            problems += mutation.too_few(problem_set, results)
    for problem in problems:
        click.echo(f"✗ {problem}", err=True)
    click.echo(f"{len(problems)} problems." if problems else "Every mutant is caught or explained.")
    sys.exit(bool(problems))


@click.command(cls=Sentences)
@click.option("--set", "set_name", help="Try this problem set alone.")
@click.option("--exercise", help="Try this exercise alone: set/name.")
@click.option(
    "--workers", type=click.IntRange(1), default=os.cpu_count(), show_default="one a core", help="Side by side."
)
@click.pass_context
def hints(context: click.Context, set_name: str | None, exercise: str | None, workers: int) -> None:
    """Grade all mutants with their hints, and see whether each hint is true on other inputs as well."""
    course = load_course(context.obj)
    problem_sets, only = _selected(course, set_name, exercise)
    problems = []
    with Judges(course.root) as judges, terminal.progress() as progress:
        for problem_set in problem_sets:
            judges.prepare(problem_set.name, workers)
            track = partial(progress.track, description=f"Hinting {problem_set.name}")
            results = hint_truth.try_hints(course, problem_set, judges, workers=workers, only=only, track=track)
            terminal.console().print(hint_truth.table(results))
            problems += [problem for result in results for problem in result.find_problems()]
            judges.dismiss(problem_set.name)
    for problem in problems:
        click.echo(f"✗ {problem}", err=True)
    click.echo(f"{len(problems)} problems." if problems else "Every hint is true.")
    sys.exit(bool(problems))


def _selected(course: Course, set_name: str | None, exercise: str | None) -> tuple[Sequence[ProblemSet], str | None]:
    """Return the problem sets that are asked for, and the name of the one exercise, or None for all of them."""
    only = None
    if exercise:
        set_name, _, only = exercise.partition("/")
    problem_sets = [course.select(set_name)] if set_name else course.problem_sets
    if only and only not in {exercise.name for exercise in problem_sets[0].exercises}:
        raise CourseError(problem_sets[0].folder, f"no exercise {only!r}", "use the name of one of its folders")
    return problem_sets, only or None
