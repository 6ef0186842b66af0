import numpy as np

from .reference import energy_grad, energy_hess, ridge_fit, ridge_grad

X, y = np.diag([1, 2]), np.array([1, 2])

GIVEN = [X, y, 1 / 2]
COMPUTED = [
    ridge_grad(X, y, np.zeros(2), 1), ridge_grad(X, y, np.ones(2), 1), ridge_fit(X, y, 1), ridge_fit(X, y, 0),
    energy_grad(np.array([1, 2]), np.zeros(2), 1, 1), energy_hess(2, 1, 1),
    energy_grad(np.array([1]), np.array([3]), 2, 1 / 2), energy_hess(1, 2, 1 / 2),
]  # fmt: skip
