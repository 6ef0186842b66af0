"""One step downhill: how much of the slope's promise it keeps, how long it should be, and where Newton would go."""

import numpy as np


def decrease_ratio(f, g, x, lr):
    """Return which share of the decrease that the slope promises a step of gradient descent achieves.

    Args:
        f: function that takes a point, of shape (n,), and returns the loss there, a number.
        g: array of shape (n,), the gradient of f at x.
        x: array of shape (n,), the point.
        lr: float, the learning rate, lr > 0.

    Returns:
        float, (f(x) − f(x − lr·g)) / (lr ‖g‖²); 1 where g is zero.

    """
    # BEGIN SOLUTION
    x, g = np.asarray(x, dtype=float), np.asarray(g, dtype=float)  # float32 keeps too few digits for short steps
    promised = lr * float(g @ g)
    return float(f(x) - f(x - lr * g)) / promised if promised > 0 else 1.0
    # END SOLUTION


def exact_lr(H, g):
    """Return the learning rate that lowers a quadratic loss most, along its gradient.

    Args:
        H: symmetric array of shape (n, n), the Hessian, with gᵀHg > 0.
        g: array of shape (n,), the gradient.

    Returns:
        float, gᵀg / gᵀHg.

    """
    # BEGIN SOLUTION
    g = np.asarray(g, dtype=float)
    return float(g @ g) / float(g @ H @ g)
    # END SOLUTION


def newton_step(H, g):
    """Return the step to the critical point of the quadratic model.

    Args:
        H: symmetric invertible array of shape (n, n), the Hessian.
        g: array of shape (n,), the gradient.

    Returns:
        array of shape (n,), −H⁻¹ g, to be added to the point.

    """
    # BEGIN SOLUTION
    return np.linalg.solve(np.asarray(H, dtype=float), -np.asarray(g, dtype=float))
    # END SOLUTION
