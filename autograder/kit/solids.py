"""Grids of points in three dimensions: whether what is drawn between them is a surface, and where it lies."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

TWICE = 2.0  # a disc that is drawn twice over covers less than twice the box around it
FEWEST_LEVELS = 4  # of a surface, between its lowest and its highest point, by which one knows it
FEWEST_KEPT = 4  # rows or columns of a grid, and a part of them, by which one knows it
DIRECTIONS = ("x", "y", "z")


def is_tangled(x: Any, y: Any, triangles: Any = None) -> bool:
    """Tell whether the cells of a surface, side by side, would be too large for the box around them, seen from above.

    Args:
        x: coordinates of its points, in a grid where no triangles are given.
        y: the same.
        triangles: (cells, 3), numbers of points.

    """
    places = np.stack(np.broadcast_arrays(np.asarray(x, dtype=float), np.asarray(y, dtype=float)), axis=-1)
    if triangles is not None:
        a, b, c = (places.reshape(-1, 2)[corner] for corner in np.asarray(triangles).T)
        area = _area(b - a, c - a)
    elif places.ndim == 3:
        a, b, c, d = places[:-1, :-1], places[1:, :-1], places[:-1, 1:], places[1:, 1:]
        area = _area(b - a, c - a) + _area(b - d, c - d)
    else:
        return False
    known = places[np.isfinite(places).all(axis=-1)]
    return bool(known.size and area > TWICE * np.prod(np.ptp(known, axis=0)))


def _area(u: NDArray[np.float64], v: NDArray[np.float64]) -> float:
    return float(np.nansum(np.abs(u[..., 0] * v[..., 1] - u[..., 1] * v[..., 0]))) / 2


def is_level(z: NDArray[Any]) -> bool:
    """Tell whether all heights are the same."""
    known = z[np.isfinite(z)]
    return not known.size or bool(np.ptp(known) == 0)


def painted(z: Any, options: Mapping[str, Any]) -> NDArray[np.float64]:
    """Return the heights of a grid, NaN where no cell beside the point has all of its corners, and none is painted.

    Args:
        z: (rows, columns).
        options: how a surface or wires are drawn: of a grid that is thinned to very few rows or columns, the points
            between these are not painted either.

    """
    heights: NDArray[np.float64] = np.ma.filled(np.ma.asarray(z, dtype=float), np.nan)
    if heights.ndim != 2:
        return heights
    known = np.pad(np.isfinite(heights), 1)
    cells = known[:-1, :-1] & known[1:, :-1] & known[:-1, 1:] & known[1:, 1:]
    drawn = cells[:-1, :-1] | cells[1:, :-1] | cells[:-1, 1:] | cells[1:, 1:]
    rows, columns = (_is_kept(size, options, name) for size, name in zip(heights.shape, "rc", strict=True))
    if any(np.sum(kept) < min(FEWEST_KEPT, len(kept) / FEWEST_KEPT) for kept in (rows, columns)):
        drawn &= rows[:, None] | columns
    return np.where(drawn, heights, np.nan)


def _is_kept(size: int, options: Mapping[str, Any], name: str) -> NDArray[np.bool_]:
    """Tell which rows ("r") or columns ("c") of a grid matplotlib draws."""
    count, stride = (options.get(f"{name}{what}") for what in ("count", "stride"))
    stride = int(stride if stride is not None else np.ceil(size / (count or 50))) or size
    kept: NDArray[np.bool_] = np.arange(size) % max(stride, 1) == 0
    kept[-1:] = True
    return kept


def is_filled(x: NDArray[np.float64], y: NDArray[np.float64]) -> bool:
    """Tell whether points stand in all quarters of the middle of the box around them, and not along its rim alone."""
    places = np.stack([x, y], axis=-1)
    low, high = places.min(axis=0, initial=np.inf), places.max(axis=0, initial=-np.inf)
    away = (places - (low + high) / 2) / np.maximum((high - low) / 2, 1e-300)
    inner = away[np.all((np.abs(away) > 0.05) & (np.abs(away) < 0.6), axis=1)]
    return all(np.any((a * inner[:, 0] > 0) & (b * inner[:, 1] > 0)) for a in (-1, 1) for b in (-1, 1))


def moved(grids: list[Any], options: Mapping[str, Any]) -> list[Any]:
    """Return the grids of level lines where they are drawn: all on one wall, or on the floor, if that is asked for."""
    offset, direction = options.get("offset"), options.get("zdir", "z")
    if offset is None or direction not in DIRECTIONS:
        return grids
    return [
        np.full(np.shape(one), offset) if name == direction else one
        for name, one in zip(DIRECTIONS, grids, strict=True)
    ]


def levels_of(drawn: Any, z: Any) -> int | None:
    """Return how many level lines of a surface lie between its lowest and its highest point; None if not drawn so."""
    levels = getattr(drawn, "levels", None)
    return None if levels is None else int(np.sum((np.nanmin(z) < levels) & (levels < np.nanmax(z))))
