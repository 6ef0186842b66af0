"""A matplotlib figure as plain data: what it shows, without how it is painted. What nobody can see is left out.

``capture`` makes three-dimensional axes remember the grids that they are given, because what they keep afterwards is
thinned out and private. ``describe`` turns whatever a plotting function returned into a ``Figure``.
"""

import functools
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from . import visible

GRID_METHODS = {
    "plot_surface": ("X", "Y", "Z"),
    "plot_wireframe": ("X", "Y", "Z"),
    "plot_trisurf": ("X", "Y", "Z"),
    "contour": ("X", "Y", "Z"),
    "contour3D": ("X", "Y", "Z"),
    "contourf": ("X", "Y", "Z"),
    "contourf3D": ("X", "Y", "Z"),
    "scatter": ("xs", "ys", "zs"),
    "scatter3D": ("xs", "ys", "zs"),
}
# How to paint what nobody is going to look at: with few patches, and no shades.
COARSE = {"plot_surface": {"rcount": 2, "ccount": 2, "shade": False}, "plot_wireframe": {"rcount": 2, "ccount": 2}}
WITH_CELLS = "plot_surface", "plot_wireframe", "plot_trisurf"
MOST_POINTS, ALL_POINTS = 20_000, 30_000  # kept of one line or grid, and of a whole figure
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


def capture(*, coarse: bool = False) -> None:
    """Make three-dimensional axes remember the grids that are drawn in them. Calling it again changes nothing.

    Args:
        coarse: paint surfaces with few patches, because nobody is going to look at them.

    """
    from matplotlib.legend import Legend
    from mpl_toolkits.mplot3d import Axes3D
    from mpl_toolkits.mplot3d.art3d import Poly3DCollection

    if hasattr(Axes3D, "given_points"):
        return
    Axes3D.given_points = ()
    Legend.__init__ = _keeping_handles(Legend.__init__)  # type: ignore[method-assign]
    for name, arguments in GRID_METHODS.items():
        if hasattr(Axes3D, name):
            method = getattr(Axes3D, name)
            if coarse and name in COARSE:
                method = _coarse(method, COARSE[name])
            setattr(Axes3D, name, _remembering(method, arguments))
    Axes3D.add_collection3d = _remembering_polygons(Axes3D.add_collection3d)
    Poly3DCollection.set_verts = _keeping_vertices(Poly3DCollection.set_verts)


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
    named = _named(figure)
    axes = [_describe_axes(axes, named) for axes in figure.axes if not visible.is_hidden(axes)]
    drawn = [points for one in axes for points in (*one.lines, *one.surfaces)]
    if sum(points.x.size for points in drawn) > ALL_POINTS:
        for points in drawn:
            points.thin(max(ALL_POINTS // len(drawn), FEWEST))
    return Figure(
        axes=axes,
        title=figure.get_suptitle(),
        legend=[text.get_text() for legend in figure.legends for text in _texts(legend)],
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
        return next((figure for part in parts if part is not None and (figure := find(part))), None)
    if isinstance(result, pyplot.Figure):
        return result
    return result.get_figure() if isinstance(result, pyplot.Artist) else None


def _describe_axes(axes: Any, named: dict[int, list[str]]) -> Axes:
    has_depth = hasattr(axes, "get_zlim")
    return Axes(
        title=axes.get_title(),
        labels=[axes.get_xlabel(), axes.get_ylabel(), *([axes.get_zlabel()] if has_depth else [])],
        xlim=[float(limit) for limit in axes.get_xlim()],
        ylim=[float(limit) for limit in axes.get_ylim()],
        zlim=[float(limit) for limit in axes.get_zlim()] if has_depth else None,
        scales=[axes.get_xscale(), axes.get_yscale()],
        legend=[text.get_text() for text in _texts(axes.get_legend())],
        lines=[points for line in axes.lines if (points := _line(axes, line, named.get(id(line), [])))],
        surfaces=[
            replace(_with_floats(x, y, z), is_tangled=getattr(artist, "is_tangled", False))
            for x, y, z, artist in getattr(axes, "given_points", ())
            if artist is None or (visible.is_painted(artist) and visible.seen(axes, artist, x, y, z).any())
        ],
    )


def _line(axes: Any, line: Any, names: list[str]) -> Points | None:
    if not visible.is_painted(line):
        return None
    data = line.get_data_3d() if hasattr(line, "get_data_3d") else line.get_data(orig=False)
    try:
        points = _with_floats(data[0], data[1], data[2] if len(data) > 2 else None, str(line.get_label()))
    except (TypeError, ValueError):  # dates, categories: nothing that could be compared with numbers
        return None
    points.names = names
    if points.z is None and line.get_transform() != axes.transData:
        return points
    seen = visible.seen(axes, line, points.x, points.y, points.z)
    if not seen.all():
        points.y = np.where(seen, points.y, np.nan)
    return points if np.isfinite(points.y).any() or seen.all() else None


def _texts(legend: Any) -> list[Any]:
    return legend.get_texts() if legend and legend.get_visible() else []


def _named(figure: Any) -> dict[int, list[str]]:
    """Return what legends call each line: id -> texts. A handle that is drawn nowhere stands for what looks like it."""
    lines = [line for axes in figure.axes for line in axes.lines]
    found: dict[int, list[str]] = {id(line): [] for line in lines}
    for legend in (*(axes.get_legend() for axes in figure.axes), *figure.legends):
        for handle, text in zip(getattr(legend, "given_handles", ()), _texts(legend), strict=False):
            own = [line for line in lines if line is handle] or [line for line in lines if _look(line) == _look(handle)]
            for line in own:
                found[id(line)].append(text.get_text())
    return found


def _look(line: Any) -> tuple[Any, ...]:
    ways = ("get_color", "get_linestyle", "get_marker")
    return tuple(str(getattr(line, way)()) if hasattr(line, way) else "" for way in ways)


def thinned(values: NDArray[Any], most: int) -> NDArray[Any]:
    """Return at most so many of an array's entries along its first axis, evenly spread."""
    return values[:: -(-len(values) // most) or 1]


def _with_floats(x: Any, y: Any, z: Any = None, label: str = "") -> Points:
    given = [values for values in (x, y, z) if values is not None]
    arrays: list[NDArray[Any]] = [np.ma.filled(np.ma.asarray(values, dtype=float), np.nan) for values in given]
    flat = [thinned(np.ravel(values), MOST_POINTS) for values in np.broadcast_arrays(*arrays)]
    return Points(flat[0], flat[1], flat[2] if z is not None else None, label)


def _remember(axes: Any, artist: Any, *grids: Any) -> None:
    try:
        given = _with_floats(*grids)
    except (TypeError, ValueError):
        return
    axes.given_points = (*axes.given_points, (given.x, given.y, given.z, artist))


def _coarse(method: Callable[..., Any], ways: dict[str, Any]) -> Callable[..., Any]:
    @functools.wraps(method)
    def painting(axes: Any, *args: Any, **options: Any) -> Any:
        options = {name: value for name, value in options.items() if name not in ("rstride", "cstride")}
        drawn = method(axes, *args, **options | ways)
        drawn.is_shaded = "shade" in ways and options.get("shade", True)  # as it would be, were it painted
        return drawn

    return painting


def _remembering(method: Callable[..., Any], names: Sequence[str]) -> Callable[..., Any]:
    @functools.wraps(method)
    def remembering(axes: Any, *args: Any, **options: Any) -> Any:
        drawn = method(axes, *args, **options)
        grids = list(args[:3]) + [options[name] for name in names[min(len(args), 3) :] if name in options]
        if grids and hasattr(grids[0], "triangles"):  # a Triangulation stands for x and y
            options = {**options, "triangles": grids[0].triangles}
            grids = [grids[0].x, grids[0].y, *grids[1:2]]
        if len(grids) == 3:
            _remember(axes, drawn, *grids)
            if method.__name__ in WITH_CELLS:
                drawn.is_tangled = visible.is_tangled(grids[0], grids[1], options.get("triangles"))
        return drawn

    return remembering


def _remembering_polygons(method: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(method)
    def remembering(axes: Any, collection: Any, *args: Any, **options: Any) -> Any:
        for polygon in getattr(collection, "given_vertices", ()):
            _remember(axes, collection, *np.asarray(polygon, dtype=float).T[:3])
        return method(axes, collection, *args, **options)

    return remembering


def _keeping_vertices(method: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(method)
    def keeping(collection: Any, verts: Any, *args: Any, **options: Any) -> Any:
        collection.given_vertices = verts
        return method(collection, verts, *args, **options)

    return keeping


def _keeping_handles(method: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(method)
    def keeping(legend: Any, parent: Any, handles: Any, labels: Any, *args: Any, **options: Any) -> None:
        handles, labels = list(handles), list(labels)
        shown = zip(handles, labels, strict=False)
        legend.given_handles = [handle for handle, label in shown if not str(label).startswith("_")]
        method(legend, parent, handles, labels, *args, **options)

    return keeping
