"""Work along a path, and the matrix that vanishes where a field has no curl."""

import numpy as np


def work(F, path):
    """Return the work of a field along a path, ∫ F · dr, by the midpoint rule.

    Args:
        F: function of position. It takes one point, of shape (n,), or many, of shape (k, n), and returns the field
            there, in the same shape.
        path: array of shape (k + 1, n), k >= 1: points, joined by straight segments.

    Returns:
        float, in the unit of the field times that of the position.

    """
    # BEGIN SOLUTION
    path = np.asarray(path, dtype=float)  # far from the origin a middle in float32 is off too much
    middles = (path[:-1] + path[1:]) / 2
    return float(np.sum(F(middles) * np.diff(path, axis=0)))
    # END SOLUTION


def curl_matrix(F, x):
    """Return J − Jᵀ at a point, where J[i, j] = ∂F_i/∂x_j, by central differences.

    Args:
        F: function of position, as for ``work``.
        x: array of shape (n,), the point, of any real dtype.

    Returns:
        array of shape (n, n), float64.

    """
    # BEGIN SOLUTION
    x = np.asarray(x, dtype=float)
    # Truncation, as h², and rounding, as 1/h, balance near ε^⅓; the spacing of floats grows with |x|, so steps do too.
    steps = np.cbrt(np.finfo(float).eps) * np.maximum(1.0, np.abs(x))
    moves = np.diag(steps)
    J = ((F(x + moves) - F(x - moves)) / (2 * steps[:, None])).T
    return J - J.T
    # END SOLUTION
