"""The Taylor polynomial of degree 2 in n variables, and how fast what models leave over falls."""

import numpy as np


def taylor2(f, g, H, x0):
    """Taylor polynomial of degree 2 of f at x0: m(x) = f(x0) + gᵀd + ½ dᵀHd with d = x − x0.

    Args:
        f: function that takes an array of shape (n,) and returns a number.
        g: function that takes the same and returns the gradient of f there, of shape (n,).
        H: function that takes the same and returns the Hessian of f there, of shape (n, n), symmetric.
        x0: (n,), the point; of any real dtype.

    Returns:
        function that takes an array of shape (n,) and returns a number.

    """
    # BEGIN SOLUTION
    x0 = np.array(x0, dtype=float)
    value, slope, curvature = f(x0), g(x0), H(x0)

    def model(x):
        d = x - x0
        return float(value + slope @ d + d @ curvature @ d / 2)

    return model
    # END SOLUTION


def remainder_slopes(f, g, H, x0, d, ts):
    """Slopes, in logarithmic axes, of what the models of degree 1 and 2 leave over along a direction.

    Args:
        f: as in ``taylor2``.
        g: as in ``taylor2``.
        H: as in ``taylor2``.
        x0: (n,), the point; of any real dtype.
        d: (n,), the direction: f is looked at in x0 + t d.
        ts: (k,), positive, the distances t; k ≥ 2, in any order.

    Returns:
        (s1, s2), floats: near 2 and 3 where gradient and Hessian are right.

    """
    # BEGIN SOLUTION
    x0, d, ts = (np.asarray(array, dtype=float) for array in (x0, d, ts))
    model, value, slope = taylor2(f, g, H, x0), f(x0), g(x0) @ d
    truth = np.array([f(x0 + t * d) for t in ts])
    plane = value + slope * ts
    bent = np.array([model(x0 + t * d) for t in ts])
    first, second = (float(np.polyfit(np.log(ts), np.log(np.abs(truth - one)), 1)[0]) for one in (plane, bent))
    return first, second
    # END SOLUTION
