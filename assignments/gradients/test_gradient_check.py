"""Public tests: the example of the statement, and one look at shapes and steps."""

import numpy as np

from autograder import agree, expect, raises


def saddle(t):
    """The function of the example."""
    return t[0] ** 3 - 3 * t[0] * t[1] ** 2


def test_gradient_of_the_example(submission):
    """The gradient at (1, 2) is (-9, -12) to seven digits, without a step being given."""
    agree(submission.numeric_gradient(saddle, np.array([1.0, 2.0])), np.array([-9.0, -12.0]), tol=1e-7)


def test_gradient_with_a_step(submission):
    """With h = 0.1 central differences give (-8.99, -12) and forward ones (-8.69, -12.3)."""
    x = np.array([1.0, 2.0])
    agree(submission.numeric_gradient(saddle, x, 0.1), np.array([-8.99, -12.0]))
    agree(submission.numeric_gradient(saddle, x, 0.1, "forward"), np.array([-8.69, -12.3]))


def test_gradient_has_the_shape_of_x(submission):
    """The gradient of a function of a 2 by 3 array has that shape."""
    x = np.arange(6.0).reshape(2, 3)
    agree(submission.numeric_gradient(lambda t: np.sum(t * t), x), 2 * x, tol=1e-7)


def test_relative_error_of_the_example(submission):
    """The relative error of the example is 0.01 / 17.99; equal arrays have 0, two zeros too."""
    a, b = np.array([-8.99, -12.0]), np.array([-9.0, -12.0])
    agree(submission.rel_error(a, b), 0.01 / 17.99)
    agree(submission.rel_error(np.array([1.0, 0.0]), np.array([1.0, 0.0])), 0.0)


def test_relative_error_refuses_other_shapes(submission):
    """Arrays of different shapes are not compared."""
    raises(ValueError, submission.rel_error, np.ones(3), np.ones((3, 1)))


def test_study_of_steps(submission):
    """From h = 0.1 to h = 0.01 the central error falls by about 100, the forward one by about 10."""
    x, hs = np.array([1.0]), np.array([0.1, 0.01])
    errors = expect(submission.step_study(lambda t: np.exp(t[0]), np.exp, x, hs), (2, 2))
    for scheme, row, factor in (("central", 0, 100), ("forward", 1, 10)):
        fall = errors[row, 0] / max(errors[row, 1], 1e-15)
        assert 0.8 < fall / factor < 1.2, f"From h = 0.1 to h = 0.01 the {scheme} error fell by a factor of {fall:.3g}."
