import numpy as np

from .reference import taylor2


def f(x):
    """Return x²y + sin(xy)."""
    return x[0] ** 2 * x[1] + np.sin(x[0] * x[1])


x0, gradient, hessian = np.array([2.0, 0.0]), np.array([0.0, 6.0]), np.array([[0.0, 5.0], [5.0, 0.0]])
model = taylor2(f, lambda x: gradient, lambda x: hessian, x0)
far, near = x0 + 0.1, x0 + 0.05

GIVEN = [far, near]
COMPUTED = [
    f(x0), gradient, hessian, 1 - 3**2 / 2, np.cos(3), f(far), gradient @ (far - x0), f(far) - gradient @ (far - x0),
    model(far), abs(f(far) - model(far)), f(near) - gradient @ (near - x0), abs(f(near) - model(near)),
]  # fmt: skip
