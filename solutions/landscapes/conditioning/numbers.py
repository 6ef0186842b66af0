import numpy as np

from .reference import gd_rates, iterations_to, jacobi_condition

H, valley = np.array([[2, 1], [1, 2]]), np.array([[100, 3], [3, 1]])
rates, values = gd_rates(H), np.linalg.eigvalsh(valley)

GIVEN = [H, valley, 0.001]
COMPUTED = [
    np.linalg.eigvalsh(H), rates, iterations_to(H, 0.001), rates["rate"] ** 9, rates["rate"] ** 10,
    np.round(jacobi_condition(H), 9), 3 / np.sqrt(100), 1 + 0.3, 1 - 0.3, values[1] / values[0],
    jacobi_condition(valley),
]  # fmt: skip
