"""Fisher's information of two models, the empirical matrix that is taken for it, and the natural gradient."""

import numpy as np


def fisher_logistic(X, w):
    """Return the Fisher matrix of logistic regression, the mean over the inputs.

    Args:
        X: array of shape (N, d), one input a row.
        w: array of shape (d,), the weights.

    Returns:
        array of shape (d, d), the mean of p(1−p)xxᵀ, where p = 1/(1+exp(−w·x)).

    """
    # BEGIN SOLUTION
    X, w = np.asarray(X, dtype=float), np.asarray(w, dtype=float)
    z = np.exp(-np.abs(X @ w))
    return (X.T * (z / (1 + z) ** 2)) @ X / len(X)
    # END SOLUTION


def empirical_fisher(X, y, w):
    """Return the mean of squared scores of logistic regression, for the labels that were measured.

    Args:
        X: array of shape (N, d), one input a row.
        y: array of shape (N,), labels, each 0 or 1.
        w: array of shape (d,), the weights.

    Returns:
        array of shape (d, d), the mean of (y−p)²xxᵀ, where p = 1/(1+exp(−w·x)).

    """
    # BEGIN SOLUTION
    X, y, w = (np.asarray(array, dtype=float) for array in (X, y, w))
    missed = np.exp(-np.logaddexp(0, (2 * y - 1) * (X @ w)))  # |y − p|: the probability of the other label
    scores = missed[:, None] * X
    return scores.T @ scores / len(X)
    # END SOLUTION


def fisher_gaussian(sigma):
    """Return the Fisher matrix of a Gaussian in one dimension, by its mean and the logarithm of σ.

    Args:
        sigma: number σ > 0, the standard deviation.

    Returns:
        array of shape (2, 2), diag(1/σ², 2).

    """
    # BEGIN SOLUTION
    return np.diag([float(sigma) ** -2.0, 2.0])  # σ² may be too large for a float
    # END SOLUTION


def natural_gradient(F, g, damping=0.0):
    """Return the steepest direction for steps that are measured by a Fisher matrix.

    Args:
        F: array of shape (n, n), symmetric, without negative eigenvalues.
        g: array of shape (n,), the gradient.
        damping: number >= 0, what is added to the diagonal of F.

    Returns:
        array of shape (n,), (F + damping·I)⁻¹g.

    """
    # BEGIN SOLUTION
    F, g = np.asarray(F, dtype=float), np.asarray(g, dtype=float)
    return np.linalg.solve(F + damping * np.eye(len(g)), g)
    # END SOLUTION
