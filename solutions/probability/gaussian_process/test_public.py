"""Public tests: the example of the statement."""

import numpy as np

from autograder import agree

THETA = np.array([0.0, 0.0, np.log(0.5)])
X, Y = np.array([[0.0], [1.0]]), np.array([1.0, -1.0])
ROUNDED = 1e-6  # the statement shows six digits


def test_likelihood_of_the_example(submission):
    """The log marginal likelihood is -3.480867."""
    agree(submission.gp_logml(THETA, X, Y), -3.480867, tol=ROUNDED)


def test_gradient_of_the_example(submission):
    """The gradient is (0.423754, -1.156916, 0.684397)."""
    agree(submission.gp_grad(THETA, X, Y), np.array([0.423754, -1.156916, 0.684397]), tol=ROUNDED)


def test_predictions_of_the_example(submission):
    """Means and variances are those of the statement at 0, 1/2 and 5."""
    right = np.array([0.611481, 0.0, -0.000516]), np.array([0.184603, 0.161015, 1.0])
    agree(submission.gp_predict(THETA, X, Y, np.array([[0.0], [0.5], [5.0]])), right, tol=ROUNDED)
