"""The shapes of derivatives in the two layouts, and the way from one to the other."""

import numpy as np


def derivative_shape(num, den, layout):
    """Return the shape of the derivative of one thing by another.

    Args:
        num: tuple, the shape of what is differentiated: (), (m,) or (p, q).
        den: tuple, the shape of what moves: (), (n,) or (p, q).
        layout: str, "numerator" or "denominator".

    Returns:
        tuple: () for the derivative of a number by a number, else rows and columns.

    Raises:
        ValueError: the derivative does not fit in rows and columns, or there is no such layout.

    """
    # BEGIN SOLUTION
    if layout not in ("numerator", "denominator"):
        raise ValueError(f"there is no layout {layout!r}")
    if len(num) + len(den) > 2:
        raise ValueError(f"the derivative of shape {num} by shape {den} does not fit in rows and columns")
    if num == den == ():
        return ()
    (a, b), (c, d) = ((*shape, 1, 1)[:2] for shape in (num, den))  # a vector is a column
    shape = a * d, b * c  # of the numerator times the transposed denominator, one of which is a number or both columns
    return shape if layout == "numerator" else shape[::-1]
    # END SOLUTION


def convert(D):
    """Return a derivative of one layout in the other.

    Args:
        D: array of two axes, or a number.

    Returns:
        array of two axes, or a number.

    Raises:
        ValueError: D is an array of one axis, which has no layout.

    """
    # BEGIN SOLUTION
    if np.ndim(D) == 1:
        raise ValueError("an array of one axis is neither a row nor a column")
    return np.transpose(D)
    # END SOLUTION
