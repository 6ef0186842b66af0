"""Figures as data: whatever way a student draws, what the figure shows is found."""

import matplotlib as mpl

mpl.use("Agg")

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.tri import Triangulation
from mpl_toolkits.mplot3d.art3d import Poly3DCollection

from autograder.kit import figures, remembering

x = np.linspace(0.0, 1.0, 7)
X, Y = np.meshgrid(x, x)


@pytest.fixture(autouse=True)
def _clean():
    remembering.capture()
    plt.close("all")
    yield
    plt.close("all")


def drawn():
    figure, axes = plt.subplots(1, 2)
    axes[1].plot(x, x, label="line")
    axes[1].legend()
    return figure, axes


@pytest.mark.parametrize(
    "returned",
    [
        lambda figure, axes: figure,
        lambda figure, axes: axes,
        lambda figure, axes: axes[0],
        lambda figure, axes: (figure, axes),
        lambda figure, axes: [axes[0], axes[1]],
        lambda figure, axes: axes[1].lines[0],
        lambda figure, axes: list(axes[1].lines),
        lambda figure, axes: None,
        lambda figure, axes: plt,
    ],
)
def test_whatever_is_returned_leads_to_the_figure(returned):
    """A figure, axes, both, an artist, or nothing at all."""
    figure = figures.describe(returned(*drawn()))
    assert len(figure.axes) == 2
    assert np.array_equal(figure.lines[0].x, x)
    assert figure.legend_texts == ["line"]


@pytest.mark.parametrize("value", [3, "text", np.eye(2), [1, 2], (np.ones(3), 4), {}, np.array([None, 1])])
def test_what_is_no_figure_is_none(value):
    """Ordinary values are left alone, even while a figure is open."""
    drawn()
    assert figures.describe(value) is None


def test_nothing_open_is_none():
    """Returning nothing without drawing anything gives no figure."""
    assert figures.describe(None) is None


def test_titles_labels_limits_and_scales_are_kept():
    """What a reader of the figure sees around the lines."""
    figure, axes = plt.subplots()
    figure.suptitle("above")
    axes.set(title="t", xlabel="x", ylabel="y", xlim=(1, 2), ylim=(3, 4), yscale="log")
    figure.legend([axes.plot([1, 2], [3, 4])[0]], ["outside"])
    told = figures.describe(figure)
    assert (told.title, told.legend_texts) == ("above", ["outside"])
    (one,) = told.axes
    assert (one.title, one.labels, one.xlim, one.ylim, one.zlim) == ("t", ["x", "y"], [1, 2], [3, 4], None)
    assert one.scales == ["linear", "log"]


DRAW = {
    "surface": lambda axes: axes.plot_surface(X, Y, X * Y, rcount=3, ccount=3),
    "surface by name": lambda axes: axes.plot_surface(X, Y, Z=X * Y),
    "wireframe": lambda axes: axes.plot_wireframe(X, Y, X * Y),
    "triangles": lambda axes: axes.plot_trisurf(X.ravel(), Y.ravel(), (X * Y).ravel()),
    "triangulation": lambda axes: axes.plot_trisurf(Triangulation(X.ravel(), Y.ravel()), (X * Y).ravel()),
    "points": lambda axes: axes.scatter(X, Y, X * Y),
    "points by name": lambda axes: axes.scatter(xs=X.ravel(), ys=Y.ravel(), zs=(X * Y).ravel()),
    "contours": lambda axes: axes.contour(X, Y, X * Y),
}


@pytest.mark.parametrize("how", DRAW)
def test_a_surface_is_known_by_the_grid_that_was_given(how):
    """Every way to draw one gives the points of the grid, not of what is painted."""
    axes = plt.figure().add_subplot(projection="3d")
    DRAW[how](axes)
    (surface,) = figures.describe(axes).surfaces
    assert surface.x.size == X.size
    assert np.allclose(surface.z, surface.x * surface.y)
    assert len(figures.describe(axes).axes[0].zlim) == 2


def test_polygons_are_surfaces_too():
    """A plane that is one polygon has its corners."""
    axes = plt.figure().add_subplot(projection="3d")
    axes.add_collection3d(Poly3DCollection([[(0, 0, 0), (1, 0, 2), (1, 1, 3)]]))
    (surface,) = figures.describe(axes).surfaces
    assert surface.z.tolist() == [0, 2, 3]


def test_lines_in_space_have_a_third_coordinate():
    """A curve on a surface is a line with z."""
    axes = plt.figure().add_subplot(projection="3d")
    axes.plot(x, x, x**2)
    (line,) = figures.describe(axes).lines
    assert np.allclose(line.z, x**2)


def test_masked_points_are_nan_and_odd_lines_are_passed_over():
    """Data that are no numbers cannot be compared, and are no reason to fail."""
    axes = plt.figure().add_subplot()
    axes.plot(np.ma.masked_greater(x, 0.5), x)
    told = figures.describe(axes).lines
    assert np.isnan(told[0].x).sum() == 3


def test_a_line_of_millions_is_thinned():
    """What crosses the wall is bounded, and still spans what was drawn."""
    axes = plt.figure().add_subplot()
    axes.plot(np.arange(5 * remembering.MOST_POINTS + 10))
    (line,) = figures.describe(axes).lines
    assert line.x.size <= remembering.MOST_POINTS
    assert line.x[-1] > 5 * remembering.MOST_POINTS


def test_a_figure_of_many_long_lines_is_thinned():
    """All lines are there, from end to end, and together they are bounded."""
    axes = plt.figure().add_subplot()
    for height in range(100):
        axes.plot(np.arange(5001.0), np.full(5001, height))
    told = figures.describe(axes).lines
    assert len(told) == 100
    assert sum(line.x.size for line in told) <= figures.ALL_POINTS
    assert all(np.ptp(line.x) > 4900 for line in told)


UNSEEN = {
    "invisible": {"visible": False},
    "transparent": {"alpha": 0},
    "of a transparent colour": {"color": (1, 0, 0, 0)},
    "without line or mark": {"linestyle": ""},
    "of no width": {"linewidth": 0},
    "of marks of no size": {"linestyle": "", "marker": "o", "markersize": 0},
}


@pytest.mark.parametrize("how", UNSEEN)
def test_a_line_that_nobody_can_see_is_left_out(how):
    """Only paint counts: visibility, opacity, width and marks."""
    axes = plt.figure().add_subplot()
    axes.plot(x, x, label="seen")
    axes.plot(x, -x, **UNSEEN[how])
    assert [line.label for line in figures.describe(axes).lines] == ["seen"]


FAINT = {
    "invisible": lambda drawn: drawn.set_visible(False),
    "transparent": lambda drawn: drawn.set_alpha(0),
    "removed again": lambda drawn: drawn.remove(),
}


@pytest.mark.parametrize("how", FAINT)
@pytest.mark.parametrize("draw", ["surface", "wireframe", "triangles", "points"])
def test_a_surface_that_nobody_can_see_is_left_out(draw, how):
    """What is hidden, transparent or taken away after it was drawn shows nothing."""
    axes = plt.figure().add_subplot(projection="3d")
    FAINT[how](DRAW[draw](axes) or axes.collections[-1])
    assert figures.describe(axes).surfaces == []


def test_marks_of_no_size_are_no_surface():
    """Scattered points need a size."""
    axes = plt.figure().add_subplot(projection="3d")
    axes.scatter(X, Y, X * Y, s=0)
    assert figures.describe(axes).surfaces == []


def test_what_lies_below_an_opaque_patch_is_hidden():
    """A white rectangle hides the part of a curve that is below it; a transparent one, or one behind, hides nothing."""
    axes = plt.figure().add_subplot()
    axes.plot(x, x)
    axes.axvspan(-1, 0.5, color="white", zorder=0)
    axes.axvspan(-1, 0.5, color="white", alpha=0.5, zorder=9)
    assert np.isfinite(figures.describe(axes).lines[0].y).all()
    axes.axvspan(-1, 0.45, color="white", zorder=9)
    assert np.isnan(figures.describe(axes).lines[0].y).tolist() == (x <= 0.45).tolist()


def test_axes_that_nobody_can_see_are_left_out():
    """Axes outside the figure, of no size, invisible, or below opaque ones show nothing."""
    figure = plt.figure()
    for place in ([2, 2, 1, 1], [0.5, 0.5, 0.001, 0.5], [0.3, 0.3, 0.2, 0.2], [0.1, 0.1, 0.8, 0.8]):
        figure.add_axes(place, label=str(place)).set_title(str(place))
    figure.add_axes([0.1, 0.1, 0.2, 0.2], visible=False)
    assert [axes.title for axes in figures.describe(figure).axes] == ["[0.1, 0.1, 0.8, 0.8]"]


def test_each_entry_of_a_legend_goes_with_its_own_line():
    """The names of a line are those that stand beside it, in the order of the legend and not of the lines."""
    axes = plt.figure().add_subplot()
    lines = [*axes.plot(x, x), *axes.plot(x, -x), *axes.plot(x, 2 * x)]
    axes.legend(lines[::-1][:2], ["double", "falling"])
    assert [line.names for line in figures.describe(axes).lines] == [[], ["falling"], ["double"]]


def test_a_handle_that_is_drawn_nowhere_stands_for_what_looks_like_it():
    """A legend may be made of lines of its own."""
    axes = plt.figure().add_subplot()
    axes.plot(x, x, color="red")
    axes.plot(x, -x, color="blue")
    axes.legend([plt.Line2D([], [], color="blue")], ["falling"])
    assert [line.names for line in figures.describe(axes).lines] == [[], ["falling"]]


def test_how_much_of_its_axes_something_fills():
    """Points outside the limits fill nothing, and a speck in wide axes little."""
    axes = plt.figure().add_subplot()
    axes.plot(x, x)
    axes.set(xlim=(0, 10), ylim=(1, 0.5))
    (told,) = figures.describe(axes).axes
    assert np.allclose(told.shares(told.lines[0]), [0.05, 1])
    axes.set(xlim=(5, 6))
    (told,) = figures.describe(axes).axes
    assert told.shares(told.lines[0]) == [0, 0]


SIDE = np.linspace(-1, 1, 10)
ANGLE, RADIUS = np.meshgrid(np.linspace(0, 2 * np.pi, 30), np.linspace(0, 1, 12))
ORDERED = {
    "a grid": np.meshgrid(SIDE, SIDE),
    "rows and columns that broadcast": (SIDE, SIDE[:, None]),
    "a disc": (RADIUS * np.cos(ANGLE), RADIUS * np.sin(ANGLE)),
}
MIXED = np.random.default_rng(3).permutation(10)


@pytest.mark.parametrize("name", ORDERED)
@pytest.mark.parametrize("method", ["plot_surface", "plot_wireframe"])
def test_a_surface_in_order_is_not_tangled(name, method):
    """Whichever way its grid runs, in rows or in rings."""
    assert not drawn_by(method, *ORDERED[name]).is_tangled


@pytest.mark.parametrize("order", [np.random.default_rng(3).permutation(100), np.add.outer(10 * MIXED, MIXED).ravel()])
@pytest.mark.parametrize("method", ["plot_surface", "plot_wireframe"])
def test_a_surface_through_points_in_random_order_is_tangled(order, method):
    """All points may lie where they should: what is drawn between them does not."""
    x, y = (side.ravel()[order].reshape(10, 10) for side in ORDERED["a grid"])
    assert drawn_by(method, x, y).is_tangled


def test_triangles_of_points_in_any_order_are_not_tangled():
    """Neighbours are found by matplotlib; triangles that are given may have other corners."""
    rng = np.random.default_rng(4)
    x, y = rng.uniform(size=(2, 30))
    others = [rng.permutation(30)[:3] for _ in range(40)]
    assert not drawn_by("plot_trisurf", x, y).is_tangled
    assert drawn_by("plot_trisurf", x, y, triangles=others).is_tangled


def drawn_by(method, x, y, **options):
    """Return the one surface of a figure that a method draws."""
    axes = plt.figure().add_subplot(projection="3d")
    getattr(axes, method)(x, y, np.sin(x) * y, **options)
    (surface,) = figures.describe(axes).surfaces
    return surface
