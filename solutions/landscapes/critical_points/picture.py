import numpy as np

from .reference import newton

SIZE = 7.2, 3.1


def draw(figure):
    """Draw level lines of a loss with two minima and a saddle, and two walks of Newton's method."""
    axes = figure.subplots()
    u, v = np.meshgrid(np.linspace(-1.75, 1.75, 120), np.linspace(-0.8, 0.8, 80))
    heights = u**4 - 2 * u**2 + v**2
    axes.contour(u, v, heights, levels=[-0.9, -0.7, -0.4, -0.15, 0, 0.3, 0.8, 1.6], colors="#808080", linestyles="-")
    for start, colour, style, name in (
        ((0.2, 0.3), "C1", "o-", "to the saddle"),
        ((1.5, 0.3), "C0", "s--", "to a minimum"),
    ):
        path = np.array([newton(gradient, hessian, np.array(start), 1e-12, steps)[0] for steps in range(6)])
        axes.plot(*path.T, style, color=colour, markersize=5, linewidth=1.6, label=f"from {start} {name}")
    axes.plot([-1, 1], [0, 0], "*", color="C2", markersize=12, label="minimum")
    axes.plot(0, 0, "x", color="C3", markersize=10, markeredgewidth=2.5, label="saddle")
    axes.set(aspect="equal", xlabel="x", ylabel="y")
    axes.legend(loc="center left", bbox_to_anchor=(1.02, 0.5))


def gradient(w):
    """Return the gradient of x⁴ − 2x² + y²."""
    return np.array([4 * w[0] ** 3 - 4 * w[0], 2 * w[1]])


def hessian(w):
    """Return its Hessian."""
    return np.diag([12 * w[0] ** 2 - 4, 2])
