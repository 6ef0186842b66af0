"""``autograder site``: the course as pages to read and to play with."""

import os

import click

from autograder.course.model import load_course
from autograder.site import build

from .base import Sentences


@click.command(cls=Sentences)
@click.option("--to", default="site", show_default=True, help="Folder to write the pages to.")
@click.pass_context
def site(context: click.Context, to: str) -> None:
    """Write the handout site: statements, pictures, things to play with, downloads; nothing secret."""
    build.write(load_course(context.obj), to)
    click.echo(f"Wrote {to}/. Open {os.path.join(to, 'index.html')}, or publish the folder as it is.")
