import numpy as np

from .reference import forces


def draw(figure):
    """Draw three atoms with their forces, and the same molecule turned by 50 degrees with its own."""
    X = np.array([[-1.0, -0.6, 0], [1.2, -0.5, 0], [-0.1, 1.0, 0]])
    turn = np.deg2rad(50)
    Q = np.array([[np.cos(turn), -np.sin(turn), 0], [np.sin(turn), np.cos(turn), 0], [0, 0, 1]])
    left, right = figure.subplots(1, 2, sharex=True, sharey=True)
    draw_molecule(left, X, "X and F(X)")
    draw_molecule(right, X @ Q.T, "X Qᵀ and F(X Qᵀ)")


def draw_molecule(axes, X, title):
    """Draw the atoms, the pairs, and an arrow for each force."""
    F = forces(X, De=1.0, a=1.2, r0=1.5)
    for i, j in ((0, 1), (0, 2), (1, 2)):
        axes.plot(*X[[i, j], :2].T, color="#808080", linewidth=1)
    for number, (position, force) in enumerate(zip(X[:, :2], F[:, :2], strict=True)):
        arrow = {"arrowstyle": "-|>", "color": "C1", "linewidth": 2, "shrinkA": 0, "shrinkB": 0}
        axes.annotate("", position + 0.75 * force, position, arrowprops=arrow)
        axes.plot(*position, "o", color="C0", markersize=13)
        axes.text(*position, str(number), color="#ffffff", ha="center", va="center")
    axes.set(title=title, aspect="equal", xlabel="Å", ylabel="Å", xlim=(-2, 2), ylim=(-1.4, 1.4))
