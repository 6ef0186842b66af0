import numpy as np

from .reference import empirical_fisher, fisher_gaussian, fisher_logistic, natural_gradient

X, w, y, g = np.array([[1, 0], [1, 1]]), np.array([0, np.log(3)]), np.array([1, 0]), np.ones(2)
F = fisher_gaussian(0.5)

GIVEN = [X, y, g, 0.5, 1 / 32]
COMPUTED = [
    1 / (1 + np.exp(-(X @ w))),
    32 * fisher_logistic(X, w),
    32 * empirical_fisher(X, y, w),
    fisher_logistic(X, w),
    empirical_fisher(X, y, w),
    F,
    natural_gradient(F, g),
    natural_gradient(F, g, 1),
]
