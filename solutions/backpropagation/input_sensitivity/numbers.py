import numpy as np

from .reference import group_norms, input_grad, integrated_gradients

W1, b1, w2 = np.array([[1], [2]]), np.zeros(1), np.array([3])
s, g, groups = np.array([1 / 2, -1 / 4]), np.array([3, 6, 2]), {"a": [0], "b": [1, 2]}

GIVEN = [1 / 2, 1 / 4, 100]
COMPUTED = [
    input_grad(s, W1, b1, w2), group_norms(g, groups), group_norms(g, groups, np.array([2, 1 / 2, 1])),
    integrated_gradients(np.array([3, 0]), np.zeros(2), W1, b1, w2, 100),
    input_grad(np.array([3, 0]), W1, b1, w2), 3 * np.tanh(3),
]  # fmt: skip
