"""``autograder mark``: what a person gives for one exercise of one student, and what counts from then on."""

import os

import click

from autograder.course.model import load_course
from autograder.errors import Refusal
from autograder.escape import spelt_out
from autograder.nbgrader import gradebook
from autograder.numbers import points
from autograder.report_folder import read_record, report_path

from . import counting
from .base import Sentences


@click.command(cls=Sentences)
@click.option("--student", required=True, help="As their folder is called.")
@click.option("--exercise", "asked", required=True, help="The exercise: its name, or set/name.")
@click.option("--set", "set_name", help="The problem set, where several have an exercise of that name.")
@click.option("--score", help="Points in place of those that were graded; `graded` for these again.")
@click.option("--extra", type=click.FloatRange(0), help="Points beside them; 0 takes them away.")
@click.option("--comment", help="A sentence for the student.")
@click.option("--out", default="grades", show_default=True, help="Folder that `grade` wrote.")
@click.option(
    "--gradebook", "book", envvar="GRADEBOOK", show_default="gradebook.db in --out", help="Where nbgrader keeps marks."
)
@click.pass_context
def mark(
    context: click.Context, student: str, asked: str, set_name: str | None, score: str | None, extra: float | None,
    comment: str | None, out: str, book: str | None,
) -> None:  # fmt: skip
    """Give points or a comment for one exercise of one student, as formgrader does.

    What was given by hand counts until it is taken back, also where new work comes in: then both numbers are shown,
    until this is typed again.
    """
    from autograder.nbgrader.giving import Gift, give

    course = load_course(context.obj)
    problem_set, exercise = course.select_exercise(asked, set_name)
    if (score, extra, comment) == (None, None, None):
        raise Refusal("SCORE=", "nothing is given", "SCORE= points, EXTRA= points or COMMENT= a sentence")
    place = gradebook.locate(book, out)
    if place is None or not ("://" in place or os.path.isfile(place)):
        cause = "there is no gradebook, which keeps what people give"
        raise Refusal(place or "GRADEBOOK=none", cause, f"make grade OUT={out}, without GRADEBOOK=none")
    give(place, (problem_set, student), exercise, Gift(_points(score), extra, comment))
    counting.fetch(course, out, book)
    click.echo(spelt_out(_said(out, problem_set, student)))


def _points(score: str | None) -> float | None:
    from autograder.nbgrader.giving import GRADED

    if score is None:
        return None
    if score == "graded":
        return GRADED
    try:
        given = float(score.replace(",", "."))
    except ValueError:
        given = -1.0
    if not 0 <= given < float("inf"):
        raise Refusal(f"SCORE={score}", "this is no number of points", "SCORE=12.5, or SCORE=graded to take it back")
    return given


def _said(out: str, problem_set: str, student: str) -> str:
    """Return what counts now, and why."""
    path = report_path(out, problem_set, student)
    if not os.path.lexists(path):
        return f"It is in the gradebook; there is no report of {student} in {out}."
    report = read_record(out, path).report
    total = f"{student}: {problem_set}: {points(report.score)} of {points(report.max_score)} points"
    return " ".join([f"{total}.", *report.notes])
