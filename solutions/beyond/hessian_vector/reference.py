"""Products with Hessians and Gauss–Newton matrices that are never written down, and what they are good for."""

import numpy as np


def hvp_logistic(X, w, v):
    """Return the product of the Hessian of the mean logistic loss with a vector, without the Hessian.

    Args:
        X: array of shape (N, d), one sample a row.
        w: array of shape (d,), the weights.
        v: array of shape (d,).

    Returns:
        array of shape (d,), Xᵀ(p∘(1 − p)∘Xv)/N with p = 1/(1 + exp(−Xw)).

    """
    # BEGIN SOLUTION
    X = np.asarray(X, dtype=float)
    small = np.exp(-np.abs(X @ w))  # p∘(1 − p) does not mind the sign of a score
    return X.T @ (small / (1 + small) ** 2 * (X @ v)) / len(X)
    # END SOLUTION


def hvp_mlp(X, Y, W1, W2, V1, V2):
    """Return the product of the Hessian of ‖tanh(XW₁)W₂ − Y‖²/2N with a direction.

    Args:
        X: array of shape (N, d), one sample a row.
        Y: array of shape (N, k), the targets.
        W1: array of shape (d, h), the weights of the first layer.
        W2: array of shape (h, k), those of the second.
        V1: array of shape (d, h), how W1 moves.
        V2: array of shape (h, k), how W2 moves.

    Returns:
        tuple of arrays of shape (d, h) and (h, k), how the gradients by W1 and W2 move.

    """
    # BEGIN SOLUTION
    X, Y, W1, W2, V1, V2 = (np.asarray(array, dtype=float) for array in (X, Y, W1, W2, V1, V2))
    H = np.tanh(X @ W1)
    gates, R = 1 - H**2, (H @ W2 - Y) / len(X)
    dH = gates * (X @ V1)
    dR = (dH @ W2 + H @ V2) / len(X)
    by_W1 = X.T @ ((dR @ W2.T + R @ V2.T) * gates - 2 * (R @ W2.T) * H * dH)
    return by_W1, dH.T @ R + H.T @ dR
    # END SOLUTION


def gauss_newton_product(X, W1, W2, V1, V2):
    """Return the product of the Gauss–Newton matrix of the same loss with a direction.

    Args:
        X: array of shape (N, d), one sample a row.
        W1: array of shape (d, h), the weights of the first layer.
        W2: array of shape (h, k), those of the second.
        V1: array of shape (d, h), how W1 moves.
        V2: array of shape (h, k), how W2 moves.

    Returns:
        tuple of arrays of shape (d, h) and (h, k): JᵀJv/N with the Jacobian J of the outputs.

    """
    # BEGIN SOLUTION
    X, W1, W2, V1, V2 = (np.asarray(array, dtype=float) for array in (X, W1, W2, V1, V2))
    H = np.tanh(X @ W1)
    gates = 1 - H**2
    dR = (gates * (X @ V1) @ W2 + H @ V2) / len(X)
    return X.T @ (dR @ W2.T * gates), H.T @ dR
    # END SOLUTION


def top_eigenvalue(hvp, n):
    """Return the eigenvalue of largest size of a symmetric matrix that is known by its products alone.

    Args:
        hvp: function that takes an array of shape (n,) and returns its product with the matrix, an array of that shape.
        n: int, 1 or more.

    Returns:
        float, the eigenvalue with its sign; every other one is at most half as large in size.

    """
    # BEGIN SOLUTION
    v = np.random.default_rng(0).normal(size=n)
    for _ in range(40):
        v = np.asarray(hvp(v / np.linalg.norm(v)), dtype=float)
    v = v / np.linalg.norm(v)
    return float(v @ hvp(v))
    # END SOLUTION


def hutchinson(hvp, Z):
    """Return the mean of z·Hz over given probes.

    Args:
        hvp: function that takes an array of shape (n,) and returns its product with H, an array of that shape.
        Z: array of shape (m, n), one probe a row.

    Returns:
        float.

    """
    # BEGIN SOLUTION
    Z = np.asarray(Z, dtype=float)
    return float(np.mean([z @ hvp(z) for z in Z]))
    # END SOLUTION
