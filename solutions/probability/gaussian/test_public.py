"""Public tests: the example of the statement."""

import numpy as np

from autograder import agree

SIGMA = np.array([[2.0, 1.0], [1.0, 2.0]])
X = np.array([[1.0, 0.0]])
MU = np.zeros(2)


def test_log_density_of_the_example(submission):
    """The log density is -2.720517 at (1, 0), and -2.387183 on the top."""
    got = submission.gaussian_logpdf(np.array([[1.0, 0.0], [0.0, 0.0]]), MU, SIGMA)
    agree(got, np.array([-2.7205165, -2.3871832]), tol=1e-6)


def test_gradient_by_x_of_the_example(submission):
    """The gradient by x is (-2/3, 1/3)."""
    agree(submission.gaussian_grad_x(X, MU, SIGMA), np.array([[-2 / 3, 1 / 3]]))


def test_hessian_of_the_example(submission):
    """The Hessian is minus the inverse of the covariance."""
    agree(submission.gaussian_hess_x(SIGMA), np.array([[-2 / 3, 1 / 3], [1 / 3, -2 / 3]]))


def test_gradient_by_the_covariance_of_the_example(submission):
    """The gradient by the covariance has -1/9 and -5/18 on its diagonal and 1/18 beside it."""
    agree(submission.gaussian_grad_cov(X, MU, SIGMA), np.array([[-2.0, 1.0], [1.0, -5.0]]) / 18)


def test_conditional_variances_of_the_example(submission):
    """Each coordinate has the variance 1.5 once the other is known."""
    agree(submission.conditional_variance(SIGMA), np.array([1.5, 1.5]))
