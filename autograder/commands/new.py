"""``autograder new``: begins an exercise, a problem set with its first one, or a mistake that was found in a class."""

import os

import click

from autograder.course.model import load_course
from autograder.course.new import begin
from autograder.escape import printable
from autograder.proof import naming

from .base import Sentences


@click.command(cls=Sentences)
@click.argument("place", metavar="SET/EXERCISE", default="")
@click.option("--mistake", help="Begin a named mistake with what a student wrote: set/function.")
@click.option("--student", default="", help="Whose function it is.")
@click.option("--submitted", default="submitted", show_default=True, help="The folder of what was handed in.")
@click.pass_context
def new(context: click.Context, place: str, mistake: str | None, student: str, submitted: str) -> None:
    """Begin an exercise: write a skeleton that `make check` tells you how to finish."""
    if mistake:
        text = naming.begin(load_course(context.obj), submitted, mistake, student)
        click.echo("\n".join(printable(line) for line in text.splitlines()))
        click.echo("# Paste this into the exercise's variants.py, give it a name and a question, and run make check.")
        return
    folder = os.path.relpath(begin(context.obj, place))
    click.echo(f"Wrote {folder}/. Now go through its TODOs; this tells you what is left:")
    other = "" if os.path.samefile(context.obj, os.curdir) else f" COURSE={os.path.relpath(context.obj)}"
    click.echo(f"  make check{other}")
