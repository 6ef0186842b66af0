"""``python -m autograder``: the commands behind the Makefile's."""

from .cli import main

main()
