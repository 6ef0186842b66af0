"""Two maps of the plane, their Jacobians, and the Jacobian of one after the other."""

import numpy as np


def polar(q):
    """Point with given polar coordinates.

    Args:
        q: (2,): r, the distance from the origin, and θ, the angle in radians.

    Returns:
        (2,): x = r cos θ and y = r sin θ.

    """
    # BEGIN SOLUTION
    r, theta = q
    return np.array([r * np.cos(theta), r * np.sin(theta)])
    # END SOLUTION


def polar_jac(q):
    """Jacobian of ``polar``.

    Args:
        q: (2,): r and θ, the angle in radians.

    Returns:
        (2, 2): rows are x and y, columns are r and θ.

    """
    # BEGIN SOLUTION
    r, theta = q
    c, s = np.cos(theta), np.sin(theta)
    return np.array([[c, -r * s], [s, r * c]])
    # END SOLUTION


def square_jac(u):
    """Jacobian of the map (x, y) ↦ (x² − y², 2xy), which is z ↦ z² for z = x + iy.

    Args:
        u: (2,): x and y.

    Returns:
        (2, 2): rows are the two outputs, columns are x and y.

    """
    # BEGIN SOLUTION
    x, y = u
    return 2.0 * np.array([[x, -y], [y, x]])
    # END SOLUTION


def compose_jac(q):
    """Jacobian of ``polar`` followed by (x, y) ↦ (x² − y², 2xy).

    Args:
        q: (2,): r and θ, the angle in radians.

    Returns:
        (2, 2): rows are the two outputs, columns are r and θ.

    """
    # BEGIN SOLUTION
    # Chain rule: what acts first stands on the right.
    return square_jac(polar(q)) @ polar_jac(q)
    # END SOLUTION
