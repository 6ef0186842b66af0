"""Whether something is drawn beside what is right, in three dimensions: for where one thing is asked for, no choice."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from .solids import FEWEST_LEVELS

if TYPE_CHECKING:
    from .figures import Axes, Points

CELLS = 6  # along each side of the box around something, seen from above
FILLED = 0.6  # part of the cells through which lines go that make a surface: a ring goes through fewer
WIDE = 0.1  # part of the x-axis and the y-axis that a surface fills which is meant as one
BETWEEN = np.linspace(0.0, 1.0, 2 * CELLS)[:, None, None]

Right = Callable[[NDArray[np.float64]], NDArray[np.bool_]]  # points, (n, 3) -> which of them lie where they should


def another_surface(axes: "Axes", is_right: Right) -> bool:
    """Tell whether axes show a wide surface that is not right: a grid, or lines and small pieces that make one.

    A floor, marks, arrows, single curves, and lines down from what is right are none.

    Args:
        axes: in three dimensions.
        is_right: tells of points, shape (n, 3), which of them belong to what was asked for.

    """
    grids = [points for points in map(_rows, axes.surfaces) if not _is_whole(points, is_right)]
    grids = _without_floors([points for points in grids if _is_known(points).any()])
    if any(_is_wide(points, axes) and _is_patch(points) for points in grids):
        return True
    lines = [_wrong_part(_rows(line), is_right) for line in axes.lines if line.z is not None]
    pieces = _without_floors([line for line in lines if _is_known(line).any()])
    loose = [points[_is_known(points)] for points in grids]
    painted = [*map(_along, pieces), *loose]
    if not painted:
        return False
    points = np.concatenate(painted)
    return _is_wide(points, axes) and _share_of_cells(points) > FILLED


def _rows(points: "Points") -> NDArray[np.float64]:
    return np.stack([points.x, points.y, np.asarray(points.z)], axis=-1)


def _is_known(points: NDArray[np.float64]) -> NDArray[np.bool_]:
    return np.asarray(np.isfinite(points).all(axis=-1))


def _is_whole(points: NDArray[np.float64], is_right: Right) -> bool:
    return bool(np.all(is_right(points[_is_known(points)])))


def _is_level(points: NDArray[np.float64]) -> bool:
    heights = points[_is_known(points), 2]
    return not heights.size or bool(np.ptp(heights) == 0)


def _is_wide(points: NDArray[np.float64], axes: "Axes") -> bool:
    known = points[_is_known(points), :2]
    width = np.abs(np.diff([axes.xlim, axes.ylim]).ravel())
    return bool(len(known) and np.all(np.ptp(known, axis=0) >= WIDE * width))


def _is_patch(points: NDArray[np.float64]) -> bool:
    """Say whether points do not all lie, seen from above, on one straight line."""
    known = points[_is_known(points), :2]
    return len(known) > 2 and bool(np.linalg.svd(known - known.mean(axis=0), compute_uv=False)[1] > 0.05)


def _wrong_part(points: NDArray[np.float64], is_right: Right) -> NDArray[np.float64]:
    """Return a line with NaN for its strokes that are right, or begin or end where they should and go straight on."""
    found = points.copy()
    known = _is_known(points)
    ends = np.flatnonzero(np.diff(np.concatenate([[False], known, [False]]).astype(int)))
    for begin, end in ends.reshape(-1, 2):
        right = is_right(points[begin:end])
        if right.all() or (end - begin == 2 and right.any()):
            found[begin:end] = np.nan
    return found


def _without_floors(pieces: list[NDArray[np.float64]]) -> list[NDArray[np.float64]]:
    """Return what is not level, and all if there are several heights: as level lines of something, or its points."""
    level = [piece for piece in pieces if _is_level(piece)]
    if len({float(np.nanmax(piece[:, 2])) for piece in level}) >= FEWEST_LEVELS:
        return pieces
    return [piece for piece in pieces if not _is_level(piece)]


def _along(line: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return points along a line, its corners and others between them."""
    strokes = line[:-1] + BETWEEN * np.diff(line, axis=0)
    points = np.concatenate([line, strokes.reshape(-1, 3)])
    return points[_is_known(points)]


def _share_of_cells(points: NDArray[np.float64]) -> float:
    """Return which part of the cells of the box around points, seen from above, has points in it."""
    low, size = points[:, :2].min(axis=0), np.ptp(points[:, :2], axis=0)
    cells = np.minimum((points[:, :2] - low) / size * CELLS, CELLS - 1).astype(int)
    return len(np.unique(cells, axis=0)) / CELLS**2
