import numpy as np

from .reference import continuous_adjoint, discrete_adjoint, euler

ONE, START = np.ones((1, 1)), np.ones(1)
end = np.arcsinh(np.e * np.sinh(1))  # where the flow of the example is at T = 1

GIVEN = []
COMPUTED = [
    euler(ONE, START, 1, 2),
    discrete_adjoint(ONE, START, START, 1, 2),
    continuous_adjoint(ONE, START, START, 1, 2),
    (np.e * (np.sinh(1) + np.cosh(1))) / np.cosh(end) - end,
    np.e * np.cosh(1) / np.cosh(end),
]
