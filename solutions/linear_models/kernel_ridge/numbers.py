import numpy as np

from .reference import krr_fit, krr_grad, predict, rbf

X, y, lam = np.array([[0], [1]]), np.array([1, 0]), 1 / 2
K = rbf(X, X, 1)
alpha = krr_fit(K, y, lam)

GIVEN = [X, y, lam, 0.5, 2.25]
COMPUTED = [K[0, 1], alpha, predict(np.array([[0.5]]), X, alpha, 1), predict(X, X, alpha, 1),
            krr_grad(K, y, np.zeros(2), lam), np.exp(-1 / 2)]  # fmt: skip
