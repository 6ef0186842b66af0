"""The log density of a Gaussian, how it curves, and how it changes with the covariance."""

import numpy as np


def gaussian_logpdf(X, mu, Sigma):
    """Return the log density of a Gaussian at each row.

    Args:
        X: array of shape (N, d), one sample a row.
        mu: array of shape (d,), the mean.
        Sigma: array of shape (d, d), the covariance, symmetric positive definite.

    Returns:
        array of shape (N,), −½(x−μ)ᵀΣ⁻¹(x−μ) − ½ log det Σ − (d/2) log 2π.

    Raises:
        ValueError: Sigma has a negative eigenvalue.

    """
    # BEGIN SOLUTION
    X, mu, Sigma = (np.asarray(array, dtype=float) for array in (X, mu, Sigma))
    L = np.linalg.cholesky(Sigma)  # raises LinAlgError, a ValueError, where Sigma is not positive definite
    white = np.linalg.solve(L, (X - mu).T)
    return -0.5 * np.sum(white**2, axis=0) - np.sum(np.log(np.diag(L))) - len(mu) * np.log(2 * np.pi) / 2
    # END SOLUTION


def gaussian_grad_x(X, mu, Sigma):
    """Return the gradient of the log density by x at each row.

    Args:
        X: array of shape (N, d), one sample a row.
        mu: array of shape (d,), the mean.
        Sigma: array of shape (d, d), the covariance, symmetric positive definite.

    Returns:
        array of shape (N, d), −Σ⁻¹(x−μ) in each row.

    """
    # BEGIN SOLUTION
    X, mu, Sigma = (np.asarray(array, dtype=float) for array in (X, mu, Sigma))
    return np.linalg.solve(Sigma, (mu - X).T).T
    # END SOLUTION


def gaussian_hess_x(Sigma):
    """Return the Hessian of the log density by x, which is the same everywhere.

    Args:
        Sigma: array of shape (d, d), the covariance, symmetric positive definite.

    Returns:
        array of shape (d, d), −Σ⁻¹.

    """
    # BEGIN SOLUTION
    return -np.linalg.inv(np.asarray(Sigma, dtype=float))
    # END SOLUTION


def gaussian_grad_cov(X, mu, Sigma):
    """Return the gradient of the sum of all log densities by the covariance, its entries independent of each other.

    Args:
        X: array of shape (N, d), one sample a row.
        mu: array of shape (d,), the mean.
        Sigma: array of shape (d, d), the covariance, symmetric positive definite.

    Returns:
        array of shape (d, d), ½(Σ⁻¹DΣ⁻¹ − NΣ⁻¹), where D is the sum of (x−μ)(x−μ)ᵀ over the rows.

    """
    # BEGIN SOLUTION
    X, mu, Sigma = (np.asarray(array, dtype=float) for array in (X, mu, Sigma))
    P = np.linalg.inv(Sigma)
    scores = (X - mu) @ P
    return 0.5 * (scores.T @ scores - len(X) * P)
    # END SOLUTION


def conditional_variance(Sigma):
    """Return the variance of each coordinate once all others are known.

    Args:
        Sigma: array of shape (d, d), the covariance, symmetric positive definite.

    Returns:
        array of shape (d,), 1/(Σ⁻¹)ᵢᵢ.

    """
    # BEGIN SOLUTION
    return 1 / np.diag(np.linalg.inv(np.asarray(Sigma, dtype=float)))
    # END SOLUTION
