import numpy as np

from .reference import grid_lines, linearise

x0, half = np.array([1.0, 1.0]), 0.1


def F(u):
    """Return (x² − y², 2xy)."""
    return np.stack([u[..., 0] ** 2 - u[..., 1] ** 2, 2 * u[..., 0] * u[..., 1]], axis=-1)


def J(u):
    """Return its Jacobian."""
    return 2 * np.array([[u[0], -u[1]], [u[1], u[0]]])


true, lin = grid_lines(F, x0, half, 3)
right = x0 + np.array([half, 0])

GIVEN = [x0, half, right]
COMPUTED = [F(x0), J(x0), F(right), linearise(F, J, x0)(right), true[1, 1], true[2, 1], np.round(lin[2, 1], 9),
            true[1, 2], np.round(lin[1, 2], 9)]  # fmt: skip
