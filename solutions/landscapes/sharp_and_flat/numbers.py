import math

import numpy as np

from .reference import expected_rise, log_basin_volume, reparam, worst_rise

X, Y, sigma, eps = np.diag([0.05, 0.08]), np.diag([0.9, 1.1]), 0.1, 0.01

GIVEN = [np.diag(X), np.diag(Y), sigma, eps]
COMPUTED = [
    [(expected_rise(H, sigma), worst_rise(H, sigma), log_basin_volume(H, eps)) for H in (X, Y)],
    [math.exp(log_basin_volume(H, eps)) for H in (X, Y)], np.diag(reparam(Y, 10 * np.eye(2))),
    np.round(120 * math.log(0.001)),
]  # fmt: skip
