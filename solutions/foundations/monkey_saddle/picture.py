import numpy as np

from .reference import monkey_saddle

SIZE = 7.2, 3.3


def draw(figure):
    """Draw level lines of the monkey saddle with its six sectors, and the heights on the way round the circle."""
    left, right = figure.subplots(1, 2, width_ratios=[1, 1.25])
    side = np.linspace(-1, 1, 101)
    x, y = np.meshgrid(side, side)
    height = monkey_saddle(x, y)
    left.contourf(x, y, height, levels=[-4, 0, 4], colors=["C0", "C1"], alpha=0.22)
    left.contour(x, y, height, levels=[-1, -0.5, -0.2, -0.05, 0.05, 0.2, 0.5, 1], colors="#808080", linestyles="-")
    around = np.linspace(0, 2 * np.pi, 241)
    left.plot(0.7 * np.cos(around), 0.7 * np.sin(around), color="C2", linewidth=2)
    for k in range(6):
        angle = k * np.pi / 3
        left.text(0.88 * np.cos(angle), 0.88 * np.sin(angle), "+−"[k % 2], ha="center", va="center", fontsize=14)
    left.set(aspect="equal", xlabel="x", ylabel="y", xticks=[-1, 0, 1], yticks=[-1, 0, 1])
    walked = monkey_saddle(0.7 * np.cos(around), 0.7 * np.sin(around))
    right.plot(around, walked, color="C2")
    right.fill_between(around, walked, where=walked >= 0, color="C1", alpha=0.22, linewidth=0)
    right.fill_between(around, walked, where=walked <= 0, color="C0", alpha=0.22, linewidth=0)
    right.axhline(0, color="#808080", linewidth=0.8)
    right.set(title="once round the green circle", xlabel="angle", ylabel="height")
    right.set_xticks([0, np.pi / 2, np.pi, 3 * np.pi / 2, 2 * np.pi], ["0", "π/2", "π", "3π/2", "2π"])
