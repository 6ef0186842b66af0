"""The engine of a course that marks itself. These names are all that an exercise's files need.

Tests use ``agree``, ``expect``, ``entry``, ``raises``; hidden ones ``points`` too. Variants: ``correct``, ``mistake``.
"""

from .authoring import correct, mistake, points
from .kit.compare import agree, entry, expect, raises

__all__ = ["agree", "correct", "entry", "expect", "mistake", "points", "raises"]
