import numpy as np

from .reference import denoised, diffused, flow_rhs, reverse_step, score

data = np.array([0.5, 0.5]), np.array([[-1], [1]]), np.array([0.5, 0.5]), 1
x, t, dt = np.array([[0.5]]), 2 * np.log(2), 0.1

GIVEN = [*data, x, dt]
COMPUTED = [
    np.exp(-t / 2),
    diffused(t, *data[1:]),
    score(x, t, *data),
    score(x, 0, *data),
    denoised(x, t, *data),
    reverse_step(x, t, dt, np.zeros((1, 1)), *data),
    flow_rhs(x, t, *data),
]
