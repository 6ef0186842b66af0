"""The course proves itself: what must hold of every exercise is tried, by program."""
