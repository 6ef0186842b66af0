import numpy as np

from .reference import d_W, d_X, frob_loss

SIZE = 7.2, 3.2


def draw(figure):
    """Draw the loss of the example over the weights with its downhill direction, and how the samples would be moved."""
    X, W, Y = np.array([[1.0, 2], [0, 1], [1, 1]]), np.array([[2.0], [-1]]), np.ones((3, 1))
    left, right = figure.subplots(1, 2)
    first, second = np.linspace(-0.5, 2.8, 80), np.linspace(-1.4, 1.4, 70)
    heights = np.array([[frob_loss(X, np.array([[a], [b]]), Y) for a in first] for b in second])
    left.contour(first, second, heights, levels=[0.3, 1, 2.5, 5, 10, 16], colors="#808080")
    draw_arrow(left, W[:, 0], -0.13 * d_W(X, W, Y)[:, 0])
    left.plot(*W[:, 0], "o", color="C0")
    left.plot(*np.linalg.lstsq(X, Y[:, 0])[0], "*", color="C4", markersize=11)
    left.set(title="training: the weights move", xlabel="W₁₁", ylabel="W₂₁", aspect="equal")
    side = np.array([-0.6, 2.6])
    right.plot(side, (W[0, 0] * side - 1) / -W[1, 0], color="C2", label="here XW is what Y asks")
    for sample, pull in zip(X, -0.11 * d_X(X, W, Y), strict=True):
        if pull.any():
            draw_arrow(right, sample, pull)
        right.plot(*sample, "o", color="C0")
    right.set(title="the data would move", xlabel="feature 1", ylabel="feature 2", aspect="equal", xlim=(-0.6, 2.6),
              ylim=(-0.2, 2.5))  # fmt: skip
    right.legend(loc="lower right")


def draw_arrow(axes, start, step):
    """Draw a step from a point."""
    arrow = {"arrowstyle": "-|>", "color": "C1", "linewidth": 2, "shrinkA": 0, "shrinkB": 0}
    axes.annotate("", start + step, start, arrowprops=arrow)
