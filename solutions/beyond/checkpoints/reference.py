"""A gradient through many steps that keeps few states, and what that costs."""

import numpy as np


def checkpointed_grad(step, step_vjp, loss_grad, x0, n, every):
    """Return the gradient of a loss of xₙ by x₀, keeping every so-manieth state on the way forward.

    Args:
        step: function that takes an array of shape (d,), xₖ, and k, and returns the next one.
        step_vjp: function that takes xₖ, k and an array u of shape (d,), and returns uᵀ∂xₖ₊₁/∂xₖ.
        loss_grad: function that takes xₙ and returns the gradient of the loss by it.
        x0: array of shape (d,).
        n: int, 1 or more: the number of steps.
        every: int, 1 or more: the distance between checkpoints.

    Returns:
        array of shape (d,).

    """
    # BEGIN SOLUTION
    x, kept = np.asarray(x0, dtype=float), []
    for k in range(n):
        if k % every == 0:
            kept.append(x)
        x = step(x, k)
    u = loss_grad(x)
    for start in reversed(range(0, n, every)):
        states = [kept.pop()]
        for k in range(start, min(start + every, n) - 1):
            states.append(step(states[-1], k))
        while states:
            u = step_vjp(states.pop(), start + len(states), u)
    return np.asarray(u, dtype=float)
    # END SOLUTION


def checkpoint_cost(n, every):
    """Return what a gradient with checkpoints costs.

    Args:
        n: int, 1 or more: the number of steps.
        every: int, 1 or more: the distance between checkpoints.

    Returns:
        tuple of two ints: how many states are held at once, and how often ``step`` is called.

    """
    # BEGIN SOLUTION
    checkpoints = -(-n // every)
    return checkpoints + min(every, n) - 1, 2 * n - checkpoints
    # END SOLUTION


def best_spacing(n):
    """Return the distance between checkpoints that needs the fewest states at once.

    Args:
        n: int, 1 or more: the number of steps.

    Returns:
        int, the smallest of several.

    """
    # BEGIN SOLUTION
    return min(range(1, n + 1), key=lambda every: checkpoint_cost(n, every)[0])
    # END SOLUTION
