import numpy as np

from .reference import condition, fit, standardise

SIZE = 7.2, 3.2


def draw(figure):
    """Draw level lines of the loss over two slopes, in raw and in standardised units, with steps of descent in each."""
    rng = np.random.default_rng(3)
    X = np.stack([rng.normal(120, 3, 40), rng.normal(60, 15, 40)], axis=1)
    X[:, 0] += 0.04 * (X[:, 1] - 60)
    y = 1000 + X @ [-7, 2] + rng.normal(0, 10, 40)
    centred, (Z, _, sd) = X - X.mean(axis=0), standardise(X)
    best = fit(X, y)[1:]
    left, right = figure.subplots(1, 2, width_ratios=[1.6, 1])
    draw_descent(left, centred, y - y.mean(), best, "raw units")
    draw_descent(right, Z, y - y.mean(), best * sd, "standardised columns")
    left.set(xlabel="slope of column 1, h per unit", ylabel="slope of column 2,\nh per unit")
    right.set(xlabel="slope of column 1, h per σ", ylabel="slope of column 2, h per σ")


def draw_descent(axes, A, y, best, units):
    """Draw level lines of ½‖Aw − y‖² around the best w, and 20 steps at the best constant rate."""
    H = A.T @ A
    values, vectors = np.linalg.eigh(H)
    start = best + 10 * vectors @ np.array([-1, 1]) * np.sqrt(values[0] / values)
    path = [start]
    for _ in range(20):
        path.append(path[-1] - 2 / values[[0, -1]].sum() * (A.T @ (A @ path[-1] - y)))
    path = np.array(path)
    reach = 16 * np.sqrt(values[0] * np.diag(np.linalg.inv(H)))
    u, v = np.meshgrid(*(np.linspace(b - r, b + r, 90) for b, r in zip(best, reach, strict=True)))
    d = np.stack([u - best[0], v - best[1]], axis=-1)
    height = np.einsum("...i,ij,...j", d, H, d) / values[0]
    axes.contour(u, v, height, levels=[10, 50, 110, 200], colors="#808080")
    axes.plot(*path.T, "o-", color="C1", markersize=3, linewidth=1.2)
    axes.plot(*best, "*", color="C0", markersize=11)
    axes.set(title=f"{units}: κ = {condition(A):.3g}", aspect="equal")
