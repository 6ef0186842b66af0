"""The monkey saddle: its derivatives, a critical point that they do not settle, and a walk round it that does."""

import matplotlib.pyplot as plt
import numpy as np


def monkey_saddle(x, y):
    """Return the height of the monkey saddle, f(x, y) = x³ − 3xy².

    Args:
        x: number or array.
        y: number or array that broadcasts with x to a shape (...).

    Returns:
        number or array of shape (...).

    """
    # BEGIN SOLUTION
    return x**3 - 3 * x * y**2
    # END SOLUTION


def monkey_saddle_grad(x, y):
    """Return the gradient (∂f/∂x, ∂f/∂y) of the monkey saddle.

    Args:
        x: number or array.
        y: number or array that broadcasts with x to a shape (...).

    Returns:
        array of shape (..., 2): the components are on the last axis.

    """
    # BEGIN SOLUTION
    x, y = np.broadcast_arrays(x, y)
    return np.stack([3 * x**2 - 3 * y**2, -6 * x * y], axis=-1)
    # END SOLUTION


def monkey_saddle_hess(x, y):
    """Return the Hessian of the monkey saddle, the matrix of its second derivatives.

    Args:
        x: number or array.
        y: number or array that broadcasts with x to a shape (...).

    Returns:
        array of shape (..., 2, 2): rows and columns are on the last two axes.

    """
    # BEGIN SOLUTION
    x, y = np.broadcast_arrays(x, y)
    rows = [np.stack([6 * x, -6 * y], axis=-1), np.stack([-6 * y, -6 * x], axis=-1)]
    return np.stack(rows, axis=-2)
    # END SOLUTION


def classify_critical_point(H):
    """Say what the second-derivative test says about a critical point.

    An eigenvalue counts as 0 if its size is at most 1e-8 of the largest size among them.

    Args:
        H: symmetric array of shape (n, n), n >= 1: the Hessian at the critical point.

    Returns:
        "minimum", "maximum", "saddle" or "inconclusive".

    """
    # BEGIN SOLUTION
    eigenvalues = np.linalg.eigvalsh(H)
    tolerance = 1e-8 * np.max(np.abs(eigenvalues))
    positive = eigenvalues > tolerance
    negative = eigenvalues < -tolerance
    if positive.any() and negative.any():
        return "saddle"
    if positive.all():
        return "minimum"
    if negative.all():
        return "maximum"
    return "inconclusive"
    # END SOLUTION


def sign_changes(f, radius=0.1, n=720):
    """Count how often a function changes its sign once round a circle about the origin.

    It is looked at at the angles (k + ½) · 2π/n in radians, k = 0, ..., n − 1; the last of them is next to the first.

    Args:
        f: function of (x, y), two numbers or two arrays of one shape; it returns a number or an array of that shape.
        radius: float, of the circle, positive.
        n: int, the number of angles, at least 2.

    Returns:
        int.

    """
    # BEGIN SOLUTION
    angles = (np.arange(n) + 0.5) * 2 * np.pi / n
    positive = f(radius * np.cos(angles), radius * np.sin(angles)) > 0
    return int(np.sum(positive != np.roll(positive, 1)))
    # END SOLUTION


def plot_monkey_saddle():
    """Draw the surface z = f(x, y) over at least −1 <= x <= 1, −1 <= y <= 1, with a label on each of the three axes.

    Returns:
        matplotlib Figure.

    """
    # BEGIN SOLUTION
    side = np.linspace(-1.5, 1.5, 61)
    x, y = np.meshgrid(side, side)
    figure = plt.figure()
    axes = figure.add_subplot(projection="3d")
    axes.plot_surface(x, y, x**3 - 3 * x * y**2, cmap="viridis")
    axes.set(xlabel="x", ylabel="y", zlabel="f(x, y)", title="Monkey saddle")
    return figure
    # END SOLUTION
