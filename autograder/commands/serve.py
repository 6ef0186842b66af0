"""``autograder serve``: the pages of a grading run in a browser on this machine, made when they are asked for."""

import click

from autograder.course.model import load_course
from autograder.evidence import DETAILS
from autograder.feedback.library import Library
from autograder.feedback.server import open_server
from autograder.submissions import SAMPLE_CLASS

from . import counting
from .base import Sentences


@click.command(cls=Sentences)
@click.option("--out", default="grades", show_default=True, help="Folder of a grading run, one that goes on included.")
@click.option(
    "--submitted", default=SAMPLE_CLASS, show_default=True, help="What is being graded, to tell how far it is."
)
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 takes a free one.")
@click.option("--detail", type=click.Choice(DETAILS), default=DETAILS[0], show_default=True)
@click.pass_context
def serve(context: click.Context, out: str, submitted: str, port: int, detail: str) -> None:
    """Show the pages of a grading run in a browser on this machine, and follow it while it goes on.

    Only the whole address that is printed opens them: other users of this machine do not know it.
    """
    course = load_course(context.obj)
    counting.fetch(course, out)
    library = Library(course, out, submitted, detail)
    with open_server(library, port) as server:
        click.echo(f"Open {server.address} (Ctrl-C ends it)")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            click.echo("Ended.")
