"""The command line: which commands there are, and where each of them is. None is loaded before it is asked for."""

import importlib
import os

import click

PLACES = {
    "grade": "grade",
    "feedback": "feedback.command",
    "serve": "serve",
    "show": "show",
    "export": "exports.command",
    "nbgrader": "nbgrader.command",
    "gradescope": "gradescope.build",
    "publish": "publish",
    "stubs": "authors",
    "check": "authors",
    "mutate": "authors",
    "new": "authors",
}


class Commands(click.Group):
    """A group of commands, each in the module that does its work."""

    def list_commands(self, context):
        """Return the names, in the order in which a course needs them."""
        return list(PLACES)

    def get_command(self, context, name):
        """Return the command of a name, or None."""
        if name not in PLACES:
            return None
        return getattr(importlib.import_module(f"autograder.{PLACES[name]}"), name)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--course", "root", default=".", show_default="this folder", help="Folder of the course.")
@click.pass_context
def main(context, root):
    """Grade, write and prove a course that marks itself."""
    context.obj = os.path.abspath(root)
