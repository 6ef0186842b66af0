"""Public tests: the examples of the statement."""

import numpy as np

from autograder import agree, raises

M = np.diag([1.0, 9.0])


def test_root_of_the_example(submission):
    """The root of diag(1, 9) is diag(1, 3); a matrix with an eigenvalue −1 has none."""
    agree(submission.sqrtm_spd(M), np.diag([1.0, 3.0]))
    raises(ValueError, submission.sqrtm_spd, np.diag([1.0, -1.0]))


def test_derivative_of_the_example(submission):
    """Each entry is divided by a sum of two roots."""
    E = np.array([[2.0, 4.0], [4.0, 6.0]])
    agree(submission.sqrtm_jvp(M, E), np.ones((2, 2)))
    agree(submission.sqrtm_jvp(np.eye(2), E), E / 2)


def test_gradient_of_the_example(submission):
    """What comes in one corner goes to both."""
    agree(submission.sqrtm_vjp(M, np.array([[0.0, 8.0], [0.0, 0.0]])), np.array([[0.0, 1.0], [1.0, 0.0]]))
