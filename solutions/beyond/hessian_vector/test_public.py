"""Public tests: the examples of the statement."""

import numpy as np

from autograder import agree

x, y, ONE = np.array([[1.0], [2.0]]), np.array([[1.0], [0.0]]), np.ones((1, 1))
S = np.array([[1.0, 2.0], [2.0, -2.0]])


def test_logistic_of_the_example(submission):
    """The product needs no label."""
    X = np.array([[1.0, 0.0], [1.0, 1.0]])
    agree(submission.hvp_logistic(X, np.array([0.0, np.log(3)]), np.ones(2)), np.array([0.3125, 0.1875]))


def test_network_of_the_example(submission):
    """Along W1 the loss curves downwards."""
    got = submission.hvp_mlp(x, y, ONE / 2, ONE, ONE, 0 * ONE)
    agree(got, (np.array([[-0.116893]]), np.array([[0.609907]])), tol=1e-6)


def test_gauss_newton_of_the_example(submission):
    """Gauss–Newton's product curves upwards."""
    got = submission.gauss_newton_product(x, ONE / 2, ONE, ONE, 0 * ONE)
    agree(got, (np.array([[0.662007]]), np.array([[0.501565]])), tol=1e-6)


def test_top_eigenvalue_of_the_example(submission):
    """The eigenvalue of largest size is a negative one."""
    agree(submission.top_eigenvalue(lambda v: S @ v, 2), -3.0, tol=1e-6)


def test_trace_of_the_example(submission):
    """Two probes give the trace, the first alone does not."""
    Z = np.array([[1.0, 1.0], [1.0, -1.0]])
    agree(submission.hutchinson(lambda v: S @ v, Z), -1.0)
    agree(submission.hutchinson(lambda v: S @ v, Z[:1]), 3.0)
