"""What artists hold that is drawn in three-dimensional axes: grids, polygons, segments, and words in many places."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from . import plain
from .paint import is_on
from .solids import FEWEST_LEVELS

MANY_WORDS = 20  # from which on they are marks, and not notes

Grid = tuple[Any, Any, Any, Any]  # x, y and z, each (n,), and the artist, or None where that is seen


def grids(axes: Any) -> list[Grid]:
    """Return all solids: what was given as a grid, and other polygons by their corners."""
    levels = [getattr(artist, "levels_within", None) for *_, artist in axes.given_points]
    few = [number for number in levels if number is not None and number < FEWEST_LEVELS]
    are_enough = sum(few) >= FEWEST_LEVELS  # a few level lines, several times
    told = zip(axes.given_points, levels, strict=True)
    given = [points for points, number in told if number is None or number >= FEWEST_LEVELS or are_enough]
    given = [points if plain.is_as_given(points[3]) else _as_it_is(points) for points in given]
    return [*given, *(_corners(one.given_vertices, one) for one in _others(axes, given, "given_vertices"))]


def segments(axes: Any) -> list[Grid]:
    """Return lines that are no artists of their own, with NaN between them: in collections, patches and words."""
    found = [_joined(one.given_tails, one) for one in axes.collections if hasattr(one, "given_tails")]
    others = _others(axes, axes.given_points, "_segments3d")
    found += [_joined(one._segments3d, one) for one in others if not hasattr(one, "given_tails")]
    found += [_joined([one._segment3d], one) for one in axes.patches if len(getattr(one, "_segment3d", ()))]
    words = [one for one in axes.texts if hasattr(one, "get_position_3d") and is_on(one) and one.get_text().strip()]
    marks = [_joined([[one.get_position_3d()]], None) for one in words]
    return found + (marks if len(marks) >= MANY_WORDS else [])


def _as_it_is(grid: Grid) -> Grid:
    """Return a grid by what its artist holds now, where this was changed after it had been drawn."""
    corners, strokes, places = plain.geometry(grid[3])
    if places is not None:
        return (*(np.ma.filled(np.ma.asarray(side, dtype=float), np.nan).ravel() for side in places), grid[3])
    return _joined(strokes, grid[3]) if corners is None else _corners(np.ma.filled(corners, np.nan), grid[3])


def _others(axes: Any, given: Sequence[Grid], name: str) -> list[Any]:
    known = {id(artist) for *_, artist in given}
    return [one for one in axes.collections if len(getattr(one, name, ())) and id(one) not in known]


def _corners(polygons: Any, artist: Any) -> Grid:
    x, y, z = np.concatenate([np.asarray(polygon, dtype=float)[:, :3] for polygon in polygons]).T
    return x, y, z, artist


def _joined(pieces: Any, artist: Any) -> Grid:
    """Return the corners of several lines, with NaN between them."""
    parts: list[NDArray[np.float64]] = []
    for piece in pieces:
        parts += [np.asarray(piece, dtype=float)[:, :3], np.full((1, 3), np.nan)]
    x, y, z = np.concatenate(parts[:-1]).T
    return x, y, z, artist
