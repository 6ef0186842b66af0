import numpy as np

from .reference import grad_f

SIZE = 7.2, 3.4


def draw(figure):
    """Draw level lines of f with its gradient at several points."""
    axes = figure.subplots()
    x, y = np.linspace(-0.2, 3.2, 120), np.linspace(-1.1, 1.1, 100)
    u, v = np.meshgrid(x, y)
    axes.contour(
        u,
        v,
        u**2 * v + np.sin(u * v),
        levels=[-8, -6, -4.5, -3, -2, -1, -0.3, 0.3, 1, 2, 3, 4.5, 6, 8],
        colors="#808080",
        linestyles="-",
    )
    for start in ((0.6, 0.5), (1.2, -0.4), (1.4, 0.7), (2.0, 0.0), (2.4, 0.5), (2.6, -0.6), (0.8, -0.8)):
        end = np.array(start) + 0.09 * grad_f(*start)
        axes.annotate("", end, start, arrowprops={"arrowstyle": "-|>", "color": "C1", "linewidth": 2, "shrinkA": 0,
                                                  "shrinkB": 0})  # fmt: skip
        axes.plot(*start, "o", color="C0", markersize=5)
    axes.set(aspect="equal", xlabel="x", ylabel="y")
