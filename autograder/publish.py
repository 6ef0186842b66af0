"""``autograder publish``: the folder of a problem set as students get it, and the same as a zip."""

import os

import click

from . import stubs
from .course import load_course
from .packing import pack
from .report import write_whole
from .sentences import Refusal, Sentences


@click.command(cls=Sentences)
@click.argument("set_name", metavar="SET")
@click.option("--to", default="published", show_default=True, help="Folder to write SET/ and SET.zip to.")
@click.pass_context
def publish(context, set_name, to):
    """Write what students get: a folder and a zip of it, with nothing secret in them."""
    course = load_course(context.obj)
    problem_set = course.select(set_name)
    if difference := next(stubs.find_differences(course, problem_set), None):
        raise Refusal(difference)
    files = stubs.contents(course, problem_set)
    folder = os.path.join(to, set_name)
    stubs.write_folder(folder, files)
    write_whole(f"{folder}.zip", pack({f"{set_name}/{path}": (text, 0o644) for path, text in files.items()}))
    click.echo(f"Wrote {folder}/ and {folder}.zip. Both can be given to everyone.")
