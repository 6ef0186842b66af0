"""The door of the commands: what is expected to go wrong ends one with a sentence, not with a traceback."""

import errno
import os
import tempfile
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
        except Refusal as error:
            refusal = error
        except BrokenPipeError:  # whoever was reading, such as `head`, has seen enough
            raise
        except OSError as error:  # of a place that nothing of ours foresaw
            refusal = _unforeseen(error)
        click.echo(f"Error: {refusal}", err=True)
        context.exit(USAGE_ERROR)


def _unforeseen(error: OSError) -> Refusal:
    where = error.filename2 or error.filename or f"one of {os.getcwd()} and {tempfile.gettempdir()}"
    where = os.fsdecode(where) if isinstance(where, str | bytes) else str(where)
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return Refusal(where, "there is no room left", "make room there, and type the same command again")
    return Refusal(where, in_words(error), "see that it is there and that you may use it, and type the same again")


def tell(sentences: Iterable[object], kind: str = "Error") -> int:
    """Print sentences about what went wrong for some, on the error stream; return the exit code of the command."""
    given = list(sentences)
    for sentence in given[:TOLD]:
        click.echo(f"{kind}: {sentence}", err=True)
    if len(given) > TOLD:
        click.echo(f"... and {len(given) - TOLD} more of these.", err=True)
    return SOMETHING_LEFT if given else 0
