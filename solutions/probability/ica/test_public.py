"""Public tests: the example of the statement."""

import numpy as np

from autograder import agree

W = np.array([[1.0, 1.0], [0.0, 2.0]])
X = np.array([[1.0, 0.0], [0.0, 1.0], [1.0, -1.0]])
ROUNDED = 1e-6  # the statement shows six digits


def test_likelihood_of_the_example(submission):
    """The mean log likelihood is -2.768835."""
    agree(submission.ica_loglik(W, X), -2.768835, tol=ROUNDED)


def test_gradient_of_the_example(submission):
    """The gradient is that of the statement."""
    agree(submission.ica_grad(W, X), np.array([[0.746135, -0.253865], [-0.178657, -0.142685]]), tol=ROUNDED)


def test_relative_gradient_of_the_example(submission):
    """The relative gradient is that of the statement."""
    agree(submission.ica_relative_grad(W, X), np.array([[0.492271, -0.523188], [-0.321343, -0.892083]]), tol=ROUNDED)


def test_one_step_of_the_example(submission):
    """One step of 0.1 leads to the matrix of the statement, and no step nowhere."""
    right = np.array([[1.049227, 0.947681], [-0.032134, 1.910792]])
    agree(submission.ica_ascend(W, X, 0.1, 1), right, tol=ROUNDED)
    agree(submission.ica_ascend(W, X, 0.1, 0), W)
