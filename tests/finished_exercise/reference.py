"""Twice a vector."""


def double(x):
    """Return twice a vector.

    Args:
        x: (n,) float64.

    Returns:
        (n,) float64.

    """
    # BEGIN SOLUTION
    return x + x
    # END SOLUTION
