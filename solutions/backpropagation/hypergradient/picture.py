import numpy as np

from .reference import train

SIZE = 7.2, 3.4


def draw(figure):
    """Draw level lines of the validation loss over two rates, and the two steps that three choices of them take."""
    H, b, start = np.diag([1.0, 4.0]), np.array([1.0, 2.0]), np.zeros(2)
    best = np.linalg.solve(H, b)

    def loss(rates):
        d = train(H, b, start, rates)[-1] - best
        return d @ H @ d / 2

    both = np.linspace(0, 1.15, 90)
    heights = np.array([[loss((a0, a1)) for a0 in both] for a1 in both])
    constant = both[np.argmin([loss((a, a)) for a in both])]
    left, right = figure.subplots(1, 2)
    left.contour(both, both, heights, levels=[0.02, 0.06, 0.15, 0.3, 0.5, 1, 2, 4], colors="#808080")
    left.plot([0, 1.15], [0, 1.15], ":", color="#808080", linewidth=1)
    choices = ((1, 0.25), "C0", "o"), ((0.25, 1), "C2", "s"), ((constant, constant), "C1", "D")
    for rates, colour, mark in choices:
        left.plot(*rates, mark, color=colour, markersize=8)
        path = train(H, b, start, rates)
        words = "rates " + ", ".join(f"{rate:.2g}" for rate in rates)
        right.plot(*path.T, mark + "-", color=colour, markersize=5, linewidth=1.4, label=words)
    u, v = np.meshgrid(np.linspace(-0.2, 1.3, 80), np.linspace(-0.4, 2.2, 80))
    right.contour(
        u, v, (u - best[0]) ** 2 / 2 + 2 * (v - best[1]) ** 2, levels=[0.05, 0.2, 0.5, 1, 2], colors="#808080"
    )
    right.plot(*best, "*", color="C4", markersize=12)
    left.set(title="V over the two rates", xlabel="first rate", ylabel="second rate", aspect="equal")
    right.set(title="the two steps, over the weights", xlabel="w₁", ylabel="w₂", xlim=(-0.1, 1.3), ylim=(-0.1, 2.2))
    right.legend(loc="upper left")
