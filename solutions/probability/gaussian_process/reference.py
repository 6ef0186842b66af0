"""A Gaussian process: how likely its scales make what was measured, the gradient by them, and predictions."""

import numpy as np


# BEGIN SOLUTION
def _kernel(theta, A, B):
    """Return the covariances of the values at the rows of A and those of B, and the squared distances."""
    squares = np.sum((A[:, None] - B) ** 2, axis=-1)
    return np.exp(2 * theta[0]) * np.exp(-squares / (2 * np.exp(2 * theta[1]))), squares


# END SOLUTION


def gp_logml(theta, X, y):
    """Return the log marginal likelihood of what was measured.

    Args:
        theta: array of shape (3,), (log σf, log ℓ, log σn), each between -20 and 20.
        X: array of shape (N, d), one point a row.
        y: array of shape (N,), what was measured there.

    Returns:
        float, −½ yᵀK⁻¹y − ½ log det K − (N/2) log 2π.

    """
    # BEGIN SOLUTION
    theta, X, y = (np.asarray(array, dtype=float) for array in (theta, X, y))
    K = _kernel(theta, X, X)[0] + np.exp(2 * theta[2]) * np.eye(len(y))
    L = np.linalg.cholesky(K)
    white = np.linalg.solve(L, y)
    return float(-white @ white / 2 - np.sum(np.log(np.diag(L))) - len(y) * np.log(2 * np.pi) / 2)
    # END SOLUTION


def gp_grad(theta, X, y):
    """Return the gradient of the log marginal likelihood by the logarithms of the three scales.

    Args:
        theta: array of shape (3,), (log σf, log ℓ, log σn), each between -20 and 20.
        X: array of shape (N, d), one point a row.
        y: array of shape (N,), what was measured there.

    Returns:
        array of shape (3,), ½ tr((ααᵀ − K⁻¹) ∂K/∂θ) for each of the three, where α = K⁻¹y.

    """
    # BEGIN SOLUTION
    theta, X, y = (np.asarray(array, dtype=float) for array in (theta, X, y))
    Kf, squares = _kernel(theta, X, X)
    noise = np.exp(2 * theta[2]) * np.eye(len(y))
    inverse = np.linalg.inv(Kf + noise)
    alpha = inverse @ y
    pull = np.outer(alpha, alpha) - inverse
    slopes = 2 * Kf, Kf * squares / np.exp(2 * theta[1]), 2 * noise
    return np.array([np.sum(pull * slope) / 2 for slope in slopes])
    # END SOLUTION


def gp_predict(theta, X, y, Z):
    """Return means and variances of the function, without noise, at new points.

    Args:
        theta: array of shape (3,), (log σf, log ℓ, log σn), each between -20 and 20.
        X: array of shape (N, d), one point a row.
        y: array of shape (N,), what was measured there.
        Z: array of shape (M, d), the new points.

    Returns:
        tuple of two arrays of shape (M,): k(Z, X)α, and σf² minus the diagonal of k(Z, X)K⁻¹k(X, Z).

    """
    # BEGIN SOLUTION
    theta, X, y, Z = (np.asarray(array, dtype=float) for array in (theta, X, y, Z))
    K = _kernel(theta, X, X)[0] + np.exp(2 * theta[2]) * np.eye(len(y))
    B = _kernel(theta, Z, X)[0]
    known = np.linalg.solve(K, B.T)
    return B @ np.linalg.solve(K, y), np.exp(2 * theta[0]) - np.sum(B.T * known, axis=0)
    # END SOLUTION
