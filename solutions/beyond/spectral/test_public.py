"""Public tests: the examples of the statement."""

import numpy as np

from autograder import agree

E = np.array([[0.0, 1.0], [1.0, 0.0]])


def test_inverse_of_the_example(submission):
    """The inverse of diag(2, 1) moves by −E/2."""
    agree(submission.d_inv(np.diag([2.0, 1.0]), E), -E / 2)


def test_determinant_of_the_example(submission):
    """The gradient of a determinant of two rows has the entries of the matrix, in other places."""
    agree(submission.grad_det(np.array([[1.0, 2.0], [3.0, 4.0]])), np.array([[4.0, -3.0], [-2.0, 1.0]]))


def test_eigenvalues_of_the_example(submission):
    """Both eigenvalues grow alike, and the vectors turn."""
    V = np.array([[1.0, 1.0], [-1.0, 1.0]]) / np.sqrt(2)
    right = np.array([0.5, 0.5]), np.sqrt(1 / 32) * np.array([[-1.0, 1.0], [-1.0, -1.0]])
    agree(submission.d_eig(np.array([1.0, 3.0]), V, np.diag([1.0, 0.0])), right)


def test_log_det_of_the_example(submission):
    """For the logarithm the gradient is the inverse."""
    right = np.array([[2.0, -1.0], [-1.0, 2.0]]) / 3
    agree(submission.spectral_grad(np.array([[2.0, 1.0], [1.0, 2.0]]), lambda x: 1 / x), right)


def test_singular_values_of_the_example(submission):
    """Singular values become 1."""
    M = np.array([[3.0, 0.0], [4.0, 0.0], [0.0, 2.0]])
    agree(submission.nuclear_grad(M), np.array([[0.6, 0.0], [0.8, 0.0], [0.0, 1.0]]))
