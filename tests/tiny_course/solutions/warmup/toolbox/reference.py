"""One function of every kind that crosses the wall."""

import matplotlib.pyplot as plt
import numpy as np


def slope(x):
    """Return the derivative of x², of the shape of ``x``."""
    # BEGIN SOLUTION
    return 2.0 * np.asarray(x)
    # END SOLUTION


def total(f, n):
    """Return the sum of f(0), ..., f(n - 1) as a float."""
    # BEGIN SOLUTION
    return float(sum(f(k) for k in range(n)))
    # END SOLUTION


def shifted(a):
    """Return the function that adds ``a``."""
    # BEGIN SOLUTION
    return lambda x: x + a
    # END SOLUTION


def picture():
    """Return a Figure with the line y = x and a legend."""
    # BEGIN SOLUTION
    figure, axes = plt.subplots()
    axes.plot([0.0, 1.0], [0.0, 1.0], label="y = x")
    axes.legend()
    return figure
    # END SOLUTION
