"""Public tests: the examples of the statement."""

import numpy as np

from autograder import agree

X = np.diag([1.0, 2.0])
Y = np.array([1.0, 2.0])


def test_ridge_gradient_of_the_example(submission):
    """The gradient is (-1, -4) at (0, 0) and (1, 1) at (1, 1)."""
    agree(submission.ridge_grad(X, Y, np.zeros(2), 1.0), np.array([-1.0, -4.0]))
    agree(submission.ridge_grad(X, Y, np.ones(2), 1.0), np.array([1.0, 1.0]))


def test_ridge_fit_of_the_example(submission):
    """The fit is (0.5, 0.8)."""
    agree(submission.ridge_fit(X, Y, 1.0), np.array([0.5, 0.8]), tol=1e-7)


def test_energy_gradient_of_the_example(submission):
    """The gradient of the energy is (1, 5) for two points, and 3.5 for one."""
    agree(submission.energy_grad(np.array([1.0, 2.0]), np.zeros(2), 1.0, 1.0), np.array([1.0, 5.0]))
    agree(submission.energy_grad(np.array([1.0]), np.array([3.0]), 2.0, 0.5), np.array([3.5]))


def test_energy_hessian_of_the_example(submission):
    """The Hessian has 3 on its diagonal and -1 beside it for two points; for one it is 5."""
    agree(submission.energy_hess(2, 1.0, 1.0), np.array([[3.0, -1.0], [-1.0, 3.0]]))
    agree(submission.energy_hess(1, 2.0, 0.5), np.array([[5.0]]))
