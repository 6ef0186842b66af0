"""``autograder course``: begins a course of its own."""

import os

import click

from autograder.course.new_course import begin

from .base import Sentences


@click.command(cls=Sentences)
@click.argument("folder", metavar="NAME")
@click.option("--title", help="Of the course. [default: the folder's name]")
def course(folder: str, title: str | None) -> None:
    """Begin a course: a folder in which exercises, their tests and all that is made of them belong together."""
    name = os.path.basename(os.path.abspath(folder))
    begin(folder, title or name.replace("_", " ").replace("-", " ").capitalize())
    click.echo(f"Wrote {folder}/. Its README.md tells how it goes on; this begins its first exercise:")
    click.echo(f"  make new COURSE={folder} EXERCISE=my_set/my_exercise")
