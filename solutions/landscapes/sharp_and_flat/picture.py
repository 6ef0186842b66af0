import numpy as np

from .reference import log_basin_volume, reparam

SIZE = 7.2, 2.9


def draw(figure):
    """Draw the basins of the example as ellipses with their half axes, and the sharp one in other units."""
    X, Y, eps = np.diag([0.05, 0.08]), np.diag([0.9, 1.1]), 0.01
    basins = {"minimum X": X, "minimum Y": Y, "Y, in units a tenth as large": reparam(Y, 10 * np.eye(2))}
    around = np.linspace(0, 2 * np.pi, 100)
    for axes, (name, H) in zip(figure.subplots(1, 3, sharex=True, sharey=True), basins.items(), strict=True):
        half = np.sqrt(2 * eps / np.diag(H))
        axes.fill(half[0] * np.cos(around), half[1] * np.sin(around), color="C0", alpha=0.25, linewidth=0)
        axes.plot(half[0] * np.cos(around), half[1] * np.sin(around))
        for k, colour in enumerate(("C1", "C2")):
            arrow = {
                "arrowstyle": "-|>",
                "color": colour,
                "linewidth": 2,
                "shrinkA": 0,
                "shrinkB": 0,
                "mutation_scale": 9,
            }
            axes.annotate("", half[k] * np.eye(2)[k], (0, 0), arrowprops=arrow)
        axes.set(title=name, aspect="equal", xlim=(-1.6, 1.6), ylim=(-1.6, 1.6))
        axes.set_xlabel(f"area {np.exp(log_basin_volume(H, eps)):.3f}")
