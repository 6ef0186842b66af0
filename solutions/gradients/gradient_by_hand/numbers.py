import numpy as np

from .reference import grad_f, hess_f

step = 0.01

GIVEN = [step]
COMPUTED = [
    grad_f(2, 0), hess_f(2, 0), 4 * step, 2 * step, 4 * step + np.sin(2 * step),  # f(2, 0.01), term by term
    grad_f(1, 2), hess_f(1, 2), -8e11,
]  # fmt: skip
