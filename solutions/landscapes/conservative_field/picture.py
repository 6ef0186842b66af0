import numpy as np

from .reference import work

SIZE = 7.2, 3.4


def draw(figure):
    """Draw the vortex with a loop round the hole and one beside it, and the work so far along each."""
    around = np.linspace(0, 2 * np.pi, 201)[:, None] + [0, np.pi / 2]
    circle = np.cos(around - [0, np.pi])  # anticlockwise
    loops = {"round the hole": circle, "beside it": 0.45 * circle + [1.6, 1.1]}
    left, right = figure.subplots(1, 2)
    side = np.linspace(-1.4, 2.3, 15)
    points = np.stack(np.meshgrid(side, side[:13]), axis=-1).reshape(-1, 2)
    points = points[np.hypot(*points.T) > 0.45]
    left.quiver(*points.T, *vortex(points).T, color="#808080", width=0.005, scale=14)
    left.plot(0, 0, "o", markerfacecolor="none", markeredgecolor="C1", markersize=9, markeredgewidth=2)
    for (name, loop), colour, style in zip(loops.items(), ("C0", "C2"), ("-", "--"), strict=True):
        left.plot(*loop.T, style, color=colour, linewidth=2.2)
        done = [0.0] + [work(vortex, loop[: k + 1]) for k in range(1, len(loop))]
        right.plot(np.linspace(0, 1, len(loop)), done, style, color=colour, label=f"{name}: {abs(done[-1]):.2f} in all")
    left.set(aspect="equal", xlabel="x", ylabel="y")
    right.set(title="work so far", xlabel="share of the loop")
    right.legend()


def vortex(points):
    """Return (−y, x) / (x² + y²) for points in the rows of an array."""
    x, y = np.moveaxis(points, -1, 0)
    return np.stack([-y, x], axis=-1) / (x**2 + y**2)[..., None]
