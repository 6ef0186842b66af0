"""``python -m autograder feedback``: writes the pages of a grading run."""

import os

import click

from autograder.course.model import load_course
from autograder.evidence import DETAILS

from . import counting
from .base import Sentences, tell
from .terminal import progress as progress_bar


@click.command(cls=Sentences)
@click.option("--out", default="grades", show_default=True, help="Folder of a grading run.")
@click.option("--set", "set_name", help="Write pages for this problem set alone.")
@click.option(
    "--detail", type=click.Choice(DETAILS), default=DETAILS[0], show_default=True, help="What students see of tests."
)
@click.option("--anonymous", is_flag=True, help="Leave the names of students out of the class's page.")
@click.option(
    "--workers", type=click.IntRange(1), default=os.cpu_count(), show_default="one a core", help="Side by side."
)
@click.pass_context
def feedback(
    context: click.Context, out: str, set_name: str | None, detail: str, anonymous: bool, workers: int
) -> None:
    """Write a page for each student and set, and one for the class.

    Students see of hidden tests `everything` (inputs, results, figures), their `sentences` alone, or the `score` alone.

    Exit code: 0 all is shown, 1 something could not be read or shown (it is named), 2 wrong usage.
    """
    from autograder.feedback import writing
    from autograder.report_folder import load_all, stream

    course = load_course(context.obj)
    counting.fetch(course, out)
    classes = load_all(out, course, set_name, stream)
    count = sum(len(found.records) for _, found in classes)
    with progress_bar() as progress:
        problems = writing.write_pages(
            out, classes, detail=detail, anonymous=anonymous, workers=workers,
            track=lambda pages: progress.track(pages, total=count, description="Writing"),
        )  # fmt: skip
    click.echo(f"For the class: {os.path.join(out, writing.CLASS_PAGE)}")
    click.echo(f"For students ({count}): {os.path.join(out, 'feedback', '<set>', '<student>.html')}")
    context.exit(tell(problems))
