"""Public tests: the example of the statement, and one look at each function."""

import numpy as np

from autograder import agree, expect

X = np.array([1.0, 2.0, 0.0])
Y = np.array([2.0, 1.0, 0.0])


def test_height_of_the_example(submission):
    """The height at (1, 2) is -11, at (2, 1) it is 2, and at the origin 0."""
    agree(submission.monkey_saddle(1.0, 2.0), -11.0)
    agree(submission.monkey_saddle(X, Y), np.array([-11.0, 2.0, 0.0]))


def test_gradient_of_the_example(submission):
    """The gradient at (1, 2) is (-9, -12), alone and as a row of several."""
    agree(submission.monkey_saddle_grad(1.0, 2.0), np.array([-9.0, -12.0]))
    several = expect(submission.monkey_saddle_grad(X, Y), (3, 2))
    agree(several[0], np.array([-9.0, -12.0]), what="the gradient at (1, 2), of three points at once,")


def test_hessian_of_the_example(submission):
    """The Hessian at (1, 2) is [[6, -12], [-12, -6]], alone and as one of several; at the origin it is 0."""
    agree(submission.monkey_saddle_hess(1.0, 2.0), np.array([[6.0, -12.0], [-12.0, -6.0]]))
    several = expect(submission.monkey_saddle_hess(X, Y), (3, 2, 2))
    agree(several[0], np.array([[6.0, -12.0], [-12.0, -6.0]]), what="the Hessian at (1, 2), of three points at once,")
    agree(several[2], np.zeros((2, 2)), what="the Hessian at the origin, of three points at once,")


def test_shapes(submission):
    """A column of 4 and a row of 3 make 4 by 3 heights, gradients and Hessians."""
    column, row = np.ones((4, 1)), np.ones(3)
    expect(submission.monkey_saddle(column, row), (4, 3))
    expect(submission.monkey_saddle_grad(column, row), (4, 3, 2))
    expect(submission.monkey_saddle_hess(column, row), (4, 3, 2, 2))


def test_words_of_clear_cases(submission):
    """A bowl is a minimum, a dome a maximum, and the matrix of the example means a saddle."""
    agree(submission.classify_critical_point(np.array([[2.0, 1.0], [1.0, 3.0]])), "minimum")
    agree(submission.classify_critical_point(np.array([[-2.0, 1.0], [1.0, -3.0]])), "maximum")
    agree(submission.classify_critical_point(np.array([[6.0, -12.0], [-12.0, -6.0]])), "saddle")


def test_word_for_the_zero_matrix(submission):
    """The zero matrix, the monkey saddle's Hessian at the origin, is inconclusive."""
    agree(submission.classify_critical_point(np.zeros((2, 2))), "inconclusive")


def test_changes_round_the_origin(submission):
    """The monkey saddle changes its sign 6 times, x² - y² 4 times, and x⁴ + y⁴ never."""
    agree(submission.sign_changes(lambda x, y: x**3 - 3 * x * y**2), 6)
    agree(submission.sign_changes(lambda x, y: x**2 - y**2), 4)
    agree(submission.sign_changes(lambda x, y: x**4 + y**4), 0)


def test_changes_of_a_coarse_walk(submission):
    """With n=4 only 2 changes of the monkey saddle are seen."""
    agree(submission.sign_changes(lambda x, y: x**3 - 3 * x * y**2, n=4), 2)


def test_figure(submission):
    """The figure has a surface in three dimensions, over the square asked for, and three labels."""
    figure = submission.plot_monkey_saddle()
    shown = [axes for axes in getattr(figure, "axes", []) if axes.surfaces]
    assert shown, "plot_monkey_saddle() drew no surface in three dimensions."
    surfaces = [surface for axes in shown for surface in axes.surfaces]
    for name in ("x", "y"):
        values = np.concatenate([getattr(surface, name) for surface in surfaces])
        reaches = np.nanmin(values) <= -1 and np.nanmax(values) >= 1
        assert reaches, f"The surface should reach from -1 to 1, or beyond, in {name}."
    right = [surface for surface in surfaces if np.allclose(surface.z, surface.x**3 - 3 * surface.x * surface.y**2)]
    assert right, "The heights of the surface are not those of the monkey saddle over the same x and y."
    assert all(label.strip() for label in shown[0].labels), "Each of the three axes needs a label."
