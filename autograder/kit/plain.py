"""Whether something in a figure is drawn the usual way: then rules say what of it can be seen, else it is painted."""

from collections.abc import Iterable
from typing import Any

import numpy as np

from .paint import FAINTEST, NOTHING, given_color, is_mapped

WIDEST_GAP, SHORTEST_DASH, DASHED = 15.0, 0.4, 0.25  # in points, and the part of a line that its dashes fill
THIN, THICK = 0.4, 15.0  # widths of usual strokes, in points
LARGE = 40.0  # letters, and heads of arrows, in points
SLENDER = 3.0  # an arrow, in points
WIDEST_MARK = 3.0  # from the point that a mark stands for, as a part of its size


def is_plain(axes: Any, artist: Any) -> bool:
    """Tell whether an artist, a line or a collection, paints what it was given as matplotlib does by default."""
    if artist.get_agg_filter() or artist.get_path_effects() or artist.get_sketch_params() or not _is_stock(artist):
        return False
    if hasattr(artist, "get_marker"):
        return _is_plain_line(axes, artist)
    return _is_plain_collection(axes, artist) if hasattr(artist, "get_linewidths") else True


def has_plain_surroundings(axes: Any) -> bool:
    """Tell whether nothing lies around a drawing that could hide it in an unusual way."""
    figure = axes.get_figure(root=True)
    strokes = [artist for artist in figure.artists if not hasattr(artist, "get_facecolor")]
    extra = (*axes.artists, *axes.tables, *axes.child_axes, *figure.images, *figure.lines, *strokes)
    if extra or axes.get_agg_filter() or _is_overlapped(axes) or not (_is_stock(axes) and _is_stock(figure)):
        return False
    words = (axes.title, *(axis.label for axis in _axes_of(axes)), *axes.texts)
    return (
        all(spine.get_linewidth() <= THICK for spine in axes.spines.values())
        and not any(word.get_bbox_patch() or word.get_fontsize() > LARGE for word in words)
        and all(map(_is_slender, filter(None, (getattr(word, "arrow_patch", None) for word in axes.texts))))
        and all(_has_plain_ticks(axis) for axis in _axes_of(axes))
    )


def _is_stock(artist: Any) -> bool:
    """Tell whether it is matplotlib's own class and methods that draw something."""
    is_own = type(artist).__module__.startswith(("matplotlib.", "mpl_toolkits."))
    return is_own and not vars(artist).keys() & {"draw", "do_3d_projection"}


def _is_slender(arrow: Any) -> bool:
    """Tell whether the arrow of a note is a line with small heads, if any."""
    style = arrow.get_arrowstyle()
    head = max(getattr(style, "head_length", np.inf), getattr(style, "head_width", np.inf))
    is_line = type(style).__name__.startswith("Curve") and arrow.get_linewidth() <= SLENDER
    return bool(is_line and head * arrow.get_mutation_scale() <= LARGE)


def _axes_of(axes: Any) -> list[Any]:
    return [getattr(axes, f"{name}axis") for name in "xyz" if hasattr(axes, f"{name}axis")]


def _has_plain_ticks(axis: Any) -> bool:
    for which in ("major", "minor"):
        given = axis.get_tick_params(which=which)
        sizes = [given.get(name) for name in ("length", "width", "grid_linewidth", "labelsize")]
        if any(isinstance(size, int | float) and size > THICK for size in sizes):
            return False
    return True


def _is_overlapped(axes: Any) -> bool:
    """Tell whether other axes lie over some: those of one place share it, as twins do."""
    own = axes.get_position()
    others = [other for other in axes.figure.axes if other is not axes and other.get_visible()]
    return any(_overlap(own, other.get_position()) for other in others if other.axison and other.patch.get_visible())


def _overlap(one: Any, other: Any) -> bool:
    return bool(one.x0 < other.x1 and other.x0 < one.x1 and one.y0 < other.y1 and other.y0 < one.y1)


def _is_plain_line(axes: Any, line: Any) -> bool:
    has_line, has_marks = line.get_linestyle() not in NOTHING, line.get_marker() not in NOTHING
    if hasattr(axes, "get_zlim") and line.get_transform() != axes.transData:
        return False
    if has_line and (line.get_linewidth() < THIN or not _has_plain_dashes([vars(line).get("_dash_pattern")])):
        return False
    if not has_marks or has_line:
        return True
    marker = line.get_marker()
    is_known = marker == "," or (isinstance(marker, str | int) and marker in line.markers)
    is_small = min(line.get_markeredgewidth(), line.get_markersize()) < THIN or line.get_markersize() > LARGE
    return is_known and line.get_markevery() is None and not is_small


def _has_plain_dashes(patterns: Iterable[Any]) -> bool:
    return all(pattern is not None and (not pattern[1] or _are_plain(*pattern)) for pattern in patterns)


def _are_plain(offset: float, dashes: Any) -> bool:
    strokes, gaps = np.array(dashes, dtype=float).reshape(-1, 2).T
    is_dense = bool(np.sum(strokes) >= DASHED * np.sum(dashes))
    return is_dense and bool(np.all(gaps <= WIDEST_GAP) and np.all(strokes >= SHORTEST_DASH))


def _is_plain_collection(axes: Any, collection: Any) -> bool:
    has_sizes = hasattr(collection, "get_sizes") and np.size(collection.get_sizes()) > 0
    transform = collection.get_offset_transform() if has_sizes else collection.get_transform()
    if (hasattr(axes, "get_zlim") and transform != axes.transData) or not is_as_given(collection):
        return False
    if has_sizes and not (_are_marks(collection.get_paths()) and _are_usual(collection.get_sizes())):
        return False
    widths = np.ravel(collection.get_linewidths())
    return (
        np.max(np.abs(widths - widths[:1]), initial=0.0) < THIN
        and (is_mapped(collection) or _is_evenly_opaque(collection))
        and _has_plain_dashes(collection.get_linestyles())
    )


def geometry(collection: Any) -> tuple[Any, ...]:
    """Return what a collection in three dimensions paints: the very objects that it holds."""
    return tuple(getattr(collection, name, None) for name in ("_faces", "_segments3d", "_offsets3d"))


def is_as_given(collection: Any) -> bool:
    """Tell whether a collection still paints what it did when its grid was remembered."""
    given = getattr(collection, "given_geometry", None)
    return given is None or all(map(_is_same, given, geometry(collection)))


def _is_same(one: Any, other: Any) -> bool:
    return one is other or (isinstance(one, tuple) and isinstance(other, tuple) and all(map(_is_same, one, other)))


def is_patchy(collection: Any) -> bool:
    """Tell whether a solid has more colours than polygons, and some show nothing: it was meant for a finer grid."""
    from matplotlib.colors import to_rgba_array

    polygons = getattr(collection, "_faces", None)
    if polygons is None or is_mapped(collection):
        return False
    many = len(to_rgba_array(given_color(collection, "facecolor"))) > len(polygons)
    return many and not _is_evenly_opaque(collection)


def _is_evenly_opaque(collection: Any) -> bool:
    from matplotlib.colors import to_rgba_array

    faces, edges = (to_rgba_array(given_color(collection, name)) for name in ("facecolor", "edgecolor"))
    opacity = (faces if len(faces) and np.max(faces[:, 3]) >= FAINTEST else edges)[:, 3]
    return not len(opacity) or bool(np.min(opacity) >= FAINTEST)


def _are_usual(areas: Any) -> bool:
    return bool(np.min(areas) >= THIN and np.max(areas) <= LARGE**2)


def _are_marks(paths: Iterable[Any]) -> bool:
    corners = [path.vertices for path in paths if len(path.vertices)]
    return bool(corners) and all(np.max(np.abs(at)) <= WIDEST_MARK and np.ptp(at, axis=0).max() > 0 for at in corners)
