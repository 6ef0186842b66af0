import numpy as np

from .picture import KNOWN, R, cheap, expensive, fitted
from .reference import fit_delta, inv_dist, inv_dist_jac, krr_energy_grad

X = np.array([[0, 0, 0], [1, 0, 0], [0, 2, 0]])
delta = cheap(R) + fitted(cheap(KNOWN), expensive(KNOWN)) - expensive(R)
whole = fitted(0 * KNOWN, expensive(KNOWN)) - expensive(R)

GIVEN = [X, 1 / 2]
COMPUTED = [
    inv_dist(X), inv_dist_jac(X)[:2], krr_energy_grad(np.array([1, 0]), np.zeros((1, 2)), np.array([2]), 1),
    fit_delta(np.zeros((1, 1)), np.array([1]), np.array([4]), 1, 1 / 2), np.max(np.abs(delta)),
    np.max(np.abs(whole)),
]  # fmt: skip
