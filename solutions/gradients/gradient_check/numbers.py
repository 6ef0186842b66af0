import numpy as np

from .reference import numeric_gradient, rel_error

x, h = np.array([1.0, 2.0]), 0.1
true = np.array([-9.0, -12.0])


def f(t):
    """Return the height of the monkey saddle."""
    return t[0] ** 3 - 3 * t[0] * t[1] ** 2


central, forward = numeric_gradient(f, x, h), numeric_gradient(f, x, h, "forward")

GIVEN = [h, 1, 14, 10.0, 100]  # hs, and the factors of slopes 2 and 1
COMPUTED = [true, central, forward, h**2, abs(central[0]) + abs(true[0]), rel_error(central, true)]
