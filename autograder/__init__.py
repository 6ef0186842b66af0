"""The engine of a course that marks itself. These names are all that an exercise's files need.

Tests use ``agree``, ``expect``, ``entry``, ``raises``; hidden ones ``points``, ``draw``, ``edges``,
``edges_of_many``, ``symmetric_edges``, ``agree_at_edges``, ``agree_on``, ``between_singles``, ``in_kind_of``,
``in_reach``, ``in_single`` too. Variants: ``correct``, ``mistake``.
"""

from .authoring import correct, mistake, points
from .edges import (
    agree_at_edges,
    agree_on,
    between_singles,
    draw,
    edges,
    edges_of_many,
    in_kind_of,
    in_reach,
    in_single,
    symmetric_edges,
)
from .kit.compare import agree, entry, expect, raises

__all__ = [
    "agree", "agree_at_edges", "agree_on", "between_singles", "correct", "draw", "edges", "edges_of_many", "entry",
    "expect", "in_kind_of", "in_reach", "in_single", "mistake", "points", "raises", "symmetric_edges",
]  # fmt: skip
