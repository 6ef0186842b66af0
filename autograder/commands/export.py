"""``autograder export``: the reports of a grading run, for a gradebook, an LMS or a CI."""

import sys
from typing import Any

import click

from autograder.course.model import load_course
from autograder.escape import spelt_out
from autograder.exports import canvas, github, gradescope, junit, moodle, moodle_worksheet, nbgrader
from autograder.exports.common import Options
from autograder.files import write_whole
from autograder.report_folder import read_reports

from . import counting
from .base import SOMETHING_LEFT, Sentences, tell

FORMATS = {
    "canvas": canvas,
    "moodle": moodle,
    "moodle-worksheet": moodle_worksheet,
    "nbgrader": nbgrader,
    "gradescope": gradescope,
    "junit": junit,
    "github": github,
}


@click.command(cls=Sentences)
@click.argument("format_", metavar="FORMAT", type=click.Choice(list(FORMATS)))
@click.option("--reports", default="grades", show_default=True, help="Folder that `grade` wrote.")
@click.option("--to", help="File to write; without it, the text is printed.")
@click.option("--set", "set_name", help="This problem set alone.")
@click.option("--student", help="This student alone.")
@click.option("--roster", help="canvas: a gradebook exported from Canvas, to match students with.")
@click.option("--key", help="canvas, moodle-worksheet: the column that students' names are in, where two would do.")
@click.option("--worksheet", help="moodle-worksheet: the grading worksheet downloaded from Moodle.")
@click.option(
    "--visibility",
    type=click.Choice(gradescope.VISIBILITIES),
    default=Options.visibility,
    show_default=True,
    help="gradescope: when students see what hidden tests say.",
)
@click.option("--zero-for-missing", is_flag=True, help="Give 0 to those who handed in nothing, instead of no mark.")
@click.pass_context
def export(
    context: click.Context,
    /,
    format_: str,
    reports: str,
    to: str | None,
    set_name: str | None,
    student: str | None,
    **options: Any,
) -> None:
    """Write marks for others: canvas, moodle, moodle-worksheet, nbgrader, gradescope, junit or github.

    Exit code: 0 all marks are in it, 1 some are not (they are named), 2 wrong usage.
    """
    course = load_course(context.obj)
    titles = {one.name: one.title for one in course.problem_sets}
    counting.fetch(reports)
    found, damaged = read_reports(reports, list(titles), set_name, student)
    if not found:
        raise damaged[0]
    exported = FORMATS[format_].export(found, Options(titles, **options))
    if to:
        write_whole(to, exported.text)
    else:
        sys.stdout.buffer.write(exported.text.encode("utf-8", "surrogateescape"))
        sys.stdout.flush()
    for sentence in exported.notes:
        click.echo(spelt_out(sentence), err=True)
    for sentence in exported.left_out:
        click.echo(f"look at: {spelt_out(sentence)}", err=True)
    context.exit(tell(damaged) or (SOMETHING_LEFT if exported.left_out else 0))
