"""Public tests: the example of the statement, a linear map, and a function with one output."""

import numpy as np

from autograder import agree

X = np.array([2.0, 3.0, 5.0])
A = np.array([[1.0, 2.0, -1.0], [0.5, -3.0, 4.0]])


def example(t):
    """The function of the example."""
    return np.array([t[0] * t[1], t[2] ** 2])


def test_differences_for_the_example(submission):
    """Central differences give the Jacobian of the example, and that of a linear map, to seven digits."""
    agree(submission.numeric_jacobian(example, X), np.array([[3.0, 2.0, 0.0], [0.0, 0.0, 10.0]]), tol=1e-7)
    agree(submission.numeric_jacobian(lambda t: A @ t, X), A, tol=1e-7)


def test_complex_step_for_the_example(submission):
    """The complex step gives the Jacobian of the example, and that of a linear map, to all digits."""
    agree(submission.complex_step(example, X), np.array([[3.0, 2.0, 0.0], [0.0, 0.0, 10.0]]), tol=1e-12)
    agree(submission.complex_step(lambda t: A @ t, X), A, tol=1e-12)


def test_one_output_is_one_row(submission):
    """The Jacobian of a function that returns a number is one row."""
    right = np.array([[4.0, 6.0, 10.0]])
    agree(submission.numeric_jacobian(lambda t: t @ t, X), right, tol=1e-7)
    agree(submission.complex_step(lambda t: t @ t, X), right)
