"""``autograder show``: one student's report in the terminal, as their page tells it."""

import os

import click
from rich.console import Console, Group

from autograder.bounded import Failure, attempt
from autograder.course.model import load_course
from autograder.errors import ReportError
from autograder.feedback.terminal import parts
from autograder.report_folder import read_record, report_path

from . import counting
from .base import Sentences, tell


@click.command(cls=Sentences)
@click.argument("student")
@click.argument("set_name", metavar="SET")
@click.option("--out", default="grades", show_default=True, help="Folder of a grading run.")
@click.pass_context
def show(context: click.Context, student: str, set_name: str, out: str) -> None:
    """Show what a grading run says about one STUDENT and SET."""
    course = load_course(context.obj)
    problem_set = course.select(set_name)
    path = report_path(out, set_name, student)
    if not os.path.lexists(path):
        raise ReportError(path, "there is no such report", f"make grade OUT={out} SET={set_name} STUDENT={student}")
    counting.fetch(course, out)
    record = read_record(out, path)
    shown = attempt(lambda: list(parts(record, problem_set)))
    if isinstance(shown, Failure):
        raise ReportError(path, f"it cannot be shown: {shown.cause}", f"make feedback OUT={out} SET={set_name}")
    Console(soft_wrap=False).print(Group(*shown))
    context.exit(tell([record.error] if record.error else []))
