import numpy as np

from .reference import hessian_report

SIZE = 7.2, 3.1


def draw(figure):
    """Draw level lines of the bowl of the example with its eigenvectors, and heights along them."""

    def f(point):
        return 2 * point[0] ** 2 + 2 * point[0] * point[1] + 2 * point[1] ** 2

    report = hessian_report(f, np.zeros(2))
    left, right = figure.subplots(1, 2)
    side = np.linspace(-1.2, 1.2, 80)
    left.contour(side, side, f(np.meshgrid(side, side)), levels=[0.2, 0.6, 1.2, 2, 3, 4.5], colors="#808080")
    t = np.linspace(-1.2, 1.2, 80)
    for name, value, colour in (("flat", report["eigenvalues"][0], "C2"), ("steep", report["eigenvalues"][1], "C1")):
        direction = report[name] * np.sign(report[name][0])
        left.annotate("", direction, (0, 0), arrowprops={"arrowstyle": "-|>", "color": colour, "linewidth": 2.5})
        left.text(*(1.12 * direction), name, color=colour, ha="center", va="center")
        right.plot(t, [f(step * direction) for step in t], color=colour, label=f"{name}: curvature {value:.0f}")
    left.set(aspect="equal", title="level lines and eigenvectors", xlabel="x", ylabel="y")
    right.set(title="walking along them", xlabel="distance", ylabel="f")
    right.legend()
