"""Taylor polynomials of sine, the tangent plane of sin x cos y, and figures of both."""

import math

import matplotlib.pyplot as plt
import numpy as np


def sin_taylor(x, order, a=0.0):
    """Evaluate the Taylor polynomial of sine at a centre.

    Args:
        x: where to evaluate it, in radians: a number or an array of any shape.
        order: int, at least 0: the highest power of ``x - a``.
        a: the centre, in radians.

    Returns:
        number or array of the shape of ``x``.

    """
    # BEGIN SOLUTION
    # Each derivative of sine is sine a quarter turn further on. To add k of these to a would round, at each power anew.
    sine, cosine = np.sin(a), np.cos(a)
    cycle = [sine, cosine, -sine, -cosine]
    step = np.asarray(x, dtype=float) - a
    terms = [cycle[k % 4] * step**k / math.factorial(k) for k in range(order + 1)]
    return sum(terms)
    # END SOLUTION


def tangent_plane(x, y, x0, y0):
    """Evaluate the tangent plane of f(x, y) = sin x cos y at a contact point.

    Args:
        x: where to evaluate it, in radians: a number or an array.
        y: the same; the shapes of ``x`` and ``y`` broadcast.
        x0: x of the contact point, a number.
        y0: y of the contact point, a number.

    Returns:
        number or array of the broadcast shape: the height of the plane.

    """
    # BEGIN SOLUTION
    height = np.sin(x0) * np.cos(y0)
    slope_x = np.cos(x0) * np.cos(y0)
    slope_y = -np.sin(x0) * np.sin(y0)
    return height + slope_x * (x - x0) + slope_y * (y - y0)
    # END SOLUTION


def plot_sin_taylor():
    """Draw sine and its Taylor polynomials of orders 1, 3 and 5 at 0, with a legend and axis labels.

    Returns:
        matplotlib Figure.

    """
    # BEGIN SOLUTION
    x = np.linspace(-2 * np.pi, 2 * np.pi, 401)
    figure, axes = plt.subplots()
    axes.plot(x, np.sin(x), label="sin x")
    for order in (1, 3, 5):
        axes.plot(x, sin_taylor(x, order), label=f"order {order}")
    axes.set(xlabel="x", ylabel="height", ylim=(-4, 4), title="Taylor polynomials of sine at 0")
    axes.legend()
    return figure
    # END SOLUTION


def plot_tangent_plane(x0, y0):
    """Draw the surface z = sin x cos y and its tangent plane at a contact point, with axis labels.

    Args:
        x0: x of the contact point, in radians.
        y0: y of the contact point, in radians.

    Returns:
        matplotlib Figure.

    """
    # BEGIN SOLUTION
    x, y = np.meshgrid(x0 + np.linspace(-2, 2, 41), y0 + np.linspace(-2, 2, 41))
    near_x, near_y = np.meshgrid(x0 + np.linspace(-1, 1, 5), y0 + np.linspace(-1, 1, 5))
    figure, axes = plt.subplots(subplot_kw={"projection": "3d"})
    axes.plot_surface(x, y, np.sin(x) * np.cos(y), alpha=0.6)
    axes.plot_surface(near_x, near_y, tangent_plane(near_x, near_y, x0, y0), alpha=0.6)
    axes.scatter([x0], [y0], [np.sin(x0) * np.cos(y0)], color="black")
    axes.set(xlabel="x", ylabel="y", zlabel="z", title="sin x cos y and a tangent plane")
    return figure
    # END SOLUTION
