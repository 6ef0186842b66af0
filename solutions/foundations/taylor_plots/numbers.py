import math

import numpy as np

from .reference import sin_taylor, tangent_plane

x, y = np.pi / 6 + 0.1, np.pi / 3 + 0.2


def crossing(low_order, high_order, near):
    """Return where two orders are off by the same, by halving an interval of length 0.4 around a guess."""
    left, right = near - 0.2, near + 0.2
    for _ in range(60):
        middle = (left + right) / 2
        better = abs(sin_taylor(middle, high_order) - np.sin(middle)) < abs(
            sin_taylor(middle, low_order) - np.sin(middle)
        )
        left, right = (middle, right) if better else (left, middle)
    return left


GIVEN = []
COMPUTED = [
    crossing(1, 3, 3.7), crossing(3, 5, 5.6), [abs(sin_taylor(2 * np.pi, order)) for order in (1, 3, 5)],
    [1 / math.factorial(order) for order in (2, 3)], sum(1 / math.factorial(order) for order in range(4)), np.e,
    [sin_taylor(3, order) for order in (1, 3, 5)], np.sin(3), sin_taylor(1, 1, 0.5), sin_taylor(1, 2, 0.5),
    tangent_plane(np.pi / 6, np.pi / 3, np.pi / 6, np.pi / 3), tangent_plane(x, y, np.pi / 6, np.pi / 3),
    np.sin(x) * np.cos(y),
]  # fmt: skip
