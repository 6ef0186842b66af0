"""The life of light bulbs: columns in standard units, a line through them, and the line in volts and kelvins again."""

import numpy as np


def standardise(X):
    """Return the columns of a matrix in units of their standard deviation, counted from their mean.

    Args:
        X: array of shape (N, d), one bulb a row.

    Returns:
        tuple of arrays: Z of shape (N, d), the means of shape (d,), the standard deviations (divisor N) of shape (d,).

    Raises:
        ValueError: the entries of a column are all equal.

    """
    # BEGIN SOLUTION
    X = np.asarray(X, dtype=float)
    if (X[0] == X).all(axis=0).any():
        raise ValueError("a column is constant")
    mu = X.mean(axis=0)
    sd = np.sqrt(((X - mu) ** 2).mean(axis=0))
    return (X - mu) / sd, mu, sd
    # END SOLUTION


def fit(X, y):
    """Return intercept and slopes of the best line, in raw units.

    Args:
        X: array of shape (N, d), one bulb a row.
        y: array of shape (N,), the lives.

    Returns:
        array of shape (d + 1,): b, w₁, ..., w_d. Of several best lines, the one whose slopes are smallest in
        standardised columns, singular values below 1e-10 of the largest counted as zero.

    Raises:
        ValueError: the entries of a column are all equal.

    """
    # BEGIN SOLUTION
    Z, mu, sd = standardise(X)
    y = np.asarray(y, dtype=float)
    mean = y.mean()  # part of no column of Z; left in y, its rounding would grow where columns are nearly alike
    slopes = np.linalg.lstsq(Z, y - mean, rcond=1e-10)[0] / sd
    return np.concatenate([[mean - slopes @ mu], slopes])
    # END SOLUTION


def condition(A):
    """Return the condition number of AᵀA.

    Args:
        A: array of shape (N, k) and full column rank.

    Returns:
        float, the largest eigenvalue of AᵀA over the smallest.

    """
    # BEGIN SOLUTION
    values = np.linalg.svd(np.asarray(A, dtype=float), compute_uv=False)
    return float((values[0] / values[-1]) ** 2)
    # END SOLUTION
