"""Public tests: the examples of the statement."""

import numpy as np

from autograder import agree

X = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
V = np.array([1.0, 4.0, 2.0, 5.0, 3.0, 6.0])


def test_vec_and_unvec_of_the_example(submission):
    """The vec of [[1, 2, 3], [4, 5, 6]] is (1, 4, 2, 5, 3, 6), and unvec leads back."""
    agree(submission.vec(X), V)
    agree(submission.unvec(V, (2, 3)), X)


def test_kron_op_of_the_example(submission):
    """The matrix of the map X ↦ AXB of the example is [[3, 6, 1, 2]]."""
    agree(submission.kron_op(np.array([[1.0, 2.0]]), np.array([[3.0], [1.0]])), np.array([[3.0, 6.0, 1.0, 2.0]]))


def test_commutation_of_the_example(submission):
    """The commutation matrix of the example has its ones where they belong."""
    K = np.zeros((6, 6))
    K[[0, 1, 2, 3, 4, 5], [0, 2, 4, 1, 3, 5]] = 1
    agree(submission.commutation(2, 3), K)


def test_duplication_of_the_example(submission):
    """The duplication matrix for n = 2 is that of the statement."""
    D = np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]])
    agree(submission.duplication(2), D)


def test_symmetric_gradient_of_the_example(submission):
    """The gradient of the determinant by (α, β, γ) is (3, -4, 1)."""
    agree(submission.sym_grad(np.array([[3.0, -2.0], [-2.0, 1.0]])), np.array([3.0, -4.0, 1.0]))
