import numpy as np

from .reference import sqrtm_spd

SIZE = 7.2, 2.2


def draw(figure):
    """Draw the unit circle, its image under the root, and the image of that, with both eigenvectors on the way."""
    U = np.array([[np.cos(0.5), -np.sin(0.5)], [np.sin(0.5), np.cos(0.5)]])
    S = sqrtm_spd(U @ np.diag([4.0, 0.5]) @ U.T)
    around = np.linspace(0, 2 * np.pi, 120)
    points, vectors = np.array([np.cos(around), np.sin(around)]), U
    for axes, title in zip(figure.subplots(1, 3), ("the unit circle", "after S", "after S again: M"), strict=True):
        axes.plot(*points, color="C0")
        axes.plot(*points[:, ::10], "o", color="C0", markersize=3)
        for vector, colour in zip(vectors.T, ("C1", "C2"), strict=True):
            arrow = {"arrowstyle": "-|>", "color": colour, "linewidth": 2, "shrinkA": 0, "shrinkB": 0}
            axes.annotate("", vector, (0, 0), arrowprops=arrow)
        axes.set(title=title, aspect="equal", xlim=(-3.9, 3.9), ylim=(-2.4, 2.4))
        points, vectors = S @ points, S @ vectors
