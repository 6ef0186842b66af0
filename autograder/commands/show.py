"""``autograder show``: one student's report in the terminal, as their page tells it."""

import os

import click
from rich.console import Console, Group

from autograder.course.model import load_course
from autograder.errors import ReportError
from autograder.feedback.terminal import parts
from autograder.report_folder import read_record, report_path

from .base import Sentences


@click.command(cls=Sentences)
@click.argument("student")
@click.argument("set_name", metavar="SET")
@click.option("--out", default="grades", show_default=True, help="Folder of a grading run.")
@click.pass_context
def show(context, student, set_name, out):
    """Show what a grading run says about one STUDENT and SET."""
    problem_set = load_course(context.obj).select(set_name)
    path = report_path(out, set_name, student)
    if not os.path.exists(path):
        raise ReportError(path, "there is no such report", f"make grade OUT={out} SET={set_name} STUDENT={student}")
    console = Console(soft_wrap=False)
    console.print(Group(*parts(read_record(out, path), problem_set)))
