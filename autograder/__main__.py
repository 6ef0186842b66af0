"""``python -m autograder``: the commands behind the Makefile's."""

from .cli import main
from .feedback.command import feedback

for command in (feedback,):
    main.add_command(command)
main()
