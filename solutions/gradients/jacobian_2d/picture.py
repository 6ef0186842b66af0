import numpy as np

from .reference import polar, polar_jac

SIZE = 7.2, 3.1


def draw(figure):
    """Draw a grid of distances and angles and its image, with the columns of the Jacobian as velocities at a point."""
    q = np.array([1.5, 0.9])
    left, right = figure.subplots(1, 2, width_ratios=[1, 1.2])
    r, theta = np.linspace(0.5, 2.5, 9), np.linspace(0, np.pi / 2, 9)
    for distance in r:
        left.plot([distance, distance], theta[[0, -1]], color="#808080", linewidth=0.8)
        right.plot(*np.array([polar(np.array([distance, angle])) for angle in np.linspace(0, np.pi / 2, 40)]).T,
                   color="#808080", linewidth=0.8)  # fmt: skip
    for angle in theta:
        left.plot(r[[0, -1]], [angle, angle], color="#808080", linewidth=0.8)
        right.plot(*np.array([polar(np.array([distance, angle])) for distance in r[[0, -1]]]).T, color="#808080",
                   linewidth=0.8)  # fmt: skip
    for j, (colour, name) in enumerate((("C0", "r"), ("C1", "θ"))):
        arrow = {"arrowstyle": "-|>", "color": colour, "linewidth": 2.5, "shrinkA": 0, "shrinkB": 0}
        left.annotate("", q + 0.5 * np.eye(2)[j], q, arrowprops=arrow)
        right.annotate("", polar(q) + 0.5 * polar_jac(q)[:, j], polar(q), arrowprops=arrow)
        left.text(*(q + 0.6 * np.eye(2)[j] + 0.04), name, color=colour, weight="bold")
        place = polar(q) + 0.6 * polar_jac(q)[:, j] + [0.1, 0.03]
        right.text(*place, ("first column", "second")[j], color=colour, weight="bold", ha="center")
    left.set(title="before: inputs move at speed 1", xlabel="r", ylabel="θ", aspect="equal")
    right.set(title="after: the columns are velocities", xlabel="x", ylabel="y", aspect="equal")
