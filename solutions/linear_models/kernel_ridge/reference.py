"""Kernel ridge regression: a line in a space of features that is never visited."""

import numpy as np


def rbf(A, B, ell):
    """Return the Gaussian kernel between two lists of points.

    Args:
        A: array of shape (n, d), one point a row.
        B: array of shape (m, d), one point a row.
        ell: number ℓ > 0, the length scale, in units of the points.

    Returns:
        array of shape (n, m), exp(−‖aᵢ − bⱼ‖² / (2ℓ²)).

    """
    # BEGIN SOLUTION
    A, B = np.asarray(A, dtype=float), np.asarray(B, dtype=float)
    steps = (A[:, None, :] - B[None, :, :]) / ell
    return np.exp(-(steps**2).sum(axis=-1) / 2)
    # END SOLUTION


def krr_fit(K, y, lam):
    """Return the coefficients of kernel ridge regression.

    Args:
        K: symmetric array of shape (N, N), the kernel between the points, without negative eigenvalues.
        y: array of shape (N,), the targets.
        lam: number λ > 0.

    Returns:
        array of shape (N,), (K + λI)⁻¹ y.

    """
    # BEGIN SOLUTION
    K, y = np.asarray(K, dtype=float), np.asarray(y, dtype=float)
    return np.linalg.solve(K + lam * np.eye(len(y)), y)
    # END SOLUTION


def krr_grad(K, y, a, lam):
    """Return the gradient of ½‖Ka − y‖² + (λ/2) aᵀKa.

    Args:
        K: symmetric array of shape (N, N), the kernel between the points.
        y: array of shape (N,), the targets.
        a: array of shape (N,), the coefficients.
        lam: number λ ≥ 0.

    Returns:
        array of shape (N,), K((K + λI)a − y).

    """
    # BEGIN SOLUTION
    K, y, a = (np.asarray(array, dtype=float) for array in (K, y, a))
    return K @ (K @ a + lam * a - y)
    # END SOLUTION


def predict(Xnew, X, alpha, ell):
    """Return the predictions of a kernel fit at new points.

    Args:
        Xnew: array of shape (M, d), the new points.
        X: array of shape (N, d), the points of the fit.
        alpha: array of shape (N,), the coefficients.
        ell: number ℓ > 0, the length scale.

    Returns:
        array of shape (M,), Σⱼ αⱼ k(xnew, xⱼ).

    """
    # BEGIN SOLUTION
    return rbf(Xnew, X, ell) @ np.asarray(alpha, dtype=float)
    # END SOLUTION
