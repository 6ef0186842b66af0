import numpy as np

from .reference import regression_gradient, regression_loss

SIZE = 7.2, 3.2


def draw(figure):
    """Draw a line beside three points with its errors, and the loss over the two weights with its gradient."""
    X, y, w = np.array([[1.0, 0], [1, 1], [1, 2]]), np.array([1.0, 2, 4]), np.array([0.0, 1])
    left, right = figure.subplots(1, 2)
    left.plot([-0.3, 2.3], [w[0] - 0.3 * w[1], w[0] + 2.3 * w[1]], label="predictions Xw")
    left.vlines(X[:, 1], X @ w, y, color="C1", linewidth=2.5, label="errors")
    left.plot(X[:, 1], y, "o", color="C2", label="targets y")
    left.set(title="the samples", xlabel="second feature (the first is 1)", ylabel="target")
    left.legend()
    first, second = np.linspace(-1.6, 2.4, 80), np.linspace(-0.2, 2.4, 80)
    heights = np.array([[regression_loss(X, y, np.array([a, b])) for a in first] for b in second])
    right.contour(first, second, heights, levels=[0.3, 1, 2.5, 6, 12, 20], colors="#808080")
    downhill = w - 0.09 * regression_gradient(X, y, w)
    right.annotate("", downhill, w, arrowprops={"arrowstyle": "-|>", "color": "C1", "linewidth": 2, "shrinkA": 0})
    right.plot(*w, "o", color="C0")
    right.plot(*np.linalg.lstsq(X, y)[0], "*", color="C4", markersize=11)
    right.set(title="the loss over the weights", xlabel="w₁", ylabel="w₂", aspect="equal")
