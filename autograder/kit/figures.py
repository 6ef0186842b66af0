"""A matplotlib figure as plain data: what it shows, without how it is painted. What nobody can see is left out.

``describe`` turns whatever a plotting function returned into a ``Figure``.
"""

import sys
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from . import covers, gathering, paint, pixels, visible
from .remembering import floats, thinned

ALL_POINTS = 30_000  # kept of a whole figure
NO_FIGURES = frozenset((type(None), bool, int, float, str, np.float64))  # of what lists hold
FEWEST = 20  # of a line, however many there are


@dataclass
class Points:
    """A line or a grid of points: ``x``, ``y`` and, in three dimensions, ``z``, each (n,) float64.

    A grid is tangled where its cells lie across one another, seen from above: its points stand in no order.
    """

    x: NDArray[np.float64]
    y: NDArray[np.float64]
    z: NDArray[np.float64] | None = None
    label: str = ""
    names: list[str] = field(default_factory=list)  # what legends call a line
    is_tangled: bool = False

    def thin(self, most: int) -> None:
        """Keep at most so many points, evenly spread."""
        self.x, self.y = thinned(self.x, most), thinned(self.y, most)
        self.z = None if self.z is None else thinned(self.z, most)


@dataclass
class Axes:
    """One pair or triple of axes and what is drawn in it. ``zlim`` is None in two dimensions."""

    title: str
    labels: list[str]  # x, y and, in three dimensions, z
    xlim: list[float]  # left, right
    ylim: list[float]
    zlim: list[float] | None
    scales: list[str]  # of x and y: "linear", "log", ...
    legend: list[str]
    lines: list[Points] = field(default_factory=list)
    surfaces: list[Points] = field(default_factory=list)

    def inside(self, points: Points) -> NDArray[np.bool_]:
        """Tell which points lie inside the limits of all axes."""
        inside = np.ones(points.x.shape, dtype=bool)
        for values, ends in self._held(points):
            inside &= (min(ends) <= values) & (values <= max(ends))
        return inside

    def shares(self, points: Points) -> list[float]:
        """Return which share of each axis, from 0 to 1, the points inside the limits span."""
        inside = self.inside(points)
        spans = [np.ptp(values[inside]) if inside.any() else 0.0 for values, _ in self._held(points)]
        return [
            float(span / (abs(ends[1] - ends[0]) or np.inf))
            for span, (_, ends) in zip(spans, self._held(points), strict=True)
        ]

    def _held(self, points: Points) -> list[tuple[NDArray[np.float64], list[float]]]:
        plane = [(points.x, self.xlim), (points.y, self.ylim)]
        return plane + ([(points.z, self.zlim)] if points.z is not None and self.zlim else [])


@dataclass
class Figure:
    """A figure: its axes in the order in which they were made, its title, and legends of its own."""

    axes: list[Axes]
    title: str = ""
    legend: list[str] = field(default_factory=list)

    @property
    def lines(self) -> list[Points]:
        """The lines of all axes."""
        return [line for axes in self.axes for line in axes.lines]

    @property
    def surfaces(self) -> list[Points]:
        """The surfaces of all three-dimensional axes."""
        return [surface for axes in self.axes for surface in axes.surfaces]

    @property
    def legend_texts(self) -> list[str]:
        """The texts of every legend, of the axes and of the figure."""
        return [text for axes in self.axes for text in axes.legend] + self.legend


def close_all() -> None:
    """Close every open figure, if pyplot was ever imported."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot and pyplot.get_fignums():
        pyplot.close("all")


def describe(result: Any) -> Figure | None:
    """Return the ``Figure`` that a plotting function returned or left open, or None if there is none.

    Args:
        result: a Figure, Axes, any other artist, a list, tuple or array that holds one, or None or the pyplot module
            for the current figure.

    """
    figure = find(result)
    if figure is None:
        return None
    _lay_out(figure)
    named, painted = _named(figure), pixels.Painted(figure)
    axes = [_describe_axes(axes, named, painted) for axes in _all_axes(figure) if not visible.is_hidden(axes)]
    drawn = [points for one in axes for points in (*one.lines, *one.surfaces)]
    if sum(points.x.size for points in drawn) > ALL_POINTS:
        for points in drawn:
            points.thin(max(ALL_POINTS // len(drawn), FEWEST))
    return Figure(
        axes=axes,
        title=figure.get_suptitle(),
        legend=[text for legend in figure.legends for text in visible.entries(legend) if text],
    )


def find(result: Any) -> Any:
    """Return the matplotlib figure that ``describe`` describes, or None."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is None:
        return None
    if result is None or result is pyplot:
        return pyplot.gcf() if pyplot.get_fignums() else None
    if isinstance(result, list | tuple | np.ndarray):
        parts = result.flat if isinstance(result, np.ndarray) and result.dtype == object else result
        parts = () if isinstance(parts, np.ndarray) else parts
        return next((figure for part in parts if type(part) not in NO_FIGURES and (figure := find(part))), None)
    if isinstance(result, pyplot.Figure):
        return result
    return result.get_figure() if isinstance(result, pyplot.Artist) else None


def _lay_out(figure: Any) -> None:
    """Put all axes where they are going to be painted, with the limits that they are going to have."""
    engine = figure.get_figure(root=True).get_layout_engine()
    if engine is not None:
        engine.execute(figure.get_figure(root=True))
    for axes in _all_axes(figure):
        axes.get_xlim(), axes.get_ylim()  # asking for them is what makes matplotlib work them out
        axes.apply_aspect(axes.get_axes_locator()(axes, None) if axes.get_axes_locator() else None)


def _all_axes(figure: Any) -> list[Any]:
    """Return axes, and those that are inside others."""
    found = list(figure.axes)
    for axes in found:
        found += [child for child in axes.child_axes if child not in found]
    return found


def _describe_axes(axes: Any, named: dict[int, list[str]], painted: pixels.Painted) -> Axes:
    has_depth, scene = hasattr(axes, "get_zlim"), covers.Scene(axes, painted)
    lines = [points for line in axes.lines if (points := _line(scene, line, named.get(id(line), [])))]
    segments, grids = (gathering.segments(axes), gathering.grids(axes)) if has_depth else ([], [])
    solids = [] if visible.are_specks(axes, grids) else grids
    return Axes(
        title=axes.get_title(),
        labels=[visible.label(axes, name) for name in ("xyz" if has_depth else "xy")],
        xlim=[float(limit) for limit in axes.get_xlim()],
        ylim=[float(limit) for limit in axes.get_ylim()],
        zlim=[float(limit) for limit in axes.get_zlim()] if has_depth else None,
        scales=[axes.get_xscale(), axes.get_yscale()],
        legend=[text for text in visible.entries(axes.get_legend()) if text],
        lines=lines + [points for given in segments if (points := _surface(scene, *given))],
        surfaces=[points for given in solids if (points := _surface(scene, *given))],
    )


def _surface(scene: covers.Scene, x: Any, y: Any, z: Any, artist: Any) -> Points | None:
    if artist is None:
        return _with_floats(x, y, z)
    if not paint.is_painted(artist):
        return None
    seen = visible.seen(scene, artist, x, y, z)
    if not (seen & np.isfinite(z)).any():
        return None
    return replace(_with_floats(x, y, np.where(seen, z, np.nan)), is_tangled=getattr(artist, "is_tangled", False))


def _line(scene: covers.Scene, line: Any, names: list[str]) -> Points | None:
    if not paint.is_painted(line):
        return None
    data = line.get_data_3d() if hasattr(line, "get_data_3d") else line.get_data(orig=False)
    try:
        points = _with_floats(data[0], data[1], data[2] if len(data) > 2 else None, str(line.get_label()))
    except (TypeError, ValueError):  # dates, categories: nothing that could be compared with numbers
        return None
    points.names = names
    if points.z is None and line.get_transform() != scene.axes.transData:  # such as that of a level line across all
        moved = line.get_transform() - scene.axes.transData
        points.x, points.y = moved.transform(np.column_stack([points.x, points.y])).T
    seen = visible.seen(scene, line, points.x, points.y, points.z)
    if not seen.all():
        points.y = np.where(seen, points.y, np.nan)
    return points if np.isfinite(points.y).any() or seen.all() else None


def _named(figure: Any) -> dict[int, list[str]]:
    """Return what legends call each line: id -> texts. A handle that is drawn nowhere stands for what looks like it."""
    lines = [line for axes in figure.axes for line in axes.lines]
    found: dict[int, list[str]] = {id(line): [] for line in lines}
    for legend in (*(axes.get_legend() for axes in figure.axes), *figure.legends):
        for handle, text in zip(getattr(legend, "given_handles", ()), visible.entries(legend), strict=False):
            own = [line for line in lines if line is handle] or [line for line in lines if _look(line) == _look(handle)]
            for line in own if text else ():
                found[id(line)].append(text)
    return found


def _look(line: Any) -> tuple[Any, ...]:
    ways = ("get_color", "get_linestyle", "get_marker")
    return tuple(str(getattr(line, way)()) if hasattr(line, way) else "" for way in ways)


def _with_floats(x: Any, y: Any, z: Any = None, label: str = "") -> Points:
    flat = floats(*(values for values in (x, y, z) if values is not None))
    return Points(flat[0], flat[1], flat[2] if z is not None else None, label)
