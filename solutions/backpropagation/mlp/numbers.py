import numpy as np

from .reference import mlp_backward, mlp_forward, mlp_loss

X, Y, W1, b1, W2, b2 = np.ones((1, 1)), np.zeros((1, 1)), np.array([[0.5]]), np.zeros(1), np.array([[2]]), np.zeros(1)
H, O = mlp_forward(X, W1, b1, W2, b2)
back = mlp_backward(X, Y, W1, b1, W2, b2)

GIVEN = [1 / 2]
COMPUTED = [H, O, mlp_loss(X, Y, W1, b1, W2, b2), back, back["b2"] @ W2]
