"""Makes matplotlib remember what it is given, because what it keeps afterwards is thinned out and private.

Three-dimensional axes remember the grids that are drawn in them, and legends the lines that they name.
"""

import functools
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from . import plain, solids

GRID_METHODS = {
    "plot_surface": ("X", "Y", "Z"),
    "plot_wireframe": ("X", "Y", "Z"),
    "plot_trisurf": ("X", "Y", "Z"),
    "contour": ("X", "Y", "Z"),
    "contour3D": ("X", "Y", "Z"),
    "contourf": ("X", "Y", "Z"),
    "contourf3D": ("X", "Y", "Z"),
    "tricontour": ("X", "Y", "Z"),
    "tricontourf": ("X", "Y", "Z"),
    "scatter": ("xs", "ys", "zs"),
    "scatter3D": ("xs", "ys", "zs"),
}
# How to paint what nobody is going to look at: with few patches, and no shades.
COARSE = {"plot_surface": {"rcount": 2, "ccount": 2, "shade": False}, "plot_wireframe": {"rcount": 2, "ccount": 2}}
WITH_CELLS = "plot_surface", "plot_wireframe", "plot_trisurf"
WITH_PATCHES = "plot_surface", "plot_wireframe"
MOST_POINTS = 20_000  # kept of one line or grid


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
    Axes3D.quiver = Axes3D.quiver3D = _remembering_tails(Axes3D.quiver)
    Axes3D.add_collection3d = _remembering_polygons(Axes3D.add_collection3d)
    Poly3DCollection.set_verts = _keeping_vertices(Poly3DCollection.set_verts)


def floats(*values: Any) -> list[NDArray[np.float64]]:
    """Return arrays of floats, flat, of one size and thinned, of whatever broadcasts; what is masked is NaN.

    Raises:
        TypeError, ValueError: they are no numbers, such as dates, or do not broadcast.

    """
    arrays: list[NDArray[Any]] = [np.ma.filled(np.ma.asarray(one, dtype=float), np.nan) for one in values]
    return [thinned(np.ravel(one), MOST_POINTS) for one in np.broadcast_arrays(*arrays)]


def thinned(values: NDArray[Any], most: int) -> NDArray[Any]:
    """Return at most so many of an array's entries along its first axis, evenly spread."""
    return values[:: -(-len(values) // most) or 1]


def _remember(axes: Any, artist: Any, *grids: Any) -> None:
    try:
        given = floats(*grids)
    except (TypeError, ValueError):
        return
    artist.given_geometry = plain.geometry(artist)
    axes.given_points = (*axes.given_points, (*given, artist))


def _coarse(method: Callable[..., Any], ways: dict[str, Any]) -> Callable[..., Any]:
    @functools.wraps(method)
    def painting(axes: Any, *args: Any, **options: Any) -> Any:
        if options.get("facecolors") is not None:  # of which each may show or hide a part
            return method(axes, *args, **options)
        options = {name: value for name, value in options.items() if name not in ("rstride", "cstride")}
        drawn = method(axes, *args, **options | ways)
        # As it would be, were it painted: colours of numbers have no shades.
        drawn.is_shaded = "shade" in ways and options.get("cmap") is None and options.get("shade", True)
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
            drawn.levels_within = solids.levels_of(drawn, grids[2])
            grids = solids.moved(grids, options)
            painted = solids.painted(grids[2], options) if method.__name__ in WITH_PATCHES else grids[2]
            _remember(axes, drawn, *grids[:2], painted)
            if method.__name__ in WITH_CELLS:
                drawn.is_tangled = solids.is_tangled(grids[0], grids[1], options.get("triangles"))
        return drawn

    return remembering


def _remembering_tails(method: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(method)
    def remembering(axes: Any, *args: Any, **options: Any) -> Any:
        drawn = method(axes, *args, **options)
        try:
            drawn.given_tails = np.stack(floats(*args[:3]), axis=-1)[:, None]
        except (TypeError, ValueError):
            drawn.given_tails = ()
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
