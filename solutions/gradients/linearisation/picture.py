import numpy as np

from .reference import grid_lines

SIZE = 7.2, 3.4


def draw(figure):
    """Draw the image of a large and of a small grid around a point, with its linear image."""
    x0 = np.array([1.0, 0.6])
    for axes, half in zip(figure.subplots(1, 3), (0.6, 0.3, 0.1), strict=True):
        true, lin = grid_lines(square, x0, half, 7)
        for grid, colour, style in ((true, "C0", "-"), (lin, "C1", "--")):
            for lines in (grid, grid.swapaxes(0, 1)):
                axes.plot(*np.moveaxis(lines, -1, 0), style, color=colour, linewidth=1)
        axes.plot(*square(x0), "o", color="C2", markersize=5)
        axes.set(title=f"half side {half:g}", aspect="equal", xlabel="x² − y²")
        axes.set_xticks([])
        axes.set_yticks([])
    figure.axes[0].set_ylabel("2xy")


def square(u):
    """Return (x² − y², 2xy) for the points of a grid."""
    return np.stack([u[..., 0] ** 2 - u[..., 1] ** 2, 2 * u[..., 0] * u[..., 1]], axis=-1)
