import numpy as np

from .reference import compose_jac, polar, polar_jac, square_jac

q = np.array([2, np.pi / 2])

GIVEN = []
COMPUTED = [np.round(polar(q), 9), np.round(polar_jac(q), 9), square_jac(np.array([0, 2])),
            np.round(compose_jac(q), 9), square_jac(np.array([1, 1]))]  # fmt: skip
