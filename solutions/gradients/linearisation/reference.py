"""The linearisation of a function, and what it makes of a grid around a point."""

import numpy as np


def linearise(F, J, x0):
    """Linearisation of F at x0: the function L(x) = F(x0) + J(x0) (x − x0).

    Args:
        F: function that takes an array of shape (n,) and returns one of shape (m,).
        J: function that takes an array of shape (n,) and returns the Jacobian of F there, of shape (m, n).
        x0: (n,), the point; of any real dtype.

    Returns:
        function that takes an array of shape (n,) or (..., n) and returns one of shape (m,) or (..., m).

    """
    # BEGIN SOLUTION
    x0 = np.array(x0, dtype=float)
    value, slopes = F(x0), J(x0)
    # Points are rows, so the Jacobian acts from the right, transposed.
    return lambda x: value + (x - x0) @ slopes.T
    # END SOLUTION


def grid_lines(F, x0, half, n):
    """Images of a grid around x0 under F and under the linearisation of F at x0.

    Args:
        F: function that takes an array of shape (..., 2) and returns one of the same shape.
        x0: (2,), the centre; of any real dtype.
        half: float, how far the grid reaches from the centre in each coordinate; at least 0.
        n: int, the number of values of each coordinate; at least 2.

    Returns:
        (true, lin), each of shape (n, n, 2): the images of the points (x_i, y_j), the first index moving x.

    """
    # BEGIN SOLUTION
    x0 = np.array(x0, dtype=float)
    along = np.linspace(-half, half, n)
    d = np.stack(np.meshgrid(along, along, indexing="ij"), axis=-1)
    # A complex step: row j tells how F changes with coordinate j, so this is the Jacobian, transposed.
    h = 1e-30
    slopes = np.imag(F(x0 + 1j * h * np.eye(2))) / h
    return F(x0 + d), F(x0) + d @ slopes
    # END SOLUTION
