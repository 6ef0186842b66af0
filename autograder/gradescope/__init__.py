"""Gradescope: the zip that its platform builds a container from, and what runs in there for each submission."""
