"""Public tests: the examples of the statement."""

import numpy as np

from autograder import agree

Q = np.array([2.0, np.pi / 2])


def test_polar_of_the_example(submission):
    """The point at distance 2 and angle π/2 is (0, 2)."""
    agree(submission.polar(Q), np.array([0.0, 2.0]))


def test_polar_jacobian_of_the_example(submission):
    """The Jacobian of polar at (2, π/2) is [[0, -2], [1, 0]]."""
    agree(submission.polar_jac(Q), np.array([[0.0, -2.0], [1.0, 0.0]]))


def test_square_jacobian_of_the_example(submission):
    """The Jacobian of the square is [[2, -2], [2, 2]] at (1, 1), and [[0, -4], [4, 0]] at (0, 2)."""
    agree(submission.square_jac(np.array([1.0, 1.0])), np.array([[2.0, -2.0], [2.0, 2.0]]))
    agree(submission.square_jac(np.array([0.0, 2.0])), np.array([[0.0, -4.0], [4.0, 0.0]]))


def test_composed_jacobian_of_the_example(submission):
    """The Jacobian of the square after polar, at (2, π/2), is [[-4, 0], [0, -8]]."""
    agree(submission.compose_jac(Q), np.array([[-4.0, 0.0], [0.0, -8.0]]))
