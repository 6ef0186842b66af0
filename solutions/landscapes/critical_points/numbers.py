import numpy as np

from .reference import newton


def gradient(w):
    """Return the gradient of x⁴ − 2x² + y²."""
    return np.array([4 * w[0] ** 3 - 4 * w[0], 2 * w[1]])


def hessian(w):
    """Return its Hessian."""
    return np.diag([12 * w[0] ** 2 - 4, 2])


start, other = np.array([0.2, 0.3]), np.array([1.5, 0.3])
first = newton(gradient, hessian, start, 0, 1)[0]

GIVEN = [start, other]
COMPUTED = [gradient(start), np.diag(hessian(start)), start[0] - first[0], first, np.linalg.norm(gradient(start)),
            newton(gradient, hessian, other, 0, 1)[0], newton(gradient, hessian, other, 1e-12, 50)[0]]  # fmt: skip
