"""What of a matplotlib figure can be seen: artists that leave paint, and their points that nothing covers.

An artist that is invisible, transparent, or has neither size nor width shows nothing, and neither does one that has
nearly the colour of what is behind it. What lies below something opaque, or below opaque axes, is hidden by it.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

FAINTEST = 0.02  # alpha below which nobody sees anything
THINNEST = 0.05  # widths and sizes, in points
NEAREST = 0.08  # of red, green and blue, from 0 to 1: colours that differ by less look alike
TWICE = 2.0  # a disc that is drawn twice over covers less than twice the box around it
MOST_PATHS = 200  # of one picture that are looked at
NOTHING = (None, "None", "none", "", " ")


def is_painted(artist: Any) -> bool:
    """Tell whether an artist leaves any paint: a line, or what drew a grid of points in three dimensions."""
    if not _is_on(artist) or artist.figure is None:  # removed again
        return False
    if hasattr(artist, "get_linestyle") and hasattr(artist, "get_marker"):
        return _is_painted_line(artist)
    return _is_painted_collection(artist) if hasattr(artist, "get_facecolor") else True


def seen(axes: Any, artist: Any, x: NDArray[Any], y: NDArray[Any], z: NDArray[Any] | None = None) -> NDArray[np.bool_]:
    """Tell which points of an artist can be seen: below nothing opaque, and of another colour than what is behind them.

    Args:
        axes: that hold it.
        artist: a line, or what drew a grid of points in three dimensions.
        x: (n,), of the points.
        y: (n,).
        z: (n,), or None in the plane.

    """
    others = [other for other in _pictures(axes) if other is not artist]
    above = [other for other in others if _is_above(other, artist, axes) and _is_opaque(other)]
    fades = _has_colour_of(_behind(axes), artist)
    if not (above or fades):
        return np.ones(len(x), dtype=bool)
    places = _on_screen(axes, x, y, z)
    visible = ~_inside(above, places)
    return visible & _inside([other for other in others if other not in above], places) if fades else visible


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


def _pictures(axes: Any) -> list[Any]:
    """Return what fills an area: patches of plane axes and of the figure, what is filled between lines, and images."""
    flat = [] if hasattr(axes, "get_zlim") else [*filter(_is_filled, axes.collections), *axes.images]
    around = [one for one in (*axes.figure.patches, *axes.figure.artists) if hasattr(one, "get_path")]
    drawn = [one for one in axes.patches if not hasattr(one, "do_3d_projection")]
    return [one for one in (*drawn, *flat, *around) if _is_on(one) and one.figure is not None]


def _is_filled(collection: Any) -> bool:
    """Tell whether a collection fills areas of the plane, and is not made of lines or marks."""
    marks = collection.get_sizes() if hasattr(collection, "get_sizes") else ()
    lines = hasattr(collection, "get_segments") or not getattr(collection, "filled", True)
    return not (lines or np.size(marks))


def _is_above(picture: Any, artist: Any, axes: Any) -> bool:
    """Tell whether a picture is painted after an artist; solids are sorted by where they are, and below all else."""
    if picture.axes is None:  # the figure's own
        return bool(picture.get_zorder() > axes.get_zorder())
    return hasattr(axes, "get_zlim") or bool(picture.get_zorder() > artist.get_zorder())


def _is_opaque(picture: Any) -> bool:
    alpha = picture.get_alpha()
    if not hasattr(picture, "get_facecolor"):  # an image
        return alpha is None or float(np.min(alpha)) >= 1
    if hasattr(picture, "get_fill") and not picture.get_fill():
        return False
    return picture.get_array() is not None if _is_mapped(picture) else _opacity(picture.get_facecolor()) >= 1


def _is_mapped(picture: Any) -> bool:
    return hasattr(picture, "get_array") and picture.get_array() is not None


def _inside(pictures: Sequence[Any], places: NDArray[Any]) -> NDArray[np.bool_]:
    """Tell which places on the screen some pictures fill."""
    inside = np.zeros(len(places), dtype=bool)
    for picture in pictures:
        if hasattr(picture, "get_extent") or hasattr(picture, "get_coordinates"):  # an image, or a mesh of cells
            box = picture.get_datalim(picture.axes.transData) if hasattr(picture, "get_coordinates") else None
            left, right, bottom, top = (box.x0, box.x1, box.y0, box.y1) if box else picture.get_extent()
            ends = np.sort(picture.axes.transData.transform([[left, bottom], [right, top]]), axis=0)
            inside |= np.all((ends[0] <= places) & (places <= ends[1]), axis=1)
        elif hasattr(picture, "get_path"):
            inside |= picture.get_transform().transform_path(picture.get_path()).contains_points(places)
        else:
            for path in picture.get_paths()[:MOST_PATHS]:
                inside |= picture.get_transform().transform_path(path).contains_points(places)
    return inside


def _on_screen(axes: Any, x: NDArray[Any], y: NDArray[Any], z: NDArray[Any] | None) -> NDArray[Any]:
    """Return where points are painted, (n, 2), in pixels."""
    if z is not None:
        from mpl_toolkits.mplot3d import proj3d

        x, y, _ = proj3d.proj_transform(x, y, z, axes.get_proj())
    places: NDArray[Any] = axes.transData.transform(np.column_stack([x, y]))
    return places


def _behind(axes: Any) -> NDArray[Any]:
    """Return the colour behind what is drawn in axes, as (3,) of red, green and blue."""
    colour = np.ones(3)
    for patch in (axes.figure.patch, axes.patch):
        if patch.get_visible() and (patch is not axes.patch or axes.axison):
            colour = _over(colour, _rgba(patch.get_facecolor(), None))[0]
    return colour


def _has_colour_of(behind: NDArray[Any], artist: Any) -> bool:
    """Tell whether all paint of an artist has nearly a colour, so that it cannot be told from it."""
    if artist.get_path_effects() or _is_mapped(artist) or getattr(artist, "is_shaded", False):
        return False
    colours = np.concatenate([_over(behind, _rgba(colour, artist.get_alpha())) for colour in _colours_of(artist)])
    return bool(np.all(np.abs(colours - behind) < NEAREST))


def _colours_of(artist: Any) -> list[Any]:
    if hasattr(artist, "get_marker"):
        has_marks = artist.get_marker() not in NOTHING
        marks = [artist.get_markerfacecolor(), artist.get_markeredgecolor()] if has_marks else []
        return marks + ([artist.get_color()] if artist.get_linestyle() not in NOTHING else [])
    return [_color(artist, "facecolor"), _color(artist, "edgecolor")]


def _rgba(colours: Any, alpha: Any) -> NDArray[Any]:
    from matplotlib.colors import to_rgba_array

    is_one = alpha is None or np.size(alpha) == 1
    rgba: NDArray[Any] = to_rgba_array(colours, alpha if is_one and len(np.shape(colours)) < 2 else None)
    return rgba


def _over(behind: NDArray[Any], rgba: NDArray[Any]) -> NDArray[Any]:
    """Return what colours look like over another one, as (n, 3)."""
    seen_through: NDArray[Any] = rgba[:, :3] * rgba[:, 3:] + behind * (1 - rgba[:, 3:])
    return seen_through


def _opacity(colors: Any) -> float:
    """Return the largest alpha of some colours."""
    from matplotlib.colors import to_rgba_array

    return float(np.max(to_rgba_array(colors)[:, 3], initial=0.0))


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
