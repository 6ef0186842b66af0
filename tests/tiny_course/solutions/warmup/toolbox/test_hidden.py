"""The tests that decide."""

import numpy as np

from autograder import agree, points, raises


@points(3)
def test_slope(submission, reference, rng):
    """The slope is right at random points."""
    for shape in [(), (5,), (2, 3)]:
        x = rng.normal(size=shape)
        agree(submission.slope(x), reference.slope(x))


@points(1, after="test_slope", why="It says in words what a right slope does.")
def test_slope_is_odd(submission, rng):
    """The slope changes sign with x."""
    x = rng.normal(size=4)
    agree(submission.slope(-x), -2 * x)


@points(2)
def test_total(submission, reference, rng):
    """The sum is right for a function that is handed over."""
    a = rng.normal()
    agree(submission.total(lambda k: a * (k() if callable(k) else k), 6), 15 * a)


@points(2)
def test_shifted(submission, rng):
    """The function that comes back adds what it should."""
    a, x = rng.normal(), rng.normal(size=3)
    shifted = submission.shifted(a)
    assert callable(shifted), "shifted should return a function."
    agree(shifted(x), x + a, what="shifted(a)(x)")


@points(2)
def test_picture(submission):
    """The line and its legend are there."""
    figure = submission.picture()
    drawn = [(axes, line) for axes in getattr(figure, "axes", []) for line in axes.lines]
    right = [(axes, line) for axes, line in drawn if np.allclose(line.x, line.y) and min(axes.shares(line)) >= 0.1]
    assert right, "The line y = x is missing."
    assert figure.legend_texts, "The legend is missing."
    assert any(line.names for _, line in right), "The legend does not name the line."
    assert len(right) == len(drawn), "Beside the line y = x, something else is drawn."


@points(0, why="It is worth nothing, so no mistake can lose anything here.")
def test_total_refuses_words(submission):
    """A word for n is refused."""
    raises(TypeError, submission.total, abs, "three")
