import numpy as np

from .reference import d_W, d_X, frob_loss

X, W, Y = np.array([[1, 2], [0, 1], [1, 1]]), np.array([[2], [-1]]), np.ones((3, 1))
step = np.array([[0], [0.1]])
moved, promised = W + step, np.sum(d_W(X, W, Y) * step)
change = frob_loss(X, moved, Y) - frob_loss(X, W, Y)

GIVEN = [X, W, Y, moved, step]
COMPUTED = [Y - X @ W, frob_loss(X, W, Y), d_W(X, W, Y), d_X(X, W, Y), np.round(Y - X @ moved, 9),
            frob_loss(X, moved, Y), promised, change, change - promised]  # fmt: skip
