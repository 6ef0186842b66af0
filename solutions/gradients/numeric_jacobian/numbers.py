import numpy as np

from .reference import complex_step


def F(x):
    """Return (xy, z²)."""
    return np.array([x[0] * x[1], x[2] ** 2])


GIVEN = []
COMPUTED = [np.round(complex_step(F, np.array([2, 3, 5])), 9), np.round(complex_step(lambda x: x**2, np.array([3])), 9)]
