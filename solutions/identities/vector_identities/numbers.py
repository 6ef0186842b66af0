import numpy as np

from .reference import d2_quadratic, d_dot, d_linear, d_lsq, d_quadratic, d_sqnorm

A, x, w, b = np.array([[1, 2], [3, 4]]), np.array([2, 1]), np.array([3, -1]), np.array([3, 8])

GIVEN = [A, x, w, b]
COMPUTED = [A @ x, x @ A @ x, d_linear(A, x), d_dot(w, x), d_sqnorm(x), d_quadratic(A, x), d2_quadratic(A), A @ x - b,
            np.sum((A @ x - b) ** 2), d_lsq(A, x, b), x @ d_quadratic(A, x)]  # fmt: skip
