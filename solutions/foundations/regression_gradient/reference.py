import numpy as np


def regression_loss(X, y, w):
    # BEGIN SOLUTION
    if y.ndim != 1: raise ValueError("y must have shape (m,)")
    r = X @ w - y
    return float(r @ r)
    # END SOLUTION


def regression_gradient(X, y, w):
    # BEGIN SOLUTION
    if y.ndim != 1: raise ValueError("y must have shape (m,)")
    return 2 * X.T @ (X @ w - y)
    # END SOLUTION
