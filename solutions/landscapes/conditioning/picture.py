import numpy as np

from .reference import gd_rates

SIZE = 7.2, 3.2


def draw(figure):
    """Draw descent across a valley at the best rate, and how the distance shrinks for four condition numbers."""
    left, right = figure.subplots(1, 2)
    H = np.diag([1.0, 12.0])
    path = descend(H, np.array([2.0, 2.0 / 12]), 25)
    u, v = np.meshgrid(np.linspace(-0.6, 2.3, 90), np.linspace(-0.55, 0.55, 60))
    left.contour(u, v, u**2 + 12 * v**2, levels=[0.05, 0.3, 0.9, 2, 4], colors="#808080")
    left.plot(*path.T, "o-", color="C1", markersize=3, linewidth=1.2)
    left.plot(0, 0, "*", color="C4", markersize=11)
    left.set(title="κ = 12, at the best rate", aspect=1.6, xlabel="w₁", ylabel="w₂")
    for kappa, style in zip((2, 12, 100, 1000), ("-", "--", "-.", ":"), strict=True):
        path = descend(np.diag([1.0, kappa]), np.array([1.0, 0.0]), 60)
        right.semilogy(np.linalg.norm(path, axis=1), style, label=f"κ = {kappa}")
    right.set(title="what is left of the distance", xlabel="steps", ylim=(1e-8, 2))
    right.legend(loc="lower right")


def descend(H, w, steps):
    """Return the points of a walk at the best rate towards the minimum, which is at 0."""
    rate = gd_rates(H)["lr_opt"]
    path = [w]
    for _ in range(steps):
        path.append(path[-1] - rate * H @ path[-1])
    return np.array(path)
