"""Matrices as vectors: vec, and the matrices of linear maps between matrices.

Magnus and Neudecker, Matrix Differential Calculus, chapters 2 and 3.
"""

import numpy as np


def vec(X):
    """Return the columns of a matrix, stacked.

    Args:
        X: array of shape (m, n).

    Returns:
        array of shape (m * n,): the first column, then the second, and so on.

    """
    # BEGIN SOLUTION
    return X.flatten(order="F")
    # END SOLUTION


def unvec(v, shape):
    """Return the matrix whose columns, stacked, are v.

    Args:
        v: array of shape (m * n,).
        shape: tuple (m, n).

    Returns:
        array of shape (m, n).

    """
    # BEGIN SOLUTION
    return v.reshape(shape, order="F")
    # END SOLUTION


def kron_op(A, B):
    """Return the matrix of the linear map X ↦ AXB, which is also its Jacobian.

    Args:
        A: array of shape (r, m).
        B: array of shape (n, s).

    Returns:
        array of shape (r * s, m * n): times vec X it is vec(AXB), for every X of shape (m, n).

    """
    # BEGIN SOLUTION
    return np.kron(B.T, A)
    # END SOLUTION


def commutation(m, n):
    """Return the matrix of transposition.

    Args:
        m: int, rows.
        n: int, columns.

    Returns:
        array of shape (m * n, m * n): times vec X it is vec(Xᵀ), for every X of shape (m, n).

    """
    # BEGIN SOLUTION
    K = np.zeros((m * n, m * n))
    for i in range(m):
        for j in range(n):
            K[j + n * i, i + m * j] = 1  # X[i, j] moves from its place in vec X to its place in vec(Xᵀ)
    return K
    # END SOLUTION


def duplication(n):
    """Return the matrix that repeats what a symmetric matrix holds twice.

    Args:
        n: int, rows and columns.

    Returns:
        array of shape (n * n, n * (n + 1) // 2): times vech S it is vec S, for every symmetric S of shape (n, n).

    """
    # BEGIN SOLUTION
    D = np.zeros((n * n, n * (n + 1) // 2))
    free = [(i, j) for j in range(n) for i in range(j, n)]  # columns first, as vech has them
    for k, (i, j) in enumerate(free):
        D[i + n * j, k] = D[j + n * i, k] = 1
    return D
    # END SOLUTION


def sym_grad(G):
    """Return the gradient by the free entries of a symmetric matrix.

    Args:
        G: array of shape (n, n), the gradient with all entries taken as variables of their own.

    Returns:
        array of shape (n * (n + 1) // 2,): the gradient by vech S.

    """
    # BEGIN SOLUTION
    both = G + G.T - np.diag(np.diag(G))  # two entries move with each variable, but one on the diagonal
    return both[np.triu_indices(len(G))]  # symmetric: its rows from the diagonal on are its columns from there down
    # END SOLUTION
