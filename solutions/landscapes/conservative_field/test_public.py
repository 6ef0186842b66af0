"""Public tests: the example of the statement."""

import numpy as np

from autograder import agree

SQUARE = np.array([[0.0, 0.0], [2.0, 0.0], [2.0, 1.0], [0.0, 1.0], [0.0, 0.0]])


def rotation(r):
    """The field (-y, x), at one point or at many."""
    return np.stack([-r[..., 1], r[..., 0]], axis=-1)


def force(r):
    """The force of the loss x² + 3y²."""
    return r * np.array([-2.0, -6.0])


def test_work_round_the_square(submission):
    """The work of (-y, x) once round the square is 4, and along its first two sides 2."""
    agree(submission.work(rotation, SQUARE), 4.0)
    agree(submission.work(rotation, SQUARE[:3]), 2.0)


def test_work_of_a_force(submission):
    """The work of the force from (1, 1) to (0, 2) is -8, straight and by way of (5, 5)."""
    agree(submission.work(force, np.array([[1.0, 1.0], [0.0, 2.0]])), -8.0)
    agree(submission.work(force, np.array([[1.0, 1.0], [5.0, 5.0], [0.0, 2.0]])), -8.0)


def test_curl_of_the_example(submission):
    """J - Jᵀ of the field (-y, x) is [[0, -2], [2, 0]], and that of the force is zero."""
    x = np.array([0.7, -1.2])
    agree(submission.curl_matrix(rotation, x), np.array([[0.0, -2.0], [2.0, 0.0]]), tol=1e-7)
    agree(submission.curl_matrix(force, x), np.zeros((2, 2)), tol=1e-7)
