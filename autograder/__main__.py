"""``python -m autograder``: the commands behind the Makefile's."""

from .cli import main
from .feedback.command import feedback
from .serve import serve
from .show import show

for command in (feedback, serve, show):
    main.add_command(command)
if __name__ == "__main__":  # processes that write pages import this, too
    main()
