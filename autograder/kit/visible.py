"""What of a matplotlib figure can be seen: artists that leave paint, and their points that nothing covers.

An artist that is invisible, transparent, or has neither size nor width shows nothing, and neither does one that has
nearly the colour of what is behind it. What lies below something opaque, or below opaque axes, is hidden by it.
Whatever is drawn in unusual ways is painted, to see.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from . import covers, paint, pixels, plain

NARROWEST = 0.02  # part of a figure that axes must fill, in width and height
MOST = 0.5  # of the points of something have to be seen, where it is unusual
SOME_INSIDE = 0.25  # of the points of a solid are within its axes, or it is not seen there
SOME = 300  # points of a solid that tell how large it is
FEWEST_INCHES, FEWEST_PIXELS = 0.3, 30  # the same for their own width and height
SMALLEST = 0.003  # part of the area of a figure that they must fill
FLATTEST = 0.03  # height of a box in three dimensions as a part of its width, or the other way round
SHORTEST_FOCUS = 0.1  # of a perspective; with a shorter one, the eye is amid the drawing
SHAKIEST = 20.0  # by how many pixels a hand may shake
SQUASHED, LEVELLED = 0.02, 10  # part of an axis, by its scale; and how many times that a linear one would show


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
    places = covers.on_screen(scene.axes, x, y, z)
    if _is_unreadable(scene.axes, places, x, y, z):
        return np.zeros(len(x), dtype=bool)
    return _uncovered(scene, artist, places) & _painted(scene, artist, places)


def _uncovered(scene: covers.Scene, artist: Any, places: NDArray[Any]) -> NDArray[np.bool_]:
    above, fades = scene.above(artist), paint.has_colour_of(scene.behind, artist)
    if not (above or fades):
        return np.ones(len(places), dtype=bool)
    visible = ~covers.covered(above, places)
    return visible & covers.covered(scene.grounds(artist), places) if fades else visible


def _painted(scene: covers.Scene, artist: Any, places: NDArray[Any]) -> NDArray[np.bool_]:
    """Tell near which places there is paint, by painting what is unusual: none if there is at fewer than half."""
    found = np.full(len(places), (artist.get_sketch_params() or [0])[0] <= SHAKIEST)
    if not plain.is_plain(scene.axes, artist):
        found &= not plain.is_patchy(artist)
        found &= pixels.near(scene.painted.alone(scene.axes, artist), places)
    if artist.get_path_effects() or not scene.is_plain:
        found &= pixels.near(scene.painted.changed(), places)
    if found.all():
        return found
    inside = np.all((scene.axes.bbox.min <= places) & (places <= scene.axes.bbox.max), axis=1)
    is_there = np.sum(found & inside) >= MOST * np.sum(inside)
    return found | ~inside if is_there else np.zeros(len(places), dtype=bool)


def are_specks(axes: Any, grids: Sequence[Any]) -> bool:
    """Tell whether all solids of some axes together, each x, y, z and an artist, are so small that none can be read."""
    corners = [np.stack(points[:3], axis=-1)[:: len(points[0]) // SOME + 1] for points in grids]
    return bool(corners) and covers.is_speck(axes, covers.on_screen(axes, *np.concatenate(corners).T))


def _is_unreadable(axes: Any, places: NDArray[Any], x: NDArray[Any], y: NDArray[Any], z: NDArray[Any] | None) -> bool:
    """Tell whether points are painted outside their axes, or pressed flat by the scale of an axis."""
    if z is None:
        return any(_is_squashed(axis, values) for axis, values in ((axes.xaxis, x), (axes.yaxis, y)))
    known = places[np.isfinite(places).all(axis=1)]
    inside = np.all((axes.bbox.min <= known) & (known <= axes.bbox.max), axis=1)
    return bool(len(known)) and bool(np.mean(inside) < SOME_INSIDE)


def _is_squashed(axis: Any, values: NDArray[Any]) -> bool:
    """Tell whether the scale of an axis shows next to nothing of what a linear one would show."""
    if axis.get_scale() == "linear":
        return False
    ends, transform = np.array(axis.get_view_interval(), dtype=float), axis.get_transform().transform
    known = np.sort(np.clip(values[np.isfinite(values)], *np.sort(ends)))
    halves = [half for half in np.array_split(known, 2) if half.size]
    shares = [(_share(transform(half), transform(ends)), _share(half, ends)) for half in halves]
    return any(by_scale < SQUASHED and linear > LEVELLED * by_scale for by_scale, linear in shares)


def _share(values: NDArray[Any], ends: NDArray[Any]) -> float:
    return float(np.ptp(values) / (abs(ends[1] - ends[0]) or np.inf))


def is_hidden(axes: Any) -> bool:
    """Tell whether axes are invisible, hardly of any size, outside the figure, or below opaque ones that cover them."""
    box, figure = axes.get_position(), axes.figure
    if not axes.get_visible() or min(axes.bbox.size) < max(FEWEST_INCHES * figure.dpi, FEWEST_PIXELS):
        return True
    width, height = min(box.x1, 1) - max(box.x0, 0), min(box.y1, 1) - max(box.y0, 0)
    if min(width, height) < NARROWEST or width * height < SMALLEST or _is_flat(axes):
        return True
    others = figure.axes[figure.axes.index(axes) + 1 :] if axes in figure.axes else []
    return any(_covers_whole(other, box) and other.get_zorder() >= axes.get_zorder() for other in others)


def _is_flat(axes: Any) -> bool:
    sides = axes.get_box_aspect() if hasattr(axes, "get_zlim") else None
    if sides is None:
        return False
    return bool(np.min(sides) < FLATTEST * np.max(sides)) or vars(axes).get("_focal_length", 1.0) < SHORTEST_FOCUS


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


def _covers_whole(axes: Any, box: Any) -> bool:
    own = axes.get_position()
    is_opaque = (
        axes.get_visible()
        and axes.axison
        and paint.is_on(axes.patch)
        and paint.opacity(axes.patch.get_facecolor()) >= 1
    )
    return bool(is_opaque and own.x0 <= box.x0 and own.y0 <= box.y0 and own.x1 >= box.x1 and own.y1 >= box.y1)
