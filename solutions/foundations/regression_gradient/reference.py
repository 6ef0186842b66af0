"""The loss of least squares, its gradient, and a check of that gradient by central differences."""

import numpy as np


def regression_loss(X, y, w):
    """Return the sum of the squared errors, L(w) = ‖Xw − y‖².

    Args:
        X: array of shape (m, n), one sample a row.
        y: array of shape (m,), the targets.
        w: array of shape (n,), the weights.

    Returns:
        float, in the unit of y squared.

    Raises:
        ValueError: y is a column of shape (m, 1).

    """
    # BEGIN SOLUTION
    if y.ndim != 1:
        raise ValueError(f"y must have shape (m,), not {y.shape}")
    residual = X @ w - y
    return float(residual @ residual)
    # END SOLUTION


def regression_gradient(X, y, w):
    """Return the gradient of the loss with respect to the weights.

    Args:
        X: array of shape (m, n), one sample a row; m may be 0.
        y: array of shape (m,), the targets.
        w: array of shape (n,), the weights.

    Returns:
        array of shape (n,), the shape of w.

    Raises:
        ValueError: y is a column of shape (m, 1).

    """
    # BEGIN SOLUTION
    if y.ndim != 1:
        raise ValueError(f"y must have shape (m,), not {y.shape}")
    return 2 * X.T @ (X @ w - y)
    # END SOLUTION


def check_gradient(X, y, w, h=None):
    """Return the relative error of regression_gradient, held against central differences of regression_loss.

    Args:
        X: array of shape (m, n), one sample a row.
        y: array of shape (m,), the targets.
        w: array of shape (n,), the weights at which the gradient is checked.
        h: float, how far one weight is moved to either side; None chooses a good step.

    Returns:
        float, near 0 where the gradient is right.

    """
    # BEGIN SOLUTION
    if h is None:
        h = np.cbrt(np.finfo(float).eps)  # truncation, as h², and rounding, as 1/h, balance here
    numeric = np.empty(len(w))
    for j in range(len(w)):
        step = np.zeros(len(w))
        step[j] = h
        numeric[j] = (regression_loss(X, y, w + step) - regression_loss(X, y, w - step)) / (2 * h)
    gradient = regression_gradient(X, y, w)
    return float(np.linalg.norm(gradient - numeric) / np.linalg.norm(numeric))
    # END SOLUTION
