"""The door of the commands: what is expected to go wrong ends one with a sentence, not with a traceback."""

import errno
import os
import tempfile
from collections.abc import Iterable
from typing import Any

import click

from autograder.errors import Refusal, in_words

SOMETHING_LEFT, USAGE_ERROR = 1, 2  # exit codes
IN_MAKE = {"REPORTS": "OUT", "FOLDER": "NBGRADER"}  # what is called otherwise there
TOLD = 20  # sentences of one kind; a thousand of them help nobody


class Sentences(click.Command):
    """A command that a Refusal ends with a sentence and exit code 2, and so does what was typed wrongly."""

    def parse_args(self, context: click.Context, args: list[str]) -> list[str]:
        try:
            rest = super().parse_args(context, args)
            if empty := next((one for one in self.params if _is_empty(one, context.params.get(one.name or ""))), None):
                raise click.MissingParameter(ctx=context, param=empty)
        except click.BadParameter as error:
            click.echo(f"Error: {_mistyped(error)}", err=True)
            context.exit(USAGE_ERROR)
        return rest

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


def _is_empty(parameter: click.Parameter, value: object) -> bool:
    """Tell whether an option that is needed, or has a value by itself, was given none, as ``SET=`` in make does."""
    has_value = isinstance(parameter.default, str) and parameter.default != ""
    return value == "" and isinstance(parameter, click.Option) and (parameter.required or has_value)


def _mistyped(error: click.BadParameter) -> Refusal:
    """Return what is wrong with an option or argument, by the name that it has in make."""
    if (parameter := error.param) is None:
        return Refusal("What was typed", error.message, "make alone explains it")
    own = parameter.metavar if isinstance(parameter, click.Argument) else parameter.opts[0].strip("-").upper()
    name = f"{IN_MAKE.get(own or '', own)}="
    said, has_choices, _ = error.message.rstrip(".").partition(" is not one of ")
    cause = "nothing was given" if said in ("", "''") else f"{said} is not one of them" if has_choices else said
    return Refusal(name, cause, f"{name} {_explained(parameter)}")


def _explained(parameter: click.Parameter) -> str:
    """Return what may be typed, as the help of a command says it, in the middle of a sentence."""
    if isinstance(parameter.type, click.Choice):
        return f"one of: {', '.join(parameter.type.choices)}"
    if isinstance(parameter.type, click.IntRange):
        most = "" if parameter.type.max is None else f" to {parameter.type.max}"
        return f"a whole number from {parameter.type.min}{most or ' on'}"
    text = str(getattr(parameter, "help", None) or "what is meant; make alone explains it").rstrip(".")
    return text if text[:2].isupper() else text[0].lower() + text[1:]


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
