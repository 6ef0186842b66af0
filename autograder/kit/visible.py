"""What of a matplotlib figure can be seen: artists that leave paint, and their points that nothing covers.

An artist that is invisible, transparent, or has neither size nor width shows nothing. What lies below an opaque patch,
or below opaque axes, is hidden by it.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

FAINTEST = 0.02  # alpha below which nobody sees anything
THINNEST = 0.05  # widths and sizes, in points
NOTHING = (None, "None", "none", "", " ")


def is_painted(artist: Any) -> bool:
    """Tell whether an artist leaves any paint: a line, or what drew a grid of points in three dimensions."""
    if not _is_on(artist) or artist.figure is None:  # removed again
        return False
    if hasattr(artist, "get_linestyle") and hasattr(artist, "get_marker"):
        return _is_painted_line(artist)
    return _is_painted_collection(artist) if hasattr(artist, "get_facecolor") else True


def covers(axes: Any, x: NDArray[Any], y: NDArray[Any], order: float) -> NDArray[np.bool_]:
    """Tell which points of plane axes lie below an opaque patch that is painted after what has this order (zorder)."""
    covered = np.zeros(len(x), dtype=bool)
    for patch in axes.patches:
        if patch.get_zorder() > order and patch.get_fill() and _is_on(patch) and _opacity(patch.get_facecolor()) >= 1:
            path = patch.get_transform().transform_path(patch.get_path())
            covered |= path.contains_points(axes.transData.transform(np.column_stack([x, y])))
    return covered


def is_hidden(axes: Any) -> bool:
    """Tell whether axes are invisible, of no size, outside the figure, or below opaque ones that cover them whole."""
    box, figure = axes.get_position(), axes.figure
    if not axes.get_visible() or min(box.x1, 1) - max(box.x0, 0) < 0.02 or min(box.y1, 1) - max(box.y0, 0) < 0.02:
        return True
    others = figure.axes[figure.axes.index(axes) + 1 :]
    return any(_covers_whole(other, box) and other.get_zorder() >= axes.get_zorder() for other in others)


def _covers_whole(axes: Any, box: Any) -> bool:
    own = axes.get_position()
    is_opaque = axes.get_visible() and axes.axison and _is_on(axes.patch) and _opacity(axes.patch.get_facecolor()) >= 1
    return bool(is_opaque and own.x0 <= box.x0 and own.y0 <= box.y0 and own.x1 >= box.x1 and own.y1 >= box.y1)


def _is_on(artist: Any) -> bool:
    alpha = artist.get_alpha()
    return bool(artist.get_visible()) and (alpha is None or float(np.max(alpha, initial=0.0)) >= FAINTEST)


def _is_painted_line(line: Any) -> bool:
    has_line = line.get_linestyle() not in NOTHING and line.get_linewidth() >= THINNEST
    has_marks = line.get_marker() not in NOTHING and line.get_markersize() >= THINNEST
    return bool(has_line and _opacity(line.get_color()) >= FAINTEST) or bool(
        has_marks and max(_opacity(line.get_markerfacecolor()), _opacity(line.get_markeredgecolor())) >= FAINTEST
    )


def _is_painted_collection(collection: Any) -> bool:
    sizes = collection.get_sizes() if hasattr(collection, "get_sizes") else ()
    if np.size(sizes) and np.max(sizes) < THINNEST:
        return False
    has_edges = np.max(collection.get_linewidth(), initial=0.0) >= THINNEST
    edges = _opacity(_color(collection, "edgecolor")) if has_edges else 0.0
    return collection.get_array() is not None or max(_opacity(_color(collection, "facecolor")), edges) >= FAINTEST


def _color(collection: Any, name: str) -> Any:
    """Return colours as they were given: those of solids are known in the plane only once they are painted."""
    given = getattr(collection, f"_{name}3d", None)
    return getattr(collection, f"get_{name}")() if given is None else given


def _opacity(colors: Any) -> float:
    """Return the largest alpha of some colours."""
    from matplotlib.colors import to_rgba_array

    return float(np.max(to_rgba_array(colors)[:, 3], initial=0.0))
