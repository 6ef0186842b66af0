"""What proves a course: ``check``, ``mutate`` and ``hints``."""

import os
import platform
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial

import click
from rich.progress import Progress

from autograder.course.model import Course, ProblemSet, load_course
from autograder.errors import CourseError
from autograder.grading.judges import Judges
from autograder.proof import hint_truth, mutation
from autograder.proof.check import Proof
from autograder.proof.memory import FOLDER, Memory
from autograder.proof.trials import Track

from . import terminal
from .base import Sentences

# That all can compute for, and rounds otherwise than theirs: where right, wrong and hinted hangs on rounding, it shows.
OTHER_PROCESSOR = {"x86_64": "Prescott", "aarch64": "ARMV8"}.get(platform.machine(), "")

Command = Callable[..., None]
Selection = tuple[Sequence[ProblemSet], str | None]  # of problem sets, and of one exercise, or None for all


def narrowed(command: Command) -> Command:
    """Let a command be narrowed to a problem set or an exercise, and be told how much goes on side by side."""
    for option in (
        click.option("--workers", type=click.IntRange(1), default=os.cpu_count(), show_default="one a core",
                     help="Side by side."),
        click.option("--exercise", help="This exercise alone: set/name."),
        click.option("--set", "set_name", help="This problem set alone."),
    ):  # fmt: skip
        command = option(command)
    return command


def draws(default: int) -> Callable[[Command], Command]:
    """Let a command be told how many draws of inputs each submission meets."""
    return click.option("--seeds", type=click.IntRange(1), default=default, show_default=True, help="Draws of inputs.")


@click.command(cls=Sentences)
@narrowed
@draws(20)
@click.option("--table", is_flag=True, help="Print which hidden test catches which mistake.")
@click.option("--again", is_flag=True, help="Also prove what has not changed since it was proved, as CI does.")
@click.pass_context
def check(
    context: click.Context,
    set_name: str | None,
    exercise: str | None,
    workers: int,
    seeds: int,
    table: bool,
    again: bool,
) -> None:
    """Prove the course: references right, right answers full marks, mistakes caught and told apart, nothing leaked."""
    course = load_course(context.obj)
    selected = _selected(course, set_name, exercise)
    memory = Memory(os.path.join(course.root, FOLDER), trusted=not (again or os.environ.get("CI")))
    proofs, found = [], 0
    with Judges(course.root, blas=OTHER_PROCESSOR) as judges, terminal.progress() as progress:
        for problem_set, only, track in _each(selected, progress, "Trying"):
            proof = Proof(course, problem_set, judges, draws=seeds, workers=workers, memory=memory, only=only,
                          track=track)  # fmt: skip
            proofs.append(proof)
            for finding in proof.findings():
                found += 1
                progress.console.print(f"✗ {finding}", markup=False, highlight=False)
            judges.dismiss(problem_set.name)
    for matrix in [matrix for proof in proofs for matrix in proof.matrices] if table else ():
        terminal.console().print(*matrix.tables(), sep="\n")
    _say_what_was_known(proofs)
    _end(found, "The course holds.")


@click.command(cls=Sentences)
@narrowed
@draws(1)
@click.option("--kind", help="Try these mutants alone: operator, boundary, or one kind of boundary mutants.")
@click.pass_context
def mutate(
    context: click.Context, set_name: str | None, exercise: str | None, workers: int, seeds: int, kind: str | None
) -> None:
    """Change the references, or make them wrong on one kind of input, and see whether the hidden tests notice."""
    course, problems = load_course(context.obj), []
    selected = _selected(course, set_name, exercise)
    with Judges(course.root, blas=OTHER_PROCESSOR) as judges, terminal.progress() as progress:
        for problem_set, only, track in _each(selected, progress, "Changing"):
            judges.prepare(problem_set.name, workers)
            results = mutation.try_mutants(course, problem_set, judges, workers=workers, only=only, kind=kind,
                                            seeds=seeds, track=track)  # fmt: skip
            terminal.console().print(mutation.table(results))
            problems += [problem for result in results for problem in result.find_problems()]
            problems += mutation.too_few(problem_set, results)
            judges.dismiss(problem_set.name)
    _tell(problems)
    _end(len(problems), "Every mutant is caught or explained.")


@click.command(cls=Sentences)
@narrowed
@click.pass_context
def hints(context: click.Context, set_name: str | None, exercise: str | None, workers: int) -> None:
    """Grade all mutants with their hints, and see whether each hint is true on other inputs as well."""
    course, problems = load_course(context.obj), []
    selected = _selected(course, set_name, exercise)
    with Judges(course.root, blas=OTHER_PROCESSOR) as judges, terminal.progress() as progress:
        for problem_set, only, track in _each(selected, progress, "Hinting"):
            judges.prepare(problem_set.name, workers)
            results = hint_truth.try_hints(course, problem_set, judges, workers=workers, only=only, track=track)
            terminal.console().print(hint_truth.table(results))
            problems += [problem for result in results for problem in result.find_problems()]
            judges.dismiss(problem_set.name)
    _tell(problems)
    _end(len(problems), "Every hint is true.")


def _each(selected: Selection, progress: Progress, doing: str) -> Iterator[tuple[ProblemSet, str | None, Track]]:
    """Yield each set that is asked for, the name of the one exercise if it is one, and what shows how far it is."""
    problem_sets, only = selected
    for problem_set in problem_sets:
        yield problem_set, only, partial(progress.track, description=f"{doing} {problem_set.name}")


def _selected(course: Course, set_name: str | None, exercise: str | None) -> Selection:
    """Return the problem sets that are asked for, and the name of the one exercise, or None for all of them."""
    only = None
    if exercise:
        set_name, _, only = exercise.partition("/")
    problem_sets = [course.select(set_name)] if set_name else course.problem_sets
    if only and only not in {exercise.name for exercise in problem_sets[0].exercises}:
        raise CourseError(problem_sets[0].folder, f"no exercise {only!r}", "use the name of one of its folders")
    return problem_sets, only or None


def _say_what_was_known(proofs: Sequence[Proof]) -> None:
    parts, known = sum(len(proof.parts) for proof in proofs), sum(len(proof.known) for proof in proofs)
    if known:
        click.echo(f"{known} of {parts} parts were proved before, and nothing that they rest on has changed;")
        click.echo("  AGAIN=1 proves them once more.")


def _tell(problems: Sequence[str]) -> None:
    for problem in problems:
        click.echo(f"✗ {problem}", err=True)


def _end(problems: int, holds: str) -> None:
    click.echo(f"{problems} problem{'s' if problems > 1 else ''}." if problems else holds)
    sys.exit(bool(problems))
