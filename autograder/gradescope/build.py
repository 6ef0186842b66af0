"""``autograder gradescope``: builds ``autograder.zip``, with all that grading a problem set takes, secrets included."""

import json
import os

import click

from autograder import grading
from autograder.course import SECRET_FILE, files_below, load_course
from autograder.exports.common import Options
from autograder.exports.gradescope import VISIBILITIES
from autograder.packing import pack
from autograder.report import write_whole
from autograder.sentences import Refusal, Sentences
from autograder.submissions import ENDINGS

from .lock import locked
from .run import SETTINGS

PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PROGRAMS = ("setup.sh", "run_autograder")


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
def gradescope(context, set_name, to, visibility, accept_holes):
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
    write_whole(path, pack(contents(course, problem_set, settings)), mode=0o600)
    click.echo(f"Wrote {os.path.relpath(path)}. Upload it to Gradescope and nowhere else: it holds the solutions.")


def contents(course, problem_set, settings):
    """Return the files of the zip, as ``pack`` takes them.

    Raises:
        Refusal: students have been given nothing yet.

    """
    secret = bytes.fromhex(grading.course_secret(course.root))
    files = {name: (_bytes(os.path.join(PACKAGE, "gradescope", name)), 0o755) for name in PROGRAMS}
    files[SETTINGS] = (json.dumps(settings, indent=1) + "\n", 0o600)
    files[SECRET_FILE] = (secret + b"\n", 0o600)
    files["requirements.txt"] = (locked(course.root, problem_set), 0o644)
    files |= _tree(PACKAGE, "autograder") | _tree(problem_set.folder, f"solutions/{problem_set.name}")
    for ending in ENDINGS:
        given = os.path.join("assignments", problem_set.name, problem_set.name + ending)
        if not os.path.exists(os.path.join(course.root, given)):
            raise Refusal(f"there is no {given}; make stubs writes it")
        files[given] = (_bytes(os.path.join(course.root, given)), 0o600)
    return files


def _tree(folder, place):
    paths = files_below(folder)
    return {f"{place}/{os.path.relpath(path, folder)}": (_bytes(path), 0o600) for path in paths}


def _bytes(path):
    with open(path, "rb") as file:
        return file.read()
