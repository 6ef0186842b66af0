"""What of a figure can be seen: what lies below something opaque, or has the colour of what is behind it, is not."""

from textwrap import dedent

import matplotlib as mpl

mpl.use("Agg")

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.colors import ListedColormap
from matplotlib.patches import Rectangle
from matplotlib.patheffects import withStroke
from mpl_toolkits.mplot3d.art3d import Poly3DCollection

from autograder.kit import figures, remembering
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
    remembering.capture()
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
    from matplotlib.colors import ListedColormap
    def f(**options):
        x, y = np.meshgrid([0.0, 1.0], [0.0, 1.0])
        plt.figure().add_subplot(projection="3d").plot_surface(x, y, x * y, **options)
    def by_heights():
        f(cmap=ListedColormap(["white"]))
    """
    box = sandbox(dedent(source))
    assert len(call(box, "f", color="white").surfaces) == 1
    assert len(call(box, "f", color="white", shade=False).surfaces) == len(call(box, "by_heights").surfaces) == 0


EMPTY, WHITE = "\n" * 200 + " " * 400, {"facecolor": "white"}
COVERING = {
    "words in a frame": lambda axes: axes.text(0.5, 0.5, EMPTY, ha="center", va="center", bbox=WHITE),
    "words of the figure": lambda axes: axes.figure.text(0.5, 0.5, EMPTY, ha="center", va="center", bbox=WHITE),
    "huge letters": lambda axes: axes.text(-3, -3, "\N{FULL BLOCK}" * 9, fontsize=2000),
    "a legend": lambda axes: axes.legend(["wide" * 9], loc="center", fontsize=500, framealpha=1),
    "a thick line": lambda axes: axes.plot([-1, 2], [0.5, 0.5], linewidth=2000),
    "a large mark": lambda axes: axes.plot([0.5], [0.5], "s", markersize=2000),
    "what clips it": lambda axes: axes.lines[0].set_clip_path(Rectangle((0, 0), 0.01, 0.01, transform=axes.transAxes)),
    "the size of the figure": lambda axes: axes.figure.set_size_inches(0.1, 0.1),
}


@pytest.mark.parametrize("how", COVERING)
def test_words_strokes_and_clips_hide_too(how):
    """Nothing is left of a line that is wholly below them."""
    axes = plt.figure().add_subplot()
    axes.plot(x, x, label="line")
    COVERING[how](axes)
    assert [line for line in figures.describe(axes).lines if line.label == "line"] == []


def test_a_note_beside_a_curve_hides_nothing_of_it():
    """Words in a frame, a legend or a mark that cover a part of a curve are no reason to say that it is not there."""
    axes = plt.figure().add_subplot()
    axes.plot(x, x, label="line")
    axes.text(0.5, 0.5, "half", bbox={"facecolor": "white"})
    axes.plot([0.2], [0.2], "o", markersize=40)
    axes.legend(framealpha=1)
    assert np.isfinite(figures.describe(axes).lines[0].y).all()


UNREADABLE = {
    "invisible": {"visible": False},
    "transparent": {"alpha": 0},
    "white": {"color": "white"},
    "of no size": {"fontsize": 0.1},
}


@pytest.mark.parametrize("options", UNREADABLE.values(), ids=UNREADABLE)
@pytest.mark.parametrize("projection", ["rectilinear", "3d"])
def test_words_that_nobody_can_read_say_nothing(projection, options):
    """Labels and legends count as far as they can be read."""
    axes = plt.figure().add_subplot(projection=projection)
    axes.plot(x, x, label="line")
    axes.set(xlabel="x", ylabel="y")
    for text in (axes.legend().get_texts()[0], axes.xaxis.label):
        text.set(**options)
    told = figures.describe(axes)
    assert (told.axes[0].labels[:2], told.legend_texts, told.lines[0].names) == (["", "y"], [], [])
    axes.set_axis_off()
    assert figures.describe(axes).axes[0].labels[1] == ""


LEVELS = np.linspace(0.1, 0.9, 6)
SHOWS_LITTLE = {
    "in all but no opacity": lambda axes: axes.plot_surface(X, Y, X * Y, cmap="viridis", alpha=0.03),
    "in one colour, that of paper": lambda axes: axes.plot_surface(X, Y, X * Y, cmap=ListedColormap(["white"])),
    "without a whole cell": lambda axes: axes.plot_surface(
        X, Y, np.where(np.indices(X.shape).sum(axis=0) % 2, Y, np.nan)
    ),
    "by two levels": lambda axes: axes.contour(X, Y, X * Y, levels=LEVELS[:2]),
    "by levels that it does not have": lambda axes: axes.contour(X, Y, X * Y, levels=LEVELS + 5),
    "far away": lambda axes: (axes.plot_surface(X, Y, X * Y), axes.set_box_aspect(None, zoom=0.01)),
}


@pytest.mark.parametrize("how", SHOWS_LITTLE)
def test_a_surface_that_shows_nothing_is_left_out(how):
    """Too faint, torn to points, too few lines, or too far away."""
    axes = plt.figure().add_subplot(projection="3d")
    SHOWS_LITTLE[how](axes)
    assert figures.describe(axes).surfaces == []


def test_level_lines_lie_where_they_are_drawn():
    """With an offset they are on the floor or on a wall; without one, enough of them are as good as a surface."""
    axes = plt.figure().add_subplot(projection="3d")
    axes.contour(X, Y, X * Y, levels=LEVELS)
    axes.contour(X, Y, X * Y, levels=LEVELS, offset=-2)
    axes.contourf(X, Y, X * Y, levels=LEVELS, zdir="x", offset=3)
    axes.set(xlim=(0, 3), zlim=(-2, 1))
    surface, floor, wall = figures.describe(axes).surfaces
    assert np.array_equal(surface.z, (X * Y).ravel())
    assert set(floor.z) == {-2} and set(wall.x) == {3}


@pytest.mark.parametrize(("height", "is_hidden"), [(-2, False), (2, True)])
def test_a_lid_hides_and_a_floor_does_not(height, is_hidden):
    """Seen from above, what is opaque and level leaves nothing to see of what is below, and all of what is above."""
    axes = plt.figure().add_subplot(projection="3d")
    axes.plot_surface(X, Y, X * Y)
    axes.plot_surface(X, Y, np.full(X.shape, height))
    axes.view_init(90, 0)
    assert len(figures.describe(axes).surfaces) == 2 - is_hidden
    axes.collections[1].set_alpha(0.5)
    assert len(figures.describe(axes).surfaces) == 2


def test_two_solids_do_not_hide_each_other():
    """One through the other are both there, whichever of them matplotlib paints last."""
    axes = plt.figure().add_subplot(projection="3d")
    axes.plot_surface(X, Y, X * Y)
    axes.plot_surface(3 * X - 1, 3 * Y - 1, X - Y)
    assert len(figures.describe(axes).surfaces) == 2


def test_a_half_covered_surface_is_half_there():
    """Of a grid below something opaque, the points that can be seen are left."""
    axes = plt.figure().add_subplot(projection="3d")
    axes.plot_surface(X, Y, X * Y)
    axes.view_init(90, -90)
    axes.figure.add_artist(Rectangle((0, 0), 0.5, 1))
    (surface,) = figures.describe(axes).surfaces
    assert 0.3 < np.isfinite(surface.z).mean() < 0.7


@pytest.mark.parametrize("how", ["bars", "polygons"])
def test_any_solid_is_told(how):
    """What is drawn beside grids, by bars or by polygons that are added as any artist is, has its corners."""
    axes = plt.figure().add_subplot(projection="3d")
    if how == "bars":
        axes.bar3d(0, 0, 0, 1, 2, 3)
    else:
        axes.add_collection(Poly3DCollection([[(0, 0, 0), (1, 2, 0), (1, 2, 3)]]))
    (solid,) = figures.describe(axes).surfaces
    assert [np.ptp(side) for side in (solid.x, solid.y, solid.z)] == [1, 2, 3]
