"""Commands that end with a sentence where others end with a traceback."""

import click

from autograder.course.model import CourseError
from autograder.grading.judges import JudgeError
from autograder.grading.ledger import LedgerError
from autograder.nbgrader.gradebook import GradebookError

USAGE_ERROR = 2


class Refusal(Exception):
    """What was asked for cannot be done; the message says what is wrong, where, and what to type."""


class Sentences(click.Command):
    """A command whose expected errors end it with a sentence and exit code 2, not with a traceback."""

    def invoke(self, context):
        try:
            return super().invoke(context)
        except (CourseError, GradebookError, JudgeError, LedgerError, OSError, Refusal) as error:
            click.echo(f"Error: {error}", err=True)
            context.exit(USAGE_ERROR)
