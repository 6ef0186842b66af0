"""The gradient and the Hessian of x²y + sin(xy), found by hand."""

import numpy as np


def grad_f(x, y):
    """Gradient of f(x, y) = x²y + sin(xy).

    Args:
        x: number or array.
        y: number or array; the shapes of ``x`` and ``y`` broadcast to (...).

    Returns:
        array of shape (..., 2): ∂f/∂x, then ∂f/∂y.

    """
    # BEGIN SOLUTION
    x, y = np.broadcast_arrays(x, y)
    slope = np.cos(x * y)
    return np.stack([2 * x * y + y * slope, x**2 + x * slope], axis=-1)
    # END SOLUTION


def hess_f(x, y):
    """Hessian of f(x, y) = x²y + sin(xy).

    Args:
        x: number or array.
        y: number or array; the shapes of ``x`` and ``y`` broadcast to (...).

    Returns:
        array of shape (..., 2, 2), symmetric in its last two axes: entry [i, j] is ∂²f/∂zᵢ∂zⱼ with z = (x, y).

    """
    # BEGIN SOLUTION
    x, y = np.broadcast_arrays(x, y)
    u = x * y
    xx = 2 * y - y**2 * np.sin(u)
    xy = 2 * x + np.cos(u) - u * np.sin(u)
    yy = -(x**2) * np.sin(u)
    return np.stack([np.stack([xx, xy], axis=-1), np.stack([xy, yy], axis=-1)], axis=-2)
    # END SOLUTION
