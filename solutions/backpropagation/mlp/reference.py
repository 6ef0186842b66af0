"""A network of two layers: its outputs, its loss, and the gradient of that by everything that goes in."""

import numpy as np


def mlp_forward(X, W1, b1, W2, b2):
    """Return the hidden units and the outputs of a network of two layers.

    Args:
        X: array of shape (N, d), one sample a row.
        W1: array of shape (d, h), the weights of the first layer.
        b1: array of shape (h,), its biases.
        W2: array of shape (h, k), the weights of the second layer.
        b2: array of shape (k,), its biases.

    Returns:
        tuple of arrays: H of shape (N, h), tanh(X W1 + b1), and O of shape (N, k), H W2 + b2.

    """
    # BEGIN SOLUTION
    X, W1, b1, W2, b2 = (np.asarray(array, dtype=float) for array in (X, W1, b1, W2, b2))
    H = np.tanh(X @ W1 + b1)
    return H, H @ W2 + b2
    # END SOLUTION


def mlp_loss(X, Y, W1, b1, W2, b2):
    """Return the loss ‖O − Y‖² / (2N) of a network of two layers.

    Args:
        X: array of shape (N, d), one sample a row.
        Y: array of shape (N, k), the targets.
        W1: array of shape (d, h), the weights of the first layer.
        b1: array of shape (h,), its biases.
        W2: array of shape (h, k), the weights of the second layer.
        b2: array of shape (k,), its biases.

    Returns:
        float, the loss L.

    """
    # BEGIN SOLUTION
    _, O = mlp_forward(X, W1, b1, W2, b2)
    return np.sum((O - Y) ** 2) / (2 * len(X))
    # END SOLUTION


def mlp_backward(X, Y, W1, b1, W2, b2):
    """Return the gradients of the loss of a network of two layers.

    Args:
        X: array of shape (N, d), one sample a row.
        Y: array of shape (N, k), the targets.
        W1: array of shape (d, h), the weights of the first layer.
        b1: array of shape (h,), its biases.
        W2: array of shape (h, k), the weights of the second layer.
        b2: array of shape (k,), its biases.

    Returns:
        dict of arrays with the keys "W1", "b1", "W2", "b2" and "X", each of the shape of its variable.

    """
    # BEGIN SOLUTION
    H, O = mlp_forward(X, W1, b1, W2, b2)
    X, W1, W2 = (np.asarray(array, dtype=float) for array in (X, W1, W2))
    dO = (O - Y) / len(X)
    dZ = (dO @ W2.T) * (1 - H**2)
    return {"W1": X.T @ dZ, "b1": dZ.sum(axis=0), "W2": H.T @ dO, "b2": dO.sum(axis=0), "X": dZ @ W1.T}
    # END SOLUTION
