import numpy as np
from matplotlib.patches import Rectangle

from .reference import conv_matrix


def draw(figure):
    """Draw the matrix of a window of three weights, and its transpose, for the strides 1 and 2."""
    w, n = np.array([1.0, -2.0, 1.5]), 9
    for column, stride in enumerate((1, 2)):
        T = conv_matrix(w, n, stride)
        row = 1
        left, right = (figure.add_subplot(1, 4, 2 * column + k) for k in (1, 2))
        draw_matrix(left, T, f"T, stride {stride}")
        left.add_patch(Rectangle((row * stride, row), 3, 1, fill=False, edgecolor="C2", linewidth=2.5))
        draw_matrix(right, T.T, "its transpose")
        right.add_patch(Rectangle((row, row * stride), 1, 3, fill=False, edgecolor="C2", linewidth=2.5))


def draw_matrix(axes, table, title):
    """Draw a matrix as coloured fields, with its first row on top."""
    axes.pcolormesh(table, cmap="RdBu_r", vmin=-2.5, vmax=2.5, edgecolors="#808080", linewidth=0.4)
    axes.set(aspect="equal", xticks=[], yticks=[], title=title)
    axes.set_xlabel(f"{table.shape[0]} × {table.shape[1]}")
    axes.invert_yaxis()
