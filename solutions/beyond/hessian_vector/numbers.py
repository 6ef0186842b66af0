import numpy as np

from .reference import gauss_newton_product, hutchinson, hvp_logistic, hvp_mlp, top_eigenvalue

X, w = np.array([[1, 0], [1, 1]]), np.array([0, np.log(3)])
x, y, one = np.array([[1], [2]]), np.array([[1], [0]]), np.ones((1, 1))
S, Z = np.array([[1, 2], [2, -2]]), np.array([[1, 1], [1, -1]])

GIVEN = [0.5]
COMPUTED = [
    1 / (1 + np.exp(-X @ w)),
    hvp_logistic(X, w, np.ones(2)),
    hvp_mlp(x, y, one / 2, one, one, 0 * one),
    gauss_newton_product(x, one / 2, one, one, 0 * one),
    round(top_eigenvalue(S.dot, 2), 6),
    hutchinson(S.dot, Z),
    hutchinson(S.dot, Z[:1]),
]
