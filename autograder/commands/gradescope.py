"""``autograder gradescope``: builds ``autograder.zip``, with all that grading a problem set takes, secrets included."""

import os

import click

from autograder.course.model import load_course
from autograder.exports.common import Options
from autograder.exports.gradescope import VISIBILITIES
from autograder.files import pack, write_whole
from autograder.gradescope.build import contents

from .base import Sentences


@click.command(cls=Sentences)
@click.argument("set_name", metavar="SET")
@click.option("--to", help="File to write.  [default: gradescope/SET/autograder.zip]")
@click.option(
    "--visibility",
    type=click.Choice(VISIBILITIES),
    default=Options.visibility,
    show_default=True,
    help="When students see what hidden tests say.",
)
@click.option("--accept-holes", is_flag=True, help="Let it grade even where the wall does not hold.")
@click.pass_context
def gradescope(context: click.Context, set_name: str, to: str | None, visibility: str, accept_holes: bool) -> None:
    """Build the autograder.zip of a problem set for Gradescope. Never publish it: it holds the solutions."""
    course = load_course(context.obj)
    problem_set = course.select(set_name)
    settings = {
        "problem_set": set_name,
        "title": problem_set.title,
        "visibility": visibility,
        "accept_holes": accept_holes,
    }
    path = to or os.path.join(course.root, "gradescope", set_name, "autograder.zip")
    write_whole(path, pack(contents(course, problem_set, settings)))
    click.echo(f"Wrote {os.path.relpath(path)}. Upload it to Gradescope and nowhere else: it holds the solutions.")
