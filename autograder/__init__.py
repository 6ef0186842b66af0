"""The engine of a course that marks itself. These names are all that an exercise's files need.

Tests use ``agree``, ``expect``, ``entry``, ``raises``; hidden ones ``points``, ``draw``, ``edges``,
``symmetric_edges``, ``agree_at_edges`` too. Variants: ``correct``, ``mistake``.
"""

from .authoring import correct, draw, mistake, points
from .edges import agree_at_edges, edges, symmetric_edges
from .kit.compare import agree, entry, expect, raises

__all__ = [
    "agree", "agree_at_edges", "correct", "draw", "edges", "entry", "expect", "mistake", "points", "raises",
    "symmetric_edges",
]  # fmt: skip
