"""First checks, with the numbers that the statement shows."""

import numpy as np

from autograder import agree


def test_orders_at_zero(submission):
    """At x = 3, the orders 1, 3, 4 and 5 give the numbers of the statement."""
    for order, value in [(1, 3.0), (3, -1.5), (4, -1.5), (5, 0.525)]:
        agree(submission.sin_taylor(3.0, order), value)


def test_another_centre(submission):
    """At the centre 0.5, the orders 1 and 2 give the numbers of the statement."""
    agree(submission.sin_taylor(1.0, 1, 0.5), 0.918217, tol=1e-6)
    agree(submission.sin_taylor(1.0, 2, 0.5), 0.858289, tol=1e-6)


def test_shape_of_the_polynomial(submission):
    """An array comes back in its own shape, for order 0 as well."""
    agree(submission.sin_taylor(np.zeros((2, 3)), 0), np.zeros((2, 3)))


def test_plane(submission):
    """The plane that touches at (π/6, π/3) has the heights of the statement."""
    x0, y0 = np.pi / 6, np.pi / 3
    agree(submission.tangent_plane(x0, y0, x0, y0), 0.25)
    agree(submission.tangent_plane(x0 + 0.1, y0 + 0.2, x0, y0), 0.206699, tol=1e-6)


def test_plane_broadcasts(submission):
    """A row of x and a column of y give a grid: at (0, 0) the plane is as high as x."""
    x, y = np.arange(4.0).reshape(1, 4), np.arange(3.0).reshape(3, 1)
    agree(submission.tangent_plane(x, y, 0.0, 0.0), np.broadcast_to(x, (3, 4)))


def test_figure_of_sine(submission):
    """The figure has the four curves: at x = 3 they stand at 0.141, 3, −1.5 and 0.525."""
    figure = submission.plot_sin_taylor()
    assert hasattr(figure, "lines"), "plot_sin_taylor made no figure. Draw one and return it."
    heights = [_height_at_three(line) for line in figure.lines if line.z is None and line.x.size >= 2]
    for name, value in [("sin x", 0.141), ("order 1", 3.0), ("order 3", -1.5), ("order 5", 0.525)]:
        found = any(abs(height - value) < 0.05 for height in heights)
        assert found, f"No curve stands at {value} above x = 3, where {name} does."


def test_words_around_the_sine_figure(submission):
    """The figure of sine has a legend and a label on each axis."""
    figure = submission.plot_sin_taylor()
    assert hasattr(figure, "axes"), "plot_sin_taylor made no figure. Draw one and return it."
    assert len(figure.legend_texts) >= 4, "The legend needs an entry for each of the four curves."
    assert any(axes.labels[0] for axes in figure.axes), "The x-axis has no label."
    assert any(axes.labels[1] for axes in figure.axes), "The y-axis has no label."


def test_figure_of_the_plane(submission):
    """The figure has labelled 3-D axes with a surface z = sin x cos y and something more."""
    figure = submission.plot_tangent_plane(0.5, -0.3)
    assert hasattr(figure, "axes"), "plot_tangent_plane made no figure. Draw one and return it."
    solid = [axes for axes in figure.axes if axes.zlim is not None]
    assert solid, "There are no 3-D axes in the figure."
    assert any(all(axes.labels) for axes in solid), "Label all three axes."
    drawn = [points for axes in solid for points in axes.surfaces + axes.lines if points.x.size > 1]
    # Written so that points left blank (nan) do no harm.
    on_surface = [not np.any(np.abs(p.z - np.sin(p.x) * np.cos(p.y)) > 1e-5) for p in drawn]
    assert any(on_surface), "Nothing that is drawn has z = sin(x) cos(y) at its own x and y."
    assert not all(on_surface), "The surface is there; the plane is missing."


def _height_at_three(line):
    order = np.argsort(line.x)
    return np.interp(3.0, line.x[order], line.y[order])
