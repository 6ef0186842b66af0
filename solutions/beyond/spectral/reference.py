"""Derivatives of inverses, determinants, eigenvalues and singular values, each from what the result satisfies."""

import numpy as np


def d_inv(M, E):
    """Return how the inverse of M moves when M moves by E.

    Args:
        M: array of shape (n, n), invertible.
        E: array of shape (n, n).

    Returns:
        array of shape (n, n), −M⁻¹EM⁻¹.

    """
    # BEGIN SOLUTION
    inverse = np.linalg.inv(np.asarray(M, dtype=float))
    return -inverse @ E @ inverse
    # END SOLUTION


def grad_det(M):
    """Return the gradient of the determinant: the cofactors.

    Args:
        M: array of shape (n, n), 1 ≤ n ≤ 8; it may be singular.

    Returns:
        array of shape (n, n), det(M) M⁻ᵀ where M is invertible, and finite everywhere.

    """
    # BEGIN SOLUTION
    M = np.asarray(M, dtype=float)
    n = np.arange(len(M))
    others = np.array([np.delete(n, i) for i in n])
    # A product of singular values would lose the small ones of rows in different units.
    minors = np.linalg.det(M[others[:, None, :, None], others[None, :, None, :]])
    return (-1.0) ** (n[:, None] + n) * minors
    # END SOLUTION


def d_eig(lam, V, E):
    """Return how eigenvalues and eigenvectors of the symmetric V diag(lam) Vᵀ move when it moves by E.

    Args:
        lam: array of shape (n,), the eigenvalues, distinct, in any order.
        V: orthogonal array of shape (n, n), the eigenvectors in its columns, of any sign.
        E: array of shape (n, n), symmetric.

    Returns:
        tuple of arrays of shape (n,) and (n, n): vᵢ·Evᵢ, and in column i the sum of vⱼ (vⱼ·Evᵢ)/(λᵢ − λⱼ) over j ≠ i.

    """
    # BEGIN SOLUTION
    lam, V = np.asarray(lam, dtype=float), np.asarray(V, dtype=float)
    inside = V.T @ E @ V
    gaps = lam - lam[:, None]
    np.fill_diagonal(gaps, np.inf)
    return np.diag(inside), V @ (inside / gaps)
    # END SOLUTION


def spectral_grad(S, dphi):
    """Return the gradient of the sum of φ over the eigenvalues of S.

    Args:
        S: array of shape (n, n), symmetric; eigenvalues may be equal.
        dphi: function φ′, which takes an array and returns one of the same shape.

    Returns:
        array of shape (n, n), V diag(φ′(λ)) Vᵀ.

    """
    # BEGIN SOLUTION
    eigenvalues, V = np.linalg.eigh(np.asarray(S, dtype=float))
    return V * dphi(eigenvalues) @ V.T
    # END SOLUTION


def nuclear_grad(M):
    """Return the gradient of the sum of the singular values.

    Args:
        M: array of shape (m, n), of full rank.

    Returns:
        array of shape (m, n), UVᵀ.

    """
    # BEGIN SOLUTION
    U, _, Vt = np.linalg.svd(np.asarray(M, dtype=float), full_matrices=False)
    return U @ Vt
    # END SOLUTION
