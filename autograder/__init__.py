"""The engine of a course that marks itself. These names are all that an exercise's files need.

Tests use ``agree``, ``expect``, ``entry``, ``raises``; hidden ones ``points``, ``draw``, ``edges``,
``symmetric_edges`` too. Variants: ``correct``, ``mistake``.
"""

from .authoring import correct, draw, mistake, points
from .edges import edges, symmetric_edges
from .kit.compare import agree, entry, expect, raises

__all__ = ["agree", "correct", "draw", "edges", "entry", "expect", "mistake", "points", "raises", "symmetric_edges"]
