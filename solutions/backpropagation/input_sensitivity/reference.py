"""What the output of a network owes to each of its inputs: gradients, norms of groups, and integrated gradients."""

import numpy as np


def input_grad(s, W1, b1, w2):
    """Return the gradient of w2 · tanh(s W1 + b1) by s.

    Args:
        s: array of shape (d,), the inputs.
        W1: array of shape (d, h), the weights of the hidden units.
        b1: array of shape (h,), their biases.
        w2: array of shape (h,), the weights of the output.

    Returns:
        array of shape (d,), W1((1 − h∘h)∘w2).

    """
    # BEGIN SOLUTION
    s, W1, b1, w2 = (np.asarray(array, dtype=float) for array in (s, W1, b1, w2))
    h = np.tanh(s @ W1 + b1)
    return W1 @ ((1 - h**2) * w2)
    # END SOLUTION


def group_norms(g, groups, sd=None):
    """Return the norms of parts of a gradient.

    Args:
        g: array of shape (d,), the gradient.
        groups: dict of names to lists of indices.
        sd: array of shape (d,), by which g is multiplied first; None for no such factor.

    Returns:
        dict of the same names to floats, √(Σ gᵢ²) over the indices of each group.

    """
    # BEGIN SOLUTION
    g = np.asarray(g, dtype=float)
    if sd is not None:
        g = g * sd
    return {name: np.linalg.norm(g[np.array(indices, dtype=int)]) for name, indices in groups.items()}
    # END SOLUTION


def integrated_gradients(s, s0, W1, b1, w2, steps):
    """Return what each input contributes on the straight path from a baseline, by the midpoint rule.

    Args:
        s: array of shape (d,), the inputs.
        s0: array of shape (d,), the baseline.
        W1: array of shape (d, h), the weights of the hidden units.
        b1: array of shape (h,), their biases.
        w2: array of shape (h,), the weights of the output.
        steps: int, from 1 to 1000, into how many pieces the path is cut.

    Returns:
        array of shape (d,), (s − s0) times the mean of the gradients at the middles of the pieces.

    """
    # BEGIN SOLUTION
    s, s0 = np.asarray(s, dtype=float), np.asarray(s0, dtype=float)
    middles = (np.arange(steps) + 0.5) / steps
    grads = [input_grad(s0 + part * (s - s0), W1, b1, w2) for part in middles]
    return (s - s0) * np.mean(grads, axis=0)
    # END SOLUTION
