"""Public tests: the example of the statement."""

import numpy as np

from autograder import agree

MU, L = np.array([1.0]), np.array([[0.5]])
X, C = np.array([2.0, 1.0]), np.ones((2, 1))
ROUNDED = 1e-6  # the statement shows six digits


def test_divergence_of_the_example(submission):
    """The divergence is 0.818147, and that of N(0, I) from itself is 0."""
    agree(submission.gaussian_kl(MU, L), 0.818147, tol=ROUNDED)
    agree(submission.gaussian_kl(np.zeros(2), np.eye(2)), 0.0)


def test_bound_of_the_example(submission):
    """The bound is -3.406024, and -3.387183 at the posterior."""
    agree(submission.elbo(MU, L, X, C, 1.0), -3.406024, tol=ROUNDED)
    agree(submission.elbo(MU, np.array([[3**-0.5]]), X, C, 1.0), -3.387183, tol=ROUNDED)


def test_gradients_of_the_example(submission):
    """The gradients are 0 and 1/2."""
    agree(submission.elbo_grad(MU, L, X, C, 1.0), (np.zeros(1), np.array([[0.5]])))


def test_sample_gradients_of_the_example(submission):
    """The samples 1 and -1 give the same gradients, and 2 alone gives -2 and -1/2."""
    got = submission.elbo_sample_grad(np.array([[1.0], [-1.0]]), MU, L, X, C, 1.0)
    agree(got, (np.zeros(1), np.array([[0.5]])))
    got = submission.elbo_sample_grad(np.array([[2.0]]), MU, L, X, C, 1.0)
    agree(got, (np.array([-2.0]), np.array([[-0.5]])))
