import numpy as np

from .reference import energy_grad, energy_hess, ridge_fit


def draw(figure):
    """Draw the weights of ridge regression against the penalty, and a string under one load on three springs."""
    left, right = figure.subplots(1, 2)
    rng = np.random.default_rng(5)
    X = rng.normal(size=(12, 4))
    X[:, 3] = X[:, 2] + 0.2 * X[:, 3]
    y = X @ [1.0, -0.6, 2.2, -1.2] + 0.3 * rng.normal(size=12)
    penalties = np.logspace(-3, 3, 80)
    left.semilogx(penalties, [ridge_fit(X, y, lam) for lam in penalties])
    left.axhline(0, color="#808080", linewidth=0.8)
    left.set(title="ridge: four weights", xlabel="λ", ylabel="weight")
    n = 60
    h = 1 / (n + 1)
    x = np.linspace(0, 1, n + 2)
    load = np.where(x[1:-1] < 0.6, 10.0, 1.0)
    for c, style in zip((0, 10, 100), ("-", "--", ":"), strict=True):
        rest = -np.linalg.solve(energy_hess(n, c, h), energy_grad(np.zeros(n), load, c, h))
        right.plot(x, np.concatenate([[0], rest, [0]]), style, label=f"c = {c}")
    right.plot([0, 1], [0, 0], "o", color="#808080", markersize=5)
    right.set(title="a string on springs", xlabel="along the string", ylabel="height u")
    right.legend()
