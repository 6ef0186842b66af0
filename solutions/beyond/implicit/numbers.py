import numpy as np

from .reference import fixed_point, fixed_point_vjp, ridge_dw, solve_vjp, val_hypergrad

X, y, half = np.diag([1, 2]), np.array([2, 2]), np.array([0.5])
w = np.linalg.solve(X.T @ X + np.eye(2), X.T @ y)
z = fixed_point(half[:, None], half)

GIVEN = [half]
COMPUTED = [
    solve_vjp(np.array([[2, 1], [0, 1]]), np.array([3, 1]), np.array([1, 0])),
    w,
    ridge_dw(X, y, 1),
    val_hypergrad(X, y, np.eye(2), np.ones(2), 1),
    z,
    fixed_point_vjp(half[:, None], half, np.ones(1)),
    1 - z**2,
]
