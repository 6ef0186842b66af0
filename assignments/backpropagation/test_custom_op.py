"""Public tests: the examples of the statement."""

import numpy as np

from autograder import agree

Z = np.array([[0.0, np.log(3)]])
P = np.array([[0.25, 0.75]])
X = np.array([[1.0, 2.0, 3.0]])


def test_softmax_of_the_example(submission):
    """The probabilities are 1/4 and 3/4."""
    agree(submission.softmax(Z), P)


def test_softmax_vjp_of_the_example(submission):
    """What one logit gains the other loses."""
    agree(submission.softmax_vjp(P, np.array([[1.0, 0.0]])), np.array([[0.1875, -0.1875]]))


def test_cross_entropy_of_the_example(submission):
    """The loss is ln 4, and the gradient raises the right logit."""
    agree(submission.cross_entropy(Z, np.array([0])), (np.log(4), np.array([[-0.75, 0.75]])))


def test_normalise_of_the_example(submission):
    """Along the row there are three numbers to normalise, along each column a single one."""
    agree(submission.normalise(X, 1), np.array([[-1.224736, 0.0, 1.224736]]), tol=1e-6)
    agree(submission.normalise(X, 0), np.zeros((1, 3)))


def test_normalise_vjp_of_the_example(submission):
    """The gradient has the numbers of the statement."""
    got = submission.normalise_vjp(X, np.array([[1.0, 0.0, 0.0]]), 1)
    agree(got, np.array([[0.204132, -0.408245, 0.204113]]), tol=2e-6)
