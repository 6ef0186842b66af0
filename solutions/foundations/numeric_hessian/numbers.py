import numpy as np

from .reference import hessian_report, net_loss, numeric_hessian

X, y = np.array([1, 2]), np.array([0.5, 1])
report = hessian_report(lambda t: 2 * t[0] ** 2 + 2 * t[0] * t[1] + 2 * t[1] ** 2, np.zeros(2))
saddle = np.linalg.eigvalsh(numeric_hessian(lambda t: net_loss(t, X, y), np.zeros(2)))

GIVEN = [X, y]
COMPUTED = [
    np.round(report["hessian"]), np.round(report["eigenvalues"]), np.abs(report["steep"]), np.abs(report["flat"]),
    -report["steep"][0] * np.sign(report["steep"][0]), np.round(report["condition"], 6),
    net_loss(np.zeros(2), X, y), net_loss(np.ones(2), X, y), np.round(saddle[1], 6),
    net_loss(np.array([0.5, 2.0]), X, y),
]  # fmt: skip
