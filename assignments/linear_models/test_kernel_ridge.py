"""Public tests: the example of the statement."""

import numpy as np

from autograder import agree

X = np.array([[0.0], [1.0]])
Y = np.array([1.0, 0.0])
K01 = np.exp(-0.5)
K = np.array([[1.0, K01], [K01, 1.0]])


def test_kernel_of_the_example(submission):
    """A point is 1 like itself, and exp(-1/2) like one at the distance of a length scale."""
    agree(submission.rbf(X, X, 1.0), K)
    agree(submission.rbf(np.zeros((1, 2)), np.array([[0.0, 2.0]]), 2.0), np.array([[K01]]))


def test_fit_of_the_example(submission):
    """The coefficients solve (K + λI) α = y."""
    alpha = submission.krr_fit(K, Y, 0.5)
    agree(alpha, np.array([1.5, -K01]) / (2.25 - K01**2), tol=1e-7)


def test_gradient_of_the_example(submission):
    """At zero the gradient is -K y."""
    agree(submission.krr_grad(K, Y, np.zeros(2), 0.5), np.array([-1.0, -K01]))


def test_prediction_of_the_example(submission):
    """With the coefficients 2 and -1, the prediction at 0.5 is exp(-1/8)."""
    agree(submission.predict(np.array([[0.5]]), X, np.array([2.0, -1.0]), 1.0), np.array([np.exp(-1 / 8)]))
