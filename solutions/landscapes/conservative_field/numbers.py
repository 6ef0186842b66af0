import numpy as np

from .reference import curl_matrix, work


def turning(points):
    """Return (−y, x)."""
    return np.stack([-points[..., 1], points[..., 0]], axis=-1)


def pull(points):
    """Return the force of x² + 3y²."""
    return -points * [2, 6]


square = np.array([[0, 0], [2, 0], [2, 1], [0, 1], [0, 0]])
middles, sides = (square[1:] + square[:-1]) / 2, np.diff(square, axis=0)

GIVEN = [square, 5]
COMPUTED = [middles, turning(middles), sides, np.sum(turning(middles) * sides, axis=1),
            work(turning, square), 2 * np.pi, np.round(curl_matrix(turning, np.array([1.0, 2.0])), 6),
            work(pull, np.array([[1, 1], [5, 5], [0, 2]]))]  # fmt: skip
