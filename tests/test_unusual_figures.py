"""Figures drawn in unusual ways: what they show counts, and nothing that was only asked for."""

from textwrap import dedent

import matplotlib as mpl

mpl.use("Agg")

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib import patheffects
from matplotlib.lines import Line2D
from matplotlib.path import Path
from matplotlib.transforms import Affine2D
from mpl_toolkits.mplot3d.art3d import Line3DCollection, Poly3DCollection

from autograder.kit import figures, remembering
from autograder.kit.beside import another_surface
from tests.calling import call

x = np.linspace(-3.0, 3.0, 100)
X, Y = np.meshgrid(np.linspace(-1, 1, 20), np.linspace(-1, 1, 20))
Z = X**3 - X * Y**2

pytestmark = pytest.mark.usefixtures("hundreds")  # of figures, many of which are painted


@pytest.fixture(autouse=True)
def _clean():
    remembering.capture()
    yield
    plt.close("all")


def flat():
    """Return plane axes with a line in them, and the line."""
    axes = plt.figure().add_subplot()
    return axes, axes.plot(x, np.sin(x), label="sine")[0]


def solid():
    """Return three-dimensional axes with a surface in them, and the surface."""
    axes = plt.figure().add_subplot(projection="3d")
    return axes, axes.plot_surface(X, Y, Z)


def scaled(power):
    return lambda y: np.sign(y) * np.abs(y) ** power


NO_LINE = {
    "dashes with endless gaps": lambda axes, line: line.set_dashes((0.01, 1000)),
    "dashes of no length": lambda axes, line: line.set_dashes((0.001, 3)),
    "one long dash": lambda axes, line: line.set_linestyle((50, (40, 4000))),
    "one mark": lambda axes, line: line.set(linestyle="", marker="o", markevery=[0]),
    "few marks": lambda axes, line: line.set(linestyle="", marker="o", markevery=0.9),
    "no marks": lambda axes, line: line.set(linestyle="", marker="o", markevery=[]),
    "marks beside dashes": lambda axes, line: line.set(dashes=(0.01, 1000), marker="o", markevery=slice(3)),
    "marks without pen": lambda axes, line: line.set(linestyle="", marker="x", markeredgewidth=0),
    "a shaken hand": lambda axes, line: line.set_sketch_params(3000, 10, 2),
    "a filter": lambda axes, line: line.set_agg_filter(lambda image, dpi: (image * 0, 0, 0)),
    "a shadow elsewhere": lambda axes, line: line.set_path_effects([patheffects.SimpleLineShadow(offset=(900, 900))]),
    "a white stroke": lambda axes, line: line.set_path_effects([patheffects.Stroke(foreground="white")]),
    "no height": lambda axes, line: axes.set_box_aspect(0.001),
    "no width": lambda axes, line: axes.set_aspect(1e4),
    "a place without height": lambda axes, line: axes.set_position([0.1, 0.1, 0.8, 0.001]),
    "a corner": lambda axes, line: (axes.figure.set_size_inches(90, 90), axes.set_position([0.1, 0.1, 0.03, 0.03])),
    "few pixels": lambda axes, line: axes.figure.set_dpi(1),
    "a scale": lambda axes, line: (
        axes.set_yscale("function", functions=(scaled(21), scaled(1 / 21))),
        axes.set_ylim(-60, 60),
    ),
    "a spine": lambda axes, line: axes.spines["left"].set(linewidth=3000, color="white"),
    "a grid": lambda axes, line: (axes.set_axisbelow(False), axes.grid(linewidth=900, color="white", alpha=1)),
    "a title": lambda axes, line: axes.set_title("\n" * 200 + " " * 900, bbox={"facecolor": "white"}, y=-0.5),
    "axes inside": lambda axes, line: axes.inset_axes([-0.2, -0.2, 1.4, 1.4]),
    "two other axes": lambda axes, line: [axes.figure.add_axes([left, 0, 0.5, 1]) for left in (0, 0.5)],
    "a stroke of the figure": lambda axes, line: axes.figure.add_artist(
        Line2D([0, 1], [0.5, 0.5], linewidth=3000, color="white")
    ),
    "an image of the figure": lambda axes, line: axes.figure.figimage(np.ones((480, 640, 3)), zorder=9),
}


@pytest.mark.parametrize("how", NO_LINE)
def test_a_line_without_paint_is_left_out(how):
    """Whatever takes its paint away, moves it, or lies over it."""
    axes, line = flat()
    NO_LINE[how](axes, line)
    assert [line for line in figures.describe(axes).lines if line.label == "sine"] == []


STILL_A_LINE = {
    "loose dots": lambda axes, line: line.set_linestyle((0, (1, 10))),
    "long dashes": lambda axes, line: line.set_linestyle((5, (10, 12))),
    "round dots": lambda axes, line: line.set(linestyle=(0, (0.01, 3)), dash_capstyle="round", linewidth=3),
    "thick dashes": lambda axes, line: line.set(linestyle="--", linewidth=6),
    "marks on a line": lambda axes, line: line.set(marker="^", markevery=0.1),
    "every second mark": lambda axes, line: line.set(linestyle="", marker="o", markevery=2),
    "letters": lambda axes, line: line.set(linestyle="", marker="$s$"),
    "own marks": lambda axes, line: line.set(linestyle="", marker=Path([(-1, -1), (1, -1), (0, 1), (-1, -1)])),
    "a rim": lambda axes, line: line.set_path_effects([patheffects.withStroke(linewidth=5, foreground="black")]),
    "a shadow": lambda axes, line: line.set_path_effects([patheffects.SimpleLineShadow(), patheffects.Normal()]),
    "a hand": lambda axes, line: line.set_sketch_params(1, 100, 2),
    "equal units": lambda axes, line: axes.set_aspect("equal"),
    "a low box": lambda axes, line: axes.set_box_aspect(0.3),
    "a small figure": lambda axes, line: axes.figure.set_size_inches(2, 1.5),
    "few dots an inch": lambda axes, line: axes.figure.set_dpi(50),
    "another scale": lambda axes, line: axes.set_yscale("symlog"),
    "a layout": lambda axes, line: axes.figure.set_layout_engine("constrained"),
    "a twin": lambda axes, line: axes.twinx(),
    "a close-up": lambda axes, line: axes.inset_axes([0.6, 0.1, 0.3, 0.3]).plot(x, np.sin(x)),
    "a large title": lambda axes, line: axes.set_title("A title", fontsize=24, bbox={"facecolor": "white"}),
    "an arrow": lambda axes, line: axes.annotate("here", (1, 1), (2, -1), arrowprops={"arrowstyle": "->"}),
}


@pytest.mark.parametrize("how", STILL_A_LINE)
def test_a_line_in_another_style_is_there(how):
    """Nearly all of its points are, however it is drawn, and whatever is around it."""
    axes, line = flat()
    STILL_A_LINE[how](axes, line)
    told = next(line for line in figures.describe(axes).lines if line.label == "sine")
    assert np.isfinite(told.y).mean() > 0.5
    assert np.ptp(told.x[np.isfinite(told.y)]) > 5.5


NO_SURFACE = {
    "no height": lambda axes, surface: axes.set_box_aspect((1, 1, 0.001)),
    "no depth": lambda axes, surface: axes.set_box_aspect((1, 0.001, 1)),
    "a large zoom": lambda axes, surface: axes.set_box_aspect(None, zoom=200),
    "an eye inside": lambda axes, surface: axes.set_proj_type("persp", focal_length=0.01),
    "another transform": lambda axes, surface: surface.set_transform(Affine2D().scale(0)),
    "dashed rims": lambda axes, surface: surface.set(
        facecolor=(0, 0, 0, 0), edgecolor="black", linestyle=(0, (0.01, 1000))
    ),
    "few opaque cells": lambda axes, surface: surface.set_facecolors([(1, 0, 0, 1)] + [(0, 0, 0, 0)] * 360),
}


@pytest.mark.parametrize("how", NO_SURFACE)
def test_a_surface_without_paint_is_left_out(how):
    """Whatever makes it flat, moves it, or paints hardly any of it."""
    axes, surface = solid()
    NO_SURFACE[how](axes, surface)
    assert figures.describe(axes).surfaces == []


def test_colours_of_a_finer_grid_than_is_painted_show_nothing():
    """Behind the wall a surface is painted with few polygons, and nobody can tell which of them would be seen."""
    axes = plt.figure().add_subplot(projection="3d")
    surface = axes.plot_surface(X, Y, Z, rcount=3, ccount=3)
    surface.set_facecolors([(1, 0, 0, 1)] * 9 + [(0, 0, 0, 0)] * 360)
    assert figures.describe(axes).surfaces == []


def nothing(*_):
    """Stand for a method that would have drawn."""


class Ghost(Line2D):
    """A line that draws nothing."""

    draw = nothing


@pytest.mark.parametrize("what", ["line", "axes", "figure", "class"])
def test_what_draws_nothing_of_its_own_accord_is_not_there(what):
    """Whoever puts a method of his own in the place of matplotlib's is believed what it paints."""
    figure, axes = plt.subplots()
    (line,) = axes.plot(x, np.sin(x))
    if what == "class":
        line.__class__ = Ghost
    else:
        {"line": line, "axes": axes, "figure": figure}[what].draw = nothing
    assert [len(one.lines) for one in figures.describe(figure).axes] == [0]


@pytest.mark.parametrize("method", ["draw", "do_3d_projection"])
def test_a_surface_that_draws_nothing_is_not_there(method):
    """The same in three dimensions."""
    axes, surface = solid()
    setattr(surface, method, nothing)
    assert figures.describe(axes).surfaces == []


def test_marks_of_which_few_have_a_size_are_no_surface():
    """One large mark does not stand for all others."""
    axes = plt.figure().add_subplot(projection="3d")
    axes.scatter(X, Y, Z, s=[50] + [0] * (X.size - 1))
    assert figures.describe(axes).surfaces == []


@pytest.mark.parametrize("draw", ["plot_surface", "plot_wireframe"])
def test_of_a_grid_that_is_drawn_as_one_cell_the_rim_is_told(draw):
    """A plane is the same either way; of anything else, what is between the rims is not there."""
    axes = plt.figure().add_subplot(projection="3d")
    getattr(axes, draw)(X, Y, Z, rcount=1, ccount=1)
    (surface,) = figures.describe(axes).surfaces
    assert np.isfinite(surface.z).sum() == 4 * 20 - 4


def test_what_is_moved_afterwards_is_told_where_it_is():
    """The artist counts, and not what it was made of."""
    axes = plt.figure().add_subplot(projection="3d")
    marks, wires = axes.scatter(X, Y, Z), axes.plot_wireframe(X, Y, Z)
    marks._offsets3d = X.ravel(), Y.ravel(), np.zeros(X.size)
    wires.set_segments([[(-1, -1, 0), (1, 1, 0)], [(1, -1, 0), (-1, 1, 0)]])
    assert all(np.nanmax(np.abs(surface.z)) == 0 for surface in figures.describe(axes).surfaces)


WRONG = -Z
SEGMENTS = [np.column_stack([X[i], Y[i], WRONG[i]]) for i in range(20)]
LEVELS = np.linspace(-0.3, 0.3, 9).reshape(3, 3)
CHOICES = {
    "rows of lines": lambda axes: [axes.plot(*segment.T) for segment in SEGMENTS],
    "a line to and fro": lambda axes: axes.plot(X.ravel(), Y.ravel(), WRONG.ravel()),
    "a collection of lines": lambda axes: axes.add_collection3d(Line3DCollection(SEGMENTS)),
    "many collections": lambda axes: [axes.add_collection3d(Line3DCollection([one])) for one in SEGMENTS],
    "marks": lambda axes: axes.plot(X.ravel(), Y.ravel(), WRONG.ravel(), "."),
    "arrows": lambda axes: axes.quiver(X, Y, WRONG, 0.1, 0, 0),
    "stems": lambda axes: axes.stem(X.ravel(), Y.ravel(), WRONG.ravel(), markerfmt=" "),
    "level lines of triangles": lambda axes: axes.tricontour(X.ravel(), Y.ravel(), WRONG.ravel()),
    "level lines, three at a time": lambda axes: [axes.contour(X, Y, WRONG, levels=some) for some in LEVELS],
    "letters": lambda axes: [axes.text(*at, "o") for segment in SEGMENTS for at in segment],
    "bars": lambda axes: [axes.bar(X[i], WRONG[i], zs=Y[i, 0], zdir="y", width=0.1) for i in range(20)],
    "a mark at a time": lambda axes: [axes.scatter([at[0]], [at[1]], [at[2]]) for one in SEGMENTS[::3] for at in one],
    "small triangles": lambda axes: axes.add_collection3d(
        Poly3DCollection([[(a, b, c), (a + 0.01, b, c), (a, b + 0.01, c)] for one in SEGMENTS for a, b, c in one])
    ),
    "another surface": lambda axes: axes.plot_wireframe(X, Y, WRONG),
}


def is_right(points):
    a, b, height = points.T
    return np.abs(height - (a**3 - a * b**2)) < 1e-9


@pytest.mark.parametrize("how", CHOICES)
def test_another_surface_is_found_however_it_is_drawn(how):
    """By lines, marks, arrows, level lines or words, in one piece or in many."""
    axes, _ = solid()
    CHOICES[how](axes)
    assert another_surface(figures.describe(axes).axes[0], is_right)


turn = np.linspace(0, 2 * np.pi, 60)
ring = np.stack([np.cos(turn), np.sin(turn)]) * 0.9
ADDITIONS = {
    "three coordinate axes": lambda axes: [axes.plot(*np.outer(side, [-1, 1])) for side in np.eye(3)],
    "a walk on it": lambda axes: axes.plot(*ring, ring[0] ** 3 - ring[0] * ring[1] ** 2),
    "a walk above it": lambda axes: axes.plot(*ring, ring[0] ** 3 - ring[0] * ring[1] ** 2 + 0.1),
    "the shadow of a walk": lambda axes: axes.plot(*ring, 0 * turn),
    "drops to the floor": lambda axes: [
        axes.plot([a, a], [b, b], [a**3 - a * b**2, -1]) for a, b in zip(*ring, strict=True)
    ],
    "an arrow": lambda axes: axes.quiver(0, 0, 0, 0, 0.5, 1),
    "arrows on it": lambda axes: axes.quiver(X, Y, Z, 0.1, 0.1, 0),
    "wires on it": lambda axes: axes.plot_wireframe(X, Y, Z, rcount=5, ccount=5),
    "level lines on the floor": lambda axes: axes.contour(X, Y, Z, offset=-0.4),
    "words": lambda axes: [axes.text(0, 0, height, "here") for height in (-0.2, 0, 0.2)],
    "a mark": lambda axes: axes.scatter([0.1], [0.1], [0.3]),
}


@pytest.mark.parametrize("how", ADDITIONS)
def test_what_is_drawn_to_explain_is_no_other_surface(how):
    """Axes, curves, arrows, floors and notes are welcome beside what was asked for."""
    axes, _ = solid()
    ADDITIONS[how](axes)
    assert not another_surface(figures.describe(axes).axes[0], is_right)


def test_an_unusual_figure_is_painted_behind_the_wall(sandbox):
    """Words around it and effects on it can be painted there, and a figure that cannot be painted shows nothing."""
    source = """
    import matplotlib.pyplot as plt
    from matplotlib.patheffects import Stroke, Normal
    def f(title):
        axes = plt.figure().add_subplot()
        axes.plot([0, 1], [0, 1], path_effects=[Stroke(linewidth=5, foreground="black"), Normal()])
        axes.set_title(title)
        return axes.figure
    """
    box = sandbox(dedent(source))
    assert len(call(box, "f", title="a title").lines) == 1
    assert call(box, "f", title="$\\frac$").lines == []
