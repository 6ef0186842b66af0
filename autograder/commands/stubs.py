"""``autograder stubs``: writes what students get."""

import os

import click

from autograder.course import release
from autograder.course.model import load_course

from .base import Sentences


@click.command(cls=Sentences)
@click.pass_context
def stubs(context: click.Context) -> None:
    """Write assignments/ anew from solutions/."""
    course = load_course(context.obj)
    for problem_set in course.problem_sets:
        click.echo(f"Wrote {os.path.relpath(release.write(course, problem_set))}/")
