import numpy as np

from .reference import gp_grad, gp_logml, gp_predict

theta, X, y, Z = np.array([0, 0, np.log(0.5)]), np.array([[0], [1]]), np.array([1, -1]), np.array([[0], [0.5], [5]])

GIVEN = [X, y, Z, 0.5]
COMPUTED = [gp_logml(theta, X, y), gp_grad(theta, X, y), gp_predict(theta, X, y, Z)]
