"""Public tests: the examples of the statement."""

import numpy as np

from autograder import agree

X, y, HALF = np.diag([1.0, 2.0]), np.array([2.0, 2.0]), np.array([[0.5]])


def test_linear_system_of_the_example(submission):
    """Gradients by M and b are those of the statement."""
    got = submission.solve_vjp(np.array([[2.0, 1.0], [0.0, 1.0]]), np.array([3.0, 1.0]), np.array([1.0, 0.0]))
    agree(got, (np.array([[-0.5, -0.5], [0.5, 0.5]]), np.array([0.5, -0.5])))


def test_ridge_of_the_example(submission):
    """Weights shrink as λ grows."""
    agree(submission.ridge_dw(X, y, 1), np.array([-0.5, -0.16]))


def test_hypergradient_of_the_example(submission):
    """A larger λ would make the validation loss worse."""
    agree(submission.val_hypergrad(X, y, np.eye(2), np.ones(2), 1), 0.032)


def test_fixed_point_of_the_example(submission):
    """The point is left where it is, to six digits, and so are its gradients."""
    agree(submission.fixed_point(HALF, HALF[0]), np.array([0.687894]), tol=1e-6)
    got = submission.fixed_point_vjp(HALF, HALF[0], np.ones(1))
    agree(got, (np.array([[0.491969]]), np.array([0.715181])), tol=1e-6)
