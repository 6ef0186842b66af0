"""The square root of a symmetric matrix, and its derivative forwards and backwards, by differentiating SS = M."""

import numpy as np


def sqrtm_spd(M):
    """Return the symmetric square root of a symmetric matrix.

    Args:
        M: array of shape (n, n), symmetric positive definite.

    Returns:
        array of shape (n, n), the symmetric positive definite S with SS = M.

    Raises:
        ValueError: an eigenvalue of M is negative or 0.

    """
    # BEGIN SOLUTION
    eigenvalues, U = np.linalg.eigh(np.asarray(M, dtype=float))
    if eigenvalues[0] <= 0:
        raise ValueError("M is not positive definite.")
    return U * np.sqrt(eigenvalues) @ U.T
    # END SOLUTION


def sqrtm_jvp(M, E):
    """Return how the square root of M moves when M moves by E.

    Args:
        M: array of shape (n, n), symmetric positive definite.
        E: array of shape (n, n), symmetric.

    Returns:
        array of shape (n, n), the symmetric X with SX + XS = E, where S is the root of M.

    """
    # BEGIN SOLUTION
    eigenvalues, U = np.linalg.eigh(np.asarray(M, dtype=float))
    roots = np.sqrt(eigenvalues)
    return U @ ((U.T @ E @ U) / (roots[:, None] + roots)) @ U.T
    # END SOLUTION


def sqrtm_vjp(M, G):
    """Return the gradient of a loss by M from its gradient by the square root of M.

    Args:
        M: array of shape (n, n), symmetric positive definite.
        G: array of shape (n, n), the gradient by the root; it need not be symmetric.

    Returns:
        array of shape (n, n), symmetric.

    """
    # BEGIN SOLUTION
    G = np.asarray(G, dtype=float)
    return sqrtm_jvp(M, (G + G.T) / 2)
    # END SOLUTION
