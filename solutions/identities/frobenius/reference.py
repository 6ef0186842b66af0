"""The squared Frobenius norm of the errors of a linear layer, and its gradients by data and by weights."""

import numpy as np


def frob_loss(X, W, Y):
    """Return the sum of the squared errors, L = ‖Y − XW‖²_F.

    Args:
        X: array of shape (N, p), one sample a row; N may be 0.
        W: array of shape (p, k), the weights.
        Y: array of shape (N, k), the targets.

    Returns:
        float, in the unit of Y squared.

    """
    # BEGIN SOLUTION
    return float(np.sum((Y - X @ W) ** 2))
    # END SOLUTION


def d_X(X, W, Y):
    """Return the gradient of the loss with respect to the data.

    Args:
        X: array of shape (N, p), one sample a row; N may be 0.
        W: array of shape (p, k), the weights.
        Y: array of shape (N, k), the targets.

    Returns:
        array of shape (N, p), the shape of X.

    """
    # BEGIN SOLUTION
    return -2 * (Y - X @ W) @ W.T
    # END SOLUTION


def d_W(X, W, Y):
    """Return the gradient of the loss with respect to the weights, which training needs.

    Args:
        X: array of shape (N, p), one sample a row; N may be 0.
        W: array of shape (p, k), the weights.
        Y: array of shape (N, k), the targets.

    Returns:
        array of shape (p, k), the shape of W.

    """
    # BEGIN SOLUTION
    return -2 * X.T @ (Y - X @ W)
    # END SOLUTION
