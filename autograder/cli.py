"""The command line: which commands there are, and where each of them is. None is loaded before it is asked for."""

import importlib
import keyword
import os

import click

COMMANDS = (
    *("collect", "grade", "late", "mark", "again", "similar", "feedback", "return", "serve", "show", "export"),
    *("nbgrader", "gradescope", "publish", "site", "stubs", "check", "mutate", "hints", "new", "course"),
)
MODULES = {"check": "authors", "mutate": "authors", "hints": "authors"}  # others are the module of their name


class Commands(click.Group):
    """A group of commands, each in the module that does its work."""

    def list_commands(self, context: click.Context) -> list[str]:
        """Return the names, in the order in which a course needs them."""
        return list(COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        """Return the command of a name, or None."""
        if name not in COMMANDS:
            return None
        own = f"{name}_" if keyword.iskeyword(name) else name
        module = importlib.import_module(f"autograder.commands.{MODULES.get(name, own)}")
        command: click.Command = getattr(module, own)
        return command


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--course", "root", default=".", show_default="this folder", help="Folder of the course.")
@click.pass_context
def main(context: click.Context, root: str) -> None:
    """Grade, write and prove a course that marks itself."""
    context.obj = os.path.abspath(root)
