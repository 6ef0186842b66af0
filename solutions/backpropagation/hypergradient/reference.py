"""Gradient descent on a quadratic as a function of its rates, and the gradient of what it arrives at."""

import numpy as np


def train(At, bt, w0, lrs):
    """Return the path of gradient descent on ½ wᵀAt w − btᵀw, with a rate for each step.

    Args:
        At: array of shape (n, n), symmetric.
        bt: array of shape (n,).
        w0: array of shape (n,), the start.
        lrs: array of shape (K,), the rates, each 0 or more.

    Returns:
        array of shape (K + 1, n), w₀, w₁, ..., w_K.

    """
    # BEGIN SOLUTION
    At, bt, w0 = (np.asarray(array, dtype=float) for array in (At, bt, w0))
    path = [w0]
    for rate in lrs:
        path.append(path[-1] - rate * (At @ path[-1] - bt))
    return np.array(path)
    # END SOLUTION


def hypergrad(At, bt, Av, bv, w0, lrs):
    """Return the gradient of the validation loss ½ wᵀAv w − bvᵀw, after training, by the rates.

    Args:
        At: array of shape (n, n), symmetric, of the training loss.
        bt: array of shape (n,), of the training loss.
        Av: array of shape (n, n), symmetric, of the validation loss.
        bv: array of shape (n,), of the validation loss.
        w0: array of shape (n,), the start.
        lrs: array of shape (K,), the rates, each 0 or more.

    Returns:
        array of shape (K,), −vₖ₊₁ · (At wₖ − bt), where vₖ₊₁ is the gradient of the loss by wₖ₊₁.

    """
    # BEGIN SOLUTION
    path = train(At, bt, w0, lrs)
    At, bt, Av, bv = (np.asarray(array, dtype=float) for array in (At, bt, Av, bv))
    slopes, g = path @ At - bt, np.empty(len(lrs))
    v = Av @ path[-1] - bv
    for k in reversed(range(len(lrs))):
        g[k] = -v @ slopes[k]
        v = v - lrs[k] * (At @ v)
    return g
    # END SOLUTION
