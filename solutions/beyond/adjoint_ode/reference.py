"""A residual network with equal layers, and its gradient in two ways: of the steps, and of the equation behind them."""

import numpy as np


def euler(W, u0, T, n):
    """Return the path of u′ = tanh(Wu) in Euler's steps.

    Args:
        W: array of shape (d, d).
        u0: array of shape (d,), the start.
        T: number > 0, the time.
        n: int, 1 or more: the number of steps.

    Returns:
        array of shape (n + 1, d), u₀, u₁, ..., uₙ.

    """
    # BEGIN SOLUTION
    W, path = np.asarray(W, dtype=float), [np.asarray(u0, dtype=float)]
    for _ in range(n):
        path.append(path[-1] + T / n * np.tanh(W @ path[-1]))
    return np.array(path)
    # END SOLUTION


def discrete_adjoint(W, u0, v, T, n):
    """Return the gradients of v·uₙ, where uₙ is the end of Euler's steps.

    Args:
        W: array of shape (d, d).
        u0: array of shape (d,), the start.
        v: array of shape (d,), the gradient of the loss by uₙ.
        T: number > 0, the time.
        n: int, 1 or more: the number of steps.

    Returns:
        tuple of arrays of shape (d, d) and (d,): the gradients by W and by u0, exact for these steps.

    """
    # BEGIN SOLUTION
    W, a = np.asarray(W, dtype=float), np.asarray(v, dtype=float)
    G = np.zeros(W.shape)
    for u in euler(W, u0, T, n)[-2::-1]:
        s = T / n * (1 - np.tanh(W @ u) ** 2) * a
        G += np.outer(s, u)
        a = a + W.T @ s
    return G, a
    # END SOLUTION


def continuous_adjoint(W, u0, v, T, n):
    """Return the gradients of v·u(T) by Euler's steps backwards from uₙ alone.

    Args:
        W: array of shape (d, d).
        u0: array of shape (d,), the start.
        v: array of shape (d,), the gradient of the loss by u(T).
        T: number > 0, the time.
        n: int, 1 or more: the number of steps.

    Returns:
        tuple of arrays of shape (d, d) and (d,): the gradients by W and by u0.

    """
    # BEGIN SOLUTION
    W, a = np.asarray(W, dtype=float), np.asarray(v, dtype=float)
    u, G, h = euler(W, u0, T, n)[-1], np.zeros(W.shape), T / n
    for _ in range(n):
        slope = np.tanh(W @ u)
        s = (1 - slope**2) * a
        G += h * np.outer(s, u)
        u, a = u - h * slope, a + h * W.T @ s
    return G, a
    # END SOLUTION
