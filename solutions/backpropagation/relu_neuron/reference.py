"""One neuron with a ReLU: its loss, and the gradient by its weights and its bias."""

import numpy as np


def neuron_loss(X, y, w, b):
    """Return the mean of (yᵢ − aᵢ)², where a = max(0, Xw + b).

    Args:
        X: array of shape (N, d), one sample a row.
        y: array of shape (N,), the targets.
        w: array of shape (d,), the weights.
        b: number, the bias.

    Returns:
        float, the loss C.

    """
    # BEGIN SOLUTION
    X, y, w = (np.asarray(array, dtype=float) for array in (X, y, w))
    a = np.maximum(X @ w + b, 0)
    return np.mean((y - a) ** 2)
    # END SOLUTION


def neuron_grad(X, y, w, b):
    """Return the gradient of the mean of (yᵢ − aᵢ)² by the weights and by the bias.

    Args:
        X: array of shape (N, d), one sample a row.
        y: array of shape (N,), the targets.
        w: array of shape (d,), the weights.
        b: number, the bias.

    Returns:
        tuple of an array of shape (d,), ∂C/∂w, and a float, ∂C/∂b. At z = 0 the slope of max(0, z) is 0.

    """
    # BEGIN SOLUTION
    X, y, w = (np.asarray(array, dtype=float) for array in (X, y, w))
    z = X @ w + b
    dz = np.where(z > 0, 2 * (z - y) / len(y), 0)
    return X.T @ dz, dz.sum()
    # END SOLUTION
