"""What lies in front of something in a figure: patches, images, boxes of words, thick strokes, and lids.

A solid hides no other one here, for matplotlib paints the nearer of two as a whole after the other, and what is wrong
beside what is right is seen by its points. A level one may be there, as a floor, and hides what is behind it as a lid.
"""

import functools
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .paint import NOTHING, behind, given_color, is_mapped, is_on, opacity
from .pixels import Painted
from .plain import has_plain_surroundings
from .solids import is_level

MOST_PATHS = 200  # of one picture that are looked at
THICK = 30.0  # width of a stroke, size of a mark or of letters, in points, from which on it covers others
MUCH = 0.5  # words and strokes that cover less of something than this do no harm
SPECK = 0.01  # of the width or height of a figure: a solid that is narrower or lower cannot be read

Cover = Callable[[NDArray[Any]], NDArray[np.bool_]]  # places on the screen, (n, 2) -> which of them it covers, (n,)


class Scene:
    """What may lie in front of the artists of some axes."""

    def __init__(self, axes: Any, painted: Painted) -> None:
        self.painted, self.is_plain = painted, has_plain_surroundings(axes)
        self.axes, self.is_solid, self.behind = axes, hasattr(axes, "get_zlim"), behind(axes)
        self.pictures = _pictures(axes)
        self.boxes_and_strokes = list(_boxes_and_strokes(axes))

    def above(self, artist: Any) -> list[Cover]:
        """Return what is opaque and painted after an artist, or cuts it off: a line, or what drew a grid of points."""
        hiding = [one for one in self.pictures if self._hides(one, artist)] + _lids(self.axes, artist)
        wide: list[Cover] = [functools.partial(_inside, one) for one in hiding]
        later = [cover for one, cover in self.boxes_and_strokes if one is not artist and self._is_above(one, artist)]
        return [*wide, *_clips(self.axes, artist), *map(_if_much, later)]

    def grounds(self, artist: Any) -> list[Cover]:
        """Return what an artist may stand out from: all that fills an area and does not hide it."""
        others = [one for one in self.pictures if one is not artist and not self._hides(one, artist)]
        return [functools.partial(_inside, one) for one in others]

    def _hides(self, picture: Any, artist: Any) -> bool:
        return picture is not artist and self._is_above(picture, artist) and _is_opaque(picture)

    def _is_above(self, other: Any, artist: Any) -> bool:
        """Tell whether something is painted after an artist; solids are sorted by where they are, below all else."""
        if other.axes is None:  # the figure's own
            return bool(other.get_zorder() > self.axes.get_zorder())
        if self.is_solid or other.get_zorder() != artist.get_zorder():
            return bool(self.is_solid or other.get_zorder() > artist.get_zorder())
        lines = list(self.axes.lines)  # of which the later one is painted later
        return other in lines and artist in lines and lines.index(other) > lines.index(artist)


def covered(covers: Sequence[Cover], places: NDArray[Any]) -> NDArray[np.bool_]:
    """Tell which places on the screen some of these cover."""
    found = np.zeros(len(places), dtype=bool)
    for cover in covers:
        found |= cover(places)
    return found


def on_screen(axes: Any, x: NDArray[Any], y: NDArray[Any], z: NDArray[Any] | None) -> NDArray[Any]:
    """Return where points are painted, (n, 2), in pixels."""
    if z is not None:
        from mpl_toolkits.mplot3d import proj3d

        x, y, _ = proj3d.proj_transform(x, y, z, axes.get_proj())
    places: NDArray[Any] = axes.transData.transform(np.column_stack([x, y]))
    return places


def is_speck(axes: Any, places: NDArray[Any]) -> bool:
    """Tell whether places on the screen lie, across or upwards, so near one another that there is nothing to read."""
    known = places[np.isfinite(places).all(axis=1)]
    if len(known) < 2:  # a mark has a size of its own
        return not len(known)
    return bool(np.any(np.ptp(known, axis=0) < SPECK * np.array(axes.figure.bbox.size)))


def _pictures(axes: Any) -> list[Any]:
    """Return what fills an area: patches of plane axes and of the figure, what is between lines, and images."""
    flat = [] if hasattr(axes, "get_zlim") else [*filter(_is_filled, axes.collections), *axes.images]
    around = [one for one in (*axes.figure.patches, *axes.figure.artists) if hasattr(one, "get_path")]
    drawn = [one for one in axes.patches if not hasattr(one, "do_3d_projection")]
    return [one for one in (*drawn, *flat, *around) if is_on(one) and one.figure is not None]


def _inside(picture: Any, places: NDArray[Any]) -> NDArray[np.bool_]:
    """Tell which places on the screen a picture fills."""
    if hasattr(picture, "get_extent") or hasattr(picture, "get_coordinates"):  # an image, or a mesh of cells
        box = picture.get_datalim(picture.axes.transData) if hasattr(picture, "get_coordinates") else None
        left, right, bottom, top = (box.x0, box.x1, box.y0, box.y1) if box else picture.get_extent()
        return _in_box(picture.axes.transData.transform([[left, bottom], [right, top]]), places)
    paths = [picture.get_path()] if hasattr(picture, "get_path") else picture.get_paths()[:MOST_PATHS]
    found = np.zeros(len(places), dtype=bool)
    for path in paths:
        found |= picture.get_transform().transform_path(path).contains_points(places)
    return found


def _is_filled(collection: Any) -> bool:
    """Tell whether a collection fills areas, and is not made of lines or marks."""
    marks = collection.get_sizes() if hasattr(collection, "get_sizes") else ()
    lines = hasattr(collection, "get_segments") or not getattr(collection, "filled", True)
    return not (lines or np.size(marks))


def _is_opaque(picture: Any) -> bool:
    alpha = picture.get_alpha()
    if not hasattr(picture, "get_facecolor") or is_mapped(picture):  # an image, or colours of numbers
        return alpha is None or float(np.min(alpha)) >= 1
    if hasattr(picture, "get_fill") and not picture.get_fill():
        return False
    return opacity(given_color(picture, "facecolor")) >= 1


def _lids(axes: Any, artist: Any) -> list[Any]:
    """Return the opaque level solids in front of one, above or below all of it."""
    told = [
        points for points in getattr(axes, "given_points", ()) if points[3] is not None and np.isfinite(points[2]).any()
    ]
    given = {drawn: points for *points, drawn in told}
    if artist not in given:
        return []
    own = given.pop(artist)
    level = [drawn for drawn, (_, _, z) in given.items() if is_level(z) and not _is_amid(z, own[2])]
    lids = [one for one in level if is_on(one) and one.axes and _is_filled(one) and _is_opaque(one)]
    if not lids:
        return []
    axes.M = axes.get_proj()
    for one in lids:
        one.do_3d_projection()  # after which its outline is known
    if not axes.computed_zorder:
        return [one for one in lids if one.get_zorder() > artist.get_zorder()]
    return [one for one in lids if _depth(axes, *given[one]) < _depth(axes, *own)]


def _is_amid(level: NDArray[Any], z: NDArray[Any]) -> bool:
    return bool(np.nanmin(z) < np.nanmin(level) < np.nanmax(z))


def _depth(axes: Any, *grids: NDArray[Any]) -> float:
    """Return how far away the nearest point is, by which matplotlib sorts solids."""
    from mpl_toolkits.mplot3d import proj3d

    return float(np.nanmin(proj3d.proj_transform(*grids, axes.M)[2]))


def _boxes_and_strokes(axes: Any) -> Iterator[tuple[Any, Cover]]:
    """Yield boxes of words, thick lines and large marks, with what they cover."""
    legends = [one for one in (axes.get_legend(), *axes.figure.legends) if one]
    for words in (*axes.texts, *legends, *axes.figure.texts):
        if is_on(words) and _is_box(words):
            yield words, functools.partial(_in_box, words.get_window_extent().get_points())
    for line in () if hasattr(axes, "get_zlim") else axes.lines:
        if is_on(line) and _thickness(line) >= THICK:
            yield line, functools.partial(_near, line)


def _if_much(cover: Cover) -> Cover:
    """Return a cover that covers nothing unless it would cover most of the places."""

    def covering(places: NDArray[Any]) -> NDArray[np.bool_]:
        found = cover(places)
        return found & (np.mean(found) > MUCH)

    return covering


def _is_box(words: Any) -> bool:
    """Tell whether words cover what is behind them: a legend or text in an opaque frame, or in huge letters."""
    is_legend = hasattr(words, "get_frame")
    frame = words.get_frame() if is_legend else words.get_bbox_patch()
    is_framed = frame is not None and (words.get_frame_on() if is_legend else True) and is_on(frame)
    return (is_framed and _is_opaque(frame)) or (not is_legend and words.get_fontsize() >= 2 * THICK)


def _in_box(corners: Any, places: NDArray[Any]) -> NDArray[np.bool_]:
    low, high = np.sort(np.asarray(corners), axis=0)
    within: NDArray[np.bool_] = np.all((low <= places) & (places <= high), axis=1)
    return within


def _thickness(line: Any) -> float:
    """Return how thick a line or its marks are, in points; 0 for one that is not opaque."""
    width = line.get_linewidth() if line.get_linestyle() not in NOTHING else 0.0
    marks = line.get_markersize() if line.get_marker() not in NOTHING else 0.0
    return float(max(width, marks)) if line.get_alpha() in (None, 1) else 0.0


def _near(line: Any, places: NDArray[Any]) -> NDArray[np.bool_]:
    """Tell which places lie within half the thickness of a line from it."""
    at = line.get_transform().transform(line.get_xydata())[:MOST_PATHS]
    half = _thickness(line) / 2 * line.figure.dpi / 72
    ends = list(zip(at, np.roll(at, -1, axis=0), strict=True))[: max(len(at) - 1, 1)]
    found = np.zeros(len(places), dtype=bool)
    for begin, end in ends:
        along = (end - begin) if len(at) > 1 else np.zeros(2)
        share = np.clip((places - begin) @ along / (along @ along or 1.0), 0.0, 1.0)
        found |= np.linalg.norm(places - begin - np.outer(share, along), axis=1) <= half
    return found


def _clips(axes: Any, artist: Any) -> list[Cover]:
    """Return what lies outside that which clips a line, besides its axes."""
    box, path = artist.get_clip_box(), artist.get_clip_path()
    if hasattr(axes, "get_zlim") or not artist.get_clip_on():
        return []
    if path is not None:
        return [lambda places: ~path.get_fully_transformed_path().contains_points(places)]
    is_own = box is None or np.max(np.abs(box.extents - axes.bbox.extents)) < 1
    return [] if is_own else [lambda places: ~_in_box(box.get_points(), places)]
