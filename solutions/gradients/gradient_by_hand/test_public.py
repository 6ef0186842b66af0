"""Public tests: the examples of the statement, and one look at the shapes."""

import numpy as np

from autograder import agree, expect


def test_gradient_of_the_example(submission):
    """The gradient at (2, 0) is (0, 6), and at (1, 2) it is (3.16771, 0.58385)."""
    agree(submission.grad_f(2.0, 0.0), np.array([0.0, 6.0]))
    agree(submission.grad_f(1.0, 2.0), np.array([3.16771, 0.58385]), tol=1e-5)


def test_hessian_of_the_example(submission):
    """The Hessian at (2, 0) is [[0, 5], [5, 0]], and at (1, 2) it has the entries of the statement."""
    agree(submission.hess_f(2.0, 0.0), np.array([[0.0, 5.0], [5.0, 0.0]]))
    right = np.array([[0.36281, -0.23474], [-0.23474, -0.90930]])
    agree(submission.hess_f(1.0, 2.0), right, tol=1e-5)


def test_shapes(submission):
    """A column of 4 and a row of 3 make 4 by 3 gradients and Hessians."""
    column, row = np.ones((4, 1)), np.ones(3)
    expect(submission.grad_f(column, row), (4, 3, 2))
    expect(submission.hess_f(column, row), (4, 3, 2, 2))
