"""What of a figure can be seen: what lies below something opaque, or has the colour of what is behind it, is not."""

from textwrap import dedent

import matplotlib as mpl

mpl.use("Agg")

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.patches import Rectangle
from matplotlib.patheffects import withStroke

from autograder.kit import figures
from tests.calling import call

x = np.linspace(0.0, 1.0, 7)
X, Y = np.meshgrid(x, x)
SOLIDS = {
    "surface": lambda axes: axes.plot_surface(X, Y, X * Y),
    "wireframe": lambda axes: axes.plot_wireframe(X, Y, X * Y),
    "triangles": lambda axes: axes.plot_trisurf(X.ravel(), Y.ravel(), (X * Y).ravel()),
    "points": lambda axes: axes.scatter(X, Y, X * Y),
}


@pytest.fixture(autouse=True)
def _clean():
    figures.capture()
    yield
    plt.close("all")


COVERS = {
    "filled between lines": lambda axes: axes.fill_between([-1, 2], -1, 2, color="white", zorder=9),
    "an image": lambda axes: axes.imshow(np.zeros((2, 2)), extent=(-1, 2, -1, 2), zorder=9),
    "a mesh": lambda axes: axes.pcolormesh([-1, 2], [-1, 2], [[1.0]], zorder=9),
    "filled contours": lambda axes: axes.contourf([-1, 2], [-1, 2], [[0.0, 1.0], [1.0, 2.0]], zorder=9),
    "a patch of the figure": lambda axes: axes.figure.add_artist(Rectangle((0, 0), 1, 1)),
}


@pytest.mark.parametrize("how", COVERS)
def test_whatever_is_opaque_hides_what_is_below(how):
    """It need be no patch of the axes; and what is painted before a line hides nothing of it."""
    axes = plt.figure().add_subplot()
    axes.plot(x, x)
    cover = COVERS[how](axes)
    assert figures.describe(axes).lines == []
    cover.set_zorder(-1)
    assert np.isfinite(figures.describe(axes).lines[0].y).all()


@pytest.mark.parametrize("draw", SOLIDS)
def test_a_cover_hides_solids_too(draw):
    """A patch of the figure over axes in three dimensions leaves nothing of them to see; a small one does not."""
    axes = plt.figure().add_subplot(projection="3d")
    SOLIDS[draw](axes)
    axes.plot(x, x, x)
    axes.figure.add_artist(Rectangle((0, 0), 0.3, 1))
    told = figures.describe(axes)
    assert (len(told.surfaces), len(told.lines)) == (1, 1)
    axes.figure.add_artist(Rectangle((0, 0), 1, 1))
    told = figures.describe(axes)
    assert (told.surfaces, told.lines) == ([], [])


@pytest.mark.parametrize("colour", ["white", "#fcfcfc", "snow", (0, 1, 0, 0.05)])
def test_what_has_the_colour_behind_it_is_left_out(colour):
    """White on white, or nearly so, shows nothing; over a picture, it does there."""
    axes = plt.figure().add_subplot()
    axes.plot(x, x, color=colour)
    assert figures.describe(axes).lines == []
    axes.axvspan(-1, 0.45, color="navy", zorder=0)
    assert np.isnan(figures.describe(axes).lines[0].y).tolist() == (x > 0.45).tolist()


@pytest.mark.parametrize(("ground", "is_seen"), [("white", False), ("ivory", False), ("none", False), ("black", True)])
def test_the_ground_decides_what_white_shows(ground, is_seen):
    """Of the axes, and of the figure where these have none."""
    axes = plt.figure().add_subplot(facecolor=ground)
    axes.plot(x, x, color="white")
    assert len(figures.describe(axes).lines) == is_seen
    if ground == "none":
        axes.figure.set_facecolor("black")
        assert len(figures.describe(axes).lines) == 1


def test_white_with_a_rim_is_seen():
    """A line with another colour around it can be read on any ground."""
    axes = plt.figure().add_subplot()
    axes.plot(x, x, color="white", path_effects=[withStroke(linewidth=5, foreground="black")])
    axes.plot(x, -x, color="white", marker="o", markeredgecolor="black")
    assert len(figures.describe(axes).lines) == 2


def test_colours_of_solids_are_looked_at():
    """White wires on white show nothing; a white surface does by its shades, unless these are turned off."""
    figure = plt.figure()
    for number, options in enumerate([{}, {"shade": False}, {"shade": False, "color": "red"}], 1):
        axes = figure.add_subplot(2, 2, number, projection="3d")
        axes.plot_surface(X, Y, X * Y, **{"color": "white", **options})
    wires = figure.add_subplot(2, 2, 4, projection="3d")
    wires.plot_wireframe(X, Y, X * Y, color="white")
    wires.plot(x, x, x, color="white")
    assert [len(axes.surfaces) for axes in figures.describe(figure).axes] == [1, 0, 1, 0]
    assert figures.describe(figure).lines == []


def test_a_white_surface_is_seen_behind_the_wall(sandbox):
    """Where surfaces are painted coarsely and without shades, they count as they would look with them."""
    source = """
    import numpy as np, matplotlib.pyplot as plt
    def f(**options):
        x, y = np.meshgrid([0.0, 1.0], [0.0, 1.0])
        plt.figure().add_subplot(projection="3d").plot_surface(x, y, x * y, color="white", **options)
    """
    box = sandbox(dedent(source))
    assert len(call(box, "f").surfaces) == 1
    assert len(call(box, "f", shade=False).surfaces) == 0
