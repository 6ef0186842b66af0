import numpy as np

from .reference import descend, energy_rate, flow

A, wstar, w0 = np.array([[2, 1], [1, 2]]), np.array([1, 0]), np.array([3, 0])
gradient = A @ (w0 - wstar)

GIVEN = [A, wstar, w0, 0.5, 0.25, 0.125, 0.0625, 2 / 3]
COMPUTED = [np.linalg.eigvalsh(A), flow(A, wstar, w0, 0.5), gradient, (w0 - wstar) @ A @ (w0 - wstar) / 2,
            energy_rate(gradient), descend(lambda w: A @ (w - wstar), w0, 0.25, 2)]  # fmt: skip
