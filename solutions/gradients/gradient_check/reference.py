"""Gradients measured by differences, how far two gradients are apart, and how that depends on the step."""

import numpy as np


def numeric_gradient(f, x, h=None, scheme="central"):
    """Gradient of f at x by differences of values of f.

    Args:
        f: function that takes an array of the shape of ``x`` and returns a number.
        x: array of any shape and any real dtype, the point.
        h: float, the step for every coordinate; where it is None, you choose the steps.
        scheme: "central" or "forward".

    Returns:
        float64 array of the shape of ``x``.

    Raises:
        ValueError: there is no such scheme.

    """
    # BEGIN SOLUTION
    if scheme not in ("central", "forward"):
        raise ValueError(f"scheme must be 'central' or 'forward', not {scheme!r}")
    x = np.array(x, dtype=float)
    # What is cut off, as h² or h, and what is rounded off, as 1/h, balance at these powers of the spacing of floats.
    best = np.finfo(float).eps ** (1 / 3 if scheme == "central" else 1 / 2)
    gradient = np.empty(x.shape)
    for at in np.ndindex(x.shape):
        step = best * max(1.0, abs(x[at])) if h is None else h
        above, below = x.copy(), x.copy()
        above[at] += step
        if scheme == "central":
            below[at] -= step
        gradient[at] = (f(above) - f(below)) / (above[at] - below[at])
    return gradient
    # END SOLUTION


def rel_error(a, b):
    """Largest relative difference between the entries of two arrays; the measure of the course CS231n.

    Args:
        a: array, or a number.
        b: array of the same shape, or a number.

    Returns:
        float, the maximum of |a − b| / max(1e-8, |a| + |b|); nan where an entry is nan.

    Raises:
        ValueError: the shapes differ.

    """
    # BEGIN SOLUTION
    if np.shape(a) != np.shape(b):
        raise ValueError(f"the shapes differ: {np.shape(a)} and {np.shape(b)}")
    a, b = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    return float(np.max(np.abs(a - b) / np.maximum(1e-8, np.abs(a) + np.abs(b))))
    # END SOLUTION


def step_study(f, g, x, hs):
    """Relative error of ``numeric_gradient`` for several steps and both schemes.

    Args:
        f: function that takes an array of the shape of ``x`` and returns a number.
        g: function that returns the exact gradient of f at such an array, in the shape of ``x``.
        x: array of any shape, the point.
        hs: (k,), the steps, in any order.

    Returns:
        (2, k): ``rel_error`` for each step, with central differences in row 0 and forward ones in row 1.

    """
    # BEGIN SOLUTION
    exact = g(x)
    schemes = ("central", "forward")
    return np.array([[rel_error(numeric_gradient(f, x, h, scheme), exact) for h in hs] for scheme in schemes])
    # END SOLUTION
