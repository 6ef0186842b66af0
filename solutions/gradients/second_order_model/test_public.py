"""Public tests: the example of the statement."""

import numpy as np

from autograder import agree

X0 = np.array([2.0, 0.0])


def f(t):
    """The function of the example."""
    return t[0] ** 2 * t[1] + np.sin(t[0] * t[1])


def g(t):
    """Its gradient at (2, 0)."""
    return np.array([0.0, 6.0])


def H(t):
    """Its Hessian at (2, 0)."""
    return np.array([[0.0, 5.0], [5.0, 0.0]])


def test_model_of_the_example(submission):
    """The model at (2, 0) is 0 there, and 0.65 at (2.1, 0.1)."""
    m = submission.taylor2(f, g, H, X0)
    assert callable(m), "taylor2 should return a function."
    agree(m(X0), 0.0)
    agree(m(np.array([2.1, 0.1])), 0.65)


def test_model_of_a_parabola(submission):
    """The model of 3x² at x = 1 is 3x² itself: 12 at x = 2."""
    square = submission.taylor2(lambda t: 3 * t[0] ** 2, lambda t: 6 * t, lambda t: np.array([[6.0]]), np.array([1.0]))
    assert callable(square), "taylor2 should return a function."
    agree(square(np.array([2.0])), 12.0)


def test_slopes_of_the_example(submission):
    """Along (1, 1) the slopes of the example are 2 and 3, to a quarter."""
    slopes = submission.remainder_slopes(f, g, H, X0, np.array([1.0, 1.0]), np.array([0.1, 0.05, 0.02]))
    assert isinstance(slopes, tuple | list) and len(slopes) == 2, "remainder_slopes should return two numbers."
    agree(slopes[0] / 2, 1.0, tol=0.12, what="the first slope, over 2,")
    agree(slopes[1] / 3, 1.0, tol=0.08, what="the second slope, over 3,")
