import numpy as np

from .reference import condition, fit, standardise

X, y = np.array([[110], [120], [130]]), np.array([1000, 900, 860])
Z, mu, sd = standardise(X)
ones, line = np.ones((3, 1)), fit(X, y)

GIVEN = [X, y]
COMPUTED = [mu, sd, Z, line, line[0] + line[1] * mu, y.mean(), condition(np.hstack([ones, X])),
            np.round(condition(np.hstack([ones, Z])), 9), condition(np.diag([3, 1])),
            np.std([0.1, 0.1, 0.1])]  # fmt: skip
