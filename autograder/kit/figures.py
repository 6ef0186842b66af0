"""A matplotlib figure as plain data: what it shows, without how it is painted.

``capture`` makes three-dimensional axes remember the grids that they are given, because what they keep afterwards is
thinned out and private. ``describe`` turns whatever a plotting function returned into a ``Figure``.
"""

import functools
import sys
from dataclasses import dataclass, field

import numpy as np

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
LARGEST = 200_000  # points kept of one line or grid, evenly spread


@dataclass
class Points:
    """A line or a grid of points: ``x``, ``y`` and, in three dimensions, ``z``, each (n,) float64."""

    x: np.ndarray
    y: np.ndarray
    z: np.ndarray | None = None
    label: str = ""


@dataclass
class Axes:
    """One pair or triple of axes and what is drawn in it. ``zlim`` is None in two dimensions."""

    title: str
    labels: list  # of str: x, y and, in three dimensions, z
    xlim: list  # of float: left, right
    ylim: list
    zlim: list | None
    scales: list  # of str: of x and y: "linear", "log", ...
    legend: list  # of str
    lines: list = field(default_factory=list)  # of Points
    surfaces: list = field(default_factory=list)  # of Points


@dataclass
class Figure:
    """A figure: its axes in the order in which they were made, its title, and legends of its own."""

    axes: list  # of Axes
    title: str = ""
    legend: list = field(default_factory=list)  # of str

    @property
    def lines(self):
        """The lines of all axes."""
        return [line for axes in self.axes for line in axes.lines]

    @property
    def surfaces(self):
        """The surfaces of all three-dimensional axes."""
        return [surface for axes in self.axes for surface in axes.surfaces]

    @property
    def legend_texts(self):
        """The texts of every legend, of the axes and of the figure."""
        return [text for axes in self.axes for text in axes.legend] + self.legend


def capture(*, coarse=False):
    """Make three-dimensional axes remember the grids that are drawn in them. Calling it again changes nothing.

    Args:
        coarse: paint surfaces with few patches, because nobody is going to look at them.

    """
    from mpl_toolkits.mplot3d import Axes3D
    from mpl_toolkits.mplot3d.art3d import Poly3DCollection

    if hasattr(Axes3D, "given_points"):
        return
    Axes3D.given_points = ()
    for name, arguments in GRID_METHODS.items():
        if hasattr(Axes3D, name):
            method = getattr(Axes3D, name)
            if coarse and name in COARSE:
                method = _coarse(method, COARSE[name])
            setattr(Axes3D, name, _remembering(method, arguments))
    Axes3D.add_collection3d = _remembering_polygons(Axes3D.add_collection3d)
    Poly3DCollection.set_verts = _keeping_vertices(Poly3DCollection.set_verts)


def close_all():
    """Close every open figure, if pyplot was ever imported."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot and pyplot.get_fignums():
        pyplot.close("all")


def describe(result):
    """Return the ``Figure`` that a plotting function returned or left open, or None if there is none.

    Args:
        result: a Figure, Axes, any other artist, a list, tuple or array that holds one, or None or the pyplot module
            for the current figure.

    """
    figure = find(result)
    if figure is None:
        return None
    return Figure(
        axes=[_describe_axes(axes) for axes in figure.axes],
        title=figure.get_suptitle(),
        legend=[text.get_text() for legend in figure.legends for text in legend.get_texts()],
    )


def find(result):
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


def _describe_axes(axes):
    has_depth = hasattr(axes, "get_zlim")
    legend = axes.get_legend()
    return Axes(
        title=axes.get_title(),
        labels=[axes.get_xlabel(), axes.get_ylabel(), *([axes.get_zlabel()] if has_depth else [])],
        xlim=[float(limit) for limit in axes.get_xlim()],
        ylim=[float(limit) for limit in axes.get_ylim()],
        zlim=[float(limit) for limit in axes.get_zlim()] if has_depth else None,
        scales=[axes.get_xscale(), axes.get_yscale()],
        legend=[text.get_text() for text in legend.get_texts()] if legend else [],
        lines=[points for line in axes.lines if (points := _line(line))],
        surfaces=[_with_floats(*given) for given in getattr(axes, "given_points", ())],
    )


def _line(line):
    data = line.get_data_3d() if hasattr(line, "get_data_3d") else line.get_data(orig=False)
    try:
        return _with_floats(*data, label=str(line.get_label()))
    except (TypeError, ValueError):  # dates, categories: nothing that could be compared with numbers
        return None


def _with_floats(x, y, z=None, label=""):
    arrays = [np.ma.filled(np.ma.asarray(values, dtype=float), np.nan) for values in (x, y, z) if values is not None]
    flat = [np.ravel(values) for values in np.broadcast_arrays(*arrays)]
    flat = [values[:: -(-values.size // LARGEST) or 1] for values in flat]
    return Points(*flat, label=label) if z is not None else Points(*flat, None, label)


def _remember(axes, *grids):
    try:
        given = _with_floats(*grids)
    except (TypeError, ValueError):
        return
    axes.given_points = (*axes.given_points, (given.x, given.y, given.z))


def _coarse(method, ways):
    @functools.wraps(method)
    def painting(axes, *args, **options):
        options = {name: value for name, value in options.items() if name not in ("rstride", "cstride")}
        return method(axes, *args, **options | ways)

    return painting


def _remembering(method, names):
    @functools.wraps(method)
    def remembering(axes, *args, **options):
        drawn = method(axes, *args, **options)
        grids = list(args[:3]) + [options[name] for name in names[min(len(args), 3) :] if name in options]
        if grids and hasattr(grids[0], "triangles"):  # a Triangulation stands for x and y
            grids = [grids[0].x, grids[0].y, *grids[1:2]]
        if len(grids) == 3:
            _remember(axes, *grids)
        return drawn

    return remembering


def _remembering_polygons(method):
    @functools.wraps(method)
    def remembering(axes, collection, *args, **options):
        for polygon in getattr(collection, "given_vertices", ()):
            _remember(axes, *np.asarray(polygon, dtype=float).T[:3])
        return method(axes, collection, *args, **options)

    return remembering


def _keeping_vertices(method):
    @functools.wraps(method)
    def keeping(collection, verts, *args, **options):
        collection.given_vertices = verts
        return method(collection, verts, *args, **options)

    return keeping
