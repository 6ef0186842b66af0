"""The gradient flow of a quadratic loss, and gradient descent, which follows it in steps."""

import numpy as np


def energy_rate(g):
    """Return how fast the loss changes along the gradient flow, dL/dt = −‖∇L‖².

    Args:
        g: array of shape (n,), the gradient of the loss at the point where the flow is.

    Returns:
        float, at most 0, in the unit of the loss per unit of time.

    """
    # BEGIN SOLUTION
    g = np.asarray(g, dtype=float)
    return -float(g @ g)
    # END SOLUTION


def flow(A, wstar, w0, t):
    """Return where the gradient flow of L(w) = ½ (w − w*)ᵀ A (w − w*) is at a time.

    Args:
        A: symmetric array of shape (n, n), the Hessian of the loss; its eigenvalues may be of any sign.
        wstar: array of shape (n,), the point at which the gradient vanishes.
        w0: array of shape (n,), the start.
        t: float, the time, t >= 0, with |tλ| <= 100 for every eigenvalue λ of A.

    Returns:
        array of shape (n,), w* + exp(−At) (w0 − w*).

    """
    # BEGIN SOLUTION
    eigenvalues, V = np.linalg.eigh(np.asarray(A, dtype=float))
    return wstar + V @ (np.exp(-eigenvalues * t) * (V.T @ (w0 - wstar)))
    # END SOLUTION


def descend(grad, w0, lr, steps):
    """Return all points of gradient descent.

    Args:
        grad: function that takes an array of shape (n,) and returns the gradient there, of shape (n,).
        w0: array of shape (n,), the start, of any real dtype.
        lr: float, the learning rate: how many times its gradient a point is moved.
        steps: int, how many steps are taken, 0 <= steps <= 100.

    Returns:
        array of shape (steps + 1, n), one point a row; the first row is the start.

    """
    # BEGIN SOLUTION
    history = [np.asarray(w0, dtype=float)]
    for _ in range(steps):
        history.append(history[-1] - lr * grad(history[-1]))
    return np.array(history)
    # END SOLUTION
