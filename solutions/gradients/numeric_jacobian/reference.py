"""Jacobians from values of a function: by central differences, and by a complex step."""

import numpy as np


def numeric_jacobian(F, x):
    """Jacobian of F at x by central differences.

    Args:
        F: function that takes an array of shape (n,) and returns one of shape (m,), or a number.
        x: (n,), the point; of any real dtype.

    Returns:
        (m, n), float64: entry [i, j] is ∂Fᵢ/∂xⱼ; m is 1 where F returns a number.

    """
    # BEGIN SOLUTION
    x = np.array(x, dtype=float)
    columns = []
    for j in range(x.size):
        # What is cut off, as h², and what is rounded off, as 1/h, balance here; floats are coarser where x is large.
        step = np.finfo(float).eps ** (1 / 3) * max(1.0, abs(x[j]))
        above, below = x.copy(), x.copy()
        above[j] += step
        below[j] -= step
        columns.append(np.atleast_1d(F(above) - F(below)) / (above[j] - below[j]))
    return np.stack(columns, axis=1)
    # END SOLUTION


def complex_step(F, x):
    """Jacobian of F at x by a complex step, to all digits.

    Args:
        F: function that takes a complex array of shape (n,) and returns one of shape (m,), or a number; analytic.
        x: (n,), the point; of any real dtype.

    Returns:
        (m, n), float64: entry [i, j] is ∂Fᵢ/∂xⱼ; m is 1 where F returns a number.

    Source: Squire and Trapp, Using complex variables to estimate derivatives of real functions, SIAM Review 40 (1998).

    """
    # BEGIN SOLUTION
    h = 1e-30
    x = np.array(x, dtype=complex)
    columns = [np.imag(np.atleast_1d(F(x + 1j * h * e))) / h for e in np.eye(x.size)]
    return np.stack(columns, axis=1)
    # END SOLUTION
