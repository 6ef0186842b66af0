import numpy as np

from .reference import regression_gradient, regression_loss

X, y, w = np.array([[1, 0], [1, 1], [1, 2]]), np.array([1, 2, 4]), np.array([0, 1])
loss, gradient, step = regression_loss(X, y, w), regression_gradient(X, y, w), np.array([0.1, 0])
change = regression_loss(X, y, w + step) - loss

GIVEN = [X, y, w, step]
COMPUTED = [X @ w, X @ w - y, loss, gradient, loss + change, gradient @ step, change, change - gradient @ step]
