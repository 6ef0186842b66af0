"""The commands of ``python -m autograder``: a command is the module of its name."""
