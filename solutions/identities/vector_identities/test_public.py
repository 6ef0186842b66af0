"""Public tests: the example of the statement."""

import numpy as np

from autograder import agree

A = np.array([[1.0, 2.0], [3.0, 4.0]])
X = np.array([2.0, 1.0])


def test_linear_of_the_example(submission):
    """The Jacobian of Ax is A itself."""
    agree(submission.d_linear(A, X), A)


def test_dot_of_the_example(submission):
    """The gradient of wᵀx is (3, -1)."""
    agree(submission.d_dot(np.array([3.0, -1.0]), X), np.array([3.0, -1.0]))


def test_sqnorm_of_the_example(submission):
    """The gradient of ‖x‖² is (4, 2)."""
    agree(submission.d_sqnorm(X), np.array([4.0, 2.0]))


def test_quadratic_of_the_example(submission):
    """The gradient of xᵀAx is (9, 18)."""
    agree(submission.d_quadratic(A, X), np.array([9.0, 18.0]))


def test_second_derivative_of_the_example(submission):
    """The Hessian of xᵀAx is [[2, 5], [5, 8]]."""
    agree(submission.d2_quadratic(A), np.array([[2.0, 5.0], [5.0, 8.0]]))


def test_lsq_of_the_example(submission):
    """The gradient of ‖Ax − b‖² is (14, 20)."""
    agree(submission.d_lsq(A, X, np.array([3.0, 8.0])), np.array([14.0, 20.0]))
