"""Public tests: the examples of the statement."""

import numpy as np

from autograder import agree

ONE, ZERO = np.ones((1, 1)), np.zeros(1)


def test_path_of_the_example(submission):
    """Each step halves the weight."""
    agree(submission.train(ONE, ZERO, np.ones(1), np.array([0.5, 0.5])), np.array([[1.0], [0.5], [0.25]]))


def test_hypergradient_of_the_example(submission):
    """Both rates should grow, by the same."""
    got = submission.hypergrad(ONE, ZERO, ONE, ZERO, np.ones(1), np.array([0.5, 0.5]))
    agree(got, np.array([-0.125, -0.125]))
