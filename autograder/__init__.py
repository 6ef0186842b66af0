"""The engine of a course that marks itself. These names are all that an exercise's files need.

Tests use ``agree``, ``expect``, ``entry``, ``raises``; hidden ones ``points`` and ``draw`` too. Variants: ``correct``,
``mistake``.
"""

from .authoring import correct, draw, mistake, points
from .kit.compare import agree, entry, expect, raises

__all__ = ["agree", "correct", "draw", "entry", "expect", "mistake", "points", "raises"]
