"""``python -m autograder``: the commands behind the Makefile's."""

from .cli import main

if __name__ == "__main__":  # processes that write pages import this, too
    main()
