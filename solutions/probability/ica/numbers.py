import numpy as np

from .reference import ica_ascend, ica_grad, ica_loglik, ica_relative_grad

W, X = np.array([[1, 1], [0, 2]]), np.array([[1, 0], [0, 1], [1, -1]])

GIVEN = [W, X, 0.1]
COMPUTED = [ica_loglik(W, X), ica_grad(W, X), ica_relative_grad(W, X), ica_ascend(W, X, 0.1, 1)]
