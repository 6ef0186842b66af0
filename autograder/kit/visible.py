"""What of a matplotlib figure can be seen: artists that leave paint, and their points that nothing covers.

An artist that is invisible, transparent, or has neither size nor width shows nothing, and neither does one that has
nearly the colour of what is behind it. What lies below something opaque, or below opaque axes, is hidden by it.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from . import covers, paint

NARROWEST = 0.02  # part of a figure that axes must fill, in width and height
SOME = 300  # points of a solid that tell how large it is
FEWEST_INCHES = 0.2  # the same for their own width and height


def seen(
    scene: covers.Scene, artist: Any, x: NDArray[Any], y: NDArray[Any], z: NDArray[Any] | None = None
) -> NDArray[np.bool_]:
    """Tell which points of an artist can be seen: below nothing opaque, and of another colour than what is behind them.

    Args:
        scene: of the axes that hold it.
        artist: a line, or what drew a grid of points in three dimensions.
        x: (n,), of the points.
        y: (n,).
        z: (n,), or None in the plane.

    """
    if z is not None and not hasattr(artist, "get_marker") and _is_speck(scene.axes, x, y, z):
        return np.zeros(len(x), dtype=bool)
    above, fades = scene.above(artist), paint.has_colour_of(scene.behind, artist)
    if not (above or fades):
        return np.ones(len(x), dtype=bool)
    places = covers.on_screen(scene.axes, x, y, z)
    visible = ~covers.covered(above, places)
    return visible & covers.covered(scene.grounds(artist), places) if fades else visible


def is_hidden(axes: Any) -> bool:
    """Tell whether axes are invisible, of no size, outside the figure, or below opaque ones that cover them whole."""
    box, figure = axes.get_position(), axes.figure
    if not axes.get_visible() or min(axes.bbox.size) < FEWEST_INCHES * figure.dpi:
        return True
    if min(box.x1, 1) - max(box.x0, 0) < NARROWEST or min(box.y1, 1) - max(box.y0, 0) < NARROWEST:
        return True
    others = figure.axes[figure.axes.index(axes) + 1 :]
    return any(_covers_whole(other, box) and other.get_zorder() >= axes.get_zorder() for other in others)


def label(axes: Any, name: str) -> str:
    """Return the label of an axis, ``name`` being "x", "y" or "z", or an empty text where nobody can read it."""
    axis = getattr(axes, f"{name}axis")
    is_there = axis.get_visible() and getattr(axes, "_axis3don", axes.axison)
    behind = paint.behind(axes) if hasattr(axes, "get_zlim") else paint.covered(np.ones(3), axes.figure.patch)
    return str(axis.label.get_text()) if is_there and paint.is_readable(axis.label, behind) else ""


def entries(legend: Any) -> list[str]:
    """Return the words of a legend, or None, with an empty text for each entry that nobody can read."""
    if not legend or not legend.get_visible():
        return []
    behind = paint.behind(legend.axes) if legend.axes else paint.covered(np.ones(3), legend.figure.patch)
    if legend.get_frame_on() and paint.is_on(legend.get_frame()):
        behind = paint.covered(behind, legend.get_frame())
    return [text.get_text() if paint.is_readable(text, behind) else "" for text in legend.get_texts()]


def _is_speck(axes: Any, x: NDArray[Any], y: NDArray[Any], z: NDArray[Any]) -> bool:
    step = len(x) // SOME + 1
    return covers.is_speck(axes, covers.on_screen(axes, x[::step], y[::step], z[::step]))


def _covers_whole(axes: Any, box: Any) -> bool:
    own = axes.get_position()
    is_opaque = (
        axes.get_visible()
        and axes.axison
        and paint.is_on(axes.patch)
        and paint.opacity(axes.patch.get_facecolor()) >= 1
    )
    return bool(is_opaque and own.x0 <= box.x0 and own.y0 <= box.y0 and own.x1 >= box.x1 and own.y1 >= box.y1)
