"""Public tests: the examples of the statement."""

import numpy as np

from autograder import agree

ONE, START = np.ones((1, 1)), np.ones(1)


def test_path_of_the_example(submission):
    """Two steps lead away from 1."""
    agree(submission.euler(ONE, START, 1, 2), np.array([[1.0], [1.380797], [1.821362]]), tol=1e-6)


def test_discrete_adjoint_of_the_example(submission):
    """The gradients are those of the steps."""
    got = submission.discrete_adjoint(ONE, START, START, 1, 2)
    agree(got, (np.array([[0.387845]]), np.array([1.345270])), tol=1e-6)


def test_continuous_adjoint_of_the_example(submission):
    """The gradients are those of the equation, in two steps back."""
    got = submission.continuous_adjoint(ONE, START, START, 1, 2)
    agree(got, (np.array([[0.258335]]), np.array([1.174286])), tol=1e-6)
