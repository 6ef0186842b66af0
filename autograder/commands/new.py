"""``autograder new``: begins an exercise, or a problem set with its first one."""

import os

import click

from autograder.course.new import begin

from .base import Sentences


@click.command(cls=Sentences)
@click.argument("place", metavar="SET/EXERCISE")
@click.pass_context
def new(context: click.Context, place: str) -> None:
    """Begin an exercise: write a skeleton that `make check` tells you how to finish."""
    folder = os.path.relpath(begin(context.obj, place))
    click.echo(f"Wrote {folder}/. Now go through its TODOs; this tells you what is left:")
    other = "" if os.path.samefile(context.obj, os.curdir) else f" COURSE={os.path.relpath(context.obj)}"
    click.echo(f"  make check{other}")
