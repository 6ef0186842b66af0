"""The door of the commands: what is expected to go wrong ends one with a sentence, not with a traceback."""

from typing import Any

import click

from autograder.errors import Refusal, in_words

USAGE_ERROR = 2


class Sentences(click.Command):
    """A command that a Refusal ends with a sentence and exit code 2."""

    def invoke(self, context: click.Context) -> Any:
        try:
            return super().invoke(context)
        except OSError as error:  # of a place that nothing of ours foresaw
            refusal = Refusal(error.filename or "a file", in_words(error), "look at that place, and try again")
        except Refusal as error:
            refusal = error
        click.echo(f"Error: {refusal}", err=True)
        context.exit(USAGE_ERROR)
