"""``autograder publish``: the folder of a problem set as students get it, and the same as a zip."""

import os

import click

from autograder.course import release
from autograder.course.model import load_course
from autograder.errors import Refusal
from autograder.files import write_whole

from .base import Sentences


@click.command(cls=Sentences)
@click.argument("set_name", metavar="SET")
@click.option("--to", default="published", show_default=True, help="Folder to write SET/ and SET.zip to.")
@click.pass_context
def publish(context: click.Context, set_name: str, to: str) -> None:
    """Write what students get: a folder and a zip of it, with nothing secret in them."""
    course = load_course(context.obj)
    problem_set = course.select(set_name)
    if difference := next(release.find_differences(course, problem_set), None):
        raise Refusal(set_name, difference, "make stubs")
    files = release.contents(course, problem_set)
    folder = os.path.join(to, set_name)
    release.write_folder(folder, files)
    write_whole(f"{folder}.zip", release.packed(course, problem_set, files), public=True)
    click.echo(f"Wrote {folder}/ and {folder}.zip. Both can be given to everyone.")
