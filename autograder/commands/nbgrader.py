"""``python -m autograder nbgrader``: writes a course folder that nbgrader's own commands accept."""

import os
import sys

import click

from autograder.course.model import load_course
from autograder.nbgrader import gradebook
from autograder.nbgrader.folder import write

from .base import Sentences


@click.command(cls=Sentences)
@click.argument("folder", metavar="FOLDER")
@click.option("--submitted", help="Folder of <student>/<set>/ to take in.")
@click.option("--gradebook", "book", envvar="GRADEBOOK", show_default="gradebook.db in FOLDER", help="Where marks are.")
@click.pass_context
def nbgrader(context: click.Context, folder: str, submitted: str | None, book: str | None) -> None:
    """Write a course folder for nbgrader, or what is new of it."""
    folder = os.path.abspath(folder)
    place = gradebook.locate(None if book == gradebook.NONE else book, folder)
    assert place is not None, "a course folder of nbgrader's has a gradebook"
    for problem in write(load_course(context.obj), folder, place, submitted):
        click.echo(problem, err=True)
    click.echo(f"Wrote {os.path.relpath(folder)}/. nbgrader's commands work there, such as:")
    click.echo(f"  cd {os.path.relpath(folder)} && {os.path.relpath(sys.prefix, folder)}/bin/nbgrader --help")
