"""The door of the commands: what is expected to go wrong ends one with a sentence, not with a traceback."""

from collections.abc import Iterable
from typing import Any

import click

from autograder.errors import Refusal, in_words

SOMETHING_LEFT, USAGE_ERROR = 1, 2  # exit codes
TOLD = 20  # sentences of one kind; a thousand of them help nobody


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


def tell(sentences: Iterable[object], kind: str = "Error") -> int:
    """Print sentences about what went wrong for some, on the error stream; return the exit code of the command."""
    given = list(sentences)
    for sentence in given[:TOLD]:
        click.echo(f"{kind}: {sentence}", err=True)
    if len(given) > TOLD:
        click.echo(f"... and {len(given) - TOLD} more of these.", err=True)
    return SOMETHING_LEFT if given else 0
